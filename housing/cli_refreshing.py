"""The command that brings a place up to date, for a person at a terminal, for cron and for logs."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.table import Column, Table
from rich.text import Text

from housing.config import data_dir
from housing.console import Accept, Who, describe, err, in_view, out, user
from housing.errors import GateError, HoldfastError
from housing.exit_codes import GRAVEST_FIRST, ExitCode, gravest

if TYPE_CHECKING:
    from housing.pipeline import Refreshed
    from housing.pipeline.many import Job
    from housing.pipeline.refresh import Fetch


def add_to(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command()(refresh)


def refresh(
    place: Annotated[str | None, typer.Argument(help="A place, e.g. dc; none with --all.")] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Every place of which files were received.")
    ] = False,
    workers: Annotated[
        int | None, typer.Option(min=1, help="With --all: so many processes; one a core if none.")
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(help="With --all: a Dask scheduler, e.g. tcp://10.0.0.5:8786.")
    ] = None,
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
    summary: Annotated[
        bool, typer.Option("--summary", help="Print one line and nothing else: for cron and logs.")
    ] = False,
    who: Who = None,
) -> None:
    """Bring a place up to date: fetch what is due, build, compare, publish if the gates pass.

    With --all every place, one process each; a place that fails fails alone.
    """
    day = as_of.date() if as_of else date.today()  # noqa: DTZ011 - the user's own calendar
    if every == (place is not None):
        raise typer.BadParameter("Name one place, or say --all.")
    fetch = _fetch(dry_run, no_fetch)
    from housing.pipeline.many import Job

    job = Job(day, data_dir(), datetime.now(UTC), who or user(), accept, dry_run)
    if place is None:
        _refresh_all(job, fetch, workers, scheduler, in_one_line=summary)
    _refresh_one(place, job, fetch, in_one_line=summary)


def _fetch(dry_run: bool, no_fetch: bool) -> "Fetch":
    """What receives newer files: from publishers, or nothing."""
    from functools import partial

    from housing.pipeline.due import fetch_due
    from housing.pipeline.refresh import take_what_is_here

    return (
        take_what_is_here
        if no_fetch
        else partial(fetch_due, environment=os.environ, is_trial=dry_run)
    )


def _refresh_one(place: str, job: "Job", fetch: "Fetch", *, in_one_line: bool) -> NoReturn:
    """Refresh one place, and tell at length what was found."""
    from housing.jurisdictions import load_jurisdiction
    from housing.pipeline import refresh as refresh_place
    from housing.pipeline.summary import code_after
    from housing.pipeline.summary import summary as summary_of
    from housing.quality import refusal
    from housing.work import REFRESH

    with (
        _in_one_line(f"refresh {place}", in_one_line) as say,
        in_view(REFRESH, "refresh", place, job.who, _now) as report,
    ):
        done = refresh_place(
            load_jurisdiction(place),
            job.as_of,
            job.data_dir,
            job.at,
            job.who,
            accept=job.accept,
            is_trial=job.is_trial,
            fetch=fetch,
            on_progress=report,
        )
        report.result = {"outcome": done.outcome.name.lower(), "snapshot": done.built.id}
        say(summary_of(done))
    _describe(done)
    code = code_after(done, is_accepted=bool(job.accept))
    if code is ExitCode.REFUSED:
        raise GateError(refusal(done.built, done.gates))
    if code is ExitCode.NOT_FETCHED:
        err.print(f"Not fetched: {', '.join(done.unfetched)}.", markup=False)
    raise typer.Exit(code)


def _refresh_all(
    job: "Job", fetch: "Fetch", workers: int | None, scheduler: str | None, *, in_one_line: bool
) -> NoReturn:
    """Refresh every place, a line for each as soon as it is done, and a table at the end."""
    from housing.pipeline.many import places_of, refresh_all
    from housing.pipeline.summary import summary_of_all
    from housing.work import REFRESH

    with _in_one_line("refresh --all", in_one_line) as say:
        places = places_of(job.data_dir)
        out.print(f"{len(places)} places: {', '.join(places)}", markup=False)
        found = []
        with in_view(REFRESH, "refresh", "all", job.who, _now) as report:
            for one in refresh_all(
                places,
                job,
                fetch=fetch,
                workers=workers,
                scheduler=scheduler,
                on_progress=report,
            ):
                found.append(one)
                out.print(f"{len(found)}/{len(places)} {one.place}: {one.words}", markup=False)
        say(summary_of_all([(one.place, one.code, one.words) for one in found]))
    table = Table("place", "code", "what came of it", Column("seconds", justify="right"))
    for one in sorted(found, key=lambda one: (GRAVEST_FIRST.index(one.code), one.place)):
        table.add_row(one.place, str(one.code.value), Text(one.words), f"{one.seconds:.1f}")
    out.print(table)
    code = gravest(one.code for one in found)
    if code is ExitCode.REFUSED:
        held = ", ".join(one.place for one in found if one.code is code)
        raise GateError(
            f"What was published of these places stays: {held}. Look at each: "
            "python -m housing refresh PLACE --no-fetch"
        )
    raise typer.Exit(code)


def _now() -> datetime:
    return datetime.now(UTC)


def _describe(done: "Refreshed") -> None:
    """Print what a refresh found: size, changes, gates, and what became of the draft."""
    from housing.changes import lines
    from housing.pipeline import Outcome

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


@contextmanager
def _in_one_line(what: str, is_wanted: bool) -> Iterator[Callable[[str], None]]:
    """Say one line instead of all others, with the moment and how long it took, or none more.

    An error becomes that line; its exit code stays.
    """
    begun = datetime.now(UTC)
    out.quiet = err.quiet = is_wanted

    def say(words: str) -> None:
        if is_wanted:
            seconds = (datetime.now(UTC) - begun).total_seconds()
            typer.echo(f"{begun:%Y-%m-%dT%H:%M:%SZ} {what}: {words}; {seconds:.0f} s")

    try:
        yield say
    except HoldfastError as error:
        from housing.pipeline.summary import summary_of_error

        say(summary_of_error(error))
        raise
