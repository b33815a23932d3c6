"""Who owns the property, and whether keeping homes affordable is that owner's purpose."""

import numpy as np
import pandas as pd

from housing.factors.base import (
    EXIT,
    OWNER_TYPES,
    EventKind,
    Factor,
    Facts,
    Points,
    Words,
)
from housing.factors.wording import worded
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


_OLDER, _UNDATED = 1, 2


def _column(points: dict[OwnerType, float]) -> np.ndarray:
    return np.asarray([points[owner] for owner in OWNER_TYPES])


def _answer(facts: Facts) -> Points:
    """Points of the type on record.

    Where a sale may have changed the owner since, the interval spans every type, and a type that
    would lower the risk gives nothing.
    """
    lapses = facts.kind == EventKind.AUTO_LAPSE
    points = np.where(lapses, _column(LAPSING)[facts.owner], _column(RENEWING)[facts.owner])
    is_unknown = np.asarray(facts.owner == OWNER_TYPES.index(OwnerType.UNKNOWN))
    is_doubtful = facts.is_owner_older | facts.is_owner_undated
    points = np.where(is_doubtful, np.maximum(points, 0.0), points)
    is_open = is_unknown | is_doubtful
    lowest = np.where(lapses, min(LAPSING.values()), min(RENEWING.values()))
    highest = np.where(lapses, max(LAPSING.values()), max(RENEWING.values()))
    return Points(
        points=points,
        low=np.where(is_open, lowest, points),
        high=np.where(is_open, highest, points),
        is_missing=is_unknown,
    )


def _words(facts: Facts) -> Words:
    doubt = np.select([facts.is_owner_older, facts.is_owner_undated], [_OLDER, _UNDATED], 0)
    sold = np.where(doubt > 0, facts.owner_sold, np.nan)
    return worded(
        [facts.owner, doubt, sold],
        value=lambda owner, doubt, _: _name(owner) and _name(owner) + (doubt > 0) * ", in doubt",
        sentence=_sentence,
    )


def _name(owner: int) -> str | None:
    return NAMES.get(OWNER_TYPES[owner])


def _sentence(owner: int, doubt: int, sold: float) -> str:
    name = _name(owner)
    if name is None:
        return f"{OWNER.unknown}."
    if not doubt:
        return f"{name.capitalize()} owner."
    return f"{name.capitalize()} owner on record, but {doubtful(doubt == _OLDER, sold)}."


def doubtful(is_older: bool, sold: float) -> str:
    """Say why a recorded owner may not be today's: a sale on that day since 1970."""
    sale = "a sale"
    if not np.isnan(sold):
        day = pd.Timestamp(np.datetime64(int(sold), "D"))
        sale = f"the sale of {day.day} {day:%b %Y}"
    if is_older:
        return f"the recorded owner is older than {sale}"
    return f"the record has no date and may be older than {sale}"


OWNER = Factor(
    code="E5",
    label="Owner",
    card=EXIT,
    question="Is keeping homes affordable the owner's purpose?",
    basis="for profit: odds ratio 1.18 (HUD contract decisions), risk ratio 1.24 (HUD 2015); "
    "stewards and public owners: judgement, after the California Housing Partnership",
    bands=(
        *((f"{NAMES[owner]}, covenant lapses by itself", LAPSING[owner]) for owner in NAMES),
        *((f"{NAMES[owner]}, anything else", RENEWING[owner]) for owner in NAMES),
        ("recorded before a later sale, or without a date: nothing below", 0.0),
    ),
    unknown="Who owns it is not known",
    inexact="Who owns it since the sale is not known",
    answer=_answer,
    words=_words,
)
