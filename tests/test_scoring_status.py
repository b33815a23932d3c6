"""What is said of properties whose covenants have ended, or should have."""

from typing import Any

import pandas as pd
import pytest

from tests.scoring_cases import covenant, ended, score, score_one


def test_every_covenant_ended_on_a_known_day_is_lost() -> None:
    found = score_one(ended("2014-03-01"), ended("2019-05-31"))
    assert found["status"] == "Lost"
    assert found[["score", "score_low", "score_high", "band", "exit_score"]].isna().all()
    assert found["reason"] == "Last covenant ended May 2019, owner unknown"
    assert not found["is_band_provisional"]


@pytest.mark.parametrize("actual", [None, "2029-01-01"])
def test_ended_without_a_day_is_to_be_verified_not_lost(actual: str | None) -> None:
    found = score_one(ended("2014-03-01"), ended(actual))
    assert found["status"] == "Off-monitoring"
    assert pd.isna(found["score"])


def test_one_covenant_in_force_keeps_a_property_scored() -> None:
    assert score_one(ended("2014-03-01"), covenant(years=9))["status"] == "Scored"


def test_an_insured_mortgage_neither_saves_nor_loses_a_property() -> None:
    mortgage = covenant("none", 20, program="fha_insured_mortgage")
    assert score_one(mortgage)["status"] == "Scored"
    assert score_one(mortgage, ended("2014-03-01"))["status"] == "Lost"


@pytest.mark.parametrize(
    "held",
    [
        pytest.param(covenant(is_active=False, units=0), id="not yet begun"),
        pytest.param(ended("2014-03-01", observed_date="2026-09-01"), id="not yet seen"),
    ],
)
def test_a_row_that_says_nothing_yet_loses_no_property(held: dict[str, Any]) -> None:
    assert score_one(held)["status"] == "Scored"


def test_a_renewed_contract_that_ended_does_not_hide_the_end_of_its_renewal() -> None:
    first = covenant(is_active=False, units=0, covenant_id="first")
    second = ended("2024-02-01", covenant_id="second", renewal_of="first")
    assert score_one(first, second)["status"] == "Lost"


def test_a_restriction_past_its_end_and_unconfirmed_is_called_so() -> None:
    found = score_one(covenant(years=-2, program="home", end_basis="recorded"))
    assert found["status"] == "Expired-unverified"
    assert found["exit_score"] == 40 + 25 + 8
    assert found["confidence_grade"] == "D"
    assert found["reason"] == (
        "HOME rents ended Jun 2024 on paper and nobody has confirmed it, owner unknown"
    )


def test_a_restriction_that_ends_today_counts_as_over() -> None:
    assert score_one(covenant(years=0))["status"] == "Expired-unverified"


def test_an_unconfirmed_end_under_a_live_covenant_is_scored() -> None:
    assert score_one(covenant(years=-2), covenant(years=9))["status"] == "Scored"


def test_a_stale_contract_is_scored_and_asked_about() -> None:
    found = score_one(covenant("renewable", -1.5))
    assert found["status"] == "Scored"
    assert found["next_milestone"].startswith("Ask the contract administrator")
    assert pd.isna(found["next_milestone_date"])


def test_a_foreclosure_is_never_scored_under_70() -> None:
    scored = score(
        {"one": [covenant(years=25)]},
        {"one": {"foreclosure_date": "2026-01-01", "inspection_score": 95}},
    )
    found = scored.scores.loc["one"]
    assert found["distress_score"] == 70
    assert found["score_low"] >= 70
    floor = scored.contributions.query("code == 'F0'")
    assert floor["points"].tolist() == [5]


@pytest.mark.parametrize(
    ("known", "points"),
    [
        ({"foreclosure_date": "2024-06-30"}, 65),
        ({"foreclosure_date": "2024-06-29"}, 0),
        ({"foreclosure_date": "2026-01-01", "last_sale_date": "2026-02-01"}, 0),
        ({"foreclosure_date": "2026-01-01", "last_sale_date": "2019-02-01"}, 65),
        ({"foreclosure_date": "2026-08-01"}, 0),
    ],
)
def test_a_foreclosure_counts_for_24_months_unless_sold_since(
    known: dict[str, Any], points: int
) -> None:
    assert score_one(covenant(years=25), **known)["distress_score"] == 5 + points
