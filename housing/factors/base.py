"""What a factor is: one question, the points of each answer, and where the points come from.

Points are on a log-odds scale on which 12 points double the odds, so a published odds ratio
converts as `12 * log2(ratio)` and every factor can be read on the same ruler. A missing answer
gets 0 points, the middle of the population, and widens the interval: it is never called safe.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from housing.factors.distinct import distinct
from housing.terms import OwnerType, Tenancy

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

#: Facts about types are kept as positions in these lists.
OWNER_TYPES = tuple(OwnerType)
TENANCIES = tuple(Tenancy)

EXIT = "exit"
DISTRESS = "distress"


class EventKind(IntEnum):
    """By what road homes would lose their restrictions at the event that is scored."""

    RENEWABLE = 0
    PRAC = 1
    AUTO_LAPSE = 2
    UNKNOWN = 3
    QUALIFIED_CONTRACT = 4
    PREPAYMENT = 5


#: Ways out before the covenant's end.
EARLY = (EventKind.QUALIFIED_CONTRACT, EventKind.PREPAYMENT)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the cards ask about, one array per question; NaN is unknown.

    `kind`, `years` and `is_stale` describe the event that is scored: years until it, negative
    when past, NaN when no date is known. `is_unseen` says that nobody has seen the contract for
    long, `is_end_derived` that its end was worked out, `seen` in which month since 1970 somebody
    last saw the covenant.

    `rent_to_fmr_low_pct` and `rent_to_fmr_high_pct` are the edges of a range, NaN where the ratio
    is exact; a range without an upper edge ends at infinity. `is_rent_gap_least` says that the gap
    may be wider. `owner_sold` is the day since 1970 of
    the sale that puts the owner in doubt, because the record is older or has no date.
    """

    kind: Whole
    years: Floats
    is_stale: Flags
    is_unseen: Flags
    is_end_derived: Flags
    seen: Floats
    rent_to_fmr_pct: Floats
    rent_to_fmr_low_pct: Floats
    rent_to_fmr_high_pct: Floats
    rent_gap_pct: Floats
    is_rent_gap_least: Flags
    market_growth_pctile: Floats
    owner: Whole
    is_owner_older: Flags
    is_owner_undated: Flags
    owner_sold: Floats
    tenancy: Whole
    units: Floats
    year_built: Floats
    last_rehab_year: Floats
    previous_term_months: Floats
    inspection_score: Floats
    inspection_previous_score: Floats
    is_inspection_old: Flags
    tax_years_delinquent: Floats
    is_foreclosed: Flags
    is_recently_sold: Flags
    is_disputed: Flags
    debt_coverage_ratio: Floats
    vacancy_pct: Floats
    violations_pctile: Floats
    violations_per_unit: Floats

    def at(self, kind: Whole, years: Floats, is_stale: Flags) -> "Facts":
        """Return the same facts at another event."""
        return replace(self, kind=kind, years=years, is_stale=is_stale)


@dataclass(frozen=True, slots=True)
class Points:
    """A factor's points for every property, and the least and most they could be."""

    points: Floats
    low: Floats
    high: Floats
    is_missing: Flags


@dataclass(frozen=True, slots=True)
class Words:
    """A factor's answers in words: the distinct ones, and which of them each property has."""

    codes: Whole
    values: Sequence[str | None]
    sentences: Sequence[str]


@dataclass(frozen=True, slots=True)
class Factor:
    """One question of a card. The method page is generated from these.

    `data_set` names a city-wide collection the answer needs. Where a place has not loaded it, the
    factor gives no points to anyone and leaves the interval alone: it would only repeat, for
    every property, that the collection is not there.
    """

    code: str
    label: str
    card: str
    question: str
    basis: str
    bands: tuple[tuple[str, float], ...]
    unknown: str
    answer: Callable[[Facts], Points]
    words: Callable[[Facts], Words]
    unit: str | None = None
    #: How an answer reads that is known, but not exactly.
    inexact: str | None = None
    applies: Callable[[Facts], Flags] | None = None
    data_set: str | None = None
    needs: str | None = None


@dataclass(frozen=True, slots=True)
class Steps:
    """Points by range of a number: `points[0]` below the first edge, then from each edge on."""

    edges: tuple[float, ...]
    points: tuple[float, ...]

    def of(self, values: Floats) -> Floats:
        """Points of each value; 0 for NaN."""
        found = np.asarray(self.points)[np.searchsorted(self.edges, values, side="right")]
        return np.where(np.isnan(values), 0.0, found)

    @property
    def lowest(self) -> float:
        """The fewest points any answer gives."""
        return min(self.points)

    @property
    def highest(self) -> float:
        """The most points any answer gives."""
        return max(self.points)

    def bands(self, unit: str) -> tuple[tuple[str, float], ...]:
        """Every range in words, with its points."""
        edges = [f"{edge:g}" for edge in self.edges]
        middle = [f"{low} to under {high}{unit}" for low, high in pairwise(edges)]
        texts = [f"under {edges[0]}{unit}", *middle, f"{edges[-1]}{unit} or more"]
        return tuple(zip(texts, self.points, strict=True))


def is_renewable(facts: Facts) -> Flags:
    """Whether the event is the end of a contract that usually renews."""
    return np.asarray(facts.kind == EventKind.RENEWABLE)


def answered(points: Floats, missing: Flags, low: Floats | float, high: Floats | float) -> Points:
    """Return points that are certain where known, and 0 within `low` to `high` where missing."""
    points = np.where(missing, 0.0, points)
    return Points(
        points=points,
        low=np.where(missing, low, points),
        high=np.where(missing, high, points),
        is_missing=missing,
    )


def numbered(
    values: Floats,
    *,
    value: Callable[[float], str],
    sentence: Callable[[float], str],
    unknown: str,
) -> Words:
    """Put numbers into words, each distinct one only once."""
    codes, first = distinct([values])
    numbers = values[first].tolist()
    return Words(
        codes=codes,
        values=[None if np.isnan(number) else value(number) for number in numbers],
        sentences=[unknown if np.isnan(number) else sentence(number) for number in numbers],
    )


def either(first: Words, second: Words, is_second: Flags) -> Words:
    """Take the second words where they apply, else the first."""
    return Words(
        codes=np.where(is_second, second.codes + len(first.values), first.codes),
        values=[*first.values, *second.values],
        sentences=[*first.sentences, *second.sentences],
    )
