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
    assert day(made.one()["start_date"]) == "1990-01-01"


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
    assert made.one()["end_rule"] == "end past, usually renewed: stale"
    assert made.doubts() == ["stale_end"]
    assert "contract administrator" in made.issues["detail"].item()


def test_credits_past_their_end_are_expired_unverified_not_lost() -> None:
    made = case({**CREDITS, "end_date": "2025-06-30"})
    assert made.one()["is_active"]
    assert made.one()["is_expired_unverified"]
    assert not made.one()["is_stale"]
    assert made.one()["end_rule"] == "end past, not confirmed ended"
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


def test_the_dates_of_a_fact_seen_later_stay_as_published() -> None:
    later = {"observed_date": "2026-01-02", "start_date": "1990-05-01", "end_date": "2040-06-30"}
    row = case(later).one()
    assert (day(row["start_date"]), day(row["end_date"])) == ("1990-05-01", "2040-06-30")


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


def test_a_renewal_nobody_had_seen_yet_replaces_nothing() -> None:
    made = case(
        {**HAP, "end_date": "2030-01-01"},
        {**HAP, "end_date": "2050-01-01", "renewal_of": "a", "observed_date": "2026-02-01"},
    )
    assert made.one("a")["is_active"]
    assert made.one("a")["end_rule"] == "as published"
    assert made.one("b")["end_rule"] == "observed after as_of"


def test_a_renewal_of_a_contract_that_is_not_listed_stands_for_itself() -> None:
    made = case({**HAP, "end_date": "2030-01-01", "renewal_of": "elsewhere"}, {**HAP})
    assert made.one("a")["end_rule"] == "as published"
    assert made.one("b")["end_rule"] == "no end stated: unknown"


def test_of_two_renewals_of_one_contract_the_first_by_name_is_said() -> None:
    made = case(
        {**HAP, "end_date": "2030-01-01"},
        {**HAP, "covenant_id": "z", "end_date": "2050-01-01", "renewal_of": "a"},
        {**HAP, "covenant_id": "m", "end_date": "2051-01-01", "renewal_of": "a"},
    )
    assert made.one("a")["end_rule"] == "renewed by m"


def test_a_renewal_that_has_not_begun_is_in_force_but_nothing_else_that_has_not() -> None:
    later = {**HAP, "start_date": "2026-01-02", "end_date": "2046-01-01"}
    made = case({**HAP, "end_date": "2026-01-01"}, {**later, "renewal_of": "a"}, later)
    assert made.covenants["is_active"].tolist() == [False, True, False]


def test_a_covenant_is_in_force_from_the_day_it_starts() -> None:
    row = case({"start_date": "2026-01-01", "end_date": "2056-01-01"}).one()
    assert row["is_active"]
    assert row["end_rule"] == "as published"


def test_an_end_on_the_day_of_the_start_is_believed() -> None:
    made = case({"start_date": "2026-01-01", "end_date": "2026-01-01"})
    assert day(made.one()["usable_end_date"]) == "2026-01-01"


@pytest.mark.parametrize(
    ("start", "usable"),
    [
        ("1959-12-31", None),
        ("1960-01-01", "1960-01-01"),
        ("2125-01-01", "2125-01-01"),
        ("2125-01-02", None),
    ],
)
def test_starts_have_the_same_window_as_ends(start: str, usable: str | None) -> None:
    made = case({"start_date": start})
    assert day(made.one()["usable_start_date"]) == usable
    assert made.doubts() == ([] if usable else ["date_out_of_range"])


@pytest.mark.parametrize(
    ("end", "kind"),
    [
        pytest.param("2098-12-07", "open_ended", id="99 years of 365 days"),
        pytest.param("2098-12-06", "auto_lapse", id="a day less"),
    ],
)
def test_a_ground_lease_is_as_good_as_perpetual_from_99_years_on(end: str, kind: str) -> None:
    made = case({"program_source": "Ground lease", "start_date": "2000-01-01", "end_date": end})
    assert made.one()["kind"] == kind


def test_only_a_ground_lease_of_99_years_is_as_good_as_perpetual() -> None:
    row = case({**CREDITS, "start_date": "2000-01-01", "end_date": "2099-06-01"}).one()
    assert row["kind"] == "auto_lapse"
    assert day(row["usable_end_date"]) == "2099-06-01"


def test_a_mortgage_stated_perpetual_restricts_no_more_than_any() -> None:
    row = case({**MORTGAGE, "is_perpetual": True}).one()
    assert row["kind"] == "none"
    assert row["end_rule"] == "no end stated: unknown"


