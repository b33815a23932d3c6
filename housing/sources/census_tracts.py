"""Census tracts, redrawn for every census: the 179 of 2010 and the 206 of 2020 in Washington.

Becomes one `areas` row per tract:

    area_id            kind   code         name         observed_date
    tract:11001004902  tract  11001004902  Tract 49.02  2020-01-01

The code is the Census Bureau's eleven digits: state, county, tract. The file of 2010 calls it
GEOID, the one of 2020 GEOCODE. Many codes stand for different land in the two, so that figures
for tracts of one census cannot be put on the outlines of the other.
"""

from datetime import date

import pandas as pd

from housing.sources.base import RawFile, Source, Tables, require_columns
from housing.sources.boundaries import areas_of
from housing.sources.geojson import read_shapes, texts
from housing.terms import AreaKind

REQUIRED = ("tract",)

#: Which attribute holds the eleven digits, and the census it belongs to. Boundaries are those of
#: 1 January of the census year (Census Bureau, TIGER/Line).
CODE_COLUMNS = {"geocode": date(2020, 1, 1), "geoid": date(2010, 1, 1)}


def normalize(raw: RawFile) -> Tables:
    """One row per tract of whichever census the file is of."""
    shapes = read_shapes(raw, REQUIRED, SOURCE.id)
    column = next((name for name in CODE_COLUMNS if name in shapes), "geocode")
    require_columns(shapes.columns, [column], SOURCE.id, raw.name)
    code = texts(shapes, column)
    shapes["code"] = code.where(code.str.fullmatch(r"\d{11}").fillna(False))
    shapes["name"] = "Tract " + tract_number(shapes["code"])
    shapes["long_name"] = None
    return areas_of(shapes, raw, SOURCE.id, AreaKind.TRACT, raw.vintage or CODE_COLUMNS[column])


def tract_number(code: pd.Series) -> pd.Series:
    """`49.02` of 11001004902 and `49` of 11001004900, as the Census Bureau writes tracts.

    >>> tract_number(pd.Series(["11001004902", "11001004900"])).tolist()
    ['49.02', '49']
    """
    whole = code.str[5:9].str.lstrip("0")
    part = code.str[9:11]
    return whole.where(part == "00", whole + "." + part)


SOURCE = Source(
    id="census_tracts",
    title="Census Tracts",
    publisher="U.S. Census Bureau, by way of DC Open Data",
    url="https://maps2.dcgis.dc.gov/dcgis/rest/services/"
    "DCGIS_DATA/Demographic_WebMercator/MapServer/8",
    license="Public domain (U.S. Government work)",
    cadence="each census",
    late_after_days=3650,
    signature=frozenset({"tract", "p0010001"}),
    suffixes=(".geojson", ".json", ".parquet"),
    makes=("areas",),
    normalize=normalize,
)
