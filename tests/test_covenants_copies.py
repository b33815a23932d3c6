"""One covenant in two lists is counted once, and its earlier end governs."""

import itertools
from datetime import date

import pandas as pd
import pytest

from tests.covenant_case import Case, case

CITY = {"source_id": "city_covenants", "program_source": "Section 8 HAP"}
HUD = {"source_id": "hud_section8", "program_source": "S8 Loan Mgmt"}
NUMBER = {"contract_number_hud": "DC39M000025"}
CITY_CREDITS = {"source_id": "city_covenants", "program_source": "LIHTC"}
HUD_CREDITS = {"source_id": "hud_lihtc", "program_source": "Low-Income Housing Tax Credit"}


def end(made: Case, covenant_id: str) -> str:
    return str(made.one(covenant_id)["usable_end_date"])[:10]


def test_ends_far_apart_are_a_conflict_and_the_earlier_governs() -> None:
    made = case(
        {**CITY, **NUMBER, "end_date": "2034-01-01"}, {**HUD, **NUMBER, "end_date": "2030-01-01"}
    )
    assert made.one("b")["end_rule"] == "conflict: the earlier end governs"
    assert made.one("a")["end_rule"] == "counted with b"
    assert end(made, "a") == end(made, "b") == "2030-01-01"
    assert made.doubts("b") == ["conflict"]
    assert "city_covenants says 2034-01-01" in made.issues["detail"].item()
    assert made.at("last_end_date").year == 2030


def test_the_homes_of_a_copy_are_not_counted_again() -> None:
    made = case(
        {**CITY, **NUMBER, "end_date": "2030-01-01"}, {**HUD, **NUMBER, "end_date": "2030-01-01"}
    )
    assert made.covenants["units_counted"].tolist() == [50, 0]
    assert made.covenants["is_active"].all()
    assert made.at("units_restricted_high") == 50


def test_ends_within_a_year_are_no_conflict() -> None:
    made = case(
        {**CITY, **NUMBER, "end_date": "2030-12-31"}, {**HUD, **NUMBER, "end_date": "2030-01-01"}
    )
    assert made.issues.empty
    assert end(made, "a") == "2030-01-01"


def test_without_numbers_the_same_program_and_nearly_the_same_homes_are_one() -> None:
    made = case(
        {**CITY, "units_assisted": 50, "end_date": "2030-01-01"},
        {**HUD, "units_assisted": 54, "end_date": "2030-06-01"},
    )
    assert made.one("b")["end_rule"] == "counted with a"


def test_different_contract_numbers_are_different_contracts() -> None:
    made = case(
        {**CITY, **NUMBER, "end_date": "2030-01-01"},
        {**HUD, "contract_number_hud": "DC39M000099", "end_date": "2034-01-01"},
    )
    assert made.at("units_restricted_high") == 100
    assert made.issues.empty


def test_two_contracts_of_one_list_with_different_ends_are_two_steps() -> None:
    made = case(
        {**CITY, "units_assisted": 40, "end_date": "2030-01-01"},
        {**CITY, "units_assisted": 40, "end_date": "2034-01-01"},
    )
    assert made.steps(column="units_disjoint") == [
        ("2026-01-01", 80),
        ("2030-01-01", 40),
        ("2034-01-01", 0),
    ]


def test_different_homes_are_different_covenants() -> None:
    made = case(
        {**CITY, "units_assisted": 20, "end_date": "2030-01-01"},
        {**HUD, "units_assisted": 60, "end_date": "2034-01-01"},
    )
    assert made.at("units_restricted_high") == 80


def test_a_known_end_stands_for_a_copy_without_one() -> None:
    made = case({**CITY, **NUMBER}, {**HUD, **NUMBER, "end_date": "2030-01-01"})
    assert not made.at("has_unknown_end")
    assert end(made, "a") == "2030-01-01"