def test_a_ground_lease_stated_perpetual_says_so() -> None:
    row = case(
        {
            "program_source": "Ground lease",
            "is_perpetual": True,
            "start_date": "2000-01-01",
            "end_date": "2120-01-01",
        }
    ).one()
    assert row["end_rule"] == "stated perpetual: open-ended"


def test_an_end_that_cannot_be_is_not_said_to_be_missing() -> None:
    assert case({"end_date": "9999-12-31"}).one()["end_rule"] == "out of range: end unknown"


def test_every_rule_that_fired_is_said_in_order() -> None:
    made = case({"end_date": "9999-12-31", "status": "ended", "start_date": "2027-01-01"})
    assert made.one()["end_rule"] == (
        "out of range: end unknown; ended, says its source; starts after as_of"
    )


@pytest.mark.parametrize(
    ("start", "end", "proposal"),
    [
        pytest.param("2010-01-01", "1980-01-01", "2080-01-01", id="within the window"),
        pytest.param("2050-01-01", "2025-01-01", "2125-01-01", id="on its last day"),
        pytest.param("2050-01-01", "2025-01-02", None, id="beyond it"),
        pytest.param(None, "1859-12-31", None, id="before it"),
        pytest.param(None, "1860-01-01", "1960-01-01", id="on its first day"),
    ],
)
def test_a_century_is_proposed_only_where_the_date_then_can_be(
    start: str | None, end: str, proposal: str | None
) -> None:
    made = case({"start_date": start, "end_date": end})
    detail = made.issues["detail"].item()
    assert ("century" in detail) is (proposal is not None)
    if proposal:
        assert f"may be {proposal}." in detail


def test_as_many_homes_as_the_property_has_are_no_doubt() -> None:
    made = case({"units_assisted": 100, "end_date": "2030-01-01"})
    assert made.doubts() == []
    assert made.one()["units_counted"] == 100


def test_one_home_is_a_number_and_not_a_blank() -> None:
    made = case({"units_assisted": 1, "end_date": "2030-01-01"}, homes=1)
    assert made.one()["units_counted"] == 1
    assert made.doubts() == []


def test_what_restricts_nothing_is_never_doubted_for_its_homes() -> None:
    made = case({**MORTGAGE, "units_assisted": 400}, {**MORTGAGE, "units_assisted": None})
    assert made.issues.empty
    assert made.covenants["units_counted"].tolist() == [0, 0]


def test_an_ended_covenant_is_not_doubted_for_its_homes_or_its_lease() -> None:
    ended = {"status": "ended", "end_date": "2040-01-01", "ground_lease_end_date": "2030-01-01"}
    made = case({**ended, "units_assisted": 400}, {**ended, "units_assisted": None})
    assert made.issues.empty


def test_a_ground_lease_that_ends_on_the_same_day_is_no_doubt() -> None:
    assert case({"end_date": "2040-01-01", "ground_lease_end_date": "2040-01-01"}).doubts() == []


def test_a_lease_under_a_covenant_without_a_known_end_is_no_doubt() -> None:
    assert case({"ground_lease_end_date": "2040-01-01"}).doubts() == []


def test_a_program_nobody_had_seen_yet_is_not_missed_in_the_crosswalk() -> None:
    made = case({"program_source": "Moonbeam grant", "observed_date": "2026-01-02"})
    assert made.doubts() == ["observed_after_as_of"]


def test_a_blank_program_is_called_blank() -> None:
    made = case({"program_source": None, "end_date": "2030-01-01"})
    assert made.issues["detail"].item().startswith("The program (blank) is not in")


def test_a_doubt_names_its_row_its_property_and_its_source() -> None:
    made = case({"end_date": "2030-01-01"}, {**HAP, "end_date": "2025-06-30"})
    doubt = made.issues.iloc[0]
    assert tuple(doubt[["issue", "property_id", "table", "row_id", "source_id"]]) == (
        "stale_end",
        "P",
        "covenants",
        "b",
        "city_covenants",
    )
    assert made.issues.index.tolist() == [0]


def test_doubts_of_several_kinds_are_numbered_through() -> None:
    made = case(
        {**HAP, "end_date": "2025-06-30", "units_assisted": None}, {"end_date": "1900-01-01"}
    )
    assert sorted(made.issues["issue"]) == ["date_out_of_range", "stale_end", "units_assumed"]
    assert made.issues.index.tolist() == [0, 1, 2]
