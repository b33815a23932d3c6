"""Which end an exit card is about, where covenants overlap in part, have no date, or end early."""

import pandas as pd
import pytest

from tests.scoring_cases import Row, covenant, points_of, score, score_one

HAP: Row = {"covenant_id": "hap"}
CREDITS: Row = {"covenant_id": "credits"}


def test_a_contract_under_longer_credits_frees_nobody_when_it_ends() -> None:
    found = score_one(
        covenant("renewable", 0.7, 60, **HAP), covenant(years=15, units=60, **CREDITS)
    )
    assert found["governing_covenant_id"] == "credits"
    assert found["governing_years"] == pytest.approx(15, abs=0.01)


@pytest.mark.parametrize(("homes", "kind"), [(50, "renewable"), (49, "auto_lapse")])
def test_a_contract_over_half_of_the_homes_makes_the_event_renewable(homes: int, kind: str) -> None:
    found = score_one(covenant("renewable", 2, homes), covenant(years=6, units=100))
    assert found["governing_kind"] == kind


def test_a_contract_past_its_stated_end_still_makes_the_event_renewable() -> None:
    found = score_one(covenant("renewable", -1, 80), covenant(years=0.5, units=80, **CREDITS))
    assert found["governing_covenant_id"] == "credits"
    assert found["governing_kind"] == "renewable"
    assert found["exit_score"] == 40 - 4


def test_two_covenants_over_different_homes_are_two_events_and_the_worse_counts() -> None:
    found = score_one(
        covenant("auto_lapse", 2, 100, covenant_id="first"),
        covenant("auto_lapse", 20, 60, covenant_id="second"),
    )
    assert found["governing_covenant_id"] == "first"


def test_few_homes_freed_early_do_not_make_an_event() -> None:
    found = score_one(
        covenant("auto_lapse", 1, 100), covenant("auto_lapse", 20, 96, covenant_id="later")
    )
    assert found["governing_covenant_id"] == "later"


def test_a_tenth_of_a_small_property_makes_an_event() -> None:
    found = score_one(
        covenant("auto_lapse", 1, 20, covenant_id="first"), covenant("auto_lapse", 20, 18)
    )
    assert found["governing_covenant_id"] == "first"


def test_few_homes_freed_on_each_of_several_dates_make_an_event_together() -> None:
    found = score_one(
        covenant("auto_lapse", 1, 100),
        covenant("auto_lapse", 2, 96, covenant_id="second"),
        covenant("auto_lapse", 20, 92),
    )
    assert found["governing_covenant_id"] == "second"


def test_the_assistance_of_congress_weighs_less_than_a_contract() -> None:
    found = score_one(covenant("prac", 2), covenant("renewable", 3))
    assert found["governing_kind"] == "prac"


def test_an_open_ended_covenant_over_all_homes_leaves_no_event() -> None:
    found = score_one(
        covenant("open_ended", None, 80, covenant_id="trust"), covenant("renewable", 0.5, 80)
    )
    assert found["status"] == "No scheduled expiry"
    assert found["governing_covenant_id"] == "trust"
    assert found["governing_kind"] == "open_ended"
    assert tuple(found[["score", "band"]]) == (5, "Low")
    assert found[["exit_score", "governing_date", "governing_years"]].isna().all()


def test_homes_beyond_an_open_ended_covenant_are_scored() -> None:
    found = score_one(covenant("open_ended", None, 50), covenant(years=1, units=100))
    assert found["status"] == "Scored"
    assert found["governing_kind"] == "auto_lapse"


def test_public_housing_in_foreclosure_is_scored_by_its_distress() -> None:
    found = score_one(
        covenant("open_ended", None, program="public_housing"), foreclosure_date="2026-01-15"
    )
    assert tuple(found[["score", "band"]]) == (70, "High")
    assert pd.isna(found["exit_score"])


