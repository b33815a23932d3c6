"""Publishing: a draft becomes what pages read, if it passes the gates or a person says why not."""

from pathlib import Path

from housing import snapshots
from housing.errors import GateError, SnapshotError
from housing.quality import Gate, Pair, failed, measure, refusal
from housing.quality.gate import as_facts
from housing.snapshots import Snapshot


def publish(
    data_dir: Path,
    draft_id: str | None,
    published_at: str,
    *,
    who: str = "unknown",
    accept: str | None = None,
) -> Snapshot:
    """Publish a draft, the newest one when none is named; or an earlier snapshot again.

    Args:
        data_dir: folder of raw files and snapshots.
        draft_id: a draft or a snapshot; the newest draft if none.
        published_at: when, for the manifest and the log of publications.
        who: the person, for both.
        accept: why to publish although gates fail.

    Raises:
        GateError: gates failed and nobody said why to publish anyway.
        SnapshotError: there is no draft, or it was changed.
    """
    if draft_id is None:
        drafts = snapshots.list_drafts(data_dir)
        if not drafts:
            raise SnapshotError(
                "There is no draft to publish. Build one first: python -m housing build PLACE."
            )
        draft_id = drafts[-1].id
    if draft_id in {done.id for done in snapshots.list_snapshots(data_dir)}:
        return snapshots.publish(data_dir, draft_id, published_at, who=who)
    draft = snapshots.open_draft(data_dir, draft_id)
    return publish_measured(data_dir, draft, held(data_dir, draft), published_at, who, accept)


def held(data_dir: Path, draft: Snapshot) -> list[Gate]:
    """Hold a draft against the gates and what is published of its place."""
    place = draft.manifest["jurisdiction"]["id"]
    return measure(Pair(draft, snapshots.last_published(data_dir, place)))


def publish_measured(
    data_dir: Path,
    draft: Snapshot,
    gates: list[Gate],
    at: str,
    who: str,
    accept: str | None,
    *,
    is_shown: bool = True,
) -> Snapshot:
    """Publish a draft whose gates were measured; pages open with it unless it is not to be shown.

    Raises:
        GateError: gates failed and nobody said why to publish anyway.
    """
    closed = failed(gates)
    if closed and not accept:
        raise GateError(refusal(draft, gates))
    return snapshots.publish(
        data_dir,
        draft.id,
        at,
        who=who,
        accepted=accept if closed else None,
        failed=[gate.name for gate in closed],
        gates=as_facts(gates),
        is_shown=is_shown,
    )
