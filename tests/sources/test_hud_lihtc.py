"""HUD's tax-credit database, from an excerpt as published and one edition's extra columns."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from housing.errors import FileUnreadableError, SourceChangedError
from housing.sources.hud_lihtc import NO_LONGER_MONITORED, normalize
from tests.raw_files import changed, excerpt, reasons, with_row, written

RAW = excerpt("hud_lihtc", "HUD_LIHTC_DC_2022-12-13.csv", date(2022, 12, 13))

#: Columns of the national file that the excerpt's edition lacks; the codes are HUD's.
NATIONAL = (
    "hud_id,project,proj_add,proj_cty,proj_st,proj_zip,latitude,longitude,n_units,li_units,yr_pis,"
    "yr_alloc,non_prof,type,aff_yrs,trgt_fam,trgt_eld,trgt_dis,n_unitsr,li_unitr,nonprog,"
    "nlm_reason,nlm_spc"
)


@pytest.fixture(scope="module")
def covenants() -> pd.DataFrame:
    return normalize(RAW)["covenants"].set_index("source_record_id")


@pytest.fixture(scope="module")
def records() -> pd.DataFrame:
    return normalize(RAW)["records"].set_index("source_record_id")


def national(folder: Path, cells: str) -> pd.DataFrame:
    """One row of the national file: record and covenant side by side."""
    start = "DCA20100001,OAK COURT,1 OAK ST NW,WASHINGTON,DC,20001,38.9,-77.0,"
    tables = normalize(written(folder, "LIHTCPUB.CSV", f"{NATIONAL}\n{start}{cells}\n"))
    return tables["covenants"].join(tables["records"], suffixes=("", "_record")).iloc[0]


def test_every_project_is_a_record_and_a_covenant(
    records: pd.DataFrame, covenants: pd.DataFrame
) -> None:
    assert len(records) == len(covenants) == 12
    assert covenants.loc["DCB20132002", "record_id"] == records.loc["DCB20132002", "record_id"]


def test_affordability_runs_thirty_years_from_placed_in_service(covenants: pd.DataFrame) -> None:
    seen = covenants.loc["DCB20132002"]
    assert seen["start_date"] == pd.Timestamp("2013-01-01")
    assert seen["end_date"] == pd.Timestamp("2043-01-01")
    assert seen["compliance_end_date"] == pd.Timestamp("2028-01-01")
    assert seen["early_exit_date"] == pd.Timestamp("2027-01-01")
    assert seen["end_basis"] == "derived"
    assert pd.isna(seen["is_early_exit_waived"])


def test_an_allocation_before_1990_binds_fifteen_years(covenants: pd.DataFrame) -> None:
    assert covenants.loc["DCB19880005", "end_date"] == pd.Timestamp("2003-01-01")
    assert pd.isna(covenants.loc["DCB19880005", "early_exit_date"])


def test_an_unknown_allocation_year_is_not_taken_for_an_early_one(covenants: pd.DataFrame) -> None:
    assert covenants.loc["DCB19920005", "end_date"] == pd.Timestamp("2022-01-01")


@pytest.mark.parametrize("code", ["8888", "9999"])
def test_unknown_placed_in_service_year_leaves_dates_null(tmp_path: Path, code: str) -> None:
    raw = changed(RAW, tmp_path, {",8888,8888,": f",{code},8888,"})
    tables = normalize(raw)
    covenant = tables["covenants"].set_index("source_record_id").loc["DCB00000001"]
    assert covenant[["start_date", "end_date", "compliance_end_date"]].isna().all()
    assert covenant["end_basis"] == "unknown"
    assert "quarantine" not in tables


def test_projects_that_left_monitoring_are_neither_active_nor_ended(
    covenants: pd.DataFrame, records: pd.DataFrame
) -> None:
    left = records.index[records["status_source"].notna()]
    assert set(left) == {
        "DCB19880005",
        "DCB19890005",
        "DCB19900010",
        "DCB19920005",
        "DCB19960015",
    }
    assert set(covenants.loc[left, "status"]) == {"unknown"}
    assert set(covenants.drop(left)["status"]) == {"active"}
    assert covenants.loc[left, "early_exit_date"].isna().all()
    assert records.loc["DCB19960015", "status_source"] == NO_LONGER_MONITORED


def test_blank_units_are_unknown_not_zero(records: pd.DataFrame) -> None:
    assert pd.isna(records.loc["DCB00000001", "units_assisted"])
    assert records.loc["DCB00000001", "units_total"] == 12


def test_missing_coordinates_are_unknown(records: pd.DataFrame) -> None:
    assert pd.isna(records.loc["DCB00000011", "latitude"])
    assert set(records["location_quality"]) == {"unknown"}


def test_construction_type_tells_building_from_rehabilitation(records: pd.DataFrame) -> None:
    assert records.loc["DCB20132002", "last_rehab_year"] == 2013
    assert records.loc["DCB20141004", "year_built"] == 2014
    assert pd.isna(records.loc["DCB20132002", "year_built"])


@pytest.mark.parametrize(
    ("flags", "tenancy"),
    [
        pytest.param("1,2,2", "family", id="families"),
        pytest.param("2,1,", "elderly_disabled", id="elderly"),
        pytest.param(",,1", "elderly_disabled", id="disabled"),
        pytest.param("1,1,0", "mixed", id="families and elderly"),
        pytest.param("2,2,2", "unknown", id="others"),
        pytest.param(",,", "unknown", id="not said"),
    ],
)
def test_tenancy_is_what_hud_says(tmp_path: Path, flags: str, tenancy: str) -> None:
    assert national(tmp_path, f"50,50,2010,2009,,1,,{flags},,,,,")["tenancy"] == tenancy


def test_a_stated_commitment_overrides_the_floor(tmp_path: Path) -> None:
    seen = national(tmp_path, "50,50,2010,2009,1,1,55,,,,,,,,")
    assert seen["end_date"] == pd.Timestamp("2065-01-01")
    assert seen["end_basis"] == "reported"
    assert pd.isna(seen["early_exit_date"]), "a longer commitment is a sign of a waiver"
    assert seen["owner_type"] == "nonprofit"


def test_recoded_units_stand_in_for_blank_ones(tmp_path: Path) -> None:
    seen = national(tmp_path, ",,2010,2009,2,1,,,,,60,48,,,")
    assert (seen["units_total"], seen["units_assisted"]) == (60, 48)
    assert seen["owner_type"] == "unknown"


def test_the_reason_for_leaving_is_kept_in_words(tmp_path: Path) -> None:
    seen = national(tmp_path, "50,50,2000,1999,,2,,,,,,,1,2,")
    assert seen["status_source"] == f"{NO_LONGER_MONITORED}: sold under a qualified contract"
    assert seen["status"] == "unknown"


def test_an_impossible_year_is_unknown_and_said_so(tmp_path: Path) -> None:
    tables = normalize(changed(RAW, tmp_path, {",2013,2012,": ",1913,2012,"}))
    covenant = tables["covenants"].set_index("source_record_id").loc["DCB20132002"]
    assert pd.isna(covenant["end_date"])
    assert reasons(tables) == ["out_of_range"]


def test_swapped_coordinates_keep_the_project_without_them(tmp_path: Path) -> None:
    raw = changed(RAW, tmp_path, {"38.92929459,-77.03735352": "-77.03735352,38.92929459"})
    tables = normalize(raw)
    assert len(tables["records"]) == 12
    assert tables["records"].loc[0, ["latitude", "longitude"]].isna().all()
    assert reasons(tables) == ["swapped_coordinates"]


def test_an_id_listed_twice_is_one_project(tmp_path: Path) -> None:
    lines = RAW.path.read_text("utf-8").splitlines()
    tables = normalize(with_row(RAW, tmp_path, lines[1]))
    assert (len(tables["records"]), len(tables["covenants"])) == (12, 12)
    assert reasons(tables) == ["duplicate_id"]


def test_renamed_column_stops_the_refresh(tmp_path: Path) -> None:
    with pytest.raises(SourceChangedError, match="'NONPROG'"):
        normalize(changed(RAW, tmp_path, {"NONPROG": "NON_PROGRAM"}))


def test_a_refused_download_is_not_an_empty_list(tmp_path: Path) -> None:
    raw = written(tmp_path, "lihtcpub.csv", "<!DOCTYPE html><title>Just a moment</title>")
    with pytest.raises(FileUnreadableError, match="web page"):
        normalize(raw)
