"""Tracts, neighborhoods and wards: nested outlines that share every border, and their rents.

Tracts are cut from the faces of the plan along streets; neighborhoods and wards are put together
from tracts, so that nothing is left out and nothing counted twice. One ward line runs through a
neighborhood, as ward lines do.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely

from housing.sample_city import plan
from housing.sample_city.shapes import turned
from housing.sample_city.streets import grids, plat_land
from housing.sample_city.terrain import terrain

#: Where a plat is cut into tracts: along its cross or long streets, nearest to these shares of
#: its extent.
_CUTS: dict[str, tuple[tuple[str, float], ...]] = {
    "OH": (("cross", 0.46), ("long", 0.50)),
    "RW": (("cross", 0.34), ("cross", 0.66)),
    "LP": (("long", 0.46),),
    "CH": (("long", 0.42),),
    "QH": (("long", 0.50),),
    "OR": (("cross", 0.50),),
    "TB": (("cross", 0.52),),
    "FL": (("long", 0.50),),
    "FS": (("cross", 0.50),),
    "SM": (("cross", 0.36), ("cross", 0.68)),
}

#: The ward of each plat; the western tract of the Ropewalk votes with the Old Harbor.
_WARDS = {"OH": 1, "RW": 2, "LP": 2, "CE": 2, "CH": 3, "QH": 3, "OR": 3, "TB": 3,
          "FL": 4, "FS": 4, "SM": 4}  # fmt: skip
_MOVED_TO_WARD = {("RW", 0): 1}


@dataclass(frozen=True, slots=True)
class Hood:
    """A neighborhood's market: what differs from one to the next."""

    name: str
    #: Other names used by those who live there.
    also: str
    #: Median rent of the 2020-2024 survey, dollars a month, and growth over five years.
    rent: int
    growth: float
    #: Assessed land value, dollars per square meter.
    land_value: int


HOODS = (
    Hood("Old Harbor", "Custom House Square", 2150, 0.30, 1900),
    Hood("Ropewalk", "Rope Quay", 1790, 0.55, 1250),
    Hood("Lantern Point", "Beacon Hill Shore", 2480, 0.22, 1650),
    Hood("Concord Heights", "Amity Common", 1880, 0.40, 1150),
    Hood("Quarry Hill", "Quarry Park", 1560, 0.27, 720),
    Hood("Orchard Hill", "Gull Hill", 2290, 0.20, 1050),
    Hood("Tannery Bend", "Mill Road", 1480, 0.47, 640),
    Hood("Ferry Landing", "Mariner Strand", 1440, 0.36, 610),
    Hood("Saltmarsh", "Causeway", 1230, 0.17, 430),
)


@dataclass(frozen=True, slots=True)
class Tract:
    """One census tract, in plan coordinates."""

    #: Six digits, as the Census Bureau writes tracts.
    code: str
    neighborhood: int
    ward: int
    shape: shapely.Polygon
    rent: int
    rent_before: int

    @property
    def geoid(self) -> str:
        """State, county and tract: eleven digits."""
        return plan.STATE_FIPS + plan.COUNTY_FIPS + self.code


@cache
def tracts() -> tuple[Tract, ...]:
    """Every tract, by code. Rents differ a little from tract to tract of a neighborhood."""
    pieces = [(plat, n, piece) for plat in plan.PLATS for n, piece in enumerate(_pieces(plat))]
    lines = shapely.union_all([shapely.boundary(piece) for *_, piece in pieces])
    noded = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    points = shapely.point_on_surface(np.array([piece for *_, piece in pieces]))
    tree = shapely.STRtree(noded)
    names = [hood.name for hood in HOODS]
    rng = np.random.default_rng(23)
    made, counts = [], dict.fromkeys(range(len(HOODS)), 0)
    for (plat, n, _), point in zip(pieces, points, strict=True):
        (place,) = tree.query(point, predicate="within")
        number = names.index(plat.neighborhood)
        counts[number] += 1
        hood = HOODS[number]
        rent = round(hood.rent * (1 + rng.uniform(-0.07, 0.07)))
        growth = 1 + hood.growth + rng.uniform(-0.06, 0.06)
        ward = _MOVED_TO_WARD.get((plat.code, n), _WARDS[plat.code])
        code = f"{number + 1:04d}{counts[number]:02d}"
        made.append(Tract(code, number, ward, noded[place], rent, round(rent / growth)))
    return tuple(sorted(made, key=lambda tract: tract.code))


def _pieces(plat: plan.Plat) -> list[shapely.Polygon]:
    """The plat's face cut along streets, in the order the first cut makes."""
    face = terrain().faces[plat.code]
    grid = next(grid for grid in grids() if grid.layout.code == plat.layout)
    angle = grid.layout.angle
    frame = turned(shapely.get_coordinates(plat_land(plat.code)), -angle)
    lines = [shapely.boundary(face)]
    for direction, share in _CUTS.get(plat.code, ()):
        axis, offsets = (0, grid.cross) if direction == "cross" else (1, grid.long)
        low, high = frame[:, axis].min(), frame[:, axis].max()
        offset = offsets[np.abs(offsets - (low + share * (high - low))).argmin()]
        ends = np.array([[offset, -1e5], [offset, 1e5]])
        whole = shapely.linestrings(turned(ends if axis == 0 else ends[:, ::-1], angle))
        lines.append(shapely.intersection(whole, face.buffer(0.5)))
    pieces = list(
        shapely.get_parts(shapely.polygonize(shapely.get_parts(shapely.union_all(lines))))
    )
    middles = turned(shapely.get_coordinates(shapely.centroid(np.array(pieces))), -angle)
    direction, _ = _CUTS.get(plat.code, (("cross", 0.0),))[0]
    order = np.argsort(middles[:, 0 if direction == "cross" else 1])
    return [pieces[place] for place in order]


@cache
def neighborhoods() -> tuple[shapely.Polygon, ...]:
    """Outlines in the order of `HOODS`."""
    return tuple(_joined("neighborhood", number) for number in range(len(HOODS)))


@cache
def wards() -> dict[int, shapely.Polygon]:
    """Outlines by number."""
    return {number: _joined("ward", number) for number in sorted(set(_WARDS.values()))}


def _joined(kind: str, number: int) -> shapely.Polygon:
    shapes = [tract.shape for tract in tracts() if getattr(tract, kind) == number]
    return shapely.coverage_union_all(shapes)
