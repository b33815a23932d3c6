"""Simpler ways of ranking that a score must beat to be worth its trouble."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from sklearn.model_selection import StratifiedGroupKFold

from housing.factors.base import Flags, Floats, Whole
from housing.scoring.classes import CHPC_YEARS
from housing.terms import ChpcStyle

PROGRAM = "Program's own base rate"
FIRST_END = "First end, soonest first"
LAST_END = "Last end, soonest first"
CHPC = "CHPC-style class"
RENT = "Rent to fair market rent, lowest first"
OWNER = "Owner type"

#: The classes by concern; a property in none of them stands in the middle.
CHPC_CONCERN = {
    ChpcStyle.VERY_HIGH: 3.0,
    ChpcStyle.HIGH: 2.0,
    ChpcStyle.MODERATE: 1.0,
    ChpcStyle.LOW: 0.0,
}

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


def chpc_style(years_to_last_end: Floats) -> Floats:
    """Rank by CHPC-style class, told by years to the last end alone."""
    edges = [years for years, _ in CHPC_YEARS]
    concern = np.asarray([*(CHPC_CONCERN[style] for _, style in CHPC_YEARS), 0.0], np.float64)
    classes = concern[np.searchsorted(edges, years_to_last_end, side="left")]
    return _middle(np.where(np.isnan(years_to_last_end), np.nan, classes))


def chpc_classes(classes: pd.Series) -> Floats:
    """Rank by the CHPC-style class that scoring gave."""
    concern = {style.value: points for style, points in CHPC_CONCERN.items()}
    return _middle(np.asarray(classes.map(concern), np.float64))


def _middle(values: Floats) -> Floats:
    if np.isnan(values).all():
        return np.zeros(len(values))
    return np.where(np.isnan(values), np.nanmedian(values), values)
