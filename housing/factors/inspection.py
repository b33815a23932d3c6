"""In what condition inspectors found the property."""

import numpy as np

from housing.factors.base import (
    DISTRESS,
    Factor,
    Facts,
    Flags,
    Floats,
    Points,
    Steps,
    Words,
    answered,
    either,
    numbered,
)

#: Latest REAC or NSPIRE score. Below 60 fails; the other lines are judgement.
SCORES = Steps((30, 60, 70, 80, 90), (35, 25, 10, 3, 0, -5))

FAILING_BELOW = 60

#: Two failed inspections in a row, under the same protocol: judgement.
REPEATED_POINTS = 8.0

#: An inspection older than this counts half.
CURRENT_YEARS = 3


def _weight(facts: Facts) -> Floats:
    return np.where(facts.is_inspection_old, 0.5, 1.0)


def _answer(facts: Facts) -> Points:
    score = facts.inspection_score
    points = SCORES.of(score) * _weight(facts)
    return answered(points, np.isnan(score), SCORES.lowest, SCORES.highest)


def _words(facts: Facts) -> Words:
    def told(ending: str) -> Words:
        return numbered(
            facts.inspection_score,
            value=lambda score: f"{score:.0f}",
            sentence=lambda score: (
                f"The latest inspection {'failed' if score < FAILING_BELOW else 'passed'} "
                f"with {score:.0f} of 100{ending}."
            ),
            unknown=f"{INSPECTION.unknown}.",
        )

    old = f", more than {CURRENT_YEARS} years ago: it counts half"
    return either(told(""), told(old), facts.is_inspection_old)


def _answer_repeated(facts: Facts) -> Points:
    failing = facts.inspection_score < FAILING_BELOW
    both = failing & (facts.inspection_previous_score < FAILING_BELOW)
    weight = _weight(facts)
    return answered(
        np.where(both, REPEATED_POINTS, 0.0) * weight,
        _is_repeat_unknown(facts),
        0.0,
        REPEATED_POINTS * weight,
    )


def _is_repeat_unknown(facts: Facts) -> Flags:
    """The latest score is unknown, or it failed and the one before is unknown."""
    latest, before = facts.inspection_score, facts.inspection_previous_score
    return np.isnan(latest) | ((latest < FAILING_BELOW) & np.isnan(before))


def _words_repeated(facts: Facts) -> Words:
    both = (facts.inspection_score < FAILING_BELOW) & (
        facts.inspection_previous_score < FAILING_BELOW
    )
    codes = np.where(_is_repeat_unknown(facts), 0, np.where(both, 2, 1))
    return Words(
        codes,
        [None, "no", "yes"],
        [
            f"{REPEATED_FAILURE.unknown}.",
            "It has not failed two inspections in a row.",
            "The two latest inspections both failed.",
        ],
    )


INSPECTION = Factor(
    code="D1",
    label="Latest inspection",
    card=DISTRESS,
    question="How did the property score in HUD's latest physical inspection?",
    basis="HUD's fail line is 60; the other lines and all points judgement",
    bands=SCORES.bands(""),
    unknown="No inspection on record",
    unit="score of 100",
    answer=_answer,
    words=_words,
)

REPEATED_FAILURE = Factor(
    code="D2",
    label="Failed twice in a row",
    card=DISTRESS,
    question="Did the two latest inspections both fail?",
    basis="judgement",
    bands=(
        (f"the two latest both under {FAILING_BELOW}", REPEATED_POINTS),
        ("anything else", 0.0),
    ),
    unknown="Whether two inspections failed in a row is not known",
    answer=_answer_repeated,
    words=_words_repeated,
)
