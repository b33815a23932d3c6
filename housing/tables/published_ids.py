"""Published ids: under which property id each record was published last, present or not."""

from housing.tables.base import Table
from housing.tables.types import Date, Series, Text, required


class PublishedIds(Table):
    """One row per record that was ever part of a property, handed on from snapshot to snapshot.

    Records of a list that is missing this time are kept: when it returns, so do their ids.
    """

    record_id: Series[Text] = required("The record.", unique=True)
    property_id: Series[Text] = required("The property it was part of when it was last published.")
    since_date: Series[Date] = required("Day of the first snapshot in which it was so.")
