"""How soon the restrictions end: 20 years left outweighs any gap in rents."""

import numpy as np

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
    either,
    numbered,
)

#: Points at years to the end, linear between. The breaks follow the California Housing
#: Partnership's classes at 1, 5 and 10 years; the slopes are our judgement.
YEARS = (0.0, 1.0, 2.0, 3.0, 5.0, 10.0, 15.0, 20.0, 30.0)
POINTS = (8.0, 8.0, 4.0, 0.0, -10.0, -30.0, -45.0, -65.0, -80.0)

#: Most a contract can get that is listed as active after its end: 18 of 19 such contracts in the
#: District of Columbia were found extended in the next year's export.
STALE_POINTS = -4.0

#: An end that nobody knows is read as this far off, so that no property is safe for lack of a date.
UNDATED_YEARS = 4.0

_UNDATED = "No end date is on record; read as four years off."
_STALE = "A contract is past its stated end but listed as active; most such were renewed."


def points_at(years: Floats) -> Floats:
    """Points at so many years to the end, to the nearest half; a past end counts as today."""
    exact = np.interp(np.clip(years, 0.0, None), YEARS, POINTS)
    return np.asarray(np.round(exact * 2) / 2)


def stale_points_at(years: Floats) -> Floats:
    """Points where a contract listed as active has outlived its stated end."""
    return np.minimum(points_at(years), STALE_POINTS)


def _answer(facts: Facts) -> Points:
    missing = np.isnan(facts.years)
    years = np.where(missing, UNDATED_YEARS, facts.years)
    points = np.where(_is_stale_contract(facts), stale_points_at(years), points_at(years))
    return Points(
        points=points,
        low=np.where(missing, min(POINTS), points),
        high=np.where(missing, max(POINTS), points),
        is_missing=missing,
    )


def _is_stale_contract(facts: Facts) -> Flags:
    renews = (facts.kind == EventKind.RENEWABLE) | (facts.kind == EventKind.PRAC)
    return np.asarray(facts.is_stale & renews)


def _words(facts: Facts) -> Words:
    years = np.round(facts.years, 1) + 0.0
    plain = numbered(years, value=_tenths, sentence=_sentence, unknown=_UNDATED)
    stale = numbered(years, value=_tenths, sentence=lambda _: _STALE, unknown=_STALE)
    early = numbered(years, value=_tenths, sentence=_early_sentence, unknown=_UNDATED)
    told = either(plain, stale, _is_stale_contract(facts))
    return either(told, early, np.isin(facts.kind, EARLY))


def _tenths(years: float) -> str:
    return f"{years:.1f}"


def _sentence(years: float) -> str:
    if years < 0:
        return f"The stated end was {-years:.1f} years ago and nobody has confirmed what followed."
    return f"Restrictions could end in {years:.1f} years."


def _early_sentence(years: float) -> str:
    if years < 0:
        return f"The homes could have left early for {-years:.1f} years."
    if years == 0:
        return "The homes could leave early now."
    return f"The homes could leave early in {years:.1f} years."


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
        ("no date known: as at 4 years", float(points_at(np.asarray(UNDATED_YEARS)))),
    ),
    unknown="No end date on record",
    unit="years",
    answer=_answer,
    words=_words,
)
