"""A draft with a file somebody brings: received, built, compared, measured; nothing is published.

A file that makes the build impossible is taken back, so that the next refresh meets what this one
met. One that only gates refuse stays until somebody decides: `withdraw` takes it back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from housing.errors import FileUnreadableError, HoldfastError, SnapshotError
from housing.jurisdictions import Jurisdiction
from housing.kept_lists import keep_list, read_kept
from housing.layouts import AnyList
from housing.pipeline.gather import Progress
from housing.pipeline.place_sources import sources_of
from housing.pipeline.receive import Look
from housing.pipeline.refresh import Fetch, Refreshed, refresh, take_what_is_here
from housing.pipeline.remarks import remarks_on
from housing.snapshots.files import write_json
from housing.sources.receipts import Receipt, receipts, receive, recognize

#: Where files go that were taken back; no build looks there.
WITHDRAWN = ".withdrawn"


@dataclass(frozen=True, slots=True)
class Brought:
    """A file somebody brings, and what they say of it."""

    path: Path
    #: The list it is; else recognized by its columns.
    source_id: str | None = None
    #: The day it describes; else read from its name.
    vintage: date | None = None
    #: How a list of the place's own is laid out, where a person said it anew.
    layout: AnyList | None = None


@dataclass(frozen=True, slots=True)
class Drafted:
    """What was built, and the file that was received for it."""

    refreshed: Refreshed
    #: None where no file was brought, or one that was here already.
    received: Receipt | None


def draft(
    place: Jurisdiction,
    as_of: date,
    data_dir: Path,
    at: datetime,
    who: str,
    *,
    brought: Brought | None = None,
    fetch: Fetch = take_what_is_here,
    on_progress: Progress = lambda _: None,
) -> Drafted:
    """Build a draft of a place with what is here, what publishers have, and a file that is brought.

    Args:
        place: the place.
        as_of: the day the draft describes.
        data_dir: folder of raw files and snapshots.
        at: the moment, for receipts and manifest.
        who: the person, for the same.
        brought: a file to receive first.
        fetch: receives what publishers have that is newer.
        on_progress: told what is being done.

    Raises:
        HoldfastError: one sentence about what is wrong; nothing was changed, and the file was not
            kept.
    """
    received: list[Receipt] = []
    told = place
    if brought and brought.layout and brought.source_id:
        place = place.with_list(brought.source_id, brought.layout)

    def bring(place: Jurisdiction, data_dir: Path, at: datetime, who: str) -> Iterator[str]:
        if brought is not None:
            yield f"Receiving {brought.path.name}"
            receipt, remarks = _received(brought, place, data_dir, at, who)
            received.append(receipt)
            yield from remarks
        yield from fetch(place, data_dir, at, who)

    try:
        done = refresh(
            place, as_of, data_dir, at, who,
            is_trial=True, fetch=bring, on_progress=on_progress,
        )  # fmt: skip
    except HoldfastError as error:
        is_new = [one for one in received if one.retrieved == at]
        for one in is_new:
            _put_aside(one, data_dir, at, who, f"no draft could be built with it: {error}")
        raise
    if brought and brought.layout and brought.source_id:
        name = brought.source_id
        is_ours = name not in told.lists or name in read_kept(data_dir, place.id).lists
        keep_list(data_dir, place.id, name, place.lists[name], is_ours)
    return Drafted(done, next((one for one in received if one.retrieved == at), None))


def withdraw(
    data_dir: Path, source_id: str, name: str, at: datetime, who: str, why: str, place_id: str
) -> Receipt:
    """Take back a file that was received: the next build does without it. Its bytes are kept aside.

    Args:
        data_dir: folder of raw files.
        source_id: the list.
        name: the file's name, or the name of the folder it is kept in.
        at: the moment.
        who: the person, and `why` they take it back; both are kept beside the file.
        why: see above.
        place_id: the place it was brought for.

    Raises:
        SnapshotError: there is no such file.
    """
    kept = receipts(data_dir, source_id, place_id)
    meant = [one for one in kept if name in (one.raw.path.parent.name, one.raw.path.name)]
    if not meant:
        listed = ", ".join(one.raw.path.parent.name for one in kept[-5:]) or "none"
        raise SnapshotError(f"No file {name!r} of {source_id} is here. There are: {listed}.")
    _put_aside(meant[-1], data_dir, at, who, why)
    return meant[-1]


def _received(
    brought: Brought, place: Jurisdiction, data_dir: Path, at: datetime, who: str
) -> tuple[Receipt, list[str]]:
    """Receive the file with the checks of an import; say what is odd about it."""
    ours = sources_of(place)
    if brought.source_id is None:
        source = recognize(brought.path, [*ours.values()])
    else:
        source = ours.get(brought.source_id)
    if source is None:
        raise FileUnreadableError(
            f"{brought.path.name} is no list of {place.name} that is known. Say which it is: "
            f"{', '.join(ours)}."
        )
    look = Look(place, source, brought.path.name)
    earlier = receipts(data_dir, source.id, place.id)
    receipt = receive(
        brought.path, source, data_dir, at, who, brought.vintage, place.id, look=look.at
    )
    said = [*remarks_on(receipt, earlier, at), *look.remarks]
    return receipt, [f"{brought.path.name}: {one}" for one in said]


def _put_aside(receipt: Receipt, data_dir: Path, at: datetime, who: str, why: str) -> None:
    """Move a file and its receipt to where no build looks, with a note of who, when and why."""
    folder = receipt.raw.path.parent
    aside = folder.parent / WITHDRAWN
    aside.mkdir(exist_ok=True)
    write_json(folder / "withdrawn.json", {"at": at.isoformat(), "who": who, "why": why})
    folder.rename(aside / folder.name)