class TestWithoutADate:
    def test_an_undated_covenant_is_read_at_four_years_and_never_called_low(self) -> None:
        scored = score(
            {"one": [covenant(years=None, covenant_id="a")]},
            {"one": {"owner_type": "public", "tenancy": "elderly_disabled"}},
        )
        points = points_of(scored)
        assert points["E2"] == -5
        assert points["U0"] == 40 - (40 + 5 - 5 - 25 - 8)
        assert scored.scores.loc["one", "exit_score"] == 40
        assert scored.scores.loc["one", "band"] == "Moderate"
        assert scored.scores.loc["one", "governing_covenant_id"] == "a"

    def test_nothing_is_lifted_that_is_not_low(self) -> None:
        assert "U0" not in points_of(score({"one": []}, {"one": {"owner_type": "for_profit"}}))

    def test_an_undated_covenant_tempers_a_near_end_over_the_same_homes(self) -> None:
        near, undated = covenant(years=0.5), covenant(years=None)
        assert score_one(near)["exit_score"] == 73
        assert score_one(near, undated)["exit_score"] == 40

    def test_the_interval_reaches_to_the_end_that_is_known(self) -> None:
        near, undated = covenant(years=0.5), covenant(years=None)
        assert score_one(near, undated)["score_high"] == score_one(near)["score_high"]
        assert score_one(near, undated)["score_low"] < score_one(near)["score_low"]

    def test_a_far_end_beside_an_undated_covenant_stays_low(self) -> None:
        assert score_one(covenant(years=25), covenant(years=None))["band"] == "Low"

    def test_homes_that_only_an_undated_covenant_covers_are_not_safe(self) -> None:
        found = score_one(covenant(years=25, units=60), covenant(years=None, units=100))
        assert found["exit_score"] == 40
        assert found["governing_kind"] == "unknown"


class TestEarlyWayOut:
    def test_it_opens_fourteen_years_after_the_start(self) -> None:
        held = covenant(
            years=26, is_early_exit_waived=False, usable_start_date="2014-06-30", program="lihtc"
        )
        found = score_one(held)
        assert found["governing_date"].date().isoformat() == "2028-06-30"
        assert found["exit_score"] == 28 + 4
        assert found["governing_kind"] == "auto_lapse"

    def test_a_waiver_closes_it(self) -> None:
        held = covenant(years=26, is_early_exit_waived=True, usable_start_date="2005-01-01")
        assert score_one(held)["governing_years"] == pytest.approx(26, abs=0.01)

    def test_credits_from_before_1990_know_none(self) -> None:
        held = covenant(years=8, is_early_exit_waived=None, usable_start_date="1989-01-01")
        assert score_one(held)["governing_years"] == pytest.approx(8, abs=0.01)

    def test_an_unknown_waiver_caps_the_confidence_and_is_said(self) -> None:
        known: Row = {
            "usable_start_date": "2005-01-01",
            "end_basis": "recorded",
        }
        facts: Row = {
            "owner_type": "for_profit",
            "owner_name": "A",
            "owner_date": "2026-01-01",
            "inspection_score": 95,
            "inspection_date": "2026-01-01",
        }
        unknown = score_one(covenant(years=20, is_early_exit_waived=None, **known), **facts)
        open_ = score_one(covenant(years=20, is_early_exit_waived=False, **known), **facts)
        assert (open_["confidence_grade"], unknown["confidence_grade"]) == ("A", "B")
        assert "unless waived" in unknown["reason"]
        assert "unless waived" not in open_["reason"]

    def test_where_the_waiver_is_unknown_the_interval_reaches_below_it(self) -> None:
        known = {"usable_start_date": "2005-01-01"}
        unknown = score_one(covenant(years=28, is_early_exit_waived=None, **known))
        open_ = score_one(covenant(years=28, is_early_exit_waived=False, **known))
        assert unknown["score"] == open_["score"]
        assert unknown["score_low"] < open_["score_low"]

    def test_another_covenant_over_the_homes_holds_them_till_its_end(self) -> None:
        credits_ = covenant(years=26, is_early_exit_waived=False, usable_start_date="2005-01-01")
        found = score_one(credits_, covenant("renewable", 9, **HAP))
        assert found["governing_covenant_id"] == "hap"
        assert "tax credits may be left early" in found["reason"]


def test_homes_nobody_counted_are_read_as_all_homes() -> None:
    found = score_one(covenant(years=1, units=60), covenant(years=9, units=None, covenant_id="b"))
    assert found["governing_covenant_id"] == "b"


def test_a_covenant_counted_with_another_is_no_event_of_its_own() -> None:
    found = score_one(covenant(years=12, covenant_id="a"), covenant(years=30, units=0))
    assert found["governing_covenant_id"] == "a"
