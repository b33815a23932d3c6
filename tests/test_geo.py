"""Meters in a place's local system are meters on the ground."""

import geopandas as gpd
import pyproj
import pytest
import shapely

from housing.geo import STORED_CRS
from housing.jurisdictions import jurisdiction_ids, load_jurisdiction

#: A distance in a local system may differ from the one on the ground by less than this share.
FAIR = 0.01


@pytest.mark.parametrize("east", [-0.1, 0.0, 0.1])
@pytest.mark.parametrize("north", [-0.1, 0.0, 0.1])
@pytest.mark.parametrize("place_id", jurisdiction_ids())
def test_local_distances_agree_with_the_ellipsoid(place_id: str, north: float, east: float) -> None:
    place = load_jurisdiction(place_id)
    start = place.center.lon + east, place.center.lat + north
    for heading in (0, 45, 90, 200):
        for meters in (30.0, 150.0, 1_000.0):
            lon, lat, _ = pyproj.Geod(ellps="GRS80").fwd(*start, heading, meters)
            ends = gpd.GeoSeries.from_xy([start[0], lon], [start[1], lat], crs=STORED_CRS)
            one, other = ends.to_crs(place.local_crs)
            assert one.distance(other) == pytest.approx(meters, rel=FAIR)


def test_a_minute_of_latitude_in_washington_is_1850_meters_long() -> None:
    """An arc of latitude measures 111,132.95 - 559.85 cos(2 lat) + 1.18 cos(4 lat) a degree."""
    ends = gpd.GeoSeries(
        [shapely.Point(-77.0365, 38.8895), shapely.Point(-77.0365, 38.8895 + 1 / 60)],
        crs=STORED_CRS,
    ).to_crs(load_jurisdiction("dc").local_crs)
    assert ends.iloc[0].distance(ends.iloc[1]) == pytest.approx(1_850.1, rel=0.001)
