"""A place's own list of developments and covenants, in its own words: invented rows."""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from housing.layouts import CovenantList
from housing.sources.own_lists import source_of
from tests.raw_files import reasons, workbook, written

LAYOUT = CovenantList(
    kind="covenants",
    title="City list",
    publisher="City",
    active=("In force",),
    planned=("Under construction",),
    programs={"9%": "LIHTC", "Trust fund": "HTF"},
    columns={
        "id": "NR",
        "name": "NAME",
        "address": "ADDR",
        "state": "ST",
        "county_fips": "FIPS",
        "latitude": "LAT",
        "longitude": "LON",
        "units_assisted": "HOMES",
        "program": "KIND",
        "placed_in_service_year": "PIS",
        "allocation_year": "ALLOC",
        "end_date": "ENDS",
        "status": "STATUS",
        "owner_name": "OWNER",
    },
)
HEAD = "NR,NAME,ADDR,ST,FIPS,LAT,LON,HOMES,KIND,PIS,ALLOC,ENDS,STATUS,OWNER"
ROWS = (
    "A1,Oak Court,1 OAK ST,co,8031,39.7,-105.0,40,9%,1994,1992,,In force,OAK HOUSING LLC",
    "A2,Elm Court,2 ELM ST,CO,08031,39.7,-105.0,0,Trust fund,,,2040-05-01,Under construction,",
    "A3,Fir Court,3 FIR ST,CO,08031,0,0,12,Moon loan,2001,,,Sold,DOE JANE",
    "A4,Ash Court,4 ASH ST,CO,08031,,,8,,2001,,,In force,",
    ",No Number,5 FIR ST,CO,08031,,,8,,,,,,",
    "A1,Oak Court,1 OAK ST,co,8031,39.7,-105.0,41,9%,1994,1992,,In force,OAK HOUSING LLC",
)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Any:
    text = "\n".join([HEAD, *ROWS])
    raw = written(tmp_path_factory.mktemp("own"), "list.csv", text, date(2026, 1, 1))
    return source_of("elm_list", LAYOUT, "plain").normalize(raw)


@pytest.fixture(scope="module")
def records(tables: Any) -> Any:
    return tables["records"].set_index("source_record_id")


@pytest.fixture(scope="module")
def covenants(tables: Any) -> Any:
    return tables["covenants"].set_index("source_record_id")


def test_every_row_is_a_record_or_in_quarantine(tables: Any, records: Any) -> None:
    assert records.index.tolist() == ["A1", "A2", "A3", "A4"]
    assert sorted(reasons(tables)) == ["duplicate_id", "missing_id"]


def test_a_row_that_tells_of_no_program_has_no_covenant(covenants: Any) -> None:
    assert covenants.index.tolist() == ["A1", "A2", "A3"]


def test_the_list_s_words_become_the_crosswalk_s(covenants: Any) -> None:
    assert covenants["program_source"].tolist() == ["LIHTC", "HTF", "Moon loan"]
    assert covenants["status"].tolist() == ["active", "planned", "unknown"]


def test_a_tax_credit_of_which_only_the_year_is_known_gets_the_federal_clock(
    covenants: Any,
) -> None:
    credit = covenants.loc["A1"]
    assert credit["end_date"] == pd.Timestamp("2024-01-01")
    assert credit["compliance_end_date"] == pd.Timestamp("2009-01-01")
    assert credit["end_basis"] == "derived"


def test_a_stated_end_is_reported_and_a_missing_one_unknown(covenants: Any) -> None:
    assert covenants.loc["A2", ["end_date", "end_basis"]].tolist() == [
        pd.Timestamp("2040-05-01"),
        "reported",
    ]
    assert pd.isna(covenants.loc["A3", "end_date"])
    assert covenants.loc["A3", "end_basis"] == "unknown"


def test_no_homes_and_no_place_are_unknown(records: Any) -> None:
    assert pd.isna(records.loc["A2", "units_assisted"])
    assert records.loc[["A3", "A4"], ["latitude", "longitude"]].isna().all().all()


def test_state_county_and_people(records: Any) -> None:
    assert records.loc["A1", ["state", "county_fips"]].tolist() == ["CO", "08031"]
    assert records.loc["A3", "owner_name"] == "[individual, name withheld]"


def test_a_workbook_is_read_too(tmp_path: Path, records: Any) -> None:
    rows = [HEAD.split(","), *(row.split(",") for row in ROWS)]
    raw = workbook(tmp_path, "list.xlsx", rows, date(2026, 1, 1))
    read = source_of("elm_list", LAYOUT, "plain").normalize(raw)["records"]
    pd.testing.assert_frame_equal(read.set_index("source_record_id"), records)


def test_a_list_without_words_for_status_lists_what_is_in_force(tmp_path: Path) -> None:
    columns = {ours: theirs for ours, theirs in LAYOUT.columns.items() if ours != "status"}
    layout = LAYOUT.model_copy(update={"columns": columns, "program": "HTF"})
    raw = written(tmp_path, "list.csv", "\n".join([HEAD, *ROWS]))
    covenants = source_of("elm_list", layout, "plain").normalize(raw)["covenants"]
    assert covenants["status"].tolist() == ["active"] * 4
    assert covenants["program_source"].tolist() == ["LIHTC", "HTF", "Moon loan", "HTF"]


def test_a_parcel_id_is_a_claim_to_that_parcel(tmp_path: Path) -> None:
    columns = {"id": "NR", "parcel_id": "ADDR"}
    layout = LAYOUT.model_copy(update={"columns": columns})
    raw = written(tmp_path, "list.csv", "NR,ADDR\nA1, 1 oak st\nA2,\n")
    tables = source_of("elm_list", layout, "plain").normalize(raw)
    claims = tables["claimed_parcels"]
    assert claims["parcel_id"].tolist() == ["1 OAK ST"]
    assert claims["record_id"].tolist() == ["elm_list:A1"]
    assert len(tables["records"]) == 2
