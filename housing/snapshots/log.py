"""The log of publications: who made which snapshot current, when, and why.

A snapshot is immutable and named by its content, so the same one may be published, rolled back
from and published again. Its manifest says how it was published first; this log says what happened
each time. A line is written before CURRENT is moved; where a crash came between, `mended` marks it
as not completed.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from housing.errors import SnapshotError
from housing.snapshots.files import write_json
from housing.snapshots.reading import pointed_each, snapshots_dir

PUBLISHED = "published"
ROLLED_BACK = "rolled back"


@dataclass(frozen=True, slots=True)
class Publication:
    """One line of the log."""

    at: str
    who: str
    #: `published` or `rolled back`.
    action: str
    snapshot: str
    #: The snapshot of its place that was current before; null for the first one.
    before: str | None = None
    #: Why it was published although gates failed; null where none did.
    accepted: str | None = None
    #: Names of the gates that failed and were overruled.
    failed: Sequence[str] = ()
    #: Whether CURRENT was moved; a crash may have come first.
    is_completed: bool = True


def history(data_dir: Path) -> list[Publication]:
    """Return the log, the newest line first; empty where nothing was published with one."""
    return _mended(_read(data_dir), pointed_each(data_dir))[::-1]


def note(data_dir: Path, line: Publication) -> None:
    """Add a line to the log, marking the one before it if that was never completed."""
    lines = _mended(_read(data_dir), pointed_each(data_dir))
    if lines and not lines[-1].is_completed and lines[-1].snapshot == line.snapshot:
        lines.pop()
    write_json(_path(data_dir), [asdict(one) for one in (*lines, line)])


def _mended(lines: list[Publication], current: Sequence[str]) -> list[Publication]:
    """Mark the last line as not completed where CURRENT says otherwise."""
    if lines and lines[-1].snapshot not in current:
        return [*lines[:-1], replace(lines[-1], is_completed=False)]
    return lines


def _read(data_dir: Path) -> list[Publication]:
    path = _path(data_dir)
    if not path.exists():
        return []
    try:
        return [Publication(**line) for line in json.loads(path.read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError) as error:
        raise SnapshotError(
            f"{path} is not a readable log of publications ({error}). Move it elsewhere: a new one "
            "is begun, and no snapshot is touched."
        ) from error


def _path(data_dir: Path) -> Path:
    return snapshots_dir(data_dir) / "publications.json"
