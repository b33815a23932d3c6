"""How soon the restrictions end: 20 years left outweighs any gap in rents."""

from enum import IntEnum, auto

import numpy as np
import pandas as pd

from housing.factors.base import (
    EARLY,
    EXIT,
    EventKind,
    Factor,
    Facts,
    Flags,
    Floats,
    Points,
    Words,
)
from housing.factors.wording import worded

#: Points at years to the end, linear between. The breaks follow the California Housing
#: Partnership's classes at 1, 5 and 10 years; the slopes are our judgement.
YEARS = (0.0, 1.0, 2.0, 3.0, 5.0, 10.0, 15.0, 20.0, 30.0)
POINTS = (8.0, 8.0, 4.0, 0.0, -10.0, -30.0, -45.0, -65.0, -80.0)

#: Most a contract can get that is listed as active after its end: 18 of 19 such contracts in the
#: District of Columbia were found extended in the next year's export.
STALE_POINTS = -4.0

#: A contract that nobody has seen for so long may have ended since: judgement.
UNSEEN_MONTHS = 18

#: An end worked out from the year placed in service may come so much later, because the credit
#: period may begin a year after: judgement, after 26 U.S.C. 42(f)(1).
DERIVED_LATER_YEARS = 1.0

#: An end that nobody knows is read as this far off, so that no property is safe for lack of a date.
UNDATED_YEARS = 4.0


class _Form(IntEnum):
    """How the sentence is put."""

    UNDATED = auto()
    STALE = auto()
    EARLY = auto()
    AHEAD = auto()


def points_at(years: Floats) -> Floats:
    """Points at so many years to the end, to the nearest half; a past end counts as today."""
    exact = np.interp(years, YEARS, POINTS)
    return np.asarray(np.round(exact * 2) / 2)


def stale_points(points: Floats) -> Floats:
    """Points where a contract listed as active has outlived its stated end, from those of it."""
    return np.minimum(points, STALE_POINTS)


def latest_points_at(years: Floats) -> Floats:
    """Fewest points the time to an end may give that was worked out: at the latest it can be."""
    return points_at(years + DERIVED_LATER_YEARS)


def _answer(facts: Facts) -> Points:
    """Points of the stated end; a contract past it, or long unseen, may be ending now."""
    missing = np.isnan(facts.years)
    years = np.where(missing, UNDATED_YEARS, facts.years)
    is_stale = _is_stale_contract(facts)
    stated = points_at(years)
    points = np.where(is_stale, stale_points(stated), stated)
    low, is_later = points.copy(), facts.is_end_derived & ~is_stale
    low[is_later] = latest_points_at(years[is_later])
    return Points(
        points=points,
        low=np.where(missing, min(POINTS), low),
        high=np.where(missing | is_stale | facts.is_unseen, max(POINTS), points),
        is_missing=missing,
    )


def _is_stale_contract(facts: Facts) -> Flags:
    renews = (facts.kind == EventKind.RENEWABLE) | (facts.kind == EventKind.PRAC)
    return np.asarray(facts.is_stale & renews)


def _words(facts: Facts) -> Words:
    years = np.round(facts.years, 1) + 0.0
    form = np.select(
        [_is_stale_contract(facts), np.isnan(years), np.isin(facts.kind, EARLY)],
        [_Form.STALE, _Form.UNDATED, _Form.EARLY],
        _Form.AHEAD,
    )
    is_told = facts.is_unseen | (form == _Form.STALE)
    seen = np.where(is_told, facts.seen, np.nan)
    is_derived = facts.is_end_derived & (form == _Form.AHEAD)
    return worded(
        [form, years, is_derived, seen],
        value=lambda form, years, *_: None if np.isnan(years) else f"{years:.1f}",
        sentence=_sentence,
    )


def _sentence(form: int, years: float, is_derived: bool, seen: float) -> str:
    said = {
        _Form.UNDATED: lambda: "No end date is on record; read as four years off",
        _Form.STALE: lambda: (
            "A contract is past its stated end but listed as active; most such were renewed"
        ),
        _Form.EARLY: lambda: _early(years),
        _Form.AHEAD: lambda: _ahead(years, is_derived),
    }[_Form(form)]()
    return f"{said}{_last_seen(seen)}."


def _ahead(years: float, is_derived: bool) -> str:
    if years < 0:
        said = f"The stated end was {-years:.1f} years ago and nobody has confirmed what followed"
    elif is_derived:
        said = f"Restrictions could end in {years:.1f} to {years + DERIVED_LATER_YEARS:.1f} years"
    else:
        return f"Restrictions could end in {years:.1f} years"
    return f"{said}; the end is worked out from the year placed in service" if is_derived else said


def _early(years: float) -> str:
    if years < 0:
        return f"The homes could have left early for {-years:.1f} years"
    if years == 0:
        return "The homes could leave early now"
    return f"The homes could leave early in {years:.1f} years"


def _last_seen(month: float) -> str:
    if np.isnan(month):
        return ""
    day = pd.Timestamp(np.datetime64(int(month), "M"))
    return f"; a source last saw the contract in {day:%b %Y}"


TIME_TO_END = Factor(
    code="E2",
    label="Time to the end",
    card=EXIT,
    question="How soon could the last restriction on these homes end?",
    basis="California Housing Partnership classes at 1, 5, 10 years; slopes judgement; ends that "
    "passed: 18 of 19 DC contracts extended 2016 to 2017",
    bands=(
        *(
            (f"{years:g} year{'' if years == 1 else 's'} (between: in proportion)", points)
            for years, points in zip(YEARS, POINTS, strict=True)
        ),
        ("contract listed as active after its stated end: at most", STALE_POINTS),
        (
            "contract past its end, or last seen more than "
            f"{UNSEEN_MONTHS} months ago: the range reaches",
            max(POINTS),
        ),
        ("no date known: as at 4 years", float(points_at(np.asarray(UNDATED_YEARS)))),
    ),
    unknown="No end date on record",
    unit="years",
    inexact="When it really ends is not known",
    answer=_answer,
    words=_words,
)
