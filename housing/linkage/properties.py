"""Which records from different publishers are one property. Every record comes out, exactly once.

People's signed decisions come first. Every record of an anchor list is a property. Other records
join the property of the record they match best; two equally good matches are left to people, and
so is a match that the names speak against. What matches nothing is a property of its own if it
was known on the day, and records that only match each other are one property together.

A property's id is made of the record that founded it, so ids do not depend on the order of rows.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd

from housing.errors import LinkageLostError
from housing.ids import founded_property_ids
from housing.linkage.barred import both_ways, check_obeyed
from housing.linkage.clues import Clues, clues_of
from housing.linkage.decisions import NOBODY, Candidates, Decision
from housing.linkage.overrides import signature
from housing.linkage.rules import CONFIDENCE
from housing.linkage.settled import Settled
from housing.linkage.settling import case_of, founded, settle
from housing.tables import Issues, RecordLinks, columns_of, empty, validate
from housing.terms import Issue, LinkMethod


def link_records(
    records: pd.DataFrame,
    covenants: pd.DataFrame,
    contracts: pd.DataFrame,
    overrides: pd.DataFrame,
    *,
    anchors: Sequence[str],
    as_of: date,
    local_crs: str,
    source_order: Sequence[str] = (),
    different: pd.DataFrame | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Say which property each record describes.

    Args:
        records: table `Records`.
        covenants: table `Covenants`; their contract numbers stand for their records.
        contracts: table `Contracts`; likewise.
        overrides: people's decisions, see `housing.linkage.overrides`.
        anchors: sources of which every record founds a property.
        as_of: the day of the snapshot; a record first seen later founds no property.
        local_crs: the place's own CRS, in meters.
        source_order: of records that only match each other, the one whose source comes first
            here founds the property; sources not named follow in alphabetical order.
        different: `record_id`, `other_id`: pairs that people say are not one property.

    Returns:
        Table `RecordLinks`, one row per record, and table `Issues`, one row per record that
        people must decide.

    Raises:
        LinkageLostError: a record was lost, came out twice, or two would make the same id.
    """
    listed = records.sort_values("record_id", ignore_index=True)
    record_ids = pd.Index(listed["record_id"], dtype=object)
    property_ids = _founded_ids(listed["record_id"])
    seen = listed["observed_date"]
    is_known = (seen.isna() | (seen <= pd.Timestamp(as_of))).to_numpy(bool)
    signed = _signed(overrides, record_ids, property_ids)
    barred = both_ways(different, record_ids)
    clues = clues_of(listed, property_ids.to_numpy(object), covenants, contracts, local_crs)
    case = case_of(
        clues,
        is_known,
        _ranks(listed["source_id"], source_order),
        property_ids.rank().to_numpy(int),
        barred,
    )
    is_signed = np.zeros(len(listed), bool)
    is_signed[[one.place for one in signed]] = True
    settled = Settled(clues, is_known, is_signed)
    is_anchored = listed["source_id"].isin(anchors).to_numpy(bool) & ~is_signed
    anchored = np.flatnonzero(is_anchored).tolist()
    settled.add(founded(place, "Every record of this list is a property.") for place in anchored)
    settle(case, settled, partial(_followed, signed))
    settled.add(_undecided(settled, seen, signed, as_of))
    check_obeyed(settled.owners, barred, clues.record_ids, clues.property_ids)
    links = _links(settled, clues)
    return links, _issues(links, listed.set_index("record_id")["source_id"])


class _Signed(NamedTuple):
    """A person's decision on a record."""

    place: int
    #: The place of the record that founds the property that is named, or `NOBODY`.
    named: int
    #: What the person wrote as the property's id, and who signed it.
    property_id: str
    signature: str


def _signed(
    overrides: pd.DataFrame, record_ids: pd.Index, property_ids: pd.Series
) -> list[_Signed]:
    """People's decisions on records of the list."""
    places = record_ids.get_indexer(pd.Index(overrides["record_id"], dtype=object))
    founders = pd.Index(property_ids, dtype=object)
    named = founders.get_indexer(pd.Index(overrides["property_id"], dtype=object))
    columns = (places.tolist(), named.tolist(), overrides["property_id"], signature(overrides))
    made = [_Signed(*row) for row in zip(*columns, strict=True) if row[0] >= 0]
    if len({one.place for one in made}) < len(made):
        raise LinkageLostError("People decided twice on one record; one of them must go.")
    return made


