"""Whether a snapshot may replace the one that is published: what shrank is refused."""

from housing.errors import SnapshotError
from housing.snapshots import Snapshot

#: A refresh that loses more than this share of a table is taken for a broken file. A judgement:
#: HUD's monthly lists move by less than 3 percent (compare any two vintages on the Data page).
LARGEST_LOSS_RATIO = 0.2

#: Tables whose shrinking would hide homes.
_WATCHED = ("properties", "covenants", "records", "parcels")


def refuse_suspicious(draft: Snapshot, published: Snapshot | None) -> None:
    """Stop a draft that has no properties, or lost too many rows of what is published.

    Raises:
        SnapshotError: which table, from how many rows to how many, and how to publish anyway.
    """
    rows = {name: int(facts["rows"]) for name, facts in draft.manifest["tables"].items()}
    if rows["properties"] == 0:
        raise SnapshotError(f"Draft {draft.id} has no properties; it was not published.")
    if published is None or _place(published) != _place(draft):
        return
    for name in _WATCHED:
        before = int(published.manifest["tables"][name]["rows"])
        if before and rows[name] < before * (1 - LARGEST_LOSS_RATIO):
            raise SnapshotError(
                f"Draft {draft.id} was not published: table {name} fell from {before:,} to "
                f"{rows[name]:,} rows, more than {LARGEST_LOSS_RATIO:.0%}. Check the files it was "
                "built from; if the loss is real, publish with --accept-loss."
            )


def _place(snapshot: Snapshot) -> str:
    return str(snapshot.manifest["jurisdiction"]["id"])
