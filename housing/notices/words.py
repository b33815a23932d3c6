"""A deadline in one or two sentences that anybody can read."""

import pandas as pd

from housing.notices.filings import COVERED, NO_LIST
from housing.notices.rules import UNVERIFIED, Rule
from housing.terms import NoticeNature, NoticePhase

#: Ends the sentence of a rule that nobody read in its source.
UNVERIFIED_NOTE = "This rule is unverified: read the law before relying on it."

#: Where the number of homes decides whether a rule applies, and is not on record.
UNITS_UNKNOWN_NOTE = "Whether this rule applies is not known: the number of homes is not on record."


def sentences(rule: Rule, rows: pd.DataFrame) -> pd.Series:
    """Say each row in words: who does what by when, what is on file, what nobody knows."""
    told = _dated(rule, rows).mask(rows["undated"].notna(), _undated(rule, rows))
    if rule.nature is NoticeNature.DUTY:
        told += f" It goes to {rule.to_whom}."
    told += _after(rows)
    if rule.note:
        told += " " + rule.note
    told = told.mask(rows["is_size_unknown"], told + " " + UNITS_UNKNOWN_NOTE)
    return told + " " + UNVERIFIED_NOTE if rule.standing == UNVERIFIED else told


def said_day(days: pd.Series) -> pd.Series:
    """Say days as `14 Mar 2031`; nothing for none. Each distinct day is said once."""
    places, distinct = pd.factorize(days)
    said = [f"{day.day} {day:%b %Y}" for day in pd.DatetimeIndex(distinct)]
    return pd.Series([*said, ""], dtype="string").take(places).set_axis(days.index)


def _undated(rule: Rule, rows: pd.DataFrame) -> pd.Series:
    """Say what the law asks, and why it has no day here."""
    verb = "must" if rule.nature is NoticeNature.DUTY else "may"
    said = rows["undated"].fillna("").astype("object")
    return said + f" What the law says: {_lowered(rule.who)} {verb} {rule.action}."


def _dated(rule: Rule, rows: pd.DataFrame) -> pd.Series:
    """Say by when who acts."""
    opens, closes = said_day(rows["opens_date"]), said_day(rows["deadline_date"])
    is_duty = rule.nature is NoticeNature.DUTY
    if not rule.has_deadline:
        span = "From " + opens + " on"
    elif not is_duty:
        span = "Until " + closes
    elif rule.has_opening:
        span = "Between " + opens + " and " + closes
    else:
        span = "By " + closes
    is_over = rows["phase"].isin([NoticePhase.PASSED.value, NoticePhase.EXPECTED_MISSING.value])
    now, past = ("must", "had to") if is_duty else ("may", "could")
    verb = pd.Series(now, index=rows.index, dtype="object").mask(is_over, past)
    return span.astype("object") + f" {_lowered(rule.who)} " + verb + f" {rule.action}."


def _lowered(who: str) -> str:
    return who[:1].lower() + who[1:]


def _after(rows: pd.DataFrame) -> pd.Series:
    """Say what became of it: on file, missing, not known, or over."""
    phase, is_duty = rows["phase"], rows["nature"] == NoticeNature.DUTY.value
    on_time = " It is on file, dated " + said_day(rows["filed_date"]) + "."
    late = " It is on file, dated " + said_day(rows["filed_date"]) + ", after the deadline."
    is_late = rows["filed_date"] > rows["deadline_date"]
    unlisted = " Whether that was done is not known: no list of such notices is loaded."
    partly = " Whether that was done is not known: the list loaded does not cover that time."
    said = pd.Series("", index=rows.index, dtype="object")
    said = said.mask(phase == NoticePhase.FILED.value, on_time)
    said = said.mask((phase == NoticePhase.FILED.value) & is_late, late)
    said = said.mask(
        phase == NoticePhase.EXPECTED_MISSING.value,
        " None is on file, and the list loaded covers that time.",
    )
    passed = phase == NoticePhase.PASSED.value
    said = said.mask(passed & ~is_duty, " That time is over.")
    said = said.mask(passed & is_duty & (rows["reach"] == NO_LIST), unlisted)
    return said.mask(passed & is_duty & ~rows["reach"].isin([NO_LIST, COVERED]), partly)
