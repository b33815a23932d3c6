"""For how long the contract last renewed: a 20-year renewal shows an owner who means to stay."""

import numpy as np

from housing.factors.base import (
    EXIT,
    Factor,
    Facts,
    Points,
    Steps,
    Words,
    answered,
    is_renewable,
    numbered,
)

#: Months of the term before the present one, never the present term: HUD overwrites that on
#: renewal, so it would leak the outcome. Odds ratio 0.51 at 240 months or more is -12, halved
#: because it overlaps with time to the end.
MONTHS = Steps((7, 240), (3, 0, -6))


def _answer(facts: Facts) -> Points:
    months = facts.previous_term_months
    return answered(MONTHS.of(months), np.isnan(months), MONTHS.lowest, MONTHS.highest)


def _words(facts: Facts) -> Words:
    return numbered(
        facts.previous_term_months,
        value=lambda months: f"{months:.0f}",
        sentence=lambda months: f"The contract's previous term was {months:.0f} months.",
        unknown=f"{PREVIOUS_TERM.unknown}.",
    )


PREVIOUS_TERM = Factor(
    code="E9",
    label="Previous contract term",
    card=EXIT,
    question="For how long did the contract run before its present term?",
    basis="HUD contract decisions: odds ratio 0.51 at 240 months or more, halved for overlap; "
    "short terms judgement",
    bands=MONTHS.bands(" months"),
    unknown="The contract's previous term is not known",
    unit="months",
    answer=_answer,
    words=_words,
    applies=is_renewable,
)