def test_known_homes_stand_for_a_copy_without_them() -> None:
    made = case(
        {**CITY, **NUMBER, "units_assisted": None, "end_date": "2030-01-01"},
        {**HUD, **NUMBER, "units_assisted": 40, "end_date": "2031-01-01"},
    )
    assert made.one("a")["units_counted"] == 40
    assert not made.one("a")["is_units_assumed"]


def test_the_governing_row_learns_what_only_its_copy_states() -> None:
    made = case(
        {**CITY_CREDITS, "end_date": "2055-01-01", "end_basis": "recorded"},
        {
            **HUD_CREDITS,
            "end_date": "2034-01-01",
            "end_basis": "derived",
            "compliance_end_date": "2019-01-01",
            "is_early_exit_waived": True,
        },
    )
    assert made.one("a")["is_early_exit_waived"]
    assert made.one("a")["compliance_end_date"].year == 2019
    assert made.one("a")["usable_end_date"].year == 2055


def test_an_earlier_term_teaches_the_later_nothing() -> None:
    made = case(
        {**CITY, **NUMBER, "start_date": "2005-03-01", "rent_to_fmr_pct": 70.0},
        {**HUD, **NUMBER, "start_date": "2025-03-01", "end_date": "2045-02-28"},
    )
    assert str(made.one("b")["rent_to_fmr_pct"]) == "nan"


def test_of_two_equal_ends_the_better_documented_row_governs() -> None:
    made = case(
        {**CITY, **NUMBER, "end_date": "2030-01-01", "end_basis": "reported"},
        {**HUD, **NUMBER, "end_date": "2030-01-01", "end_basis": "recorded"},
    )
    assert made.one("a")["end_rule"] == "counted with b"


def test_a_stated_end_against_perpetual_is_a_conflict() -> None:
    made = case({**CITY_CREDITS, "is_perpetual": True}, {**HUD_CREDITS, "end_date": "2040-01-01"})
    assert made.doubts("b") == ["conflict"]
    assert "city_covenants says no end" in made.issues["detail"].item()
    assert not made.at("has_open_ended")


def test_the_later_term_of_a_contract_replaces_the_earlier() -> None:
    made = case(
        {**CITY, **NUMBER, "start_date": "2005-03-01", "end_date": "2025-02-28"},
        {**HUD, **NUMBER, "start_date": "2025-03-01", "end_date": "2045-02-28"},
    )
    assert made.one("a")["end_rule"] == "counted with b"
    assert made.one("b")["end_rule"] == "the later term governs"
    assert made.issues.empty
    assert not made.at("has_stale_end")


def test_credits_allocated_again_count_once_and_the_latest_allocation_governs() -> None:
    made = case(
        {**HUD_CREDITS, "start_date": "1992-01-01", "end_date": "2022-01-01"},
        {**HUD_CREDITS, "start_date": "2012-01-01", "end_date": "2042-01-01"},
    )
    assert made.one("a")["end_rule"] == "counted with b"
    assert made.at("first_end_date").year == 2042
    assert made.at("units_restricted_high") == 50
    assert made.issues.empty


def test_two_phases_of_credits_are_not_taken_for_one() -> None:
    made = case(
        {**HUD_CREDITS, "start_date": "2010-01-01", "end_date": "2040-01-01"},
        {**HUD_CREDITS, "start_date": "2012-01-01", "end_date": "2042-01-01"},
    )
    assert made.at("units_restricted_high") == 100


def test_a_recorded_end_of_credits_outweighs_a_derived_one() -> None:
    made = case(
        {**HUD_CREDITS, "end_date": "2034-01-01", "end_basis": "derived"},
        {**CITY_CREDITS, "end_date": "2059-01-01", "end_basis": "recorded"},
    )
    assert end(made, "a") == "2059-01-01"
    assert made.one("b")["end_rule"] == "the better documented end governs"
    assert made.issues.empty


def test_a_blank_recorded_end_outweighs_nothing() -> None:
    made = case(
        {**HUD_CREDITS, "end_date": "2034-01-01", "end_basis": "derived"},
        {**CITY_CREDITS, "end_basis": "recorded"},
    )
    assert end(made, "b") == "2034-01-01"


