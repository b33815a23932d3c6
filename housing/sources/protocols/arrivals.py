"""What every protocol hands back, and what it is told before."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from housing.sources.answers import Download, Validators
from housing.sources.definitions import AnyFile

#: Told how much has arrived, and how much there is, if that is known.
Told = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file that came, whole."""

    path: Path
    download: Download
    #: The day the list describes, if the publisher says.
    vintage: date | None
    #: Rows, where the protocol counts them.
    rows: int | None = None


def named(folder: Path, file: AnyFile, day: date | None, suffix: str) -> Path:
    """Return where a file is put. Its name says its day, unless the definition settles it."""
    dated = day is not None and file.vintage is None
    return folder / (f"{file.name}_{day:%Y-%m-%d}{suffix}" if dated else f"{file.name}{suffix}")


def unchanged_since(file: AnyFile, moment: str | None) -> Validators:
    """What tells that neither the publisher's rows nor what we ask of them changed."""
    if moment is None:
        return Validators()
    asked = hashlib.sha256(file.model_dump_json().encode()).hexdigest()[:12]
    return Validators(etag=f"asked-{asked}", last_modified=moment)


def day_of(moment: float) -> date:
    """Day of a moment in seconds since 1970, as servers count them.

    >>> day_of(1748217600.0)
    datetime.date(2025, 5, 26)
    """
    return datetime.fromtimestamp(moment, UTC).date()
