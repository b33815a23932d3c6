"""What may never be a feature, because it is only known afterwards; and how to notice it.

HUD overwrites a contract's term, start and end on renewal. One such field, let in by mistake,
tells the outcome better than every honest one together.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedGroupKFold, cross_val_predict

from housing.errors import LeakError
from housing.factors.base import Flags, Floats, Whole

_RENEWED = "HUD overwrites it when the contract renews"
_OUTCOME = "the outcome is read from it"
_JUDGED = "people wrote it knowing what happened or was about to"

#: Fields that may never be features, as publishers name them, each with the reason.
NEVER: dict[str, str] = {
    "contract_term_months_qty": _RENEWED,
    "tracs_effective_date": _RENEWED,
    "tracs_current_expiration_date": _RENEWED,
    "poa_start": _RENEWED,
    "poa_end_actual": _OUTCOME,
    "subsidy_active": _OUTCOME,
    "decision": _OUTCOME,
    "tracs_status_name": _OUTCOME,
    "status_test": _OUTCOME,
    "expiration_extended_test": _OUTCOME,
    "expiration_passed_test": _OUTCOME,
    "time_diff": _OUTCOME,
    "category_code": _JUDGED,
    "category_source": _JUDGED,
    "cat_lost": _JUDGED,
    "cat_expiring": _JUDGED,
    "cat_at_risk": _JUDGED,
}

#: A single field that moves the area under the curve by more than this is looked into.
MOVES_AUC = 0.1

_FOLDS = 3


@dataclass(frozen=True, slots=True)
class Moved:
    """What one field does to the area under the curve."""

    field: str
    auc_without: float
    auc_with: float

    @property
    def is_leak(self) -> bool:
        """Whether no honest field could do so much."""
        return self.auc_with - self.auc_without > MOVES_AUC


def features(table: pd.DataFrame, fields: Sequence[str]) -> pd.DataFrame:
    """Return columns to be used as features.

    Raises:
        LeakError: one of them is known only afterwards.
    """
    for field in fields:
        if field.lower() in NEVER:
            raise LeakError(f"{field!r} may not be a feature: {NEVER[field.lower()]}.")
    return table[list(fields)]


def known_by(table: pd.DataFrame, observed: str, day: pd.Timestamp) -> pd.DataFrame:
    """Return the rows of a history that had been observed by a day."""
    return table.loc[table[observed] <= day]


def require_known_by(observed: pd.Series, day: pd.Timestamp) -> None:
    """Refuse features of which any was observed after the day they are used for.

    Raises:
        LeakError: some were.
    """
    late = observed[observed > day]
    if len(late):
        raise LeakError(
            f"{len(late):,} of {len(observed):,} rows were observed after {day.date()}, the first "
            f"on {late.min().date()}: features may only use what was known by then."
        )


def moved(table: pd.DataFrame, field: str, lost: Flags, contract: Whole) -> Moved:
    """Measure what a field adds to all others, on contracts the model has not seen."""
    others = [name for name in table if name != field]
    return Moved(
        field, _auc(table[others], lost, contract), _auc(table[[*others, field]], lost, contract)
    )


def leaks(table: pd.DataFrame, lost: Flags, contract: Whole) -> tuple[Moved, ...]:
    """Name every single field whose addition moves the area under the curve too far."""
    everything = _auc(table, lost, contract)
    found = (
        Moved(str(field), _auc(table.drop(columns=field), lost, contract), everything)
        for field in table
    )
    return tuple(one for one in found if one.is_leak)


def _auc(table: pd.DataFrame, lost: Flags, contract: Whole) -> float:
    if table.shape[1] == 0:
        return 0.5
    trees = HistGradientBoostingClassifier(
        max_iter=60, learning_rate=0.1, min_samples_leaf=40, early_stopping=False, random_state=0
    )
    folds = StratifiedGroupKFold(_FOLDS, shuffle=True, random_state=0)
    guessed: Floats = np.asarray(
        cross_val_predict(
            trees,
            table.to_numpy(np.float64),
            lost,
            groups=contract,
            cv=folds,
            method="predict_proba",
        )
    )[:, 1]
    return float(roc_auc_score(lost, guessed))
