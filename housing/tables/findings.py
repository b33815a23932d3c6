"""Findings of the quality report: what is impossible or doubtful, a row each. In no snapshot."""

from housing.tables.base import Table
from housing.tables.types import Series, Text, optional, required
from housing.terms import Check


class Findings(Table):
    """One value or row that one check found."""

    check: Series[Text] = required("Which check found it.", isin=[c.value for c in Check])
    property_id: Series[Text] = optional("The property it concerns.")
    name: Series[Text] = optional("Name of the property.")
    table: Series[Text] = required("The table of the row.")
    row_id: Series[Text] = optional("Its id, or line of the file it was rejected from.")
    source_id: Series[Text] = optional("The source it came from.")
    detail: Series[Text] = required("What is wrong, and what would settle it.")
