"""Parcel links: which parcels each property stands on, and how we know."""

from housing.tables.base import Table
from housing.tables.types import Series, Text, YesNo, optional, required
from housing.terms import LinkMethod


class ParcelLinks(Table):
    """At least one row per property; a property without a parcel has one row that says so."""

    property_id: Series[Text] = required("The property.")
    parcel_id: Series[Text] = optional("Canonical parcel id; null when none was found.")
    method: Series[Text] = required("How it was decided.", isin=[m.value for m in LinkMethod])
    distance_meters: Series[float] = optional("Point to outline, local CRS; 0 inside.", ge=0)
    has_outline: Series[YesNo] = required("The parcel's outline is in the parcels table.")
    evidence: Series[Text] = required("One sentence.")
    candidate_parcel_ids: Series[Text] = optional("For review: the candidates, ';' between.")
