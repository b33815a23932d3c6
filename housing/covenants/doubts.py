"""Doubts about covenants: one sentence each, saying what is doubtful and what would settle it."""

from collections.abc import Callable

import pandas as pd

from housing.terms import CovenantKind, Issue

#: What sentences about judged covenants speak of.
_SPOKEN_OF = [
    "property_id", "covenant_id", "source_id", "program_source", "usable_end_date",
    "ground_lease_end_date", "units_stated", "units_counted", "property_units",
]  # fmt: skip

#: Says of each of the given covenants what is doubtful and what would settle it.
Sentence = Callable[[pd.DataFrame], pd.Series]


def doubts(
    rows: pd.DataFrame, mask: pd.Series, issue: Issue, sentence: Sentence
) -> list[pd.DataFrame]:
    """Rows of table `Issues` for the masked covenants, or nothing where none is doubtful."""
    if not mask.any():
        return []
    doubtful = rows.loc[mask]
    found = pd.DataFrame(
        {
            "issue": issue.value,
            "property_id": doubtful["property_id"],
            "table": "covenants",
            "row_id": doubtful["covenant_id"],
            "source_id": doubtful["source_id"],
            "detail": sentence(doubtful).astype("string"),
        }
    )
    return [found]


def day(dates: pd.Series) -> pd.Series:
    """Dates as people read them in a sentence."""
    return dates.dt.strftime("%Y-%m-%d").astype("string").fillna("unknown")


def judged_doubts(rows: pd.DataFrame) -> list[pd.DataFrame]:
    """Doubts that only judged rows can show: programs, past ends, homes, ground leases."""
    counted = rows["is_active"] & rows["counted_with"].isna()
    unmapped = ~rows["is_mapped"] & ~rows["is_unseen"]
    lease_first = rows["ground_lease_end_date"] < rows["usable_end_date"]
    lease_first |= rows["ground_lease_end_date"].notna() & (
        rows["kind"] == CovenantKind.OPEN_ENDED.value
    )
    units_unknown = counted & rows["units_counted"].isna()
    cases = [
        (unmapped, Issue.PROGRAM_UNMAPPED, _unmapped_sentence),
        (counted & rows["is_stale"], Issue.STALE_END, _stale_sentence),
        (counted & rows["is_expired_unverified"], Issue.EXPIRED_UNVERIFIED, _expired_sentence),
        (counted & rows["is_over_total"], Issue.UNITS_OVER_TOTAL, _over_sentence),
        (counted & rows["is_units_assumed"], Issue.UNITS_ASSUMED, _assumed_sentence),
        (units_unknown, Issue.UNITS_UNKNOWN, _unknown_units_sentence),
        (counted & lease_first, Issue.GROUND_LEASE_EARLIER, _lease_sentence),
    ]
    told = rows[_SPOKEN_OF]
    return [found for case in cases for found in doubts(told, *case)]


def _unmapped_sentence(rows: pd.DataFrame) -> pd.Series:
    return (
        "The program "
        + rows["program_source"].fillna("(blank)")
        + " is not in data/reference/programs.csv: it counts as a covenant of unknown kind until"
        " somebody adds it."
    )


def _stale_sentence(rows: pd.DataFrame) -> pd.Series:
    return (
        "The contract is listed as active but its end "
        + day(rows["usable_end_date"])
        + " is past: such contracts were usually renewed. Ask the contract administrator."
    )


def _expired_sentence(rows: pd.DataFrame) -> pd.Series:
    return (
        "The restriction should have lapsed on "
        + day(rows["usable_end_date"])
        + ", and no source confirms it. The recorded agreement or the agency would settle it."
    )


def _over_sentence(rows: pd.DataFrame) -> pd.Series:
    return (
        "The covenant states "
        + rows["units_stated"].astype("string")
        + " homes, the property has "
        + rows["property_units"].astype("Int64").astype("string")
        + "; no more than those are counted. The agreement or rent roll would settle it."
    )


def _assumed_sentence(rows: pd.DataFrame) -> pd.Series:
    return (
        "The covenant does not state its homes; all "
        + rows["units_counted"].astype("string")
        + " of the property are counted. The agreement or rent roll would settle it."
    )


def _unknown_units_sentence(rows: pd.DataFrame) -> pd.Series:
    text = (
        "Neither the covenant nor the property states its homes, so none can be counted. "
        "The agreement or rent roll would settle it."
    )
    return pd.Series(text, index=rows.index)


def _lease_sentence(rows: pd.DataFrame) -> pd.Series:
    return (
        "The ground lease ends on "
        + day(rows["ground_lease_end_date"])
        + ", before the covenant on it. The lease would say what becomes of the restriction."
    )
