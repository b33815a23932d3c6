"""Washington's tax roll as a table, from invented rows in its columns."""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from housing.errors import SourceChangedError
from housing.sources.dc_tax_roll import normalize
from tests.raw_files import changed, excerpt, reasons

RAW = excerpt(
    "dc_tax_roll", "Integrated_Tax_System_Public_Extract_2026-06-14.csv", date(2026, 6, 14)
)


@pytest.fixture(scope="module")
def parcels() -> Any:
    return normalize(RAW)["parcels"].set_index("parcel_id")


def test_an_account_is_a_parcel_without_an_outline(parcels: Any) -> None:
    anchor = parcels.loc["0101||0001"]
    assert anchor["owner_name"] == "ANCHOR HOUSING LP"
    assert anchor["assessed_value_usd"] == 9_000_000
    assert anchor["sale_date"] == pd.Timestamp("2004-01-30")
    assert anchor["geometry"] is None


def test_years_with_a_balance_are_counted(parcels: Any) -> None:
    assert parcels.loc["0101||0001", "tax_years_delinquent"] == 2
    assert parcels.loc["0101||0001", "tax_balance_usd"] == 48_211.17
    assert parcels.loc["0101||0002", "tax_years_delinquent"] == 0


def test_the_day_is_that_of_the_row(parcels: Any) -> None:
    assert parcels.loc["0101||0001", "observed_date"] == pd.Timestamp("2026-06-12")
    assert parcels.loc["0101|N|0801", "observed_date"] == pd.Timestamp("2024-03-02")


def test_a_person_s_name_and_address_are_withheld(parcels: Any) -> None:
    assert parcels.loc["0101||0002", "is_owner_masked"]
    assert "DOE" not in parcels.loc["0101||0002", "owner_name"]
    assert pd.isna(parcels.loc["0101||0002", "owner_mailing"])


def test_a_closed_account_is_unvalued_and_the_city_s_own_is_public(parcels: Any) -> None:
    assert pd.isna(parcels.loc["0101|N|0801", "assessed_value_usd"])
    assert parcels.loc["0101|N|0801", "owner_type"] == "public"


def test_a_cooperative_says_its_homes(parcels: Any) -> None:
    assert parcels.loc["0101||2004", "units_total"] == 36


def test_the_older_account_and_the_one_without_a_lot_are_counted() -> None:
    made = normalize(RAW)
    assert sorted(reasons(made)) == ["duplicate_id", "missing_id"]
    assert len(made["parcels"]) == 4
    assert not made["quarantine"]["content"].str.contains("OLD OWNER|HARBOR ST").any()


def test_a_renamed_column_stops_the_refresh(tmp_path: Path) -> None:
    with pytest.raises(SourceChangedError, match="'py1bal'"):
        normalize(changed(RAW, tmp_path, {"PY1BAL": "PRIOR1"}))