def _followed(signed: Sequence[_Signed], settled: Settled) -> Iterator[Decision]:
    """People's decisions that can be followed by now: to where the property they name has gone."""
    for one in signed:
        if one.place in settled.decisions or one.named == NOBODY:
            continue
        its_property = one.place if one.named == one.place else int(settled.owners[one.named])
        if its_property != NOBODY:
            yield Decision(one.place, its_property, LinkMethod.OVERRIDE, one.signature)


def _undecided(
    settled: Settled, seen: pd.Series, signed: Sequence[_Signed], as_of: date
) -> Iterator[Decision]:
    """Records first seen after the day, and decisions of people that lead nowhere any more."""
    for one in signed:
        if one.place not in settled.decisions:
            said = f"No record founds {one.property_id} any more. {one.signature}"
            yield Decision(one.place, NOBODY, LinkMethod.REVIEW, said)
    places = np.flatnonzero(settled.waiting)
    for place, day in zip(places.tolist(), seen.iloc[places].dt.date, strict=True):
        said = f"First seen on {day.isoformat()}, after {as_of.isoformat()}."
        yield Decision(place, NOBODY, LinkMethod.NOT_YET_KNOWN, said)


def _links(settled: Settled, clues: Clues) -> pd.DataFrame:
    """Table `RecordLinks`: every record, with what became of it."""
    made = settled.decisions
    if len(made) != len(clues.record_ids):
        raise LinkageLostError(
            f"Linking must return each of {len(clues.record_ids):,} records once and returned "
            f"{len(made):,}."
        )
    decided = [made[place] for place in range(len(made))]
    owners = settled.owners
    candidates = np.array([one.candidates for one in decided], dtype=object).reshape(-1, 3)
    return validate(
        pd.DataFrame(
            {
                "record_id": clues.record_ids,
                "property_id": np.where(owners == NOBODY, None, clues.property_ids[owners]),
                "method": [one.method.value for one in decided],
                "confidence": [CONFIDENCE.get(one.method, np.nan) for one in decided],
                "evidence": [one.evidence for one in decided],
                **dict(zip(Candidates._fields, candidates.T, strict=True)),
            }
        ),
        RecordLinks,
    )


def _founded_ids(record_ids: pd.Series) -> pd.Series:
    """The id of the property that each record would found, by place."""
    ids = founded_property_ids(record_ids)
    twice = ids.loc[ids.duplicated(keep=False)].sort_values()
    if len(twice):
        raise LinkageLostError(
            f"Records {' and '.join(record_ids[twice.index[:2]])} would both be property "
            f"{twice.iloc[0]}: their ids differ only in signs that cannot stand in a web address, "
            "or not at all."
        )
    return ids


def _ranks(source_ids: pd.Series, source_order: Sequence[str]) -> np.ndarray:
    """Place of each record in the order in which records found properties."""
    codes, sources = pd.factorize(source_ids.to_numpy(object), sort=True)
    places = {source: place for place, source in enumerate(source_order)}
    of_source = np.array([places.get(source, len(places)) for source in sources], dtype=np.int64)
    ranks = np.empty(len(codes), dtype=np.int64)
    ranks[np.lexsort((codes, of_source[codes]))] = np.arange(len(codes))
    return ranks


def _issues(links: pd.DataFrame, sources: pd.Series) -> pd.DataFrame:
    """One doubt per record that people must decide, or have decided for a property that is gone."""
    open_links = links.loc[links["method"] == LinkMethod.REVIEW.value]
    if open_links.empty:
        return empty(Issues)
    is_open = open_links["candidate_property_ids"].notna()
    settled_in = is_open.map(
        {
            True: " Say which on the Data page, under Review links.",
            False: " Name another one in data/overrides, or remove the decision.",
        }
    )
    return validate(
        pd.DataFrame(
            {
                "issue": is_open.map(
                    {
                        True: Issue.AMBIGUOUS_LINK.value,
                        False: Issue.DECISION_LEADS_NOWHERE.value,
                    }
                ),
                "property_id": None,
                "table": "records",
                "row_id": open_links["record_id"],
                "source_id": open_links["record_id"].map(sources),
                "detail": open_links["evidence"] + settled_in,
            },
            columns=columns_of(Issues),
        ),
        Issues,
    )
