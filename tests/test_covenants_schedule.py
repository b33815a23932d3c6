"""The units-at-risk curve: how many homes stay restricted after each end."""

import pandas as pd
import pytest

from housing.tables import Schedule, columns_of
from tests.covenant_case import case

HAP = {"program_source": "Section 8 HAP"}
CREDITS = {"program_source": "LIHTC"}


def test_a_small_late_covenant_leaves_the_others_homes_unprotected() -> None:
    made = case(
        {"units_assisted": 100, "end_date": "2027-06-30"},
        {"units_assisted": 20, "end_date": "2050-06-30"},
    )
    assert made.steps() == [("2026-01-01", 100), ("2027-06-30", 20), ("2050-06-30", 0)]
    assert made.at("first_end_date") == pd.Timestamp("2027-06-30")
    assert made.at("last_end_date") == pd.Timestamp("2050-06-30")
    assert made.at("units_at_risk_2y") == 80
    assert made.at("units_at_risk_10y") == 80


def test_the_curve_comes_down_from_all_restricted_homes_to_none() -> None:
    made = case(
        {"units_assisted": 100, "end_date": "2027-06-30"},
        {"units_assisted": 20, "end_date": "2050-06-30"},
    )
    homes = [units for _, units in made.steps()]
    freed = [before - after for before, after in zip(homes, homes[1:], strict=False)]
    assert freed == [80, 20]
    assert sum(freed) == made.at("units_restricted")


def test_an_unknown_overlap_is_a_range() -> None:
    made = case(
        {"units_assisted": 60, "end_date": "2027-06-30"},
        {"units_assisted": 60, "end_date": "2050-06-30", **CREDITS},
    )
    assert made.steps(column="units_nested")[0] == ("2026-01-01", 60)
    assert made.steps(column="units_disjoint")[0] == ("2026-01-01", 100)
    assert made.at("units_restricted") == 60
    assert made.at("units_restricted_high") == 100


def test_each_step_names_the_covenants_that_ended() -> None:
    made = case(
        {"units_assisted": 100, "end_date": "2027-06-30", **CREDITS},
        {"units_assisted": 90, "end_date": "2027-06-30"},
        {"units_assisted": 20, "end_date": "2050-06-30", **HAP},
    )
    nominal = made.schedule.query("scenario == 'nominal' and not is_deep")
    assert nominal["covenant_ids"].fillna("").tolist() == ["", "a;b", "c"]
    assert nominal["programs"].fillna("").tolist() == ["", "lihtc;local_covenant", "section_8_pbra"]


def test_an_end_that_frees_no_home_is_no_step() -> None:
    made = case(
        {"units_assisted": 100, "end_date": "2050-01-01", **CREDITS},
        {"units_assisted": 30, "end_date": "2030-01-01", "program_source": "HOME"},
    )
    assert made.steps() == [("2026-01-01", 100), ("2050-01-01", 0)]


def test_a_renewed_contract_stays_in_the_other_scenario() -> None:
    made = case({**HAP, "end_date": "2028-01-01"})
    assert made.steps() == [("2026-01-01", 50), ("2028-01-01", 0)]
    assert made.steps("renewals_assumed") == [("2026-01-01", 50)]
    assert made.at("units_at_risk_5y") == 50
    assert made.at("units_at_risk_renewals_5y") == 0


def test_assuming_renewals_the_longer_credits_hold_their_homes_too() -> None:
    made = case(
        {**CREDITS, "units_assisted": 80, "end_date": "2040-01-01"},
        {**HAP, "end_date": "2028-01-01"},
    )
    assert made.at("units_at_risk_renewals_5y") == 0
    assert made.at("deep_units_at_risk_5y") == 50


def test_credits_lapse_in_both_scenarios() -> None:
    made = case({**CREDITS, "end_date": "2028-01-01"})
    assert made.steps("renewals_assumed") == [("2026-01-01", 50), ("2028-01-01", 0)]


def test_a_contract_that_ends_under_credits_is_lost_depth_not_lost_homes() -> None:
    made = case({**HAP, "end_date": "2026-09-30"}, {**CREDITS, "end_date": "2041-01-01"})
    assert made.steps() == [("2026-01-01", 50), ("2026-09-30", 50), ("2041-01-01", 0)]
    assert made.steps(deep=True) == [("2026-01-01", 50), ("2026-09-30", 0)]
    assert made.at("units_at_risk_1y") == 0
    assert made.at("deep_units_at_risk_1y") == 50


def test_operating_assistance_is_deep_too() -> None:
    made = case({"program_source": "Section 202 PRAC", "end_date": "2026-12-31"})
    assert made.at("deep_units") == 50


def test_a_property_without_rental_assistance_has_no_deep_curve_and_no_deep_homes() -> None:
    made = case({**CREDITS, "end_date": "2041-01-01"})
    assert made.steps(deep=True) == []
    assert made.at("deep_units") == 0
    assert made.at("deep_units_at_risk_10y") == 0


