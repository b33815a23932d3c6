"""Census tracts as the Census Bureau draws them, for a state or the nation.

Becomes one `areas` row per tract:

    area_id            kind   code         name        observed_date
    tract:08059011601  tract  08059011601  Tract 116.01  2020-01-01

TIGER/Line files, cartographic boundaries and answers of TIGERweb all call the eleven digits GEOID.
Tracts are redrawn at every census: a file of one year is of the census before it.
"""

from datetime import date

from housing.sources.any_table import SHAPE_SUFFIXES, read_any
from housing.sources.base import RawFile, Source, Tables
from housing.sources.boundaries import areas_of
from housing.sources.census_tracts import tract_number
from housing.sources.geojson import texts
from housing.terms import AreaKind

REQUIRED = frozenset({"geoid"})

#: The census whose tracts a file without a day is taken to draw.
LATEST_CENSUS = 2020


def normalize(raw: RawFile) -> Tables:
    """One row per tract; a shape whose code has not eleven digits goes to quarantine."""
    shapes = read_any(raw, REQUIRED, SOURCE.id)
    code = texts(shapes, "geoid")
    shapes["code"] = code.where(code.str.fullmatch(r"\d{11}").fillna(False))
    shapes["name"] = "Tract " + tract_number(shapes["code"])
    shapes["long_name"] = None
    year = raw.vintage.year // 10 * 10 if raw.vintage else LATEST_CENSUS
    return areas_of(shapes, raw, SOURCE.id, AreaKind.TRACT, date(year, 1, 1))


SOURCE = Source(
    id="tiger_tracts",
    title="Census tracts",
    publisher="U.S. Census Bureau",
    url="https://www2.census.gov/geo/tiger/",
    license="Public domain (U.S. Government work)",
    cadence="each census",
    late_after_days=3650,
    signature=REQUIRED,
    suffixes=SHAPE_SUFFIXES,
    makes=("areas",),
    normalize=normalize,
    name_hints=("tract",),
    covers="nation",
)
