"""Building: from raw files to a draft snapshot."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pandas as pd

from housing.jurisdictions import Jurisdiction
from housing.pipeline.decisions import read_decisions
from housing.pipeline.gather import Gathered, Progress, gather, raw_files
from housing.pipeline.manifest import manifest_of
from housing.pipeline.memory import remembered
from housing.pipeline.places import mended_outlines, parcels_in_view
from housing.pipeline.stages import (
    bundle,
    deadlines,
    events_of,
    find_portfolios,
    gather_signals,
    judge_covenants,
    link,
    place_on_parcels,
    score,
    with_property,
)
from housing.pipeline.text_storage import text_kept_for
from housing.profiles import market_doubts
from housing.snapshots import Snapshot, write_draft
from housing.tables import Issues, Properties, columns_of, empty, validate
from housing.terms import Issue


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
    files = raw_files(place, as_of, data_dir)
    size = sum(receipt.bytes for _, receipt in files)
    with _without_collection(), text_kept_for(size):
        gathered = gather(place, files, on_progress)
        return _built(place, as_of, data_dir, built_at, on_progress, previous, gathered)


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
    gathered: Gathered,
) -> Snapshot:
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
    signaled = gather_signals(place, given, linked, placed, bundled)
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
        "events": events_of(given, linked, placed),
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
    manifest = manifest_of(place, as_of, built_at, gathered, tables, linked)
    name = f"{place.id}-{as_of.isoformat()}"
    return write_draft(data_dir, name, tables, manifest, is_named_by_content=True)


def _properties(wide: pd.DataFrame) -> pd.DataFrame:
    """Wide rows as table `Properties`."""
    return validate(wide.reset_index()[columns_of(Properties)], Properties)


def _issues(wide: pd.DataFrame, *doubts: pd.DataFrame) -> pd.DataFrame:
    """Every doubt of every stage, in one table and a fixed order."""
    has_wards = bool(wide["ward"].notna().any())
    outside = wide.loc[wide["geometry"].notna() & wide["ward"].isna() & has_wards]
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
