"""Properties that are new or on no list any more, and statuses, owners and homes that changed."""

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from housing.changes.words import homes
from housing.ids import followed
from housing.terms import Change, OwnerType, Status

_KEPT = [
    "name",
    "address",
    "source_ids",
    "status",
    "status_reason",
    "status_evidence_source",
    "owner_name",
    "owner_source",
    "owner_type",
    "owner_typed_by",
    "units_restricted",
    "units_total",
]


def property_changes(
    before: Mapping[str, Any], after: Mapping[str, Any], missing: Mapping[str, str]
) -> pd.DataFrame:
    """Compare table `Properties` of two snapshots, scores aside: rows of `Changes`.

    Args:
        before: tables of the older snapshot.
        after: tables of the newer one.
        missing: titles of sources of which the newer snapshot has no file.
    """
    old, new = (
        pd.DataFrame(tables["properties"]).set_index("property_id")[_KEPT]
        for tables in (before, after)
    )
    became = followed(after["forwarding"])
    rows = [_new(one) for one in _only(new, old)]
    rows += [_gone(one, became, new, missing, before["titles"]) for one in _only(old, new)]
    kept = old.index.intersection(new.index)
    both = new.loc[kept].join(old.loc[kept].add_suffix("_old")).rename_axis("row_id")
    for one in both.reset_index().to_dict("records"):
        rows += [found for found in (_status(one), *_owner(one), _homes(one)) if found]
    return pd.DataFrame(rows)


def _only(these: pd.DataFrame, those: pd.DataFrame) -> list[dict[Any, Any]]:
    rows = these.loc[these.index.difference(those.index)].rename_axis("row_id")
    return rows.reset_index().to_dict("records")


def _new(one: dict[Any, Any]) -> dict[str, Any]:
    said = f"{one['name']} is new: {homes(one['units_restricted'])} restricted."
    return _row(one, Change.PROPERTY_NEW, said, after=one["status"])


def _gone(
    one: dict[Any, Any],
    became: Mapping[str, str],
    new: pd.DataFrame,
    missing: Mapping[str, str],
    titles: Mapping[str, str],
) -> dict[str, Any]:
    """Say what became of an id that the newer snapshot does not have. It is never called lost."""
    other = became.get(one["row_id"])
    if other is not None and other in new.index:
        name = str(new.loc[other, "name"])
        said = f"{one['name']} is now part of {name} ({other})."
        return _row(one, Change.PROPERTY_MERGED, said, before=one["row_id"], after=other)
    listed = str(one["source_ids"]).split(";")
    if all(source in missing for source in listed):
        why = "the lists that named it are not among the files of the newer snapshot"
    else:
        named = ", ".join(titles.get(source, source) for source in listed)
        why = f"no list names it now ({named} did)"
    said = (
        f"{one['name']} is on no list any more: {why}. That is not evidence that its homes are "
        "lost: ask the publisher."
    )
    return _row(one, Change.PROPERTY_UNLISTED, said, before=one["status"])


def _status(one: dict[Any, Any]) -> dict[str, Any] | None:
    if one["status"] == one["status_old"]:
        return None
    verb = "is on record as lost" if one["status"] == Status.LOST else f"is “{one['status']}” now"
    said = f"{one['name']} {verb}; it was “{one['status_old']}”. {one['status_reason']}"
    return _row(
        one,
        Change.STATUS_CHANGED,
        said,
        before=one["status_old"],
        after=one["status"],
        source=one["status_evidence_source"],
    )


def _owner(one: dict[Any, Any]) -> list[dict[str, Any]]:
    """Another owner, or another type of the same one. Spelling alone is no change."""
    name, old = one["owner_name"], one["owner_name_old"]
    if _key(name) != _key(old):
        if pd.isna(old):
            said = f"The owner of {one['name']} is on record now: {name}."
        elif pd.isna(name):
            said = f"No list names the owner of {one['name']} any more; it was {old}."
        else:
            said = f"{one['name']} has another owner on record: {name} instead of {old}."
        return [_row(one, Change.OWNER_CHANGED, said, before=old, after=name, source="owner")]
    kind, kind_old = (str(one[column]) for column in ("owner_type", "owner_type_old"))
    if kind == kind_old:
        return []
    unknown = " Unknown is not safe." if kind == OwnerType.UNKNOWN else ""
    said = (
        f"The owner of {one['name']} is of type {_plain(kind)} now; it was {_plain(kind_old)}."
        + unknown
    )
    return [_row(one, Change.OWNER_TYPE_CHANGED, said, before=kind_old, after=kind, source="type")]


def _homes(one: dict[Any, Any]) -> dict[str, Any] | None:
    count, old = one["units_restricted"], one["units_restricted_old"]
    if (pd.isna(count) and pd.isna(old)) or (
        not pd.isna(count) and not pd.isna(old) and count == old
    ):
        return None
    said = f"{one['name']} has {homes(count)} restricted; it had {homes(old)}."
    return _row(one, Change.HOMES_CHANGED, said, before=_number(old), after=_number(count))


def _row(
    one: Mapping[Any, Any],
    change: Change,
    sentence: str,
    *,
    before: Any = None,
    after: Any = None,
    source: Any = None,
) -> dict[str, Any]:
    sources = {"owner": one["owner_source"], "type": one["owner_typed_by"]}
    return {
        "change": change.value,
        "property_id": one["row_id"],
        "name": one["name"],
        "table": "properties",
        "row_id": one["row_id"],
        "source_id": sources.get(source, source),
        "before": before,
        "after": after,
        "units": one["units_restricted"],
        "sentence": sentence,
    }


def _key(name: Any) -> str:
    """An owner's name without case, dots and commas; empty for none."""
    return "" if pd.isna(name) else re.sub(r"[^a-z0-9]+", " ", str(name).casefold()).strip()


def _plain(code: str) -> str:
    return code.replace("_", " ")


def _number(count: Any) -> str | None:
    return None if pd.isna(count) else f"{int(count)}"
