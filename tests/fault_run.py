"""Faults on purpose: a refresh is killed, or its disk fails, and nothing published may suffer.

Each trial begins with a published snapshot, A. A process of its own imports the next list and
refreshes, which makes snapshot B; a fault strikes it. Then, whatever happened:

- what is published is A or B, whole, with the very bytes that an undisturbed run gives;
- so is every other snapshot that is kept, and every raw file is the one that was received;
- the log of publications can be read, and its last completed line is what is published;
- the next run, undisturbed, publishes B and leaves no half-written file behind.

Only processes started here are killed, by their own id.
"""

import errno
import multiprocessing
import os
import random
import resource
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from time import perf_counter
from types import ModuleType
from typing import Any
from unittest.mock import patch

from housing import snapshots
from housing.errors import HoldfastError
from housing.pipeline import Outcome, refresh
from housing.sources.receipts import receipts, verify
from tests import small_place

#: How the process at work ends: stopped by a sentence or the disk, or by a fault of ours.
STOPPED, OURS = 3, 4

#: The day of the refreshes, far ahead, so that what was left behind is old enough to clear away.
LATER = datetime(2290, 1, 1, tzinfo=UTC)

#: Events of the interpreter that write, by the place of the path among their arguments.
_WRITING = {"os.rename": 0, "os.mkdir": 0, "os.remove": 0, "os.rmdir": 0, "os.chmod": 0}
_GROWING = {"open", "os.mkdir"}


class Kind(StrEnum):
    """What strikes."""

    KILLED_AT_A_MOMENT = "killed at a moment"
    KILLED_AT_A_WRITE = "killed at a write"
    DISK_FULL = "disk full"
    FILE_CUT_SHORT = "file cut short"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: at which part of the time, at which write, or beyond how many bytes of a file."""

    kind: Kind
    at: float


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """What a run without a fault does: where it begins, what it publishes, how long it takes."""

    template: Path
    #: Where B was published undisturbed: tables to write again where nothing is built.
    ready: Path
    first: str
    second: str
    #: Bytes of every table of both snapshots, as sums.
    tables: dict[str, dict[str, str]]
    #: Writes under the data folder, and seconds: building, and with tables that are ready.
    writes: int
    seconds: float
    seconds_ready: float


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of one fault."""

    fault: Fault
    #: `A` or `B`: what was published after it.
    shown: str
    #: Whether the fault stopped the run; it may come too late.
    has_struck: bool
    #: What should never be.
    wrong: tuple[str, ...]


def undisturbed(folder: Path) -> Undisturbed:
    """Publish A, and see what a run without a fault makes of it."""
    template, ready, other = folder / "template", folder / "ready", folder / "other"
    small_place.receive_first(template)
    at = small_place.AT
    first = refresh(small_place.PLACE, small_place.FIRST_DAY, template, at, "test").built.id
    shutil.copytree(template, ready)
    small_place.receive_next(ready)
    second = _refreshed(ready, None)
    made = Undisturbed(template, ready, first, second, _tables(ready), 0, 0.0, 0.0)
    shutil.copytree(template, other)
    writes = _count_writes(other, made)
    taken = [_timed(template, other, made, is_real) for is_real in (True, False)]
    return replace(made, writes=writes, seconds=taken[0], seconds_ready=taken[1])


def _timed(template: Path, folder: Path, known: Undisturbed, is_real: bool) -> float:
    """Seconds of an undisturbed run."""
    shutil.rmtree(folder)
    shutil.copytree(template, folder)
    began = perf_counter()
    assert _run(folder, known, None, is_real=is_real) == 0
    return perf_counter() - began


def draw(seed: int, count: int, known: Undisturbed) -> list[Fault]:
    """Draw faults of every kind by turns, each at a random place of the run."""
    chance = random.Random(seed)
    drawn = []
    for number in range(count):
        kind = list(Kind)[number % len(Kind)]
        if kind is Kind.KILLED_AT_A_MOMENT:
            at: float = chance.random()
        elif kind is Kind.FILE_CUT_SHORT:
            at = int(2 ** chance.uniform(5, 17))
        else:
            at = chance.randint(1, known.writes)
        drawn.append(Fault(kind, at))
    return drawn


def trial(known: Undisturbed, folder: Path, fault: Fault, *, is_real: bool) -> Trial:
    """Let one fault strike, look at what is left, and run again undisturbed.

    Args:
        known: what an undisturbed run does.
        folder: the data folder; what is in it is replaced.
        fault: what strikes.
        is_real: link, judge and score both times; else tables built beforehand are written.
    """
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(known.template, folder)
    code = _run(folder, known, fault, is_real=is_real)
    wrong = list(_broken_laws(folder, known))
    if code == OURS:
        wrong.append("the run ended with a fault of ours")
    shown = _shown(folder, known)
    if _run(folder, known, None, is_real=is_real) != 0:
        wrong.append("the next run failed")
    wrong += _broken_laws(folder, known)
    if _shown(folder, known) != "B":
        wrong.append("the next run did not publish B")
    wrong += [f"left behind: {path.name}" for path in folder.rglob("*.partial")]
    return Trial(fault, shown, code != 0, tuple(wrong))


