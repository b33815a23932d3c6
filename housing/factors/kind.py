"""What happens by itself when the date comes: does the restriction lapse, or usually renew?"""

import numpy as np

from housing.factors.base import EXIT, EventKind, Factor, Facts, Points, Words

#: Points by kind. +25 is about 27 percent, below the 33 percent of tax-credit properties no longer
#: monitored by 2009 (HUD 2012); 96 percent of 202/8 properties renewed (NLIHC on HUD 2015).
POINTS = {
    EventKind.RENEWABLE: 0.0,
    EventKind.PRAC: -15.0,
    EventKind.AUTO_LAPSE: 25.0,
    EventKind.UNKNOWN: 5.0,
    EventKind.QUALIFIED_CONTRACT: 0.0,
    EventKind.PREPAYMENT: 0.0,
}

#: What an unknown kind may turn out to be: assistance under a PRAC, or a covenant that lapses.
_LOW, _HIGH = POINTS[EventKind.PRAC], POINTS[EventKind.AUTO_LAPSE]

_TEXTS = {
    EventKind.RENEWABLE: ("renewable contract", "The contract usually renews when its term ends."),
    EventKind.PRAC: (
        "project rental assistance contract",
        "The assistance contract is renewed as long as Congress funds it.",
    ),
    EventKind.AUTO_LAPSE: (
        "lapses by itself",
        "The restriction lapses by itself unless somebody acts.",
    ),
    EventKind.UNKNOWN: (None, "What happens at the end date is not known."),
    EventKind.QUALIFIED_CONTRACT: (
        "qualified contract",
        "The owner may ask for a qualified contract and leave the program early.",
    ),
    EventKind.PREPAYMENT: (
        "prepayment",
        "The owner may repay the loan early, and the restriction ends with it.",
    ),
}


def _answer(facts: Facts) -> Points:
    points = np.asarray([POINTS[kind] for kind in EventKind])[facts.kind]
    missing = facts.kind == EventKind.UNKNOWN
    return Points(
        points=points,
        low=np.where(missing, _LOW, points),
        high=np.where(missing, _HIGH, points),
        is_missing=missing,
    )


def _words(facts: Facts) -> Words:
    texts = [_TEXTS[kind] for kind in EventKind]
    return Words(facts.kind, [value for value, _ in texts], [sentence for _, sentence in texts])


KIND = Factor(
    code="E1",
    label="What happens at the end",
    card=EXIT,
    question="Does the restriction lapse on its end date, or does the contract usually renew?",
    basis="GAO-07-290: 92% of Section 8 contracts renewed; HUD 2012: 33% of tax-credit properties "
    "unmonitored past year 15; the rest judgement",
    bands=(
        ("covenant that lapses by itself", POINTS[EventKind.AUTO_LAPSE]),
        ("kind unknown", POINTS[EventKind.UNKNOWN]),
        ("renewable contract, over at least half of the homes", POINTS[EventKind.RENEWABLE]),
        ("project rental assistance contract (202/811)", POINTS[EventKind.PRAC]),
        ("qualified contract, which starts at 28", POINTS[EventKind.QUALIFIED_CONTRACT]),
        ("prepayment of the loan, which starts at 37", POINTS[EventKind.PREPAYMENT]),
    ),
    unknown="What happens at the end date is not known",
    answer=_answer,
    words=_words,
)
