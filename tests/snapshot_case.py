"""A snapshot on disk from a few rows: a test states only what it is about."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from housing import snapshots
from housing.snapshots import Snapshot
from housing.tables import SNAPSHOT_TABLES, empty
from tests.factory import table

Rows = Sequence[Mapping[str, Any]]


def manifest(**said: Any) -> dict[str, Any]:
    """Return a manifest of Testville; `said` replaces what a test is about."""
    return {
        "jurisdiction": {"id": "testville", "name": "Testville", "is_fictional": True},
        "as_of": "2026-10-01",
        "built_at": "2026-10-02T08:00:00+00:00",
        "versions": {"scoring": "1.1", "tables": "3"},
        "inputs": [listed("catalog")],
        "counts": {"properties": 0},
        **said,
    }


def listed(source_id: str, **said: Any) -> dict[str, Any]:
    """Return one line of a manifest's inputs."""
    return {
        "source_id": source_id,
        "title": f"The {source_id}",
        "file": f"{source_id}.csv",
        "vintage": "2026-09-01",
        "rows_out": {},
        "quarantined": 0,
        **said,
    }


def drafted(
    data_dir: Path, name: str, tables: Mapping[str, Rows], said: Mapping[str, Any] | None = None
) -> Snapshot:
    """Write a draft whose other tables have no rows."""
    made = {name: empty(model) for name, model in SNAPSHOT_TABLES.items()}
    made |= {name: table(SNAPSHOT_TABLES[name], rows) for name, rows in tables.items() if rows}
    return snapshots.write_draft(data_dir, name, made, manifest(**(said or {})))


def published(
    data_dir: Path,
    name: str,
    tables: Mapping[str, Rows],
    said: Mapping[str, Any] | None = None,
    at: str = "2026-10-02T12:00:00+00:00",
) -> Snapshot:
    """Write and publish a snapshot."""
    drafted(data_dir, name, tables, said)
    return snapshots.publish(data_dir, name, at)
