"""Changes in words: days, counts, and the summary of a comparison in a few sentences."""

from typing import TYPE_CHECKING, Any

import pandas as pd

from housing.terms import Change

if TYPE_CHECKING:
    from housing.changes.compare import Comparison

#: What each kind is called where it is counted: one, several.
COUNTED: dict[Change, tuple[str, str]] = {
    Change.PROPERTY_NEW: ("property is new", "properties are new"),
    Change.PROPERTY_UNLISTED: (
        "property is on no list any more (not evidence of loss)",
        "properties are on no list any more (not evidence of loss)",
    ),
    Change.PROPERTY_MERGED: ("property became part of another", "properties became part of others"),
    Change.STATUS_CHANGED: ("status changed", "statuses changed"),
    Change.COVENANT_ENDED: ("covenant is now listed as ended", "covenants are now listed as ended"),
    Change.END_REACHED: ("end date has passed", "end dates have passed"),
    Change.COVENANT_RENEWED: ("contract was renewed", "contracts were renewed"),
    Change.END_LATER: ("other end is later", "other ends are later"),
    Change.END_EARLIER: ("end is earlier", "ends are earlier"),
    Change.END_STATED: ("end is stated for the first time", "ends are stated for the first time"),
    Change.END_WITHDRAWN: ("end is no longer stated", "ends are no longer stated"),
    Change.COVENANT_NEW: ("covenant is new", "covenants are new"),
    Change.COVENANT_UNLISTED: ("covenant is no longer listed", "covenants are no longer listed"),
    Change.COVENANT_REOPENED: (
        "covenant listed as ended is in force again",
        "covenants listed as ended are in force again",
    ),
    Change.PROGRAM_CHANGED: (
        "row names another program (renumbered?)",
        "rows name another program (renumbered?)",
    ),
    Change.OWNER_CHANGED: ("owner on record changed", "owners on record changed"),
    Change.OWNER_TYPE_CHANGED: ("type of owner changed", "types of owner changed"),
    Change.HOMES_CHANGED: (
        "property has another number of restricted homes",
        "properties have another number of restricted homes",
    ),
    Change.BAND_UP: ("score moved up a band", "scores moved up a band"),
    Change.BAND_DOWN: ("score moved down a band", "scores moved down a band"),
    Change.SCORE_UP: ("score rose within its band", "scores rose within their band"),
    Change.SCORE_DOWN: ("score fell within its band", "scores fell within their band"),
    Change.SCORE_BEGAN: ("property has a score now", "properties have a score now"),
    Change.SCORE_ENDED: ("property has no score now", "properties have no score now"),
}

#: What belongs in one sentence of the summary.
SENTENCES: tuple[tuple[Change, ...], ...] = (
    (Change.PROPERTY_NEW, Change.PROPERTY_UNLISTED, Change.PROPERTY_MERGED, Change.STATUS_CHANGED),
    (
        Change.COVENANT_RENEWED,
        Change.END_LATER,
        Change.END_EARLIER,
        Change.END_STATED,
        Change.END_WITHDRAWN,
    ),
    (
        Change.COVENANT_ENDED,
        Change.END_REACHED,
        Change.COVENANT_NEW,
        Change.COVENANT_UNLISTED,
        Change.COVENANT_REOPENED,
        Change.PROGRAM_CHANGED,
    ),
    (Change.OWNER_CHANGED, Change.OWNER_TYPE_CHANGED, Change.HOMES_CHANGED),
    (
        Change.BAND_UP,
        Change.BAND_DOWN,
        Change.SCORE_UP,
        Change.SCORE_DOWN,
        Change.SCORE_BEGAN,
        Change.SCORE_ENDED,
    ),
)

NOTHING = "Nothing differs: the same properties, covenants, owners and scores."


def summary(changes: pd.DataFrame) -> list[str]:
    """Say in a few sentences how much changed; one sentence where nothing did."""
    counts = changes["change"].value_counts()
    told = []
    for kinds in SENTENCES:
        parts = [counted(kind, int(counts.get(kind.value, 0))) for kind in kinds]
        parts = [part for part in parts if part]
        if parts:
            told.append(", ".join(parts) + ".")
    return told or [NOTHING]


def counted(kind: Change, count: int) -> str:
    """Say how many changes there are of a kind; empty for none."""
    return f"{count:,} {COUNTED[kind][count != 1]}" if count else ""


def lines(comparison: "Comparison") -> list[str]:
    """Say everything about a comparison but its rows: notes first, then how much changed."""
    return [*comparison.notes, *summary(comparison.changes)]


def said_day(day: Any) -> str:
    """Say a day as `14 Mar 2031`.

    >>> said_day("2031-03-14")
    '14 Mar 2031'
    """
    moment = pd.Timestamp(day)
    return f"{moment.day} {moment:%b %Y}"


def said_span(days: int) -> str:
    """Say a number of days in the unit people would use, without its direction.

    >>> said_span(-365), said_span(3653), said_span(14)
    ('12 months', '10 years', '14 days')
    """
    count = abs(days)
    for unit, length, least in (("year", 365.25, 700), ("month", 30.44, 60), ("day", 1, 0)):
        if count >= least:
            amount = round(count / length)
            return f"{amount:,} {unit}{'' if amount == 1 else 's'}"
    return f"{count} days"


def homes(count: Any) -> str:
    """Say a number of homes: `1 home`, `64 homes`, or that it is not known."""
    if count is None or pd.isna(count):
        return "an unknown number of homes"
    return f"{int(count):,} home{'' if int(count) == 1 else 's'}"
