"""Addresses and parcel numbers: which street a lot fronts on, its house number, its square and lot.

House numbers rise by hundreds from block to block, even on one side and odd on the other. A
quadrant follows the street, counted from Custom House Square: `1330 Sextant Street NW`.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely

from housing.sample_city import plan
from housing.sample_city.lots import Lots, lots
from housing.sample_city.streets import blocks, grids, street_lines

#: How the tax office and HUD shorten street types; quays and strands are written out.
SHORT_TYPES = {"Street": "ST", "Avenue": "AVE", "Place": "PL", "Road": "RD", "Lane": "LN",
               "Terrace": "TER", "Court": "CT", "Drive": "DR"}  # fmt: skip

#: A cut lot this near an avenue or a quay has its door there, in meters from lot to center line.
_DOOR_METERS = 32.0

#: Meters of an avenue's length that one pair of house numbers stands for.
_METERS_PER_NUMBER = 5.0

_LOTS_IN_TRACT = {"mill", "campus"}


@dataclass(frozen=True, slots=True)
class Addresses:
    """One place per lot, in the order of `lots()`."""

    number: np.ndarray
    street: np.ndarray
    quadrant: np.ndarray
    zip: np.ndarray
    #: Square, suffix and lot as the tax office writes them; twelve characters.
    ssl: np.ndarray

    def full(self, place: int) -> str:
        """`1330 Sextant Street NW`."""
        return f"{self.number[place]} {self.street[place]} {self.quadrant[place]}"

    def short(self, place: int) -> str:
        """`1330 SEXTANT ST NW`."""
        *name, last = self.street[place].split()
        words = [*name, SHORT_TYPES.get(last, last)]
        return f"{self.number[place]} {' '.join(words)} {self.quadrant[place]}".upper()


@cache
def addresses() -> Addresses:
    """Number every lot. No two lots share an address or a parcel number."""
    land = lots()
    number, street = _grid_addresses(land)
    _move_doors_to_avenues(land, number, street)
    middle = shapely.get_coordinates(shapely.point_on_surface(land.shape))
    north = np.where(middle[:, 1] >= 0.0, "N", "S")
    east = np.where(middle[:, 0] >= 0.0, "E", "W")
    hoods = list(dict.fromkeys(plat.neighborhood for plat in plan.PLATS))
    postal = np.array([f"{hoods.index(p.neighborhood) + 1:05d}" for p in plan.PLATS])
    return Addresses(
        number,
        street,
        np.char.add(north, east).astype(object),
        postal[blocks().plat[land.block]],
        _parcel_numbers(land),
    )


def _grid_addresses(land: Lots) -> tuple[np.ndarray, np.ndarray]:
    city = blocks()
    number = np.zeros(len(land.block), dtype=int)
    street = np.full(len(land.block), "", dtype=object)
    for place, grid in enumerate(grids()):
        mine = city.grid[land.block] == place
        column, row = city.cell[land.block].T
        last = city.last_column[land.block]
        for side, names, line, offsets, along in (
            (0, grid.long_names, row, grid.cross, 0),
            (1, grid.long_names, row + 1, grid.cross, 0),
            (2, grid.cross_names, column, grid.long, 1),
            (3, grid.cross_names, last + 1, grid.long, 1),
        ):
            which = mine & (land.side == side)
            at = land.front[which, along]
            block = np.searchsorted(offsets, at) - 1
            share = (at - offsets[block]) / (offsets[block + 1] - offsets[block])
            odd = 1 if side in (1, 2) else 0
            number[which] = 100 * (block + 1) + 2 * (share * 49.0).astype(int) + odd
            street[which] = np.array(names, dtype=object)[line[which]]
    return number, street


def _move_doors_to_avenues(land: Lots, number: np.ndarray, street: np.ndarray) -> None:
    """Lots cut off by an avenue or a quay take their number from it."""
    wide = [(name, line) for name, rank, line in street_lines() if rank == "avenue"]
    cut = np.flatnonzero(land.is_cut & (land.kind != "campus"))
    taken: set[tuple[str, int]] = set()
    middle = shapely.point_on_surface(land.shape[cut])
    paths = np.array([shapely.LineString(road.path) for road in plan.AVENUES])
    away = np.array([shapely.distance(land.shape[cut], line) for _, line in wide])
    nearest = away.argmin(axis=0)
    for place, which, point, distance in zip(cut, nearest, middle, away.min(axis=0), strict=True):
        if distance > _DOOR_METERS:
            continue
        path = paths[which]
        along = shapely.line_locate_point(path, point)
        foot = shapely.line_interpolate_point(path, along)
        ahead = shapely.line_interpolate_point(path, along + 1.0)
        cross = (ahead.x - foot.x) * (point.y - foot.y) - (ahead.y - foot.y) * (point.x - foot.x)
        door = 100 + 2 * int(along / _METERS_PER_NUMBER) + (1 if cross > 0 else 0)
        while (wide[which][0], door) in taken:
            door += 2
        taken.add((wide[which][0], door))
        number[place], street[place] = door, wide[which][0]


def _parcel_numbers(land: Lots) -> np.ndarray:
    """Square, suffix and lot. A square that an avenue cuts in two has a suffix on either side."""
    city = blocks()
    corner = np.column_stack([city.grid, city.cell])
    _, first, square = np.unique(corner, axis=0, return_index=True, return_inverse=True)
    square = square.ravel()
    halves = np.bincount(square)[square]
    middle = shapely.get_coordinates(shapely.centroid(city.shape))
    home = middle[first[square]]
    suffix = _suffixes(middle, home, halves)
    rng = np.random.default_rng(19)
    starts = np.where(rng.random(len(city.plat)) < 0.4, 801, 1)
    is_tract = rng.random(len(city.plat)) < 0.5
    made = np.full(len(land.block), "", dtype=object)
    counts: dict[tuple[int, str], int] = {}
    for place, block in enumerate(land.block):
        key = (int(square[block]), suffix[block])
        counts[key] = counts.get(key, -1) + 1
        lot = starts[block] + counts[key]
        if land.kind[place] in _LOTS_IN_TRACT and is_tract[block]:
            made[place] = f"PAR {square[block] + 101:04d}{lot:04d}"
        else:
            made[place] = f"{square[block] + 101:04d}{suffix[block]:<4}{lot:04d}"
    return made


def _suffixes(middle: np.ndarray, home: np.ndarray, halves: np.ndarray) -> list[str]:
    """N, S, E or W for the halves of a divided square, by where each lies from the other."""
    east, north = (middle - home).T
    letters = []
    for pieces, across, up in zip(halves, east, north, strict=True):
        if pieces == 1 or across == up == 0.0:
            letters.append("")
        elif abs(across) > abs(up):
            letters.append("E" if across > 0 else "W")
        else:
            letters.append("N" if up > 0 else "S")
    return letters
