"""One refresh at a time: who is at it, and what became of one that never finished.

    data/refresh.lock    held by the process at work; the system lets go of it when that dies
    data/refresh.json    who, since when, which process; taken away when the work is done

A `refresh.json` that nobody holds the lock of was left by a process that died: that is said, and
the work begins anew. Nothing has to be deleted by hand.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from housing.errors import BusyError
from housing.pipeline.gather import Progress
from housing.snapshots.files import write_json


@contextmanager
def one_at_a_time(data_dir: Path, at: datetime, who: str, on_progress: Progress) -> Iterator[None]:
    """Let nobody else refresh this data folder meanwhile.

    Raises:
        BusyError: somebody else is at it.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    lock, status = FileLock(data_dir / "refresh.lock"), data_dir / "refresh.json"
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise BusyError(
            f"A refresh is running already: {_who(status)}. Wait until it is done; nothing was "
            "changed."
        ) from None
    try:
        if status.exists():
            on_progress(
                f"The last refresh never finished: {_who(status)}. Its process is dead, what was "
                "published stayed as it was, and the work begins anew."
            )
        write_json(status, {"who": who, "since": at.isoformat(), "process": os.getpid()})
        yield
    finally:
        status.unlink(missing_ok=True)
        lock.release()


def _who(status: Path) -> str:
    """Say who is or was at it, as far as can be told."""
    try:
        told = json.loads(status.read_text(encoding="utf-8"))
        return f"begun by {told['who']} on {told['since'][:16]} as process {told['process']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "begun by an unknown process"
