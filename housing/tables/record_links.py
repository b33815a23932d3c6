"""Record links: which property each publisher's record describes, and how we know."""

from housing.tables.base import Table
from housing.tables.types import Series, Text, optional, required
from housing.terms import LinkMethod


class RecordLinks(Table):
    """Exactly one row per record. A record without a property says why in `evidence`."""

    record_id: Series[Text] = required("The record.", unique=True)
    property_id: Series[Text] = optional("The property; null for review or not yet known.")
    method: Series[Text] = required("How it was decided.", isin=[m.value for m in LinkMethod])
    confidence: Series[float] = optional("0 to 1; 1 is an identifier or a person's decision.")
    evidence: Series[Text] = required("One sentence a council member can read.")
    candidate_property_ids: Series[Text] = optional("For review: the candidates, ';' between.")
    candidate_record_ids: Series[Text] = optional(
        "For review: the record of each candidate that fits best, in the same order, a line each."
    )
    candidate_evidence: Series[Text] = optional(
        "For review: what speaks for each candidate, in the same order, a line each."
    )
