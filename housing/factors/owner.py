"""Who owns the property, and whether keeping homes affordable is that owner's purpose."""

import numpy as np

from housing.factors.base import (
    EXIT,
    OWNER_TYPES,
    EventKind,
    Factor,
    Facts,
    Points,
    Words,
    answered,
)
from housing.terms import OwnerType

#: Points where a contract renews or nobody knows. For profit: an odds ratio of 1.18 is 3 points,
#: a risk ratio of 1.24 is 4.
RENEWING = {
    OwnerType.FOR_PROFIT: 3.0,
    OwnerType.LIMITED_DIVIDEND: 2.0,
    OwnerType.NONPROFIT: -4.0,
    OwnerType.STEWARD: -20.0,
    OwnerType.PUBLIC: -25.0,
    OwnerType.UNKNOWN: 0.0,
}

#: Points where the covenant lapses by itself: then only the owner's purpose keeps the homes.
LAPSING = {
    OwnerType.FOR_PROFIT: 7.0,
    OwnerType.LIMITED_DIVIDEND: 5.0,
    OwnerType.NONPROFIT: -7.0,
    OwnerType.STEWARD: -40.0,
    OwnerType.PUBLIC: -45.0,
    OwnerType.UNKNOWN: 0.0,
}

#: How an owner type reads before the word "owner".
NAMES = {
    OwnerType.FOR_PROFIT: "for-profit",
    OwnerType.LIMITED_DIVIDEND: "limited-dividend",
    OwnerType.NONPROFIT: "nonprofit",
    OwnerType.STEWARD: "steward",
    OwnerType.PUBLIC: "public",
}


def _column(points: dict[OwnerType, float]) -> np.ndarray:
    return np.asarray([points[owner] for owner in OWNER_TYPES])


def _answer(facts: Facts) -> Points:
    lapses = facts.kind == EventKind.AUTO_LAPSE
    points = np.where(lapses, _column(LAPSING)[facts.owner], _column(RENEWING)[facts.owner])
    return answered(
        points,
        np.asarray(facts.owner == OWNER_TYPES.index(OwnerType.UNKNOWN)),
        np.where(lapses, min(LAPSING.values()), min(RENEWING.values())),
        np.where(lapses, max(LAPSING.values()), max(RENEWING.values())),
    )


def _words(facts: Facts) -> Words:
    names = [NAMES.get(owner) for owner in OWNER_TYPES]
    sentences = [f"{name.capitalize()} owner." if name else f"{OWNER.unknown}." for name in names]
    return Words(facts.owner, names, sentences)


def _bands() -> tuple[tuple[str, float], ...]:
    lapsing = [(f"{NAMES[o]}, covenant lapses by itself", LAPSING[o]) for o in NAMES]
    renewing = [(f"{NAMES[o]}, anything else", RENEWING[o]) for o in NAMES]
    return (*lapsing, *renewing)


OWNER = Factor(
    code="E5",
    label="Owner",
    card=EXIT,
    question="Is keeping homes affordable the owner's purpose?",
    basis="for profit: odds ratio 1.18 (HUD contract decisions), risk ratio 1.24 (HUD 2015); "
    "stewards and public owners: judgement, after the California Housing Partnership",
    bands=_bands(),
    unknown="Who owns it is not known",
    answer=_answer,
    words=_words,
)
