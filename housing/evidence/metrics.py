"""How well a ranking finds what was lost. Contracts that tie share their place fairly.

The points have few distinct values, so many contracts tie. Where a tie straddles the line of the
top tenth, we take what drawing among the tied at random would give on average.

The sums are written out here because every interval takes hundreds of them, on few levels of many
contracts; the tests hold them to scikit-learn's.
"""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from housing.factors.base import Flags, Floats, Whole

#: Half of what a 95% interval leaves out, in standard deviations.
Z_95 = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Tally:
    """Weights of lost and kept contracts per distinct score, highest score first."""

    lost: Floats
    kept: Floats
    lost_homes: Floats

    @property
    def has_both(self) -> bool:
        """Whether some were lost and some kept; else there is nothing to tell apart."""
        return bool(self.lost.sum() > 0 and self.kept.sum() > 0)


def levels(scores: npt.ArrayLike) -> Whole:
    """Position of each score among the distinct ones, 0 for the highest."""
    _, position = np.unique(-np.asarray(scores, np.float64), return_inverse=True)
    return position.astype(np.int64)


def tally(
    level: Whole, lost: Flags, homes: Floats | None = None, weights: Floats | None = None
) -> Tally:
    """Count lost and kept contracts, and lost homes, at each level."""
    weight = np.ones(len(level)) if weights is None else weights
    size = int(level.max(initial=-1)) + 1
    gone = weight * lost
    many = gone if homes is None else gone * np.nan_to_num(homes)
    return Tally(
        lost=summed(level, gone, size),
        kept=summed(level, weight - gone, size),
        lost_homes=summed(level, many, size),
    )


def summed(place: Whole, weights: Floats, size: int) -> Floats:
    """Sum of the weights at each place."""
    return np.asarray(np.bincount(place, weights, size), np.float64)


def auc(counted: Tally) -> float:
    """Chance that a lost contract ranks above a kept one, ties counting half."""
    if not counted.has_both:
        return float("nan")
    kept_below = counted.kept.sum() - np.cumsum(counted.kept)
    pairs = counted.lost.sum() * counted.kept.sum()
    return float((counted.lost * (kept_below + counted.kept / 2)).sum() / pairs)


def average_precision(counted: Tally) -> float:
    """Mean of the precision at each loss, from the top down."""
    if not counted.has_both:
        return float("nan")
    so_far = np.cumsum(counted.lost + counted.kept)
    precision = np.divide(
        np.cumsum(counted.lost), so_far, out=np.zeros_like(so_far), where=so_far > 0
    )
    return float((counted.lost * precision).sum() / counted.lost.sum())


def precision_at(counted: Tally, share: float) -> float:
    """Share of lost contracts among those ranked highest."""
    everyone = counted.lost + counted.kept
    return _in_top(counted.lost, everyone, share) / (share * float(everyone.sum()))


def captured_at(counted: Tally, share: float) -> float:
    """Share of all losses that are among the contracts ranked highest."""
    return _in_top(counted.lost, counted.lost + counted.kept, share) / float(counted.lost.sum())


def homes_captured_at(counted: Tally, share: float) -> float:
    """Share of all lost homes that are in the contracts ranked highest."""
    everyone = counted.lost + counted.kept
    return _in_top(counted.lost_homes, everyone, share) / float(counted.lost_homes.sum())


def lift_at(counted: Tally, share: float) -> float:
    """How many times as many losses the ranked highest hold as the average."""
    overall = float(counted.lost.sum() / (counted.lost + counted.kept).sum())
    return precision_at(counted, share) / overall


def wilson(lost: float, n: float) -> tuple[float, float]:
    """Wilson's 95% interval of a share; from 0 to 1 where nobody was asked."""
    if n == 0:
        return 0.0, 1.0
    share, z2 = lost / n, Z_95**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z_95 / (1 + z2 / n) * float(np.sqrt(share * (1 - share) / n + z2 / (4 * n**2)))
    return (middle - half if lost else 0.0), (middle + half if lost < n else 1.0)


def calibration_slope(log_odds: Floats, lost: Flags, weights: Floats | None = None) -> float:
    """How far observed log-odds move when nominal ones move by 1; 1 is a true scale."""
    straight = LogisticRegression(C=np.inf, tol=1e-8)
    straight.fit(log_odds.reshape(-1, 1), lost, sample_weight=weights)
    return float(straight.coef_[0, 0])


def _in_top(amounts: Floats, everyone: Floats, share: float) -> float:
    """Amount held by the top share; of the level that straddles the line, its part in it."""
    above = np.cumsum(everyone) - everyone
    room = np.clip(share * everyone.sum() - above, 0.0, everyone)
    part = np.divide(room, everyone, out=np.zeros_like(room), where=everyone > 0)
    return float((amounts * part).sum())
