"""Whether a file is of the place it was brought for: another city's is refused, and not kept."""

import numpy as np
import pandas as pd
import shapely

from housing.errors import FileUnreadableError
from housing.jurisdictions import Jurisdiction
from housing.sources.base import Source, Tables

#: How far from the middle of a city or county, and of a state, its homes and lots may lie.
#: Judgements: San Bernardino, the largest county, reaches 200 km; Alaska reaches 2,000.
CITY_KM, STATE_KM = 250.0, 2_500.0

#: Among so many places the middle one tells.
LOOKED_AT = 1_000

_EARTH_KM = 6_371.0


def require_of_place(tables: Tables, source: Source, place: Jurisdiction, name: str) -> None:
    """Refuse a place's own list of which most homes or lots lie far from the place.

    Raises:
        FileUnreadableError: says how far, and where the first of them is.
    """
    if source.covers == "nation" or place.center is None:
        return
    north, east = _spots(tables)
    if not len(north):
        return
    away = _kilometers(north, east, place.center.lat, place.center.lon)
    limit = CITY_KM if place.counties or place.cities else STATE_KM
    far = away > limit
    if far.mean() > 0.5:
        at = int(np.flatnonzero(far)[0])
        raise FileUnreadableError(
            f"{name} is of another place: {int(far.sum()):,} of {len(far):,} spots looked at lie "
            f"some {np.median(away[far]):,.0f} kilometers from {place.name}, e.g. at "
            f"{north[at]:.3f}, {east[at]:.3f}. Choose the place it describes: --place."
        )


def _spots(tables: Tables) -> tuple[np.ndarray, np.ndarray]:
    """Latitudes and longitudes of the first homes, lots and areas."""
    found: list[tuple[np.ndarray, np.ndarray]] = []
    records = tables.get("records")
    if records is not None and "latitude" in records:
        located = records[["latitude", "longitude"]].dropna().head(LOOKED_AT).astype("float64")
        found.append((located["latitude"].to_numpy(), located["longitude"].to_numpy()))
    for table in ("parcels", "areas"):
        if table in tables and "geometry" in tables[table]:
            found.append(_middles(tables[table]["geometry"]))
    return (
        np.concatenate([north for north, _ in found] or [np.empty(0)]),
        np.concatenate([east for _, east in found] or [np.empty(0)]),
    )


def _middles(outlines: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    west, south, east, north = shapely.bounds(outlines.head(LOOKED_AT).to_numpy()).T
    known = ~np.isnan(west)
    return ((south + north) / 2)[known], ((west + east) / 2)[known]


def _kilometers(
    north: np.ndarray, east: np.ndarray, latitude: float, longitude: float
) -> np.ndarray:
    """How far places are from one, on the sphere."""
    there, here = np.radians(north), np.radians(latitude)
    across = np.sin(np.radians(east - longitude) / 2) ** 2
    chord = np.sin((there - here) / 2) ** 2 + np.cos(there) * np.cos(here) * across
    return 2 * _EARTH_KM * np.arcsin(np.sqrt(chord))
