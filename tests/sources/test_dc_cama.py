"""Washington's appraisers' records, from invented rows in their columns."""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from housing.errors import SourceChangedError
from housing.sources.dc_cama import normalize
from tests.raw_files import changed, excerpt, reasons

DAY = date(2026, 6, 14)
RAW = excerpt("dc_cama", "Computer_Assisted_Mass_Appraisal_-_Commercial_2026-06-14.csv", DAY)
CONDOS = excerpt("dc_cama", "Computer_Assisted_Mass_Appraisal_-_Condominium_2026-06-14.csv", DAY)


@pytest.fixture(scope="module")
def parcels() -> Any:
    return normalize(RAW)["parcels"].set_index("parcel_id")


def test_sections_repeat_a_building_and_buildings_add_up(parcels: Any) -> None:
    assert parcels.loc["0101||0001", "units_total"] == 124


def test_the_oldest_building_and_the_latest_remodeling_tell_the_years(parcels: Any) -> None:
    assert parcels.loc["0101||0001", ["year_built", "last_rehab_year"]].tolist() == [1926, 1998]
    assert parcels.loc["0101|N|0801", ["year_built", "last_rehab_year"]].tolist() == [1968, 2011]


def test_one_building_of_unknown_size_leaves_the_lot_s_homes_unknown(parcels: Any) -> None:
    assert pd.isna(parcels.loc["0101|N|0801", "units_total"])


def test_zero_is_not_known(parcels: Any) -> None:
    empty = parcels.loc["0101||0002", ["units_total", "year_built", "last_rehab_year"]]
    assert empty.isna().all()


def test_a_condominium_s_lots_have_years_and_no_homes() -> None:
    units = normalize(CONDOS)["parcels"].set_index("parcel_id")
    assert units["year_built"].tolist() == [1962, 1962]
    assert units["last_rehab_year"].isna().tolist() == [False, True]
    assert units["units_total"].isna().all()


def test_a_building_without_a_lot_is_counted() -> None:
    assert reasons(normalize(RAW)) == ["missing_id"]


def test_a_renamed_column_stops_the_refresh(tmp_path: Path) -> None:
    with pytest.raises(SourceChangedError, match="'yr_rmdl'"):
        normalize(changed(RAW, tmp_path, {"YR_RMDL": "REMODELED"}))
