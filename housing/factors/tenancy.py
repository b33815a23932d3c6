"""For whom the homes are: homes for families leave more often than homes for elders."""

import numpy as np

from housing.factors.base import EXIT, TENANCIES, Factor, Facts, Points, Words, answered
from housing.terms import Tenancy

#: HUD 2015 implies a risk ratio of 3.25 between the two (20 points), shrunk to 12 because homes
#: for elders also have other programs and owners.
POINTS = {
    Tenancy.FAMILY: 4.0,
    Tenancy.ELDERLY_DISABLED: -8.0,
    Tenancy.MIXED: 0.0,
    Tenancy.UNKNOWN: 0.0,
}

_TEXTS = {
    Tenancy.FAMILY: ("families", "The homes are for families."),
    Tenancy.ELDERLY_DISABLED: (
        "elderly or disabled people",
        "The homes are for elderly or disabled people.",
    ),
    Tenancy.MIXED: ("mixed", "The homes are for families and for elderly or disabled people."),
    Tenancy.UNKNOWN: (None, "For whom the homes are is not known."),
}


def _answer(facts: Facts) -> Points:
    points = np.asarray([POINTS[tenancy] for tenancy in TENANCIES])[facts.tenancy]
    missing = np.asarray(facts.tenancy == TENANCIES.index(Tenancy.UNKNOWN))
    return answered(points, missing, min(POINTS.values()), max(POINTS.values()))


def _words(facts: Facts) -> Words:
    texts = [_TEXTS[tenancy] for tenancy in TENANCIES]
    return Words(facts.tenancy, [value for value, _ in texts], [text for _, text in texts])


TENANCY = Factor(
    code="E6",
    label="For whom",
    card=EXIT,
    question="Are the homes for families, or for elderly or disabled people?",
    basis="HUD 2015: risk ratio 3.25, shrunk from 20 to 12 points for confounding",
    bands=(
        ("families", POINTS[Tenancy.FAMILY]),
        ("mixed", POINTS[Tenancy.MIXED]),
        ("elderly or disabled people", POINTS[Tenancy.ELDERLY_DISABLED]),
    ),
    unknown="For whom the homes are is not known",
    answer=_answer,
    words=_words,
)
