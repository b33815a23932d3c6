"""Which two snapshots a person means: by name, or the published one and the one before it."""

from pathlib import Path

from housing.errors import SnapshotError
from housing.snapshots import Snapshot, current, earlier, list_drafts, open_draft, open_snapshot


def two_snapshots(
    data_dir: Path, old_id: str | None, new_id: str | None
) -> tuple[Snapshot, Snapshot]:
    """Return the older and the newer snapshot to compare; the newer one may be a draft.

    Raises:
        SnapshotError: there is none of that name, or nothing to compare with.
    """
    new = _newer(data_dir, new_id)
    if old_id is not None:
        return open_snapshot(data_dir, old_id), new
    before = earlier(data_dir, new)
    if not before:
        place = new.manifest["jurisdiction"]["name"]
        raise SnapshotError(
            f"{new.id} is the only snapshot of {place}: there is nothing to compare it with yet."
        )
    return before[0], new


def _newer(data_dir: Path, new_id: str | None) -> Snapshot:
    if new_id is None:
        published = current(data_dir)
        if published is None:
            raise SnapshotError("No snapshot is published yet: there is nothing to compare.")
        return published
    if new_id in {draft.id for draft in list_drafts(data_dir)}:
        return open_draft(data_dir, new_id)
    return open_snapshot(data_dir, new_id)
