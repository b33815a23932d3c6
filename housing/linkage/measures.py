"""How right links are, against what people judged or publishers know and the linker was not told.

A decision is *right* or *wrong* (it names a property, and that is or is not the one), *missed* (it
names none, and there is one), *left* to people, or *rightly alone*. Precision is the share of links
that are right; recall the share of records with a counterpart that found it; records left to
people are in neither, and are counted by themselves.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from housing.terms import LinkMethod

RIGHT, WRONG, MISSED = "right", "wrong", "missed"
#: Linked to another property than its own, so wrong and missed in one.
MISLED = "wrong, and missed"
LEFT, ALONE = "left to people", "rightly alone"

#: What a person may say of two records; anything else says that they are different.
SAME, UNSURE = "same", "unsure"


@dataclass(frozen=True, slots=True)
class Measure:
    """Counts of decisions, and which ones were not right."""

    name: str
    counts: dict[str, int]
    #: What was decided, and about what, where it was wrong, missed or left.
    mistakes: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> int:
        """Links that are not right."""
        return self.counts[WRONG] + self.counts[MISLED]

    @property
    def missed(self) -> int:
        """Records decided that did not find the counterpart they have."""
        return self.counts[MISSED] + self.counts[MISLED]

    @property
    def precision(self) -> float:
        """Links that are right, of those made."""
        return _share(self.counts[RIGHT], self.wrong)

    @property
    def recall(self) -> float:
        """Records that found their counterpart, of those that have one and were decided."""
        return _share(self.counts[RIGHT], self.missed)

    @property
    def left(self) -> float:
        """Records left to people, of all."""
        return _share(self.counts[LEFT], sum(self.counts.values()) - self.counts[LEFT])


def measure_pairs(name: str, links: pd.DataFrame, truth: pd.DataFrame) -> Measure:
    """Compare links with pairs that people judged.

    Args:
        name: of the measure.
        links: table `RecordLinks`.
        truth: `record_id`, `other_record_id`, `verdict`; all pairs of a record that may be the
            same are in it.
    """
    method, property_id = (_by_record(links, column) for column in ("method", "property_id"))
    other_source = truth["other_record_id"].dropna().str.split(":").iloc[0][0]
    others = links.loc[links["record_id"].str.startswith(f"{other_source}:")]
    found = others.groupby("property_id")["record_id"].agg(frozenset).to_dict()
    outcomes = {}
    for record_id in truth["record_id"].drop_duplicates().astype(str):
        judged = truth.loc[truth["record_id"] == record_id]
        linked = found.get(property_id.get(record_id, ""), frozenset())
        if record_id in method:
            outcomes[record_id] = _pair_outcome(method, linked, judged)
    return _measure(name, pd.Series(outcomes, dtype=object))


def measure_known(name: str, links: pd.DataFrame, truth: pd.Series) -> Measure:
    """Compare links with the property that a publisher's number gives and the linker did not see.

    Args:
        name: of the measure.
        links: table `RecordLinks`.
        truth: the set of record ids that are the same, by record id.
    """
    method, property_id = (_by_record(links, column) for column in ("method", "property_id"))
    outcomes = {}
    for record_id, same in zip(truth.index.astype(str), truth, strict=True):
        ours = property_id[record_id]
        if method[record_id] == LinkMethod.REVIEW.value:
            outcomes[record_id] = LEFT
        elif ours in {property_id[other] for other in same}:
            outcomes[record_id] = RIGHT
        else:
            is_joined = method[record_id] != LinkMethod.OWN_RECORD.value
            outcomes[record_id] = MISLED if is_joined else MISSED
    return _measure(name, pd.Series(outcomes, dtype=object))


def measure_parcels(
    links: pd.DataFrame, claims: pd.DataFrame, register: pd.Series
) -> list[Measure]:
    """Compare parcel links, made without a publisher's list of parcels, with that list.

    Args:
        links: table `ParcelLinks`.
        claims: `property_id`, `parcel_id`: the list.
        register: ids of the parcels that the linker knew.

    Returns:
        One measure of all properties of the list, then one per rule. A property of which no listed
        parcel is in the register can be linked rightly by nothing, and should not be linked.
    """
    claimed = claims.groupby("property_id")["parcel_id"].agg(frozenset)
    known = set(register)
    outcomes = []
    for property_id, made in links.loc[links["property_id"].isin(claimed.index)].groupby(
        "property_id"
    ):
        listed = claimed[property_id]
        linked = frozenset(made["parcel_id"].dropna())
        outcomes.append(
            {
                "property_id": property_id,
                "method": made["method"].iloc[0],
                "outcome": _parcel_outcome(linked, listed, known, made["method"].iloc[0]),
            }
        )
    table = pd.DataFrame(outcomes).set_index("property_id")
    measures = [_measure("catalog to parcel, all rules", table["outcome"])]
    for method, part in table.groupby("method"):
        measures.append(_measure(f"catalog to parcel, {method}", part["outcome"]))
    return measures


def without_contracts(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table as if no publisher had stated a contract number."""
    blank = pd.Series(pd.NA, index=table.index, dtype=table["contract_number_hud"].dtype)
    return table.assign(contract_number_hud=blank)


def _by_record(links: pd.DataFrame, column: str) -> dict[str, str]:
    return dict(zip(links["record_id"], links[column], strict=True))


def _pair_outcome(method: dict[str, str], linked: frozenset[str], judged: pd.DataFrame) -> str:
    """What became of a record, given what a person said of its pairs."""
    same, unsure = (
        set(judged.loc[judged["verdict"] == verdict, "other_record_id"])
        for verdict in (SAME, UNSURE)
    )
    if method[judged["record_id"].iloc[0]] == LinkMethod.REVIEW.value:
        return LEFT
    if linked & same:
        return RIGHT
    if linked - unsure:
        return MISLED if same else WRONG
    if any(method[other] == LinkMethod.REVIEW.value for other in same):
        return LEFT
    return MISSED if same else ALONE


def _parcel_outcome(
    linked: frozenset[str], listed: frozenset[str], known: set[str], method: str
) -> str:
    if method == LinkMethod.REVIEW.value:
        return LEFT
    if linked:
        is_findable = bool(listed & known)
        return RIGHT if linked & listed else (MISLED if is_findable else WRONG)
    return MISSED if listed & known else ALONE


def _measure(name: str, outcomes: pd.Series) -> Measure:
    counts = {outcome: int((outcomes == outcome).sum()) for outcome in _OUTCOMES}
    return Measure(name, counts, list(_said(outcomes)))


_OUTCOMES = (RIGHT, WRONG, MISLED, MISSED, LEFT, ALONE)


def _said(outcomes: pd.Series) -> Iterator[str]:
    for outcome in (WRONG, MISLED, MISSED, LEFT):
        for item in sorted(outcomes.index[outcomes == outcome]):
            yield f"{outcome}: {item}"


def _share(part: int, rest: int) -> float:
    return part / (part + rest) if part + rest else float(np.nan)
