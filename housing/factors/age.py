"""Whether the property is old and has not been renewed since."""

import numpy as np

from housing.factors.base import EXIT, Factor, Facts, Flags, Points, Words, answered, numbered

#: HUD 2015 compares properties built before 1975 with the rest.
OLD_BEFORE = 1975

#: A renovation from this year on counts as renewal: judgement.
RENEWED_SINCE = 1995

#: Risk ratio 2.3 would be 14 points; heavily shrunk, because age goes with program and contract.
OLD_POINTS = 4.0


def _is_renewed(facts: Facts) -> Flags:
    return facts.last_rehab_year >= RENEWED_SINCE


def _answer(facts: Facts) -> Points:
    renewed = _is_renewed(facts)
    old = (facts.year_built < OLD_BEFORE) & ~renewed
    missing = np.isnan(facts.year_built) & ~renewed
    return answered(np.where(old, OLD_POINTS, 0.0), missing, 0.0, OLD_POINTS)


def _words(facts: Facts) -> Words:
    """Year renewed where there is one, else year built; renewal is told by a negative year."""
    return numbered(
        np.where(_is_renewed(facts), -facts.last_rehab_year, facts.year_built),
        value=lambda year: f"{abs(year):.0f}",
        sentence=lambda year: (
            f"Renovated in {-year:.0f}." if year < 0 else f"Built in {year:.0f}{_since(year)}."
        ),
        unknown=f"{AGE.unknown}.",
    )


def _since(year: float) -> str:
    return f", no renovation on record since {RENEWED_SINCE}" if year < OLD_BEFORE else ""


AGE = Factor(
    code="E8",
    label="Age",
    card=EXIT,
    question="Was it built before 1975 and not renovated since 1995?",
    basis="HUD 2015: risk ratio 2.3, heavily shrunk",
    bands=(
        (f"built before {OLD_BEFORE}, no renovation recorded since {RENEWED_SINCE}", OLD_POINTS),
        ("anything else", 0.0),
    ),
    unknown="When it was built is not known",
    unit="year",
    answer=_answer,
    words=_words,
)
