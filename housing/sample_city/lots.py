"""Lots: every block divided as its neighborhood was built, from townhouses to a mill's yard."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely

from housing.sample_city import plan
from housing.sample_city.shapes import largest_part, turned_boxes
from housing.sample_city.streets import Blocks, blocks
from housing.sample_city.terrain import terrain

#: How blocks are divided: row houses, houses with yards, courtyard apartments, shops with homes
#: above, tall buildings, mills, and whole blocks for a school or a hospital.
KINDS = ("row", "house", "garden", "mixed", "tower", "mill", "campus")

#: Share of a neighborhood's blocks of each kind, in the order of `KINDS`.
_SHARES = {
    "Old Harbor": (0.26, 0.00, 0.20, 0.38, 0.12, 0.00, 0.04),
    "Ropewalk": (0.42, 0.06, 0.28, 0.12, 0.03, 0.05, 0.04),
    "Lantern Point": (0.10, 0.66, 0.13, 0.07, 0.00, 0.00, 0.04),
    "Concord Heights": (0.46, 0.00, 0.28, 0.17, 0.03, 0.00, 0.06),
    "Quarry Hill": (0.30, 0.36, 0.26, 0.03, 0.00, 0.00, 0.05),
    "Orchard Hill": (0.04, 0.76, 0.14, 0.00, 0.00, 0.00, 0.06),
    "Tannery Bend": (0.32, 0.06, 0.28, 0.08, 0.00, 0.22, 0.04),
    "Ferry Landing": (0.44, 0.09, 0.29, 0.09, 0.04, 0.00, 0.05),
    "Saltmarsh": (0.34, 0.18, 0.31, 0.03, 0.07, 0.02, 0.05),
}

#: Least and most width of a lot along its street, in meters.
_WIDTHS = {
    "row": (7.2, 11.4),
    "house": (12.0, 19.0),
    "garden": (24.0, 46.0),
    "mixed": (9.0, 26.0),
    "tower": (46.0, 74.0),
    "mill": (55.0, 105.0),
}

#: Kinds whose lots run through from street to street, and kinds with an alley between the rows.
_THROUGH = {"tower", "mill", "campus"}
_ALLEY_METERS = {"row": 4.0, "garden": 4.0, "mixed": 5.0}

#: Depth of the row of lots that faces the cross street at either end of a block.
_END_METERS = 23.0

#: A lot smaller than this after cutting stays with the street, in square meters.
_LEAST_LOT = 75.0


@dataclass(frozen=True, slots=True)
class Lots:
    """All lots of the city: parallel arrays, one place per lot, blocks in order."""

    block: np.ndarray
    kind: np.ndarray
    #: Which side of its block the lot faces: 0 south, 1 north, 2 west, 3 east in the frame.
    side: np.ndarray
    #: Middle of the front in the layout's frame.
    front: np.ndarray
    shape: np.ndarray
    #: Whether a corner was cut off by an avenue, a quay or a park.
    is_cut: np.ndarray


@cache
def lots() -> Lots:
    """Divide all blocks. Two calls give the same answer."""
    city = blocks()
    rng = np.random.default_rng(13)
    kinds = block_kinds(city)
    boxes, sides, owner = [], [], []
    for place, kind in enumerate(kinds):
        made = _divide(rng, city.box[place], KINDS[kind])
        boxes.append(made[:, :4])
        sides.append(made[:, 4].astype(int))
        owner.append(np.full(len(made), place))
    return _cut(city, kinds, np.vstack(boxes), np.concatenate(sides), np.concatenate(owner))


def block_kinds(city: Blocks) -> np.ndarray:
    """Draw each block's kind: shops along avenues, mills by the river, small lots in corners."""
    rng = np.random.default_rng(17)
    drawn, second = rng.random(len(city.plat)), rng.random(len(city.plat))
    shares = np.array([_SHARES[plat.neighborhood] for plat in plan.PLATS])
    kinds = (drawn[:, None] > np.cumsum(shares, axis=1)[city.plat]).sum(axis=1)
    kinds = np.minimum(kinds, len(KINDS) - 1)
    avenues = shapely.multilinestrings([shapely.LineString(road.path) for road in plan.AVENUES])
    by_avenue = shapely.distance(city.shape, avenues) < 26.0
    kinds = np.where(by_avenue & (kinds < 2) & (second < 0.45), KINDS.index("mixed"), kinds)
    by_mill = np.array([plat.code == "TB" for plat in plan.PLATS])[city.plat]
    by_river = by_mill & (shapely.distance(city.shape, terrain().water) < 190.0)
    kinds = np.where(by_river & (second < 0.7), KINDS.index("mill"), kinds)
    whole = np.prod(city.box[:, 2:] - city.box[:, :2], axis=1)
    is_small = shapely.area(city.shape) < np.maximum(3600.0, 0.6 * whole)
    return np.where(is_small & (kinds >= KINDS.index("tower")), KINDS.index("garden"), kinds)


