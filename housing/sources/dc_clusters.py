"""Washington's neighborhood clusters: 39 groups of neighborhoods, and 7 of parks and bases.

Becomes one `areas` row per cluster:

    area_id         kind          code  name       long_name
    neighborhood:7  neighborhood  7     Cluster 7  Shaw, Logan Circle
"""

from housing.sources.base import RawFile, Source, Tables
from housing.sources.boundaries import areas_of
from housing.sources.geojson import read_shapes, texts
from housing.terms import AreaKind

REQUIRED = ("name", "nbh_names")


def normalize(raw: RawFile) -> Tables:
    """One row per cluster; its number is the code."""
    shapes = read_shapes(raw, REQUIRED, SOURCE.id)
    shapes["name"] = texts(shapes, "name")
    shapes["code"] = shapes["name"].str.extract(r"(\d+)\s*$", expand=False)
    shapes["long_name"] = texts(shapes, "nbh_names")
    return areas_of(shapes, raw, SOURCE.id, AreaKind.NEIGHBORHOOD, raw.vintage)


SOURCE = Source(
    id="dc_clusters",
    title="Neighborhood Clusters",
    publisher="DC Office of Planning",
    url="https://maps2.dcgis.dc.gov/dcgis/rest/services/"
    "DCGIS_DATA/Administrative_Other_Boundaries_WebMercator/MapServer/17",
    license="CC BY 4.0",
    cadence="seldom",
    late_after_days=3650,
    signature=frozenset({"name", "nbh_names"}),
    suffixes=(".geojson", ".json", ".parquet"),
    makes=("areas",),
    normalize=normalize,
)
