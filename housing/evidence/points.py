"""The published points of real contracts, from the factors themselves, frozen before anyone looks.

A decision falls at the end of a contract, so every contract is scored there: time to the end gives
all of them the same points, and what the file does not hold gives none.
"""

import hashlib
import json
from dataclasses import dataclass, fields
from typing import get_type_hints

import numpy as np
import pandas as pd

from housing.factors import EXIT, FACTORS, EventKind, Factor, Facts
from housing.factors.base import OWNER_TYPES, TENANCIES, Flags, Floats, Whole
from housing.scoring import BANDS, DISTRESS_START, EXIT_START, SCORING_VERSION, combine
from housing.scoring.bands import as_score, band_positions
from housing.terms import Band, OwnerType, Tenancy

#: Factors that HUD's contract files can answer and that tell contracts apart.
ANSWERED = ("E3a", "E5", "E7", "E9")

#: Nobody knows: what stands in each kind of array, and in those of closed lists.
_UNKNOWN = {
    "kind": int(EventKind.UNKNOWN),
    "owner": OWNER_TYPES.index(OwnerType.UNKNOWN),
    "tenancy": TENANCIES.index(Tenancy.UNKNOWN),
}


@dataclass(frozen=True, slots=True)
class Frozen:
    """The points as they stood when the run began: version of the scoring, and a fingerprint."""

    version: str
    sha256: str


def frozen_points() -> Frozen:
    """Fingerprint every answer's points, so that a run can say what exactly it tested."""
    said = [[factor.code, factor.card, list(factor.bands)] for factor in FACTORS]
    starts = [EXIT_START, DISTRESS_START, [[band.value, edge] for band, edge in BANDS]]
    text = json.dumps([said, starts], ensure_ascii=True)
    return Frozen(SCORING_VERSION, hashlib.sha256(text.encode()).hexdigest())


def facts_of(table: pd.DataFrame) -> Facts:
    """Gather facts from columns named as those of `Facts`; what has no column is unknown."""
    count = len(table)
    hints = get_type_hints(Facts)
    made: dict[str, object] = {}
    for field in fields(Facts):
        if field.name in table:
            made[field.name] = table[field.name].to_numpy()
        elif field.name in _UNKNOWN:
            made[field.name] = np.full(count, _UNKNOWN[field.name], np.int64)
        elif hints[field.name] == Flags:
            made[field.name] = np.zeros(count, bool)
        else:
            made[field.name] = np.full(count, np.nan)
    return Facts(**made)  # type: ignore[arg-type]


def exit_points(facts: Facts) -> Floats:
    """Total of the exit card, with every factor that applies."""
    total = np.full(len(facts.kind), EXIT_START)
    for factor in FACTORS:
        if factor.card == EXIT:
            applies = True if factor.applies is None else factor.applies(facts)
            total = total + np.where(applies, factor.answer(facts).points, 0.0)
    return total


def scores_of(points: Floats) -> Whole:
    """Score of an exit card beside a distress card of which nothing is known."""
    return as_score(combine(points, np.full(len(points), DISTRESS_START)))


def bands_of(points: Floats) -> list[Band]:
    """Band of each score."""
    names = [band for band, _ in BANDS]
    return [names[position] for position in band_positions(scores_of(points))]


def factor(code: str) -> Factor:
    """Return a factor by its code."""
    return next(one for one in FACTORS if one.code == code)
