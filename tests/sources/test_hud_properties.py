"""HUD's assisted properties, from an invented file in HUD's own layout."""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from housing.errors import SourceChangedError
from housing.sources.hud_properties import normalize
from tests.raw_files import changed, excerpt, reasons, workbook

RAW = excerpt("hud_properties", "properties_layout_2026-08.csv", date(2026, 8, 1))


@pytest.fixture(scope="module")
def records() -> Any:
    return normalize(RAW)["records"].set_index("source_record_id")


def test_every_property_is_a_record_under_hud_s_id(records: Any) -> None:
    assert len(records) == 10
    assert records.loc["800000025", "record_id"] == "hud_properties:800000025"
    assert records.loc["800000025", "property_id_hud"] == "800000025"
    assert records.loc["800000025", "name"] == "Centennial Tower"


def test_state_and_county_make_five_digits(records: Any) -> None:
    assert records.loc["800000025", "county_fips"] == "08085"
    assert records.loc["800012345", "county_fips"] == "24033"


def test_an_unknown_state_and_county_are_unknown(records: Any) -> None:
    assert pd.isna(records.loc["800099999", "state"])
    assert pd.isna(records.loc["800099999", "county_fips"])


def test_no_homes_means_that_nobody_said_how_many(records: Any) -> None:
    assert pd.isna(records.loc["800003002", "units_total"])
    assert records.loc["800003037", "units_total"] == 90


def test_an_owner_who_is_a_person_is_withheld(records: Any) -> None:
    assert records.loc["800003053", "owner_name"] == "[individual, name withheld]"
    assert records.loc["800003048", "owner_type"] == "for_profit"
    assert records.loc["800000025", "owner_type"] == "nonprofit"


def test_the_workbook_says_the_same_as_the_text(tmp_path: Path, records: Any) -> None:
    lines = [line.split(",") for line in RAW.path.read_text().splitlines()]
    rows = [
        [int(cell) if cell.isdigit() and cell[0] != "0" else cell for cell in row] for row in lines
    ]
    banner: list[list[object]] = [["Assisted properties, August 2026"], []]
    raw = workbook(tmp_path, "MF-Properties.xlsx", banner + rows, RAW.vintage)
    read = normalize(raw)["records"].set_index("source_record_id")
    pd.testing.assert_frame_equal(read, records)


def test_a_property_listed_twice_is_one(tmp_path: Path) -> None:
    tables = normalize(changed(RAW, tmp_path, {"800003053": "800000025"}))
    assert len(tables["records"]) == 9
    assert reasons(tables) == ["duplicate_id"]


def test_a_renamed_column_stops_the_refresh(tmp_path: Path) -> None:
    with pytest.raises(SourceChangedError, match="'county_code'"):
        normalize(changed(RAW, tmp_path, {"county_code": "county"}))
