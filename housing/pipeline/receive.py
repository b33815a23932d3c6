"""Receiving: files a person downloaded become raw files with receipts. A bad one is refused."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from housing.errors import FileUnreadableError, HoldfastError
from housing.jurisdictions import Jurisdiction
from housing.pipeline.gather import Progress
from housing.pipeline.of_place import require_of_place
from housing.pipeline.place_sources import sources_of
from housing.pipeline.remarks import remarks_on, remarks_on_tables
from housing.sources.base import Source, Tables
from housing.sources.receipts import (
    Receipt,
    receipts,
    receive,
    recognize,
    vintage_of,
    why_unknown,
)


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of every file that was offered."""

    received: list[Receipt] = field(default_factory=list)
    #: Files no source recognizes: path and reason.
    skipped: list[tuple[Path, str]] = field(default_factory=list)
    #: Files a source recognizes and refuses: path and the sentence that says why.
    refused: list[tuple[Path, str]] = field(default_factory=list)
    #: What is odd about files that were received all the same.
    remarks: list[tuple[Path, str]] = field(default_factory=list)


def import_files(
    paths: Iterable[Path],
    data_dir: Path,
    retrieved: datetime,
    who: str,
    place: Jurisdiction,
    *,
    source_id: str | None = None,
    vintage: date | None = None,
    on_progress: Progress = lambda _: None,
) -> Imported:
    """Receive files, and every file of folders, each under the source that recognizes it.

    Args:
        paths: files and folders.
        data_dir: where raw files are kept.
        retrieved: when, for the receipts.
        who: the person, for the receipts.
        place: the place they describe.
        source_id: the source of every file, where a person says so; else recognized by header.
        vintage: the day the lists describe; else read from file or folder names.
        on_progress: told which file is being read.

    Raises:
        FileUnreadableError: a path does not exist, or nothing was recognized at all.
    """
    ours = sources_of(place)
    if source_id is not None and source_id not in ours:
        known = ", ".join(ours)
        raise FileUnreadableError(
            f"{place.name} has no source {source_id!r}. Its sources: {known}."
        )
    done = Imported()
    for path in _files(paths):
        on_progress(f"Reading {path.name}")
        try:
            source = ours[source_id] if source_id else recognize(path, [*ours.values()])
            if source is None:
                done.skipped.append((path, why_unknown(path, place.name, [*ours.values()])))
                continue
            day = vintage or vintage_of(path)
            look = Look(place, source, path.name)
            earlier = receipts(data_dir, source.id, place.id)
            receipt = receive(path, source, data_dir, retrieved, who, day, place.id, look=look.at)
            done.received.append(receipt)
            said = [*remarks_on(receipt, earlier, retrieved), *look.remarks]
            done.remarks.extend((path, one) for one in said)
        except HoldfastError as error:
            done.refused.append((path, str(error)))
    if not done.received and not done.refused:
        why = "".join(f" {path.name}: {said}." for path, said in done.skipped[:1])
        raise FileUnreadableError(
            f"None of {len(done.skipped)} files is one that Holdfast knows.{why} "
            "See what it knows: python -m housing sources"
        )
    return done


@dataclass(slots=True)
class Look:
    """Looks at what a file became before it is kept."""

    place: Jurisdiction
    source: Source
    name: str
    remarks: list[str] = field(default_factory=list)

    def at(self, tables: Tables) -> None:
        """Refuse another place's file, and remember what is odd.

        Raises:
            FileUnreadableError: it is of another place.
        """
        require_of_place(tables, self.source, self.place, self.name)
        self.remarks = remarks_on_tables(tables, self.name)


def _files(paths: Iterable[Path]) -> list[Path]:
    """Every file that is meant, folders opened, in a fixed order."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(inner for inner in path.rglob("*") if inner.is_file())
        elif path.exists():
            found.append(path)
        else:
            raise FileUnreadableError(f"{path} is not there. Check the name and try again.")
    return [path for path in found if not path.name.startswith(".")]
