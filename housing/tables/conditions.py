"""Conditions: what a city's own records say of a property's money, vacancies and violations."""

from housing.tables.base import Table
from housing.tables.types import Date, Series, Text, Whole, optional, required


class Conditions(Table):
    """One property on one day. A blank is unknown: no violations is 0, not a blank."""

    condition_id: Series[Text] = required("Ours.", unique=True)
    source_id: Series[Text] = required("The source that lists it.")
    record_id: Series[Text] = required("The record (development) it belongs to.")
    condition_date: Series[Date] = required("The day it describes.")
    debt_coverage_ratio: Series[float] = optional("Net operating income over debt service.")
    vacancy_pct: Series[float] = optional("Vacant homes, percent.", ge=0, le=100)
    serious_violations: Series[Whole] = optional("Open serious code violations.", ge=0)
    units: Series[Whole] = optional("Homes they were counted over.", ge=1)
    observed_date: Series[Date] = optional("Vintage of the list.")


class LinkedConditions(Conditions):
    """Conditions that know their property."""

    property_id: Series[Text] = optional("The property; null when its record is not yet known.")
