"""Simpler ways of ranking that a score must beat to be worth its trouble."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from sklearn.model_selection import StratifiedGroupKFold

from housing.factors.base import Flags, Floats, Whole

PROGRAM = "Program's own base rate"
FIRST_END = "First end, soonest first"
LAST_END = "Last end, soonest first"
CHPC = "CHPC-style class"
RENT = "Rent to fair market rent, lowest first"
OWNER = "Owner type"

#: Years to the last end at which the classes of the California Housing Partnership change.
CHPC_YEARS = (1.0, 5.0, 10.0)

_FOLDS = 5


def program_rate(programs: Sequence[str], lost: Flags, contract: Whole) -> Floats:
    """Share lost of each contract's program, counted on other contracts."""
    named = pd.Series(programs)
    rates = np.zeros(len(lost))
    folds = StratifiedGroupKFold(_FOLDS, shuffle=True, random_state=0)
    for train, test in folds.split(lost, lost, contract):
        by_program = pd.Series(lost[train]).groupby(named.iloc[train].to_numpy()).mean()
        rates[test] = named.iloc[test].map(by_program).fillna(lost[train].mean())
    return rates


def soonest(years: Floats) -> Floats:
    """Rank by how soon an end comes; an end that nobody knows stands in the middle."""
    return _middle(-years)


def lowest(values: Floats) -> Floats:
    """Rank the lowest value highest; an unknown one stands in the middle."""
    return _middle(-values)


def chpc_style(years_to_last_end: Floats, is_open_or_steward: Flags) -> Floats:
    """Classes in the manner of the California Housing Partnership: 3 Very High to 0 Low.

    Its list of stable owners is not published, so ours stands in: hence "in the manner of".
    """
    classes = 3.0 - np.searchsorted(CHPC_YEARS, years_to_last_end, side="left")
    known = np.where(np.isnan(years_to_last_end), np.nan, classes)
    return _middle(np.where(is_open_or_steward, 0.0, known))


def _middle(values: Floats) -> Floats:
    if np.isnan(values).all():
        return np.zeros(len(values))
    return np.where(np.isnan(values), np.nanmedian(values), values)
