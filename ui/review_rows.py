"""Rows of the review queue: what both sides of a pair state, and how it compares, in words."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from housing.review import DECIDED, MOOT, UNSURE, WAITING, Pairs
from housing.review.facts import FACTS, LIKE, NOBODY_SAYS, ONE_SAYS, OWN, PARTLY, SAME, compared
from housing.terms import Issue, Verdict
from housing.verdicts import PARCELS
from ui import explain, plain
from ui.rows import Rows
from ui.text import en

#: What each fact is called beside the two that state it.
FACT_NAMES = {
    "source_id": "Source",
    "source_record_id": "Id at the source",
    "name": "Name",
    "address": "Address",
    "zip": "ZIP",
    "units_total": "Homes",
    "units_assisted": "Restricted homes",
    "building_count": "Buildings",
    "year_built": "Built",
    "placed_in_service_year": "Placed in service",
    "programs": "Programs",
    "first_start_date": "First covenant starts",
    "last_end_date": "Last covenant ends",
    "owner_name": "Owner",
    "manager_name": "Manager",
    "contract_number_hud": "HUD contracts",
    "status_source": "Status at the source",
    "location_quality": "Coordinate",
    "observed_date": "Seen on",
}

STATES = {
    WAITING: "waiting",
    UNSURE: "somebody was unsure",
    DECIDED: "decided",
    MOOT: "needs no answer: the other pair was found the same",
}

#: What a verdict says of two records, and of a property and a parcel.
SAID = {
    Verdict.SAME.value: ("are the same property", "stands on"),
    Verdict.DIFFERENT.value: ("are different properties", "does not stand on"),
    Verdict.UNSURE.value: ("may or may not be the same property", "may or may not stand on"),
}

#: Names longer than this make the list of pairs unreadable.
NAME_LENGTH = 44

#: People's decisions that ask for a look.
REPORTED = (Issue.DECISION_LEADS_NOWHERE.value, Issue.DECISION_AGREED.value)


def option(row: Mapping[Any, Any], pairs: Pairs, place: int) -> str:
    """Name a pair in the list to choose from, the same whatever was said of it since."""
    one, other = (
        plain.clean(name_of(side, place), NAME_LENGTH) for side in (pairs.subject, pairs.candidate)
    )
    joint = "on parcel" if row["table"] == PARCELS else "or"
    return f"{explain.homes(row['homes'])}: {one} {joint} {other}"


def name_of(side: pd.DataFrame, place: int) -> str:
    """Return the name one side goes by, or its id where it has none."""
    row = side.iloc[place]
    for fact in ("name", "source_record_id"):
        if explain.is_known(row[fact]):
            return str(row[fact])
    return str(side.index[place])


def side_by_side(pairs: Pairs, place: int, titles: Mapping[str, str]) -> Rows:
    """Put what both sides state beside each other, with how it compares; silence is left out."""
    one, other = pairs.subject.iloc[place], pairs.candidate.iloc[place]
    listed = []
    for fact in FACTS:
        judged = compared(fact, one[fact], other[fact])
        if judged == NOBODY_SAYS:
            continue
        named = FACT_NAMES[fact]
        listed.append(
            {
                "Fact": named if fact in OWN else marked(named, judged),
                "A": said(fact, one[fact], titles),
                "B": said(fact, other[fact], titles),
            }
        )
    return listed


def marked(named: str, judged: str) -> str:
    """Put a sign before a fact and words after it: a difference is found without reading it all.

    Three columns fit a phone, so what compares them is said with the fact.
    """
    signs = {SAME: "=", LIKE: "≈", PARTLY: "≈", ONE_SAYS: "?"}
    return f"{signs.get(judged, '≠')} {named}: {judged}"


def said(fact: str, value: Any, titles: Mapping[str, str]) -> str | None:
    """Put one fact into words; None where it is not stated."""
    if not explain.is_known(value):
        return None
    if fact.endswith("_date"):
        return explain.day(value)
    if fact.startswith("units"):
        return explain.number(value)
    if fact == "source_id":
        return titles.get(str(value), str(value))
    if fact == "programs":
        return explain.programs(value)
    if fact == "location_quality":
        return en.LOCATIONS.get(value, str(value))
    return str(value)


def listed(state: pd.DataFrame, pairs: Pairs) -> Rows:
    """Every pair, most homes first, with what was said of it."""
    return [
        {
            "Homes": explain.number(row["homes"]),
            "A": name_of(pairs.subject, place),
            "B": name_of(pairs.candidate, place),
            "Apart": explain.distance(row["distance_meters"]),
            "State": STATES[row["state"]],
            "Said": _signed(row),
        }
        for place, row in enumerate(state.to_dict("records"))
    ]


def verdict_words(row: Mapping[Any, Any]) -> str:
    """Say a verdict in a sentence's words: `X and Y are different properties`."""
    of_records, of_parcels = SAID[str(row["verdict"])]
    one, other = (plain.clean(row[side], NAME_LENGTH) for side in ("one", "other"))
    if row["table"] == PARCELS:
        return f"{one} {of_parcels} parcel {other}"
    return f"{one} and {other} {of_records}"


def reported(issues: pd.DataFrame) -> Rows:
    """People's decisions that no longer apply, or that the sources have come to share."""
    found = issues.loc[issues["issue"].isin(REPORTED)].sort_values(["issue", "row_id"])
    return [
        {"Why": en.ISSUES[row["issue"]], "Decision": row["detail"]}
        for row in found.to_dict("records")
    ]


def _signed(row: Mapping[Any, Any]) -> str | None:
    if not explain.is_known(row["verdict"]):
        return None
    parts = [f"{row['verdict']}, {row['author']}, {explain.day(row['date'])}"]
    if explain.is_known(row["reason"]):
        parts.append(str(row["reason"]))
    return ": ".join(parts)
