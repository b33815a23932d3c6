"""Events: sales, foreclosures and tenant notices of a property."""

from housing.tables.base import Table
from housing.tables.types import Date, Series, Text, YesNo, optional, required
from housing.terms import EventType


class Events(Table):
    """One event. `description` is as published, with individuals masked."""

    event_id: Series[Text] = required("Ours.", unique=True)
    source_id: Series[Text] = required("The source that lists it.")
    record_id: Series[Text] = optional("The record (development) it belongs to.")
    parcel_id: Series[Text] = optional("Canonical id of the parcel it was filed on.")
    event_date: Series[Date] = optional("Day it was filed.")
    event_type: Series[Text] = required("What happened.", isin=[t.value for t in EventType])
    price_usd: Series[float] = optional("Sale price in US dollars.", ge=0)
    is_related_transfer: Series[YesNo] = optional(
        "Whether its source says that buyer and seller are the same; null not stated."
    )
    party: Series[Text] = optional("Buyer or filer; individuals masked.")
    description: Series[Text] = optional("As published.")
    observed_date: Series[Date] = optional("Vintage of the list.")


class LinkedEvents(Events):
    """Events that know their property."""

    property_id: Series[Text] = optional("The property; null when its record is not yet known.")
