"""Commands for who brings a file: look at it, build a draft with it, take it back.

The Data page begins them as processes of their own and reads what they report of themselves.
"""

import json
import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from housing.config import data_dir
from housing.console import describe, err, in_view, out, progress, user
from housing.errors import FileUnreadableError, GateError

if TYPE_CHECKING:
    from housing.jurisdictions import Jurisdiction
    from housing.layouts import AnyList
    from housing.pipeline.preview import Preview

Day = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="The day the list describes, if no name tells."),
]
Source = Annotated[str | None, typer.Option(help="The list it is, if its columns do not tell.")]
Layout = Annotated[
    Path | None,
    typer.Option("--list", help="A description of the list, as JSON: docs/refreshing.md."),
]
Place = Annotated[str | None, typer.Option(help="The place, if Holdfast knows several.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    for command in (preview, draft, withdraw):
        app.command()(command)


def preview(
    file: Annotated[Path, typer.Argument(help="A file you downloaded.")],
    place: Place = None,
    source: Source = None,
    layout: Layout = None,
    vintage: Day = None,
    work: Annotated[
        str | None, typer.Option(help="Also report under this name in data/work.", hidden=True)
    ] = None,
) -> None:
    """Look at a file: what it is, its columns, what would be set aside. Nothing is kept."""
    from housing.pipeline.preview import preview as look_at

    if not file.is_file():
        raise FileUnreadableError(f"{file} is not there. Check the name and try again.")
    day = vintage.date() if vintage else None
    if work is None:
        with progress() as said:
            found = look_at(
                file, _place(place, source, layout), data_dir(),
                source_id=source, vintage=day, on_progress=said,
            )  # fmt: skip
    else:
        with in_view(work, "preview", place or "", user(), _now) as report:
            found = look_at(
                file, _place(place, source, layout), data_dir(),
                source_id=source, vintage=day, on_progress=report,
            )  # fmt: skip
            report.result = found.as_facts()
    _say(found)
    if found.problem:
        raise typer.Exit(1)


def draft(
    place: Annotated[str, typer.Argument(help="A place, e.g. dc.")],
    file: Annotated[
        Path | None, typer.Option(help="A file to receive first, with the checks of an import.")
    ] = None,
    source: Source = None,
    layout: Layout = None,
    vintage: Day = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day the draft describes; today if none."),
    ] = None,
    no_fetch: Annotated[
        bool, typer.Option("--no-fetch", help="Ask no publisher; use the files that are here.")
    ] = False,
    who: Annotated[str | None, typer.Option(help="Your name, for receipts and manifest.")] = None,
) -> None:
    """Build a draft, with a file you bring or with what publishers have; publish nothing."""
    from functools import partial

    from housing.pipeline.draft import Brought
    from housing.pipeline.draft import draft as build_draft
    from housing.pipeline.due import fetch_due
    from housing.pipeline.refresh import take_what_is_here
    from housing.quality import failed, refusal
    from housing.work import REFRESH

    name = who or user()
    with in_view(REFRESH, "draft", place, name, _now) as report:
        day = vintage.date() if vintage else None
        brought = Brought(file, source, day, _layout(layout)) if file else None
        done = build_draft(
            _place(place),
            as_of.date() if as_of else date.today(),  # noqa: DTZ011 - the user's own calendar
            data_dir(),
            _now(),
            name,
            brought=brought,
            fetch=take_what_is_here if no_fetch else partial(fetch_due, environment=os.environ),
            on_progress=report,
        )
        built, received = done.refreshed.built, done.received
        report.result = {
            "draft": built.id,
            "is_new": done.refreshed.outcome.name != "UNCHANGED",
            "received": received.raw.path.parent.name if received else None,
            "source_id": received.source_id if received else None,
        }
    describe(built.manifest)
    for gate in done.refreshed.gates:
        out.print(str(gate), markup=False)
    if not report.result["is_new"]:
        out.print(f"Nothing changed: {built.id} is published already.", markup=False)
        return
    if failed(done.refreshed.gates):
        raise GateError(refusal(built, done.refreshed.gates))
    out.print(f"Draft {built.id} is ready. Publish it: python -m housing publish", markup=False)


def withdraw(
    source: Annotated[str, typer.Argument(help="The list, e.g. prescat_subsidies.")],
    file: Annotated[str, typer.Argument(help="The file's name, or the folder it is kept in.")],
    place: Place = None,
    why: Annotated[str, typer.Option(help="Why; kept beside the file.")] = "no reason given",
    who: Annotated[str | None, typer.Option(help="Your name, kept beside the file.")] = None,
) -> None:
    """Take back a file that was received: the next build does without it. Its bytes are kept."""
    from housing.pipeline.draft import withdraw as take_back

    chosen = _place(place)
    gone = take_back(data_dir(), source, file, _now(), who or user(), why, chosen.id)
    out.print(f"Taken back: {gone.raw.path.name} of {source}. Build again: "
              f"python -m housing refresh {chosen.id}", markup=False)  # fmt: skip


def print_lists(place: str | None) -> None:
    """Print everything about the lists of a place, as JSON."""
    from housing.pipeline.standing import lists_of

    out.print(json.dumps(lists_of(_place(place), data_dir())), markup=False, soft_wrap=True)


def _now() -> datetime:
    return datetime.now(UTC)


def _place(
    place: str | None, source: str | None = None, layout: Path | None = None
) -> "Jurisdiction":
    """Return the place, with the list that a person describes."""
    from housing.jurisdictions import load_jurisdiction, only_real_place

    chosen = load_jurisdiction(place or only_real_place())
    described = _layout(layout)
    return chosen.with_list(source, described) if source and described else chosen


def _layout(path: Path | None) -> "AnyList | None":
    from housing.kept_lists import read_list

    return read_list(path) if path else None


def _say(found: "Preview") -> None:
    """Print what was seen."""
    day = found.vintage or "no date in its name"
    out.print(f"{found.file}: {found.title or 'unknown list'} ({day})", markup=False)
    out.print(f"Columns: {', '.join(found.columns)}", markup=False)
    if found.makes:
        made = ", ".join(f"{count:,} {name}" for name, count in found.makes.items())
        out.print(f"It would make {made}.", markup=False)
    for one in found.findings:
        at = f"line {one.line}: " if one.line else ""
        out.print(f"{one.rows:>7,} {at}{one.said}", markup=False)
    for note in found.notes:
        out.print(note, markup=False)
    if found.problem:
        err.print(f"Error: {found.problem}", markup=False)
