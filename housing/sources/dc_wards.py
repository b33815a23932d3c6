"""Washington's eight wards, redrawn after every census: the lines of 2012 and those of 2022.

Becomes one `areas` row per ward:

    area_id  kind  code  name    observed_date
    ward:6   ward  6     Ward 6  2022-01-01
"""

from housing.sources.base import RawFile, Source, Tables
from housing.sources.boundaries import areas_of
from housing.sources.geojson import read_shapes, texts
from housing.terms import AreaKind

REQUIRED = ("ward", "name")


def normalize(raw: RawFile) -> Tables:
    """One row per ward. The year its lines were drawn is in the file's name alone."""
    shapes = read_shapes(raw, REQUIRED, SOURCE.id)
    shapes["code"] = texts(shapes, "ward")
    shapes["name"] = texts(shapes, "name").fillna("Ward " + shapes["code"])
    shapes["long_name"] = None
    return areas_of(shapes, raw, SOURCE.id, AreaKind.WARD, raw.vintage)


SOURCE = Source(
    id="dc_wards",
    title="Wards",
    publisher="DC Office of Planning",
    url="https://maps2.dcgis.dc.gov/dcgis/rest/services/"
    "DCGIS_DATA/Administrative_Other_Boundaries_WebMercator/MapServer/53",
    license="CC BY 4.0",
    cadence="after each census",
    late_after_days=3650,
    signature=frozenset({"ward", "name", "label", "ward_id"}),
    suffixes=(".geojson", ".json", ".parquet"),
    makes=("areas",),
    normalize=normalize,
)
