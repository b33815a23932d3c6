"""The deep-subsidy card: rental assistance by its own end, beside the score and never in it."""

import pandas as pd
import pytest

from tests.scoring_cases import Row, covenant, score, score_one

HAP: Row = {"covenant_id": "hap", "previous_term_months": 60}
KNOWN: Row = {"owner_type": "for_profit", "tenancy": "family", "rent_to_fmr_pct": 68.0}


def test_a_contract_under_long_credits_is_low_risk_for_homes_and_high_for_assistance() -> None:
    found = score_one(covenant("renewable", 0.7, 80, **HAP), covenant(years=15, units=80), **KNOWN)
    # main: tax credits to 2041, read as renewable: 40 - 45 + 14 + 3 + 4
    assert found["exit_score"] == 16
    assert found["band"] == "Low"
    # the contract alone: 40 + 8 + 14 + 3 + 4
    assert found["deep_exit_score"] == 69
    assert found["deep_exit_covenant_id"] == "hap"
    assert found["deep_exit_date"] == pd.Timestamp("2027-03-13")


@pytest.mark.parametrize("kind", ["renewable", "prac"])
@pytest.mark.parametrize("years", [-1.5, 0.0, 3.3, 12.0, None])
@pytest.mark.parametrize("units", [3, 18, 80])
def test_it_is_the_exit_card_where_the_contract_is_the_only_covenant(
    kind: str, years: float | None, units: int
) -> None:
    found = score_one(covenant(kind, years, units, **HAP), **KNOWN)
    assert found["deep_exit_score"] == found["exit_score"]


def test_the_worst_of_several_contracts_counts() -> None:
    later = covenant("renewable", 9, 40, covenant_id="later")
    found = score_one(later, covenant("renewable", 1, 40, **HAP), **KNOWN)
    assert found["deep_exit_covenant_id"] == "hap"


def test_of_equal_contracts_the_first_to_end_is_named() -> None:
    held = [covenant("renewable", years, 60, covenant_id=f"{years}") for years in (0.9, 0.5)]
    assert score_one(*held)["deep_exit_covenant_id"] == "0.5"


def test_it_counts_the_contract_s_own_homes() -> None:
    found = score_one(covenant("renewable", 0.7, 18, **HAP), covenant(years=15, units=80), **KNOWN)
    assert found["deep_exit_score"] == 69 + 6


def test_an_assistance_contract_under_a_covenant_without_end_has_one_too() -> None:
    found = score_one(covenant("open_ended", None), covenant("prac", 0.5, 80, **HAP))
    assert found["status"] == "No scheduled expiry"
    assert found["deep_exit_score"] == 40 - 15 + 8


def test_without_such_a_contract_there_is_none() -> None:
    found = score_one(covenant(years=1))
    assert found[["deep_exit_score", "deep_exit_date", "deep_exit_covenant_id"]].isna().all()


def test_a_contract_that_no_source_lists_as_in_force_has_none() -> None:
    assert pd.isna(score_one(covenant("renewable", 1, is_active=False))["deep_exit_score"])


def test_it_never_changes_the_score() -> None:
    credits_ = covenant(years=15, units=80, covenant_id="credits")
    contract = covenant("renewable", 0.7, 30, **HAP)
    scores = score({"with": [credits_, contract], "without": [credits_]}, owner_type="steward")
    one, other = scores.scores.loc["with"], scores.scores.loc["without"]
    assert one["deep_exit_score"] > one["exit_score"]
    assert one["score"] == other["score"]
