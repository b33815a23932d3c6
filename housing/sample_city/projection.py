"""From the plan to the earth: degrees, and the coordinate systems that publishers write."""

from functools import cache

import numpy as np
import pyproj
import shapely

from housing.sample_city.plan import ORIGIN

#: Half the circumference of the sphere of Web Mercator, meters.
_MERCATOR_HALF = 20037508.342789244

#: Decimals of degrees that files carry: about a centimeter.
DECIMALS = 7


@cache
def _transformer(source: str, target: str) -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(source, target, always_xy=True)


def degrees(points: np.ndarray) -> np.ndarray:
    """Longitude and latitude of points on the plan, rounded as files carry them."""
    east, north = points[:, 0] + ORIGIN[0], points[:, 1] + ORIGIN[1]
    longitude, latitude = _transformer("EPSG:32618", "EPSG:4326").transform(east, north)
    return np.round(np.column_stack([longitude, latitude]), DECIMALS)


def placed(shapes: np.ndarray | list[shapely.Geometry]) -> np.ndarray:
    """Shapes on the plan as shapes in degrees, rings begun at the same corner everywhere."""
    on_earth = shapely.transform(np.asarray(shapes, dtype=object), degrees)
    return np.asarray(shapely.normalize(on_earth))


def state_plane(longitude: np.ndarray, latitude: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Meters in the system of the District of Columbia's files, EPSG:26985.

    From NAD 83 degrees, so that no datum shift comes in, which differs from machine to machine.
    """
    x, y = _transformer("EPSG:4269", "EPSG:26985").transform(longitude, latitude)
    return np.round(x, 2), np.round(y, 2)


def web_mercator(longitude: np.ndarray, latitude: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Meters in Web Mercator, EPSG:3857."""
    x = longitude / 180.0 * _MERCATOR_HALF
    y = np.log(np.tan(np.radians(45.0 + latitude / 2.0))) / np.pi * _MERCATOR_HALF
    return np.round(x, 3), np.round(y, 3)
