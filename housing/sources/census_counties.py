"""Counties as the Census Bureau draws them: the county itself, or all counties of a state.

Becomes one `areas` row per county. Counties are the wards of a place that has none:

    area_id     kind  code   name
    ward:24033  ward  24033  Prince George's County

The code is the Census Bureau's five digits. Names are ours where the file has none.
"""

from housing.reference_places import counties
from housing.sources.any_table import SHAPE_SUFFIXES, read_any
from housing.sources.base import RawFile, Source, Tables
from housing.sources.boundaries import areas_of
from housing.sources.geojson import texts
from housing.terms import AreaKind

REQUIRED = frozenset({"geoid"})


def normalize(raw: RawFile) -> Tables:
    """One row per county; a shape whose code has not five digits goes to quarantine."""
    shapes = read_any(raw, REQUIRED, SOURCE.id)
    code = texts(shapes, "geoid")
    shapes["code"] = code.where(code.str.fullmatch(r"\d{5}").fillna(False))
    known = {fips: county.name for fips, county in counties().items()}
    named = texts(shapes, "namelsad").fillna(shapes["code"].map(known).astype("string"))
    shapes["name"] = named.fillna(texts(shapes, "name")).fillna(shapes["code"])
    shapes["long_name"] = None
    return areas_of(shapes, raw, SOURCE.id, AreaKind.WARD, raw.vintage)


SOURCE = Source(
    id="census_counties",
    title="Counties",
    publisher="U.S. Census Bureau",
    url="https://www2.census.gov/geo/tiger/",
    license="Public domain (U.S. Government work)",
    cadence="yearly",
    late_after_days=3650,
    signature=REQUIRED,
    suffixes=SHAPE_SUFFIXES,
    makes=("areas",),
    normalize=normalize,
    name_hints=("county", "counties"),
    covers="nation",
)
