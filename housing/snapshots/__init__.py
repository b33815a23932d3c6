"""Snapshots: dated, immutable folders of tables with a manifest, and the one that is current.

    data/snapshots/<id>/<table>.parquet    one file per table of `housing.tables`
    data/snapshots/<id>/manifest.json      inputs, counts, versions, sha256 of every table
    data/snapshots/.drafts/<id>/           built, not yet published
    data/snapshots/CURRENT                 the id that pages open with; under it, those of other
                                           places that are current, a line each
    data/snapshots/publications.json       who made which one current, when, and why

A folder appears under its name in one rename, and CURRENT changes in one: a crash at any point
leaves the last snapshot served, whole. What a crash left behind is cleared away by `sweep`.
"""

from housing.snapshots.drafts import discard_draft, list_drafts, open_draft, write_draft
from housing.snapshots.files import sha256
from housing.snapshots.log import Publication, history
from housing.snapshots.publishing import publish, rollback, sweep
from housing.snapshots.reading import (
    Snapshot,
    current,
    earlier,
    has_table,
    last_published,
    list_snapshots,
    open_snapshot,
    place_of,
    published,
    read_table,
    snapshots_dir,
    verify,
)
from housing.snapshots.together import ALL, apart, places_together, read_together

__all__ = [
    "ALL",
    "Publication",
    "Snapshot",
    "apart",
    "current",
    "discard_draft",
    "earlier",
    "has_table",
    "history",
    "last_published",
    "list_drafts",
    "list_snapshots",
    "open_draft",
    "open_snapshot",
    "place_of",
    "places_together",
    "publish",
    "published",
    "read_table",
    "read_together",
    "rollback",
    "sha256",
    "snapshots_dir",
    "sweep",
    "verify",
    "write_draft",
]
