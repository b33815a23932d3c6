"""Everything a snapshot holds about one property, gathered from its tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from ui.lateness import source_ids

#: Tables of a snapshot that a property's page reads.
TABLES = (
    "properties",
    "records",
    "record_links",
    "covenants",
    "contracts",
    "schedule",
    "contributions",
    "inspections",
    "conditions",
    "events",
    "signals",
    "parcels",
    "parcel_links",
    "issues",
    "notices",
)


@dataclass(frozen=True, slots=True)
class Dossier:
    """One property's row and the rows of every other table that concern it."""

    row: pd.Series
    covenants: pd.DataFrame
    schedule: pd.DataFrame
    contributions: pd.DataFrame
    inspections: pd.DataFrame
    conditions: pd.DataFrame
    events: pd.DataFrame
    signals: pd.DataFrame
    parcels: pd.DataFrame
    parcel_links: pd.DataFrame
    records: pd.DataFrame
    issues: pd.DataFrame
    notices: pd.DataFrame
    #: Titles of sources by id.
    sources: Mapping[str, str]
    as_of: date

    @property
    def property_id(self) -> str:
        """The property's id."""
        return str(self.row["property_id"])

    def source(self, source_id: Any) -> str:
        """Name a source as its publisher does; several ids have ';' between them.

        An id without a title stands for itself.
        """
        if source_id is None or pd.isna(source_id):
            return "source not stated"
        return " and ".join(self.sources.get(one, one) for one in str(source_id).split(";"))


def gather(
    property_id: str, tables: Mapping[str, pd.DataFrame], manifest: Mapping[str, Any]
) -> Dossier:
    """Gather what concerns one property; `tables` are those named in `TABLES`.

    Raises:
        KeyError: the snapshot has no such property.
    """
    properties = tables["properties"]
    found = properties[properties["property_id"] == property_id]
    if found.empty:
        raise KeyError(property_id)
    links = tables["parcel_links"]
    links = links[links["property_id"] == property_id]
    parcels = tables["parcels"]
    return Dossier(
        row=found.iloc[0],
        covenants=_of(tables["covenants"], property_id),
        schedule=_of(tables["schedule"], property_id),
        contributions=_of(tables["contributions"], property_id),
        inspections=_of(tables["inspections"], property_id),
        conditions=_of(tables["conditions"], property_id),
        events=_of(tables["events"], property_id),
        signals=_of(tables["signals"], property_id),
        parcels=parcels[parcels["parcel_id"].isin(links["parcel_id"].dropna())],
        parcel_links=links,
        records=_records(property_id, tables),
        issues=_of(tables["issues"], property_id),
        notices=_of(tables["notices"], property_id),
        sources=source_titles(manifest),
        as_of=date.fromisoformat(manifest["as_of"]),
    )


def sources_shown(file: Dossier, section: str) -> set[str]:
    """Sources whose values stand in a section of a property's page."""
    shown: dict[str, list[pd.DataFrame]] = {
        "score": [file.contributions],
        "signals": [file.signals],
        "covenants": [file.covenants],
        "homes": [file.covenants],
        "land": [file.parcels],
        "inspections": [file.inspections],
        "condition": [file.conditions],
        "events": [file.events],
        "records": [file.records],
    }
    return source_ids(
        *(rows["source_id"] for rows in shown.get(section, ()) if "source_id" in rows)
    )


def source_titles(manifest: Mapping[str, Any]) -> dict[str, str]:
    """What a snapshot's sources are called, by id."""
    return {entry["source_id"]: entry["title"] for entry in manifest.get("inputs", ())}


def _of(table: pd.DataFrame, property_id: str) -> pd.DataFrame:
    return table[(table["property_id"] == property_id).fillna(False).astype(bool)]


def _records(property_id: str, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the records linked to a property, each with how it was linked."""
    links = _of(tables["record_links"], property_id)
    how = links[["record_id", "method", "confidence", "evidence"]]
    return tables["records"].merge(how, on="record_id", how="inner")
