"""HUD's public housing developments, from invented rows in the layer's columns."""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from housing.errors import SourceChangedError
from housing.sources.base import RawFile
from housing.sources.hud_public_housing import normalize
from tests.raw_files import changed, excerpt, reasons

NAME = "Public_Housing_Developments_ZZ_2026-06-30.csv"
RAW = excerpt("hud_public_housing", NAME, date(2026, 6, 30))
ANCHOR, SCATTERED, OLD = (f"hud_public_housing:ZZ0010000{n}" for n in ("10", "20", "30"))


@pytest.fixture(scope="module")
def tables() -> Any:
    made = normalize(RAW)
    return {
        name: made[name].set_index("record_id") for name in ("records", "covenants", "conditions")
    }


def test_a_development_has_a_public_owner_and_a_place(tables: Any) -> None:
    anchor = tables["records"].loc[ANCHOR]
    assert (anchor["owner_type"], anchor["county_fips"]) == ("public", "99001")
    assert anchor["location_quality"] == "rooftop"
    assert tables["records"].loc[SCATTERED, "location_quality"] == "coarse"


def test_its_contract_has_no_end_by_design(tables: Any) -> None:
    contract = tables["covenants"].loc[ANCHOR]
    assert contract["is_perpetual"]
    assert contract["program_source"] == "Public housing"
    assert (contract["units_assisted"], contract["status"]) == (304, "active")
    assert pd.isna(contract["end_date"])


def test_what_is_not_occupied_is_vacant(tables: Any) -> None:
    assert tables["conditions"].loc[ANCHOR, "vacancy_pct"] == 12.5
    assert tables["conditions"].loc[ANCHOR, "units"] == 304


def test_withheld_and_zero_are_unknown(tables: Any) -> None:
    assert SCATTERED not in tables["conditions"].index
    assert tables["records"].loc[OLD, ["units_total", "latitude"]].isna().all()


def test_a_row_without_code_and_a_share_over_100_are_counted() -> None:
    made = normalize(RAW)
    assert sorted(reasons(made)) == ["missing_id", "out_of_range"]
    assert len(made["records"]) == 4


def test_an_undated_list_tells_no_vacancy() -> None:
    assert "conditions" not in normalize(RawFile(RAW.path, "developments.csv", None))


def test_a_renamed_column_stops_the_refresh(tmp_path: Path) -> None:
    with pytest.raises(SourceChangedError, match="'ACC_UNITS'"):
        normalize(changed(RAW, tmp_path, {"ACC_UNITS": "UNITS_ACC"}))
