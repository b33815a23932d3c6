"""How the property's serious code violations compare with those of others in the same place."""

import numpy as np

from housing.factors.base import (
    DISTRESS,
    Factor,
    Facts,
    Points,
    Steps,
    Words,
    answered,
)
from housing.factors.wording import worded

#: Percentile of serious violations per home among the place's properties: judgement.
PERCENTILE = Steps((80, 95), (0, 8, 15))


def _answer(facts: Facts) -> Points:
    """A property without violations gets no points, however few have any."""
    points = np.where(facts.violations_per_unit > 0, PERCENTILE.of(facts.violations_pctile), 0.0)
    missing = np.isnan(facts.violations_pctile)
    return answered(points, missing, PERCENTILE.lowest, PERCENTILE.highest)


def _words(facts: Facts) -> Words:
    return worded(
        [np.round(facts.violations_per_unit, 2), np.floor(facts.violations_pctile)],
        value=lambda each, rank: None if np.isnan(rank) else f"{each:g}",
        sentence=_sentence,
    )


def _sentence(each: float, rank: float) -> str:
    if np.isnan(rank):
        return f"{VIOLATIONS.unknown}."
    if each == 0:
        return "No serious code violation is open."
    return (
        f"{each:g} serious code violations for each home: more than at {rank:.0f} of 100 "
        "properties here."
    )


VIOLATIONS = Factor(
    code="D7",
    label="Serious code violations",
    card=DISTRESS,
    question="Does it have more serious code violations per home than most properties here?",
    basis="judgement",
    bands=(
        ("percentile 95 or more", 15.0),
        ("percentile 80 to under 95", 8.0),
        ("percentile under 80, or no violation", 0.0),
    ),
    unknown="How many serious code violations are open is not known",
    unit="for each home",
    answer=_answer,
    words=_words,
    data_set="serious code violations",
    needs="violations_pctile",
)
