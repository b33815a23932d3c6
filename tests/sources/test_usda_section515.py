"""USDA's rural rental housing, from an excerpt of the file of 2022."""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from housing.errors import SourceChangedError
from housing.sources.usda_section515 import normalize
from tests.raw_files import changed, excerpt, workbook

RAW = excerpt("usda_section515", "USDA_Section515_2022.csv", date(2022, 1, 1))


@pytest.fixture(scope="module")
def tables() -> Any:
    return normalize(RAW)


@pytest.fixture(scope="module")
def records(tables: Any) -> Any:
    return tables["records"].set_index("name")


@pytest.fixture(scope="module")
def covenants(tables: Any) -> Any:
    names = tables["records"].set_index("record_id")["name"]
    return (
        tables["covenants"]
        .assign(name=tables["covenants"]["record_id"].map(names))
        .set_index("name")
    )


def test_every_property_has_a_covenant(records: Any, covenants: Any) -> None:
    assert len(records) == len(covenants) == 11
    assert records["source_record_id"].str.fullmatch(r"\d{12}").all()


def test_the_clause_s_last_day_is_the_end(covenants: Any) -> None:
    assert covenants.loc["VILLA CANON", "end_date"] == pd.Timestamp("2041-02-01")
    assert covenants.loc["VILLA CANON", "end_basis"] == "reported"
    assert covenants.loc["VILLA CANON", "units_assisted"] == 56


def test_without_a_clause_the_end_is_unknown(covenants: Any) -> None:
    assert pd.isna(covenants.loc["CLEARVIEW APTS.", "end_date"])
    assert covenants.loc["CLEARVIEW APTS.", "end_basis"] == "unknown"
    assert covenants.loc["CLEARVIEW APTS.", "status"] == "active"


def test_farm_labor_housing_is_another_loan(covenants: Any) -> None:
    assert covenants.loc["WADE JOHNSON", "program_source"] == "Section 514"
    assert covenants.loc["VILLA CANON", "program_source"] == "Section 515"


def test_lost_zeros_come_back(records: Any) -> None:
    assert records.loc["VILLA CANON", "county_fips"] == "08043"
    assert records.loc["PARQUE DEL RETIRO 2", "zip"] == "00687"


def test_an_unknown_code_says_nothing_of_the_residents(records: Any) -> None:
    assert records.loc["PARK 28 APTS", "tenancy"] == "unknown"
    assert records.loc["VILLA CANON", "tenancy"] == "elderly_disabled"


def test_no_homes_means_that_nobody_said_how_many(records: Any) -> None:
    assert pd.isna(records.loc["YAKIMA OPPORTUNITY HOUSING I", "units_total"])


def test_a_manager_who_is_a_person_is_withheld(tmp_path: Path) -> None:
    raw = changed(RAW, tmp_path, {"MOUNTAINSIDE PROPERTY MANAGEMENT": "DOE JANE"})
    records = normalize(raw)["records"].set_index("name")
    assert records.loc["VILLA CANON", "manager_name"] == "[individual, name withheld]"


def test_the_workbook_of_today_is_read_too(tmp_path: Path, covenants: Any) -> None:
    lines = [line.split(",") for line in RAW.path.read_text("latin-1").splitlines()]
    head, body = lines[0], [row for row in lines[1:] if len(row) == len(lines[0])]
    plain = [[_iso(cell) for cell in row] for row in body]
    raw = workbook(
        tmp_path, "Active_Projects-2026-08-17.xlsx", [["Borrower_ID", *head[1:]], *plain]
    )
    read = normalize(raw)["covenants"].set_index("covenant_id")
    same = covenants.set_index("covenant_id").loc[read.index]
    assert len(read) >= 5
    pd.testing.assert_series_equal(read["end_date"], same["end_date"])


def _iso(cell: str) -> str:
    parts = cell.split("/")
    return f"{parts[2]}-{parts[0]:0>2}-{parts[1]:0>2}" if len(parts) == 3 else cell


def test_a_renamed_column_stops_the_refresh(tmp_path: Path) -> None:
    with pytest.raises(SourceChangedError, match="'Date_Restrictive_Clause_Expires'"):
        normalize(changed(RAW, tmp_path, {"Date_Restrictive_Clause_Expires": "Clause_End"}))
