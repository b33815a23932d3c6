"""Comparing two snapshots: the table of changes, and what to know before reading it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from housing.changes.covenants import covenant_changes
from housing.changes.properties import property_changes
from housing.changes.scores import score_changes
from housing.changes.words import said_day
from housing.errors import SnapshotError
from housing.exports import without_formulas
from housing.snapshots import Snapshot, has_table, read_table
from housing.tables import SNAPSHOT_TABLES, Changes, columns_of, complete, empty, validate
from housing.terms import Change

#: Tables that are compared.
_COMPARED = ("properties", "covenants", "contributions", "forwarding")

_GRAVITY = {change.value: place for place, change in enumerate(Change)}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two snapshots of one place, what differs, and what may mislead a reader of it."""

    old: Snapshot
    new: Snapshot
    #: Table `Changes`, the gravest first.
    changes: pd.DataFrame
    #: Sentences that hold for every row: days passed, another method, a list left out.
    notes: tuple[str, ...]


def compare(old: Snapshot, new: Snapshot) -> Comparison:
    """Say what differs between two snapshots of one place.

    Raises:
        SnapshotError: they are of two places, or one is not readable.
    """
    places = [one.manifest["jurisdiction"] for one in (old, new)]
    if places[0]["id"] != places[1]["id"]:
        raise SnapshotError(
            f"{old.id} is of {places[0]['name']} and {new.id} of {places[1]['name']}: only "
            "snapshots of one place can be compared."
        )
    before, after = _tables(old), _tables(new)
    parts = [
        property_changes(before, after, missing_sources(old, new)),
        covenant_changes(before, after, _days(old, new), missing_sources(old, new)),
        score_changes(before, after, _other_method(old, new)),
    ]
    return Comparison(old, new, _stacked(parts), tuple(_notes(old, new)))


def changes_csv(comparison: Comparison) -> bytes:
    """Return the changes as CSV that spreadsheets open as text; each row names both snapshots."""
    named = comparison.changes.assign(
        older_snapshot=comparison.old.id, newer_snapshot=comparison.new.id
    )
    return without_formulas(named).to_csv(index=False).encode("utf-8-sig")


def missing_sources(old: Snapshot, new: Snapshot) -> dict[str, str]:
    """Sources of the older snapshot of which the newer one has no file, with their titles."""
    titles = _titles(old)
    return {source: title for source, title in titles.items() if source not in _titles(new)}


def _tables(snapshot: Snapshot) -> dict[str, Any]:
    """What is compared; an older snapshot may lack tables and columns that came later."""
    return {
        name: complete(read_table(snapshot, name), SNAPSHOT_TABLES[name])
        if has_table(snapshot, name)
        else empty(SNAPSHOT_TABLES[name])
        for name in _COMPARED
    } | {"titles": _titles(snapshot)}


def _stacked(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Table `Changes`, the gravest first, then the largest move, then most homes, then by name."""
    filled = [part for part in parts if len(part)]
    if not filled:
        return empty(Changes)
    stacked = pd.concat(
        [part.reindex(columns=columns_of(Changes)).astype("object") for part in filled],
        ignore_index=True,
    )
    moved = pd.to_numeric(stacked["points"]).abs().fillna(pd.to_numeric(stacked["days"]).abs())
    ordered = stacked.assign(
        _grave=stacked["change"].map(_GRAVITY), _moved=moved, _homes=pd.to_numeric(stacked["units"])
    ).sort_values(
        ["_grave", "_moved", "_homes", "name", "row_id"],
        ascending=[True, False, False, True, True],
    )
    return validate(ordered[columns_of(Changes)], Changes)


def _notes(old: Snapshot, new: Snapshot) -> list[str]:
    """What holds for every row and may mislead who does not know it."""
    notes = []
    days = _days(old, new)
    if days[0] != days[1]:
        passed = abs((days[1] - days[0]).days)
        earlier = "" if days[1] > days[0] else " The newer snapshot describes the earlier day."
        notes.append(
            f"{passed:,} days lie between the days described, {said_day(days[0])} and "
            f"{said_day(days[1])}: ends come nearer and scores move with them.{earlier}"
        )
    if method := _other_method(old, new):
        notes.append(
            f"The scores were made by {method}: a score may have moved because the method did, "
            "not the building."
        )
    tables = [str(one.manifest.get("versions", {}).get("tables")) for one in (old, new)]
    if tables[0] != tables[1]:
        notes.append(
            f"The tables changed too, from version {tables[0]} to {tables[1]}: a column may mean "
            "something else, or be new."
        )
    for title in missing_sources(old, new).values():
        notes.append(
            f"{title} is not among the files of the newer snapshot: what only it lists is on no "
            "list now, which says nothing about the homes."
        )
    return notes


def _other_method(old: Snapshot, new: Snapshot) -> str:
    """Name both methods of scoring where they differ; empty where they do not."""
    versions = [str(one.manifest.get("versions", {}).get("scoring")) for one in (old, new)]
    if versions[0] == versions[1]:
        return ""
    return f"scoring version {versions[0]} then and {versions[1]} now"


def _days(old: Snapshot, new: Snapshot) -> tuple[pd.Timestamp, pd.Timestamp]:
    return pd.Timestamp(old.manifest["as_of"]), pd.Timestamp(new.manifest["as_of"])


def _titles(snapshot: Snapshot) -> dict[str, str]:
    inputs: list[Mapping[str, Any]] = snapshot.manifest.get("inputs", [])
    return {one["source_id"]: one["title"] for one in inputs}
