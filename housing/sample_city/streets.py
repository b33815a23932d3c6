"""Streets and blocks: every layout's grid, the avenues, the quays and the bridges."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely

from housing.sample_city import plan
from housing.sample_city.names import street_names
from housing.sample_city.shapes import largest_part, turned, turned_boxes
from housing.sample_city.terrain import QUAY_METERS, Terrain, terrain

#: A street as drawn: its name, its rank (avenue, street or bridge) and its line.
Street = tuple[str, str, shapely.Geometry]

#: Width of an ordinary street from lot to lot, in meters.
STREET_METERS = 15.0

#: A block smaller than this is a traffic island, in square meters.
_LEAST_BLOCK = 700.0

#: Share of block pairs thrown together to one long block, as for a school or a mill.
_JOINED_SHARE = 0.10

#: Share of blocks at the city limits that were never built on.
_FIELD_SHARE = 0.35

#: Bridges, by the avenue they carry; the mill's own bridge carries none.
_BRIDGES = {"Ferry Bridge": "Concord Avenue", "Causeway Bridge": "Causeway Road"}
_MILL_BRIDGE = ((-1128.0, 640.0), (-1136.0, 895.0))

#: Squares laid out with the streets: name, layout, a point in the first block, blocks each way.
_SQUARES = (
    ("Custom House Square", "harbor", (10.0, -280.0), 1, 1),
    ("Amity Common", "north", (-160.0, 540.0), 2, 3),
    ("Ropewalk Green", "harbor", (960.0, 230.0), 1, 2),
    ("Ferry Green", "ferry", (-1230.0, 210.0), 1, 2),
)

#: The streets along the water, by plat.
_QUAYS = (
    ("Harbor Quay", "OH"),
    ("Rope Quay", "RW"),
    ("Lantern Drive", "LP"),
    ("Tannery Quay", "TB"),
    ("Ferry Strand", "FL"),
    ("Mariner Strand", "FS"),
    ("Marsh Road", "SM"),
    ("Common Quay", "CH"),
)


@dataclass(frozen=True, slots=True)
class Grid:
    """The street lines of one layout in its turned frame."""

    layout: plan.Layout
    #: Offsets of the cross streets (along u) and of the long streets (along v).
    cross: np.ndarray
    long: np.ndarray
    cross_names: tuple[str, ...]
    long_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Blocks:
    """All blocks of the city: parallel arrays, one place per block."""

    #: Places in `plan.PLATS` and `grids()`.
    plat: np.ndarray
    grid: np.ndarray
    #: Rows of u0, v0, u1, v1 in the layout's frame, before anything was cut off.
    box: np.ndarray
    #: Column and row of the block in its grid; a joined block ends at `last_column`.
    cell: np.ndarray
    last_column: np.ndarray
    shape: np.ndarray


@cache
def plat_land(code: str) -> shapely.Geometry:
    """What may be built on in a plat: its face less water, parks and the avenues that bound it."""
    roads = [shapely.LineString(road.path).buffer(road.width / 2) for road in plan.AVENUES]
    area = terrain()
    edge = shapely.boundary(area.limits).buffer(24.0)
    inner = shapely.difference(area.faces[code], shapely.union_all([edge, *roads]))
    return shapely.intersection(inner, area.building_land)


@cache
def grids() -> tuple[Grid, ...]:
    """Lay every layout's street lines; spacing varies from block to block."""
    names = street_names()
    made = []
    for number, layout in enumerate(plan.LAYOUTS):
        rng = np.random.default_rng([7, number])
        land = [plat_land(plat.code) for plat in plan.PLATS if plat.layout == layout.code]
        frame = turned(shapely.get_coordinates(np.array(land)), -layout.angle)
        (u0, v0), (u1, v1) = frame.min(axis=0), frame.max(axis=0)
        cross = _offsets(rng, u0, u1, layout.block_length)
        long = _offsets(rng, v0, v1, layout.block_depth)
        cross_names = tuple(next(names) for _ in cross)
        made.append(Grid(layout, cross, long, cross_names, tuple(next(names) for _ in long)))
    return tuple(made)


def _offsets(
    rng: np.random.Generator, low: float, high: float, spacing: tuple[int, int]
) -> np.ndarray:
    """Street offsets from `low` to past `high`; neighbors are a block and a street apart."""
    count = int((high - low) / (spacing[0] + STREET_METERS)) + 2
    steps = rng.integers(spacing[0], spacing[1] + 1, count) + STREET_METERS
    offsets = np.floor(low) - STREET_METERS + np.concatenate([[0.0], np.cumsum(steps)])
    return offsets[: np.searchsorted(offsets, high) + 1]


@cache
def squares() -> dict[str, shapely.Polygon]:
    """Whole blocks kept free of houses, by name."""
    by_code = {grid.layout.code: grid for grid in grids()}
    half = STREET_METERS / 2
    found = {}
    for name, code, point, columns, rows in _SQUARES:
        grid = by_code[code]
        u, v = turned(np.array(point), -grid.layout.angle)
        column = int(np.searchsorted(grid.cross, u)) - 1
        row = int(np.searchsorted(grid.long, v)) - 1
        box = (grid.cross[column] + half, grid.long[row] + half,
               grid.cross[column + columns] - half, grid.long[row + rows] - half)  # fmt: skip
        (found[name],) = turned_boxes(np.array([box]), grid.layout.angle)
    return found


