"""Coordinates: stored in EPSG:4326, measured only in a place's local CRS (meters)."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

#: Longitude and latitude in degrees, the only CRS anything is stored in.
STORED_CRS = "EPSG:4326"


def points(longitude: pd.Series, latitude: pd.Series) -> gpd.GeoSeries:
    """Points in EPSG:4326; a row without both coordinates has no geometry."""
    known = longitude.notna() & latitude.notna()
    made = shapely.points(
        longitude.astype("Float64").to_numpy(float, na_value=0.0),
        latitude.astype("Float64").to_numpy(float, na_value=0.0),
    )
    made[~known.to_numpy(bool)] = None
    return gpd.GeoSeries(made, index=longitude.index, crs=STORED_CRS)


def repaired(shapes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Invalid polygons made valid, and which ones were: nothing is dropped."""
    invalid = ~shapely.is_missing(shapes) & ~shapely.is_valid(shapes)
    fixed = shapes.copy()
    fixed[invalid] = shapely.make_valid(shapes[invalid])
    return fixed, invalid
