"""How much more the owner could charge: what leaving would pay."""

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
    numbered,
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
    gap = facts.rent_gap_pct
    return answered(TO_MARKET.of(gap), np.isnan(gap), TO_MARKET.lowest, TO_MARKET.highest)


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
    return numbered(
        np.round(facts.rent_gap_pct) + 0.0,
        value=lambda percent: f"{percent:.0f}",
        sentence=lambda percent: (
            f"Market rent is {percent:.0f}% above the restricted rent."
            if percent >= 0
            else f"Market rent is {-percent:.0f}% below the restricted rent."
        ),
        unknown=f"{RENT_GAP.unknown}.",
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
    answer=_answer_to_market,
    words=_words_to_market,
    applies=_is_other,
)
