"""What became of people's decisions: which lead nowhere, and which the rules have come to share."""

from collections.abc import Callable, Iterable

import pandas as pd

from housing.ids import among
from housing.linkage.condominiums import without_grounds
from housing.pipeline.decisions import Decisions, pairs_of
from housing.tables import Issues, columns_of, empty, validate
from housing.terms import Issue
from housing.verdicts import PARCELS, RECORDS

_WHY = {
    Issue.DECISION_LEADS_NOWHERE: "what it names is in no list now.",
    Issue.DECISION_AGREED: "the rules say so by themselves now.",
}


def heeded(
    decisions: Decisions, known: pd.Index, by_rules_alone: Callable[[], pd.DataFrame]
) -> pd.DataFrame:
    """Doubts about decisions: those of records that are gone, and those the sources now share.

    Args:
        decisions: what people decided.
        known: every record there is.
        by_rules_alone: links as they would be without the decisions; asked only if there are any.
    """
    named = decisions.named.assign(
        said=lambda t: t["record_id"] + " belongs to property " + t["property_id"],
        is_known=lambda t: among(t["record_id"], known),
    )
    parts = [
        pairs.assign(
            said=pairs["record_id"] + " and " + pairs["other_id"] + words,
            is_known=among(pairs["record_id"], known) & among(pairs["other_id"], known),
        )
        for pairs, words in ((decisions.same, " are the same"), (decisions.different, " differ"))
    ]
    stated = [named, *parts]
    if any(part["is_known"].any() for part in stated):
        owner = by_rules_alone().set_index("record_id")["property_id"]
        same, apart = ((one["record_id"].map(owner), one["other_id"].map(owner)) for one in parts)
        agreed = [
            named["record_id"].map(owner) == named["property_id"],
            same[0].notna() & (same[0] == same[1]),
            apart[0].notna() & apart[1].notna() & (apart[0] != apart[1]),
        ]
        stated = [part.assign(is_agreed=so) for part, so in zip(stated, agreed, strict=True)]
    stated = [part.assign(row_id=part["record_id"]) for part in stated]
    return _doubts(stated, RECORDS)


def heeded_parcels(
    parcels: pd.DataFrame,
    not_there: pd.DataFrame,
    property_ids: pd.Index,
    parcel_ids: pd.Series,
    by_rules_alone: Callable[[], pd.DataFrame],
) -> pd.DataFrame:
    """Doubts about decisions on parcels: of what is gone, and of what the rules now share.

    Args:
        parcels: where people say properties stand, under living ids; blank is on none.
        not_there: where people say they do not.
        property_ids: every property there is.
        parcel_ids: every parcel that is listed or named.
        by_rules_alone: links as they would be without the decisions; asked only if there are any.
    """
    words = ((parcels, " stands on "), (not_there, " does not stand on "))
    stated = [
        table.assign(
            said=table["property_id"] + verb + table["parcel_id"].fillna("no parcel"),
            is_known=among(table["property_id"], property_ids)
            & (among(table["parcel_id"], parcel_ids) | table["parcel_id"].isna()),
        )
        for table, verb in words
    ]
    if any(part["is_known"].any() for part in stated):
        by_rules = by_rules_alone()
        found, wanted = _grounds(without_grounds(by_rules)), _grounds(parcels)
        agreed = [one for one in parcels["property_id"] if found.get(one) == wanted.get(one)]
        likely = _possible(by_rules)
        stated = [
            stated[0].assign(is_agreed=stated[0]["property_id"].isin(agreed)),
            stated[1].assign(is_agreed=~pairs_of(not_there).isin(likely)),
        ]
    living = [
        part["property_id"].where(among(part["property_id"], property_ids)) for part in stated
    ]
    told = [
        part.assign(row_id=part["property_id"], property_id=one)
        for part, one in zip(stated, living, strict=True)
    ]
    return _doubts(told, PARCELS)


def _grounds(links: pd.DataFrame) -> dict[str, str]:
    """All parcels of each property that stands on any, as one text; grounds follow from units."""
    known = links.dropna(subset=["parcel_id"]).sort_values("parcel_id")
    joined = known.groupby("property_id")["parcel_id"].agg(";".join)
    return {str(one): ids for one, ids in joined.items()}


def _possible(by_rules: pd.DataFrame) -> pd.MultiIndex:
    """Properties and parcels that rules link or cannot decide between."""
    candidates = by_rules["candidate_parcel_ids"].str.split(";")
    tied = by_rules.assign(parcel_id=candidates).explode("parcel_id")
    return pairs_of(pd.concat([by_rules, tied]).dropna(subset=["parcel_id"]))


def _doubts(stated: Iterable[pd.DataFrame], table: str) -> pd.DataFrame:
    """One doubt per decision that is about nothing any more, or that nobody needs."""
    found = []
    for part in stated:
        is_known = part["is_known"].astype(bool)
        is_agreed = is_known & part.get("is_agreed", is_known).astype(bool)
        kinds = (
            (~is_known, Issue.DECISION_LEADS_NOWHERE),
            (is_agreed, Issue.DECISION_AGREED),
        )
        found += [_rows(part.loc[mask], issue, table) for mask, issue in kinds if mask.any()]
    if not found:
        return empty(Issues)
    return validate(pd.concat(found).sort_values(["issue", "row_id", "detail"]), Issues)


def _rows(decided: pd.DataFrame, issue: Issue, table: str) -> pd.DataFrame:
    """Doubts of one kind: who decided what and when, and why that may go."""
    days = pd.to_datetime(decided["date"]).dt.strftime("%Y-%m-%d").astype("string")
    signed = decided["author"].astype("string") + " decided on " + days + " that " + decided["said"]
    is_of_records = table == RECORDS
    return pd.DataFrame(
        {
            "issue": issue.value,
            "property_id": None if is_of_records else decided["property_id"],
            "table": table,
            "row_id": decided["row_id"],
            "source_id": decided["row_id"].str.split(":").str[0] if is_of_records else None,
            "detail": signed + ". The decision may be removed: " + _WHY[issue],
        },
        columns=columns_of(Issues),
    )
