"""Where a property is: its point, where the point comes from, and the areas around it."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from housing.geo import STORED_CRS, points
from housing.profiles.identity import ranked
from housing.terms import AreaKind, LocationQuality

#: Better locations first.
_QUALITY = {
    LocationQuality.ROOFTOP.value: 0,
    LocationQuality.PARCEL.value: 1,
    LocationQuality.ZIP4.value: 2,
    LocationQuality.UNKNOWN.value: 3,
    LocationQuality.COARSE.value: 4,
}


def locate(
    property_ids: pd.Index,
    records: pd.DataFrame,
    claims: pd.DataFrame,
    source_order: tuple[str, ...],
) -> gpd.GeoDataFrame:
    """Give each property a point, by `property_id`: its best record's, else its parcels' center.

    Columns: latitude, longitude (degrees), location_quality, location_source, geometry
    (EPSG:4326); all null for a property nobody located.
    """
    stated = records.dropna(subset=["latitude", "longitude"])
    stated = ranked(stated, source_order)
    stated = stated.assign(_quality=stated["location_quality"].map(_QUALITY))
    best = stated.sort_values("_quality", kind="stable").drop_duplicates("property_id")
    best = best.set_index("property_id").reindex(property_ids)
    centers = claims.groupby("property_id")[["latitude", "longitude"]].mean().reindex(property_ids)
    from_claims = best["latitude"].isna() & centers["latitude"].notna()
    latitude = best["latitude"].where(~from_claims, centers["latitude"])
    longitude = best["longitude"].where(~from_claims, centers["longitude"])
    quality = best["location_quality"].mask(from_claims, LocationQuality.PARCEL.value)
    source = best["source_id"].mask(from_claims, "center of the parcels claimed for it")
    return gpd.GeoDataFrame(
        {
            "latitude": latitude,
            "longitude": longitude,
            "location_quality": quality.fillna(LocationQuality.UNKNOWN.value),
            "location_source": source,
        },
        geometry=points(longitude, latitude),
        index=property_ids,
        crs=STORED_CRS,
    )


def place_names(located: pd.DataFrame, areas: gpd.GeoDataFrame) -> pd.DataFrame:
    """Ward, neighborhood and tract of each property; null where its point is in none."""
    shapes = located.geometry
    has_point = shapes.notna().to_numpy(bool)
    named = pd.DataFrame(index=located.index)
    for kind, column in (
        (AreaKind.WARD, "name"),
        (AreaKind.NEIGHBORHOOD, "label"),
        (AreaKind.TRACT, "code"),
    ):
        layer = areas.loc[areas["kind"] == kind.value]
        layer = layer.assign(label=layer["long_name"].fillna(layer["name"]))
        named[kind.value] = _within(shapes, has_point, layer, column)
    return named


def _within(
    shapes: gpd.GeoSeries, has_point: np.ndarray, layer: gpd.GeoDataFrame, column: str
) -> pd.Series:
    """Name of the area each point falls in; of two that share a border, the first by code."""
    found = pd.Series(pd.NA, index=shapes.index, dtype="string")
    if layer.empty:
        return found
    layer = layer.sort_values("code").reset_index(drop=True)
    tree = shapely.STRtree(layer.geometry.to_numpy())
    located = shapes.loc[has_point]
    which, area = tree.query(located.to_numpy(), predicate="intersects")
    hits = pd.DataFrame({"point": which, "area": area}).sort_values(["point", "area"])
    hits = hits.drop_duplicates("point")
    labels = layer[column].astype("string").to_numpy()
    found.loc[located.index[hits["point"].to_numpy()]] = labels[hits["area"].to_numpy()]
    return found
