"""Refreshing every place: one task per place on a cluster, and a place that fails fails alone.

The cluster is `dask.distributed`: on this machine a process for every core, or the scheduler that
is named. Publishers are asked by one process, one place after the other; a place goes to the
cluster as soon as its files are here. Workers on other machines must see the same data folder.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from housing import snapshots
from housing.errors import ConfigError, HoldfastError
from housing.exit_codes import ExitCode, code_of
from housing.jurisdictions import Jurisdiction, load_jurisdiction
from housing.pipeline.gather import Progress
from housing.pipeline.refresh import (
    LEFT_ALONE,
    Fetch,
    fetched,
    refresh_in_turn,
    take_what_is_here,
)
from housing.pipeline.summary import code_after, summary, summary_of_error
from housing.pipeline.turn import one_at_a_time
from housing.sources.receipts import places_received

if TYPE_CHECKING:
    from distributed import Client, Future

#: A worker that dies over a place gets it once more; then the place has failed.
SECOND_TRIES = 1

#: A scheduler that is silent so long is not there.
ANSWERS_WITHIN = "15s"

#: A worker imports everything before it answers: on a busy machine that takes a while.
BEGINS_WITHIN = "180s"


@dataclass(frozen=True, slots=True)
class PlaceDone:
    """What became of one place."""

    place: str
    code: ExitCode
    #: In one line, why or how.
    words: str
    #: Seconds on the clock and of the processor; 0 where nothing was begun.
    seconds: float = 0.0
    processor: float = 0.0
    #: The process that did it, and the most memory in bytes it has had so far; None unknown.
    process: int | None = None
    memory: int | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker is told besides the place."""

    as_of: date
    data_dir: Path
    at: datetime
    who: str
    accept: str | None = None
    is_trial: bool = False


def places_of(data_dir: Path) -> list[str]:
    """Name every place of which files were received; invented ones only where there are no others.

    Raises:
        ConfigError: nothing was received yet.
    """
    known = sorted(places_received(data_dir))
    if not known:
        raise ConfigError(
            "No place has any file yet. Import or fetch the files of each once: "
            "python -m housing fetch PLACE"
        )
    return [one for one in known if not _is_fictional(one)] or known


def refresh_all(
    places: Sequence[str | Jurisdiction],
    job: Job,
    *,
    fetch: Fetch = take_what_is_here,
    workers: int | None = None,
    scheduler: str | None = None,
    on_progress: Progress = lambda _: None,
) -> Iterator[PlaceDone]:
    """Refresh every place, and say of each what became of it as soon as it is known.

    Args:
        places: places, or their ids.
        job: day, data folder, moment, person.
        fetch: receives newer files first; called here, never on a worker.
        workers: processes of a cluster on this machine; one for every core if none.
        scheduler: address of a cluster that is there already.
        on_progress: told what is being done.

    Raises:
        BusyError: somebody else is refreshing.
        ConfigError: the scheduler does not answer.
    """
    with one_at_a_time(job.data_dir, job.at, job.who, on_progress):
        for name in snapshots.sweep(job.data_dir, job.at - LEFT_ALONE):
            on_progress(f"Cleared away what was left behind: {name}")
        with _cluster(scheduler, min(workers or _cores(), len(places))) as client:
            yield from _refreshed(client, places, job, fetch, on_progress)


def refresh_place(place: Jurisdiction, job: Job, unfetched: tuple[str, ...]) -> PlaceDone:
    """Refresh one place, on a worker; an error becomes what is said of it."""
    clock, processor = perf_counter(), process_time()
    try:
        done = refresh_in_turn(
            place,
            job.as_of,
            job.data_dir,
            job.at,
            job.who,
            accept=job.accept,
            is_trial=job.is_trial,
            unfetched=unfetched,
            is_shown=False,
        )
        code, words = code_after(done, is_accepted=bool(job.accept)), summary(done)
    except HoldfastError as error:
        code, words = code_of(error), summary_of_error(error)
    except OSError as error:
        code = ExitCode.FAILED
        words = f"failed: {error.strerror}: {error.filename or job.data_dir}"
    spent = perf_counter() - clock, process_time() - processor
    return PlaceDone(place.id, code, words, *spent, os.getpid(), _memory_so_far())


def _refreshed(
    client: "Client",
    places: Sequence[str | Jurisdiction],
    job: Job,
    fetch: Fetch,
    on_progress: Progress,
) -> Iterator[PlaceDone]:
    """Hand out every place, telling of those that are done while others are fetched."""
    waiting: dict[Future, str] = {}
    for one in places:
        name = one if isinstance(one, str) else one.id
        try:
            place = load_jurisdiction(one) if isinstance(one, str) else one
            unfetched = fetched(place, job.data_dir, job.at, job.who, fetch, on_progress)
        except HoldfastError as error:
            yield PlaceDone(name, code_of(error), summary_of_error(error))
            continue
        waiting[client.submit(refresh_place, place, job, unfetched, pure=False)] = name
        yield from _told([future for future in waiting if future.done()], waiting)
    from distributed import as_completed

    for future in as_completed(list(waiting), loop=client.loop):
        yield from _told([future], waiting)


def _told(finished: "Sequence[Future]", waiting: "dict[Future, str]") -> Iterator[PlaceDone]:
    """Say what became of places, and let go of them."""
    for future in finished:
        name = waiting.pop(future)
        if future.status == "finished":
            yield future.result()
        else:
            fault = future.exception()
            words = f"failed: its work broke off ({type(fault).__name__}: {fault})"
            yield PlaceDone(name, ExitCode.FAILED, " ".join(words.split()))
        future.release()


@contextmanager
def _cluster(scheduler: str | None, workers: int) -> "Iterator[Client]":
    """Workers of this machine, which end with the work; or those of a scheduler."""
    # Loaded here: who refreshes one place needs none of it.
    import dask
    from distributed import Client, LocalCluster

    dask.config.set(
        {
            "distributed.scheduler.allowed-failures": SECOND_TRIES,
            "distributed.comm.timeouts.connect": BEGINS_WITHIN,
        }
    )
    if scheduler is not None:
        try:
            client = Client(scheduler, set_as_default=False, timeout=ANSWERS_WITHIN)
        except (OSError, ValueError) as error:
            raise ConfigError(
                f"No scheduler answers at {scheduler} ({error}). Start one there: dask scheduler"
            ) from error
        with client:
            yield client
        return
    try:
        cluster = LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            silence_logs="CRITICAL",
        )
    except RuntimeError as error:  # what it raises for a process that did not come up
        raise ConfigError(
            f"Worker processes could not be started ({error}). Close what else is running, "
            "or ask for fewer with --workers 1; nothing was changed."
        ) from error
    with cluster, Client(cluster, set_as_default=False) as client:
        client.run(_one_thread)
        yield client


def _one_thread() -> None:
    """Keep a worker to its one core: the others are other workers'."""
    import pyarrow as pa

    pa.set_cpu_count(1)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _memory_so_far() -> int | None:
    """The most memory this process has had, in bytes; None on Windows."""
    try:
        import resource
    except ImportError:
        return None
    # Linux counts in kibibytes, macOS in bytes.
    unit = 1 if os.uname().sysname == "Darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _is_fictional(place: str) -> bool:
    try:
        return load_jurisdiction(place).is_fictional
    except ConfigError:
        return False
