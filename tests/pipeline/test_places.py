"""Outlines that were mended become doubts, under the property that stands on them."""

import geopandas as gpd
import pandas as pd
from shapely import Point

from housing.pipeline.places import mended_outlines
from housing.terms import Issue

PARCELS = gpd.GeoDataFrame(
    {
        "parcel_id": ["A", "B", "C"],
        "source_id": "roll",
        "is_geometry_repaired": [True, False, True],
    },
    geometry=[Point(0, 0).buffer(1)] * 3,
    crs="EPSG:4326",
)


def test_a_shape_is_told_once_and_under_the_first_property_on_it() -> None:
    links = pd.DataFrame({"property_id": ["P2", "P1", "P3"], "parcel_id": ["A", "A", None]})
    doubts = mended_outlines(PARCELS, links)
    assert doubts["row_id"].tolist() == ["A", "C"]
    assert doubts["property_id"].tolist()[0] == "P1"
    assert pd.isna(doubts["property_id"].iloc[1])
    assert doubts["issue"].eq(Issue.GEOMETRY_REPAIRED.value).all()
    assert doubts["detail"].str.contains("outline of parcel").all()


def test_valid_outlines_raise_no_doubt() -> None:
    links = pd.DataFrame({"property_id": [], "parcel_id": []})
    assert mended_outlines(PARCELS.iloc[[1]], links).empty
