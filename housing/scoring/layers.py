"""Homes by the covenants that cover them, as if a covenant over n homes covered the first n.

That nested reading cuts a property into layers of homes, each under its own set of covenants:

    HAP contract   40 homes  to 2026   |##########|
    tax credits   100 homes  to 2041   |##########|###############|
                              layers     1 to 40      41 to 100

Sorted by homes, most first, the layer a covenant ends on is covered by it and all before it.
"""

from dataclasses import dataclass

import numpy as np

from housing.factors.base import Flags, Floats, Whole

#: An event counts if it frees so many homes, or one in so many of the restricted ones: judgement.
COUNTED_HOMES = 5
COUNTED_ONE_IN = 10

#: All points are multiples of one sixteenth.
PARTS = 16


@dataclass(frozen=True, slots=True)
class Layers:
    """The layers of every property, one per covenant; several may be empty.

    `begin` is the position of the property's first layer, `restricted` all its restricted homes.
    """

    place: Whole
    begin: Whole
    homes: Floats
    restricted: Floats

    @classmethod
    def of(cls, place: Whole, units: Floats) -> "Layers":
        """Cut into layers what is sorted by property, and by homes with the most first."""
        starts = np.ones(len(place), bool)
        starts[1:] = place[1:] != place[:-1]
        begin = np.maximum.accumulate(np.where(starts, np.arange(len(place)), 0))
        under = np.zeros(len(place))
        under[:-1] = np.where(starts[1:], 0.0, units[1:])
        return cls(place, begin, units - under, units[begin])

    def covered(self, covenants: Flags) -> Flags:
        """Whether any of these covenants covers the layer."""
        return self._latest(covenants) >= 0

    def held_mostly(self, covenants: Flags, units: Floats) -> Flags:
        """Whether one of these covenants covers half of the property's restricted homes or more."""
        half = covenants & (units * 2 >= self.restricted)
        return self.anywhere(half)

    def anywhere(self, covenants: Flags) -> Flags:
        """Whether any layer of the same property is flagged."""
        if not len(self.place):
            return covenants
        return (np.bincount(self.place, weights=covenants) > 0)[self.place]

    def last(self, years: Floats) -> Whole:
        """Position of the covenant that ends last among those over the layer; -1 if none is dated.

        Of several that end together it is the one over the fewest homes.
        """
        is_dated = ~np.isnan(years)
        latest = np.max(years, where=is_dated, initial=0.0)
        earliest = np.min(years, where=is_dated, initial=0.0)
        # A range of its own for each property, so that the latest so far is always of the same.
        moved = self.place * (latest - earliest + 2) + np.where(is_dated, years - earliest + 1, 0)
        return self._latest(is_dated & (moved >= np.maximum.accumulate(moved)))

    def nearest(self, covenants: Flags) -> Whole:
        """Position of the flagged covenant nearest to the layer; -1 where none covers it."""
        return self._latest(covenants)

    def highest_shared(self, points: Floats, count: int) -> Whole:
        """Position, for each of `count` properties, of the layer whose points enough homes share.

        Enough is `COUNTED_HOMES`, or one in `COUNTED_ONE_IN`; -1 for a property without layers.
        """
        order = self._highest_first(points)
        homes = self.homes[order]
        total = np.cumsum(homes)
        total = total - total[self.begin] + homes[self.begin]
        enough = (total >= COUNTED_HOMES) | (total * COUNTED_ONE_IN >= self.restricted)
        before = np.append(False, enough[:-1]) & (self.begin != np.arange(len(order)))
        first = np.flatnonzero(enough & ~before)
        found = np.full(count, -1, np.int64)
        found[self.place[first]] = order[first]
        return found

    def _latest(self, covenants: Flags) -> Whole:
        """Position of the last flagged covenant over each layer; -1 where none covers it."""
        flagged = np.where(covenants, np.arange(len(covenants)), -1)
        found = np.maximum.accumulate(flagged)
        return np.where(found >= self.begin, found, -1)

    def _highest_first(self, points: Floats) -> Whole:
        """Order by property and then by points, the highest first.

        Properties are in order already, so one sort of a single number nearly in order does: each
        property's points are moved to a range of their own. Points are multiples of a sixteenth,
        so nothing is rounded.
        """
        most = float(np.ceil(np.max(np.abs(points), where=np.isfinite(points), initial=0.0))) + 1
        within = np.clip(points, -most, most)
        return np.argsort(self.place * (2 * most + 1) - within, kind="stable")
