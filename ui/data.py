"""What pages read: the published snapshot, each table once, kept for every visitor.

Frames are shared between sessions and therefore frozen: a page narrows and copies, it never
writes into one.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import streamlit as st

from housing import snapshots
from housing.config import data_dir
from housing.errors import SnapshotError
from housing.snapshots import Snapshot
from housing.tables import SNAPSHOT_TABLES, empty

Made = TypeVar("Made")

#: Tables of two snapshots, the current one and one pinned by a link.
TABLES_KEPT = 40

#: Things made from those tables: map parts, table columns, search texts.
DERIVED_KEPT = 32


def today() -> date:
    """Return the day it is, the only clock pages may read."""
    return datetime.now(UTC).astimezone().date()


def now() -> datetime:
    """Return the moment it is, for the log of what people do here."""
    return datetime.now(UTC)


def current_snapshot() -> Snapshot | None:
    """Return the published snapshot; None before the first one.

    Raises:
        SnapshotError: the published snapshot is not there, or unreadable.
    """
    return snapshots.current(data_dir())


def published_places() -> Mapping[str, Snapshot]:
    """Return the current snapshot of every place, the one that pages open with first.

    Raises:
        SnapshotError: a snapshot is unreadable.
    """
    folder = data_dir()
    root = snapshots.snapshots_dir(folder)
    if not root.exists():
        return {}
    names = tuple(sorted(path.name for path in root.iterdir()))
    pointer = root / "CURRENT"
    shown = pointer.read_text(encoding="utf-8") if pointer.exists() else ""
    return _places(str(folder), names, shown)


def all_places(places: Mapping[str, Snapshot]) -> Snapshot:
    """Return the current snapshots of all places as one."""
    return snapshots.places_together(places)


def pinned_snapshot(snapshot_id: str) -> Snapshot:
    """Return the snapshot a link asks for.

    Raises:
        SnapshotError: there is none of that id.
    """
    return snapshots.open_snapshot(data_dir(), snapshot_id)


def load(name: str, snapshot: Snapshot) -> Any:
    """Return a table of the snapshot; a page that cannot have it says so and stops."""
    try:
        return _read(*_key(snapshot, name), snapshot)
    except SnapshotError as error:
        st.error(str(error))
        st.stop()


def load_if_there(name: str, snapshot: Snapshot) -> Any:
    """Return a table of the snapshot, without rows where an older snapshot does not have it."""
    if snapshots.has_table(snapshot, name):
        return load(name, snapshot)
    return empty(SNAPSHOT_TABLES[name])


def derived(name: str, snapshot: Snapshot, make: Callable[[], Made]) -> Made:
    """Return what `make` makes from a snapshot's tables, made once per snapshot and name.

    The name stands for the function: two things of one snapshot need two names.
    """
    made: Made = _derive(*_key(snapshot, ""), name, make)
    return made


def _key(snapshot: Snapshot, table: str) -> tuple[str, str, str]:
    """Tell one version of a table from any other: folder, snapshot, bytes."""
    tables = snapshot.manifest.get("tables", {})
    bytes_of = tables.get(table, {}).get("sha256", "") if table else repr(sorted(_hashes(tables)))
    return str(Path(snapshot.path)), table, str(bytes_of)


def _hashes(tables: dict[str, Any]) -> list[str]:
    return [str(facts.get("sha256", "")) for facts in tables.values()]


@st.cache_resource(max_entries=2, show_spinner=False)
def _places(folder: str, names: tuple[str, ...], shown: str) -> Mapping[str, Snapshot]:
    return snapshots.published(Path(folder))


@st.cache_resource(max_entries=TABLES_KEPT, show_spinner=False)
def _read(path: str, table: str, sha256: str, _snapshot: Snapshot) -> Any:
    read = snapshots.read_together if _snapshot.parts else snapshots.read_table
    return read(_snapshot, table)


@st.cache_resource(max_entries=DERIVED_KEPT, show_spinner=False)
def _derive(path: str, table: str, hashes: str, name: str, _make: Callable[[], Any]) -> Any:
    return _make()
