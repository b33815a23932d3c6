"""Inspections: HUD's physical inspections of a development."""

from housing.tables.base import Table
from housing.tables.types import Date, Series, Text, Whole, YesNo, optional, required
from housing.terms import InspectionProtocol


class Inspections(Table):
    """One inspection. The score is 0 to 100; below 60 fails."""

    inspection_id: Series[Text] = required("Ours.", unique=True)
    source_id: Series[Text] = required("The source that lists it.")
    record_id: Series[Text] = required("The record (development) it belongs to.")
    inspection_date: Series[Date] = optional("Day of the inspection.")
    score: Series[Whole] = optional("0 to 100.", ge=0, le=100)
    score_source: Series[Text] = optional("As published, e.g. `68b*`.")
    health_safety_code: Series[Text] = optional(
        "Letter of the score: a none, b non-life-threatening, c life-threatening."
    )
    has_smoke_detector_defect: Series[YesNo] = optional("An asterisk in the score.")
    protocol: Series[Text] = required(
        "Scores of different protocols are not comparable.",
        isin=[p.value for p in InspectionProtocol],
    )
    observed_date: Series[Date] = optional("Vintage of the list.")


class LinkedInspections(Inspections):
    """Inspections that know their property."""

    property_id: Series[Text] = optional("The property; null when its record is not yet known.")
