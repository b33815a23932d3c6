"""A city's own covenant list, from a fictional excerpt."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from housing.errors import SourceChangedError
from housing.sources.base import Tables
from housing.sources.city_covenants import SOURCE, normalize
from housing.sources.receipts import recognize
from housing.sources.registry import SOURCES
from tests.raw_files import changed, excerpt, reasons, row_numbers

RAW = excerpt("city_covenants", "city_covenants_2026-10.csv", date(2026, 10, 1))


@pytest.fixture(scope="module")
def tables() -> Tables:
    return normalize(RAW)


@pytest.fixture(scope="module")
def covenants(tables: Tables) -> pd.DataFrame:
    return tables["covenants"].set_index("source_record_id")


@pytest.fixture(scope="module")
def records(tables: Tables) -> pd.DataFrame:
    return tables["records"].set_index("source_record_id")


def test_a_recorded_end_is_kept_with_its_basis(covenants: pd.DataFrame) -> None:
    lura = covenants.loc["C-0001"]
    assert lura["end_date"] == pd.Timestamp("2046-01-01")
    assert lura["end_basis"] == "recorded"
    assert lura["is_early_exit_waived"]
    assert lura["restricted_rent_usd"] == 1180
    assert lura["utility_allowance_usd"] == 0


def test_a_reference_names_a_property_of_the_catalog(covenants: pd.DataFrame) -> None:
    assert covenants.loc["C-0001", "record_id"] == "prescat_projects:PA000921"


def test_a_reference_may_name_a_record_of_another_list(covenants: pd.DataFrame) -> None:
    assert covenants.loc["C-0006", "record_id"] == "hud_lihtc:ZZB20150001"


def test_covenants_at_one_address_meet_in_one_record(
    covenants: pd.DataFrame, records: pd.DataFrame
) -> None:
    assert covenants.loc["C-0004", "record_id"] == covenants.loc["C-0005", "record_id"]
    assert covenants.loc["C-0004", "record_id"] in set(records["record_id"])


def test_perpetual_has_no_end_and_blank_is_unknown(covenants: pd.DataFrame) -> None:
    assert covenants.loc["C-0003", "is_perpetual"]
    assert pd.isna(covenants.loc["C-0003", "end_date"])
    assert pd.isna(covenants.loc["C-0005", "is_perpetual"])
    assert not covenants.loc["C-0001", "is_perpetual"]


def test_a_word_nobody_defined_is_unknown(covenants: pd.DataFrame) -> None:
    assert covenants.loc["C-0005", "end_basis"] == "unknown"
    assert covenants.loc["C-0005", "status"] == "unknown"
    assert pd.isna(covenants.loc["C-0008", "is_early_exit_waived"])


def test_whether_a_loan_may_be_repaid_early_is_yes_no_or_unknown(covenants: pd.DataFrame) -> None:
    assert not covenants.loc["C-0002", "is_prepay_eligible"]
    assert pd.isna(covenants.loc["C-0001", "is_prepay_eligible"])


def test_a_list_from_before_there_was_such_a_column_says_nothing_of_it(tmp_path: Path) -> None:
    older = normalize(changed(RAW, tmp_path, {"prepay_eligible": "remark"}))["covenants"]
    assert older["is_prepay_eligible"].isna().all()


def test_the_end_a_source_states_is_kept(covenants: pd.DataFrame) -> None:
    assert covenants.loc["C-0006", "status"] == "ended"
    assert covenants.loc["C-0006", "actual_end_date"] == pd.Timestamp("2025-06-30")


def test_a_property_is_described_once_from_all_its_rows(records: pd.DataFrame) -> None:
    described = records.loc["PA000921"]
    assert described["tenancy"] == "family"
    assert described["year_built"] == 1925
    assert described["last_rehab_year"] == 2004
    assert described["address"] == "812 Birch Street SW"


def test_tenancy_nobody_recorded_is_unknown(records: pd.DataFrame) -> None:
    assert records.loc["PA000923", "tenancy"] == "unknown"


def test_a_reference_without_an_address_describes_nothing(records: pd.DataFrame) -> None:
    assert "hud_lihtc:ZZB20150001" not in records.index


def test_a_covenant_seen_after_the_list_was_made_keeps_its_day(covenants: pd.DataFrame) -> None:
    assert covenants.loc["C-0006", "observed_date"] == pd.Timestamp("2026-11-15")
    assert covenants.loc["C-0003", "observed_date"] == pd.Timestamp("2026-10-01")


def test_what_cannot_be_read_is_counted_in_quarantine(tables: Tables) -> None:
    assert sorted(zip(row_numbers(tables), reasons(tables), strict=True)) == [
        (8, "no_parent_record"),
        (9, "duplicate_id"),
        (10, "out_of_range"),
        (10, "unreadable_date"),
    ]


def test_a_list_without_any_address_makes_covenants_only(tmp_path: Path) -> None:
    lines = RAW.path.read_text("utf-8").splitlines()
    raw = changed(RAW, tmp_path, {"\n".join(lines): "\n".join([lines[0], lines[6]])})
    tables = normalize(raw)
    assert "records" not in tables
    assert len(tables["covenants"]) == 1


def test_a_renamed_column_stops_the_refresh(tmp_path: Path) -> None:
    with pytest.raises(SourceChangedError, match="'end_basis'"):
        normalize(changed(RAW, tmp_path, {"end_basis,": "basis,"}))


def test_columns_a_city_does_not_keep_may_be_left_out(tmp_path: Path) -> None:
    tables = normalize(changed(RAW, tmp_path, {"tenancy,year_built,": "remark,decade,"}))
    assert set(tables["records"]["tenancy"]) == {"unknown"}


def test_its_columns_tell_what_it_is() -> None:
    assert recognize(RAW.path, list(SOURCES.values())) == SOURCE
