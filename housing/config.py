"""Where things are on this machine. Paths only; `data/jurisdictions` says what a place is."""

import os
from pathlib import Path

#: The checkout: the folder that holds `app.py`, `housing/` and `data/`.
ROOT = Path(__file__).resolve().parent.parent

#: Tracked tables of ours: program crosswalk, steward list; each row names its source.
REFERENCE_DIR = ROOT / "data" / "reference"

#: One file per place, tracked.
JURISDICTIONS_DIR = ROOT / "data" / "jurisdictions"

#: Where each list is fetched, one file per source, tracked.
SOURCES_DIR = ROOT / "data" / "sources"

#: Signed and dated decisions of people, tracked.
OVERRIDES_DIR = ROOT / "data" / "overrides"


def data_dir() -> Path:
    """Return the folder of raw files and snapshots: `HOLDFAST_DATA_DIR`, else `data/`."""
    return Path(os.environ.get("HOLDFAST_DATA_DIR", ROOT / "data"))


def is_read_only() -> bool:
    """Whether pages only show: nothing is brought, decided or published in the browser."""
    return os.environ.get("HOLDFAST_READ_ONLY", "").strip().lower() in ("1", "true", "yes")
