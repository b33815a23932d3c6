"""The event an exit card is about: when, and by what road, homes lose their last restriction.

A layer of homes (see `layers`) is lost only when all its covenants are. So it is freed at the last
of their ends, and read by the covenant that gives the fewest points; a renewable contract over at
least half of the restricted homes is read for every layer, because which homes it covers is seldom
known, and restrictions go on if it renews. The property takes the highest points that enough of
its homes share. Therefore no order of covenants matters, no earlier end ever lowers the points,
and no later covenant over the same homes ever raises them.
"""

from dataclasses import dataclass, replace

import numpy as np

from housing.factors.base import EventKind, Flags, Floats, Points, Whole
from housing.factors.time_to_end import POINTS as TIME_POINTS
from housing.factors.time_to_end import UNDATED_YEARS, points_at, stale_points_at
from housing.scoring.layers import Layers

#: A property whose end nobody knows is never called Low, whatever else is known of it.
UNDATED_FLOOR = 40.0

#: How a layer may be read: by each kind of covenant, by contracts past their stated end, or by
#: covenants without a date.
_ROADS = (*EventKind, EventKind.RENEWABLE, EventKind.PRAC, EventKind.UNKNOWN)
_STALE_RENEWABLE, _STALE_PRAC, _UNDATED = range(len(EventKind), len(_ROADS))

#: Roads that one contract over half of the homes opens for all of them.
_RENEWING = (EventKind.RENEWABLE, EventKind.PRAC, _STALE_RENEWABLE, _STALE_PRAC)

#: What an unknown kind may turn out to be.
_POSSIBLE = [kind for kind in EventKind if kind != EventKind.QUALIFIED_CONTRACT]


@dataclass(frozen=True, slots=True)
class Held:
    """Covenants in force, sorted by property and then by homes, most first.

    `place` is the property's and `row` the covenant's position in its table. Homes that nobody
    states are read as all homes. `years` is NaN where no end is known, `early_years` where there
    is no way to leave early; `is_waiver_unknown` where nobody says if it was given up.
    """

    place: Whole
    row: Whole
    units: Floats
    years: Floats
    early_years: Floats
    kind: Whole
    is_stale: Flags
    is_open: Flags
    is_waiver_unknown: Flags


@dataclass(frozen=True, slots=True)
class Events:
    """The event of every property, and the points of its exit card but for a floor.

    `row` is the governing covenant's, -1 without one; `has_event` is false where restrictions
    never end by design; `is_undated` is true where the event has no date to go by.
    """

    row: Whole
    kind: Whole
    years: Floats
    is_stale: Flags
    is_undated: Flags
    has_event: Flags
    is_waiver_unknown: Flags
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True)
class _Worth:
    """Points to read layers by: a column per `EventKind`, those without a date, weight of time."""

    constants: Points
    undated: Points
    time_weight: float


@dataclass(frozen=True, slots=True)
class _Reading:
    """Points of every layer, the road they are about, the covenant's position and its years."""

    points: Floats
    low: Floats
    high: Floats
    road: Whole
    last: Whole
    years: Floats


def govern(held: Held, constants: Points, time_weight: float = 1.0) -> Events:
    """Find the event of every property.

    Args:
        held: the covenants in force.
        constants: points of everything but time, a row per property, a column per `EventKind`.
        time_weight: what the points of time are multiplied by.
    """
    constants = _complete_kinds(constants)
    undated = _undated(constants, time_weight)
    count = len(undated.points)
    layers = Layers.of(held.place, held.units)
    reading = _layer_readings(held, _Worth(constants, undated, time_weight), layers)
    best = layers.highest_shared(reading.points, count)
    has = best >= 0
    at = best[has]
    last = reading.last[at]
    road = _spread(reading.road[at], has, _UNDATED)
    unwaived = layers.covered(held.is_waiver_unknown)[at] & (
        road[has] == EventKind.QUALIFIED_CONTRACT
    )
    is_undated = road == _UNDATED
    return Events(
        row=_spread(held.row[last], has, -1),
        kind=np.asarray(_ROADS)[road],
        years=np.where(is_undated, np.nan, _spread(reading.years[at], has, np.nan)),
        is_stale=(road == _STALE_RENEWABLE) | (road == _STALE_PRAC),
        is_undated=is_undated,
        has_event=_spread(reading.points[at] > -np.inf, has, True),
        is_waiver_unknown=_spread(unwaived, has, False),
        low=_shared(reading.low, undated.low, layers),
        high=_shared(reading.high, undated.high, layers),
    )


def _spread(values: np.ndarray, has: Flags, otherwise: float | bool) -> np.ndarray:
    """Values of the properties that have covenants, and a stand-in for the others."""
    found = np.full(len(has), otherwise, dtype=values.dtype)
    found[has] = values
    return found


