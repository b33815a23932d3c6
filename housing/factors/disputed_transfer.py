"""Whether an aggregator bought into the partnership, or contests the nonprofit's first refusal."""

import numpy as np

from housing.factors.base import EXIT, Factor, Facts, Flags, Points, Words

#: Aggregators buy limited partners' shares to end the nonprofit's right: judgement.
POINTS = 6.0


def _answer(facts: Facts) -> Points:
    points = np.where(facts.is_disputed, POINTS, 0.0)
    return Points(points, points, points, np.zeros(len(points), bool))


def _applies(facts: Facts) -> Flags:
    return facts.is_disputed


def _words(facts: Facts) -> Words:
    return Words(
        facts.is_disputed.astype(np.int64),
        ["none reported", "reported"],
        [
            "No aggregator and no dispute over first refusal has been reported.",
            "An aggregator's purchase, or a dispute over the right of first refusal, is reported.",
        ],
    )


DISPUTED_TRANSFER = Factor(
    code="E11",
    label="Aggregator or disputed first refusal",
    card=EXIT,
    question="Did an aggregator buy the limited partner's share, or is first refusal disputed?",
    basis="nonprofits' rights under 26 U.S.C. 42(i)(7) are contested by aggregators (WSHFC 2019); "
    "points judgement",
    bands=(("reported", POINTS), ("not reported", 0.0)),
    unknown="Whether the right of first refusal is disputed is not known",
    answer=_answer,
    words=_words,
    applies=_applies,
)
