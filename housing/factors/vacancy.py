"""How many homes stand empty."""

import numpy as np

from housing.factors.base import DISTRESS, Factor, Facts, Points, Words, answered, numbered

#: More vacant homes than this weigh on the property: judgement, as are the points.
HIGH_PCT = 15.0
HIGH_POINTS = 8.0


def _answer(facts: Facts) -> Points:
    vacant = facts.vacancy_pct
    points = np.where(vacant > HIGH_PCT, HIGH_POINTS, 0.0)
    return answered(points, np.isnan(vacant), 0.0, HIGH_POINTS)


def _words(facts: Facts) -> Words:
    return numbered(
        np.round(facts.vacancy_pct, 1),
        value=lambda percent: f"{percent:g}",
        sentence=lambda percent: f"{percent:g}% of the homes are vacant.",
        unknown=f"{VACANCY.unknown}.",
    )


VACANCY = Factor(
    code="D6",
    label="Vacancy",
    card=DISTRESS,
    question="Are more than 15% of the homes vacant?",
    basis="judgement",
    bands=((f"over {HIGH_PCT:g}%", HIGH_POINTS), (f"{HIGH_PCT:g}% or less", 0.0)),
    unknown="How many homes are vacant is not known",
    unit="percent of homes",
    answer=_answer,
    words=_words,
    data_set="vacancy",
    needs="vacancy_pct",
)
