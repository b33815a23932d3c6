"""Whether rents around the property grow faster than elsewhere in the metro."""

import numpy as np

from housing.factors.base import EXIT, Factor, Facts, Points, Steps, Words, answered, numbered

#: Percentile of rent growth. Small, because in HUD's contract decisions tract rents in the top
#: fifth had an odds ratio of only 1.04.
GROWTH = Steps((20, 40, 60, 80), (-4, -2, 0, 3, 5))


def _answer(facts: Facts) -> Points:
    growth = facts.market_growth_pctile
    return answered(GROWTH.of(growth), np.isnan(growth), GROWTH.lowest, GROWTH.highest)


def _words(facts: Facts) -> Words:
    return numbered(
        np.floor(facts.market_growth_pctile),
        value=lambda percentile: f"{percentile:.0f}",
        sentence=lambda percentile: (
            f"Rents around it grew faster than in {percentile:.0f}% of the area's tracts."
        ),
        unknown=f"{MARKET_GROWTH.unknown}.",
    )


MARKET_GROWTH = Factor(
    code="E4",
    label="Rent growth around it",
    card=EXIT,
    question="Are rents around the property growing faster than elsewhere?",
    basis="direction: HUD 2015, GAO-07-290, Reina and Begley 2014; kept small for an odds ratio "
    "of 1.04 in HUD contract decisions",
    bands=GROWTH.bands("th percentile"),
    unknown="Rent growth around it is not known",
    unit="percentile",
    answer=_answer,
    words=_words,
    data_set="rent growth by tract",
    needs="market_growth_pctile",
)