def test_a_stale_contract_stays_without_a_dated_step() -> None:
    made = case({**HAP, "end_date": "2025-06-30"})
    assert made.steps() == [("2026-01-01", 50)]
    assert made.at("units_at_risk_10y") == 0
    assert made.at("undated_units") == 50
    assert made.at("has_stale_end")


def test_a_contract_on_its_last_day_stays_without_a_dated_step() -> None:
    made = case({**HAP, "end_date": "2026-01-01"})
    assert made.steps() == [("2026-01-01", 50)]
    assert made.at("undated_units") == 50
    assert not made.at("has_stale_end")


def test_an_expired_unverified_covenant_is_on_no_curve_but_not_forgotten() -> None:
    made = case({**CREDITS, "end_date": "2025-06-30"})
    assert made.steps() == [("2026-01-01", 0)]
    assert made.at("unverified_units") == 50
    assert made.at("covenants_active") == 1
    assert made.at("first_end_date") == pd.Timestamp("2025-06-30")


def test_an_unknown_end_stays_and_has_an_upper_bound() -> None:
    made = case({"units_assisted": 70, **CREDITS}, {"units_assisted": 30, "end_date": "2040-01-01"})
    assert made.steps()[-1] == ("2040-01-01", 70)
    assert made.at("units_at_risk_5y") == 0
    assert made.at("units_at_risk_high_5y") == 40
    assert made.at("undated_units") == 70


def test_the_upper_bound_is_the_estimate_where_every_end_is_known() -> None:
    made = case(
        {"units_assisted": 100, "end_date": "2027-06-30"},
        {"units_assisted": 20, "end_date": "2050-06-30"},
    )
    assert made.at("units_at_risk_high_5y") == made.at("units_at_risk_5y") == 80


def test_open_ended_homes_are_never_at_risk() -> None:
    made = case({"program_source": "Public housing"})
    assert made.steps() == [("2026-01-01", 50)]
    assert made.at("units_at_risk_10y") == 0
    assert made.at("units_at_risk_high_5y") == 0
    assert made.at("undated_units") == 0


def test_unknown_homes_make_the_curve_unknown_until_that_covenant_ends() -> None:
    made = case(
        {"units_assisted": None, "end_date": "2027-06-30"},
        {"units_assisted": 20, "end_date": "2050-06-30", **CREDITS},
        homes=None,
    )
    assert made.steps() == [("2026-01-01", None), ("2027-06-30", 20), ("2050-06-30", 0)]
    assert made.at("units_at_risk_5y") is None


def test_a_mortgage_changes_nothing() -> None:
    covenant = {**CREDITS, "end_date": "2040-01-01"}
    mortgage = {"program_source": "FHA-insured mortgage", "end_date": "2060-01-01"}
    with_it, without = case(covenant, mortgage), case(covenant)
    assert with_it.steps() == without.steps()
    assert with_it.schedule.equals(without.schedule)


def test_a_property_that_never_had_a_covenant_has_no_curve() -> None:
    made = case({"program_source": "FHA-insured mortgage"}, {"property": None, **CREDITS})
    assert made.schedule.empty
    assert list(made.schedule.columns) == columns_of(Schedule)


@pytest.mark.parametrize("scenario", ["nominal", "renewals_assumed"])
def test_every_property_starts_on_the_day_of_the_snapshot(scenario: str) -> None:
    made = case(
        {"end_date": "2040-01-01"},
        {"property": "Q", "status": "ended"},
        {"property": "R", **HAP, "end_date": "2020-01-01"},
        homes={"P": 100, "Q": 100, "R": 100},
    )
    chosen = made.schedule.loc[(made.schedule["scenario"] == scenario) & ~made.schedule["is_deep"]]
    firsts = chosen.groupby("property_id")["date"].min()
    assert firsts.index.tolist() == ["P", "Q", "R"]
    assert (firsts == pd.Timestamp("2026-01-01")).all()


def test_neighbors_do_not_leak_into_each_other() -> None:
    made = case(
        {"units_assisted": 90, "end_date": "2030-01-01"},
        {"units_assisted": 10, "property": "Q", "end_date": "2029-01-01"},
        {"units_assisted": 5, "property": "R", "end_date": "2031-01-02"},
        homes={"P": 100, "Q": 100, "R": 100},
    )
    assert made.timeline["units_restricted"].tolist() == [90, 10, 5]
    assert made.timeline["units_at_risk_5y"].tolist() == [90, 10, 0]
    assert made.timeline["units_at_risk_10y"].tolist() == [90, 10, 5]


