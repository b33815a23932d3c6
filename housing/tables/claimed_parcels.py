"""Claimed parcels: which parcels a publisher says a development stands on."""

from housing.tables.base import Table
from housing.tables.types import Date, Series, Text, YesNo, optional, required
from housing.terms import OwnerType


class ClaimedParcels(Table):
    """One parcel of one record, with what the publisher copied from the owner register."""

    claim_id: Series[Text] = required("Ours.", unique=True)
    source_id: Series[Text] = required("The source that lists it.")
    record_id: Series[Text] = required("The record (development).")
    parcel_id: Series[Text] = required("Canonical parcel id.")
    parcel_id_source: Series[Text] = required("As published.")
    latitude: Series[float] = optional("Degrees north of the parcel's center.")
    longitude: Series[float] = optional("Degrees east of the parcel's center.")
    owner_name: Series[Text] = optional("Owner as published; individuals masked.")
    owner_type: Series[Text] = required("Type of owner.", isin=[t.value for t in OwnerType])
    owner_type_source: Series[Text] = optional("The publisher's own code.")
    owner_date: Series[Date] = optional("Latest sale.")
    use_code: Series[Text] = optional("Use or property type code as published.")
    is_in_latest_register: Series[YesNo] = optional("Still in the latest owner register.")
    observed_date: Series[Date] = optional("When the publisher last saw this to be so.")
