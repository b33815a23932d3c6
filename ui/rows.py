"""Rows of a property page's tables: one function per table, each cell said in words.

A cell is None where nothing is known and the table shows a dash.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import pandas as pd

from housing.terms import CovenantStatus, LinkMethod
from ui import explain
from ui.dossier import Dossier
from ui.palette import band_label
from ui.text import en
from ui.timeline import REPEATED, covenant_states

OVERRIDE = "override"

#: How every closed list of codes says that nothing is stated.
_UNSTATED = "unknown"

Rows = list[dict[str, Any]]

#: What a publisher says of a development, and how it is read.
RECORD_FIELDS = {
    "name": "Name",
    "address": "Address",
    "units_total": "Homes",
    "units_assisted": "Restricted homes",
    "building_count": "Buildings",
    "year_built": "Year built",
    "last_rehab_year": "Renovated",
    "owner_name": "Owner",
    "manager_name": "Manager",
    "status_source": "Publisher's status",
    "category_source": "Publisher's category",
    "contract_number_hud": "HUD contract",
}

#: Fields in which two sources can be wrong; names and addresses are only spelled differently.
COMPARED = ("units_total", "units_assisted", "building_count", "year_built", "owner_name")

#: What a parcel list may state; a column that none fills is left out.
PARCEL_FACTS = ("Address", "Assessed value", "Tax year", "Owner", "Latest sale", "Tax owed")

#: A covenant's status as its source states it.
STATUSES = {
    CovenantStatus.ACTIVE: "active",
    CovenantStatus.PLANNED: "planned",
    CovenantStatus.ENDED: "ended",
    CovenantStatus.UNKNOWN: "not stated",
}


def contributions(file: Dossier, card: str) -> Rows:
    """Every contribution of a card in plain words, in the order the card reads."""
    return [
        {
            "Factor": one["label"],
            "Value": "unknown" if one["is_missing"] else _with_unit(one),
            "Points": _points(one, place),
            "Could be": _spread(one),
            "In words": one["sentence"],
            "Source": _cited(file, one),
            "As of": in_words(one["observed_date"], explain.day),
        }
        for place, one in enumerate(_card(file, card))
    ]


def bases(file: Dossier, card: str) -> Rows:
    """Why each contribution counts for so many points."""
    return [
        {
            "Factor": one["label"],
            "Points": _points(one, place),
            "Basis of the points": one["basis"],
        }
        for place, one in enumerate(_card(file, card))
    ]


def covenants(file: Dossier) -> Rows:
    """Covenants that restrict rents, each with the state the timeline draws it in."""
    states = covenant_states(file.covenants, file.as_of)
    chosen = file.covenants[file.covenants["is_covenant"].astype(bool)]
    repeats = chosen["covenant_id"].map(states) == REPEATED
    ordered = chosen.assign(repeats=repeats).sort_values(
        ["repeats", "usable_end_date", "usable_start_date"], na_position="last"
    )
    return [
        {
            "Program": _program(one),
            "Homes": _homes(one),
            "Start": in_words(one["start_date"], explain.day),
            "End": _end(one),
            "State": states[one["covenant_id"]],
            "At its end": en.KINDS[one["kind"]],
            "How the end is known": f"{en.BASES[one['end_basis']]}; {_rule(one['end_rule'])}",
            "Source": sourced(file, one),
        }
        for one in ordered.to_dict("records")
    ]


def other_subsidies(file: Dossier) -> Rows:
    """Rows that restrict no rents: shown, and counted nowhere."""
    chosen = file.covenants[~file.covenants["is_covenant"].astype(bool)]
    return [
        {
            "Program": _program(one),
            "Start": in_words(one["start_date"], explain.day),
            "End": _end(one),
            "Status as published": STATUSES[one["status"]],
            "Source": sourced(file, one),
        }
        for one in chosen.to_dict("records")
    ]


def horizons(row: explain.Row) -> Rows:
    """Homes losing protection by horizon, in each reading."""
    readings = {
        "If every contract ends on its date": "units_at_risk_{}y",
        "If contracts are renewed": "units_at_risk_renewals_{}y",
        "Losing rental assistance, if contracts end": "deep_units_at_risk_{}y",
    }
    return [
        {"Homes losing protection": reading}
        | {
            f"within {explain.plural(years, 'year')}": explain.number(row[name.format(years)])
            for years in explain.HORIZONS
        }
        for reading, name in readings.items()
        if "deep" not in name or (explain.is_known(row["deep_units"]) and row["deep_units"] > 0)
    ]


def events(file: Dossier) -> Rows:
    """Sales, foreclosures and notices, latest first."""
    ordered = file.events.sort_values("event_date", ascending=False)
    return [
        {
            "Day": explain.day(one["event_date"]),
            "What": en.EVENTS[one["event_type"]],
            "Price": in_words(one["price_usd"], explain.usd),
            "Who": one["party"],
            "As published": one["description"],
            "Source": sourced(file, one),
        }
        for one in ordered.to_dict("records")
    ]


def parcels(file: Dossier) -> Rows:
    """Linked parcels, the ground under units first, then the highest assessed, with evidence."""
    known = pd.DataFrame(file.parcels.drop(columns="geometry", errors="ignore"))
    linked = file.parcel_links.merge(known, on="parcel_id", how="left")
    linked = linked.assign(is_ground=are_grounds(linked)).sort_values(
        ["is_ground", "assessed_value_usd"], ascending=False, kind="stable"
    )
    listed = [
        {
            "Parcel": _parcel(one),
            "Address": one["address"],
            "Linked by": en.METHODS[one["method"]],
            "Assessed value": in_words(one["assessed_value_usd"], explain.usd),
            "Tax year": in_words(one["tax_year"], lambda year: str(int(year))),
            "Owner": one["owner_name"],
            "Latest sale": _sale(one),
            "Tax owed": in_words(one["tax_balance_usd"], explain.usd),
            "Evidence": one["evidence"],
        }
        for one in linked.to_dict("records")
    ]
    listed = _runs_told_once(listed)
    empty = {
        name
        for name in PARCEL_FACTS
        if not any(map(explain.is_known, (one[name] for one in listed)))
    }
    return [{name: cell for name, cell in one.items() if name not in empty} for one in listed]


def _runs_told_once(listed: Rows) -> Rows:
    """Parcels in a row of which everything but the id is the same, as units of a condominium."""
    told: Rows = []
    for _, alike in groupby(listed, key=lambda one: [str(one[name]) for name in one][1:]):
        run = list(alike)
        ids = [run[0]["Parcel"], run[-1]["Parcel"]]
        several = {"Parcel": f"{' to '.join(ids)} ({len(run)})"} if len(run) > 1 else {}
        told.append(run[0] | several)
    return told


def are_grounds(parcel_links: pd.DataFrame) -> pd.Series:
    """Whether each link is to the ground under condominium units, which is nobody's own parcel."""
    return parcel_links["method"] == LinkMethod.CONDOMINIUM_GROUND.value


