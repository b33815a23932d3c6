"""Commands about snapshots: what changed between two, and which one pages read."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from housing.config import data_dir
from housing.console import describe, out

#: Sentences that `changes` prints; the file it writes on request has them all.
PRINTED = 40


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    for command in (changes, publish):
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
    accept_loss: Annotated[
        bool, typer.Option("--accept-loss", help="Publish although rows went missing.")
    ] = False,
) -> None:
    """Make a draft the snapshot that pages read. A suspicious one is refused."""
    from housing.pipeline import publish as publish_draft

    done = publish_draft(data_dir(), draft, datetime.now(UTC).isoformat(), accept_loss=accept_loss)
    describe(done.manifest)
    out.print(f"Published {done.id}.")
