"""Rows of the Data page's tables: sources, steps, rejected rows, doubts, snapshots."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from housing.exports import without_formulas
from housing.snapshots import Snapshot
from ui import explain
from ui.rows import Rows
from ui.text import en

HOW_TO_REFRESH = """
Two commands, in the folder that holds `app.py`. Nothing that is published changes unless every gate
passes, and only one refresh runs at a time.

1. Download the publisher's newer file, then say where it is. It is recognized by its columns,
   checked, and kept unchanged with the day it was received:

       python -m housing import FILE [FILE ...] --place PLACE

2. Build, compare with what is published, hold against the gates, and publish if they pass:

       python -m housing refresh PLACE

A gate that fails says what it measured and what to look at; the published snapshot stays. If the
new one is right as it is: `python -m housing refresh PLACE --accept "why"`, which is recorded with
your name. `--dry-run` publishes nothing.

`python -m housing check PLACE` reads every imported file and changes nothing. To go back:
`python -m housing rollback SNAPSHOT`, one of those listed above; the one before if none is named.
`docs/refreshing.md` says what to do about every message.
"""


def sources(ages: pd.DataFrame) -> Rows:
    """Every source file, with its age and what became of its rows."""
    told = [
        {
            "Source": one["title"],
            "Publisher": one.get("publisher"),
            "License": one.get("license"),
            "Describes": explain.day(one["described_date"])
            if explain.is_known(one["described_date"])
            else "not stated",
            "Retrieved": _day_of(one.get("retrieved")),
            "Rows in": explain.number(one.get("rows_in")),
            "Rows out": _counted(one.get("rows_out")),
            "Rejected": explain.number(one.get("quarantined")),
            "Renewed": one.get("cadence"),
            "Today": one["sentence"],
        }
        for one in ages.to_dict("records")
    ]
    if all(row["Rows in"] == explain.UNKNOWN for row in told):
        return [{name: cell for name, cell in row.items() if name != "Rows in"} for row in told]
    return told


def steps(listed: Iterable[Mapping[str, Any]]) -> Rows:
    """Every step of the build, with the rows it took in and gave out."""
    return [
        {
            "Step": step["step"],
            "Rows in": explain.number(step.get("rows_in")),
            "Rows out": explain.number(step.get("rows_out")),
            "Note": step.get("note"),
        }
        for step in listed
    ]


def rejected_by_reason(quarantine: pd.DataFrame, titles: Mapping[str, str]) -> Rows:
    """Rejected rows counted by source and reason, most first."""
    counted = quarantine.groupby(["source_id", "reason"]).size().reset_index(name="rows")
    return [
        {
            "Source": titles.get(one["source_id"], one["source_id"]),
            "Reason": en.REASONS[one["reason"]],
            "Rows": explain.number(one["rows"]),
        }
        for one in counted.sort_values("rows", ascending=False).to_dict("records")
    ]


def rejected(quarantine: pd.DataFrame, titles: Mapping[str, str]) -> pd.DataFrame:
    """Every rejected row, in words."""
    return pd.DataFrame(
        {
            "Source": quarantine["source_id"].map(lambda one: titles.get(one, one)),
            "File": quarantine["file"],
            "Line": quarantine["row_number"],
            "Publisher's id": quarantine["source_record_id"],
            "Reason": quarantine["reason"].map(en.REASONS),
            "What to do": quarantine["detail"],
            "As published": quarantine["content"],
        }
    )


def doubts_by_kind(issues: pd.DataFrame) -> Rows:
    """Doubts counted by kind, most first."""
    counted = issues.groupby("issue").agg(
        rows=("issue", "size"), properties=("property_id", "nunique")
    )
    return [
        {
            "Doubt": en.ISSUES[str(issue)],
            "Rows": explain.number(one["rows"]),
            "Properties": explain.number(one["properties"]),
        }
        for issue, one in counted.sort_values("rows", ascending=False).iterrows()
    ]


def doubts(
    issues: pd.DataFrame, properties: pd.DataFrame, titles: Mapping[str, str]
) -> pd.DataFrame:
    """Every doubt, in words, with the name of its property."""
    names = properties.set_index("property_id")["name"]
    return pd.DataFrame(
        {
            "Doubt": issues["issue"].map(en.ISSUES),
            "Property": issues["property_id"].map(names),
            "Property id": issues["property_id"],
            "What, and what would settle it": issues["detail"],
            "Source": issues["source_id"].map(lambda one: titles.get(one, one)),
            "Row": issues["row_id"],
        }
    )


def snapshot_facts(snapshot: Snapshot) -> Rows:
    """What the manifest says of the snapshot itself."""
    manifest = snapshot.manifest
    place = manifest["jurisdiction"]
    versions = manifest.get("versions", {})
    libraries = versions.get("libraries", {})
    told = {
        "Place": place["name"] + (" (fictional)" if place.get("is_fictional") else ""),
        "Snapshot": snapshot.id,
        "As of": explain.day(manifest["as_of"]),
        "Built": _moment(manifest.get("built_at")),
        "Published": _moment(manifest.get("published_at")),
        "Holdfast version": versions.get("holdfast"),
        "Scoring version": versions.get("scoring"),
        "Tables version": versions.get("tables"),
        "Libraries": ", ".join(f"{name} {version}" for name, version in libraries.items()) or None,
        "Rows": ", ".join(
            f"{name.replace('_', ' ')} {facts['rows']:,}"
            for name, facts in manifest.get("tables", {}).items()
        ),
    }
    return [{"Fact": fact, "Value": said} for fact, said in told.items()]


def snapshots(listed: Sequence[Snapshot], shown: str) -> Rows:
    """Every published snapshot, newest first; the one on this page is marked."""
    return [
        {
            "Snapshot": one.id + (" (shown here)" if one.id == shown else ""),
            "Place": one.manifest["jurisdiction"]["name"],
            "As of": explain.day(one.manifest["as_of"]),
            "Published": _moment(one.manifest.get("published_at")),
            "Properties": explain.number(
                one.manifest.get("tables", {}).get("properties", {}).get("rows")
            ),
        }
        for one in listed
    ]


def as_csv(frame: pd.DataFrame) -> bytes:
    """Return a CSV that a spreadsheet opens as text: no cell is run as a formula."""
    return without_formulas(frame).to_csv(index=False).encode("utf-8-sig")


def _counted(rows: Any) -> str | None:
    if not isinstance(rows, Mapping):
        return None
    made = {name: count for name, count in rows.items() if count} or rows
    return ", ".join(f"{name.replace('_', ' ')} {count:,}" for name, count in made.items())


def _day_of(moment: Any) -> str | None:
    return explain.day(str(moment)[:10]) if moment else None


def _moment(moment: Any) -> str | None:
    if not moment:
        return None
    when = pd.Timestamp(moment)
    return f"{explain.day(when)}, {when:%H:%M} UTC"
