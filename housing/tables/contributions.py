"""Contributions: every point of every score, with its value, unit, source, date and basis."""

from housing.tables.base import Table
from housing.tables.types import Date, Series, Text, Whole, YesNo, optional, required


class Contributions(Table):
    """One factor's points on one card. Points of a property's card add up to the card's total.

    The card `override` has a row where a signal moved the displayed score: by how many points.
    """

    property_id: Series[Text] = required("The property.")
    card: Series[Text] = required(
        "exit, distress or override.", isin=["exit", "distress", "override"]
    )
    position: Series[Whole] = required("Order in which the card reads.", ge=0)
    code: Series[Text] = required("E1, E2, D1 ...")
    label: Series[Text] = required("The factor in words.")
    points: Series[float] = required("Points added; 12 points double the odds.")
    points_low: Series[float] = required("Least it could be, were the value known.")
    points_high: Series[float] = required("Most it could be.")
    value: Series[Text] = optional("What was known, as text; null when missing.")
    unit: Series[Text] = optional("Unit of the value.")
    is_missing: Series[YesNo] = required("The value is unknown; points are 0.")
    source_id: Series[Text] = optional("Where the value comes from; a person's name for a report.")
    observed_date: Series[Date] = optional("When it was so.")
    basis: Series[Text] = required("Why these points: the citation or 'judgement'.")
    sentence: Series[Text] = required("The contribution in plain words.")
