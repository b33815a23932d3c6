"""Publishing and rolling back: which snapshot is the current one, changed in one atomic step."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from housing.errors import SnapshotError
from housing.snapshots.drafts import drafts_dir, list_drafts, open_draft
from housing.snapshots.files import PARTIAL, discard, protect, settle, write_json, write_whole
from housing.snapshots.log import PUBLISHED, ROLLED_BACK, Publication, history, note
from housing.snapshots.reading import (
    Snapshot,
    current,
    earlier,
    list_snapshots,
    open_snapshot,
    place_of,
    pointed,
    pointed_each,
    published,
    snapshots_dir,
    verify,
)

#: How many published snapshots of a place are kept for looking back.
KEPT = 15

#: How many drafts of a place are kept: the last ones that gates refused.
KEPT_DRAFTS = 3

#: Publishing takes a second; who waits longer waits for something that hangs.
PATIENCE_SECONDS = 60


def publish(
    data_dir: Path,
    snapshot_id: str,
    published_at: str,
    *,
    who: str = "unknown",
    accepted: str | None = None,
    failed: Sequence[str] = (),
    gates: Sequence[Mapping[str, Any]] = (),
    is_shown: bool = True,
) -> Snapshot:
    """Make a draft the current snapshot: verified, write-protected, moved, then pointed to.

    Publishing what is published already only moves CURRENT back to it. Snapshots of other places
    stay current.

    Args:
        data_dir: folder of raw files and snapshots.
        snapshot_id: a draft, or a snapshot that was published before.
        published_at: when, for the manifest and the log.
        who: the person, for both.
        accepted: why it is published although gates failed.
        failed: names of those gates.
        gates: what every gate measured, for the manifest.
        is_shown: whether pages open with it; else they open with what they opened with before.

    Raises:
        SnapshotError: no such draft, or its tables changed since it was built.
    """
    with _alone(data_dir):
        target = snapshots_dir(data_dir) / snapshot_id
        is_kept = (target / "manifest.json").exists()
        draft = (open_snapshot if is_kept else open_draft)(data_dir, snapshot_id)
        verify(draft)
        before = _current_of(data_dir, place_of(draft))
        line = Publication(published_at, who, PUBLISHED, snapshot_id, before, accepted, failed)
        if is_kept:
            note(data_dir, line)
        else:
            said = {"at": published_at, "who": who, "accepted": accepted, "gates": list(gates)}
            manifest = {**draft.manifest, "published_at": published_at, "publication": said}
            write_json(draft.path / "manifest.json", manifest)
            settle(draft.path)
            protect(draft.path)
            note(data_dir, line)
            draft.path.rename(target)
        _point(data_dir, draft, is_shown=is_shown)
        _forget_oldest(data_dir, place_of(draft))
    return open_snapshot(data_dir, snapshot_id)


def rollback(
    data_dir: Path, snapshot_id: str | None, at: str, who: str, place_id: str | None = None
) -> Snapshot:
    """Make an earlier snapshot current again, exactly as it was.

    Where none is named it is the one before, of the place that is named, else of the one shown.

    Raises:
        SnapshotError: there is none, it is current already, or its tables are not what was built.
    """
    with _alone(data_dir):
        target = open_snapshot(data_dir, snapshot_id or _one_before(data_dir, place_id))
        before = _current_of(data_dir, place_of(target))
        shown = pointed(data_dir)
        if target.id == shown:
            raise SnapshotError(f"{target.id} is the published snapshot already.")
        verify(target)
        note(data_dir, Publication(at, who, ROLLED_BACK, target.id, before))
        _point(data_dir, target, is_shown=bool(snapshot_id) or before == shown)
    return target


def sweep(data_dir: Path, before: datetime) -> list[str]:
    """Clear away what crashes left behind and drafts nobody needs; return their names.

    What was written after `before` may be another process's work and is left alone.
    """
    root, drafts = snapshots_dir(data_dir), drafts_dir(data_dir)
    left = [path for folder in (root, drafts) for path in sorted(folder.glob(f"*{PARTIAL}"))]
    published = {one.id for one in list_snapshots(data_dir)}
    by_place: dict[str, list[Snapshot]] = {}
    for draft in list_drafts(data_dir):
        by_place.setdefault(draft.manifest["jurisdiction"]["id"], []).append(draft)
    for ours in by_place.values():
        old = [one.path for one in ours[:-KEPT_DRAFTS]]
        left += old + [one.path for one in ours[-KEPT_DRAFTS:] if one.id in published]
    gone = [path for path in left if path.stat().st_mtime < before.timestamp()]
    for path in gone:
        discard(path) if path.is_dir() else path.unlink()
    return sorted(path.name for path in gone)


@contextmanager
def _alone(data_dir: Path) -> Iterator[None]:
    """Let nobody else publish meanwhile."""
    # Loaded here: it brings asyncio, and who builds or reads needs no lock.
    from filelock import FileLock, Timeout

    root = snapshots_dir(data_dir)
    root.mkdir(parents=True, exist_ok=True)
    lock = FileLock(root / ".publish.lock")
    try:
        lock.acquire(timeout=PATIENCE_SECONDS)
    except Timeout:
        raise SnapshotError(
            f"Another process has been publishing for {PATIENCE_SECONDS} seconds. Wait for it, or "
            "end it, then try again: nothing was changed."
        ) from None
    try:
        yield
    finally:
        lock.release()


def _point(data_dir: Path, snapshot: Snapshot, *, is_shown: bool) -> None:
    """Make a published snapshot the current one of its place, in one atomic step."""
    places = {one.id: place_of(one) for one in list_snapshots(data_dir)}
    names = [name for name in pointed_each(data_dir) if name in places]
    others = [name for name in names if places[name] != place_of(snapshot)]
    if is_shown or names[:1] != others[:1]:
        names = [snapshot.id, *others]
    else:
        names = [*others, snapshot.id]
    write_whole(snapshots_dir(data_dir) / "CURRENT", "".join(f"{name}\n" for name in names))


def _current_of(data_dir: Path, place_id: str) -> str | None:
    """The id of a place's current snapshot; None before its first."""
    now = published(data_dir).get(place_id)
    return now.id if now else None


def _one_before(data_dir: Path, place_id: str | None) -> str:
    """The snapshot that was current before this one and is still kept."""
    known = published(data_dir)
    shown = current(data_dir)
    now = known.get(place_id) if place_id else shown
    if now is None:
        of = f" of {place_id!r}" if place_id else ""
        raise SnapshotError(f"No snapshot{of} is published yet: there is nothing to go back to.")
    kept = {one.id for one in list_snapshots(data_dir) if place_of(one) == place_of(now)}
    for line in history(data_dir):
        if line.is_completed and line.snapshot == now.id and line.before in kept:
            return str(line.before)
    before = earlier(data_dir, now)
    if not before:
        raise SnapshotError(f"{now.id} is the only snapshot kept: there is none to go back to.")
    return before[0].id


def _forget_oldest(data_dir: Path, place_id: str) -> None:
    """Delete the oldest snapshots of a place beyond those kept, never a current one."""
    now = pointed_each(data_dir)
    ours = [one for one in list_snapshots(data_dir) if place_of(one) == place_id]
    for old in ours[KEPT:]:
        if old.id not in now:
            discard(old.path)
