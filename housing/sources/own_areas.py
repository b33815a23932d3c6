"""A place's own areas: wards, districts, neighborhoods, counties, as the place's file says.

Becomes one `areas` row per outline:

    area_id         kind          code  name
    neighborhood:4  neighborhood  4     The Port
"""

from housing.layouts import AreaList
from housing.sources.any_table import read_any
from housing.sources.base import RawFile, Tables, require_columns
from housing.sources.boundaries import areas_of
from housing.sources.own_cells import OwnCells


def normalize(raw: RawFile, source_id: str, layout: AreaList) -> Tables:
    """One row per area; a name that is missing is the code."""
    shapes = read_any(raw, layout.signature(), source_id, layout.crs)
    require_columns(shapes.columns, ["geometry"], source_id, raw.name)
    cells = OwnCells(shapes, layout, source_id, raw)
    code = cells.text("code")
    name = cells.text("name").fillna(code)
    if layout.name_prefix:
        is_number = name.str.fullmatch(r"\d+").fillna(False)
        name = name.mask(is_number, f"{layout.name_prefix} " + name)
    named = cells.table.assign(code=code, name=name, long_name=cells.text("long_name"))
    return areas_of(named, raw, source_id, layout.area, raw.vintage)
