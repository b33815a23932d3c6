"""Files of what ends when: properties and years as CSV, milestones as a calendar."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from housing.calendars import COVENANT_ENDS, DEADLINE, calendar_file
from housing.exports import without_formulas
from housing.snapshots import Snapshot
from housing.terms import Scenario
from ui import explain, plain
from ui.expiration_rows import Expirations, shown
from ui.text import en
from ui.text import en_expirations as text


def years_csv(
    by_year: pd.DataFrame, deep: pd.DataFrame, view: Expirations, facts: Mapping[str, str]
) -> bytes:
    """Return homes by scenario, year and program as CSV, rental assistance and no date apart."""
    parts = [by_year.assign(what="protection"), deep.assign(what="rental assistance")]
    undated_rows = [
        {
            "what": "protection",
            "scenario": Scenario.NOMINAL.value,
            "year": name,
            "group": "",
            "units": units,
            "properties": count,
        }
        for name, units, count in (
            (text.UNDATED, view.undated["undated_units"].sum(), len(view.undated)),
            (text.UNVERIFIED, view.unverified["unverified_units"].sum(), len(view.unverified)),
        )
    ]
    whole = pd.concat([*parts, pd.DataFrame(undated_rows)], ignore_index=True)
    named = whole.rename(columns={"group": "program_group", "units": "homes"})
    columns = ["what", "scenario", "year", "program_group", "homes", "properties"]
    return _csv(named[columns], facts)


def list_csv(rows: pd.DataFrame, facts: Mapping[str, str]) -> bytes:
    """Return the list as CSV, each row saying which city, day, snapshot and filters it is of."""
    return _csv(shown(rows), facts)


def calendar(
    properties: pd.DataFrame, milestones: pd.DataFrame, snapshot: Snapshot, page: str | None
) -> bytes:
    """Return the calendar file of these properties; `page` is the address of a property's page.

    `milestones` come from `housing.calendars.milestones`.
    """
    as_of = date.fromisoformat(str(snapshot.manifest["as_of"])[:10])
    found = milestones[milestones["property_id"].isin(set(properties["property_id"]))]
    found = found.reset_index(drop=True)
    names = properties.set_index("property_id")["name"].map(plain.clean)
    facts = about(snapshot)
    said = [_event(row, names[row["property_id"]], facts) for row in found.to_dict("records")]
    events = pd.DataFrame(said, columns=["summary", "description", "category"])
    url = None if page is None else page + "?property_id=" + found["property_id"]
    events = events.assign(uid=found["uid"], date=found["date"], url=url)
    name = text.CALENDAR.format(
        place=snapshot.manifest["jurisdiction"]["name"], day=explain.day(as_of)
    )
    if len(names) == 1:
        name = text.CALENDAR_OF.format(name=names.iloc[0])
    return calendar_file(events, name, as_of)


def about(snapshot: Snapshot) -> str:
    """Say which city the facts are of, of which day, and whether it is a real one."""
    place = snapshot.manifest["jurisdiction"]
    day = explain.day(str(snapshot.manifest["as_of"])[:10])
    said = text.FACTS.format(place=place["name"], day=day, snapshot=snapshot.id)
    return f"{text.FICTIONAL} {said}" if place.get("is_fictional") else said


def _event(row: Mapping[Any, Any], name: str, facts: str) -> dict[str, str]:
    """Put one milestone into the words of a calendar."""
    if row["kind"] == COVENANT_ENDS:
        of = {"program": en.PROGRAMS.get(row["program"], en.OTHER), "name": name}
        of["homes"] = explain.homes(row["units"])
        summary, told = text.ENDS_SUMMARY.format(**of), [text.ENDS_SENTENCE.format(**of)]
    else:
        form = text.DEADLINE_SUMMARY if row["kind"] == DEADLINE else text.OPENS_SUMMARY
        summary = form.format(title=row["title"], name=name)
        told = [str(row["sentence"]), text.LAW.format(citation=row["citation"])]
    return {
        "summary": summary,
        "description": "\n".join([*told, facts]),
        "category": text.CATEGORIES[str(row["kind"])],
    }


def _csv(table: pd.DataFrame, facts: Mapping[str, str]) -> bytes:
    return without_formulas(table.assign(**facts)).to_csv(index=False).encode("utf-8-sig")
