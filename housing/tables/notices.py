"""Notices: which rule of notice or right to buy concerns a property, and where its deadline is."""

from housing.tables.base import Table
from housing.tables.types import Date, Series, Text, Whole, YesNo, optional, required
from housing.terms import NoticeNature, NoticePhase, NoticeTrigger


class Notices(Table):
    """One rule that concerns one property, through a covenant or through a filing.

    A rule without a day to count from is a row too: phase `no_date`, and the sentence says whom
    to ask.
    """

    property_id: Series[Text] = required("The property.")
    covenant_id: Series[Text] = optional("The covenant it counts from, if it is one.")
    rule_id: Series[Text] = required("The rule, as in `data/reference/notice_rules.csv`.")
    title: Series[Text] = required("What the rule is called; says so where it is unverified.")
    nature: Series[Text] = required(
        "Duty to tell, or right to act.", isin=[n.value for n in NoticeNature]
    )
    trigger: Series[Text] = required("What it counts from.", isin=[t.value for t in NoticeTrigger])
    trigger_date: Series[Date] = optional("And on which day; null unknown.")
    trigger_event_id: Series[Text] = optional("The filing it counts from, if it is one.")
    opens_date: Series[Date] = optional("First day; null if there is none, or unknown.")
    deadline_date: Series[Date] = optional("Last day; null if there is none, or unknown.")
    days_left: Series[Whole] = optional(
        "From `as_of` to the deadline, else to the first day; negative when past."
    )
    phase: Series[Text] = required("Where it stands.", isin=[p.value for p in NoticePhase])
    filed_event_id: Series[Text] = optional("The filing that satisfies it.")
    is_verified: Series[YesNo] = required("Somebody read the rule in its source.")
    verified_date: Series[Date] = optional("When.")
    citation: Series[Text] = required("The law.")
    source_url: Series[Text] = optional("Where to read it.")
    sentence: Series[Text] = required("All of it in words.")
