"""The command line: import, check, build and publish a city's data. Every error is one sentence.

Heavy libraries are imported by the command that needs them, so that help answers at once.
"""

import errno
import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Column, Table

from housing import cli_drafting, cli_fetching, cli_publishing, cli_refreshing, cli_review
from housing.config import data_dir
from housing.console import describe, err, out, progress, user
from housing.errors import ConfigError, FileUnreadableError, GateError, HoldfastError
from housing.exit_codes import ExitCode, code_of

app = typer.Typer(
    name="housing",
    help="Keep affordable homes affordable: import public data, build and publish a snapshot.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
cli_drafting.add_to(app)
cli_fetching.add_to(app)
cli_publishing.add_to(app)
cli_refreshing.add_to(app)
cli_review.add_to(app)

#: What click says of a command that was written wrongly; here it is what gates say.
_CLICK_MISUSED = 2

#: The disk is full, a quota is used up, or a file may not grow.
_DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def main() -> None:
    """Run a command; an error a person can act on is one sentence and its exit code."""
    out.quiet = err.quiet = False
    try:
        app()
    except SystemExit as stop:
        sys.exit(ExitCode.MISUSED if stop.code == _CLICK_MISUSED else stop.code)
    except HoldfastError as error:
        err.print(
            f"{'Refused' if isinstance(error, GateError) else 'Error'}: {error}", markup=False
        )
        sys.exit(code_of(error))
    except OSError as error:
        if error.errno not in _DISK_FULL:
            raise
        err.quiet = False
        err.print(
            f"Error: {error.strerror}: {error.filename or data_dir()}. Make room on the disk and "
            "run it again; what is published stays as it was.",
            markup=False,
        )
        sys.exit(ExitCode.FAILED)


@app.command()
def sources(
    place: Annotated[str | None, typer.Argument(help="Only the sources of this place.")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Everything about the sources of a place, as JSON.")
    ] = False,
) -> None:
    """List the sources Holdfast knows, and which files of each have been imported."""
    if as_json:
        cli_drafting.print_lists(place)
        return
    from housing.jurisdictions import load_jurisdiction
    from housing.pipeline.place_sources import sources_of
    from housing.sources.definitions import load_definitions
    from housing.sources.receipts import receipts
    from housing.sources.registry import SOURCES

    chosen = sources_of(load_jurisdiction(place)) if place else SOURCES
    kept_only = [one for one in load_definitions(place).values() if one.kept_as] if place else []
    table = Table(
        Column("source", no_wrap=True), "title", "publisher", "renewed", "imported files (vintage)"
    )

    def files(source_id: str) -> str:
        kept = receipts(data_dir(), source_id, place)
        named = (f"{one.raw.name} ({one.raw.vintage or 'no date'})" for one in kept)
        return "\n".join(named) or "none"

    for source_id, source in chosen.items():
        table.add_row(source_id, source.title, source.publisher, source.cadence, files(source_id))
    for one in kept_only:
        table.add_row(one.id, f"{one.kept_as} (read by no source yet)", "", "", files(one.id))
    out.print(table)


@app.command("add-place")
def add_place(
    place: Annotated[str, typer.Argument(help="24033, or 'Cook County, Illinois', or Colorado.")],
    city: Annotated[
        str, typer.Option(help="A city within that county, as addresses name it.")
    ] = "",
) -> None:
    """Write the file of a county, state or city, with every federal source."""
    from housing.pipeline.new_place import add_place as write_place

    path = write_place(place, city)
    out.print(f"Written: {path}", markup=False)
    out.print(
        f"Next: python -m housing sources {path.stem}, then import its files with "
        f"--place {path.stem}. Parcels and lists of its own: docs/adding-a-city.md",
        markup=False,
    )


@app.command("import")
def import_(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders you downloaded.")],
    source: Annotated[
        str | None, typer.Option(help="The source, if the columns do not tell.")
    ] = None,
    vintage: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day the lists describe, if no name tells."),
    ] = None,
    place: Annotated[
        str | None, typer.Option(help="The place they describe, if Holdfast knows several.")
    ] = None,
    who: Annotated[str | None, typer.Option(help="Your name, for the receipts.")] = None,
) -> None:
    """Receive downloaded files. Each is read first; a bad one is refused and changes nothing."""
    from housing.jurisdictions import load_jurisdiction, only_real_place
    from housing.pipeline import import_files

    with progress() as said:
        done = import_files(
            paths,
            data_dir(),
            datetime.now(UTC),
            who or user(),
            load_jurisdiction(place or only_real_place()),
            source_id=source,
            vintage=vintage.date() if vintage else None,
            on_progress=said,
        )
    for path, why in done.skipped:
        out.print(f"skipped  {path.name}: {why}", markup=False)
    for receipt in done.received:
        vintage_said = receipt.raw.vintage or "no date in its name"
        doubtful = f", {receipt.rejected:,} rows in quarantine" if receipt.rejected else ""
        out.print(
            f"received {receipt.source_id}: {receipt.raw.name} ({vintage_said}){doubtful}",
            markup=False,
        )
    for path, remark in done.remarks:
        out.print(f"note     {path.name}: {remark}", markup=False)
    out.print(f"{len(done.received)} received, {len(done.skipped)} skipped.")
    if done.refused:
        for path, why in done.refused:
            err.print(f"Error: {path.name} was refused: {why}", markup=False)
        raise typer.Exit(1)


