"""Commands about publishers: bring the lists of a place, and say of each what became of it."""

import logging
import os
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from housing.config import SOURCES_DIR, data_dir
from housing.console import err, out, user
from housing.exit_codes import ExitCode


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command()(fetch)


def fetch(
    place: Annotated[str, typer.Argument(help="A place, e.g. dc.")],
    source: Annotated[str | None, typer.Option(help="Only this list.")] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be fetched; ask nobody.")
    ] = False,
    who: Annotated[str | None, typer.Option(help="Your name, for the receipts.")] = None,
    addresses: Annotated[
        Path, typer.Option(help="Folder that says where each list is fetched.")
    ] = SOURCES_DIR,
) -> None:
    """Bring the lists of a place from their publishers. One that fails does not stop the others."""
    from housing.jurisdictions import load_jurisdiction
    from housing.pipeline.fetch import Outcome, fetch_files, without_address

    chosen = load_jurisdiction(place)
    logging.getLogger("urllib3").setLevel(logging.ERROR)  # a second try is no news
    found: Counter[Outcome] = Counter()
    with bar_of_files() as bar:
        for said in fetch_files(
            chosen,
            data_dir(),
            datetime.now(UTC),
            who or user(),
            os.environ,
            source_id=source,
            is_trial=dry_run,
            definitions=addresses,
            watch=lambda name: shown_on(bar, name),
        ):
            found[said.outcome] += 1
            console = err if said.outcome is Outcome.FAILED else out
            console.print(str(said), markup=False)
    _sum_up(found)
    by_hand = without_address(chosen, addresses)
    if by_hand and source is None:
        out.print(f"No public address: {', '.join(by_hand)}. Download and import these by hand.")
    if found[Outcome.FAILED]:
        raise typer.Exit(ExitCode.NOT_FETCHED)


def bar_of_files() -> Progress:
    """A bar for the file that is coming, on a terminal; elsewhere lines are enough."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[words]}"),
        TimeElapsedColumn(),
        console=out,
        transient=True,
        disable=not out.is_terminal,
    )


def shown_on(bar: Progress, name: str) -> Callable[[int, int | None], None]:
    """Show how far a file is, in place of the one before it."""
    for shown in bar.task_ids:
        bar.remove_task(shown)
    task = bar.add_task(name, total=None, words="")

    def told(done: int, total: int | None) -> None:
        of = f" of {total:,}" if total else ""
        bar.update(task, completed=done, total=total, words=f"{done:,}{of}")

    return told


def _sum_up(found: Counter) -> None:
    counts = ", ".join(f"{count} {outcome}" for outcome, count in sorted(found.items()))
    out.print(f"{counts}." if counts else "Nothing to fetch: no list of this place has an address.")
