"""One property from its covenants to its score, the whole road in one short call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from housing.scoring import score_properties
from housing.signals import judge_signals
from tests.covenant_case import AS_OF, Case, case
from tests.scoring_cases import BLAND_PROPERTY, NO_INSPECTIONS, stated, typed


@dataclass(frozen=True)
class Road:
    """What became of property P: its judged covenants, its curve, its score and the points."""

    made: Case
    scores: pd.DataFrame
    contributions: pd.DataFrame

    def said(self, column: str, property_id: str = "P") -> Any:
        """One column of the score; None unknown."""
        value = self.scores.loc[property_id, column]
        return None if pd.isna(value) else value

    def points(self, property_id: str = "P") -> dict[str, float]:
        """Points of the contributions, by code."""
        mine = self.contributions.loc[self.contributions["property_id"] == property_id]
        return dict(zip(mine["code"], mine["points"], strict=True))


def road(
    *covenants: Mapping[str, Any],
    homes: int | None | Mapping[str, int | None] = 100,
    as_of: date = AS_OF,
    signals: Sequence[Mapping[str, Any]] = (),
    **known: Any,
) -> Road:
    """Judge, schedule and score covenants called a, b, c ...; `known` is told of every property.

    Signals are as people state them, of property P unless they name another.
    """
    made = case(*covenants, homes=homes, as_of=as_of)
    rows = [
        {"property_id": property_id, **row, **known}
        for property_id, row in made.timeline.to_dict("index").items()
    ]
    judged, _ = judge_signals(
        stated(*({"property_id": "P", **signal} for signal in signals)), made.timeline.index, as_of
    )
    scored = score_properties(
        typed(rows, BLAND_PROPERTY),
        made.covenants,
        NO_INSPECTIONS,
        as_of=as_of,
        issues=made.issues,
        signals=judged,
    )
    return Road(made, scored.scores, scored.contributions)
