"""Which records from different publishers are one property. Every record comes out, exactly once.

People's signed decisions come first. Every record of an anchor list is a property. Other records
join the property of the record they match best; two equally good matches are left to people, and
so is a match that the names speak against. What matches nothing is a property of its own if it
was known on the day, and records that only match each other are one property together.

A property's id is made of the record that founded it, so ids do not depend on the order of rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from housing.errors import LinkageLostError
from housing.ids import founded_property_ids
from housing.linkage.decisions import COLUMNS, decide, unopposed
from housing.linkage.overrides import signature
from housing.linkage.rules import (
    CONFIDENCE,
    FIRM_RULES,
    LIKELY_RULES,
    Clues,
    Rule,
    clues_of,
)
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

    Returns:
        Table `RecordLinks`, one row per record, and table `Issues`, one row per record that
        people must decide.

    Raises:
        LinkageLostError: a record was lost, came out twice, or two would make the same id.
    """
    by_id = records.astype({"record_id": object}).set_index("record_id").sort_index()
    _tell_ids_apart(by_id.index)
    seen = by_id["observed_date"]
    known_then = by_id.index[(seen.isna() | (seen <= pd.Timestamp(as_of))).to_numpy(bool)]
    signed = overrides.astype({"record_id": object, "property_id": object})
    signed = signed.loc[signed["record_id"].isin(by_id.index)].set_index("record_id")
    anchored = by_id.index[by_id["source_id"].isin(anchors)].difference(signed.index)
    case = _Case(
        clues=clues_of(by_id, covenants, contracts, local_crs),
        signed=signed,
        known_then=known_then,
        ranks=_ranks(by_id["source_id"], source_order),
    )
    decided = _settled(case, _founded(anchored, "Every record of this list is a property."))
    left = by_id.drop(index=decided.index)["observed_date"]
    decided = pd.concat([decided, _undecided(left, signed, as_of)]).sort_index()
    _nobody_lost(decided, records)
    links = validate(decided.rename_axis("record_id").reset_index(), RecordLinks)
    return links, _issues(links, by_id["source_id"])


@dataclass(frozen=True, slots=True)
class _Case:
    """What does not change while decisions are made."""

    clues: Clues
    #: People's decisions, by record id.
    signed: pd.DataFrame
    #: Records seen by the day of the snapshot: only they found properties or vouch for others.
    known_then: pd.Index
    #: Who founds first among records that match each other.
    ranks: pd.Series


def _settled(case: _Case, decided: pd.DataFrame) -> pd.DataFrame:
    """Let undecided records ask the decided ones, and found what nobody answers, in turns.

    Firm rules come before likely ones in every turn. A record asks the likely rules, and founds
    a property, only when no better ranked undecided record may be the same: so records that
    match each other end as one property, whatever order they come in.
    """
    fresh = decided
    while True:
        named = _signed(case.signed, decided)
        decided, fresh = pd.concat([decided, named]), pd.concat([fresh, named])
        queue = case.ranks.index.difference(decided.index).difference(case.signed.index)
        found = _answered(case, FIRM_RULES, queue, fresh)
        if found.empty:
            leading = _leading(case, FIRM_RULES, queue)
            found = _answered(case, LIKELY_RULES, leading, decided)
        if found.empty:
            first = _leading(case, LIKELY_RULES, leading).intersection(case.known_then)
            found = _founded(first, "No other record describes it.")
        if found.empty and named.empty:
            return decided
        decided, fresh = pd.concat([decided, found]), found


def _answered(
    case: _Case, rules: dict[LinkMethod, Rule], asking: pd.Index, decided: pd.DataFrame
) -> pd.DataFrame:
    """Decisions of the rules, one after the other, on the records that ask."""
    known = decided["property_id"].dropna()
    known = known.loc[known.index.isin(case.known_then)]
    made = [_founded(asking[:0], "")]
    for method, rule in rules.items():
        if asking.empty or known.empty:
            break
        pairs = rule(case.clues, asking, known.index)
        if len(pairs):
            owned = pairs.assign(property_id=pairs["known_id"].map(known))
            made.append(decide(owned, case.clues, method))
            asking = asking.difference(made[-1].index)
    return pd.concat(made)


