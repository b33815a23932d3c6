"""Whether the property earns what its debt costs."""

import numpy as np

from housing.factors.base import DISTRESS, Factor, Facts, Points, Steps, Words, answered, numbered

#: Net operating income over debt service. Below 1 the property cannot pay; lenders ask for more
#: than 1.1. MassHousing grades its portfolio on this ratio; the points are judgement. A ratio of
#: 1.1 itself is the upper edge of the middle band.
RATIO = Steps((1.0, float(np.nextafter(1.1, 2.0))), (20, 10, 0))


def _answer(facts: Facts) -> Points:
    ratio = facts.debt_coverage_ratio
    return answered(RATIO.of(ratio), np.isnan(ratio), RATIO.lowest, RATIO.highest)


def _words(facts: Facts) -> Words:
    return numbered(
        facts.debt_coverage_ratio,
        value=lambda ratio: f"{ratio:.2f}",
        sentence=lambda ratio: (
            f"Income covers {ratio:.2f} times the debt service"
            f"{': too little to pay it' if ratio < 1 else ''}."
        ),
        unknown=f"{DEBT_COVERAGE.unknown}.",
    )


DEBT_COVERAGE = Factor(
    code="D5",
    label="Debt coverage",
    card=DISTRESS,
    question="Does the property earn what its debt costs?",
    basis="MassHousing grades its portfolio on this ratio; points judgement",
    bands=(("under 1.0", 20.0), ("1.0 to 1.1", 10.0), ("over 1.1", 0.0)),
    unknown="Whether income covers the debt service is not known",
    unit="times debt service",
    answer=_answer,
    words=_words,
    data_set="debt coverage",
    needs="debt_coverage_ratio",
)
