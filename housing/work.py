"""Work under way: a process tells what it is doing, and whoever looks can tell it from a dead one.

    data/work/<name>/lock           held by the process; the system lets go of it when that dies
    data/work/<name>/status.json    whose work it is, every step so far, and how it ended
    data/work/<name>/log.txt        what a process that the app began has printed

A status that says `running` while nobody holds the lock was left by a process that died: a number
of a process may have been given to another one since, a lock cannot.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from housing.errors import BusyError, GateError, HoldfastError
from housing.snapshots.files import write_json

#: The work of which there is one at a time: a draft or a refresh, or its publication.
REFRESH = "refresh"

#: Whoever looks holds the lock for a moment; longer than this, it is held by a process at work.
PATIENCE_SECONDS = 3.0

STATUS, LOCK, LOG = "status.json", "lock", "log.txt"


class State(StrEnum):
    """How far a piece of work is."""

    RUNNING = "running"
    DONE = "done"
    #: Gates held a draft back: nothing is broken, somebody has to decide.
    REFUSED = "refused"
    FAILED = "failed"
    #: Its process is gone and never said how it ended.
    DIED = "died"


@dataclass(frozen=True, slots=True)
class Step:
    """What was being done from a moment on."""

    at: str
    words: str


@dataclass(frozen=True, slots=True)
class Work:
    """What a status file says, and whether somebody is still at it."""

    #: `draft`, `refresh`, `publish`, `preview`.
    task: str
    place: str
    who: str
    began: str
    process: int
    steps: tuple[Step, ...]
    state: State
    ended: str | None
    #: How it ended, in a sentence.
    words: str
    result: dict[str, Any]


class Report:
    """What a process says of its own work, step by step."""

    def __init__(self, path: Path, told: dict[str, Any], clock: Callable[[], datetime]) -> None:
        self._path, self._told, self._clock = path, told, clock
        #: Also told every step, for a terminal.
        self.echo: Callable[[str], None] = lambda _: None
        #: What the work found, for whoever looks.
        self.result: dict[str, Any] = {}
        self._write()

    def __call__(self, words: str) -> None:
        """Say what is being done now."""
        self._told["steps"].append({"at": self._clock().isoformat(), "words": words})
        self._write()
        self.echo(words)

    def end(self, state: State, words: str = "") -> None:
        """Say how it ended."""
        ended = self._clock().isoformat()
        self._told |= {"state": state, "ended": ended, "words": words, "result": self.result}
        self._write()

    def _write(self) -> None:
        write_json(self._path, self._told)


def folder_of(data_dir: Path, name: str) -> Path:
    """Return the folder of a piece of work."""
    return data_dir / "work" / name


def look(data_dir: Path, name: str) -> Work | None:
    """Return how far a piece of work is; None where there never was any."""
    folder = folder_of(data_dir, name)
    found = _read(folder)
    if found is None or found.state is not State.RUNNING or _is_held(folder / LOCK):
        return found
    again = _read(folder)  # it may have ended between two looks
    if again is None or again.state is not State.RUNNING:
        return again
    return replace(again, state=State.DIED)


@contextmanager
def reported(
    data_dir: Path,
    name: str,
    task: str,
    place: str,
    who: str,
    clock: Callable[[], datetime],
) -> Iterator[Report]:
    """Do a piece of work in view of everybody, alone.

    An error of Holdfast's is the end that is told; of any other end nothing is told, and whoever
    looks sees that the process is gone.

    Raises:
        BusyError: somebody is at it already.
    """
    folder = folder_of(data_dir, name)
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=PATIENCE_SECONDS, poll_interval=0.05)
    except Timeout:
        raise BusyError(busy(_read(folder))) from None
    told = {
        "task": task,
        "place": place,
        "who": who,
        "began": clock().isoformat(),
        "process": os.getpid(),
        "steps": [],
        "state": State.RUNNING,
        "ended": None,
        "words": "",
        "result": {},
    }
    try:
        report = Report(folder / STATUS, told, clock)
        try:
            yield report
        except HoldfastError as error:
            is_held_back = isinstance(error, GateError)
            report.end(State.REFUSED if is_held_back else State.FAILED, str(error))
            raise
        report.end(State.DONE)
    finally:
        lock.release()


def busy(found: Work | None) -> str:
    """Say who is at it, as far as can be told."""
    if found is None:
        return "Somebody else is at it already. Wait until it is done; nothing was changed."
    return (
        f"A {found.task} is running already: begun by {found.who} on {found.began[:16]} as process "
        f"{found.process}. Wait until it is done; nothing was changed."
    )


def _read(folder: Path) -> Work | None:
    try:
        told = json.loads((folder / STATUS).read_text(encoding="utf-8"))
        steps = tuple(Step(**step) for step in told.pop("steps"))
        return Work(**{**told, "state": State(told["state"]), "steps": steps})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _is_held(lock: Path) -> bool:
    """Whether a process holds a lock."""
    try:
        with FileLock(lock, timeout=0):
            return False
    except Timeout:
        return True
