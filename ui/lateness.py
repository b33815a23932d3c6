"""Which sources are late or failed, in sentences that stand wherever their values are shown."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from housing.attempts import Failure
from ui import explain
from ui.text import en

#: Sources named in a banner; the rest is counted.
NAMED = 2

#: A snapshot of so many days ago is read as history.
HISTORY_DAYS = 366


@dataclass(frozen=True, slots=True)
class Lateness:
    """One source of which a newer list is due, or whose last fetch failed."""

    source_id: str
    title: str
    #: What of it is shown, what was expected, and how late it is.
    sentence: str
    #: Days since a newer one was due; None where none is due and the fetch failed.
    days: int | None
    is_failed: bool


def late_sources(
    inputs: Iterable[Mapping[str, Any]], today: date, failures: Mapping[str, Failure]
) -> list[Lateness]:
    """Return the sources that are late by the reader's day or failed, the latest first.

    Of several files of one source the newest counts. A list that says no day is late when even the
    day it was received is too long ago.
    """
    newest: dict[str, Mapping[str, Any]] = {}
    for entry in inputs:
        known = newest.get(entry["source_id"])
        if known is None or _said(entry) > _said(known):
            newest[entry["source_id"]] = entry
    found = [_late(entry, today, failures.get(name)) for name, entry in newest.items()]
    return sorted((one for one in found if one), key=lambda one: (-(one.days or 0), one.title))


def beside(late: Iterable[Lateness], source_ids: Collection[str]) -> list[str]:
    """Return the sentences about some sources: those whose values stand there."""
    return [one.sentence for one in late if one.source_id in source_ids]


def banner(late: Sequence[Lateness], source_count: int, as_of: date, today: date) -> str | None:
    """Say in one line how many sources are late or failed, and which first; None where none is."""
    if not late:
        return None
    words = en.LATE_OR_FAILED if any(one.is_failed for one in late) else en.LATE
    rest = len(late) - NAMED
    counted = en.SOURCES_LATE.format(
        count=len(late),
        sources=explain.plural(source_count, "source"),
        verb="is" if len(late) == 1 else "are",
        late=words,
    )
    named = ", ".join(_short(one) for one in late[:NAMED])
    sentence = f"{counted}: {named}{en.AND_MORE.format(count=rest) if rest > 0 else ''}."
    if (today - as_of).days > HISTORY_DAYS:
        return f"{en.HISTORICAL.format(day=explain.day(as_of))} {sentence}"
    return sentence


def source_ids(*columns: Iterable[Any]) -> set[str]:
    """Return every source named in some columns; several in one cell have ';' between them."""
    return {
        one.strip()
        for column in columns
        for cell in column
        if explain.is_known(cell)
        for one in str(cell).split(";")
    }


def _short(one: Lateness) -> str:
    how = en.FETCH_FAILED if one.days is None else en.BY_AGE.format(age=explain.age(one.days))
    return f"{one.title} ({how})"


def _said(entry: Mapping[str, Any]) -> str:
    return str(entry.get("vintage") or entry.get("retrieved") or "")[:10]


def _late(entry: Mapping[str, Any], today: date, failure: Failure | None) -> Lateness | None:
    day, limit = _said(entry), entry.get("late_after_days")
    days = (today - date.fromisoformat(day)).days - int(limit) if day and limit is not None else 0
    is_late = days > 0
    if not is_late and failure is None:
        return None
    told = en.DATA_OF if entry.get("vintage") else en.RECEIVED_ON
    sentence = f"{entry['title']}: " + (
        told.format(day=explain.day(day)) if day else en.DATA_OF_NO_DAY
    )
    if is_late:
        cadence = str(entry.get("cadence") or "").split(";")[0].split(",")[0]
        expected = en.EXPECTED.format(cadence=cadence) if cadence else ""
        sentence += f"{expected}: {en.BY_AGE.format(age=explain.age(days))}"
    if failure is not None:
        sentence += en.AND_FAILED.format(day=explain.day(failure.at[:10]))
    return Lateness(
        entry["source_id"], entry["title"], sentence, days if is_late else None, failure is not None
    )
