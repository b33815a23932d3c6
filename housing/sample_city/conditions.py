"""How the usual developments are doing, as the city's own list has it."""

from collections.abc import Iterable
from datetime import date

import numpy as np

from housing.sample_city.model import Condition, Development

#: Audited statements describe the end of a year; code enforcement was asked in August.
_DAY = date(2026, 8, 31)

#: Shares of developments whose statement, rent roll and violations the city has.
_HAS_COVERAGE, _HAS_VACANCY, _HAS_VIOLATIONS = 0.55, 0.65, 0.85


def add_conditions(developments: Iterable[Development]) -> None:
    """Give two developments in three a row; each on a course of chance of its own.

    So no other fact of the city changes when this one does.
    """
    for one in developments:
        rng = np.random.default_rng([47, int(one.id[2:]) if one.in_catalog else 0])
        if not one.in_catalog or rng.random() > 0.66:
            continue
        one.conditions.append(_condition(rng, one))


def _condition(rng: np.random.Generator, one: Development) -> Condition:
    is_troubled = rng.random() < 0.05
    coverage = float(rng.normal(0.97 if is_troubled else 1.34, 0.14))
    vacancy = float(rng.gamma(4.0, 4.2 if is_troubled else 1.1))
    violations = int(rng.poisson((one.units or 20) * (0.5 if is_troubled else 0.05)))
    return Condition(
        _DAY,
        round(coverage, 2) if rng.random() < _HAS_COVERAGE else None,
        round(min(vacancy, 60.0), 1) if rng.random() < _HAS_VACANCY else None,
        violations if rng.random() < _HAS_VIOLATIONS else None,
        one.units,
    )
