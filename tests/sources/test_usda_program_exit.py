"""USDA's list of program exits, from invented rows in its columns."""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from housing.errors import SourceChangedError
from housing.sources.usda_program_exit import normalize
from tests.raw_files import changed, excerpt, reasons

RAW = excerpt("usda_program_exit", "Program_Exit-2026-06-30.csv", date(2026, 6, 30))


@pytest.fixture(scope="module")
def covenants() -> Any:
    return normalize(RAW)["covenants"].set_index("source_record_id")


def test_it_tells_of_the_loan_that_the_active_list_states(covenants: Any) -> None:
    loan = covenants.loc["036529401019"]
    assert loan["record_id"] == "usda_section515:036529401019"
    assert loan["program_source"] == "Section 515"
    assert pd.isna(loan["units_assisted"])
    assert covenants.loc["836529403011", "program_source"] == "Section 514"


def test_who_may_leave_early_and_from_when(covenants: Any) -> None:
    assert covenants.loc["036529401019", "is_prepay_eligible"]
    assert covenants.loc["036529401019", "early_exit_date"] == pd.Timestamp("2012-01-01")
    assert not covenants.loc["836529402015", "is_prepay_eligible"]
    silent = covenants.loc["836529403011", ["is_prepay_eligible", "early_exit_date"]]
    assert silent.isna().all()


def test_an_estimate_is_no_end(covenants: Any) -> None:
    assert covenants["end_date"].isna().all()
    assert set(covenants["end_basis"]) == {"unknown"}


def test_a_row_without_key_and_a_year_that_is_none_are_counted() -> None:
    assert sorted(reasons(normalize(RAW))) == ["missing_id", "unreadable_number"]


def test_a_renamed_column_stops_the_refresh(tmp_path: Path) -> None:
    with pytest.raises(SourceChangedError, match="'Prepay Eligible'"):
        normalize(changed(RAW, tmp_path, {"Prepay Eligible,": "Eligible,"}))
