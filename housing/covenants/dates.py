"""Date rules: which stated ends can be believed, and which covenants have none by design."""

from datetime import date
from functools import partial

import pandas as pd

from housing.covenants.doubts import day, doubts
from housing.covenants.rules import Rule, bits
from housing.terms import CovenantKind, Issue, Program

#: Nothing that still binds began or ended before; earlier dates are blanks or a lost century.
EARLIEST = pd.Timestamp(1960, 1, 1)

#: The longest term in use is 99 years, so no end lies further off. A judgement.
LATEST_YEARS = 99

#: A ground lease of 99 years, give or take leap days, is as good as perpetual. A judgement.
LONG_TERM_DAYS = 99 * 365


def judge_dates(rows: pd.DataFrame, as_of: date) -> tuple[pd.DataFrame, list[pd.DataFrame]]:
    """Add `usable_start_date`, `usable_end_date` and `rules`, and settle `kind`.

    Rules in order: a date outside the window is unknown; an end before the start is unknown; a
    covenant stated perpetual is open-ended. A century is never corrected, only proposed.
    """
    start, end = rows["start_date"], rows["end_date"]
    latest = pd.Timestamp(as_of) + pd.DateOffset(years=LATEST_YEARS)
    start_out = start.notna() & ~start.between(EARLIEST, latest)
    end_out = end.notna() & ~end.between(EARLIEST, latest)
    start = start.mask(start_out)
    reversed_ = end.notna() & ~end_out & start.notna() & (end < start)
    judged = rows.assign(
        usable_start_date=start,
        usable_end_date=end.mask(end_out | reversed_),
        rules=bits(Rule.OUT_OF_RANGE, end_out) | bits(Rule.END_BEFORE_START, reversed_),
    )
    issues = [
        *doubts(rows, start_out, Issue.DATE_OUT_OF_RANGE, _start_sentence),
        *doubts(rows, end_out, Issue.DATE_OUT_OF_RANGE, partial(_end_sentence, latest=latest)),
        *doubts(
            rows, reversed_, Issue.END_BEFORE_START, partial(_reversed_sentence, latest=latest)
        ),
    ]
    return _settle_open_ends(judged), issues


def _settle_open_ends(rows: pd.DataFrame) -> pd.DataFrame:
    """Tell apart no end by design, a stated end of an open-ended program, and an unknown end."""
    end = rows["usable_end_date"]
    binds = rows["kind"] != CovenantKind.NONE.value
    perpetual = binds & rows["is_perpetual"].fillna(False).astype(bool)
    days = (end - rows["usable_start_date"]).dt.days
    is_lease = rows["program"] == Program.LAND_TRUST.value
    long_term = binds & ~perpetual & is_lease & (days >= LONG_TERM_DAYS)
    no_schedule = (rows["kind"] == CovenantKind.OPEN_ENDED.value) & ~perpetual & ~long_term
    stated_end = no_schedule & end.notna()
    open_ended = perpetual | long_term | (no_schedule & end.isna())
    kind = rows["kind"].mask(open_ended, CovenantKind.OPEN_ENDED.value)
    no_end = ~open_ended & rows["end_date"].isna()
    return rows.assign(
        kind=kind.mask(stated_end, CovenantKind.AUTO_LAPSE.value),
        usable_end_date=end.mask(open_ended),
        rules=rows["rules"]
        | bits(Rule.PERPETUAL, perpetual)
        | bits(Rule.LONG_TERM, long_term)
        | bits(Rule.OPEN_ENDED, no_schedule & end.isna())
        | bits(Rule.STATED_END, stated_end)
        | bits(Rule.NO_END, no_end),
    )


def _start_sentence(rows: pd.DataFrame) -> pd.Series:
    return (
        "The start date "
        + day(rows["start_date"])
        + " cannot be and is treated as unknown. The recorded agreement would settle it."
    )


def _end_sentence(rows: pd.DataFrame, latest: pd.Timestamp) -> pd.Series:
    return (
        "The end date "
        + day(rows["end_date"])
        + " cannot be and is treated as unknown."
        + _proposal(rows, latest)
        + " The recorded agreement would settle it."
    )


def _reversed_sentence(rows: pd.DataFrame, latest: pd.Timestamp) -> pd.Series:
    return (
        "The end date "
        + day(rows["end_date"])
        + " is before the start date "
        + day(rows["start_date"])
        + ", so the end is treated as unknown."
        + _proposal(rows, latest)
        + " The recorded agreement would settle it."
    )


def _proposal(rows: pd.DataFrame, latest: pd.Timestamp) -> pd.Series:
    """Propose the same day a century later where that is possible; nobody's date is changed."""
    is_early = rows["end_date"] <= latest
    later = rows["end_date"].where(is_early) + pd.DateOffset(years=100)
    fits = later.between(EARLIEST, latest) & ~(later <= rows["start_date"])
    text = " If the century is wrong, it may be " + day(later) + "."
    return text.where(fits, "").astype("string")
