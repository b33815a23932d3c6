"""One property, one covenant, one rule: a deadline in one short call."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from housing.notices import Rule, windows
from housing.tables import LinkedCovenants, LinkedEvents
from tests.factory import table

AS_OF = date(2026, 6, 30)

Row = dict[str, Any]

#: A rule as a line of the file states it: a year's notice, of a state, verified.
LINE = {
    "rule_id": "notice",
    "jurisdiction": "us",
    "title": "One-year notice",
    "nature": "duty",
    "programs": "",
    "kinds": "",
    "units_min": "",
    "units_max": "",
    "trigger": "covenant_end",
    "opens_months": "",
    "opens_days": "",
    "deadline_months": "-12",
    "deadline_days": "",
    "lapses_days": "",
    "who": "The owner",
    "to_whom": "every tenant",
    "action": "give notice",
    "collections": "",
    "trigger_words": "",
    "filed_words": "",
    "note": "",
    "citation": "1 Code 2",
    "source_url": "https://example.org/code",
    "effective_from": "",
    "effective_to": "",
    "is_verified": "yes",
    "verified_on": "2026-11-22",
    "basis": "text of 1 Code 2",
}

OFFER = {
    "nature": "right",
    "trigger": "offer_of_sale",
    "deadline_months": "",
    "opens_days": "0",
    "deadline_days": "45",
    "trigger_words": "offer of sale",
    "who": "Tenants",
    "action": "register",
}


def rule(**said: Any) -> Rule:
    return Rule.model_validate({**LINE, **{name: str(value) for name, value in said.items()}})


def covenant(end: str | None = "2028-01-31", **known: Any) -> Row:
    """A covenant in force with a known end."""
    return {
        "covenant_id": "c1",
        "property_id": "p1",
        "program": "section_8_pbra",
        "kind": "renewable",
        "end_date": end,
        "usable_end_date": end,
        "units_counted": 40,
        **known,
    }


def event(
    day: str | None, description: str = "RCASD: 5+ rental unit offer of sale.", **known: Any
) -> Row:
    return {
        "event_id": "e1",
        "source_id": "tenant_notices",
        "property_id": "p1",
        "event_type": "tenant_notice",
        "event_date": day,
        "description": description,
        **known,
    }


def found(
    *rules: Rule,
    covenants: Sequence[Row] = (),
    events: Sequence[Row] = (),
    units: int | None = 40,
    as_of: date = AS_OF,
    state: str = "ZZ",
    place_id: str = "here",
) -> pd.DataFrame:
    """Every deadline of the rules."""
    numbered = [{"covenant_id": f"c{at}", **row} for at, row in enumerate(covenants, start=1)]
    return windows(
        table(LinkedCovenants, numbered),
        pd.DataFrame({"property_id": ["p1"], "units_total": pd.array([units], dtype="Int64")}),
        table(LinkedEvents, list(events)),
        rules,
        jurisdiction_state=state,
        place_id=place_id,
        as_of=as_of,
    )


def only(*rules: Rule, **given: Any) -> pd.Series:
    """The one deadline there is."""
    rows = found(*rules, **given)
    assert len(rows) == 1
    return rows.iloc[0]


def iso(day: Any) -> str | None:
    return None if pd.isna(day) else pd.Timestamp(day).date().isoformat()
