"""What is said of signals, of other people's classes, and of what was lost or kept."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from housing.tables import Properties, Signals
from tests.factory import table
from ui import standing
from ui.dossier import Dossier

NOTICE: dict[str, Any] = {
    "property_id": "p",
    "kind": "opt_out_notice",
    "signal_date": "2026-03-01",
    "expires_date": "2027-03-01",
    "author": "A. Advocate",
    "reason": "Letter to tenants.",
    "effect": "floor",
    "effect_points": 85,
    "is_in_force": True,
}


def row(**said: Any) -> pd.Series:
    return table(Properties, [{"property_id": "p", "name": "Mill Court", **said}]).iloc[0]


def file(*signals: dict[str, Any]) -> Dossier:
    empty = pd.DataFrame()
    return Dossier(
        row=row(),
        covenants=empty,
        schedule=empty,
        contributions=empty,
        inspections=empty,
        conditions=empty,
        events=empty,
        signals=table(Signals, [{**NOTICE, **signal} for signal in signals]),
        notices=empty,
        parcels=empty,
        parcel_links=empty,
        records=empty,
        issues=empty,
        sources={"filings": "City filings"},
        as_of=date(2026, 6, 30),
    )


def test_signals_in_force_come_first_and_say_until_when() -> None:
    old = {"signal_date": "2026-05-01", "is_in_force": False, "why_not": "withdrawn on 4 May 2026"}
    first, second = standing.signals(file(old, {}))
    assert first["In force?"] == "yes, until 1 Mar 2027"
    assert second["In force?"] == "no: withdrawn on 4 May 2026"
    assert first["In force it means"] == "score never under 85"


@pytest.mark.parametrize(
    ("signal", "said"),
    [
        ({"intent": "no_intent"}, "Letter to tenants. (the owner has no intent to end them)"),
        ({"intent": "convert"}, "Letter to tenants. (the owner means to end the restrictions)"),
        ({}, "Letter to tenants. (intent not stated)"),
        ({"kind": "human_flag"}, "Letter to tenants."),
    ],
)
def test_the_owners_intent_is_said_where_a_notice_asks_for_it(
    signal: dict[str, Any], said: str
) -> None:
    assert standing.signals(file(signal))[0]["Why"] == said


@pytest.mark.parametrize(
    ("signal", "said"),
    [
        ({"evidence_url": "https://example.org/letter"}, "https://example.org/letter"),
        ({"source_id": "filings"}, "City filings"),
        ({}, None),
    ],
)
def test_evidence_is_a_document_or_a_source(signal: dict[str, Any], said: str | None) -> None:
    assert standing.signals(file(signal))[0]["Evidence"] == said


def test_an_override_names_both_scores() -> None:
    moved = row(model_score=47, model_band="Moderate", score=85, band="Very High",
                override="offer_of_sale", override_text="Raised by a filing.")  # fmt: skip
    assert standing.override_sentence(moved) == (
        "The cards make 47 of 100 (Moderate); shown is 85 (Very High). Raised by a filing."
    )
    assert standing.override_sentence(row()) is None


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            {"chpc_style": "Low", "band": "Moderate", "owner_type": "steward"},
            "A steward owns it: CHPC-style Low, this score Moderate.",
        ),
        (
            {"chpc_style": "Very High", "band": "Low", "largest_against": "Nonprofit owner."},
            "The last end is near: CHPC-style Very High, this score Low. "
            "What speaks against it: Nonprofit owner.",
        ),
        (
            {"chpc_style": "Low", "band": "Very High", "override": "offer_of_sale"},
            "The last end is far and a signal is in force (offer of sale to tenants or "
            "city): CHPC-style Low, this score Very High.",
        ),
        (
            {"chpc_style": "Low", "band": "High", "largest_for": "Failed inspection."},
            "The last end alone looks calmer: CHPC-style Low, this score High. "
            "What speaks for concern: Failed inspection.",
        ),
        ({"chpc_style": "High", "band": "High"}, None),
        ({"chpc_style": "Unclassified", "band": "High"}, None),
        ({"chpc_style": "Lost", "band": None}, None),
    ],
)
def test_a_disagreement_says_what_each_of_both_sees(said: dict[str, Any], told: str | None) -> None:
    assert standing.disagreement(row(**said)) == told


def test_lost_comes_before_what_is_to_be_verified_and_the_latest_first() -> None:
    properties = table(
        Properties,
        [
            {"property_id": "a", "status": "Scored"},
            {"property_id": "b", "status": "Off-monitoring", "status_date": "2026-01-01"},
            {"property_id": "c", "status": "Lost", "status_date": "2019-01-01"},
            {"property_id": "d", "status": "Lost", "status_date": "2024-01-01"},
        ],
    )
    assert standing.gone(properties)["property_id"].tolist() == ["d", "c", "b"]


def test_only_what_keeps_homes_and_is_in_force_is_listed_as_kept() -> None:
    properties = table(Properties, [{"property_id": "p", "name": "Mill Court"}])
    told = [
        NOTICE,
        {**NOTICE, "kind": "renewal", "is_in_force": False, "why_not": "expired"},
        {**NOTICE, "kind": "preservation_financing", "reason": "Closed."},
    ]
    kept = standing.kept(properties, table(Signals, told))
    assert [standing.kept_words(one) for one in kept.to_dict("records")] == [
        "Preservation financing closed, 1 Mar 2026: Closed."
    ]


def test_what_became_of_homes_is_counted_by_kind() -> None:
    found = table(
        Properties,
        [
            {"property_id": "a", "status": "Lost", "units_total": 40},
            {"property_id": "b", "status": "Lost", "units_total": None},
            {"property_id": "c", "status": "Off-monitoring", "units_total": 1},
        ],
    )
    assert standing.gone_words(found) == (
        "Lost: 2 properties, 40 homes and an unknown number in 1 of them; "
        "Ended or off monitoring, verify: 1 property, 1 home."
    )
