"""The Preservation Catalog's subsidies, from excerpts of both layouts."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.errors import SourceChangedError
from housing.sources.prescat_subsidies import normalize, rent_range
from tests.raw_files import changed, excerpt, reasons, with_row

MIXED_CASE = excerpt("prescat_subsidies", "Subsidy.csv", date(2016, 4, 1))
LOWER_CASE = excerpt("prescat_subsidies", "Subsidy_2017-04.csv", date(2017, 4, 17))


@pytest.fixture(scope="module")
def covenants() -> pd.DataFrame:
    return normalize(MIXED_CASE)["covenants"].set_index("source_record_id")


@pytest.fixture(scope="module")
def next_year() -> pd.DataFrame:
    return normalize(LOWER_CASE)["covenants"].set_index("source_record_id")


def test_every_subsidy_becomes_a_covenant(covenants: pd.DataFrame, next_year: pd.DataFrame) -> None:
    assert (len(covenants), len(next_year)) == (17, 16)
    assert covenants.loc["NL000001-2", "covenant_id"] == "prescat_subsidies:NL000001-2"
    assert covenants.loc["NL000001-2", "record_id"] == "prescat_projects:NL000001"


def test_both_layouts_tell_the_same_dates(covenants: pd.DataFrame, next_year: pd.DataFrame) -> None:
    for table in (covenants, next_year):
        seen = table.loc["NL000001-2"]
        assert seen["start_date"] == pd.Timestamp("2004-11-01")
        assert seen["end_date"] == pd.Timestamp("2024-10-31")
        assert seen["start_original_date"] == pd.Timestamp("2004-10-01")
        assert seen["end_previous_date"] == pd.Timestamp("2024-09-30")


def test_the_text_columns_of_the_lower_case_layout_are_still_slashed(
    next_year: pd.DataFrame,
) -> None:
    assert next_year.loc["NL000001-2", "observed_date"] == pd.Timestamp("2017-02-27")
    assert next_year.loc["NL000028-2", "actual_end_date"] == pd.Timestamp("2015-10-20")


def test_an_end_thirty_years_after_the_start_of_a_tax_credit_is_derived(
    covenants: pd.DataFrame,
) -> None:
    assert covenants.loc["NL000001-1", "end_basis"] == "derived"
    assert covenants.loc["NL000001-1", "compliance_end_date"] == pd.Timestamp("2019-01-01")


def test_an_end_a_program_reports_is_reported(covenants: pd.DataFrame) -> None:
    assert covenants.loc["NL000001-2", "end_basis"] == "reported"
    assert covenants.loc["NL000001-5", "end_basis"] == "reported", "a loan of forty years"
    assert pd.isna(covenants.loc["NL000001-2", "compliance_end_date"])


def test_a_missing_end_is_unknown(covenants: pd.DataFrame) -> None:
    assert pd.isna(covenants.loc["NL000110-1", "end_date"])
    assert covenants.loc["NL000110-1", "end_basis"] == "unknown"


def test_the_end_in_1939_stays_as_published(covenants: pd.DataFrame) -> None:
    assert covenants.loc["NL000315-1", "end_date"] == pd.Timestamp("1939-12-01")


def test_the_end_of_time_can_be_read(tmp_path: Path) -> None:
    raw = changed(MIXED_CASE, tmp_path, {"10/31/2024,DC39L": "12/31/9999,DC39L"})
    ends = normalize(raw)["covenants"].set_index("source_record_id")["end_date"]
    assert ends["NL000001-2"].year == 9999


def test_a_passed_end_does_not_end_a_covenant(covenants: pd.DataFrame) -> None:
    assert covenants.loc["NL000315-1", "status"] == "active"


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        pytest.param("N", pd.NaT, id="none"),
        pytest.param("U", pd.NaT, id="unknown"),
        pytest.param(".", pd.NaT, id="SAS missing"),
        pytest.param("", pd.NaT, id="blank"),
        pytest.param("10/20/2015", pd.Timestamp("2015-10-20"), id="date"),
    ],
)
def test_the_actual_end_is_a_date_or_a_mark(
    tmp_path: Path, mark: str, expected: pd.Timestamp
) -> None:
    raw = changed(MIXED_CASE, tmp_path, {"3828,10/20/2015": f"3828,{mark}"})
    tables = normalize(raw)
    ended = tables["covenants"].set_index("source_record_id").loc["NL000028-2"]
    assert ended["status"] == "ended"
    assert (ended["actual_end_date"] == expected) or (
        pd.isna(ended["actual_end_date"]) and pd.isna(expected)
    )
    assert "quarantine" not in tables


@pytest.mark.parametrize(
    ("words", "percent"),
    [
        ("Below 80% FMR", 75.0),
        ("Between 80% & 100% FMR", 90.0),
        ("Between 101% & 120% FMR", 110.5),
        ("Over 160% FMR", 165.0),
        ("Unknown", None),
        (".", None),
        ("60% AMI", None),
        (None, None),
    ],
)
def test_a_range_of_rents_stands_for_its_middle(words: str | None, percent: float | None) -> None:
    middle = rent_range(pd.Series([words], dtype="string"))["rent_to_fmr_pct"].item()
    assert (pd.isna(middle) and percent is None) or middle == percent


@given(st.integers(0, 300), st.integers(0, 300))
def test_the_middle_lies_in_the_range(one: int, other: int) -> None:
    low, high = sorted((one, other))
    words = pd.Series([f"Between {low}% & {high}% FMR"], dtype="string")
    assert low <= rent_range(words)["rent_to_fmr_pct"].item() <= high


def test_a_previous_term_is_told_only_where_it_is_one_term(covenants: pd.DataFrame) -> None:
    assert covenants.loc["NL000001-2", "previous_term_months"] == 240
    assert pd.isna(covenants.loc["NL000222-1", "previous_term_months"]), "84 months, renewals"
    assert pd.isna(covenants.loc["NL000220-2", "previous_term_months"]), "not Section 8"


def test_what_was_seen_after_the_list_was_made_was_not_seen(tmp_path: Path) -> None:
    raw = changed(MIXED_CASE, tmp_path, {"1/31/2016,01MAR16": "1/31/2026,01MAR16"})
    observed = normalize(raw)["covenants"].set_index("source_record_id")["observed_date"]
    assert observed["NL000001-6"] == pd.Timestamp("2016-04-01")


def test_where_nobody_says_when_it_was_seen_the_list_did(covenants: pd.DataFrame) -> None:
    assert covenants.loc["NL000001-4", "observed_date"] == pd.Timestamp("2016-04-01")
    assert covenants.loc["NL000110-1", "observed_date"] == pd.Timestamp("2016-04-01"), "mark U"
    assert covenants.loc["NL000001-1", "observed_date"] == pd.Timestamp("2011-09-22")


def test_letters_outside_ascii_are_read(covenants: pd.DataFrame) -> None:
    assert covenants.loc["NL000110-1", "info_source"].endswith("11")


def test_an_unreadable_date_keeps_the_covenant_without_it(tmp_path: Path) -> None:
    tables = normalize(changed(MIXED_CASE, tmp_path, {"10/31/2024,DC39L": "31.10.2024,DC39L"}))
    covenant = tables["covenants"].set_index("source_record_id").loc["NL000001-2"]
    assert pd.isna(covenant["end_date"])
    assert covenant["end_basis"] == "unknown"
    assert reasons(tables) == ["unreadable_date"]
    assert "POA_end '31.10.2024'" in tables["quarantine"]["detail"].item()


def test_a_subsidy_listed_twice_or_without_a_number_is_quarantined(tmp_path: Path) -> None:
    lines = MIXED_CASE.path.read_text("latin-1").splitlines()
    twice = with_row(MIXED_CASE, tmp_path, lines[2])
    assert reasons(normalize(twice)) == ["duplicate_id"]
    nameless = changed(MIXED_CASE, tmp_path, {"NL000396,1,": "NL000396,,"})
    assert reasons(normalize(nameless)) == ["missing_id"]
    assert len(normalize(nameless)["covenants"]) == 16


def test_a_renamed_column_stops_the_refresh(tmp_path: Path) -> None:
    with pytest.raises(SourceChangedError, match="'POA_end_prev'"):
        normalize(changed(MIXED_CASE, tmp_path, {"POA_end_prev": "POA_end_before"}))
