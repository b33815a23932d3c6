"""The Preservation Catalog's projects, from an excerpt; two people's names are replaced by Doe."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from housing.errors import SourceChangedError
from housing.sources.prescat_projects import SOURCE, normalize
from tests.raw_files import changed, excerpt, reasons, with_row, written

RAW = excerpt("prescat_projects", "Project.csv", date(2016, 4, 1))


@pytest.fixture(scope="module")
def records() -> pd.DataFrame:
    return normalize(RAW)["records"].set_index("source_record_id")


def test_every_development_becomes_a_record(records: pd.DataFrame) -> None:
    assert len(records) == 9
    assert records.loc["NL000001", "record_id"] == "prescat_projects:NL000001"
    assert set(records["source_id"]) == {SOURCE.id}
    assert "quarantine" not in normalize(RAW)


def test_a_record_says_what_the_catalog_says(records: pd.DataFrame) -> None:
    seen = records.loc["NL000001"]
    assert seen["name"] == "1330 7th St Apts (Immaculate Conception)"
    assert (seen["units_total"], seen["units_assisted"], seen["building_count"]) == (137, 137, 1)
    assert (seen["zip"], seen["state"]) == ("20001", "DC")
    assert seen["contract_number_hud"] == "DC39M000025"
    assert seen["owner_date"] == pd.Timestamp("2004-01-30")
    assert seen["category_source"] == "5 - Other Subsidized Property"
    assert seen["observed_date"] == pd.Timestamp("2016-04-01")


def test_the_mark_n_for_missing_units_is_unknown_not_zero(records: pd.DataFrame) -> None:
    assert pd.isna(records.loc["NL000035", "units_assisted"])
    assert records.loc["NL000035", "units_total"] == 24


@pytest.mark.parametrize(
    ("development", "owner_type"),
    [
        pytest.param("NL000001", "limited_dividend", id="limited dividend"),
        pytest.param("NL000071", "public", id="public housing authority"),
        pytest.param("NL000330", "nonprofit", id="non-profit controlled"),
        pytest.param("NL000229", "unknown", id="other proves nothing"),
        pytest.param("NL000123", "unknown", id="blank"),
    ],
)
def test_owner_types_are_hud_s(records: pd.DataFrame, development: str, owner_type: str) -> None:
    assert records.loc[development, "owner_type"] == owner_type


def test_individual_is_written_on_organizations_and_proves_nothing(tmp_path: Path) -> None:
    raw = changed(RAW, tmp_path, {"Limited dividend": "Individual"})
    assert set(normalize(raw)["records"]["owner_type"]) == {"unknown", "public", "nonprofit"}


def test_people_beside_organizations_are_withheld(records: pd.DataFrame) -> None:
    assert records.loc["NL000123", "owner_name"] == (
        "Fort Lincoln Realty Company / [individual, name withheld]"
    )
    assert not records["owner_name"].str.contains("Doe").any()


def test_a_point_without_an_address_id_may_not_be_put_on_a_parcel(records: pd.DataFrame) -> None:
    assert records.loc["NL001032", "location_quality"] == "unknown"
    assert pd.isna(records.loc["NL001032", "address_id_local"])
    assert records.loc["NL000001", "location_quality"] == "rooftop"


def test_padded_ids_of_other_registers_are_not_hud_property_ids(tmp_path: Path) -> None:
    assert normalize(RAW)["records"]["property_id_hud"].isna().all()
    raw = changed(RAW, tmp_path, {",0000004230,": ",0800003741,"})
    assert normalize(raw)["records"]["property_id_hud"].iloc[0] == "800003741"


def test_swapped_coordinates_keep_the_record_without_them(tmp_path: Path) -> None:
    swapped = changed(RAW, tmp_path, {",38.90811789,-77.0221966,1,": ",-77.0221966,38.90811789,1,"})
    tables = normalize(swapped)
    record = tables["records"].iloc[0]
    assert len(tables["records"]) == 9
    assert pd.isna(record["latitude"])
    assert pd.isna(record["longitude"])
    assert record["location_quality"] == "unknown"
    assert reasons(tables) == ["swapped_coordinates"]
    assert "the row is kept" in tables["quarantine"]["detail"].item()


def test_a_coordinate_far_off_is_not_believed(tmp_path: Path) -> None:
    raw = changed(RAW, tmp_path, {",38.90811789,-77.0221966,1,": ",48.2,16.4,1,"})
    assert reasons(normalize(raw)) == ["out_of_place"]


def test_a_development_listed_twice_is_counted_once(tmp_path: Path) -> None:
    lines = RAW.path.read_text("latin-1").splitlines()
    tables = normalize(with_row(RAW, tmp_path, lines[1]))
    assert len(tables["records"]) == 9
    assert reasons(tables) == ["duplicate_id"]
    assert tables["quarantine"]["row_number"].item() == 11


def test_which_of_two_rows_stays_does_not_depend_on_their_order(tmp_path: Path) -> None:
    lines = RAW.path.read_text("latin-1").splitlines()
    other = lines[1].replace("Immaculate Conception", "Immaculate")
    kept = []
    for number, rows in enumerate(([lines[1], other], [other, lines[1]])):
        folder = tmp_path / str(number)
        folder.mkdir()
        raw = written(folder, RAW.name, "\n".join([lines[0], *rows]))
        kept.append(normalize(raw)["records"]["name"].item())
    assert kept[0] == kept[1]


def test_a_row_without_an_id_goes_to_quarantine(tmp_path: Path) -> None:
    raw = changed(RAW, tmp_path, {"NL000004,Active": ",Active", ",,,NL000004,5": ",,,,5"})
    tables = normalize(raw)
    assert reasons(tables) == ["missing_id"]
    assert len(tables["records"]) == 8


def test_a_row_whose_cells_have_moved_is_told_by_its_repeated_id(tmp_path: Path) -> None:
    raw = changed(RAW, tmp_path, {",,,NL000004,5": ",NL000004,,5"})
    tables = normalize(raw)
    assert reasons(tables) == ["shifted_row"]
    assert len(tables["records"]) == 8


def test_units_that_are_no_number_are_unknown_and_said_so(tmp_path: Path) -> None:
    tables = normalize(changed(RAW, tmp_path, {",137,136,137,": ",about 137,136,-5,"}))
    record = tables["records"].iloc[0]
    assert pd.isna(record["units_total"])
    assert pd.isna(record["units_assisted"])
    assert sorted(reasons(tables)) == ["out_of_range", "unreadable_number"]


def test_a_renamed_column_stops_the_refresh(tmp_path: Path) -> None:
    raw = changed(RAW, tmp_path, {"Proj_Units_Tot": "Units_Total"})
    with pytest.raises(SourceChangedError, match="'Proj_Units_Tot'"):
        normalize(raw)


def test_another_date_format_stops_the_refresh(tmp_path: Path) -> None:
    lines = [line.split(",") for line in RAW.path.read_text("latin-1").splitlines()]
    header, template = ",".join(lines[0]), ",".join(lines[1])
    rows = [
        template.replace("NL000001", f"NL00{n}").replace(",01/30/2004,", ",2004-01-30,")
        for n in range(10, 16)
    ]
    raw = written(tmp_path, RAW.name, "\n".join([header, *rows]))
    with pytest.raises(SourceChangedError, match="dates like 12/31/2020"):
        normalize(raw)


def test_without_a_vintage_the_day_of_the_last_update_is_observed() -> None:
    records = normalize(excerpt("prescat_projects", "Project.csv"))["records"]
    assert records["observed_date"].iloc[0] == pd.Timestamp("2016-03-01")
