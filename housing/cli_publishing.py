"""Commands about snapshots: what changed between two, and which one pages read."""

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from housing.config import data_dir
from housing.console import describe, in_view, out, progress, user
from housing.errors import GateError

#: Sentences that `changes` prints; the file it writes on request has them all.
PRINTED = 40

Accept = Annotated[
    str | None,
    typer.Option("--accept", metavar="REASON", help="Publish although gates fail; say why."),
]
Who = Annotated[str | None, typer.Option(help="Your name, for the log of publications.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    for command in (changes, publish, refresh, rollback, quality):
        app.command()(command)


def changes(
    old: Annotated[
        str | None, typer.Argument(help="The older snapshot; the one before NEW if none.")
    ] = None,
    new: Annotated[
        str | None, typer.Argument(help="The newer snapshot or a draft; the published one if none.")
    ] = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", help="Also write every change to this file.")
    ] = None,
    limit: Annotated[
        int, typer.Option(min=0, help="How many changes to print, the gravest first.")
    ] = PRINTED,
) -> None:
    """Say what changed between two snapshots: properties, covenants, owners and scores."""
    from housing.changes import changes_csv, compare, lines, two_snapshots

    found = compare(*two_snapshots(data_dir(), old, new))
    out.print(f"From {found.old.id} to {found.new.id}:", markup=False)
    for line in lines(found):
        out.print(line, markup=False)
    for sentence in found.changes["sentence"].head(limit):
        out.print(f"- {sentence}", markup=False)
    rest = len(found.changes) - limit
    if rest > 0 and limit:
        out.print(f"... and {rest:,} more: --csv FILE writes them all.", markup=False)
    if csv is not None:
        csv.write_bytes(changes_csv(found))
        out.print(f"Written: {csv}", markup=False)


def publish(
    draft: Annotated[str | None, typer.Argument(help="A draft's id; the newest if none.")] = None,
    accept: Accept = None,
    who: Who = None,
) -> None:
    """Make a draft the snapshot that pages read. One that does not pass the gates is refused."""
    from housing.pipeline import publish as publish_draft
    from housing.work import REFRESH

    name = who or user()
    with in_view(REFRESH, "publication", draft or "", name, lambda: datetime.now(UTC)) as report:
        report("Holding the draft against the gates")
        now = datetime.now(UTC).isoformat()
        done = publish_draft(data_dir(), draft, now, who=name, accept=accept)
        report.result = {"published": done.id}
    describe(done.manifest)
    out.print(f"Published {done.id}.")


def refresh(
    place: Annotated[str, typer.Argument(help="A place, e.g. dc.")],
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day the snapshot describes; today if none."),
    ] = None,
    accept: Accept = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Build, compare and measure; publish nothing.")
    ] = False,
    no_fetch: Annotated[
        bool, typer.Option("--no-fetch", help="Ask no publisher; use the files that are here.")
    ] = False,
    who: Who = None,
) -> None:
    """Bring a place up to date: fetch what is due, build, compare, publish if the gates pass."""
    from functools import partial

    from housing.changes import lines
    from housing.jurisdictions import load_jurisdiction
    from housing.pipeline import Outcome
    from housing.pipeline import refresh as refresh_place
    from housing.pipeline.due import fetch_due
    from housing.pipeline.refresh import take_what_is_here
    from housing.quality import failed, refusal

    day = as_of.date() if as_of else date.today()  # noqa: DTZ011 - the user's own calendar
    fetches = partial(fetch_due, environment=os.environ, is_trial=dry_run)
    with progress() as said:
        done = refresh_place(
            load_jurisdiction(place),
            day,
            data_dir(),
            datetime.now(UTC),
            who or user(),
            accept=accept,
            is_trial=dry_run,
            fetch=take_what_is_here if no_fetch else fetches,
            on_progress=said,
        )
    describe(done.built.manifest)
    for line in lines(done.comparison) if done.comparison else ["This is its first snapshot."]:
        out.print(line, markup=False)
    for gate in done.gates:
        out.print(str(gate), markup=False)
    said_of = {
        Outcome.PUBLISHED: f"Published {done.built.id}.",
        Outcome.UNCHANGED: f"Nothing changed: {done.built.id} is published already.",
        Outcome.TRIED: f"Nothing was published: this was a trial. The draft is {done.built.id}.",
    }
    if done.outcome in said_of:
        out.print(said_of[done.outcome], markup=False)
    if done.outcome in (Outcome.REFUSED, Outcome.TRIED) and failed(done.gates) and not accept:
        raise GateError(refusal(done.built, done.gates))


def rollback(
    snapshot: Annotated[
        str | None, typer.Argument(help="A snapshot that is kept; the one before if none.")
    ] = None,
    who: Who = None,
) -> None:
    """Make an earlier snapshot current again, byte for byte. The last 15 are kept."""
    from housing.snapshots import rollback as go_back

    done = go_back(data_dir(), snapshot, datetime.now(UTC).isoformat(), who or user())
    describe(done.manifest)
    out.print(f"Rolled back to {done.id}; every table is as it was published.", markup=False)


def quality(
    snapshot: Annotated[
        str | None, typer.Argument(help="A snapshot that is kept; the published one if none.")
    ] = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", help="Also write every finding to this file.")
    ] = None,
) -> None:
    """List what is impossible or doubtful in a snapshot: counts, an example, what to do."""
    from housing.errors import SnapshotError
    from housing.exports import without_formulas
    from housing.quality import report, summary
    from housing.snapshots import current, open_snapshot

    shown = open_snapshot(data_dir(), snapshot) if snapshot else current(data_dir())
    if shown is None:
        raise SnapshotError("No snapshot is published yet: there is nothing to report on.")
    found = report(shown)
    for one in summary(found):
        out.print(f"{one['count']:>7,}  {one['title']}", markup=False)
        for example in one["examples"][:1]:
            out.print(f"         e.g. {example}", markup=False)
            out.print(f"         Do: {one['to_do']}", markup=False)
    if csv is not None:
        csv.write_bytes(without_formulas(found).to_csv(index=False).encode("utf-8-sig"))
        out.print(f"Written: {csv}", markup=False)