def _shared(points: Floats, without: Floats, layers: Layers) -> Floats:
    """Highest points that enough homes of each property share, or those without covenants."""
    best = layers.highest_shared(points, len(without))
    has = best >= 0
    found = without.copy()
    found[has] = points[best[has]]
    return found


def _complete_kinds(constants: Points) -> Points:
    """Widen the column of the unknown kind to whatever it may turn out to be."""
    low, high = constants.low.copy(), constants.high.copy()
    low[:, EventKind.UNKNOWN] = low[:, _POSSIBLE].min(axis=1)
    high[:, EventKind.UNKNOWN] = high[:, _POSSIBLE].max(axis=1)
    return replace(constants, low=low, high=high)


def _undated(constants: Points, time_weight: float) -> Points:
    """Points of each property, read without any date: never under the floor."""
    kind = EventKind.UNKNOWN
    at_four_years = constants.points[:, kind] + points_at(np.asarray(UNDATED_YEARS)) * time_weight
    points = np.maximum(at_four_years, UNDATED_FLOOR)
    return replace(
        constants,
        points=points,
        low=constants.low[:, kind] + min(TIME_POINTS) * time_weight,
        high=np.maximum(constants.high[:, kind] + max(TIME_POINTS) * time_weight, points),
    )


def _layer_readings(held: Held, worth: _Worth, layers: Layers) -> _Reading:
    """Read every layer by its covenants' ends, and by the way out before them if that is worse."""
    stated = _read(held, worth, layers)
    leaves = ~np.isnan(held.early_years)
    leaver = replace(
        held,
        kind=np.where(leaves, EventKind.QUALIFIED_CONTRACT, held.kind),
        years=np.where(leaves, held.early_years, held.years),
    )
    early = _read(leaver, worth, layers)
    can_leave = layers.covered(leaves)
    must_allow = can_leave & ~layers.covered(held.is_waiver_unknown)
    is_early = can_leave & (early.points > stated.points)
    return _Reading(
        points=np.where(is_early, early.points, stated.points),
        low=np.where(must_allow, np.maximum(stated.low, early.low), stated.low),
        high=np.where(can_leave, np.maximum(stated.high, early.high), stated.high),
        road=np.where(is_early, early.road, stated.road),
        last=np.where(is_early, early.last, stated.last),
        years=np.where(is_early, early.years, stated.years),
    )


def _read(held: Held, worth: _Worth, layers: Layers) -> _Reading:
    """Read every layer at the last of its ends, by the road that gives the fewest points."""
    last = layers.last(held.years)
    years = np.where(last < 0, np.nan, held.years[last])
    time = points_at(years) * worth.time_weight
    stale_time = stale_points_at(years) * worth.time_weight
    roads = [
        (int(kind), time if road < _UNDATED - 2 else stale_time, _covers(road, held, layers))
        for road, kind in enumerate(_ROADS[:_UNDATED])
    ]
    is_dated = last >= 0
    is_open = layers.covered(held.is_open)
    undated_ones = np.isnan(held.years) & ~held.is_open
    has_undated = layers.covered(undated_ones)

    def least(column: Floats, without_date: Floats, *, now: bool) -> tuple[Floats, Whole]:
        """Fewest points of any road; `now` reads unknown ends as come, if others are dated."""
        found = np.full((len(_ROADS), len(held.place)), np.inf)
        for road, (kind, soon, covers) in enumerate(roads):
            np.copyto(found[road], column[held.place, kind] + soon, where=covers & is_dated)
        read_undated = has_undated & ~(is_dated & now)
        np.copyto(found[_UNDATED], without_date[held.place], where=read_undated)
        road = found.argmin(axis=0)
        points = np.take_along_axis(found, road[np.newaxis], axis=0)[0]
        return np.where(is_open, -np.inf, points), road

    constants, undated = worth.constants, worth.undated
    points, road = least(constants.points, undated.points, now=False)
    return _Reading(
        points=points,
        low=least(constants.low, undated.low, now=False)[0],
        high=least(constants.high, undated.high, now=True)[0],
        road=road,
        last=np.select(
            [is_open, road == _UNDATED],
            [layers.nearest(held.is_open), layers.nearest(undated_ones)],
            last,
        ),
        years=years,
    )


def _covers(road: int, held: Held, layers: Layers) -> Flags:
    """Which layers a road may be read for."""
    is_stale = road in (_STALE_RENEWABLE, _STALE_PRAC)
    dated = ~np.isnan(held.years) & ~held.is_open
    of_road = dated & (held.kind == _ROADS[road]) & (held.is_stale == is_stale)
    covered = layers.covered(of_road)
    if road in _RENEWING:
        return covered | layers.held_mostly(of_road, held.units)
    return covered
