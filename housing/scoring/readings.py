"""How a layer of homes may be read: when it loses its last restriction, by what road, for how much.

A layer of homes (see `layers`) is lost only when all its covenants are. So it is freed at the last
of their ends, and read by the covenant that gives the fewest points; a renewable contract over at
least half of the restricted homes is read for every layer, because which homes it covers is seldom
known, and restrictions go on if it renews. Where owners can leave a covenant before its end, the
layer is read again as if they did, and the reading that gives most points counts.
"""

from dataclasses import dataclass, fields, replace
from enum import IntEnum

import numpy as np

from housing.factors.base import EARLY, EventKind, Flags, Floats, Points, Whole
from housing.factors.time_to_end import POINTS as TIME_POINTS
from housing.factors.time_to_end import latest_points_at, points_at, stale_points
from housing.scoring.layers import Layers

#: How a layer may be read: by each kind of covenant, by contracts past their stated end, or by
#: covenants without a date.
ROADS = (*EventKind, EventKind.RENEWABLE, EventKind.PRAC, EventKind.UNKNOWN)
STALE_RENEWABLE, STALE_PRAC, UNDATED = range(len(EventKind), len(ROADS))

_STALE = (STALE_RENEWABLE, STALE_PRAC)

#: Roads that one contract over half of the homes opens for all of them.
_RENEWING = (EventKind.RENEWABLE, EventKind.PRAC, *_STALE)


class Leaving(IntEnum):
    """Whether a covenant can be left before its end, as far as anybody knows.

    `POSSIBLE` only widens the interval, `PRESUMED` is scored but may prove wrong.
    """

    NO = 0
    POSSIBLE = 1
    PRESUMED = 2
    SURE = 3


@dataclass(frozen=True, slots=True)
class Held:
    """Covenants in force, sorted by property and then by homes, most first.

    `place` is the property's and `row` the covenant's position in its table. Homes that nobody
    states are read as all homes. `years` is NaN where no end is known; `early_years` and
    `early_kind` are of the way out before it, where `leaving` says that there is one. `is_unseen`
    says that nobody has seen a contract for long, `is_end_derived` that its end was worked out and
    may come later.
    """

    place: Whole
    row: Whole
    units: Floats
    years: Floats
    kind: Whole
    is_stale: Flags
    is_unseen: Flags
    is_end_derived: Flags
    is_open: Flags
    early_years: Floats
    early_kind: Whole
    leaving: Whole

    def only(self, kept: Flags) -> "Held":
        """Return some of the covenants, in the same order."""
        return Held(*(getattr(self, column.name)[kept] for column in fields(self)))

    def left(self, level: Leaving) -> "Held":
        """Return the covenants as if everyone left those that can be left, at this level or more.

        A way out replaces the end of its covenant.
        """
        leaves = self.leaving >= level
        return replace(
            self,
            kind=np.where(leaves, self.early_kind, self.kind),
            years=np.where(leaves, self.early_years, self.years),
            is_stale=self.is_stale & ~leaves,
            is_unseen=self.is_unseen & ~leaves,
            is_end_derived=self.is_end_derived & ~leaves,
        )


@dataclass(frozen=True, slots=True)
class Worth:
    """Points to read layers by: a column per `EventKind`, those without a date, weight of time."""

    constants: Points
    undated: Points
    time_weight: float


@dataclass(frozen=True, slots=True)
class Reading:
    """Points of every layer, the road they are about, the covenant's position and its years.

    `way_out` is the road by which some covenant over the layer is left before its end, -1 if none
    is; `is_left` whether the covenant at that position is itself left.
    """

    points: Floats
    low: Floats
    high: Floats
    road: Whole
    last: Whole
    years: Floats
    is_unseen: Flags
    is_end_derived: Flags
    way_out: Whole
    is_left: Flags

    def where(self, rows: Flags, other: "Reading") -> "Reading":
        """Return the other reading for these layers, this one for the rest."""
        return Reading(
            *(
                np.where(rows, getattr(other, column.name), getattr(self, column.name))
                for column in fields(self)
            )
        )


@dataclass(frozen=True, slots=True)
class Readings:
    """What counts for every layer, and points to compare it with.

    `closed` are those if every way out proved closed that is not sure, `open` those if every one
    proved open that nobody has ruled out.
    """

    counted: Reading
    closed: Floats
    open: Floats


