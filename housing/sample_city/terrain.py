"""Water, parks, the land between them, and the faces that avenues and river cut it into."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely

from housing.sample_city import plan
from housing.sample_city.shapes import ribbon, ring, smooth, turned

#: Along the water a street keeps this distance from it, in meters.
QUAY_METERS = 44.0

#: Finger piers: foot on the shore and length, in meters; all point at the fairway.
_PIERS = ((325.0, -730.0, 150.0), (455.0, -670.0, 170.0), (600.0, -645.0, 190.0),
          (745.0, -610.0, 190.0), (905.0, -560.0, 170.0))  # fmt: skip
_PIER_DEGREES = -68.0
_PIER_WIDTH = 34.0

_BREAKWATER = ((1445.0, -1010.0), (1640.0, -925.0), (1840.0, -770.0), (1945.0, -610.0))
_GULL_ISLAND = ((-615.0, 135.0), (-615.0, 60.0), (-630.0, -25.0), (-680.0, -115.0),
                (-675.0, -15.0), (-650.0, 70.0))  # fmt: skip

#: Parks drawn freely, by name; the land they lie on clips them.
_PARKS = {
    "Quarry Park": ((-250.0, 1010.0), (-75.0, 980.0), (85.0, 1050.0), (105.0, 1185.0),
                    (-15.0, 1285.0), (-200.0, 1245.0), (-290.0, 1140.0)),
    "Gull Hill Cemetery": ((1080.0, 1040.0), (1290.0, 1065.0), (1390.0, 1165.0),
                           (1245.0, 1285.0), (1065.0, 1245.0), (1010.0, 1130.0)),
    "Lantern Point Park": ((1885.0, 115.0), (2050.0, 230.0), (2130.0, -150.0),
                           (1975.0, -470.0), (1750.0, -470.0), (1770.0, -250.0), (1860.0, -135.0)),
    "Saltmarsh Preserve": ((-320.0, -1100.0), (115.0, -1080.0), (455.0, -1185.0),
                           (655.0, -1560.0), (530.0, -1770.0), (250.0, -1750.0),
                           (250.0, -1480.0), (45.0, -1290.0), (-230.0, -1230.0)),
    "Tannery Meadow": ((-1445.0, 910.0), (-1255.0, 860.0), (-1125.0, 895.0),
                       (-1140.0, 980.0), (-1330.0, 1020.0), (-1465.0, 995.0)),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Terrain:
    """What lies where, in plan coordinates."""

    water: shapely.Geometry
    #: River and bay before piers and breakwater were built into them: what quays run along.
    open_water: shapely.Geometry
    parks: dict[str, shapely.Polygon]
    limits: shapely.Polygon
    #: Land on which streets and lots may be laid out, parks left out.
    building_land: shapely.Geometry
    #: Faces of the city by plat code, water included: they fill the limits without gaps.
    faces: dict[str, shapely.Polygon]


@cache
def terrain() -> Terrain:
    """Lay out water, parks and faces. Two calls give the same answer."""
    river = smooth(plan.RIVER)
    open_water = _open_water(river)
    water = shapely.difference(open_water, _built_in_water())
    limits = shapely.Polygon(plan.LIMITS)
    pond = ring(((-145.0, 1095.0), (-45.0, 1080.0), (10.0, 1155.0), (-70.0, 1210.0),
                 (-165.0, 1170.0)))  # fmt: skip
    parks = _parks(open_water)
    lakes = shapely.union(water, pond)
    park_land = shapely.union_all(list(parks.values()))
    land = shapely.difference(limits, shapely.buffer(open_water, QUAY_METERS))
    return Terrain(
        water=lakes,
        open_water=open_water,
        parks={name: shapely.difference(park, pond) for name, park in parks.items()},
        limits=limits,
        building_land=shapely.difference(land, shapely.buffer(park_land, 9.0)),
        faces=_faces(river, limits),
    )


def _open_water(river: np.ndarray) -> shapely.Geometry:
    north, south = smooth(plan.SHORE_NORTH), smooth(plan.SHORE_SOUTH)
    far_east = np.array([(15000.0, -9500.0), (15000.0, 9500.0)])
    bay = shapely.Polygon(np.vstack([north, south, far_east]))
    return shapely.union(shapely.make_valid(bay), ribbon(river))


def _built_in_water() -> shapely.Geometry:
    """The piers, the breakwater and Gull Island."""
    solid = [ring(_GULL_ISLAND), shapely.LineString(smooth(_BREAKWATER)).buffer(8.0)]
    for x, y, length in _PIERS:
        tip = turned(np.array([length, 0.0]), _PIER_DEGREES) + (x, y)
        foot = turned(np.array([-60.0, 0.0]), _PIER_DEGREES) + (x, y)
        solid.append(shapely.LineString([foot, tip]).buffer(_PIER_WIDTH / 2, cap_style="flat"))
    return shapely.union_all(solid)


def _parks(water: shapely.Geometry) -> dict[str, shapely.Polygon]:
    shore = shapely.difference(shapely.Polygon(plan.LIMITS).buffer(600.0), water)
    parks = {name: shapely.intersection(ring(points), shore) for name, points in _PARKS.items()}
    bank = shapely.difference(shapely.buffer(water, QUAY_METERS - 12.0), water)
    reach = shapely.Polygon([(-545.0, 530.0), (-320.0, 530.0), (-530.0, -380.0), (-45.0, -705.0),
                             (200.0, -830.0), (135.0, -950.0), (-425.0, -875.0),
                             (-720.0, -570.0), (-760.0, -150.0), (-610.0, 45.0)])  # fmt: skip
    parks["Riverwalk"] = shapely.intersection(bank, reach)
    parks["Gull Island"] = ring(_GULL_ISLAND)
    return {name: max(shapely.get_parts(park), key=shapely.area) for name, park in parks.items()}


def _faces(river: np.ndarray, limits: shapely.Polygon) -> dict[str, shapely.Polygon]:
    fairway = np.vstack([river[:, :2], [(1975.0, -1975.0)]])
    lines = [shapely.LineString(avenue.path) for avenue in plan.AVENUES]
    cuts = shapely.union_all([*lines, shapely.LineString(fairway), shapely.boundary(limits)])
    faces = shapely.get_parts(shapely.polygonize([cuts]))
    inside = faces[shapely.contains(limits, shapely.point_on_surface(faces))]
    seeds = shapely.points([plat.seed for plat in plan.PLATS])
    found = {}
    for plat, seed in zip(plan.PLATS, seeds, strict=True):
        (found[plat.code],) = inside[shapely.contains(inside, seed)]
    return found
