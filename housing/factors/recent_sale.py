"""Whether the property was lately sold to somebody who is no steward."""

import numpy as np

from housing.factors.base import EXIT, Factor, Facts, Flags, Points, Words

#: A new owner has new plans: judgement.
POINTS = 8.0


def _answer(facts: Facts) -> Points:
    points = np.where(facts.is_recently_sold, POINTS, 0.0)
    return Points(points, points, points, np.zeros(len(points), bool))


def _applies(facts: Facts) -> Flags:
    return facts.is_recently_sold


def _words(facts: Facts) -> Words:
    return Words(
        facts.is_recently_sold.astype(np.int64),
        ["none on record", "sold"],
        [
            "No sale to a new owner is on record in the last 24 months.",
            "It was sold in the last 24 months to a buyer not on the list of stewards.",
        ],
    )


RECENT_SALE = Factor(
    code="E10",
    label="Recent sale",
    card=EXIT,
    question="Was it sold in the last 24 months to a buyer not on the list of stewards?",
    basis="judgement",
    bands=(("sold, at a price and to new hands", POINTS), ("no such sale on record", 0.0)),
    unknown="Whether it was sold lately is not known",
    answer=_answer,
    words=_words,
    applies=_applies,
)
