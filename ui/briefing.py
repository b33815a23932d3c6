"""What a caller needs in a minute: which covenant the score is about, what to do, how sure."""

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from housing.terms import Status
from ui import explain
from ui.explain import Row
from ui.text import en

#: Steps that would raise the confidence, named beside the score; the page lists all of them.
NAMED = 3

#: What to do about a property without a score, or whose end nobody has confirmed.
STEPS = {
    Status.LOST: "Nothing is left to preserve here unless a new covenant is signed: check with the "
    "tenants where they went, and what was promised to them.",
    Status.REPLACED: "Find the property that took its homes over, and follow that one.",
    Status.OFF_MONITORING: "Ask the housing agency, or read the recorded agreement, whether rents "
    "are still restricted.",
    Status.EXPIRED_UNVERIFIED: "Ask the agency that signed the covenant, or the tenants, whether "
    "rents are still restricted.",
}

_GAIN = re.compile(r"\(\+(\d+)\)$")


def about(row: Row, covenants: pd.DataFrame) -> str | None:
    """Name the governing covenant, its homes and end, who says so, and why it governs."""
    if not explain.is_known(row["score"]):
        return None
    here = covenants[(covenants["property_id"] == row["property_id"]).fillna(False)]
    found = here[(here["covenant_id"] == row["governing_covenant_id"]).fillna(False)]
    if found.empty:
        return None
    one: dict[Any, Any] = found.iloc[0].to_dict()
    parts = [en.PROGRAMS[one["program"]]]
    if explain.is_known(one["units_counted"]) and one["units_counted"] > 0:
        parts.append(explain.homes(one["units_counted"]))
    parts.append(_ends(row, one))
    return f"{', '.join(parts)}. {_why(_held(here))}"


def step(row: Row) -> str | None:
    """Say what to do where no score says how urgent a property is."""
    return STEPS.get(Status(row["status"]))


def raises(row: Row) -> list[str]:
    """List what would raise the confidence, the most valuable first."""
    return sorted(explain.words(row["confidence_missing"]), key=_gain, reverse=True)


def raises_sentence(row: Row) -> str:
    """Name the steps that would raise the confidence most."""
    listed = raises(row)
    if not listed:
        return "Nothing more would raise it."
    more = f"; and {len(listed) - NAMED} more" if len(listed) > NAMED else ""
    return f"What would raise it most: {'; '.join(listed[:NAMED])}{more}."


def _gain(phrase: str) -> int:
    found = _GAIN.search(phrase)
    return int(found.group(1)) if found else 0


def _ends(row: Row, one: Mapping[Any, Any]) -> str:
    end, day = one["usable_end_date"], row["governing_date"]
    if not explain.is_known(end):
        return "no end by design" if row["has_open_ended"] else "its end is not on record"
    basis = en.BASES[one["end_basis"]]
    said = f"ends {explain.day(end)} ({basis})"
    if explain.is_known(day) and pd.Timestamp(day) != pd.Timestamp(end):
        said += f", with an early way out from {explain.day(day)}"
    return said


def _held(covenants: pd.DataFrame) -> int:
    """Count the covenants in force, each once however many sources list it."""
    in_force = covenants["is_active"].fillna(False) & covenants["is_covenant"].fillna(False)
    return int((in_force & (covenants["units_counted"].fillna(1) > 0)).sum())


def _why(held: int) -> str:
    if held < 2:
        return "It governs because no other covenant in force restricts rents here."
    return (
        f"A home is protected until the last covenant over it ends. Of the {held} in force, this "
        "one's end weighs most: after it, homes would be left without any."
    )
