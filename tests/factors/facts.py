"""Facts about one property, of which a test states only what it is about."""

from dataclasses import fields
from typing import Any

import numpy as np

from housing.factors import EventKind, Factor, Facts
from housing.factors.base import OWNER_TYPES, TENANCIES
from housing.terms import OwnerType, Tenancy

_CODES = {
    "kind": int(EventKind.AUTO_LAPSE),
    "owner": OWNER_TYPES.index(OwnerType.UNKNOWN),
    "tenancy": TENANCIES.index(Tenancy.UNKNOWN),
}


def facts(**known: Any) -> Facts:
    """One property of which nothing else is known; words may stand for codes."""
    if "owner" in known:
        known["owner"] = OWNER_TYPES.index(known["owner"])
    if "tenancy" in known:
        known["tenancy"] = TENANCIES.index(known["tenancy"])
    values = {field.name: known.get(field.name, _bland(field.name)) for field in fields(Facts)}
    return Facts(**{name: np.array([value]) for name, value in values.items()})


def points(factor: Factor, **known: Any) -> float:
    """Points a factor gives the property."""
    return float(factor.answer(facts(**known)).points[0])


def interval(factor: Factor, **known: Any) -> tuple[float, float]:
    """Least and most points the factor could give, were its answer known."""
    answer = factor.answer(facts(**known))
    return float(answer.low[0]), float(answer.high[0])


def is_missing(factor: Factor, **known: Any) -> bool:
    """Whether the factor counts its answer as missing."""
    return bool(factor.answer(facts(**known)).is_missing[0])


def sentence(factor: Factor, **known: Any) -> str:
    """The factor's answer in words."""
    words = factor.words(facts(**known))
    return words.sentences[words.codes[0]]


def value(factor: Factor, **known: Any) -> str | None:
    """The factor's value as text."""
    words = factor.words(facts(**known))
    return words.values[words.codes[0]]


def _bland(name: str) -> Any:
    if name.startswith("is_"):
        return False
    return _CODES.get(name, np.nan)
