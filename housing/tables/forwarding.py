"""Forwarding: what became of property ids that were published before, so that old links open."""

from housing.tables.base import Table
from housing.tables.types import Date, Series, Text, required
from housing.terms import Forwarded


class Forwarding(Table):
    """One row per old id and what it became. Rows are handed on from snapshot to snapshot."""

    old_id: Series[Text] = required("The id that was published.")
    new_id: Series[Text] = required("The property it is now part of, or that was split from it.")
    reason: Series[Text] = required("What happened.", isin=[f.value for f in Forwarded])
    date: Series[Date] = required("Day of the first snapshot in which it was so.")
    evidence: Series[Text] = required("One sentence: which records say so.")