def test_every_row_of_one_list_finds_its_own_copy_in_the_other() -> None:
    twice = [
        {**CITY_CREDITS, "end_date": "2040-01-01"},
        {**CITY_CREDITS, "end_date": "2041-01-01"},
        {**HUD_CREDITS, "end_date": "2040-01-01"},
        {**HUD_CREDITS, "end_date": "2041-01-01"},
    ]
    made = case(*twice)
    assert sorted(made.covenants["units_counted"]) == [0, 0, 50, 50]
    assert made.at("units_restricted_high") == 100


def test_three_lists_of_one_contract_count_once_in_any_order() -> None:
    rows = [
        {**CITY, **NUMBER, "covenant_id": "x", "end_date": "2034-01-01"},
        {**HUD, **NUMBER, "covenant_id": "y", "end_date": "2030-01-01"},
        {
            "source_id": "prescat_subsidies",
            "program_source": "Sec 8 loan management set-aside",
            **NUMBER,
            "covenant_id": "z",
            "end_date": "2032-01-01",
        },
    ]
    for order in itertools.permutations(rows):
        made = case(*order)
        assert made.one("y")["units_counted"] == 50
        assert made.at("units_restricted_high") == 50
        assert made.doubts("y") == ["conflict"]


def test_an_ended_row_is_no_copy_of_an_active_one() -> None:
    made = case(
        {**CITY, **NUMBER, "status": "ended", "end_date": "2020-01-01"},
        {**HUD, **NUMBER, "end_date": "2040-01-01"},
    )
    assert made.at("last_end_date").year == 2040
    assert made.at("units_restricted") == 50


def test_copies_at_different_properties_are_not_the_same_covenant() -> None:
    made = case(
        {**CITY, "end_date": "2030-01-01"},
        {**HUD, "property": "Q", "end_date": "2034-01-01"},
        homes={"P": 100, "Q": 100},
    )
    assert made.at("units_restricted", "Q") == 50


def test_a_list_without_numbers_joins_the_two_lists_that_share_one() -> None:
    made = case(
        {**CITY, "end_date": "2030-01-01"},
        {**HUD, **NUMBER, "end_date": "2030-01-01"},
        {
            "source_id": "prescat_subsidies",
            "program_source": "Sec 8 loan management set-aside",
            **NUMBER,
            "end_date": "2030-01-01",
        },
    )
    assert sorted(made.covenants["units_counted"]) == [0, 0, 50]
    assert made.at("units_restricted_high") == 50


def test_a_second_row_of_the_same_list_is_a_second_covenant() -> None:
    made = case(
        {**HUD_CREDITS, "end_date": "2040-01-01"},
        {**CITY_CREDITS, "end_date": "2040-01-01"},
        {**HUD_CREDITS, "end_date": "2040-01-01"},
    )
    assert made.at("units_restricted_high") == 100


@pytest.mark.parametrize(
    ("started", "homes"),
    [
        pytest.param("2025-03-28", 50, id="27 days: one term written twice"),
        pytest.param("2025-03-29", 50, id="28 days: the next term"),
    ],
)
def test_terms_are_at_least_a_month_apart(started: str, homes: int) -> None:
    made = case(
        {**CITY, **NUMBER, "start_date": "2025-03-01", "end_date": "2030-02-28"},
        {**HUD, **NUMBER, "start_date": started, "end_date": "2045-02-28"},
    )
    assert made.at("units_restricted_high") == homes
    is_next = started == "2025-03-29"
    assert end(made, "a") == ("2045-02-28" if is_next else "2030-02-28")
    assert made.doubts("a" if not is_next else "b") == ([] if is_next else ["conflict"])


@pytest.mark.parametrize(
    ("started", "homes"),
    [
        pytest.param("2012-01-01", 50, id="ten years: allocated again"),
        pytest.param("2011-12-31", 100, id="a day less: another phase"),
    ],
)
def test_credits_are_allocated_again_after_ten_years(started: str, homes: int) -> None:
    made = case(
        {**HUD_CREDITS, "start_date": "2002-01-01", "end_date": "2032-01-01"},
        {**HUD_CREDITS, "start_date": started, "end_date": "2042-01-01"},
    )
    assert made.at("units_restricted_high") == homes
    assert made.at("first_end_date").year == (2042 if homes == 50 else 2032)


