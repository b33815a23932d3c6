"""The affordability timeline of a property: first end, last end, and what is unknown."""

import pandas as pd
import pytest

from housing.covenants import TIMELINE_COLUMNS, timeline
from housing.tables import Properties
from tests.covenant_case import AS_OF, case

HAP = {"program_source": "Section 8 HAP"}
CREDITS = {"program_source": "LIHTC"}


def test_the_timeline_has_its_columns_of_the_property_table_with_their_types() -> None:
    made = case({**CREDITS, "end_date": "2040-01-01"}, homes={"P": 100, "Q": None})
    assert tuple(made.timeline.columns) == TIMELINE_COLUMNS
    schema = Properties.to_schema()
    for name in TIMELINE_COLUMNS:
        schema.columns[name].validate(made.timeline.reset_index(drop=True))


def test_a_property_nobody_lists_a_covenant_for_is_unknown_not_free() -> None:
    made = case(homes={"Q": 80})
    row = made.timeline.loc["Q"]
    assert row["covenants_total"] == row["covenants_active"] == 0
    assert not row["has_open_ended"]
    units = [name for name in TIMELINE_COLUMNS if "units" in name]
    assert row[units].isna().all()
    assert row[["programs", "first_end_date", "last_end_date"]].isna().all()


def test_a_property_whose_covenants_all_ended_has_no_restricted_home() -> None:
    made = case({**CREDITS, "status": "ended", "end_date": "2020-01-01"})
    assert made.at("covenants_total") == 1
    assert made.at("covenants_active") == 0
    assert made.at("units_restricted") == 0
    assert made.at("units_at_risk_5y") == 0
    assert made.at("first_end_date") is None


def test_first_last_and_next_end_tell_different_things() -> None:
    made = case(
        {**HAP, "end_date": "2024-06-30"},
        {**CREDITS, "end_date": "2033-01-01"},
        {"end_date": "2050-01-01"},
    )
    assert made.at("first_end_date") == pd.Timestamp("2024-06-30")
    assert made.at("next_end_date") == pd.Timestamp("2033-01-01")
    assert made.at("last_end_date") == pd.Timestamp("2050-01-01")


@pytest.mark.parametrize(
    ("covenant", "flag"),
    [
        pytest.param({"program_source": "Land trust"}, "has_open_ended", id="open-ended"),
        pytest.param({"program_source": "HOME"}, "has_unknown_end", id="unknown end"),
    ],
)
def test_no_last_end_is_claimed_while_one_covenant_has_none(
    covenant: dict[str, str], flag: str
) -> None:
    made = case({**CREDITS, "end_date": "2033-01-01"}, covenant)
    assert made.at("last_end_date") is None
    assert made.at("known_last_end_date") == pd.Timestamp("2033-01-01")
    assert made.at(flag)


def test_an_ended_covenant_without_an_end_leaves_the_last_end_known() -> None:
    made = case({**CREDITS, "end_date": "2033-01-01"}, {"status": "ended"})
    assert made.at("last_end_date") == pd.Timestamp("2033-01-01")
    assert not made.at("has_unknown_end")


def test_programs_are_those_of_active_covenants_each_once() -> None:
    made = case(
        {**HAP, "end_date": "2030-01-01"},
        {**HAP, "end_date": "2034-01-01"},
        {**CREDITS, "end_date": "2033-01-01"},
        {"program_source": "HOME", "status": "ended"},
        {"program_source": "FHA-insured mortgage"},
    )
    assert made.at("programs") == "lihtc;section_8_pbra"


def test_an_end_exactly_at_the_horizon_is_within_it() -> None:
    assert case({**CREDITS, "end_date": "2031-01-01"}).at("units_at_risk_5y") == 50
    assert case({**CREDITS, "end_date": "2031-01-02"}).at("units_at_risk_5y") == 0


def test_rows_come_in_the_order_of_the_properties_asked_for() -> None:
    made = case(
        {"property": "Z", **CREDITS, "end_date": "2030-01-01"},
        {"property": "A", **CREDITS, "end_date": "2040-01-01"},
        homes={"Z": 100, "M": 100, "A": 100},
    )
    assert made.timeline.index.tolist() == ["Z", "M", "A"]
    assert made.timeline.index.name == "property_id"
    assert made.timeline["units_at_risk_5y"].fillna(-1).tolist() == [50, -1, 0]


def test_properties_not_asked_for_are_left_out() -> None:
    made = case(
        {"property": "A", **CREDITS, "end_date": "2030-01-01"},
        {"property": "B", **CREDITS, "end_date": "2030-01-01"},
        homes={"A": 100, "B": 100},
    )
    homes = pd.Series({"B": 100}, dtype="Int64")
    summed = timeline(made.covenants, made.schedule, homes.index, homes, as_of=AS_OF)
    assert summed.equals(made.timeline.loc[["B"]])


def test_a_shuffled_schedule_gives_the_same_timeline() -> None:
    made = case(
        {**HAP, "end_date": "2027-01-01", "units_assisted": 90},
        {**CREDITS, "end_date": "2033-01-01", "units_assisted": 60},
        {"end_date": "2029-01-01", "units_assisted": 70},
    )
    homes = pd.Series({"P": 100}, dtype="Int64")
    shuffled = made.schedule.sample(frac=1, random_state=3)
    summed = timeline(made.covenants, shuffled, homes.index, homes, as_of=AS_OF)
    assert summed.equals(made.timeline)