@cache
def blocks() -> Blocks:
    """Cut the plats' land into blocks along their street lines."""
    by_code = {grid.layout.code: place for place, grid in enumerate(grids())}
    parts = [_plat_blocks(place, by_code[plat.layout]) for place, plat in enumerate(plan.PLATS)]
    joined = [np.concatenate(columns) for columns in zip(*parts, strict=True)]
    return Blocks(*joined)


def _plat_blocks(plat: int, number: int) -> tuple[np.ndarray, ...]:
    rng = np.random.default_rng([11, plat])
    grid = grids()[number]
    half = STREET_METERS / 2
    boxes, cells = [], []
    for row in range(len(grid.long) - 1):
        joins = rng.random(len(grid.cross)) < _JOINED_SHARE
        column = 0
        while column < len(grid.cross) - 1:
            last = min(column + int(joins[column]), len(grid.cross) - 2)
            boxes.append(
                (grid.cross[column] + half, grid.long[row] + half,
                 grid.cross[last + 1] - half, grid.long[row + 1] - half)
            )  # fmt: skip
            cells.append((column, row, last))
            column = last + 1
    box, cell = np.array(boxes), np.array(cells)
    kept_free = shapely.union_all(list(squares().values())).buffer(
        STREET_METERS, join_style="mitre"
    )
    land = shapely.difference(plat_land(plan.PLATS[plat].code), kept_free)
    shape = largest_part(shapely.intersection(turned_boxes(box, grid.layout.angle), land))
    edge = shapely.distance(shapely.boundary(terrain().limits), shapely.centroid(shape))
    is_field = (edge < 130.0) & (rng.random(len(box)) < _FIELD_SHARE)
    kept = (shapely.area(shape) >= _LEAST_BLOCK) & ~is_field
    place = np.full(kept.sum(), plat)
    return (place, np.full_like(place, number), box[kept], cell[kept, :2], cell[kept, 2],
            shape[kept])  # fmt: skip


@cache
def street_lines() -> list[Street]:
    """Every street as drawn, avenues first."""
    area = terrain()
    ashore = shapely.difference(area.limits, shapely.buffer(area.open_water, QUAY_METERS - 6.0))
    drawn = _avenues(area, ashore)
    parks = [*area.parks.values(), *squares().values()]
    closed = [area.water, *(park.buffer(2.0) for park in parks), *blocks().shape]
    open_land = shapely.difference(ashore, shapely.union_all(closed))
    for grid in grids():
        codes = [plat.code for plat in plan.PLATS if plat.layout == grid.layout.code]
        faces = shapely.union_all([area.faces[code] for code in codes])
        drawn += _grid_lines(grid, shapely.intersection(faces, open_land))
    return drawn + _quays(ashore)


def _avenues(area: Terrain, ashore: shapely.Geometry) -> list[Street]:
    """Avenues run on beyond the limits, and over the river where there is a bridge."""
    country = shapely.difference(area.limits.buffer(1900.0), area.limits)
    dry = shapely.union(ashore, shapely.difference(country, shapely.buffer(area.open_water, 60.0)))
    paths = {road.name: shapely.LineString(road.path) for road in plan.AVENUES}
    drawn = [(name, "avenue", shapely.intersection(path, dry)) for name, path in paths.items()]
    for name, carried in _BRIDGES.items():
        spans = shapely.get_parts(shapely.difference(paths[carried], ashore))
        drawn.append((name, "bridge", min(spans, key=shapely.Point(-700.0, -450.0).distance)))
    return [*drawn, ("Mill Bridge", "bridge", shapely.LineString(_MILL_BRIDGE))]


def _grid_lines(grid: Grid, land: shapely.Geometry) -> list[Street]:
    far = 1e5
    lines = [
        (name, [[u, -far], [u, far]]) for name, u in zip(grid.cross_names, grid.cross, strict=True)
    ]
    lines += [
        (name, [[-far, v], [far, v]]) for name, v in zip(grid.long_names, grid.long, strict=True)
    ]
    drawn = []
    for name, ends in lines:
        whole = shapely.linestrings(turned(np.array(ends), grid.layout.angle))
        pieces = shapely.get_parts(shapely.intersection(whole, land))
        pieces = pieces[shapely.length(pieces) > 30.0]
        if len(pieces):
            drawn.append((name, "street", shapely.multilinestrings(pieces)))
    return drawn


def _quays(ashore: shapely.Geometry) -> list[Street]:
    edge = shapely.boundary(ashore)
    inside = shapely.difference(edge, shapely.boundary(terrain().limits).buffer(1.0))
    drawn = [(name, shapely.intersection(inside, terrain().faces[code])) for name, code in _QUAYS]
    return [(name, "street", shapely.line_merge(line)) for name, line in drawn]
