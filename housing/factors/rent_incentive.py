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

#: Contract rent as percent of fair market rent. HUD 2015 implies a risk ratio of 2.6 below 80
#: percent (16.5 points), HUD's contract decisions 2003-2016 an odds ratio of 1.52 (7): between.
TO_FAIR_MARKET = Steps((70, 80, 90, 100, 120, 140), (14, 10, 6, 3, 0, -4, -8))

#: Market rent over restricted rent, percent. Under 5 percent the restriction hardly binds.
TO_MARKET = Steps((5, 15, 30, 50), (-6, 2, 6, 10, 14))


def _is_other(facts: Facts) -> Flags:
    return np.asarray(facts.kind != EventKind.RENEWABLE)


def _answer_to_fair_market(facts: Facts) -> Points:
    rent = facts.rent_to_fmr_pct
    return answered(
        TO_FAIR_MARKET.of(rent), np.isnan(rent), TO_FAIR_MARKET.lowest, TO_FAIR_MARKET.highest
    )


def _answer_to_market(facts: Facts) -> Points:
    gap = facts.rent_gap_pct
    return answered(TO_MARKET.of(gap), np.isnan(gap), TO_MARKET.lowest, TO_MARKET.highest)


def _words_to_fair_market(facts: Facts) -> Words:
    return numbered(
        np.round(facts.rent_to_fmr_pct),
        value=lambda percent: f"{percent:.0f}",
        sentence=lambda percent: f"The contract rent is {percent:.0f}% of fair market rent.",
        unknown=f"{RENT_TO_FAIR_MARKET.unknown}.",
    )


def _words_to_market(facts: Facts) -> Words:
    return numbered(
        np.round(facts.rent_gap_pct),
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
    "midpoint",
    bands=TO_FAIR_MARKET.bands("%"),
    unknown="Contract rent is not known",
    unit="percent of fair market rent",
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
