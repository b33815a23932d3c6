"""Covenants that are new, no longer listed, renewed, re-dated, ended, or past their end."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from housing.changes.words import homes, said_day, said_span
from housing.terms import Change, CovenantKind, CovenantStatus

#: Kinds of which a later end is a renewal.
_RENEWED = (CovenantKind.RENEWABLE.value, CovenantKind.PRAC.value)

_KEPT = [
    "property_id",
    "source_id",
    "program_source",
    "program",
    "kind",
    "is_covenant",
    "is_active",
    "status",
    "end_date",
    "usable_end_date",
    "actual_end_date",
    "units_assisted",
    "contract_number_hud",
]


def covenant_changes(
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    days: tuple[pd.Timestamp, pd.Timestamp],
    missing: Mapping[str, str],
) -> pd.DataFrame:
    """Compare table `Covenants` of two snapshots: rows of `Changes`.

    Ends are compared as published, before the date rules. A covenant that is listed in both and
    whose end moved, went missing or was reached has a row for each of it.

    Args:
        before: tables of the older snapshot.
        after: tables of the newer one.
        days: the days both describe.
        missing: titles of sources of which the newer snapshot has no file.
    """
    old, new = (tables["covenants"].set_index("covenant_id")[_KEPT] for tables in (before, after))
    names = _names(before, after)
    rows = [
        *(_new(one, names) for one in _only(new, old)),
        *(_unlisted(one, names, new, after["titles"], missing) for one in _only(old, new)),
    ]
    kept = old.index.intersection(new.index)
    both = new.loc[kept].join(old.loc[kept].add_suffix("_old")).rename_axis("row_id")
    for one in _moved(both, days).reset_index().to_dict("records"):
        rows += _differences(one, names, days)
    return pd.DataFrame(rows)


def _only(these: pd.DataFrame, those: pd.DataFrame) -> list[dict[Any, Any]]:
    rows = these.loc[these.index.difference(those.index)].rename_axis("row_id")
    return rows.reset_index().to_dict("records")


def _moved(both: pd.DataFrame, days: tuple[pd.Timestamp, pd.Timestamp]) -> pd.DataFrame:
    """Covenants of which anything of interest differs."""
    ends, ends_old = both["end_date"], both["end_date_old"]
    same_end = (ends == ends_old) | (ends.isna() & ends_old.isna())
    other = (both["status"] != both["status_old"]) | (both["program"] != both["program_old"])
    return both.loc[~same_end | other | _reached(both, days)]


def _reached(both: pd.DataFrame, days: tuple[pd.Timestamp, pd.Timestamp]) -> pd.Series:
    """Whether a covenant in force in the older snapshot came past its end by the newer one."""
    end = both["usable_end_date"]
    was = both["is_active_old"].fillna(False) & both["is_covenant"].fillna(False)
    return was.astype(bool) & (end >= days[0]) & (end < days[1])


def _differences(
    one: dict[Any, Any], names: Mapping[str, str], days: tuple[pd.Timestamp, pd.Timestamp]
) -> list[dict[str, Any]]:
    """Every change of a covenant that is listed in both snapshots."""
    what, found = _what(one, names), []
    end, end_old = one["end_date"], one["end_date_old"]
    aside = _renumbered(one)
    if aside:
        said = f"{what}: row {one['row_id']} names another program now. {aside}"
        found.append(
            _row(one, names, Change.PROGRAM_CHANGED, said)
            | {"before": _called(_as_before(one)), "after": _called(one)}
        )
    if change := _end_change(one):
        found.append(
            _row(one, names, change, f"{_end_sentence(change, what, one)} {aside}".strip())
            | {
                "before": _iso(end_old),
                "after": _iso(end),
                "days": None if pd.isna(end) or pd.isna(end_old) else (end - end_old).days,
            }
        )
    ended = CovenantStatus.ENDED.value
    if one["status"] != one["status_old"] and ended in (one["status"], one["status_old"]):
        change = Change.COVENANT_ENDED if one["status"] == ended else Change.COVENANT_REOPENED
        found.append(
            _row(one, names, change, f"{_status_sentence(change, what, one)} {aside}".strip())
            | {"before": one["status_old"], "after": one["status"]}
        )
    elif bool(_reached(pd.DataFrame([one]), days).iloc[0]):
        said = (
            f"{what} was due to end on {said_day(one['usable_end_date'])}, and that day has "
            f"passed: {homes(one['units_assisted'])}. No list says yet that it ended or was "
            "renewed."
        )
        found.append(_row(one, names, Change.END_REACHED, said))
    return found


def _renumbered(one: Mapping[Any, Any]) -> str:
    """Warn that the row was about another program before; empty where it was not.

    The DC catalog numbers the subsidies of a development 1, 2, 3 anew in each export.
    """
    if one["program"] == one["program_old"]:
        return ""
    was = _called(_as_before(one))
    return f"The row was {was} before: the list may have numbered its rows anew."


def _as_before(one: Mapping[Any, Any]) -> dict[str, Any]:
    return {name: one[f"{name}_old"] for name in ("program_source", "program")}


def _end_change(one: Mapping[Any, Any]) -> Change | None:
    end, end_old = one["end_date"], one["end_date_old"]
    if pd.isna(end) or pd.isna(end_old):
        if pd.isna(end) and pd.isna(end_old):
            return None
        return Change.END_WITHDRAWN if pd.isna(end) else Change.END_STATED
    if end == end_old:
        return None
    if end < end_old:
        return Change.END_EARLIER
    return Change.COVENANT_RENEWED if one["kind"] in _RENEWED else Change.END_LATER


def _end_sentence(change: Change, what: str, one: Mapping[Any, Any]) -> str:
    if change is Change.END_WITHDRAWN:
        return (
            f"{what} no longer states an end; it was {said_day(one['end_date_old'])}. Unknown is "
            "not safe: ask for the document."
        )
    if change is Change.END_STATED:
        return f"{what} states its end for the first time: {said_day(one['end_date'])}."
    span = said_span((one["end_date"] - one["end_date_old"]).days)
    direction = "earlier" if change is Change.END_EARLIER else "later"
    verb = "was renewed" if change is Change.COVENANT_RENEWED else "has another end"
    return (
        f"{what} {verb}: it now ends on {said_day(one['end_date'])} instead of "
        f"{said_day(one['end_date_old'])}, {span} {direction}."
    )


def _status_sentence(change: Change, what: str, one: Mapping[Any, Any]) -> str:
    if change is Change.COVENANT_REOPENED:
        return f"{what} was listed as ended and is listed as {one['status']} now."
    day = one["actual_end_date"]
    when = "" if pd.isna(day) else f", on {said_day(day)}"
    then = "Check what else protects them." if one["is_covenant"] else "No rents depended on it."
    return (
        f"{what} is now listed as ended{when}; it was listed as {one['status_old']}: "
        f"{homes(one['units_assisted'])}. {then}"
    )


def _new(one: dict[Any, Any], names: Mapping[str, str]) -> dict[str, Any]:
    end = "no stated end" if pd.isna(one["end_date"]) else f"until {said_day(one['end_date'])}"
    ended = ", listed as ended" if one["status"] == CovenantStatus.ENDED.value else ""
    said = f"{_what(one, names)} is new: {homes(one['units_assisted'])}, {end}{ended}."
    return _row(one, names, Change.COVENANT_NEW, said) | {"after": _iso(one["end_date"])}


def _unlisted(
    one: dict[Any, Any],
    names: Mapping[str, str],
    new: pd.DataFrame,
    titles: Mapping[str, str],
    missing: Mapping[str, str],
) -> dict[str, Any]:
    what, contract = _what(one, names), one["contract_number_hud"]
    others = new.loc[new["contract_number_hud"] == contract] if not pd.isna(contract) else new[:0]
    if len(others):
        by = titles.get(others["source_id"].iloc[0], others["source_id"].iloc[0])
        said = f"{what} is listed by {by} now, under the same contract number: nothing is lost."
    elif one["source_id"] in missing:
        said = (
            f"{what} is not in the newer snapshot because its list, {missing[one['source_id']]}, "
            "is not among its files. That says nothing about the homes."
        )
    else:
        said = (
            f"{what} is no longer listed ({homes(one['units_assisted'])}). A missing row is not "
            "evidence that it ended: ask the publisher before counting it as lost."
        )
    return _row(one, names, Change.COVENANT_UNLISTED, said) | {"before": _iso(one["end_date"])}


def _row(
    one: Mapping[Any, Any], names: Mapping[str, str], change: Change, sentence: str
) -> dict[str, Any]:
    return {
        "change": change.value,
        "property_id": one["property_id"],
        "name": names.get(one["property_id"]),
        "table": "covenants",
        "row_id": one["row_id"],
        "source_id": one["source_id"],
        "covenant": _called(one),
        "units": one["units_assisted"],
        "sentence": sentence,
    }


def _what(one: Mapping[Any, Any], names: Mapping[str, str]) -> str:
    """Name a covenant and its property, and say where it restricts no rents."""
    where = names.get(one["property_id"], f"a record of no property ({one['row_id']})")
    aside = "" if one["is_covenant"] else " (which restricts no rents)"
    return f"{_called(one)} at {where}{aside}"


def _called(one: Mapping[Any, Any]) -> str:
    """Call a covenant what its publisher calls it, else by our program code in words."""
    if not pd.isna(one["program_source"]):
        return str(one["program_source"])
    return str(one["program"]).replace("_", " ")


def _iso(day: Any) -> str | None:
    return None if pd.isna(day) else f"{day:%Y-%m-%d}"


def _names(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, str]:
    """Name of every property in either snapshot, the newer one's where both have it."""
    listed = [tables["properties"] for tables in (before, after)]
    return {
        one: name
        for table in listed
        for one, name in zip(table["property_id"], table["name"], strict=True)
    }