def neighbors(near: pd.DataFrame) -> Rows:
    """Nearby properties with distance, band and next end."""
    return [
        {
            "property_id": one["property_id"],
            "name": one["name"],
            "told": " · ".join(
                [
                    explain.distance(one["distance_meters"]),
                    band_label(one["band"]),
                    f"{explain.homes(one['units_restricted'])} restricted",
                    _next_end(one),
                ]
            ),
        }
        for one in near.to_dict("records")
    ]


def records(file: Dossier) -> Rows:
    """What each source says, side by side: one row per field, one column per record."""
    listed = file.records.to_dict("records")
    names = _distinct([file.source(one["source_id"]) for one in listed])
    told: Rows = []
    for field, label in RECORD_FIELDS.items():
        cells = [in_words(one[field], str) for one in listed]
        if any(cells):
            told.append({"Field": label, **dict(zip(names, cells, strict=True))})
    described = {
        "For whom": lambda one: _stated(one["tenancy"], en.TENANCIES),
        "Owner type": lambda one: _stated(one["owner_type"], en.OWNER_TYPES),
        "Location is": lambda one: _stated(one["location_quality"], en.LOCATIONS),
        "As of": lambda one: explain.day(one["observed_date"]),
        "Publisher's id": lambda one: str(one["source_record_id"]),
        "Linked by": lambda one: en.METHODS[one["method"]],
        "Evidence": lambda one: str(one["evidence"]),
    }
    for label, say in described.items():
        cells = [say(one) for one in listed]
        if any(cells):
            told.append({"Field": label, **dict(zip(names, cells, strict=True))})
    return told


