"""What a snapshot says of itself: its place, versions and inputs, and rows in and out of steps."""

from datetime import date
from typing import Any

import geopandas
import pandas as pd
import pyarrow
import pyproj
import rapidfuzz
import shapely

from housing import __version__
from housing.jurisdictions import Jurisdiction
from housing.pipeline.gather import Gathered
from housing.pipeline.stages import Linked
from housing.scoring import SCORING_VERSION
from housing.terms import AreaKind, Issue

#: Bumped when a table gains, loses or redefines a column.
TABLES_VERSION = "4"

#: Libraries whose version may change a number or a byte.
_LIBRARIES = (geopandas, pd, pyarrow, pyproj, rapidfuzz, shapely)


def manifest_of(
    place: Jurisdiction,
    as_of: date,
    built_at: str,
    gathered: Gathered,
    tables: dict[str, pd.DataFrame],
    linked: Linked,
) -> dict[str, Any]:
    """Everything about a snapshot that is not a table."""
    return {
        "jurisdiction": {
            "id": place.id,
            "name": place.name,
            "is_fictional": place.is_fictional,
            "local_crs": place.local_crs,
            "note": place.note,
            "area_labels": {kind.value: place.area_label(kind) for kind in AreaKind},
            "center": place.center.model_dump() if place.center else None,
        },
        "as_of": as_of.isoformat(),
        "built_at": built_at,
        "versions": {
            "holdfast": __version__,
            "scoring": SCORING_VERSION,
            "tables": TABLES_VERSION,
            "libraries": {library.__name__: library.__version__ for library in _LIBRARIES},
        },
        "inputs": gathered.inputs,
        "steps": [*gathered.steps, *_steps(gathered, tables, linked)],
        "counts": _counts(tables["properties"]),
    }


def _steps(
    gathered: Gathered, tables: dict[str, pd.DataFrame], linked: Linked
) -> list[dict[str, Any]]:
    """Rows in and out of every step after gathering: nothing is dropped uncounted."""
    given = gathered.tables
    properties = tables["properties"]
    unlinked = linked.record_links["property_id"].isna()
    methods = linked.record_links.loc[unlinked, "method"].value_counts().sort_index()
    why = ", ".join(f"{count:,} {str(one).replace('_', ' ')}" for one, count in methods.items())
    without_parcel = properties["parcel_count"].eq(0).sum()
    added = len(tables["covenants"]) - len(given["covenants"])
    return [
        _outline_step(given["parcels"]),
        {
            "step": "Link records to properties (every record has one line)",
            "rows_in": len(given["records"]),
            "rows_out": len(linked.record_links),
            "note": f"{int(unlinked.sum()):,} records without a property: {why or 'none'}",
        },
        _decision_step(tables, linked.decision_count),
        {
            "step": "Judge covenants (every row is kept)",
            "rows_in": len(given["covenants"]),
            "rows_out": len(tables["covenants"]),
            "note": f"{added:,} added from HUD contracts that no covenant carries",
        },
        {
            "step": "Link properties to parcels",
            "rows_in": len(linked.property_ids),
            "rows_out": int(tables["parcel_links"]["property_id"].nunique()),
            "note": f"{int(without_parcel):,} properties without a parcel",
        },
        {
            "step": "Profile and score properties",
            "rows_in": len(linked.property_ids),
            "rows_out": len(properties),
            "note": f"{int(properties['score'].notna().sum()):,} have a score",
        },
        {
            "step": "Find deadlines of notice (a row per rule and covenant or filing)",
            "rows_in": len(tables["covenants"]) + len(tables["events"]),
            "rows_out": len(tables["notices"]),
            "note": f"{int(tables['notices']['property_id'].nunique()):,} properties concerned",
        },
        {
            "step": "Find signals of people and filings",
            "rows_in": len(given["events"]),
            "rows_out": len(tables["signals"]),
            "note": f"{int(tables['signals']['is_in_force'].sum()):,} in force",
        },
        _portfolio_step(tables),
        {
            "step": "Keep the parcels that pages draw",
            "rows_in": len(given["parcels"]),
            "rows_out": len(tables["parcels"]),
            "note": "linked parcels and those within 150 meters of a property",
        },
    ]


def _outline_step(parcels: pd.DataFrame) -> dict[str, Any]:
    """Shapes in and out, and how many of them were mended."""
    outlines = int(parcels["geometry"].notna().sum())
    return {
        "step": "Mend the outlines of parcels (every shape is kept)",
        "rows_in": outlines,
        "rows_out": outlines,
        "note": f"{int(parcels['is_geometry_repaired'].sum()):,} published outlines were invalid"
        " and are mended",
    }


def _portfolio_step(tables: dict[str, pd.DataFrame]) -> dict[str, Any]:
    several = int(tables["portfolios"]["property_count"].gt(1).sum())
    return {
        "step": "Join owners into portfolios (people and unknown owners join nothing)",
        "rows_in": len(tables["properties"]),
        "rows_out": int(tables["portfolio_links"]["property_id"].nunique()),
        "note": f"{several:,} portfolios of several properties",
    }


def _decision_step(tables: dict[str, pd.DataFrame], given: int) -> dict[str, Any]:
    """How many decisions of people are obeyed, and how many may be removed."""
    kinds = tables["issues"]["issue"].value_counts()
    nowhere = int(kinds.get(Issue.DECISION_LEADS_NOWHERE.value, 0))
    agreed = int(kinds.get(Issue.DECISION_AGREED.value, 0))
    return {
        "step": "Obey people's decisions on links",
        "rows_in": given,
        "rows_out": given - nowhere,
        "note": f"{nowhere:,} lead nowhere now, {agreed:,} say what the sources now agree with",
    }


def _counts(properties: pd.DataFrame) -> dict[str, Any]:
    """Headline counts, so that a list of snapshots can be read without opening tables."""
    return {
        "properties": len(properties),
        "units_restricted": int(properties["units_restricted"].sum()),
        "units_at_risk_5y": int(properties["units_at_risk_5y"].sum()),
        "bands": {
            str(band): int(count)
            for band, count in properties["band"].value_counts().sort_index().items()
        },
    }
