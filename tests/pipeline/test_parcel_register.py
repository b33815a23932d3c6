"""One row per parcel, from outlines and tax rolls that are lists apart."""

from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box

from housing.pipeline.parcel_register import one_register, with_centers
from housing.tables import Parcels, columns_of, complete, validate

SHAPE = box(0, 0, 1, 1)


def row(parcel_id: str, source_id: str, **facts: object) -> dict[str, object]:
    return {
        "parcel_id": parcel_id,
        "parcel_id_source": parcel_id,
        "source_id": source_id,
        "owner_type": "unknown",
        "is_owner_masked": False,
        "is_geometry_repaired": False,
        "geometry": None,
        **facts,
    }


def table_of(facts: dict[str, object]) -> gpd.GeoDataFrame:
    frame = gpd.GeoDataFrame(pd.DataFrame([facts]), geometry="geometry", crs="EPSG:4326")
    return validate(complete(frame, Parcels)[columns_of(Parcels)], Parcels)


def register(*rows: dict[str, object]) -> tuple[Any, dict[str, Any]]:
    stacked = pd.concat([table_of(facts) for facts in rows], ignore_index=True)
    made, step = one_register(gpd.GeoDataFrame(stacked, geometry="geometry", crs="EPSG:4326"))
    return made.set_index("parcel_id"), step


OUTLINE = row("1", "outlines", geometry=SHAPE, is_geometry_repaired=True)
ROLL = row(
    "1",
    "roll",
    owner_name="OAK HOUSING LLC",
    owner_type="public",
    owner_mailing="PO BOX 1",
    assessed_value_usd=100.0,
    tax_year=2026,
)


@pytest.mark.parametrize(
    "rows", [(OUTLINE, ROLL), (ROLL, OUTLINE)], ids=["outline first", "roll first"]
)
def test_outline_and_roll_of_a_parcel_become_one_row(rows: tuple[dict[str, object], ...]) -> None:
    parcels, step = register(*rows)
    assert len(parcels) == 1
    parcel = parcels.loc["1"]
    assert parcel["geometry"].equals(SHAPE)
    assert parcel["is_geometry_repaired"]
    assert parcel["assessed_value_usd"] == 100
    assert (parcel["owner_name"], parcel["owner_type"]) == ("OAK HOUSING LLC", "public")
    assert (step["rows_in"], step["rows_out"]) == (2, 1)


def test_the_first_list_s_value_stays_and_brings_its_own_year() -> None:
    first = row("1", "new", assessed_value_usd=90.0)
    parcels, _ = register(first, ROLL)
    assert parcels.loc["1", "assessed_value_usd"] == 90
    assert pd.isna(parcels.loc["1", "tax_year"])


def test_a_mailing_address_is_never_put_beside_another_owner() -> None:
    parcels, _ = register(row("1", "new", owner_name="ELM LLC"), ROLL)
    assert parcels.loc["1", "owner_name"] == "ELM LLC"
    assert pd.isna(parcels.loc["1", "owner_mailing"])


def test_parcels_that_only_one_list_has_stay() -> None:
    parcels, _ = register(OUTLINE, ROLL, row("2", "roll", assessed_value_usd=5.0))
    assert parcels.index.tolist() == ["1", "2"]
    assert parcels.loc["2", "geometry"] is None


def test_a_claim_of_the_place_s_own_list_gets_a_point_on_its_parcel() -> None:
    parcels, _ = register(OUTLINE)
    claims = pd.DataFrame(
        {
            "source_id": ["ours", "theirs", "ours"],
            "parcel_id": ["1", "1", "9"],
            "latitude": [float("nan")] * 3,
            "longitude": [float("nan")] * 3,
        }
    )
    located = with_centers(claims, parcels.reset_index(), {"ours"})
    assert located["latitude"].tolist()[0] == pytest.approx(0.5)
    assert located["latitude"].isna().tolist() == [False, True, True]
