"""Signals: what people and filings say of a property, in force or not, and what each one does."""

from housing.tables.base import Table
from housing.tables.types import Date, Series, Text, Whole, YesNo, optional, required
from housing.terms import SignalEffect, SignalIntent, SignalKind


class Signals(Table):
    """One signal. Those no longer in force stay, with the reason why they are not."""

    signal_id: Series[Text] = required("Ours.", unique=True)
    property_id: Series[Text] = required("The property.")
    kind: Series[Text] = required("What it is.", isin=[k.value for k in SignalKind])
    signal_date: Series[Date] = optional("Day it was given, filed or listed.")
    expires_date: Series[Date] = optional("First day it is no longer in force; null never.")
    intent: Series[Text] = optional(
        "What the owner ticked on a notice; null not stated.", isin=[i.value for i in SignalIntent]
    )
    author: Series[Text] = required("Who says so: a person, or a publisher's list.")
    reason: Series[Text] = required("Why, in a sentence.")
    source_id: Series[Text] = optional("The source; null where a person signed it.")
    evidence_url: Series[Text] = optional("Where the evidence can be read.")
    effect: Series[Text] = required("What it does in force.", isin=[e.value for e in SignalEffect])
    effect_points: Series[Whole] = optional("The floor, the cap, or the points it adds.")
    is_in_force: Series[YesNo] = required("Whether it counts at `as_of`.")
    why_not: Series[Text] = optional("Why it does not, in words.")
