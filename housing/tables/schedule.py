"""Schedule: how many homes each property keeps restricted, date by date."""

from housing.tables.base import Table
from housing.tables.types import Date, Series, Text, Whole, YesNo, optional, required
from housing.terms import Scenario


class Schedule(Table):
    """One step of a property's units-at-risk curve: from `date` on, `units_*` stay restricted.

    The first row of each property and scenario is dated `as_of`. Rows with `is_deep` true are
    the second curve: rental assistance (renewable and PRAC covenants) only.
    """

    property_id: Series[Text] = required("The property.")
    scenario: Series[Text] = required("Which reading.", isin=[s.value for s in Scenario])
    is_deep: Series[YesNo] = required("The deep-subsidy curve.")
    date: Series[Date] = required("From this day on.")
    units_nested: Series[Whole] = optional("Homes still restricted if covenants overlap fully.")
    units_disjoint: Series[Whole] = optional("Homes still restricted if they do not overlap.")
    covenant_ids: Series[Text] = optional("Covenants that ended here, ';' between.")
    programs: Series[Text] = optional("Their programs, ';' between.")
