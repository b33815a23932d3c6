"""Commands of reviewing: the pairs that linking left to people, to a spreadsheet and back."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from housing.config import OVERRIDES_DIR, data_dir
from housing.console import out
from housing.errors import FileUnreadableError, SnapshotError

if TYPE_CHECKING:
    from pandas import DataFrame

    from housing.review import Pairs
    from housing.snapshots import Snapshot


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line, beneath `review`."""
    review = typer.Typer(
        help="Answer in a spreadsheet what the rules of linking left to people.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    review.command("export")(export_queue)
    review.command("import")(import_answers)
    app.add_typer(review, name="review")


def export_queue(
    file: Annotated[
        Path | None, typer.Option("--out", help="Where to write the sheet; the screen if none.")
    ] = None,
    place: Annotated[
        str | None, typer.Option(help="The place; that of the published snapshot if none.")
    ] = None,
) -> None:
    """Write every pair that waits for people as a CSV, with columns to fill in."""
    from housing.review import WAITING, sheet, with_state

    snapshot, pairs, given = _queue(place)
    state = with_state(pairs.about, given)
    name = snapshot.manifest["jurisdiction"]["id"]
    content = sheet(pairs, state, {"jurisdiction": name, "snapshot": snapshot.id})
    if file is None:
        typer.echo(content.decode("utf-8-sig"), nl=False)
        return
    try:
        file.write_bytes(content)
    except OSError as error:
        raise FileUnreadableError(f"{file} cannot be written: {error.strerror}.") from error
    left = int(state["state"].eq(WAITING).sum())
    out.print(f"{len(state):,} pairs of {name}, {left:,} waiting: {file}", markup=False)
    out.print(f"Fill in verdict, reason and reviewer, then: python -m housing review import {file}")


def import_answers(
    file: Annotated[Path, typer.Argument(help="A sheet from `review export`, filled in.")],
    place: Annotated[
        str | None, typer.Option(help="The place; that of the published snapshot if none.")
    ] = None,
) -> None:
    """Keep the verdicts of a sheet: all of them, or none if a line cannot be used."""
    from housing.review import answers, with_state
    from housing.verdicts import append_verdicts

    snapshot, pairs, before = _queue(place)
    name = snapshot.manifest["jurisdiction"]["id"]
    if not file.is_file():
        raise FileUnreadableError(f"{file} is not there. Check the name and try again.")
    today = date.today()  # noqa: DTZ011 - the user's own calendar
    given = answers(file.read_bytes(), file.name, with_state(pairs.about, before), name, today)
    if given.empty:
        out.print(f"{file.name} has no verdict yet; nothing was changed.", markup=False)
        return
    path = append_verdicts(data_dir() / "overrides", given)
    counts = ", ".join(f"{count} {one}" for one, count in given["verdict"].value_counts().items())
    out.print(f"Kept in {path}: {counts}.", markup=False)
    out.print(f"The next build obeys them: python -m housing build {name}", markup=False)


def _queue(place: str | None) -> tuple["Snapshot", "Pairs", "DataFrame"]:
    """The published snapshot of a place, the pairs it leaves to people, and what they said."""
    from housing.review import pairs_of
    from housing.snapshots import current, last_published
    from housing.verdicts import read_verdicts

    snapshot = last_published(data_dir(), place) if place else current(data_dir())
    if snapshot is None:
        raise SnapshotError("No snapshot is published yet, so nothing waits for review.")
    folders = (OVERRIDES_DIR, data_dir() / "overrides")
    return (
        snapshot,
        pairs_of(snapshot),
        read_verdicts(folders, snapshot.manifest["jurisdiction"]["id"]),
    )
