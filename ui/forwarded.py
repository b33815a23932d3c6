"""What became of a property that an old link was made for, in a sentence."""

from collections.abc import Mapping

import pandas as pd

from housing.terms import Forwarded
from ui import explain


def arrival(old_id: str, forwarding: pd.DataFrame) -> str:
    """Say that a link was made for a property that has become part of another, and since when."""
    row = forwarding.loc[
        (forwarding["old_id"] == old_id) & (forwarding["reason"] == Forwarded.MERGED.value)
    ].iloc[0]
    return (
        f"This link was made for {old_id}; it is now part of this property "
        f"(since the snapshot of {explain.day(row['date'])}: {row['evidence']})"
    )


def partings(
    property_id: str, forwarding: pd.DataFrame, names: Mapping[str, str]
) -> list[tuple[str, str]]:
    """List the properties that were a part of this one: id, and a sentence."""
    split = forwarding.loc[
        (forwarding["old_id"] == property_id)
        & (forwarding["reason"] == Forwarded.SPLIT.value)
        & forwarding["new_id"].isin(names)
    ]
    return [
        (
            row["new_id"],
            f"A link made for this property before {explain.day(row['date'])} also meant "
            f"{names[row['new_id']]} ({row['new_id']}), which is now a property of its own.",
        )
        for row in split.to_dict("records")
    ]
