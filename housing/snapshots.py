"""Snapshots: dated, immutable folders of tables with a manifest, and the one that is current.

    data/snapshots/<id>/<table>.parquet    one file per table of `housing.tables`
    data/snapshots/<id>/manifest.json      inputs, counts, versions, sha256 of every table
    data/snapshots/.drafts/<id>/           built, not yet published
    data/snapshots/CURRENT                 the id that pages read

Publishing is two renames: a crash at any point leaves the last snapshot served.
"""

import hashlib
import json
import os
import shutil
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from housing.errors import SnapshotError
from housing.tables import SNAPSHOT_TABLES, columns_of, validate

#: How many published snapshots are kept for looking back.
KEPT = 15


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One snapshot on disk: where it is and what its manifest says."""

    id: str
    path: Path
    manifest: Mapping[str, Any]


def snapshots_dir(data_dir: Path) -> Path:
    """Return the folder that holds every snapshot of a data folder."""
    return data_dir / "snapshots"


def current(data_dir: Path) -> Snapshot | None:
    """Return the published snapshot that pages read; None before the first one.

    Raises:
        SnapshotError: CURRENT names a snapshot that is not there.
    """
    pointer = snapshots_dir(data_dir) / "CURRENT"
    if not pointer.exists():
        return None
    return open_snapshot(data_dir, pointer.read_text(encoding="utf-8").strip())


def last_published(data_dir: Path, place_id: str) -> Snapshot | None:
    """Return the snapshot of a place that is current, else the one published last; None if none."""
    of_place = [
        one for one in list_snapshots(data_dir) if one.manifest["jurisdiction"]["id"] == place_id
    ]
    pointer = snapshots_dir(data_dir) / "CURRENT"
    shown = pointer.read_text(encoding="utf-8").strip() if pointer.exists() else ""
    return next((one for one in of_place if one.id == shown), next(iter(of_place), None))


def earlier(data_dir: Path, snapshot: Snapshot) -> list[Snapshot]:
    """Every snapshot of the same place that was published before this one, the latest first.

    All of them, for a draft.
    """
    place = snapshot.manifest["jurisdiction"]["id"]
    of_place = [
        one for one in list_snapshots(data_dir) if one.manifest["jurisdiction"]["id"] == place
    ]
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
    return _open(snapshots_dir(data_dir) / snapshot_id)


def open_draft(data_dir: Path, snapshot_id: str) -> Snapshot:
    """Open a snapshot that was built and not yet published.

    Raises:
        SnapshotError: there is no such draft.
    """
    path = _drafts_dir(data_dir) / snapshot_id
    if not (path / "manifest.json").exists():
        raise SnapshotError(
            f"There is no draft {snapshot_id!r}. Build one first: python -m housing build PLACE."
        )
    return _open(path)


def list_drafts(data_dir: Path) -> list[Snapshot]:
    """Every complete draft, newest build last."""
    folders = [path.parent for path in _drafts_dir(data_dir).glob("*/manifest.json")]
    drafts = [_open(folder) for folder in folders if folder.suffix != ".partial"]
    return sorted(drafts, key=lambda draft: str(draft.manifest["built_at"]))


def list_snapshots(data_dir: Path) -> list[Snapshot]:
    """Every published snapshot, newest first."""
    found = [_open(snapshots_dir(data_dir) / name) for name in _published_ids(data_dir)]
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


def write_draft(
    data_dir: Path,
    snapshot_id: str,
    tables: Mapping[str, pd.DataFrame],
    manifest: Mapping[str, Any],
    *,
    is_named_by_content: bool = False,
) -> Snapshot:
    """Write every table and the manifest as a draft, replacing a draft of the same id.

    Tables are validated, so what is read back is what was meant. The same tables give the same
    bytes. Named by content, the id ends in a fingerprint of the tables: equal builds have equal
    ids, and a build that differs in one cell never passes for a published one.

    Raises:
        SnapshotError: a table of a snapshot is missing.
        TableInvalidError: a table breaks its model.
    """
    missing = set(SNAPSHOT_TABLES) - set(tables)
    if missing:
        raise SnapshotError(f"The build made no table {', '.join(sorted(missing))}.")
    partial = _drafts_dir(data_dir) / f"{snapshot_id}.partial"
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    facts: dict[str, dict[str, Any]] = {}
    for name in sorted(SNAPSHOT_TABLES):
        path = partial / f"{name}.parquet"
        frame = validate(tables[name], SNAPSHOT_TABLES[name])
        _write(frame, path)
        facts[name] = {"rows": len(frame), "sha256": sha256(path), "bytes": path.stat().st_size}
    if is_named_by_content:
        digest = hashlib.sha256("".join(fact["sha256"] for fact in facts.values()).encode())
        snapshot_id = f"{snapshot_id}-{digest.hexdigest()[:8]}"
    _write_json(partial / "manifest.json", {**manifest, "id": snapshot_id, "tables": facts})
    folder = partial.with_name(snapshot_id)
    shutil.rmtree(folder, ignore_errors=True)
    partial.rename(folder)
    return _open(folder)


def publish(data_dir: Path, snapshot_id: str, published_at: str) -> Snapshot:
    """Make a draft the current snapshot: verified, moved, write-protected, then pointed to.

    Publishing what is published already only moves CURRENT back to it.

    Raises:
        SnapshotError: no such draft, or its tables changed since it was built.
    """
    # Loaded here: it brings asyncio, and who builds or reads needs no lock.
    from filelock import FileLock

    root = snapshots_dir(data_dir)
    root.mkdir(parents=True, exist_ok=True)
    with FileLock(root / ".publish.lock"):
        target = root / snapshot_id
        if not (target / "manifest.json").exists():
            draft = open_draft(data_dir, snapshot_id)
            verify(draft)
            manifest = {**draft.manifest, "published_at": published_at}
            _write_json(draft.path / "manifest.json", manifest)
            draft.path.rename(target)
            _protect(target)
        point(data_dir, snapshot_id)
        _forget_oldest(data_dir)
    return open_snapshot(data_dir, snapshot_id)


def point(data_dir: Path, snapshot_id: str) -> None:
    """Make a published snapshot current, in one atomic step."""
    snapshot = open_snapshot(data_dir, snapshot_id)
    pointer = snapshots_dir(data_dir) / "CURRENT"
    beside = pointer.with_name(f"CURRENT.{os.getpid()}")
    beside.write_text(f"{snapshot.id}\n", encoding="utf-8")
    beside.replace(pointer)


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


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(frame: pd.DataFrame, path: Path) -> None:
    """Write Parquet whose bytes depend on the rows alone."""
    if isinstance(frame, gpd.GeoDataFrame):
        frame.to_parquet(path, index=False, compression="zstd")
    else:
        table = pa.Table.from_pandas(frame, preserve_index=False)
        pq.write_table(table, path, compression="zstd")


def _write_json(path: Path, content: Mapping[str, Any]) -> None:
    partial = path.with_suffix(".partial")
    partial.write_text(
        json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    partial.replace(path)


def _open(path: Path) -> Snapshot:
    try:
        manifest = json.loads((path / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError) as error:
        raise SnapshotError(f"Snapshot {path.name} has no readable manifest.json.") from error
    return Snapshot(id=path.name, path=path, manifest=manifest)


def _drafts_dir(data_dir: Path) -> Path:
    return snapshots_dir(data_dir) / ".drafts"


def _published_ids(data_dir: Path) -> list[str]:
    found = snapshots_dir(data_dir).glob("[!.]*/manifest.json")
    return sorted(path.parent.name for path in found)


def _protect(folder: Path) -> None:
    """Take away write permission, so that an accident cannot change what was published."""
    for path in folder.iterdir():
        path.chmod(stat.S_IREAD | stat.S_IRGRP | stat.S_IROTH)


def _forget_oldest(data_dir: Path) -> None:
    """Delete the oldest snapshots beyond those kept, never the current one."""
    pointed = current(data_dir)
    for old in list_snapshots(data_dir)[KEPT:]:
        if pointed is None or old.id != pointed.id:
            for path in old.path.iterdir():
                path.chmod(stat.S_IREAD | stat.S_IWRITE)
            shutil.rmtree(old.path)
