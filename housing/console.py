"""What every command shares: where it writes, how it says what it is doing, and who is asking."""

import getpass
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from housing.config import data_dir

if TYPE_CHECKING:
    from housing.work import Report

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

Accept = Annotated[
    str | None,
    typer.Option("--accept", metavar="REASON", help="Publish although gates fail; say why."),
]
Who = Annotated[str | None, typer.Option(help="Your name, for the log of publications.")]


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Say what is being done: a spinner on a terminal, plain lines elsewhere."""
    if out.is_terminal:
        with out.status("Starting") as status:
            yield lambda words: status.update(words)
    else:
        yield lambda words: out.print(words, markup=False)


@contextmanager
def in_view(
    name: str, task: str, place: str, who: str, clock: Callable[[], datetime]
) -> Iterator["Report"]:
    """Say what is being done here, and to whoever looks at the Data page."""
    from housing.work import reported

    with reported(data_dir(), name, task, place, who, clock) as report, progress() as said:
        report.echo = said
        yield report


def describe(manifest: Mapping[str, Any]) -> None:
    """Print what a snapshot holds, in one line a person can compare with the last."""
    counts = manifest["counts"]
    bands = ", ".join(f"{band} {count}" for band, count in counts["bands"].items())
    out.print(
        f"{manifest['jurisdiction']['name']} as of {manifest['as_of']}: "
        f"{counts['properties']:,} properties, {counts['units_restricted']:,} homes restricted, "
        f"{counts['units_at_risk_5y']:,} losing protection within 5 years. Bands: {bands}.",
        markup=False,
    )


def user() -> str:
    """Name of the person at this machine; it goes into receipts and the log of publications."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return os.environ.get("USERNAME", "unknown")
