"""How many homes are restricted: small contracts end more often."""

import numpy as np

from housing.factors.base import EXIT, Factor, Facts, Points, Steps, Words, answered, numbered

#: Odds ratios 1.78 (10 points) and 1.31 (5) against 50 homes or more, shrunk by 0.6.
HOMES = Steps((20, 50), (6, 3, 0))


def _answer(facts: Facts) -> Points:
    return answered(HOMES.of(facts.units), np.isnan(facts.units), HOMES.lowest, HOMES.highest)


def _words(facts: Facts) -> Words:
    return numbered(
        facts.units,
        value=lambda homes: f"{homes:.0f}",
        sentence=lambda homes: (
            "1 home is restricted." if homes == 1 else f"{homes:,.0f} homes are restricted."
        ),
        unknown=f"{SIZE.unknown}.",
    )


SIZE = Factor(
    code="E7",
    label="Restricted homes",
    card=EXIT,
    question="How many homes are restricted?",
    basis="HUD contract decisions: odds ratios 1.78 under 20 homes, 1.31 under 50, shrunk by 0.6",
    bands=HOMES.bands(" homes"),
    unknown="How many homes are restricted is not known",
    unit="homes",
    answer=_answer,
    words=_words,
)
