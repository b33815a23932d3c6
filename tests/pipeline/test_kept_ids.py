"""Ids over whole builds: publishing, building again, mergers and splits that people decide."""

import shutil
from pathlib import Path

import pytest

from housing.jurisdictions import load_jurisdiction
from housing.pipeline import build, decisions
from housing.snapshots import Snapshot, last_published, read_table
from tests.conftest import BUILT_AT
from tests.pipeline.test_build import AS_OF

PLACE = load_jurisdiction("sample")
FIRST, SECOND = "prescat_projects:PA000901", "prescat_projects:PA000902"
DECISIONS = "jurisdiction,record_id,property_id,reason,evidence_url,author,date\n"


@pytest.fixture
def folder(sample_dir: Path, tmp_path: Path) -> Path:
    """Return a data folder with the sample city's raw files and nothing published."""
    shutil.copytree(sample_dir / "raw", tmp_path / "raw")
    return tmp_path


def built(folder: Path, previous: Snapshot | None) -> Snapshot:
    return build(PLACE, AS_OF, folder, BUILT_AT.isoformat(), previous=previous)


def test_building_again_after_publishing_changes_no_byte(sample: Snapshot, folder: Path) -> None:
    again = built(folder, sample)
    for name, facts in sample.manifest["tables"].items():
        assert again.manifest["tables"][name]["sha256"] == facts["sha256"], name
    assert again.id == sample.id


def test_two_properties_that_people_join_and_part_again(
    sample: Snapshot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided = folder / "decided"
    decided.mkdir()
    monkeypatch.setattr(decisions, "OVERRIDES_DIR", decided)
    row = f"sample,{SECOND},prescat_projects-PA000901,Fictional: one deed,,A. Reviewer,2026-09-01"
    (decided / "record_links.csv").write_text(DECISIONS + row)
    joined = built(folder, sample)
    ids = read_table(joined, "record_links").set_index("record_id")["property_id"]
    assert ids[FIRST] == ids[SECOND] == "prescat_projects-PA000901"
    forwarding = read_table(joined, "forwarding")
    assert forwarding["old_id"].tolist() == ["prescat_projects-PA000902"]
    assert forwarding["new_id"].tolist() == ["prescat_projects-PA000901"]
    (decided / "record_links.csv").write_text(DECISIONS)
    parted = built(folder, joined)
    before = read_table(sample, "record_links").set_index("record_id")["property_id"]
    after = read_table(parted, "record_links").set_index("record_id")["property_id"]
    assert after.equals(before)
    assert read_table(parted, "forwarding")["reason"].tolist() == ["split"]


def test_a_list_removed_and_restored_brings_every_id_back(sample: Snapshot, folder: Path) -> None:
    away = folder / "away"
    shutil.move(folder / "raw" / "hud_lihtc", away)
    without = built(folder, sample)
    before = read_table(sample, "record_links").set_index("record_id")["property_id"].dropna()
    now = read_table(without, "record_links").set_index("record_id")["property_id"].dropna()
    kept = before.index.intersection(now.index)
    assert now[kept].equals(before[kept])
    assert len(now) < len(before)
    shutil.move(away, folder / "raw" / "hud_lihtc")
    restored = built(folder, without)
    after = read_table(restored, "record_links").set_index("record_id")["property_id"].dropna()
    assert after.equals(before)
    assert read_table(restored, "forwarding").empty


def test_the_snapshot_before_is_the_one_of_the_same_place(sample_dir: Path) -> None:
    assert last_published(sample_dir, "dc") is None
    found = last_published(sample_dir, "sample")
    assert found is not None
    assert found.manifest["jurisdiction"]["id"] == "sample"