def test_an_end_today_is_not_the_next_one() -> None:
    made = case({**CREDITS, "end_date": "2026-01-01"}, {"end_date": "2026-01-02"})
    assert made.at("next_end_date") == pd.Timestamp("2026-01-02")
    assert made.at("first_end_date") == pd.Timestamp("2026-01-01")


def test_a_property_without_an_end_ahead_has_no_next_one() -> None:
    made = case({**CREDITS, "end_date": "2025-12-31"})
    assert made.at("next_end_date") is None
    assert made.at("last_end_date") == pd.Timestamp("2025-12-31")


def test_a_covenant_seen_on_the_day_is_counted_and_one_seen_later_is_not() -> None:
    made = case(
        {**CREDITS, "end_date": "2030-01-01", "observed_date": "2026-01-01"},
        {**HAP, "end_date": "2030-01-01", "observed_date": "2026-01-02"},
    )
    assert made.at("covenants_total") == 1
    assert made.at("covenants_active") == 1


@pytest.mark.parametrize(("end", "homes"), [("2031-01-01", 50), ("2031-01-02", 0)])
def test_the_upper_bound_reaches_to_the_day_five_years_on(end: str, homes: int) -> None:
    assert case({**CREDITS, "end_date": end}).at("units_at_risk_high_5y") == homes


def test_in_the_upper_bound_a_stale_contract_may_have_ended() -> None:
    made = case({**HAP, "end_date": "2025-06-30"})
    assert made.at("units_at_risk_5y") == 0
    assert made.at("undated_units") == 50


@pytest.mark.parametrize(
    ("living", "in_doubt"),
    [
        pytest.param(20, 30, id="fewer homes under the living covenant"),
        pytest.param(50, 0, id="as many"),
        pytest.param(80, 0, id="more"),
    ],
)
def test_homes_past_their_end_are_in_doubt_beyond_those_a_living_covenant_protects(
    living: int, in_doubt: int
) -> None:
    made = case(
        {**CREDITS, "end_date": "2025-06-30"},
        {"units_assisted": living, "end_date": "2040-01-01"},
    )
    assert made.at("unverified_units") == in_doubt


def test_homes_past_their_end_are_all_in_doubt_beside_homes_nobody_counted() -> None:
    made = case(
        {**CREDITS, "units_assisted": 30, "end_date": "2025-06-30"},
        {"units_assisted": None, "end_date": "2040-01-01"},
        homes=None,
    )
    assert made.at("units_restricted") is None
    assert made.at("unverified_units") == 30


def test_the_largest_of_several_undated_covenants_counts() -> None:
    made = case(
        {"program_source": "HOME", "units_assisted": 30},
        {**CREDITS, "units_assisted": 70},
        {**HAP, "units_assisted": 60, "end_date": "2025-01-01"},
        {"units_assisted": 90, "end_date": "2040-01-01"},
    )
    assert made.at("undated_units") == 70
    assert made.at("units_at_risk_high_5y") == 0


def test_undated_homes_nobody_counted_are_unknown() -> None:
    made = case({**CREDITS, "units_assisted": None}, homes=None)
    assert made.at("undated_units") is None
    assert made.at("units_at_risk_high_5y") is None


def test_each_horizon_is_counted_by_the_calendar() -> None:
    ends = ("2027-01-01", "2028-01-01", "2031-01-01", "2036-01-01")
    made = case(
        *({"units_assisted": 80 - 20 * n, "end_date": day} for n, day in enumerate(ends)),
    )
    assert [made.at(f"units_at_risk_{years}y") for years in (1, 2, 5, 10)] == [20, 40, 60, 80]


def test_flags_speak_of_active_covenants_only() -> None:
    made = case(
        {"program_source": "Land trust", "status": "ended"},
        {"program_source": "HOME", "status": "ended"},
        {**CREDITS, "end_date": "2040-01-01"},
    )
    assert not made.at("has_open_ended")
    assert not made.at("has_unknown_end")
    assert not made.at("has_stale_end")
    assert made.at("covenants_total") == 3


def test_neighbors_keep_their_own_dates_flags_and_programs() -> None:
    made = case(
        {**HAP, "end_date": "2025-01-01"},
        {"program_source": "Land trust", "property": "Q"},
        {**CREDITS, "end_date": "2040-01-01", "property": "R"},
        {**CREDITS, "end_date": "2045-01-01", "property": "R", "units_assisted": 20},
        homes={"P": 100, "Q": 100, "R": 100},
    ).timeline
    assert made["has_stale_end"].tolist() == [True, False, False]
    assert made["has_open_ended"].tolist() == [False, True, False]
    assert made["programs"].tolist() == ["section_8_pbra", "land_trust", "lihtc"]
    assert made["covenants_active"].tolist() == [1, 1, 2]
    assert made["first_end_date"].dt.year.fillna(0).tolist() == [2025, 0, 2040]
    assert made["last_end_date"].dt.year.fillna(0).tolist() == [2025, 0, 2045]
    assert made["undated_units"].tolist() == [50, 0, 0]