def test_an_end_outweighs_a_blank_whatever_each_is_based_on() -> None:
    made = case(
        {**HUD_CREDITS, "end_date": "2034-01-01", "end_basis": "derived"},
        {**CITY_CREDITS, "end_basis": "recorded"},
    )
    assert made.one("a")["end_rule"] == "the better documented end governs"


def test_a_derived_end_after_the_recorded_one_is_no_conflict() -> None:
    made = case(
        {**HUD_CREDITS, "end_date": "2059-01-01", "end_basis": "derived"},
        {**CITY_CREDITS, "end_date": "2034-01-01", "end_basis": "recorded"},
    )
    assert end(made, "a") == "2034-01-01"
    assert made.issues.empty


def test_the_end_of_an_earlier_term_is_no_conflict_with_the_later_one() -> None:
    made = case(
        {**CITY, **NUMBER, "start_date": "2005-03-01", "end_date": "2045-02-28"},
        {**HUD, **NUMBER, "start_date": "2025-03-01", "end_date": "2030-02-28"},
    )
    assert end(made, "a") == "2030-02-28"
    assert made.issues.empty


def test_public_housing_in_two_lists_still_has_no_end_scheduled() -> None:
    made = case(
        {"source_id": "city_covenants", "program_source": "Public housing"},
        {"source_id": "prescat_subsidies", "program_source": "Public housing"},
    )
    assert made.one("a")["end_rule"] == "no end scheduled by program"
    assert made.one("b")["end_rule"] == "counted with a"
    assert made.at("units_restricted_high") == 50


@pytest.mark.parametrize(
    ("later", "is_conflict"),
    [
        pytest.param("2029-01-01", False, id="twelve months with a leap day"),
        pytest.param("2029-01-02", True, id="a day more"),
    ],
)
def test_ends_more_than_twelve_months_apart_are_a_conflict(later: str, is_conflict: bool) -> None:
    made = case({**CITY, **NUMBER, "end_date": later}, {**HUD, **NUMBER, "end_date": "2028-01-01"})
    assert made.doubts("b") == (["conflict"] if is_conflict else [])


@pytest.mark.parametrize(
    ("homes", "counted"),
    [
        pytest.param(90, 100, id="a tenth fewer: the same homes"),
        pytest.param(89, 189, id="fewer than that: others"),
    ],
)
def test_nearly_as_many_homes_are_within_a_tenth(homes: int, counted: int) -> None:
    made = case(
        {**CITY, "units_assisted": 100, "end_date": "2030-01-01"},
        {**HUD, "units_assisted": homes, "end_date": "2031-01-01"},
        homes=500,
    )
    assert made.at("units_restricted_high") == counted


@pytest.mark.parametrize(
    ("started", "homes"),
    [
        pytest.param("2025-03-28", 100, id="27 days: two rows"),
        pytest.param("2025-03-29", 50, id="28 days: the next term"),
        pytest.param("2045-03-01", 50, id="20 years: the next term"),
    ],
)
def test_in_one_list_a_number_written_again_is_the_next_term(started: str, homes: int) -> None:
    made = case(
        {**CITY, **NUMBER, "start_date": "2025-03-01", "end_date": "2030-02-28"},
        {**CITY, **NUMBER, "start_date": started, "end_date": "2065-02-28"},
        as_of=date(2046, 1, 1),
    )
    assert made.at("units_restricted_high") == homes


def test_the_row_with_the_number_is_the_copy_not_one_that_looks_like_it() -> None:
    made = case(
        {**CITY, "end_date": "2030-01-01"},
        {**HUD, **NUMBER, "end_date": "2031-01-01"},
        {**CITY, **NUMBER, "end_date": "2032-01-01"},
    )
    assert made.one("a")["end_rule"] == "as published"
    assert made.one("c")["end_rule"] == "counted with b"
    assert made.at("units_restricted_high") == 100


