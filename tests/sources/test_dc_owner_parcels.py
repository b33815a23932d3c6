"""Washington's owner polygons, from a fictional excerpt in the city's own shape."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from housing.errors import SourceChangedError
from housing.sources.base import RawFile
from housing.sources.dc_owner_parcels import normalize
from tests.sources.outlines import changed, excerpt

RAW = excerpt("dc_owner_parcels/owner_parcels_2016-07.geojson")


@pytest.fixture(scope="module")
def tables() -> Any:
    return normalize(RAW)


@pytest.fixture(scope="module")
def parcels(tables: Any) -> Any:
    return tables["parcels"].set_index("parcel_id")


def with_columns(folder: Path, **columns: Any) -> pd.Series:
    """Return the first parcel of a file that has more of the tax roll's columns."""
    raw = changed(RAW, folder, lambda feature: feature["properties"].update(columns))
    return normalize(raw)["parcels"].set_index("parcel_id").loc["0423||0018"]


def test_a_parcel_has_a_canonical_id_beside_the_published_one(parcels: Any) -> None:
    assert parcels.loc["5046|E|0047", "parcel_id_source"] == "5046E   0047"


def test_the_assessed_value_is_the_sum_of_land_and_buildings(parcels: Any) -> None:
    parcel = parcels.loc["0423||0018"]
    assert parcel["assessed_value_usd"] == 4_400_000
    assert parcel["assessed_land_usd"] + parcel["assessed_improvement_usd"] == 4_400_000
    assert parcel["assessed_value_previous_usd"] == 4_000_000
    assert parcel["tax_year"] == 2016


def test_a_closed_account_has_no_value_rather_than_none(parcels: Any) -> None:
    closed = parcels.loc["0371||0034"]
    assert (
        closed[["assessed_value_usd", "annual_tax_usd", "land_area_sqft", "tax_year"]].isna().all()
    )


def test_a_parcel_the_tax_roll_does_not_know_is_kept_with_nulls(parcels: Any) -> None:
    reservation = parcels.loc["RES|343D|0000"]
    assert pd.isna(reservation["owner_name"])
    assert not reservation["is_owner_masked"]


def test_people_are_masked_and_their_mailing_address_is_left_out(parcels: Any) -> None:
    for parcel_id in ("5046|E|0047", "PAR|0160|0038"):
        assert parcels.loc[parcel_id, "owner_name"] == "[individual, name withheld]"
        assert parcels.loc[parcel_id, "is_owner_masked"]
        assert pd.isna(parcels.loc[parcel_id, "owner_mailing"])


def test_a_list_that_calls_an_owner_a_person_is_believed(tmp_path: Path) -> None:
    assert with_columns(tmp_path, owner_is_org=False)["is_owner_masked"]


def test_organizations_are_shown_with_their_mailing_address(parcels: Any) -> None:
    assert parcels.loc["0423||0018", "owner_name"] == "HARBOR LIGHTS LIMITED PARTNERSHIP"
    assert parcels.loc["0423||0018", "owner_mailing"] == "PORT AMITY, ZZ 00001-0001"


def test_only_public_owners_are_evidence_of_a_type(parcels: Any) -> None:
    assert parcels.loc["0711||0820", "owner_type"] == "public"
    assert parcels.loc["1284||0901", "owner_type"] == "unknown"


def test_never_sold_and_sold_for_nothing_are_unknown(parcels: Any) -> None:
    assert parcels.loc["5046|E|0047", ["sale_date", "sale_price_usd"]].isna().all()
    assert parcels.loc["0423||0018", "sale_date"] == pd.Timestamp("2004-01-30")


def test_pieces_of_one_parcel_become_one_outline(parcels: Any) -> None:
    parcel = parcels.loc["6095||0006"]
    assert parcel["geometry"].geom_type == "MultiPolygon"
    assert parcel["units_total"] == 23


def test_of_contradicting_rows_one_is_kept_and_one_counted(tables: Any, parcels: Any) -> None:
    rejected = tables["quarantine"]
    assert rejected["reason"].tolist() == ["missing_id", "duplicate_id"]
    assert parcels.index.is_unique
    assert len(parcels) + len(rejected) + 1 == 13


def test_the_newest_extract_of_contradicting_rows_is_kept(tmp_path: Path) -> None:
    def date(feature: dict[str, Any]) -> None:
        is_tannery = feature["properties"]["OWNERNAME"] == "TANNERY BEND LLC"
        feature["properties"]["EXTRACTDAT"] = "2016-08-01" if is_tannery else None

    newest = normalize(changed(RAW, tmp_path, date))["parcels"].set_index("parcel_id")
    assert newest.loc["2014||0038", "owner_name"] == "TANNERY BEND LLC"


def test_an_invalid_outline_is_kept_repaired_and_flagged(parcels: Any) -> None:
    assert parcels["is_geometry_repaired"].sum() == 1
    assert parcels.loc["3719||0899", "geometry"].is_valid


def test_a_parcel_without_an_outline_keeps_its_owner(parcels: Any) -> None:
    assert parcels.loc["1284||0901", "geometry"] is None
    assert parcels.loc["1284||0901", "owner_name"] == "ORCHARD HILL HOUSING CORPORATION"


def test_a_row_is_as_old_as_its_extract_else_as_the_file(parcels: Any) -> None:
    assert parcels.loc["0423||0018", "observed_date"] == pd.Timestamp("2016-07-16")
    assert parcels.loc["PAR|0160|0038", "observed_date"] == pd.Timestamp("2016-07-01")


def test_arrears_homes_and_year_built_are_read_where_they_were_copied(tmp_path: Path) -> None:
    parcel = with_columns(
        tmp_path, TOTBALAMT=1234.5, AYB=1964, NUM_UNITS=80, PY1BAL=100, PY2BAL=0, PY3BAL=5
    )
    assert parcel["tax_balance_usd"] == 1234.5
    assert parcel["tax_years_delinquent"] == 2
    assert (parcel["year_built"], parcel["units_total"]) == (1964, 80)


def test_a_stated_number_of_delinquent_years_counts_first(tmp_path: Path) -> None:
    assert with_columns(tmp_path, DELINQUENT_YEARS=4, PY1BAL=1)["tax_years_delinquent"] == 4


def test_without_columns_of_arrears_they_are_unknown_not_zero(parcels: Any) -> None:
    assert parcels["tax_balance_usd"].isna().all()
    assert parcels["tax_years_delinquent"].isna().all()


def test_a_renamed_column_stops_the_source(tmp_path: Path) -> None:
    def rename(feature: dict[str, Any]) -> None:
        feature["properties"]["OWNER"] = feature["properties"].pop("OWNERNAME")

    with pytest.raises(SourceChangedError, match="dc_owner_parcels needs column 'ownername'"):
        normalize(changed(RAW, tmp_path, rename))


def test_row_order_does_not_matter(tmp_path: Path) -> None:
    content = json.loads(RAW.path.read_text(encoding="utf-8"))
    content["features"].reverse()
    path = tmp_path / RAW.name
    path.write_text(json.dumps(content), encoding="utf-8")
    straight, turned = (
        normalize(RawFile(where, RAW.name, RAW.vintage))["parcels"]
        .sort_values("parcel_id")
        .reset_index(drop=True)
        for where in (RAW.path, path)
    )
    assert straight.geometry.dropna().geom_equals(turned.geometry.dropna()).all()
    facts = straight.columns.drop("geometry")
    pd.testing.assert_frame_equal(pd.DataFrame(straight[facts]), pd.DataFrame(turned[facts]))
