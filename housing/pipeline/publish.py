"""Publishing: a draft becomes what pages read, unless it looks like a broken refresh."""

from pathlib import Path

from housing import snapshots
from housing.errors import SnapshotError
from housing.quality import refuse_suspicious
from housing.snapshots import Snapshot


def publish(
    data_dir: Path, draft_id: str | None, published_at: str, *, accept_loss: bool = False
) -> Snapshot:
    """Publish a draft, the newest one when none is named.

    Raises:
        SnapshotError: there is no draft, it was changed, or it lost too many rows.
    """
    if draft_id is None:
        drafts = snapshots.list_drafts(data_dir)
        if not drafts:
            raise SnapshotError(
                "There is no draft to publish. Build one first: python -m housing build PLACE."
            )
        draft_id = drafts[-1].id
    if draft_id not in {done.id for done in snapshots.list_snapshots(data_dir)}:
        draft = snapshots.open_draft(data_dir, draft_id)
        if not accept_loss:
            refuse_suspicious(draft, snapshots.current(data_dir))
    return snapshots.publish(data_dir, draft_id, published_at)
