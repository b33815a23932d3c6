"""Washington's lots, from fictional excerpts in the surveyor's own shape."""

from typing import Any

import pandas as pd
import pytest

from housing.sources.dc_lots import normalize
from tests.sources.outlines import excerpt


@pytest.fixture(scope="module")
def parcel_lots() -> Any:
    return normalize(excerpt("dc_lots/parcel-lots.geojson"))


@pytest.fixture(scope="module")
def condo_lots() -> Any:
    return normalize(excerpt("dc_lots/condo-approval-lots.geojson"))


def test_a_lot_is_an_outline_and_an_id_and_nothing_more(parcel_lots: Any) -> None:
    parcels = parcel_lots["parcels"]
    assert parcels["parcel_id"].tolist() == ["PAR|0242|0088", "PAR|0241|0001-OF1", "PAR|0077|0184"]
    assert (
        parcels[["owner_name", "assessed_value_usd", "land_area_sqft", "address"]]
        .isna()
        .all(axis=None)
    )


def test_a_lot_without_an_outline_is_counted_in_quarantine(parcel_lots: Any) -> None:
    assert parcel_lots["quarantine"]["reason"].tolist() == ["empty_geometry"]
    assert parcel_lots["quarantine"]["row_number"].tolist() == [4]


def test_the_list_is_at_least_as_new_as_its_newest_lot(parcel_lots: Any) -> None:
    assert parcel_lots["parcels"]["observed_date"].eq(pd.Timestamp("2016-06-24")).all()


def test_an_invalid_outline_is_flagged(parcel_lots: Any) -> None:
    assert parcel_lots["parcels"]["is_geometry_repaired"].tolist() == [False, True, False]


def test_the_living_lot_is_kept_before_the_retired_one(condo_lots: Any) -> None:
    kept = condo_lots["parcels"].set_index("parcel_id").loc["0210||0130", "geometry"]
    assert kept.area == pytest.approx(0.0003**2, rel=1e-3)


def test_the_lot_whose_number_agrees_with_its_id_is_kept(condo_lots: Any) -> None:
    rejected = condo_lots["quarantine"].set_index("row_number")
    assert rejected.loc[3, "reason"] == "duplicate_id"
    assert "7001" in rejected.loc[3, "content"]


def test_a_lot_without_a_number_is_counted_in_quarantine(condo_lots: Any) -> None:
    reasons = condo_lots["quarantine"]["reason"].value_counts().to_dict()
    assert reasons == {"missing_id": 2, "duplicate_id": 2}
    assert len(condo_lots["parcels"]) == 4
