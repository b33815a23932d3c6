"""A property's deadlines in one line: what comes next, when, and whether a notice is missing."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pandas as pd

from housing.notices.windows import next_day
from housing.terms import NoticePhase

#: The columns of table `Properties` made here.
COLUMNS = (
    "next_notice",
    "next_notice_date",
    "next_notice_days",
    "notice_phase",
    "notice_phases",
    "has_notice_expected_missing",
)

_AHEAD = (NoticePhase.DUE, NoticePhase.OPEN, NoticePhase.UPCOMING)
_PHASES = tuple(phase.value for phase in NoticePhase)


def next_notices(notices: pd.DataFrame, property_ids: pd.Index, as_of: date) -> pd.DataFrame:
    """Sum up table `Notices` by property: `COLUMNS`, indexed by `property_id`."""
    dated = notices.assign(day=next_day(notices))
    ahead = dated.loc[
        dated["phase"].isin([phase.value for phase in _AHEAD])
        & (dated["day"] >= pd.Timestamp(as_of))
    ]
    ahead = ahead.sort_values(["day", "rule_id", "covenant_id"], kind="stable")
    first = ahead.drop_duplicates("property_id").set_index("property_id").reindex(property_ids)
    missing = notices.loc[notices["phase"] == NoticePhase.EXPECTED_MISSING.value, "property_id"]
    held = _held_phases(notices, property_ids)
    return pd.DataFrame(
        {
            "next_notice": first["title"],
            "next_notice_date": first["day"],
            "next_notice_days": (first["day"] - pd.Timestamp(as_of)).dt.days.astype("Int64"),
            "notice_phase": _texts(held, lambda phases: phases[0], property_ids),
            "notice_phases": _texts(held, ";".join, property_ids),
            "has_notice_expected_missing": property_ids.isin(missing),
        }
    )


def _held_phases(notices: pd.DataFrame, property_ids: pd.Index) -> np.ndarray:
    """Which properties have a deadline in which phase, the most pressing phase first."""
    held = np.zeros((len(property_ids), len(_PHASES)), bool)
    for column, phase in enumerate(_PHASES):
        ids = notices.loc[notices["phase"] == phase, "property_id"]
        held[:, column] = property_ids.isin(ids)
    return held


def _texts(held: np.ndarray, say: Callable[[list[str]], str], property_ids: pd.Index) -> pd.Series:
    """Say each property's phases; null where no rule concerns it."""
    kinds, which = np.unique(held, axis=0, return_inverse=True)
    said = [
        say([_PHASES[place] for place in np.flatnonzero(row)]) if row.any() else None
        for row in kinds
    ]
    return pd.Series(np.array([*said, None])[which.reshape(-1)], index=property_ids, dtype="object")
