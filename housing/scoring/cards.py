"""The two cards of every property: which factors stand on each, and what they add up to."""

from dataclasses import dataclass, replace
from datetime import date
from functools import reduce

import numpy as np
import pandas as pd

from housing.factors import DISTRESS, EXIT, FACTORS, EventKind, Factor, Facts, Points, Words
from housing.factors.base import Flags, Floats
from housing.factors.foreclosure import CURRENT_MONTHS, FLOOR, FORECLOSURE
from housing.factors.time_to_end import TIME_TO_END
from housing.scoring.bands import ANCHOR_POINTS
from housing.scoring.events import UNDATED_FLOOR, Events
from housing.scoring.weights import Weights

#: An early way out starts lower: about 4 percent in five years, from about 10,000 homes a year
#: leaving by qualified contract (National Housing Trust 2023) of an assumed 1.2 million.
QUALIFIED_CONTRACT_START = 28.0

#: 921 of 13,830 properties with rural loans (Section 515) left early in about five years; the
#: same is assumed of federal mortgages at reduced interest: judgement.
PREPAYMENT_START = 37.0

#: Where every other exit card starts.
EXIT_START = ANCHOR_POINTS

START_BASIS = (
    "GAO-07-290; qualified contracts: NHT 2023, judgement; early repayment: USDA loans that left "
    "in about five years"
)

#: 5 points are odds of 1 percent, for failures nothing on the card points to: judgement.
DISTRESS_START = 5.0


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a card for every property: what it says, and for which properties it is there."""

    code: str
    label: str
    card: str
    basis: str
    unit: str | None
    answer: Points
    words: Words
    is_there: Flags
    unknown: str | None = None
    inexact: str | None = None


def start_row(card: str, kind: np.ndarray, is_there: Flags) -> Row:
    """Where a card starts, before anything is known of the property."""
    if card == DISTRESS:
        texts = ["Every property starts here: some fail with no warning on record."]
        points, code = np.full(len(kind), DISTRESS_START), np.zeros(len(kind), np.int64)
        basis = "judgement"
    else:
        texts = [
            "Every contract starts here: 8% were not renewed.",
            "An early way out starts lower: few owners take it.",
            "Early repayment starts lower: about 7% of rural loans were repaid in five years.",
        ]
        starts = np.asarray([EXIT_START, QUALIFIED_CONTRACT_START, PREPAYMENT_START])
        early = (EventKind.QUALIFIED_CONTRACT, EventKind.PREPAYMENT)
        code = np.select([kind == road for road in early], [1, 2], 0)
        points, basis = starts[code], START_BASIS
    return Row(
        code="E0" if card == EXIT else "D0",
        label="Start",
        card=card,
        basis=basis,
        unit=None,
        answer=_certain(points),
        words=Words(code, [None] * len(texts), texts),
        is_there=is_there,
    )


def exit_constants(facts: Facts, loaded: frozenset[str], weights: Weights) -> Points:
    """Points of the exit card without time, a column per `EventKind`.

    Every factor answers once: asked about a column of kinds, an answer that depends on the kind
    gets a row for each, and any other is the same for all.
    """
    everywhere = np.ones(len(facts.years), bool)
    at = facts.at(np.asarray(EventKind)[:, np.newaxis], facts.years, facts.is_stale)
    rows = [start_row(EXIT, at.kind, everywhere)]
    rows += [
        factor_row(factor, at, loaded, everywhere, weights, with_words=False)
        for factor in FACTORS
        if factor.card == EXIT and factor is not TIME_TO_END
    ]
    found = total(rows)
    return replace(found, points=found.points.T, low=found.low.T, high=found.high.T)


def exit_points(facts: Facts, loaded: frozenset[str], weights: Weights) -> Floats:
    """Points of the exit card at the facts' own event, without any floor."""
    everywhere = np.ones(len(facts.kind), bool)
    rows = [start_row(EXIT, facts.kind, everywhere)]
    rows += [
        factor_row(factor, facts, loaded, everywhere, weights, with_words=False)
        for factor in FACTORS
        if factor.card == EXIT
    ]
    return points_of(rows)


