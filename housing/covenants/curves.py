"""Step curves of many properties at once: how many homes stay restricted after each end."""

from dataclasses import dataclass

import numpy as np

#: The end of a covenant that has none, or whose end bears no date, in microseconds.
NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Ends:
    """Covenants in force, as parallel arrays: whose, until when (microseconds), how many homes."""

    place: np.ndarray
    end: np.ndarray
    #: Homes; 0 where unknown.
    units: np.ndarray
    is_unknown: np.ndarray

    def only(self, mask: np.ndarray) -> "Ends":
        """The masked covenants."""
        return Ends(self.place[mask], self.end[mask], self.units[mask], self.is_unknown[mask])


@dataclass(frozen=True, slots=True)
class Steps:
    """Steps sorted by place and date; the first of each place is dated the curve's first day."""

    place: np.ndarray
    date: np.ndarray
    #: Homes still restricted from `date` on; NaN unknown.
    nested: np.ndarray
    disjoint: np.ndarray
    #: Covenants that end at step `i`: `order[first[i]:last[i]]`, positions in `Ends`; the one
    #: after the last stands for no covenant.
    order: np.ndarray
    first: np.ndarray
    last: np.ndarray


def steps(ends: Ends, places: np.ndarray, total: np.ndarray, first_day: int) -> Steps:
    """Run down every curve, keeping the steps at which some number changes.

    Args:
        ends: the covenants in force on the first day, none ending before it.
        places: the places that have a curve, with covenants in force or without.
        total: all homes of each place, by code; NaN unknown.
        first_day: the day the curves begin, in microseconds.
    """
    # A covenant on no home that ends on the first day gives every curve its first step.
    count = len(ends.place)
    place = np.append(ends.place, places)
    end = np.append(ends.end, np.full(len(places), first_day))
    units = np.append(ends.units, np.full(len(places), 0))
    unknown = np.append(ends.is_unknown, np.full(len(places), False))

    order = np.lexsort((end, place))
    place, end = place[order], end[order]
    new_place = np.append(True, place[1:] != place[:-1])[: len(place)]
    new_step = new_place.copy()
    new_step[1:] |= end[1:] != end[:-1]
    first = np.flatnonzero(new_step)
    last = np.append(first, len(place))[1:]
    stop = np.append(np.flatnonzero(new_place), len(place))[1:][np.cumsum(new_place)[first] - 1]

    blind = _sums_from(unknown[order])
    sums = _sums_from(units[order])
    most = np.append(_most_from(units[order], np.cumsum(new_place)), 0)
    is_blind = blind[last] > blind[stop]
    cap = total[place[first]]
    nested = np.fmin(np.where(last < stop, most[last], 0), cap)
    disjoint = np.fmin(sums[last] - sums[stop], cap)
    nested = np.where(is_blind, np.nan, nested)
    disjoint = np.where(is_blind, np.nan, disjoint)

    changes = _differs(nested) | _differs(disjoint) | new_place[first]
    kept = np.flatnonzero(changes & (end[first] != NEVER))
    return Steps(
        place=place[first[kept]],
        date=end[first[kept]],
        nested=nested[kept],
        disjoint=disjoint[kept],
        order=np.minimum(order, count),
        first=first[kept],
        last=last[kept],
    )


def homes_at(
    place: np.ndarray, date: np.ndarray, homes: np.ndarray, when: np.datetime64 | int, count: int
) -> np.ndarray:
    """Homes still restricted on a day, by place: those of the latest step up to it, 0 without one.

    The steps are in order of date; the day is of the same kind as their dates.
    """
    begun = int(np.searchsorted(date, when, side="right"))
    found = np.zeros(count)
    found[place[:begun]] = homes[:begun]
    return found


def most_units(ends: Ends, total: np.ndarray) -> np.ndarray:
    """Homes under the largest covenant of each place, by code: 0 under none, NaN unknown."""
    most = np.zeros(len(total), dtype=np.int64)
    np.maximum.at(most, ends.place, ends.units)
    capped = np.fmin(most.astype(np.float64), total)
    capped[ends.place[ends.is_unknown]] = np.nan
    return capped


def _sums_from(values: np.ndarray) -> np.ndarray:
    """Sum of the values from each position to the end, and 0 after it."""
    return np.append(np.cumsum(values[::-1], dtype=np.int64)[::-1], 0)


def _most_from(values: np.ndarray, segment: np.ndarray) -> np.ndarray:
    """Largest value from each position to the end of its segment; segments are numbered upward."""
    height = int(values.max(initial=0)) + 1
    lifted = values + (segment.max(initial=0) - segment) * height
    return np.maximum.accumulate(lifted[::-1])[::-1] % height


def _differs(values: np.ndarray) -> np.ndarray:
    """Where a value is not the one before; two unknown values are alike."""
    before = np.append(np.nan, values[:-1])
    return (values != before) & ~(np.isnan(values) & np.isnan(before))
