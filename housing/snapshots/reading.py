"""Reading what was published: snapshots by name, the current one, and their tables."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from housing.errors import SnapshotError
from housing.snapshots.files import sha256
from housing.tables import SNAPSHOT_TABLES, columns_of


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One snapshot on disk: where it is and what its manifest says."""

    id: str
    path: Path
    manifest: Mapping[str, Any]
    #: The snapshots of several places that are read as this one; see `snapshots.together`.
    parts: tuple["Snapshot", ...] = ()


def snapshots_dir(data_dir: Path) -> Path:
    """Return the folder that holds every snapshot of a data folder."""
    return data_dir / "snapshots"


def current(data_dir: Path) -> Snapshot | None:
    """Return the published snapshot that pages read; None before the first one.

    Raises:
        SnapshotError: CURRENT names a snapshot that is not there.
    """
    name = pointed(data_dir)
    return None if name is None else open_snapshot(data_dir, name)


def pointed(data_dir: Path) -> str | None:
    """Return the name that CURRENT holds first, whether or not it is there; None before any."""
    return next(iter(pointed_each(data_dir)), None)


def pointed_each(data_dir: Path) -> list[str]:
    """Return every name that CURRENT holds: the snapshot shown first, then one of each place."""
    pointer = snapshots_dir(data_dir) / "CURRENT"
    return pointer.read_text(encoding="utf-8").split() if pointer.exists() else []


def last_published(data_dir: Path, place_id: str) -> Snapshot | None:
    """Return the snapshot of a place that is current, else the one published last; None if none."""
    return published(data_dir).get(place_id)


def published(data_dir: Path) -> dict[str, Snapshot]:
    """Return the current snapshot of every place by the place's id; the one shown comes first."""
    names = pointed_each(data_dir)
    order = {name: position for position, name in enumerate(names)}
    kept = sorted(list_snapshots(data_dir), key=lambda one: order.get(one.id, len(names)))
    found: dict[str, Snapshot] = {}
    for one in kept:
        found.setdefault(place_of(one), one)
    return found


def place_of(snapshot: Snapshot) -> str:
    """Return the id of the place that a snapshot describes."""
    return str(snapshot.manifest["jurisdiction"]["id"])


def earlier(data_dir: Path, snapshot: Snapshot) -> list[Snapshot]:
    """Every snapshot of the same place that was published before this one, the latest first.

    All of them, for a draft.
    """
    of_place = [one for one in list_snapshots(data_dir) if place_of(one) == place_of(snapshot)]
    ids = [one.id for one in of_place]
    return of_place[ids.index(snapshot.id) + 1 :] if snapshot.id in ids else of_place


def has_table(snapshot: Snapshot, name: str) -> bool:
    """Whether a snapshot has a table; older ones lack those that came later."""
    return (snapshot.path / f"{name}.parquet").exists()


def open_snapshot(data_dir: Path, snapshot_id: str) -> Snapshot:
    """Open a published snapshot by its id.

    Raises:
        SnapshotError: there is none of that id, or its manifest is unreadable.
    """
    known = _published_ids(data_dir)
    if snapshot_id not in known:
        listed = ", ".join(known[:5]) or "none yet"
        raise SnapshotError(f"There is no snapshot {snapshot_id!r}. Published: {listed}.")
    return opened(snapshots_dir(data_dir) / snapshot_id)


def list_snapshots(data_dir: Path) -> list[Snapshot]:
    """Every published snapshot, newest first."""
    found = [opened(snapshots_dir(data_dir) / name) for name in _published_ids(data_dir)]
    return sorted(found, key=lambda s: str(s.manifest.get("published_at", "")), reverse=True)


def read_table(snapshot: Snapshot, name: str) -> Any:
    """Read a table: a GeoDataFrame in EPSG:4326 where the table has a geometry, else a DataFrame.

    Raises:
        SnapshotError: the snapshot has no such table.
    """
    path = snapshot.path / f"{name}.parquet"
    if not path.exists():
        raise SnapshotError(f"Snapshot {snapshot.id} has no table {name!r}. Build it again.")
    if "geometry" in columns_of(SNAPSHOT_TABLES[name]):
        return gpd.read_parquet(path)
    return pd.read_parquet(path)


def verify(snapshot: Snapshot) -> None:
    """Check that every table's bytes are those the manifest names.

    Raises:
        SnapshotError: a table is missing or has other bytes.
    """
    for name, facts in snapshot.manifest["tables"].items():
        path = snapshot.path / f"{name}.parquet"
        if not path.exists() or sha256(path) != facts["sha256"]:
            raise SnapshotError(
                f"Table {name} of snapshot {snapshot.id} is not what was built. Build it again."
            )


def opened(path: Path) -> Snapshot:
    """Open the snapshot in a folder.

    Raises:
        SnapshotError: its manifest is missing or unreadable.
    """
    try:
        manifest = json.loads((path / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError) as error:
        raise SnapshotError(f"Snapshot {path.name} has no readable manifest.json.") from error
    return Snapshot(id=path.name, path=path, manifest=manifest)


def _published_ids(data_dir: Path) -> list[str]:
    found = snapshots_dir(data_dir).glob("[!.]*/manifest.json")
    return sorted(path.parent.name for path in found)
