"""Judging one covenant: which dates are believed, and whether it is in force."""

from datetime import date

import pytest

from housing.tables import LinkedCovenants, columns_of
from tests.covenant_case import AS_OF, case

HAP = {"program_source": "Section 8 HAP"}
CREDITS = {"program_source": "LIHTC"}
MORTGAGE = {"program_source": "FHA-insured mortgage"}


def day(value: object) -> str | None:
    text = str(value)
    return None if text == "NaT" else text[:10]


def test_a_judged_row_keeps_what_its_source_said() -> None:
    made = case({"start_date": "1990-01-01", "end_date": "1939-12-01", "status": "unknown"})
    assert list(made.covenants.columns) == columns_of(LinkedCovenants)
    assert day(made.one()["end_date"]) == "1939-12-01"


@pytest.mark.parametrize("end", ["1900-01-01", "1959-12-31", "8888-01-01", "9999-12-31"])
def test_a_date_outside_the_window_is_unknown(end: str) -> None:
    made = case({"end_date": end})
    assert day(made.one()["usable_end_date"]) is None
    assert made.one()["end_rule"] == "out of range: end unknown"
    assert made.doubts() == ["date_out_of_range"]
    assert made.at("has_unknown_end")


@pytest.mark.parametrize("end", ["1960-01-01", "2125-01-01"])
def test_the_edges_of_the_window_are_inside(end: str) -> None:
    assert day(case({"end_date": end}).one()["usable_end_date"]) == end


def test_a_day_beyond_the_window_is_outside() -> None:
    assert case({"end_date": "2125-01-02"}).doubts() == ["date_out_of_range"]


def test_a_lost_century_is_proposed_but_never_corrected() -> None:
    made = case({**MORTGAGE, "start_date": "2009-12-01", "end_date": "1939-12-01"})
    assert day(made.one()["usable_end_date"]) is None
    detail = made.issues["detail"].item()
    assert "1939-12-01" in detail
    assert "If the century is wrong, it may be 2039-12-01." in detail


def test_a_code_for_unknown_is_no_century() -> None:
    made = case({"end_date": "9999-12-31"})
    assert "century" not in made.issues["detail"].item()


def test_an_end_before_the_start_is_unknown() -> None:
    made = case({"start_date": "2010-01-01", "end_date": "1980-01-01"})
    assert day(made.one()["usable_end_date"]) is None
    assert made.one()["end_rule"] == "end before start: end unknown"
    assert made.doubts() == ["end_before_start"]
    assert "2080-01-01" in made.issues["detail"].item()


@pytest.mark.parametrize(
    ("start", "is_proposed"), [("1998-12-01", True), ("1999-12-01", False), (None, True)]
)
def test_a_century_is_proposed_only_where_the_end_then_follows_the_start(
    start: str | None, is_proposed: bool
) -> None:
    made = case({"start_date": start, "end_date": "1899-12-01"})
    assert ("it may be 1999-12-01" in made.issues["detail"].item()) is is_proposed


def test_an_impossible_start_does_not_spoil_the_end() -> None:
    made = case({"start_date": "9999-01-01", "end_date": "2030-01-01"})
    assert day(made.one()["usable_start_date"]) is None
    assert day(made.one()["usable_end_date"]) == "2030-01-01"
    assert made.doubts() == ["date_out_of_range"]


def test_a_perpetual_covenant_is_open_ended_whatever_its_end() -> None:
    made = case({"is_perpetual": True, "end_date": "2090-01-01"})
    assert made.one()["kind"] == "open_ended"
    assert made.one()["end_rule"] == "stated perpetual: open-ended"
    assert made.at("has_open_ended")
    assert made.at("last_end_date") is None


def test_a_ground_lease_of_99_years_is_open_ended() -> None:
    made = case(
        {"program_source": "Ground lease", "start_date": "2000-01-01", "end_date": "2098-12-31"}
    )
    assert made.one()["kind"] == "open_ended"


def test_a_ground_lease_of_40_years_ends() -> None:
    made = case(
        {"program_source": "Ground lease", "start_date": "2000-01-01", "end_date": "2040-01-01"}
    )
    assert made.one()["kind"] == "auto_lapse"


