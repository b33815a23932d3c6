"""Building: from raw files to a draft snapshot, counting what every step takes in and gives out."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import geopandas
import pandas as pd
import pyarrow
import pyproj
import rapidfuzz
import shapely

from housing import __version__
from housing.jurisdictions import Jurisdiction
from housing.pipeline.decisions import read_decisions
from housing.pipeline.gather import Gathered, Progress, gather
from housing.pipeline.memory import remembered
from housing.pipeline.places import mended_outlines, parcels_in_view
from housing.pipeline.stages import (
    Linked,
    bundle,
    deadlines,
    find_portfolios,
    gather_signals,
    judge_covenants,
    link,
    place_on_parcels,
    score,
    with_property,
)
from housing.profiles import market_doubts
from housing.scoring import SCORING_VERSION
from housing.snapshots import Snapshot, write_draft
from housing.tables import Issues, Properties, columns_of, empty, validate
from housing.terms import Issue, LinkMethod

#: Bumped when a table gains, loses or redefines a column.
TABLES_VERSION = "3"

#: Libraries whose version may change a number or a byte.
_LIBRARIES = (geopandas, pd, pyarrow, pyproj, rapidfuzz, shapely)


def build(
    place: Jurisdiction,
    as_of: date,
    data_dir: Path,
    built_at: str,
    on_progress: Progress = lambda _: None,
    *,
    previous: Snapshot | None = None,
) -> Snapshot:
    """Build a draft snapshot of a place as of a day. The same files give the same tables.

    Args:
        place: the jurisdiction, which names its sources in order of trust.
        as_of: facts observed after this day are shown with their date and not used.
        data_dir: folder of raw files and snapshots.
        built_at: when, for the manifest.
        on_progress: told what is being done.
        previous: the snapshot of the place that was published last; properties keep its ids.

    Raises:
        HoldfastError: one sentence about what is wrong; no snapshot is changed by it.
    """
    with _without_collection():
        return _built(place, as_of, data_dir, built_at, on_progress, previous)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Spare the search for reference cycles: frames make none, and it costs 6 percent."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _built(
    place: Jurisdiction,
    as_of: date,
    data_dir: Path,
    built_at: str,
    on_progress: Progress,
    previous: Snapshot | None,
) -> Snapshot:
    gathered = gather(place, as_of, data_dir, on_progress)
    given = gathered.tables
    on_progress(f"Linking {len(given['records']):,} records into properties")
    decisions = read_decisions(data_dir, place.id)
    linked = link(place, as_of, given, remembered(previous), decisions)
    on_progress(f"Judging {len(given['covenants']):,} covenants")
    judged = judge_covenants(as_of, given, linked)
    on_progress(
        f"Linking {len(linked.property_ids):,} properties to {len(given['parcels']):,} parcels"
    )
    placed = place_on_parcels(place, as_of, given, linked, decisions)
    on_progress("Profiling and scoring")
    bundled = bundle(place, as_of, given, linked, judged, placed)
    signaled = gather_signals(place, given, linked, bundled)
    wide, scored = score(place, bundled, linked, judged, placed, signaled)
    wide, notices = deadlines(place, bundled, wide)
    owned, owner_links = find_portfolios(place, bundled, wide)
    stages = linked, judged, placed, signaled
    stated = [stage.issues for stage in stages] + [
        linked.decided,
        placed.decided,
        market_doubts(bundled),
    ]
    on_progress("Writing the draft")
    tables = {
        **given,
        "properties": _properties(wide),
        "record_links": linked.record_links,
        "published_ids": linked.kept.memory.published_ids,
        "forwarding": linked.kept.memory.forwarding,
        "covenants": judged.covenants,
        "schedule": judged.schedule,
        "contributions": scored.contributions,
        "inspections": with_property(given, "inspections", linked),
        "events": with_property(given, "events", linked),
        "signals": signaled.signals,
        "conditions": with_property(given, "conditions", linked),
        "parcels": parcels_in_view(
            given["parcels"], placed.parcel_links, placed.located, place.local_crs
        ),
        "parcel_links": placed.parcel_links,
        "areas": placed.areas,
        "issues": _issues(wide, *stated, mended_outlines(given["parcels"], placed.parcel_links)),
        "notices": notices,
        "portfolios": owned,
        "portfolio_links": owner_links,
    }
    manifest = _manifest(place, as_of, built_at, gathered, tables, linked)
    name = f"{place.id}-{as_of.isoformat()}"
    return write_draft(data_dir, name, tables, manifest, is_named_by_content=True)


def _properties(wide: pd.DataFrame) -> pd.DataFrame:
    """Wide rows as table `Properties`."""
    return validate(wide.reset_index()[columns_of(Properties)], Properties)


def _issues(wide: pd.DataFrame, *doubts: pd.DataFrame) -> pd.DataFrame:
    """Every doubt of every stage, in one table and a fixed order."""
    outside = wide.loc[wide["geometry"].notna() & wide["ward"].isna()]
    strays = pd.DataFrame(
        {
            "issue": Issue.POINT_OUTSIDE_PLACE.value,
            "property_id": outside.index,
            "table": "properties",
            "row_id": outside.index,
            "source_id": outside["location_source"],
            "detail": "Its point lies in no ward. Check the coordinate at the source.",
        }
    )
    filled = [part for part in (*doubts, strays) if len(part)]
    if not filled:
        return empty(Issues)
    stacked = pd.concat(filled, ignore_index=True)[columns_of(Issues)]
    return stacked.sort_values(["issue", "property_id", "row_id", "detail"], na_position="last")


def _manifest(
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
            "center": place.center.model_dump(),
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
    why = ", ".join(f"{count:,} {method}" for method, count in methods.items())
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
        _decision_step(tables),
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


def _decision_step(tables: dict[str, pd.DataFrame]) -> dict[str, Any]:
    """How many decisions of people stand behind links, and how many may be removed."""
    kinds = tables["issues"]["issue"].value_counts()
    obeyed = sum(
        int(tables[name]["method"].eq(LinkMethod.OVERRIDE.value).sum())
        for name in ("record_links", "parcel_links")
    )
    nowhere = int(kinds.get(Issue.DECISION_LEADS_NOWHERE.value, 0))
    agreed = int(kinds.get(Issue.DECISION_AGREED.value, 0))
    return {
        "step": "Obey people's decisions on links",
        "rows_in": obeyed + nowhere,
        "rows_out": obeyed,
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
