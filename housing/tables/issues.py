"""Issues: doubts about rows that were kept, for people to look into."""

from housing.tables.base import Table
from housing.tables.types import Series, Text, optional, required
from housing.terms import Issue


class Issues(Table):
    """One doubt about one row."""

    issue: Series[Text] = required("From a closed list.", isin=[i.value for i in Issue])
    property_id: Series[Text] = optional("The property it concerns.")
    table: Series[Text] = required("The table of the row.")
    row_id: Series[Text] = optional("Its id.")
    source_id: Series[Text] = optional("The source it came from.")
    detail: Series[Text] = required("One sentence: what is doubtful, and what would settle it.")
