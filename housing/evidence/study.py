"""One backtest measured: every way of ranking side by side, bands, calibration, groups."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from housing.evidence import metrics
from housing.evidence.card import log_odds_of
from housing.evidence.resampling import REPETITIONS, estimates
from housing.evidence.results import (
    CURVE,
    MIN_LOSSES,
    POINTS,
    SHARES,
    AtShare,
    CalibrationBin,
    Estimate,
    Group,
    Ranking,
    Rate,
)
from housing.factors.base import Flags, Floats, Whole
from housing.scoring import BANDS

TOO_FEW = f"too few to say, under {MIN_LOSSES}"

#: Edges of the ranges of points in which the scale is compared with what was observed.
EDGES = (35.0, 40.0, 45.0, 50.0, 55.0, 60.0, 65.0)


@dataclass(frozen=True, slots=True)
class Cases:
    """Who is looked at: what became of each, how many homes, and whose contract it is."""

    lost: Flags
    homes: Floats
    contract: Whole
    #: Whether losses count homes; a label of people's judgement does not.
    has_homes: bool = True
    repetitions: int = field(default=REPETITIONS)

    @property
    def contracts(self) -> int:
        """How many different contracts there are."""
        return len(np.unique(self.contract))

    @property
    def is_enough(self) -> bool:
        """Whether so many were lost, and kept, that a figure says something."""
        return min(int(self.lost.sum()), int((~self.lost).sum())) >= MIN_LOSSES

    def some(self, rows: Flags) -> "Cases":
        """Return some of the cases."""
        contract = np.unique(self.contract[rows], return_inverse=True)[1]
        return Cases(self.lost[rows], self.homes[rows], contract, self.has_homes, self.repetitions)


def rate(label: str, lost: Flags) -> Rate:
    """Count a group's losses, with Wilson's interval."""
    n, gone = len(lost), int(lost.sum())
    low, high = metrics.wilson(gone, n)
    return Rate(label=label, n=n, lost=gone, value=gone / n if n else 0.0, low=low, high=high)


def ranking(name: str, scores: Floats, cases: Cases) -> Ranking:
    """Measure one way of ranking; say why not where it ranks nobody or too few were lost."""
    if not cases.is_enough:
        return Ranking(name=name, note=TOO_FEW)
    level = metrics.levels(scores)
    if level.max() == 0:
        return Ranking(name=name, note="the same for every contract here, so it ranks none")
    found = estimates(_measured(level, cases), cases.contract, cases.repetitions)
    exact = metrics.tally(level, cases.lost, cases.homes)
    return Ranking(
        name=name,
        auc=found["auc"],
        average_precision=found["average_precision"],
        at=tuple(_at(exact, share, found[f"lift {share}"], cases) for share in SHARES),
        curve=tuple(metrics.captured_at(exact, share) for share in CURVE),
    )


def bands(band_names: Sequence[str], lost: Flags) -> tuple[Rate, ...]:
    """Losses per band of the score, highest band first; bands nobody is in are left out."""
    here = np.asarray(band_names)
    names = [band.value for band, _ in BANDS]
    return tuple(rate(name, lost[here == name]) for name in names if (here == name).any())


def calibration(points: Floats, lost: Flags) -> tuple[CalibrationBin, ...]:
    """What ranges of points stand for, beside what was observed."""
    place = np.searchsorted(EDGES, points, side="right")
    chance = 1 / (1 + np.exp(-log_odds_of(points)))
    made = []
    for at in np.unique(place):
        here = place == at
        made.append(
            CalibrationBin(
                nominal=float(chance[here].mean()), observed=rate(_range(at), lost[here])
            )
        )
    return tuple(made)


def calibration_slope(log_odds: Floats, cases: Cases) -> Estimate | None:
    """How far observed log-odds move when the scale moves by 1, with its interval."""
    if not cases.is_enough or len(np.unique(log_odds)) < 2:
        return None
    distinct, level = np.unique(log_odds, return_inverse=True)
    twice, outcome = np.tile(distinct, 2), np.repeat([True, False], len(distinct))

    def slope(weights: Floats) -> Mapping[str, float]:
        counted = metrics.tally(level, cases.lost, weights=weights)
        both = np.concatenate([counted.lost, counted.kept])
        return {"slope": metrics.calibration_slope(twice, outcome, both)}

    return estimates(slope, cases.contract, cases.repetitions)["slope"]


def groups(
    by: str, names: Sequence[str], scores: Floats, band_names: Sequence[str], cases: Cases
) -> tuple[Group, ...]:
    """Measure the score within each program or owner type, the largest first."""
    named = pd.Series(names)
    made = []
    for name in named.value_counts().index:
        here = (named == name).to_numpy()
        inside = cases.some(here)
        found = ranking(POINTS, scores[here], inside)
        banded = bands(np.asarray(band_names)[here], inside.lost) if inside.is_enough else ()
        made.append(
            Group(
                by=by,
                rate=rate(name, inside.lost),
                auc=found.auc,
                lift=found.lift_at(0.1),
                bands=banded,
            )
        )
    return tuple(made)


def compared(
    scores: Floats, cases: Cases, baselines: Mapping[str, Floats | str]
) -> tuple[Ranking, ...]:
    """Measure the score and, beside it, simpler rankings, or why there is none."""
    ranked = [ranking(POINTS, scores, cases)]
    for name, found in baselines.items():
        if isinstance(found, str):
            ranked.append(Ranking(name=name, note=found))
        else:
            ranked.append(ranking(name, found, cases))
    return tuple(ranked)


def _measured(level: Whole, cases: Cases) -> Callable[[Floats], Mapping[str, float]]:
    """Return what measures a ranking on redrawn contracts."""

    def measure(weights: Floats) -> Mapping[str, float]:
        counted = metrics.tally(level, cases.lost, weights=weights)
        return {
            "auc": metrics.auc(counted),
            "average_precision": metrics.average_precision(counted),
            **{f"lift {share}": metrics.lift_at(counted, share) for share in SHARES},
        }

    return measure


def _at(exact: metrics.Tally, share: float, lift: Estimate, cases: Cases) -> AtShare:
    return AtShare(
        share=share,
        precision=metrics.precision_at(exact, share),
        lift=lift,
        captured=metrics.captured_at(exact, share),
        captured_homes=metrics.homes_captured_at(exact, share) if cases.has_homes else None,
    )


def _range(at: int) -> str:
    if at == 0:
        return f"under {EDGES[0]:g} points"
    if at == len(EDGES):
        return f"{EDGES[-1]:g} points or more"
    return f"{EDGES[at - 1]:g} to under {EDGES[at]:g} points"