def _leading(case: _Case, rules: dict[LinkMethod, Rule], queue: pd.Index) -> pd.Index:
    """Records of the queue that no better ranked one of it may be the same as."""
    known = queue.intersection(case.known_then)
    later = [queue[:0]]
    for method, rule in rules.items():
        pairs = rule(case.clues, queue, known)
        if len(pairs):
            pairs = unopposed(pairs, case.clues, method)
            is_later = pairs["record_id"].map(case.ranks) > pairs["known_id"].map(case.ranks)
            later.append(pd.Index(pairs.loc[is_later, "record_id"]))
    return queue.difference(later[0].append(later[1:]))


def _ranks(source_ids: pd.Series, source_order: Sequence[str]) -> pd.Series:
    """Place of each record in the order in which records found properties."""
    places = {source: place for place, source in enumerate(source_order)}
    order = pd.DataFrame(
        {"place": source_ids.map(places).fillna(len(places)), "id": source_ids.index}
    )
    order = order.assign(source=source_ids).sort_values(["place", "source", "id"])
    return pd.Series(range(len(order)), index=order.index).sort_index()


def _founded(record_ids: pd.Index, why: str) -> pd.DataFrame:
    """Decisions that each of these records is a property of its own."""
    return pd.DataFrame(
        {
            "property_id": founded_property_ids(record_ids.to_series()).astype(object),
            "method": LinkMethod.OWN_RECORD.value,
            "confidence": CONFIDENCE[LinkMethod.OWN_RECORD],
            "evidence": why,
            "candidate_property_ids": None,
        },
        index=record_ids,
    )[COLUMNS]


def _signed(signed: pd.DataFrame, decided: pd.DataFrame) -> pd.DataFrame:
    """People's decisions that can be followed by now: to where the property they name has gone."""
    waiting = signed.loc[~signed.index.isin(decided.index)]
    named = waiting["property_id"]
    founders = founded_property_ids(decided.index.to_series())
    gone_to = named.map(pd.Series(decided["property_id"].to_numpy(), index=founders.to_numpy()))
    is_own = named == founded_property_ids(waiting.index.to_series())
    place = gone_to.astype(object).mask(is_own, named).dropna()
    followed = waiting.loc[place.index]
    made = followed.assign(
        property_id=place,
        method=LinkMethod.OVERRIDE.value,
        confidence=CONFIDENCE[LinkMethod.OVERRIDE],
        evidence=signature(followed),
        candidate_property_ids=None,
    )
    return made[COLUMNS]


def _undecided(seen: pd.Series, signed: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Records first seen after the day, and decisions of people that lead nowhere any more."""
    lost = signed.loc[signed.index.isin(seen.index)]
    evidence = "First seen on " + seen.dt.strftime("%Y-%m-%d") + f", after {as_of.isoformat()}."
    nowhere = "No record founds " + lost["property_id"] + " any more. " + signature(lost)
    is_lost = seen.index.isin(lost.index)
    method = np.where(is_lost, LinkMethod.REVIEW.value, LinkMethod.NOT_YET_KNOWN.value)
    return pd.DataFrame(
        {
            "property_id": None,
            "method": method,
            "confidence": np.nan,
            "evidence": evidence.mask(is_lost, nowhere.reindex(seen.index)),
            "candidate_property_ids": None,
        },
        index=seen.index,
    )[COLUMNS]


def _nobody_lost(decided: pd.DataFrame, records: pd.DataFrame) -> None:
    if sorted(decided.index) != sorted(records["record_id"]):
        raise LinkageLostError(
            f"Linking must return each of {len(records):,} records once and returned "
            f"{len(decided):,}, {decided.index.nunique():,} of them different."
        )


def _tell_ids_apart(record_ids: pd.Index) -> None:
    ids = founded_property_ids(record_ids.to_series())
    twice = ids.loc[ids.duplicated(keep=False)].sort_values()
    if len(twice):
        raise LinkageLostError(
            f"Records {' and '.join(twice.index[:2])} would both be property {twice.iloc[0]}: "
            "their ids differ only in signs that cannot stand in a web address, or not at all."
        )


def _issues(links: pd.DataFrame, sources: pd.Series) -> pd.DataFrame:
    """One doubt per record that people must decide."""
    open_links = links.loc[links["method"] == LinkMethod.REVIEW.value]
    if open_links.empty:
        return empty(Issues)
    return validate(
        pd.DataFrame(
            {
                "issue": Issue.AMBIGUOUS_LINK.value,
                "property_id": None,
                "table": "records",
                "row_id": open_links["record_id"],
                "source_id": open_links["record_id"].map(sources),
                "detail": open_links["evidence"] + " Say which in data/overrides/record_links.csv.",
            },
            columns=columns_of(Issues),
        ),
        Issues,
    )
