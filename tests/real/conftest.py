"""Real public files, and the snapshot of Washington DC that is built from them once."""

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from housing.jurisdictions import load_jurisdiction
from housing.pipeline import build, import_files
from housing.snapshots import Snapshot, read_table

ROOT = Path(__file__).resolve().parent.parent.parent
AS_OF = date(2016, 4, 1)
BUILT_AT = datetime(2026, 11, 22, tzinfo=UTC)


@dataclass(frozen=True)
class Built:
    """A snapshot and its tables, read when asked for."""

    snapshot: Snapshot
    data_dir: Path

    def table(self, name: str) -> Any:
        return read_table(self.snapshot, name)


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Return the folder of real public files; its absence is a skip, and in CI a failure."""
    folder = Path(os.environ.get("HOLDFAST_REAL_DATA", ROOT.parent / "shared" / "data"))
    if not (folder / "dc").is_dir():
        pytest.skip(f"the real data is not at {folder}; set HOLDFAST_REAL_DATA to its folder")
    return folder


def built(real_data: Path, data_dir: Path, as_of: date) -> Built:
    """Take the DC road: import the folder and the HUD list, build."""
    contracts = real_data / "national" / "sec8_outcomes" / "dc_sec8_contracts_2016-08.csv"
    import_files([real_data / "dc", contracts], data_dir, BUILT_AT, "test", load_jurisdiction("dc"))
    return Built(build(load_jurisdiction("dc"), as_of, data_dir, BUILT_AT.isoformat()), data_dir)


@pytest.fixture(scope="session")
def dc_2016(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Washington DC as of 1 April 2016, from the real files."""
    return built(real_data, tmp_path_factory.mktemp("dc2016"), AS_OF)


@pytest.fixture(scope="session")
def dc_today(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Washington DC as of 22 November 2026, from the same files."""
    return built(real_data, tmp_path_factory.mktemp("dc2026"), date(2026, 11, 22))
