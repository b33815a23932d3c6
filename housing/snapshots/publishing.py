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
    pointed,
    snapshots_dir,
    verify,
)

#: How many published snapshots are kept for looking back.
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
) -> Snapshot:
    """Make a draft the current snapshot: verified, write-protected, moved, then pointed to.

    Publishing what is published already only moves CURRENT back to it.

    Args:
        data_dir: folder of raw files and snapshots.
        snapshot_id: a draft, or a snapshot that was published before.
        published_at: when, for the manifest and the log.
        who: the person, for both.
        accepted: why it is published although gates failed.
        failed: names of those gates.
        gates: what every gate measured, for the manifest.

    Raises:
        SnapshotError: no such draft, or its tables changed since it was built.
    """
    with _alone(data_dir):
        target = snapshots_dir(data_dir) / snapshot_id
        line = Publication(
            published_at, who, PUBLISHED, snapshot_id, pointed(data_dir), accepted, failed
        )
        if (target / "manifest.json").exists():
            verify(open_snapshot(data_dir, snapshot_id))
            note(data_dir, line)
        else:
            draft = open_draft(data_dir, snapshot_id)
            verify(draft)
            said = {"at": published_at, "who": who, "accepted": accepted, "gates": list(gates)}
            manifest = {**draft.manifest, "published_at": published_at, "publication": said}
            write_json(draft.path / "manifest.json", manifest)
            settle(draft.path)
            protect(draft.path)
            note(data_dir, line)
            draft.path.rename(target)
        _point(data_dir, snapshot_id)
        _forget_oldest(data_dir)
    return open_snapshot(data_dir, snapshot_id)


def rollback(data_dir: Path, snapshot_id: str | None, at: str, who: str) -> Snapshot:
    """Make an earlier snapshot current again, exactly as it was; the one before, if none is named.

    Raises:
        SnapshotError: there is none, it is current already, or its tables are not what was built.
    """
    with _alone(data_dir):
        target = open_snapshot(data_dir, snapshot_id or _one_before(data_dir))
        if target.id == pointed(data_dir):
            raise SnapshotError(f"{target.id} is the published snapshot already.")
        verify(target)
        note(data_dir, Publication(at, who, ROLLED_BACK, target.id, pointed(data_dir)))
        _point(data_dir, target.id)
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


def _point(data_dir: Path, snapshot_id: str) -> None:
    """Make a published snapshot current, in one atomic step."""
    snapshot = open_snapshot(data_dir, snapshot_id)
    write_whole(snapshots_dir(data_dir) / "CURRENT", f"{snapshot.id}\n")


def _one_before(data_dir: Path) -> str:
    """The snapshot that was current before this one and is still kept."""
    now = current(data_dir)
    if now is None:
        raise SnapshotError("No snapshot is published yet: there is nothing to go back to.")
    kept = {one.id for one in list_snapshots(data_dir)}
    for line in history(data_dir):
        if line.is_completed and line.snapshot == now.id and line.before in kept:
            return str(line.before)
    before = earlier(data_dir, now)
    if not before:
        raise SnapshotError(f"{now.id} is the only snapshot kept: there is none to go back to.")
    return before[0].id


def _forget_oldest(data_dir: Path) -> None:
    """Delete the oldest snapshots beyond those kept, never the current one."""
    now = pointed(data_dir)
    for old in list_snapshots(data_dir)[KEPT:]:
        if old.id != now:
            discard(old.path)