def exit_rows(
    facts: Facts, events: Events, loaded: frozenset[str], has_card: Flags, weights: Weights
) -> list[Row]:
    """Rows of the exit card, at each property's event."""
    rows = [start_row(EXIT, facts.kind, has_card)]
    rows += [
        factor_row(factor, facts, loaded, has_card, weights)
        for factor in FACTORS
        if factor.card == EXIT
    ]
    lift = np.where(events.is_undated, UNDATED_FLOOR - points_of(rows), 0.0)
    return [
        *rows,
        _floor_row(
            "U0",
            EXIT,
            "No end date on record: never called Low",
            "a property without a date may end any day; judgement",
            lift,
            has_card,
        ),
    ]


def distress_rows(facts: Facts, loaded: frozenset[str], weights: Weights) -> list[Row]:
    """Rows of the distress card."""
    everywhere = np.ones(len(facts.kind), bool)
    rows = [start_row(DISTRESS, facts.kind, everywhere)]
    rows += [
        factor_row(factor, facts, loaded, everywhere, weights)
        for factor in FACTORS
        if factor.card == DISTRESS
    ]
    lift = np.where(facts.is_foreclosed, FLOOR - points_of(rows), 0.0)
    basis = f"as for {FORECLOSURE.label.lower()}; judgement"
    label = f"Foreclosure: never under {FLOOR:.0f}"
    return [*rows, _floor_row("F0", DISTRESS, label, basis, lift, everywhere)]


def total(rows: list[Row]) -> Points:
    """Sum of a card's rows, and the least and most it could be."""
    return Points(
        points=points_of(rows),
        low=_sum([np.where(row.is_there, row.answer.low, 0.0) for row in rows]),
        high=_sum([np.where(row.is_there, row.answer.high, 0.0) for row in rows]),
        is_missing=np.zeros(len(rows[0].is_there), bool),
    )


def points_of(rows: list[Row]) -> Floats:
    """Sum of a card's rows."""
    return _sum([np.where(row.is_there, row.answer.points, 0.0) for row in rows])


def _sum(columns: list[Floats]) -> Floats:
    """Sum of arrays; every points value is a multiple of a sixteenth, so sums are exact."""
    return reduce(np.add, columns)


def loaded_columns(properties: pd.DataFrame, as_of: date) -> frozenset[str]:
    """Columns of city-wide collections that this place has loaded: known for some property.

    A collection of filings that ends before the period the factor asks about says nothing of it.
    """
    needed = {factor.needs for factor in FACTORS if factor.needs}
    loaded = {name for name in needed if properties[name].notna().any()}
    oldest = pd.Timestamp(as_of) - pd.DateOffset(months=CURRENT_MONTHS)
    if "foreclosure_date" in loaded and properties["foreclosure_date"].max() < oldest:
        loaded.remove("foreclosure_date")
    return frozenset(loaded)


def factor_row(
    factor: Factor,
    facts: Facts,
    loaded: frozenset[str],
    has_card: Flags,
    weights: Weights,
    *,
    with_words: bool = True,
) -> Row:
    """Return a factor's row, silent where the collection it needs is not loaded."""
    is_loaded = factor.needs is None or factor.needs in loaded
    count = len(facts.years)
    silent = Words(np.zeros(count, np.int64), [None], [f"No data on {factor.data_set} is loaded."])
    zero = np.zeros(count)
    if not is_loaded:
        answer, words = Points(zero, zero, zero, np.ones(count, bool)), silent
    else:
        answer = weights.weighed(factor, factor.answer(facts))
        words = factor.words(facts) if with_words else silent
    return Row(
        code=factor.code,
        label=factor.label,
        card=factor.card,
        basis=factor.basis,
        unit=factor.unit,
        answer=answer,
        words=words,
        is_there=has_card if factor.applies is None else has_card & factor.applies(facts),
        unknown=factor.unknown if is_loaded else None,
        inexact=factor.inexact,
    )


def _floor_row(code: str, card: str, label: str, basis: str, lift: Floats, has_card: Flags) -> Row:
    lift = np.maximum(lift, 0.0)
    words = Words(np.zeros(len(lift), np.int64), [None], [f"{label}."])
    return Row(code, label, card, basis, None, _certain(lift), words, has_card & (lift > 0))


def _certain(points: Floats) -> Points:
    return Points(points, points, points, np.zeros(len(points), bool))
