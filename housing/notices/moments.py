"""What sets a rule off at a property: a covenant's end, year 14, an early end, or a filing."""

from collections.abc import Callable
from datetime import date

import pandas as pd

from housing.notices.early_exit import early_exit_dates, is_early_exit_undated
from housing.notices.rules import FILINGS, Rule
from housing.terms import CovenantKind, NoticeTrigger

#: Why a rule that concerns a covenant has no day to count from, and whom to ask.
STALE = (
    "No date to count from: the end on record has passed and the contract may have been renewed. "
    "Ask the contract administrator."
)
UNKNOWN = (
    "No date to count from: no end is on record. "
    "Ask the contract administrator or the agency that monitors the covenant."
)
UNKNOWN_START = (
    "No date to count from: no start of the tax credit is on record. Ask the state housing agency."
)
PREPAYMENT = (
    "No date to count from: it counts from a prepayment, and no list announces one. "
    "Ask the lender or the agency that insured the loan."
)


def moments(rule: Rule, covenants: pd.DataFrame, events: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Find what sets the rule off: one row per covenant or filing, with its day.

    Where there is no day, `undated` says why and whom to ask.
    """
    if rule.trigger in FILINGS:
        return _filed(rule, events, as_of)
    rows = covenants.loc[rule.covers(covenants) & covenants["property_id"].notna()]
    return _OF_COVENANTS[rule.trigger](rows, as_of)


def names(events: pd.DataFrame, words: tuple[str, ...]) -> pd.Series:
    """Which filings have one of the words in what was published."""
    said = events["description"].fillna("").str.casefold()
    found = pd.Series(False, index=events.index)
    for word in words:
        found |= said.str.contains(word, regex=False)
    return found


def _filed(rule: Rule, events: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Filings that set the rule off, without those that lapsed or answer an offer."""
    day = events["event_date"]
    held = names(events, rule.trigger_words) & events["property_id"].notna() & day.notna()
    if held.any():
        held &= ~names(events, _ANSWERS)
    if rule.lapses_days is not None:
        held &= day + pd.Timedelta(days=rule.lapses_days) >= pd.Timestamp(as_of)
    rows = events.loc[held]
    return pd.DataFrame(
        {
            "property_id": rows["property_id"],
            "covenant_id": None,
            "trigger_event_id": rows["event_id"],
            "trigger_date": rows["event_date"],
            "undated": None,
        }
    )


#: A tenant's answer to an offer is called after it and is not one.
_ANSWERS = ("offer of sale response",)


def _ends(rows: pd.DataFrame, as_of: date) -> pd.DataFrame:
    rows = _held(rows)
    rows = rows.loc[rows["kind"] != CovenantKind.OPEN_ENDED.value]
    is_stale = rows["is_stale"].astype(bool)
    end = rows["usable_end_date"].where(~is_stale)
    undated = pd.Series(UNKNOWN, index=rows.index, dtype="object").mask(is_stale, STALE)
    return _dated(rows, end, undated)


def _year_14(rows: pd.DataFrame, as_of: date) -> pd.DataFrame:
    rows = _held(rows)
    day = early_exit_dates(rows)
    day = day.where(~(day >= rows["usable_end_date"]))
    concerned = day.notna() | is_early_exit_undated(rows)
    rows = rows.loc[concerned]
    undated = pd.Series(UNKNOWN_START, index=rows.index, dtype="object")
    return _dated(rows, day.loc[concerned], undated)


def _early_ends(rows: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Covenants that a source says ended before their stated end."""
    ended = rows["actual_end_date"]
    rows = rows.loc[(ended < rows["end_date"]) & (ended <= pd.Timestamp(as_of))]
    return _dated(rows, rows["actual_end_date"], pd.Series(None, index=rows.index, dtype="object"))


def _prepayments(rows: pd.DataFrame, as_of: date) -> pd.DataFrame:
    rows = _held(rows)
    never = pd.Series(pd.NaT, index=rows.index, dtype="datetime64[us]")
    return _dated(rows, never, pd.Series(PREPAYMENT, index=rows.index, dtype="object"))


def _held(rows: pd.DataFrame) -> pd.DataFrame:
    """Covenants in force, without rows that another one repeats (no home is counted for them)."""
    is_held = rows["is_active"] & rows["is_covenant"] & ~rows["units_counted"].eq(0).fillna(False)
    return rows.loc[is_held.astype(bool)]


def _dated(rows: pd.DataFrame, day: pd.Series, undated: pd.Series) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "property_id": rows["property_id"],
            "covenant_id": rows["covenant_id"],
            "trigger_event_id": None,
            "trigger_date": day,
            "undated": undated.where(day.isna(), None),
        }
    )


_OF_COVENANTS: dict[NoticeTrigger, Callable[[pd.DataFrame, date], pd.DataFrame]] = {
    NoticeTrigger.COVENANT_END: _ends,
    NoticeTrigger.CONTRACT_END: _ends,
    NoticeTrigger.YEAR_14: _year_14,
    NoticeTrigger.EARLY_END: _early_ends,
    NoticeTrigger.PREPAYMENT: _prepayments,
}