def disagreements(file: Dossier) -> list[str]:
    """Name the fields in which sources state different values."""
    return [
        label
        for field, label in RECORD_FIELDS.items()
        if field in COMPARED
        and len(set(file.records[field].dropna().astype(str).str.casefold())) > 1
    ]


def issues(file: Dossier) -> Rows:
    """Doubts about rows that were kept."""
    return [
        {
            "Doubt": en.ISSUES[one["issue"]],
            "What, and what would settle it": one["detail"],
            "Source": in_words(one["source_id"], file.source),
        }
        for one in file.issues.to_dict("records")
    ]


def _card(file: Dossier, card: str) -> Rows:
    chosen = file.contributions[file.contributions["card"] == card].sort_values("position")
    return [{str(name): value for name, value in one.items()} for one in chosen.to_dict("records")]


def _points(one: dict[str, Any], place: int) -> str:
    """Say a row's points; the first row of the two cards is where the card starts."""
    if place == 0 and one["card"] != OVERRIDE:
        return f"{one['points']:g}"
    return _signed(one["points"])


def _cited(file: Dossier, one: dict[str, Any]) -> str | None:
    """Name where a value comes from; a row without a value is the card's own."""
    if explain.is_known(one["source_id"]):
        return file.source(one["source_id"])
    return None if one["is_missing"] else "the method itself"


def in_words(value: Any, say: Any) -> str | None:
    """Put a value into words; nothing where it is unknown."""
    return str(say(value)) if explain.is_known(value) else None


def _stated(code: Any, words: Mapping[Any, str]) -> str | None:
    """Put a code into words; what a publisher does not state is a dash."""
    return None if code == _UNSTATED else words[code]


def _rule(rule: str) -> str:
    return rule.replace("as_of", "this snapshot's day")


def _program(one: dict[Any, Any]) -> str:
    """Name a program in our words, and in the publisher's where they differ."""
    name, published = en.PROGRAMS[one["program"]], one["program_source"]
    if not explain.is_known(published) or str(published).casefold() in name.casefold():
        return name
    return f"{name}: “{published}”"


def _with_unit(one: dict[Any, Any]) -> str | None:
    if not explain.is_known(one["value"]):
        return None
    return explain.measured(one["value"], one["unit"])


def _spread(one: dict[Any, Any]) -> str | None:
    if one["points_low"] == one["points_high"]:
        return None
    return f"{_signed(one['points_low'])} to {_signed(one['points_high'])}"


def _signed(points: float) -> str:
    return f"{points:+g}" if points else "0"


def _homes(one: dict[Any, Any]) -> str | None:
    if one["is_active"] and explain.is_known(one["units_counted"]) and one["units_counted"] == 0:
        return None
    assumed = " (assumed)" if one["is_units_assumed"] else ""
    return f"{explain.number(one['units_counted'])}{assumed}"


def _end(one: dict[Any, Any]) -> str:
    if explain.is_known(one["actual_end_date"]):
        return f"ended {explain.day(one['actual_end_date'])}"
    return in_words(one["end_date"], explain.day) or "not stated"


def sourced(file: Dossier, one: dict[Any, Any]) -> str:
    """Name a row's source and the day it saw the row."""
    name = file.source(one["source_id"])
    seen = one["observed_date"]
    return f"{name}, {explain.day(seen)}" if explain.is_known(seen) else name


def _parcel(one: dict[Any, Any]) -> str:
    """Name a parcel as its register does, else by the id it was found under."""
    for name in ("parcel_id_source", "parcel_id"):
        if explain.is_known(one[name]):
            return str(one[name])
    return "none found"


def _sale(one: dict[Any, Any]) -> str | None:
    if not explain.is_known(one["sale_date"]):
        return None
    price = one["sale_price_usd"]
    paid = f", {explain.usd(price)}" if explain.is_known(price) and price > 0 else ""
    return f"{explain.day(one['sale_date'])}{paid}"


def _next_end(one: dict[Any, Any]) -> str:
    if not explain.is_known(one["next_end_date"]):
        return "no dated end ahead"
    return f"next end {explain.day(one['next_end_date'])}"


def _distinct(names: Sequence[str]) -> list[str]:
    """Number names that stand for several records of one source."""
    return [
        f"{name} ({names[:i].count(name) + 1})" if names.count(name) > 1 else name
        for i, name in enumerate(names)
    ]
