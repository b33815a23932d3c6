"""From the points of two cards to one score, and from a score to its label.

Points are log-odds: 40 points are odds of 0.087 (8 percent, the share of Section 8 contracts not
renewed 2001-2005, GAO-07-290) and 12 points double them. The odds are a ruler, not a forecast,
and are not shown.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from housing.factors.base import Floats, Whole
from housing.terms import Band

#: Points that stand for `ANCHOR_ODDS`.
ANCHOR_POINTS = 40.0
ANCHOR_ODDS = 0.087

#: So many points more double the odds.
DOUBLING_POINTS = 12.0

#: Bands by their lower edge, highest first: judgement.
BANDS: tuple[tuple[Band, int], ...] = (
    (Band.VERY_HIGH, 80),
    (Band.HIGH, 60),
    (Band.MODERATE, 40),
    (Band.LOW, 0),
)

#: Lower edges of all bands but the lowest, highest first.
EDGES = tuple(edge for _, edge in BANDS[:-1])


def combine(exit_points: npt.ArrayLike, distress_points: npt.ArrayLike) -> Floats:
    """Points of being lost by either road; one road's points alone where exit is NaN.

    The two roads are taken as independent: the homes are kept only if neither happens.
    """
    exit_odds = np.nan_to_num(_odds(np.asarray(exit_points, np.float64)), nan=0.0)
    kept = 1.0 / ((1.0 + exit_odds) * (1.0 + _odds(np.asarray(distress_points, np.float64))))
    return np.asarray(ANCHOR_POINTS + DOUBLING_POINTS * np.log2((1.0 - kept) / kept / ANCHOR_ODDS))


def as_score(points: Floats) -> Whole:
    """Return the whole number from 0 to 100 that is published."""
    return np.clip(np.round(points), 0, 100).astype(np.int64)


def band_of(score: float) -> Band:
    """Label of a score."""
    return next((band for band, edge in BANDS if score >= edge), Band.LOW)


def band_positions(scores: Whole, edges: Sequence[int] = EDGES) -> Whole:
    """Position in `BANDS` of each score; `edges` are those of the bands above the lowest."""
    return len(edges) - np.searchsorted(edges[::-1], scores, side="right")


def _odds(points: Floats) -> Floats:
    return ANCHOR_ODDS * 2.0 ** ((points - ANCHOR_POINTS) / DOUBLING_POINTS)
