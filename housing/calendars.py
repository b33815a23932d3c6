"""Dates that people put into their own calendars: ends of covenants, and days of notices.

A calendar file follows RFC 5545. The same date of the same covenant keeps its identity from one
file to the next, so importing a newer file moves what is in a calendar and doubles nothing.
"""

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pandas as pd
from icalendar import Calendar, Event, vText

from housing.terms import NoticePhase

PRODUCT = "-//Holdfast//Milestones//EN"

#: Kinds of milestones.
COVENANT_ENDS, WINDOW_OPENS, DEADLINE = "covenant_ends", "window_opens", "deadline"

#: What to put into a calendar: one day, of one property. `uid` stays when the date moves.
MILESTONE_COLUMNS = (
    "uid",
    "property_id",
    "date",
    "kind",
    "program",
    "units",
    "title",
    "sentence",
    "citation",
)

#: Notices of which nothing is left to do.
_DONE = (NoticePhase.FILED.value, NoticePhase.PASSED.value)

#: Characters that no content line may hold, RFC 5545 section 3.1.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def milestones(covenants: pd.DataFrame, notices: pd.DataFrame, *, as_of: date) -> pd.DataFrame:
    """Return every dated milestone from `as_of` on, soonest first, with `MILESTONE_COLUMNS`.

    Ends are those of covenants in force that restrict rents; of a notice, the first day of its
    window and the last. What bears no date cannot be in a calendar.

    Args:
        covenants: table `LinkedCovenants`.
        notices: table `Notices`.
        as_of: the first day.
    """
    parts = [_ends(covenants), _days(notices, WINDOW_OPENS), _days(notices, DEADLINE)]
    found = pd.concat(parts, ignore_index=True).sort_values(["date", "property_id", "uid"])
    again = found.groupby("uid").cumcount()
    found["uid"] = [
        identity(*named) for named in zip(found["uid"], again.where(again > 0), strict=True)
    ]
    return found[found["date"] >= pd.Timestamp(as_of)].reset_index(drop=True)


def calendar_file(events: pd.DataFrame, name: str, as_of: date) -> bytes:
    """Return a calendar file of all-day events.

    Args:
        events: columns `uid`, `date`, `summary`, `description`, `category`, and `url` or null.
        name: what the calendar is called.
        as_of: the day the facts are of, which stamps every event.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for title in ("name", "x-wr-calname"):
        calendar.add(title, vText(_line(name)))
    stamp = datetime.combine(as_of, time(), UTC)
    for row in events.to_dict("records"):
        calendar.add_component(_event(row, stamp))
    return bytes(calendar.to_ical())


def identity(*parts: Any) -> str:
    """Return the same name for the same milestone in every file."""
    said = "\n".join("" if pd.isna(part) else str(part) for part in parts)
    return f"{hashlib.sha256(said.encode()).hexdigest()[:24]}@holdfast"


def _event(row: Mapping[Any, Any], stamp: datetime) -> Event:
    day = pd.Timestamp(row["date"]).date()
    event = Event()
    event.add("uid", str(row["uid"]))
    event.add("dtstamp", stamp)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", _line(row["summary"]))
    event.add("description", _FORBIDDEN.sub(" ", str(row["description"])))
    event.add("categories", [_line(row["category"])])
    event.add("transp", "TRANSPARENT")
    if not pd.isna(row["url"]):
        event.add("url", _line(row["url"]))
    return event


def _line(text: Any) -> str:
    return " ".join(_FORBIDDEN.sub(" ", str(text)).split())


def _ends(covenants: pd.DataFrame) -> pd.DataFrame:
    """Return the dated ends of covenants in force; a covenant past its end has none ahead."""
    in_force = covenants["is_active"] & covenants["is_covenant"]
    ending = covenants[in_force.astype(bool) & covenants["usable_end_date"].notna()]
    rows = ending.assign(
        uid=f"{COVENANT_ENDS} " + ending["covenant_id"],
        date=ending["usable_end_date"],
        kind=COVENANT_ENDS,
        units=ending["units_counted"],
        title=None,
        sentence=None,
        citation=None,
    )
    return rows[list(MILESTONE_COLUMNS)].astype(_TYPES)


def _days(notices: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Return the first days, or the last, of what notices still ask for."""
    column = "deadline_date" if kind == DEADLINE else "opens_date"
    waiting = notices[~notices["phase"].isin(_DONE) & notices[column].notna()]
    covenant, filing = (waiting[name].fillna("") for name in ("covenant_id", "trigger_event_id"))
    named = waiting["property_id"] + " " + waiting["rule_id"] + " " + covenant + " " + filing
    rows = waiting.assign(
        uid=f"{kind} " + named,
        date=waiting[column],
        kind=kind,
        program=None,
        units=float("nan"),
    )
    return rows[list(MILESTONE_COLUMNS)].astype(_TYPES)


_TYPES = {name: "str" for name in MILESTONE_COLUMNS if name not in ("date", "units")}
_TYPES["units"] = "Int64"
