"""Which records from different publishers are one property. Every record comes out, exactly once.

People's signed decisions come first. Every record of an anchor list is a property. Other records
join the property of the record they match best; two equally good matches are left to people, and
so is a match that the names speak against. What matches nothing is a property of its own if it
was known on the day, and records that only match each other are one property together.

A property's id is made of the record that founded it, so ids do not depend on the order of rows.
"""

from collections.abc import Sequence
from datetime import date
from functools import partial

import numpy as np
import pandas as pd

from housing.errors import LinkageLostError
from housing.ids import founded_property_ids
from housing.linkage.barred import both_ways, check_obeyed
from housing.linkage.clues import clues_of
from housing.linkage.decisions import COLUMNS, NO_CANDIDATES
from housing.linkage.overrides import signature
from housing.linkage.rules import CONFIDENCE
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
    by_id = records.astype({"record_id": object}).set_index("record_id").sort_index()
    _tell_ids_apart(by_id.index)
    seen = by_id["observed_date"]
    is_known = (seen.isna() | (seen <= pd.Timestamp(as_of))).to_numpy(bool)
    signed = overrides.astype({"record_id": object, "property_id": object})
    signed = signed.loc[signed["record_id"].isin(by_id.index)].set_index("record_id")
    is_signed = by_id.index.isin(signed.index)
    anchored = by_id.index[by_id["source_id"].isin(anchors).to_numpy(bool) & ~is_signed]
    case = case_of(
        clues_of(by_id, covenants, contracts, local_crs),
        by_id.index,
        is_known,
        is_signed,
        _ranks(by_id["source_id"], source_order),
        barred := both_ways(different),
    )
    first = founded(anchored, "Every record of this list is a property.")
    decided = settle(case, first, partial(_signed, signed))
    left = by_id.drop(index=decided.index)["observed_date"]
    decided = pd.concat([decided, _undecided(left, signed, as_of)]).sort_index()
    _nobody_lost(decided, records)
    check_obeyed(decided, barred)
    links = validate(decided.rename_axis("record_id").reset_index(), RecordLinks)
    return links, _issues(links, by_id["source_id"])


def _ranks(source_ids: pd.Series, source_order: Sequence[str]) -> np.ndarray:
    """Place of each record in the order in which records found properties."""
    places = {source: place for place, source in enumerate(source_order)}
    order = pd.DataFrame(
        {"place": source_ids.map(places).fillna(len(places)), "id": source_ids.index}
    )
    order = order.assign(source=source_ids).sort_values(["place", "source", "id"])
    return pd.Series(range(len(order)), index=order.index).sort_index().to_numpy()


def _signed(signed: pd.DataFrame, decided: pd.DataFrame) -> pd.DataFrame:
    """People's decisions that can be followed by now: to where the property they name has gone."""
    waiting = signed.loc[~signed.index.isin(decided.index)]
    if waiting.empty:
        return decided.iloc[:0]
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
        **NO_CANDIDATES,
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
            **NO_CANDIDATES,
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
