"""Commands about snapshots: what changed between two, and which one pages read."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from housing.config import data_dir
from housing.console import Accept, Who, describe, in_view, out, user

#: Sentences that `changes` prints; the file it writes on request has them all.
PRINTED = 40


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    for command in (changes, publish, rollback, quality):
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


def rollback(
    snapshot: Annotated[
        str | None, typer.Argument(help="A snapshot that is kept; the one before if none.")
    ] = None,
    place: Annotated[
        str | None, typer.Option(help="The place to take back; the one that is shown if none.")
    ] = None,
    who: Who = None,
) -> None:
    """Make an earlier snapshot current again, byte for byte. The last 15 of a place are kept."""
    from housing.snapshots import rollback as go_back

    done = go_back(data_dir(), snapshot, datetime.now(UTC).isoformat(), who or user(), place)
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
