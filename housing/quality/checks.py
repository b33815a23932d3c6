"""The checks of the quality report: what each looks for, how it is kept out, what to do."""

from dataclasses import dataclass

from housing.terms import Check


@dataclass(frozen=True, slots=True)
class Explained:
    """A check in words."""

    title: str
    #: Why what it finds never enters a count or a rate.
    kept_out: str
    #: For whoever looks after the data.
    to_do: str


CHECKS: dict[Check, Explained] = {
    Check.UNITS_OVER_TOTAL: Explained(
        "More homes under a covenant than homes",
        "No more homes are counted than the property has.",
        "Ask the publisher whether homes or the total are wrong; read the agreement or rent roll.",
    ),
    Check.SHARE_OVER_100: Explained(
        "A share above 100 percent",
        "Homes are counted from covenants, and never more than the property has.",
        "One of the two numbers is wrong at the source: ask which.",
    ),
    Check.END_BEFORE_START: Explained(
        "Ends before it starts",
        "The end counts as unknown, which is not safe.",
        "Read the recorded agreement: often the century is wrong.",
    ),
    Check.IMPOSSIBLE_DATE: Explained(
        "A day that cannot be",
        "The end counts as unknown.",
        "Read the recorded agreement.",
    ),
    Check.SENTINEL: Explained(
        "A number or day that stands for “none”",
        "Such a day is no end and such a number is no value.",
        "If it is new, tell us which source writes it: it should be read as unknown.",
    ),
    Check.OUT_OF_AREA: Explained(
        "A point outside the city, or exchanged coordinates",
        "An exchanged coordinate is not used; a point in no ward is in no ward's count.",
        "Correct the coordinate at the source.",
    ),
    Check.UNMATCHED: Explained(
        "Belongs to no property, or to no parcel",
        "A record that is not linked adds nothing to any property.",
        "Decide it in the review queue; docs/reviewing.md says how.",
    ),
    Check.DUPLICATE: Explained(
        "The same thing twice",
        "A repeated id is kept once. Two properties at one address both count until somebody says "
        "they are one.",
        "If they are one, say so in data/overrides/review_verdicts.csv.",
    ),
    Check.STALE_END: Explained(
        "Past its end, and nobody says what became of it",
        "A renewable contract counts as in force and undated; a lapsed covenant as unverified.",
        "Ask the contract administrator or the agency.",
    ),
    Check.CONFLICT: Explained(
        "Sources disagree",
        "The earlier end is used.",
        "The recorded agreement would settle it.",
    ),
    Check.UNREADABLE: Explained(
        "A row or a value that could not be read",
        "It is in quarantine and in nothing else.",
        "See the rejected rows on the Data page; ask the publisher for a sound file.",
    ),
}