def test_an_open_ended_program_with_a_stated_end_is_not_taken_for_safe() -> None:
    made = case({"program_source": "Land trust", "end_date": "2030-01-01"})
    assert made.one()["kind"] == "auto_lapse"
    assert "the end governs" in made.one()["end_rule"]


def test_public_housing_has_no_scheduled_end() -> None:
    made = case({"program_source": "Public housing"})
    assert made.one()["end_rule"] == "no end scheduled by program"
    assert made.at("has_open_ended")
    assert not made.at("has_unknown_end")


def test_a_recorded_end_governs_whatever_its_program_usually_has() -> None:
    made = case({**CREDITS, "start_date": "2000-01-01", "end_date": "2055-01-01"})
    assert day(made.one()["usable_end_date"]) == "2055-01-01"
    assert made.one()["end_rule"] == "as published"


def test_a_contract_past_its_end_is_stale_not_lost() -> None:
    made = case({**HAP, "end_date": "2025-06-30"})
    assert made.one()["is_active"]
    assert made.one()["is_stale"]
    assert not made.one()["is_expired_unverified"]
    assert made.doubts() == ["stale_end"]
    assert "contract administrator" in made.issues["detail"].item()


def test_credits_past_their_end_are_expired_unverified_not_lost() -> None:
    made = case({**CREDITS, "end_date": "2025-06-30"})
    assert made.one()["is_active"]
    assert made.one()["is_expired_unverified"]
    assert not made.one()["is_stale"]
    assert made.doubts() == ["expired_unverified"]


def test_a_covenant_of_unknown_kind_past_its_end_is_unverified() -> None:
    made = case({"program_source": "Moonbeam grant", "end_date": "2020-01-01"})
    assert made.one()["is_expired_unverified"]


def test_on_its_last_day_a_contract_has_no_years_left_and_is_not_stale() -> None:
    row = case({**HAP, "end_date": "2026-01-01"}).one()
    assert row["years_to_end"] == 0
    assert not row["is_stale"]


def test_after_its_last_day_a_lapsing_covenant_is_not_in_force() -> None:
    made = case({**CREDITS, "end_date": "2026-01-01"})
    assert made.one()["is_expired_unverified"]
    assert made.at("units_restricted") == 0


def test_homes_that_are_only_planned_are_not_protected() -> None:
    made = case({"status": "planned", "units_assisted": 40, "end_date": None})
    assert not made.one()["is_active"]
    assert "planned" in made.one()["end_rule"]
    assert made.timeline["units_restricted"].tolist() == [0]


def test_an_unknown_status_is_presumed_active() -> None:
    assert case({"status": "unknown", "end_date": "2030-01-01"}).one()["is_active"]


def test_a_covenant_that_its_source_ended_protects_nothing() -> None:
    made = case({"status": "ended", "end_date": "2040-01-01"})
    assert not made.one()["is_active"]
    assert made.one()["end_rule"] == "ended, says its source"
    assert made.at("units_restricted") == 0


@pytest.mark.parametrize(
    ("ended", "is_active"),
    [
        pytest.param("2025-12-31", False, id="yesterday"),
        pytest.param("2026-01-01", False, id="today"),
        pytest.param("2026-01-02", True, id="tomorrow"),
    ],
)
def test_an_early_end_counts_from_its_day(ended: str, is_active: bool) -> None:
    row = case({"status": "ended", "actual_end_date": ended, "end_date": "2040-01-01"}).one()
    assert bool(row["is_active"]) is is_active


def test_a_fact_seen_later_is_not_used() -> None:
    made = case({"observed_date": "2026-01-02", "end_date": "1939-01-01"})
    row = made.one()
    assert not row["is_active"]
    assert row["end_rule"] == "observed after as_of"
    assert day(row["usable_end_date"]) is None
    assert made.doubts() == ["observed_after_as_of"]
    assert made.at("units_restricted") is None


def test_a_fact_seen_on_the_day_is_used() -> None:
    assert case({"observed_date": "2026-01-01", "end_date": "2030-01-01"}).one()["is_active"]


