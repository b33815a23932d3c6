"""What weighs most at a property: for concern, against it, and of what nobody knows."""

import numpy as np
import pyarrow as pa

from housing.factors.base import EventKind, Floats
from housing.scoring.cards import Row
from housing.scoring.contributions import at_column, sentences
from housing.scoring.events import Events
from housing.scoring.layers import PARTS
from housing.scoring.text import joined, phrased, picked, series

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
    points = np.stack(
        [np.where(r.is_there & ~r.answer.is_missing, r.answer.points, 0.0) for r in asked], axis=1
    )
    highest, lowest = points.argmax(1), points.argmin(1)
    highest = np.where(points.max(axis=1) > 0, highest, -1)
    lowest = np.where(points.min(axis=1) < 0, lowest, -1)
    return {
        "largest_for": series(picked(*sentences(asked, highest))),
        "largest_against": series(picked(*sentences(asked, lowest))),
        "largest_unknown": series(joined([_way_out(events), _widest(asked)], "; ")),
    }


def _widest(asked: list[Row]) -> pa.Array:
    """The unknown factor that could move the score most, with its range; nothing without one."""
    spread = np.stack(
        [np.where(r.is_there, r.answer.high - r.answer.low, 0.0) for r in asked], axis=1
    )
    widest = spread.argmax(1)
    low = at_column([row.answer.low for row in asked], widest)
    high = at_column([row.answer.high for row in asked], widest)
    is_missing = at_column([row.answer.is_missing for row in asked], widest)
    widest = np.where(spread.max(axis=1) > 0, widest, -1)

    def told(row: int, low: int, high: int, is_missing: bool) -> str | None:
        said = asked[row].unknown if is_missing else asked[row].inexact or asked[row].unknown
        return f"{said} ({_range(low, high)})" if row >= 0 else None

    return phrased([widest, _parts(low), _parts(high), is_missing], told)


def _way_out(events: Events) -> pa.Array:
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
