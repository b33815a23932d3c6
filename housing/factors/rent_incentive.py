"""How much more the owner could charge: what leaving would pay."""

from dataclasses import replace

import numpy as np

from housing.factors.base import (
    EXIT,
    EventKind,
    Factor,
    Facts,
    Flags,
    Points,
    Steps,
    Words,
    answered,
    is_renewable,
)
from housing.factors.wording import worded

#: Contract rent as percent of fair market rent. HUD 2015 implies a risk ratio of 2.6 below 80
#: percent (16.5 points), HUD's contract decisions 2003-2016 an odds ratio of 1.52 (7): between.
TO_FAIR_MARKET = Steps((70, 80, 90, 100, 120, 140), (14, 10, 6, 3, 0, -4, -8))

#: Market rent over restricted rent, percent. Under 5 percent the restriction hardly binds.
TO_MARKET = Steps((5, 15, 30, 50), (-6, 2, 6, 10, 14))


def _is_other(facts: Facts) -> Flags:
    return np.asarray(facts.kind != EventKind.RENEWABLE)


def _answer_to_fair_market(facts: Facts) -> Points:
    """Points at the middle of a range, and an interval over all of it: more rent, fewer points."""
    rent = facts.rent_to_fmr_pct
    points = TO_FAIR_MARKET.of(rent)
    is_range = ~np.isnan(facts.rent_to_fmr_low_pct)
    missing = np.isnan(rent)
    at_most, at_least = facts.rent_to_fmr_low_pct, facts.rent_to_fmr_high_pct
    low = np.where(is_range, np.minimum(TO_FAIR_MARKET.of(at_least), points), points)
    high = np.where(is_range, np.maximum(TO_FAIR_MARKET.of(at_most), points), points)
    return Points(
        points=points,
        low=np.where(missing, TO_FAIR_MARKET.lowest, low),
        high=np.where(missing, TO_FAIR_MARKET.highest, high),
        is_missing=missing,
    )


def _answer_to_market(facts: Facts) -> Points:
    """Points of the gap; one that may be wider never speaks for the property, and may be worse."""
    gap = facts.rent_gap_pct
    stated = TO_MARKET.of(gap)
    known = answered(stated, np.isnan(gap), TO_MARKET.lowest, TO_MARKET.highest)
    is_least = facts.is_rent_gap_least & ~np.isnan(gap)
    return replace(
        known,
        points=np.where(is_least, np.maximum(stated, 0.0), known.points),
        high=np.where(is_least, TO_MARKET.highest, known.high),
    )


def _words_to_fair_market(facts: Facts) -> Words:
    return worded(
        [
            np.round(facts.rent_to_fmr_pct),
            np.round(facts.rent_to_fmr_low_pct),
            np.round(facts.rent_to_fmr_high_pct),
        ],
        value=lambda percent, low, high: None if np.isnan(percent) else share(percent, low, high),
        sentence=lambda percent, low, high: (
            f"{RENT_TO_FAIR_MARKET.unknown}."
            if np.isnan(percent)
            else f"The contract rent is {share(percent, low, high)}% of fair market rent."
        ),
    )


def share(percent: float, low: float, high: float) -> str:
    """A ratio, or the range it is published in: `75`, `below 80`, `80 to 100`, `over 160`."""
    if np.isnan(low):
        return f"{percent:.0f}"
    if np.isinf(high) or np.isnan(high):
        return f"over {low - 1:.0f}" if low > 0 else f"about {percent:.0f}"
    return f"below {high + 1:.0f}" if low == 0 else f"{low:.0f} to {high:.0f}"


def _words_to_market(facts: Facts) -> Words:
    return worded(
        [np.round(facts.rent_gap_pct) + 0.0, facts.is_rent_gap_least],
        value=lambda percent, is_least: None if np.isnan(percent) else _gap(percent, is_least),
        sentence=_gap_in_words,
    )


def _gap(percent: float, is_least: bool) -> str:
    return f"{'at least ' if is_least else ''}{percent:.0f}"


def _gap_in_words(percent: float, is_least: bool) -> str:
    if np.isnan(percent):
        return f"{RENT_GAP.unknown}."
    side = f"{abs(percent):.0f}% {'above' if percent >= 0 else 'below'}"
    if not is_least:
        return f"Market rent is {side} the restricted rent."
    return (
        f"Fair market rent is {side} the most that tax credits allow; what the homes cost is not "
        "known, and may be less."
    )


RENT_TO_FAIR_MARKET = Factor(
    code="E3a",
    label="Contract rent to fair market rent",
    card=EXIT,
    question="Where a contract renews: is its rent below what HUD calls fair?",
    basis="HUD 2015 (risk ratio 2.6 under 80%) and HUD contract decisions (odds ratio 1.52): "
    "midpoint; HUD does not state whether its fair market rent is the metropolitan area's or the "
    "ZIP code's",
    bands=TO_FAIR_MARKET.bands("%"),
    unknown="Contract rent is not known",
    unit="percent of fair market rent",
    inexact="Contract rent is published only as a range",
    answer=_answer_to_fair_market,
    words=_words_to_fair_market,
    applies=is_renewable,
)

RENT_GAP = Factor(
    code="E3b",
    label="Market rent over restricted rent",
    card=EXIT,
    question="Elsewhere: how far is the market above the restricted rent?",
    basis="shape judgement; the lowest band from HUD 2012 and Freddie Mac 2022",
    bands=TO_MARKET.bands("%"),
    unknown="Restricted or market rent is not known",
    unit="percent",
    inexact="Of the restricted rent only the most that the law allows is known",
    answer=_answer_to_market,
    words=_words_to_market,
    applies=_is_other,
)
