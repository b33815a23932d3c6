"""Changes between snapshots as rows of a table, and as the few lines of the Overview."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from housing.changes import Comparison, summary
from housing.snapshots import Snapshot
from housing.terms import Change
from ui import explain
from ui.text import en

#: Kinds that a list of the gravest begins with: somebody should look into each.
GRAVE: tuple[Change, ...] = tuple(Change)[: tuple(Change).index(Change.BAND_UP) + 1]

#: What the page says where there is nothing to compare.
ONLY_ONE = (
    "This is the only snapshot of this place that is kept, so there is nothing to compare it with. "
    "After the next refresh this says what changed."
)


def labels(snapshots: Sequence[Snapshot]) -> dict[str, str]:
    """Name snapshots by the day they describe and the day they were published."""
    return {
        one.id: f"as of {explain.day(one.manifest['as_of'])} ({one.id}, "
        f"published {explain.day(str(one.manifest.get('published_at') or '')[:10])})"
        for one in snapshots
    }


def kinds(changes: pd.DataFrame) -> dict[str, str]:
    """Name the kinds that occur, the gravest first, each with its count."""
    counts = changes["change"].value_counts()
    return {
        kind.value: f"{en.CHANGES[kind]} ({counts[kind.value]:,})"
        for kind in Change
        if kind.value in counts.index
    }


def of_kinds(changes: pd.DataFrame, chosen: Sequence[str]) -> pd.DataFrame:
    """Return the changes of the chosen kinds; all where none is chosen."""
    return changes[changes["change"].isin(chosen)] if chosen else changes


def table(changes: pd.DataFrame, titles: Mapping[str, str]) -> pd.DataFrame:
    """Return the changes with their columns in words."""
    return pd.DataFrame(
        {
            "Change": changes["change"].map(en.CHANGES),
            "Property": changes["name"],
            "What": changes["sentence"],
            "Before": changes["before"],
            "After": changes["after"],
            "Days later": changes["days"],
            "Points": changes["points"],
            "Homes": changes["units"],
            "Source": changes["source_id"].map(lambda one: titles.get(one, one)),
        }
    )


def gravest(comparison: Comparison, most: int) -> list[dict[Any, Any]]:
    """Return the gravest changes, one per property, and whether its page can be opened."""
    changes = comparison.changes
    named = changes[changes["change"].isin(GRAVE) & changes["name"].notna()]
    first = named.drop_duplicates("property_id").head(most)
    gone = first["change"].isin([Change.PROPERTY_UNLISTED, Change.PROPERTY_MERGED])
    return first.assign(is_there=~gone).to_dict("records")


def in_short(comparison: Comparison) -> list[str]:
    """Say since when, and how much changed: the Overview's lines."""
    since = explain.day(comparison.old.manifest["as_of"])
    return [f"Compared with the snapshot as of {since}:", *summary(comparison.changes)]