def _divide(rng: np.random.Generator, box: np.ndarray, kind: str) -> np.ndarray:
    """Rows of u0, v0, u1, v1 and side for the lots of one block."""
    u0, v0, u1, v1 = box
    if kind == "campus":
        return np.array([[u0, v0, u1, v1, 0.0]])
    if kind in _THROUGH:
        cuts = _cuts(rng, u0, u1, _WIDTHS[kind])
        return np.column_stack([cuts[:-1], 0 * cuts[1:] + v0, cuts[1:], 0 * cuts[1:] + v1,
                                0.0 * cuts[1:]])  # fmt: skip
    middle = (v0 + v1) / 2 + rng.integers(-4, 5)
    half_alley = _ALLEY_METERS.get(kind, 0.0) / 2
    has_ends = kind in ("row", "mixed") and u1 - u0 > 90.0
    west, east = (u0 + _END_METERS, u1 - _END_METERS) if has_ends else (u0, u1)
    rows = []
    for side, low, high in ((0, v0, middle - half_alley), (1, middle + half_alley, v1)):
        cuts = _cuts(rng, west, east, _WIDTHS[kind])
        rows += [(a, low, b, high, side) for a, b in zip(cuts[:-1], cuts[1:], strict=True)]
    if has_ends:
        for side, low, high in ((2, u0, west), (3, east, u1)):
            cuts = _cuts(rng, v0, v1, _WIDTHS[kind])
            rows += [(low, a, high, b, side) for a, b in zip(cuts[:-1], cuts[1:], strict=True)]
    return np.array(rows, dtype=float)


def _cuts(
    rng: np.random.Generator, low: float, high: float, width: tuple[float, float]
) -> np.ndarray:
    """Offsets that divide a front into lots of one builder's width, give or take a little."""
    usual = rng.uniform(*width)
    count = max(1, round((high - low) / usual))
    weights = 1.0 + rng.uniform(-1.0, 1.0, count) * (0.05 if usual < 9.0 else 0.25)
    return low + (high - low) * np.concatenate([[0.0], np.cumsum(weights)]) / weights.sum()


def _cut(
    city: Blocks, kinds: np.ndarray, box: np.ndarray, side: np.ndarray, owner: np.ndarray
) -> Lots:
    """Give lots their outline: where the block was cut, the lot is cut with it."""
    angles = np.array([layout.angle for layout in plan.LAYOUTS])[city.grid[owner]]
    shape = np.empty(len(box), dtype=object)
    for angle in np.unique(angles):
        shape[angles == angle] = turned_boxes(box[angles == angle], angle)
    full = shapely.area(shape)
    whole_block = shapely.area(city.shape) > 0.999 * np.prod(
        city.box[:, 2:] - city.box[:, :2], axis=1
    )
    touched = ~whole_block[owner]
    shape[touched] = largest_part(shapely.intersection(shape[touched], city.shape[owner[touched]]))
    area = shapely.area(shape)
    thin = area / np.maximum(shapely.length(shape), 1.0) ** 2 < 0.022
    kept = (area >= _LEAST_LOT) & ~thin
    front = _fronts(box, side)
    return Lots(owner[kept], np.array(KINDS)[kinds[owner[kept]]], side[kept], front[kept],
                shape[kept], area[kept] < 0.97 * full[kept])  # fmt: skip


def _fronts(box: np.ndarray, side: np.ndarray) -> np.ndarray:
    u0, v0, u1, v1 = box.T
    u = np.select([side == 2, side == 3], [u0, u1], (u0 + u1) / 2)
    v = np.select([side == 0, side == 1], [v0, v1], (v0 + v1) / 2)
    return np.column_stack([u, v])
