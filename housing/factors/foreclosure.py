"""Whether a foreclosure is under way: it can extinguish the covenants themselves."""

import numpy as np

from housing.factors.base import DISTRESS, Factor, Facts, Points, Words

#: A foreclosure alone makes the distress card 70.
POINTS = 65.0

#: A property in foreclosure is never scored lower, however good its inspections were.
FLOOR = 70.0

#: An event counts for so long, unless a sale has followed it: judgement.
CURRENT_MONTHS = 24


def _answer(facts: Facts) -> Points:
    points = np.where(facts.is_foreclosed, POINTS, 0.0)
    return Points(points, points, points, np.zeros(len(points), bool))


def _words(facts: Facts) -> Words:
    return Words(
        facts.is_foreclosed.astype(np.int64),
        ["none on record", "filed"],
        [
            "No foreclosure is on record in the last 24 months.",
            "A foreclosure is on record in the last 24 months; it can extinguish covenants.",
        ],
    )


FORECLOSURE = Factor(
    code="D4",
    label="Foreclosure",
    card=DISTRESS,
    question="Has a foreclosure been filed in the last 24 months, with no sale since?",
    basis="covenants may not survive foreclosure (DC, Wingate Apartments); points judgement",
    bands=(("filed in the last 24 months, no later sale", POINTS), ("none on record", 0.0)),
    unknown="Whether a foreclosure is under way is not known",
    answer=_answer,
    words=_words,
    data_set="foreclosure filings of the last 24 months",
    needs="foreclosure_date",
)
