"""Drafts: snapshots that were built and that no page reads yet."""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from housing.errors import SnapshotError
from housing.snapshots.files import PARTIAL, discard, sha256, write_json
from housing.snapshots.reading import Snapshot, opened, snapshots_dir
from housing.tables import SNAPSHOT_TABLES, validate

#: Text as Arrow keeps it.
_TEXT = pd.StringDtype("pyarrow", na_value=np.nan)


def drafts_dir(data_dir: Path) -> Path:
    """Return the folder of drafts."""
    return snapshots_dir(data_dir) / ".drafts"


def open_draft(data_dir: Path, snapshot_id: str) -> Snapshot:
    """Open a snapshot that was built and not yet published.

    Raises:
        SnapshotError: there is no such draft.
    """
    path = drafts_dir(data_dir) / snapshot_id
    if not (path / "manifest.json").exists():
        raise SnapshotError(
            f"There is no draft {snapshot_id!r}. Build one first: python -m housing build PLACE."
        )
    return opened(path)


def discard_draft(data_dir: Path, snapshot_id: str) -> None:
    """Clear a draft away that nobody wants; what is published is untouched.

    Raises:
        SnapshotError: there is no such draft.
    """
    discard(open_draft(data_dir, snapshot_id).path)


def list_drafts(data_dir: Path) -> list[Snapshot]:
    """Every complete draft, newest build last."""
    folders = [path.parent for path in drafts_dir(data_dir).glob("[!.]*/manifest.json")]
    drafts = [opened(folder) for folder in folders if folder.suffix != PARTIAL]
    return sorted(drafts, key=lambda draft: str(draft.manifest["built_at"]))


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
    partial = drafts_dir(data_dir) / f"{snapshot_id}.{os.getpid()}{PARTIAL}"
    discard(partial)
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
    write_json(partial / "manifest.json", {**manifest, "id": snapshot_id, "tables": facts})
    folder = partial.with_name(snapshot_id)
    discard(folder)
    partial.rename(folder)
    return opened(folder)


def _write(frame: pd.DataFrame, path: Path) -> None:
    """Write Parquet whose bytes depend on the rows alone, however the build kept text."""
    texts = [str(name) for name, dtype in frame.dtypes.items() if dtype == "str"]
    frame = frame.assign(**{name: frame[name].array.astype(_TEXT) for name in texts})
    if isinstance(frame, gpd.GeoDataFrame):
        frame.to_parquet(path, index=False, compression="zstd")
    else:
        table = pa.Table.from_pandas(frame, preserve_index=False)
        pq.write_table(table, path, compression="zstd")
