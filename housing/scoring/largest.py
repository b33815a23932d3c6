"""What weighs most at a property: for concern, against it, and of what nobody knows."""

import numpy as np

from housing.factors.base import EventKind, Floats, Whole
from housing.scoring.cards import Row
from housing.scoring.contributions import at_column, sentences
from housing.scoring.events import Events
from housing.scoring.layers import PARTS
from housing.scoring.text import Phrases, joined, phrased, series

#: What would settle whether a way out is there, said with the points it would change.
WAIVER_UNKNOWN = "Whether the early way out was waived: check the recorded agreement (LURA)"
START_UNKNOWN = (
    "Whether the tax credits may be left early, which no start date on record tells: check the "
    "recorded agreement (LURA)"
)
PREPAYMENT_UNKNOWN = "Whether the loan may be repaid early: check its documents or ask the lender"


def largest(rows: list[Row], events: Events) -> dict[str, object]:
    """Sentences of the factors that weigh most for and against, and of the widest unknown.

    An unknown way out is always named with the unknowns, because it is about the event itself.
    """
    asked = [row for row in rows if row.unknown is not None]
    points = [np.where(r.is_there & ~r.answer.is_missing, r.answer.points, 0.0) for r in asked]
    return {
        "largest_for": series(_with_points(asked, points, _largest(points))),
        "largest_against": series(_with_points(asked, points, _largest([-one for one in points]))),
        "largest_unknown": series(joined([_way_out(events), _widest(asked)], "; ")),
    }


def _with_points(asked: list[Row], points: list[Floats], which: Whole) -> Phrases:
    """Sentence of one row per property, with the points it gives; nothing where it is -1."""
    said = sentences(asked, which)

    def told(code: int, parts: int) -> str | None:
        word = said.words[code] if code >= 0 else None
        return f"{word.rstrip('.')} ({parts / PARTS:+g} points)." if word else None

    return phrased([said.codes, _parts(at_column(points, which))], told)


def _largest(columns: list[Floats]) -> Whole:
    """Column of the largest value above 0 in each row, the first of equals; -1 without one."""
    most, which = np.zeros(len(columns[0])), np.full(len(columns[0]), -1)
    for number, values in enumerate(columns):
        is_more = values > most
        np.copyto(which, number, where=is_more)
        np.copyto(most, values, where=is_more)
    return which


def _widest(asked: list[Row]) -> Phrases:
    """The unknown factor that could move the score most, with its range; nothing without one."""
    widest = _largest([np.where(r.is_there, r.answer.high - r.answer.low, 0.0) for r in asked])
    low = at_column([row.answer.low for row in asked], widest)
    high = at_column([row.answer.high for row in asked], widest)
    is_missing = at_column([row.answer.is_missing for row in asked], widest)

    def told(row: int, low: int, high: int, is_missing: bool) -> str | None:
        said = asked[row].unknown if is_missing else asked[row].inexact or asked[row].unknown
        return f"{said} ({_range(low, high)})" if row >= 0 else None

    return phrased([widest, _parts(low), _parts(high), is_missing], told)


def _way_out(events: Events) -> Phrases:
    """Whether the way out that is scored, or one that is not, is really there."""

    def told(closed: int, opened: int, is_loan: int, opens_loan: int) -> str | None:
        if closed:
            asked = PREPAYMENT_UNKNOWN if is_loan else WAIVER_UNKNOWN
            return f"{asked} ({_range(closed, 0)})"
        asked = PREPAYMENT_UNKNOWN if opens_loan else START_UNKNOWN
        return f"{asked} ({_range(0, opened)})" if opened else None

    loans = [way == EventKind.PREPAYMENT for way in (events.way_out, events.open_way)]
    points = [_parts(events.if_closed), _parts(events.if_open)]
    return phrased([*points, *(loan.astype(np.int64) for loan in loans)], told)


def _range(low: int, high: int) -> str:
    least, most = (f"{part / PARTS:+g}" if part else "0" for part in (low, high))
    return f"{least} to {most} points"


def _parts(points: Floats) -> np.ndarray:
    return np.round(PARTS * points).astype(np.int64)