@app.command()
def check(place: Annotated[str, typer.Argument(help="A place, e.g. dc.")]) -> None:
    """Read every imported file of a place and the published snapshot; change nothing."""
    from housing.jurisdictions import load_jurisdiction
    from housing.pipeline import check as check_files
    from housing.snapshots import current, verify

    with progress() as said:
        found = check_files(load_jurisdiction(place), data_dir(), said)
    table = Table("source", "file", "vintage", "rows", "in quarantine", "problem")
    for line in found:
        rows = {name: count for name, count in line.rows.items() if name != "quarantine"}
        table.add_row(
            line.source_id,
            line.file,
            str(line.vintage or ""),
            ", ".join(f"{name} {count:,}" for name, count in rows.items()),
            f"{line.rows.get('quarantine', 0):,}",
            line.problem or "",
        )
    out.print(table)
    published = current(data_dir())
    if published is not None:
        verify(published)
        out.print(f"Published snapshot {published.id} is whole.")
    if any(line.problem for line in found):
        raise typer.Exit(1)


@app.command()
def build(
    place: Annotated[str, typer.Argument(help="A place, e.g. dc.")],
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day the snapshot describes; today if none."),
    ] = None,
) -> None:
    """Link, judge and score what was imported, as a draft. Nothing is published."""
    from housing.jurisdictions import load_jurisdiction
    from housing.pipeline import build as build_draft
    from housing.pipeline.turn import one_at_a_time
    from housing.snapshots import last_published

    day = as_of.date() if as_of else date.today()  # noqa: DTZ011 - the user's own calendar
    now = datetime.now(UTC)
    with progress() as said, one_at_a_time(data_dir(), now, user(), said):
        draft = build_draft(
            load_jurisdiction(place),
            day,
            data_dir(),
            now.isoformat(),
            said,
            previous=last_published(data_dir(), place),
        )
    describe(draft.manifest)
    out.print(f"Draft {draft.id} is ready. Publish it: python -m housing publish")


@app.command("linkage-report")
def linkage_report(
    data: Annotated[
        list[Path] | None,
        typer.Option(help="Folder of real lists; HOLDFAST_REAL_DATA if none.", show_default=False),
    ] = None,
    truth: Annotated[
        Path | None, typer.Option(help="Folder of judged pairs; tests/real/truth if none.")
    ] = None,
    place: Annotated[str, typer.Option(help="The place the lists describe.")] = "dc",
    mistakes: Annotated[
        bool, typer.Option("--mistakes", help="Also name every link that is not right.")
    ] = False,
) -> None:
    """Measure how right linking is on real lists: precision, recall, and what is left to people."""
    from housing.jurisdictions import load_jurisdiction
    from housing.pipeline.linkage_report import TRUTH
    from housing.pipeline.linkage_report import linkage_report as measure

    now = datetime.now(UTC)
    with progress() as said:
        measures = measure(
            load_jurisdiction(place), _real_lists(data), now.date(), now, truth or TRUTH, said
        )
    table = Table("link", "right", "wrong", "missed", "left", "precision", "recall", "left")
    for one in measures:
        counts = (one.counts["right"], one.wrong, one.missed, one.counts["left to people"])
        shares = (f"{share:.1%}" for share in (one.precision, one.recall, one.left))
        table.add_row(one.name, *(f"{count:,}" for count in counts), *shares)
    out.print(table)
    for one in measures if mistakes else ():
        for mistake in one.mistakes:
            out.print(f"{one.name}, {mistake}", markup=False)


def _real_lists(data: list[Path] | None) -> list[Path]:
    """Folders to read, the city's list of HUD contracts with them where the folder has one."""
    folders = data or [Path(name) for name in [os.environ.get("HOLDFAST_REAL_DATA")] if name]
    if not folders:
        raise FileUnreadableError(
            "Say where the real lists are: --data FOLDER, or set HOLDFAST_REAL_DATA to it."
        )
    lists = [folder / "dc" if (folder / "dc").is_dir() else folder for folder in folders]
    extra = (folder / "national" / "sec8_outcomes" for folder in folders)
    return [*lists, *(path for folder in extra for path in sorted(folder.glob("dc_sec8_*.csv")))]


@app.command()
def sample(
    only_if_none: Annotated[
        bool, typer.Option("--only-if-none", help="Do nothing if a snapshot is published.")
    ] = False,
) -> None:
    """Build and publish the fictional sample city."""
    from housing.pipeline.sample import build_sample

    with progress() as said:
        done = build_sample(data_dir(), datetime.now(UTC), said, only_if_none=only_if_none)
    out.print(f"Published {done.id} (the sample city is fictional unless you imported your own).")


@app.command()
def evidence(
    data: Annotated[
        Path | None,
        typer.Option(
            envvar="HOLDFAST_REAL_DATA", help="Folder of the public files of real outcomes."
        ),
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help="Keep the results and the fitted card for the pages.")
    ] = False,
) -> None:
    """Test the published points on what became of real contracts, and say how well they did."""
    if data is None:
        raise ConfigError(
            "Say where the public files of real outcomes are, with --data FOLDER or "
            "HOLDFAST_REAL_DATA; docs/evidence.md says which files and where they come from."
        )
    from housing.evidence.run import run, write_run
    from housing.evidence.words import lines

    with progress() as said:
        done = run(data, date.today(), said)  # noqa: DTZ011 - the user's own calendar
    for line in lines(done.results):
        out.print(line, markup=False)
    if write:
        for path in write_run(done):
            out.print(f"Written: {path}", markup=False)