def test_curves_come_property_by_property_whatever_the_order_of_rows() -> None:
    made = case(
        {"property": "Z", **CREDITS, "end_date": "2030-01-01"},
        {"property": "A", **CREDITS, "end_date": "2031-01-01"},
        {"property": "M", **CREDITS, "end_date": "2032-01-01"},
        homes={"Z": 100, "A": 100, "M": 100},
    )
    nominal = made.schedule.query("scenario == 'nominal' and not is_deep")
    assert nominal["property_id"].tolist() == ["A", "A", "M", "M", "Z", "Z"]
    assert nominal["covenant_ids"].dropna().tolist() == ["b", "c", "a"]
    assert made.schedule.index.tolist() == list(range(len(made.schedule)))


@pytest.mark.parametrize(
    ("homes", "restricted"),
    [
        pytest.param(0, 50, id="zero homes are a blank"),
        pytest.param(None, 50, id="unknown"),
        pytest.param(1, 1, id="one home"),
        pytest.param(49, 49, id="fewer than the covenant states"),
    ],
)
def test_the_curve_is_capped_by_the_homes_of_the_property(
    homes: int | None, restricted: int
) -> None:
    made = case({**CREDITS, "end_date": "2030-01-01"}, homes=homes)
    assert made.steps()[0] == ("2026-01-01", restricted)
    assert made.at("units_restricted") == restricted


def test_both_readings_are_capped_by_the_homes_of_the_property() -> None:
    made = case(
        {**CREDITS, "units_assisted": 70, "end_date": "2030-01-01"},
        {**HAP, "units_assisted": 60, "end_date": "2040-01-01"},
    )
    assert made.steps(column="units_disjoint") == [
        ("2026-01-01", 100),
        ("2030-01-01", 60),
        ("2040-01-01", 0),
    ]


def test_a_covenant_seen_on_the_day_is_on_the_curve() -> None:
    made = case({"observed_date": "2026-01-01", "end_date": "2030-01-01"})
    assert made.steps()[0] == ("2026-01-01", 50)


def test_a_covenant_that_began_and_ended_today_leaves_nothing_restricted() -> None:
    made = case({"status": "ended", "start_date": "2026-01-01"})
    assert made.steps() == [("2026-01-01", 0)]


def test_a_covenant_that_begins_tomorrow_has_never_restricted_anything() -> None:
    made = case({"status": "ended", "start_date": "2026-01-02"})
    assert made.steps() == []
    assert made.at("units_restricted") is None


def test_covenants_of_one_day_are_one_step_that_names_them_all_once() -> None:
    made = case(
        {**CREDITS, "end_date": "2030-01-01", "units_assisted": 30},
        {"end_date": "2030-01-01", "units_assisted": 20},
        {"end_date": "2030-01-01", "units_assisted": 10},
        {**HAP, "property": "Q", "end_date": "2030-01-01"},
        homes={"P": 100, "Q": 100},
    )
    steps = made.schedule.query("scenario == 'nominal' and not is_deep and covenant_ids.notna()")
    assert steps["covenant_ids"].tolist() == ["a;b;c", "d"]
    assert steps["programs"].tolist() == ["lihtc;local_covenant", "section_8_pbra"]


def test_a_step_of_homes_nobody_stated_still_names_its_covenant() -> None:
    made = case(
        {"units_assisted": None, "end_date": "2027-06-30"},
        {"units_assisted": None, "end_date": "2029-06-30"},
        {"units_assisted": 20, "end_date": "2050-06-30", **CREDITS},
        homes=None,
    )
    assert made.steps() == [("2026-01-01", None), ("2029-06-30", 20), ("2050-06-30", 0)]
    assert made.steps(column="units_disjoint") == made.steps()
    nominal = made.schedule.query("scenario == 'nominal' and not is_deep")
    assert nominal["covenant_ids"].fillna("").tolist() == ["", "b", "c"]


def test_unknown_homes_of_one_property_leave_its_neighbors_known() -> None:
    made = case(
        {"units_assisted": 40, "end_date": "2030-01-01", "property": "A"},
        {"units_assisted": None, "end_date": "2029-01-01", "property": "B"},
        {"units_assisted": 7, "end_date": "2031-01-01", "property": "C"},
        homes={"A": 100, "B": None, "C": 100},
    )
    assert made.at("units_restricted", "A") == 40
    assert made.at("units_restricted", "B") is None
    assert made.at("units_restricted", "C") == 7
    assert made.at("units_restricted_high", "C") == 7


def test_each_curve_is_capped_by_the_homes_of_its_own_property() -> None:
    made = case(
        {"property": "Z", **CREDITS, "end_date": "2030-01-01"},
        {"property": "A", **CREDITS, "end_date": "2031-01-01"},
        homes={"Z": 30, "nobody's": 7, "A": 20},
    )
    assert made.at("units_restricted", "Z") == 30
    assert made.at("units_restricted", "A") == 20
    assert made.at("units_restricted", "nobody's") is None
    firsts = made.schedule.query("scenario == 'nominal' and covenant_ids.isna()")
    assert firsts["units_nested"].tolist() == [20, 30]
