"""Quarantine: rows that could not become a row of a table, with the reason."""

from housing.tables.base import Table
from housing.tables.types import Series, Text, Whole, optional, required
from housing.terms import Reason


class Quarantine(Table):
    """One rejected row: nothing is dropped uncounted."""

    source_id: Series[Text] = required("The source it came from.")
    file: Series[Text] = required("Name of the raw file.")
    row_number: Series[Whole] = optional("Line of the file, the header being line 1.")
    source_record_id: Series[Text] = optional("The publisher's id, where it can be read.")
    reason: Series[Text] = required("From a closed list.", isin=[r.value for r in Reason])
    detail: Series[Text] = required("One sentence: which value, and what to do.")
    content: Series[Text] = optional("The row as published, shortened to 500 characters.")
