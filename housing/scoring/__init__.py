"""Scores: how urgently each property needs attention, with every part of the answer kept.

A property can be lost by two roads, which are never averaged: its restrictions end (the exit
card), or the property fails (the distress card). Points on a card add up to its total; `combine`
makes the score of both. How many homes are exposed and how sure we are stand beside the score and
are never added to it.
"""

from housing.factors import FACTORS
from housing.scoring.bands import BANDS, band_of, combine
from housing.scoring.cards import (
    DISTRESS_START,
    EXIT_START,
    PREPAYMENT_START,
    QUALIFIED_CONTRACT_START,
)
from housing.scoring.score import (
    SCORE_COLUMNS,
    SCORING_VERSION,
    UNSCORED,
    Scored,
    score_properties,
)
from housing.scoring.weights import PUBLISHED, PUBLISHED_EDGES, Weights

__all__ = [
    "BANDS",
    "DISTRESS_START",
    "EXIT_START",
    "FACTORS",
    "PREPAYMENT_START",
    "PUBLISHED",
    "PUBLISHED_EDGES",
    "QUALIFIED_CONTRACT_START",
    "SCORE_COLUMNS",
    "SCORING_VERSION",
    "UNSCORED",
    "Scored",
    "Weights",
    "band_of",
    "combine",
    "score_properties",
]
