"""Coordinates: stored in EPSG:4326, measured only in a place's local CRS (meters)."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

#: Longitude and latitude in degrees, the only CRS anything is stored in.
STORED_CRS = "EPSG:4326"

#: Stands for a shape that is there and cannot be read, so that it is counted and not passed over.
UNREADABLE = shapely.Point()


def points(longitude: pd.Series, latitude: pd.Series) -> gpd.GeoSeries:
    """Points in EPSG:4326; a row without both coordinates has no geometry."""
    known = longitude.notna() & latitude.notna()
    made = shapely.points(
        longitude.astype("Float64").to_numpy(float, na_value=0.0),
        latitude.astype("Float64").to_numpy(float, na_value=0.0),
    )
    made[~known.to_numpy(bool)] = None
    return gpd.GeoSeries(made, index=longitude.index, crs=STORED_CRS)


def shapes_of(wkb: np.ndarray) -> np.ndarray:
    """Shapes of their binary form; one with corners that are no numbers becomes `UNREADABLE`."""
    with np.errstate(invalid="ignore"):
        shapes = shapely.from_wkb(wkb, on_invalid="fix")
    lost = shapely.is_missing(shapes)
    if lost.any():
        shapes[lost & np.array([one is not None for one in wkb])] = UNREADABLE
    return shapes


def repaired(shapes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Invalid polygons made valid, and which ones were: nothing is dropped."""
    invalid = ~shapely.is_missing(shapes) & ~shapely.is_valid(shapes)
    fixed = shapes.copy()
    fixed[invalid] = shapely.make_valid(shapes[invalid])
    return fixed, invalid