def _broken_laws(folder: Path, known: Undisturbed) -> Iterator[str]:
    """Everything that should never be, in words."""
    try:
        now = snapshots.current(folder)
        if now is None or now.id not in (known.first, known.second):
            yield f"what is published is neither A nor B but {now and now.id}"
        for one in snapshots.list_snapshots(folder):
            snapshots.verify(one)
            sums = {name: facts["sha256"] for name, facts in one.manifest["tables"].items()}
            if sums != known.tables[one.id]:
                yield f"{one.id} has other tables than an undisturbed run makes"
        for source_id in small_place.PLACE.sources:
            for receipt in receipts(folder, source_id):
                verify(receipt)
        done = [line for line in snapshots.history(folder) if line.is_completed]
        if now is not None and done[0].snapshot != now.id:
            yield "the log of publications says another snapshot than CURRENT"
    except (HoldfastError, OSError, ValueError, KeyError) as error:
        yield f"{type(error).__name__}: {error}"


def _run(folder: Path, known: Undisturbed, fault: Fault | None, *, is_real: bool) -> int:
    """Import and refresh in a process of its own; return how it ended, below 0 if killed."""
    ready = None if is_real else known.ready
    process = _processes().Process(target=_work, args=(folder, ready, fault))
    _start(process)
    if fault is not None and fault.kind is Kind.KILLED_AT_A_MOMENT:
        process.join(fault.at * (known.seconds if is_real else known.seconds_ready))
        if process.is_alive():
            process.kill()
    process.join()
    code = process.exitcode
    process.close()
    assert code is not None
    return code


def _work(folder: Path, ready: Path | None, fault: Fault | None) -> None:
    """What the process does: arm the fault, import the next list, refresh."""
    if fault is not None:
        _arm(folder, fault)
    try:
        small_place.receive_next(folder)
        _refreshed(folder, ready)
    except (HoldfastError, OSError):
        os._exit(STOPPED)
    except BaseException:  # noqa: BLE001 - it is told apart, and counted as a fault of ours
        os._exit(OURS)
    os._exit(0)


def _refreshed(folder: Path, ready: Path | None) -> str:
    """Refresh the small place; with tables that are `ready`, without linking and scoring."""
    if ready is not None:
        setattr(import_module("housing.pipeline.refresh"), "build", _writer(ready))  # noqa: B010
    done = refresh(small_place.PLACE, small_place.NEXT_DAY, folder, LATER, "test")
    assert done.outcome in (Outcome.PUBLISHED, Outcome.UNCHANGED)
    return done.built.id


def _writer(ready: Path) -> Callable[..., snapshots.Snapshot]:
    """Stand in for building: write the tables that were built once."""

    def write(_: Any, __: Any, data_dir: Path, *args: Any, **kwargs: Any) -> snapshots.Snapshot:
        made = snapshots.current(ready)
        assert made is not None
        tables = {name: snapshots.read_table(made, name) for name in made.manifest["tables"]}
        name = made.id.rsplit("-", 1)[0]
        return snapshots.write_draft(
            data_dir, name, tables, made.manifest, is_named_by_content=True
        )

    return write


def _arm(folder: Path, fault: Fault) -> None:
    """Let the fault strike this process when its time comes."""
    if fault.kind is Kind.FILE_CUT_SHORT:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(fault.at), resource.RLIM_INFINITY))
        return
    if fault.kind is Kind.KILLED_AT_A_MOMENT:
        return
    count = 0

    def hook(event: str, arguments: Sequence[Any]) -> None:
        nonlocal count
        if not _is_write(event, arguments, str(folder)):
            return
        count += 1
        if count < fault.at:
            return
        if fault.kind is Kind.KILLED_AT_A_WRITE:
            os.kill(os.getpid(), signal.SIGKILL)
        elif event in _GROWING:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(arguments[0]))

    sys.addaudithook(hook)


def _is_write(event: str, arguments: Sequence[Any], folder: str) -> bool:
    """Whether an event of the interpreter changes something under the folder."""
    if event == "open":
        path, mode, flags = arguments
        writes = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        return isinstance(path, str | bytes | os.PathLike) and (
            bool(writes) and os.fsdecode(path).startswith(folder)
        )
    return event in _WRITING and os.fsdecode(arguments[_WRITING[event]]).startswith(folder)


def _count_writes(folder: Path, known: Undisturbed) -> int:
    """How many writes under its data folder an undisturbed run makes."""
    receiver, sender = _processes().Pipe(duplex=False)
    process = _processes().Process(target=_counted, args=(folder, known, sender))
    _start(process)
    sender.close()
    count = int(receiver.recv())
    process.join()
    process.close()
    return count


def _counted(folder: Path, known: Undisturbed, sender: Any) -> None:
    count = 0

    def hook(event: str, arguments: Sequence[Any]) -> None:
        nonlocal count
        count += _is_write(event, arguments, str(folder))

    sys.addaudithook(hook)
    small_place.receive_next(folder)
    _refreshed(folder, known.ready)
    sender.send(count)


def _tables(folder: Path) -> dict[str, dict[str, str]]:
    return {
        one.id: {name: facts["sha256"] for name, facts in one.manifest["tables"].items()}
        for one in snapshots.list_snapshots(folder)
    }


def _shown(folder: Path, known: Undisturbed) -> str:
    pointer = folder / "snapshots" / "CURRENT"
    name = pointer.read_text(encoding="utf-8").strip() if pointer.exists() else "nothing"
    return {known.first: "A", known.second: "B"}.get(name, name)


def _processes() -> Any:
    """Processes that are forked from one that has imported everything and done nothing."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.fault_run", "geopandas.io.arrow", "pyarrow.dataset"])
    return context


def _start(process: Any) -> None:
    """Start a process that does not run this one's main module first.

    Tests of pages leave the page there as `__main__`, and a new process would show it.
    """
    with patch.dict(sys.modules, {"__main__": ModuleType("__main__")}):
        process.start()