RENT = {"rent_to_fmr_pct": 90.0, "rent_to_fmr_low_pct": 80.0, "rent_to_fmr_high_pct": 100.0}


def test_a_copy_lends_its_rent_whole_with_where_and_when_it_was_seen() -> None:
    made = case(
        {**CITY, **NUMBER, "end_date": "2030-01-01", "observed_date": "2025-06-01"},
        {**HUD, **NUMBER, **RENT, "end_date": "2030-06-01", "observed_date": "2025-12-01"},
    )
    lent = made.one("a")
    assert lent[["rent_to_fmr_pct", "rent_to_fmr_low_pct", "rent_to_fmr_high_pct"]].tolist() == [
        90,
        80,
        100,
    ]
    assert lent["rent_source"] == "hud_section8"
    assert str(lent["rent_date"])[:10] == "2025-12-01"


def test_a_lent_rent_keeps_the_source_and_the_day_that_it_states_itself() -> None:
    made = case(
        {**CITY, **NUMBER, "end_date": "2030-01-01"},
        {
            **HUD,
            **NUMBER,
            **RENT,
            "end_date": "2030-06-01",
            "observed_date": "2025-12-01",
            "rent_source": "hud_rents",
            "rent_date": "2025-09-30",
        },
    )
    assert made.one("a")["rent_source"] == "hud_rents"
    assert str(made.one("a")["rent_date"])[:10] == "2025-09-30"


def test_a_governing_row_keeps_the_rent_it_states_and_no_part_of_another_s() -> None:
    made = case(
        {**CITY, **NUMBER, "end_date": "2030-01-01", "rent_to_fmr_pct": 70.0},
        {**HUD, **NUMBER, **RENT, "end_date": "2030-06-01"},
    )
    assert made.one("a")["rent_to_fmr_pct"] == 70
    assert str(made.one("a")["rent_to_fmr_low_pct"]) == "nan"


def test_each_covenant_is_lent_the_rent_of_its_own_copy() -> None:
    made = case(
        {**CITY, **NUMBER, "end_date": "2030-01-01"},
        {**HUD, **NUMBER, **RENT, "end_date": "2030-06-01"},
        {**CITY, "contract_number_hud": "DC39M000099", "end_date": "2031-01-01"},
        {**HUD, "contract_number_hud": "DC39M000099", "end_date": "2031-06-01"},
        {**CITY, "property": "Q", "contract_number_hud": "DC39M000077", "end_date": "2032-01-01"},
        {
            **HUD,
            "property": "Q",
            "contract_number_hud": "DC39M000077",
            "rent_to_fmr_pct": 120.0,
            "end_date": "2032-06-01",
        },
        homes={"P": 100, "Q": 100},
    )
    rents = made.covenants.set_index("covenant_id")["rent_to_fmr_pct"]
    assert rents.loc[["a", "c", "e"]].fillna(0).tolist() == [90, 0, 120]


USDA = {"source_id": "usda_section515", "program_source": "Section 515", "record_id": "loan"}
EXIT = {
    "source_id": "usda_program_exit",
    "program_source": "Section 515",
    "record_id": "loan",
    "units_assisted": None,
    "end_date": None,
    "end_basis": "unknown",
    "is_prepay_eligible": True,
}


def test_a_list_that_names_the_record_and_no_homes_lends_what_it_knows_to_its_covenant() -> None:
    made = case({**USDA, "end_date": "2041-02-01"}, EXIT)
    assert made.one("b")["end_rule"] == "counted with a"
    assert made.one("a")["is_prepay_eligible"]
    assert made.at("units_restricted_high") == 50
    assert made.at("last_end_date").year == 2041


def test_of_another_record_it_lends_nothing() -> None:
    made = case({**USDA, "end_date": "2041-02-01"}, {**EXIT, "record_id": "another"})
    assert pd.isna(made.one("a")["is_prepay_eligible"])