def test_a_covenant_that_starts_later_is_not_in_force_yet() -> None:
    made = case({"start_date": "2026-06-01", "end_date": "2056-06-01"})
    assert not made.one()["is_active"]
    assert made.one()["end_rule"] == "starts after as_of"
    assert made.at("units_restricted") is None


def test_a_renewal_replaces_the_dates_even_before_it_starts() -> None:
    made = case(
        {**HAP, "end_date": "2026-02-28"},
        {**HAP, "start_date": "2026-03-01", "end_date": "2046-02-28", "renewal_of": "a"},
    )
    assert made.one("a")["end_rule"] == "renewed by b"
    assert not made.one("a")["is_active"]
    assert made.one("b")["is_active"]
    assert made.at("units_at_risk_1y") == 0


def test_a_row_that_renews_itself_stays_in_force() -> None:
    assert case({**HAP, "end_date": "2030-01-01", "renewal_of": "a"}).one()["is_active"]


def test_a_mortgage_is_no_covenant() -> None:
    made = case({**MORTGAGE, "end_date": "2030-01-01"})
    row = made.one()
    assert not row["is_covenant"]
    assert not row["is_active"]
    assert row["units_counted"] == 0
    assert made.at("covenants_total") == 1
    assert made.at("covenants_active") == 0
    assert made.at("units_restricted") is None


def test_no_more_homes_are_counted_than_there_are() -> None:
    made = case({"units_assisted": 120, "end_date": "2030-01-01"})
    assert made.one()["units_counted"] == 100
    assert made.doubts() == ["units_over_total"]
    assert "states 120 homes, the property has 100;" in made.issues["detail"].item()


@pytest.mark.parametrize("stated", [None, 0])
def test_unstated_homes_are_taken_from_the_property_and_marked(stated: int | None) -> None:
    made = case({"units_assisted": stated, "end_date": "2030-01-01"})
    assert made.one()["units_counted"] == 100
    assert made.one()["is_units_assumed"]
    assert made.doubts() == ["units_assumed"]


@pytest.mark.parametrize("homes", [None, 0])
def test_homes_nobody_states_are_unknown_not_zero(homes: int | None) -> None:
    made = case({"units_assisted": None, "end_date": "2030-01-01"}, homes=homes)
    assert str(made.one()["units_counted"]) == "<NA>"
    assert made.doubts() == ["units_unknown"]
    assert made.at("units_restricted") is None
    assert made.at("units_at_risk_5y") is None


@pytest.mark.parametrize("covenant", [{"end_date": "2050-01-01"}, {"is_perpetual": True}])
def test_a_ground_lease_that_ends_first_is_a_doubt(covenant: dict[str, object]) -> None:
    made = case({**covenant, "ground_lease_end_date": "2040-01-01"})
    assert made.doubts() == ["ground_lease_earlier"]


def test_a_ground_lease_that_ends_later_is_none() -> None:
    assert case({"end_date": "2030-01-01", "ground_lease_end_date": "2040-01-01"}).doubts() == []


def test_a_record_without_a_property_is_judged_but_counts_nowhere() -> None:
    made = case({"property": None, "end_date": "2030-01-01"})
    assert day(made.one()["usable_end_date"]) == "2030-01-01"
    assert made.at("covenants_total") == 0


def test_leap_days_are_counted_by_the_calendar() -> None:
    made = case({"end_date": "2029-02-28"}, as_of=date(2024, 2, 29))
    assert made.at("units_at_risk_5y") == 50
    assert case({"end_date": "2029-03-01"}, as_of=date(2024, 2, 29)).at("units_at_risk_5y") == 0


def test_rows_come_back_in_their_order_and_all_of_them() -> None:
    made = case({"end_date": "2050-01-01"}, MORTGAGE, {"property": None}, HAP)
    assert made.covenants["covenant_id"].tolist() == ["a", "b", "c", "d"]


def test_nothing_depends_on_the_clock() -> None:
    early = case({"end_date": "2030-01-01"}, as_of=date(2000, 1, 1)).one()
    assert early["years_to_end"] == pytest.approx(30.0, abs=0.01)
    assert AS_OF.year == 2026
