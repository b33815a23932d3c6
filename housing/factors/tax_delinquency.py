"""Whether the property's tax is paid."""

import numpy as np

from housing.factors.base import DISTRESS, Factor, Facts, Points, Steps, Words, answered, numbered

#: Years of unpaid property tax: judgement.
YEARS_UNPAID = Steps((1, 2), (0, 10, 20))


def _answer(facts: Facts) -> Points:
    years = facts.tax_years_delinquent
    return answered(
        YEARS_UNPAID.of(years), np.isnan(years), YEARS_UNPAID.lowest, YEARS_UNPAID.highest
    )


def _words(facts: Facts) -> Words:
    return numbered(
        facts.tax_years_delinquent,
        value=lambda years: f"{years:.0f}",
        sentence=_sentence,
        unknown=f"{TAX_DELINQUENCY.unknown}.",
    )


def _sentence(years: float) -> str:
    if years == 0:
        return "No property tax is unpaid."
    return f"Property tax of {years:.0f} year{'' if years == 1 else 's'} is unpaid."


TAX_DELINQUENCY = Factor(
    code="D3",
    label="Unpaid property tax",
    card=DISTRESS,
    question="For how many years is property tax unpaid?",
    basis="judgement",
    bands=(("0 years", 0.0), ("1 year", 10.0), ("2 years or more, or on the sale list", 20.0)),
    unknown="Whether property tax is unpaid is not known",
    unit="years",
    answer=_answer,
    words=_words,
    data_set="property tax arrears",
    needs="tax_years_delinquent",
)