def read_layers(held: Held, worth: Worth, layers: Layers) -> Readings:
    """Read every layer by its covenants' ends, and by the ways out before them if that is worse.

    Low counts only the ways out that are sure, high all that are possible.
    """
    stated = _read(held, worth, layers)
    sure, presumed, possible = (
        _read_left(held, worth, layers, level, stated)
        for level in (Leaving.SURE, Leaving.PRESUMED, Leaving.POSSIBLE)
    )
    closed = stated.where(sure.points > stated.points, sure)
    counted = closed.where(presumed.points > closed.points, presumed)
    return Readings(
        counted=replace(
            counted,
            low=np.maximum(stated.low, sure.low),
            high=np.max([stated.high, sure.high, presumed.high, possible.high], axis=0),
        ),
        closed=closed.points,
        open=np.maximum(counted.points, possible.points),
    )


def _read_left(
    held: Held, worth: Worth, layers: Layers, level: Leaving, stated: Reading
) -> Reading:
    """Read the layers of properties that have a way out of just this level, as if all were taken.

    Elsewhere nothing changes from the reading of the next level, or from the stated one.
    """
    concerned = layers.anywhere(held.leaving == level)
    if not concerned.any():
        return stated
    some = held.left(level).only(concerned)
    leaves = some.leaving >= level
    cut = Layers.of(some.place, some.units)
    early = _read(some, worth, cut)
    left = [cut.covered(leaves & (some.early_kind == kind)) for kind in EARLY]
    early = replace(early, way_out=np.select(left, EARLY, -1), is_left=leaves[early.last])
    found = {column.name: getattr(stated, column.name).copy() for column in fields(stated)}
    for name, values in found.items():
        values[concerned] = getattr(early, name)
    found["last"][concerned] = np.flatnonzero(concerned)[early.last]
    return Reading(**found)


def _read(held: Held, worth: Worth, layers: Layers) -> Reading:
    """Read every layer at the last of its ends, by the road that gives the fewest points."""
    last = layers.last(held.years)
    years = np.where(last < 0, np.nan, held.years[last])
    is_dated = last >= 0
    is_unseen = held.is_unseen[last] & is_dated
    is_end_derived = held.is_end_derived[last] & is_dated
    time, low_time, high_time = _times(years, is_unseen, is_end_derived, worth.time_weight)
    open_one = layers.nearest(held.is_open)
    undated_one = layers.nearest(np.isnan(held.years) & ~held.is_open)
    is_open = open_one >= 0
    roads = _roads(held, layers, is_dated)
    roads[UNDATED] = np.flatnonzero(undated_one >= 0)

    def least(
        column: Floats, without_date: Floats, soon: tuple[Floats, Floats], *, now: bool
    ) -> tuple[Floats, Whole]:
        """Fewest points of any road; `now` reads unknown ends as come, if others are dated."""
        fewest, chosen = np.full(len(held.place), np.inf), np.zeros(len(held.place), np.int64)
        for road, at in roads.items():
            if road == UNDATED:
                at = at[~is_dated[at]] if now else at
                points = without_date[held.place[at]]
            else:
                points = column[:, ROADS[road]][held.place[at]] + soon[road in _STALE][at]
            is_less = points < fewest[at]
            fewest[at[is_less]], chosen[at[is_less]] = points[is_less], road
        fewest[is_open] = -np.inf
        return fewest, chosen

    constants, undated = worth.constants, worth.undated
    points, road = least(constants.points, undated.points, time, now=False)
    return Reading(
        points=points,
        low=least(constants.low, undated.low, low_time, now=False)[0],
        high=least(constants.high, undated.high, high_time, now=True)[0],
        road=road,
        last=np.select([is_open, road == UNDATED], [open_one, undated_one], last),
        years=years,
        is_unseen=is_unseen,
        is_end_derived=is_end_derived,
        way_out=np.full(len(years), -1),
        is_left=np.zeros(len(years), bool),
    )


def _times(
    years: Floats, is_unseen: Flags, is_end_derived: Flags, weight: float
) -> tuple[tuple[Floats, Floats], ...]:
    """Points of the time to an end, the least and the most, each for live and for stale contracts.

    A contract past its end, or unseen for long, may be ending now.
    """
    stated = points_at(years)
    time, stale = stated * weight, stale_points(stated) * weight
    now = np.full(len(years), max(TIME_POINTS) * weight)
    latest = time.copy()
    latest[is_end_derived] = latest_points_at(years[is_end_derived]) * weight
    return (time, stale), (latest, stale), (np.where(is_unseen, now, time), now)


def _roads(held: Held, layers: Layers, is_dated: Flags) -> dict[int, Whole]:
    """Dated layers each road may be read for; without the roads that no covenant opens."""
    dated = ~np.isnan(held.years) & ~held.is_open
    found = {}
    for road, kind in enumerate(ROADS[:UNDATED]):
        of_road = dated & (held.kind == kind) & (held.is_stale == (road in _STALE))
        if of_road.any():
            covers = layers.covered(of_road)
            if road in _RENEWING:
                covers |= layers.held_mostly(of_road, held.units)
            found[road] = np.flatnonzero(covers & is_dated)
    return found
