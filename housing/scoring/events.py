"""The event an exit card is about: when, and by what road, homes lose their last restriction.

Each layer of homes is read (see `readings`), and the property takes the highest points that
enough of its homes share. Therefore no order of covenants matters, no earlier end ever lowers the
points, and no later covenant over the same homes ever raises them.
"""

from dataclasses import dataclass, replace

import numpy as np

from housing.factors.base import EARLY, EventKind, Flags, Floats, Points, Whole
from housing.factors.time_to_end import POINTS as TIME_POINTS
from housing.factors.time_to_end import UNDATED_YEARS, points_at
from housing.scoring.layers import Layers
from housing.scoring.readings import (
    ROADS,
    STALE_PRAC,
    STALE_RENEWABLE,
    UNDATED,
    Held,
    Leaving,
    Worth,
    read_layers,
)

#: A property whose end nobody knows is never called Low, whatever else is known of it.
UNDATED_FLOOR = 40.0

#: What an unknown kind may turn out to be.
_POSSIBLE = [kind for kind in EventKind if kind not in EARLY]


@dataclass(frozen=True, slots=True)
class Events:
    """The event of every property, and the points of its exit card.

    `row` is the governing covenant's, -1 without one; `has_event` is false where restrictions
    never end by design; `is_undated` is true where the event has no date to go by. `is_unseen`
    says that nobody has seen the contract for long, `is_end_derived` that its end was worked out.

    `way_out` is the road by which some covenant is left before its end, -1 where none is;
    `is_left` is true where that is the governing one. `is_exit_unsure` is true where a way out
    that is scored may prove closed: the points would change by `if_closed`. Where other ways out
    may prove open, they would by `if_open`, and `open_way` is their road, -1 where there is none.
    """

    row: Whole
    kind: Whole
    years: Floats
    is_stale: Flags
    is_unseen: Flags
    is_end_derived: Flags
    is_undated: Flags
    has_event: Flags
    way_out: Whole
    is_left: Flags
    is_exit_unsure: Flags
    points: Floats
    low: Floats
    high: Floats
    if_closed: Floats
    if_open: Floats
    open_way: Whole


def govern(held: Held, constants: Points, time_weight: float = 1.0) -> Events:
    """Find the event of every property.

    Args:
        held: the covenants in force.
        constants: points of everything but time, a row per property, a column per `EventKind`.
        time_weight: what the points of time are multiplied by.
    """
    constants = _complete_kinds(constants)
    undated = _undated(constants, time_weight)
    layers = Layers.of(held.place, held.units)
    readings = read_layers(held, Worth(constants, undated, time_weight), layers)
    reading = readings.counted
    best = layers.highest_shared(reading.points, len(undated.points))
    has = best >= 0
    at = best[has]
    road = _spread(reading.road[at], has, UNDATED)
    points = undated.points.copy()
    points[has] = reading.points[at]
    is_presumed = layers.covered(held.leaving == Leaving.PRESUMED)
    way_out = _spread(reading.way_out[at], has, -1)
    is_early = (way_out >= 0) & _spread(is_presumed[at], has, False)
    if_closed = _change(points, _shared(readings.closed, undated.points, layers))
    return Events(
        row=_spread(held.row[reading.last[at]], has, -1),
        kind=np.asarray(ROADS)[road],
        years=np.where(road == UNDATED, np.nan, _spread(reading.years[at], has, np.nan)),
        is_stale=(road == STALE_RENEWABLE) | (road == STALE_PRAC),
        is_unseen=_spread(reading.is_unseen[at], has, False) & (road != UNDATED),
        is_end_derived=_spread(reading.is_end_derived[at], has, False) & (road != UNDATED),
        is_undated=road == UNDATED,
        has_event=points > -np.inf,
        way_out=way_out,
        is_left=_spread(reading.is_left[at], has, False),
        is_exit_unsure=is_early & (if_closed < 0),
        points=points,
        low=_shared(reading.low, undated.low, layers),
        high=_shared(reading.high, undated.high, layers),
        if_closed=np.where(is_early, if_closed, 0.0),
        if_open=_change(points, _shared(readings.open, undated.points, layers)),
        open_way=_possible_ways(held, len(points)),
    )


def _possible_ways(held: Held, count: int) -> Whole:
    """Road of the possible ways out of each property, -1 without one; of several, a loan's."""
    found = np.full(count, -1, np.int64)
    for road in EARLY:
        is_possible = (held.leaving == Leaving.POSSIBLE) & (held.early_kind == road)
        found[held.place[is_possible]] = road
    return found


def _change(points: Floats, other: Floats) -> Floats:
    """By how much other points differ; 0 where there is no event."""
    changed = np.zeros(len(points))
    return np.subtract(other, points, out=changed, where=np.isfinite(points) & np.isfinite(other))


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
    low, high = constants.low.copy(order="K"), constants.high.copy(order="K")
    low[:, EventKind.UNKNOWN] = np.min([low[:, kind] for kind in _POSSIBLE], axis=0)
    high[:, EventKind.UNKNOWN] = np.max([high[:, kind] for kind in _POSSIBLE], axis=0)
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
