"""Snapshots are whole or absent, never half; what is published never changes."""

from pathlib import Path

import pandas as pd
import pytest

from housing import snapshots
from housing.errors import SnapshotError
from housing.quality import refuse_suspicious
from housing.snapshots import Snapshot
from housing.tables import SNAPSHOT_TABLES, Properties, empty
from tests.factory import table

MANIFEST = {"jurisdiction": {"id": "testville"}, "as_of": "2026-10-01", "built_at": "2026-10-02"}


def tables(properties: int = 3) -> dict[str, pd.DataFrame]:
    made = {name: empty(model) for name, model in SNAPSHOT_TABLES.items()}
    made["properties"] = table(Properties, [{"name": f"House {n}"} for n in range(properties)])
    return made


def published(data_dir: Path, name: str = "testville-1", properties: int = 3) -> Snapshot:
    snapshots.write_draft(data_dir, name, tables(properties), MANIFEST)
    return snapshots.publish(data_dir, name, "2026-10-02T12:00:00")


def bytes_of(snapshot: Snapshot) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in snapshot.path.iterdir()}


def test_before_the_first_publishing_there_is_no_snapshot(tmp_path: Path) -> None:
    assert snapshots.current(tmp_path) is None


def test_reading_a_published_table_gives_back_what_was_written(tmp_path: Path) -> None:
    snapshot = published(tmp_path)
    read = snapshots.read_table(snapshot, "properties")
    pd.testing.assert_frame_equal(pd.DataFrame(read), pd.DataFrame(tables()["properties"]))
    assert read.crs.to_epsg() == 4326


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    first = snapshots.write_draft(tmp_path / "a", "testville-1", tables(), MANIFEST)
    second = snapshots.write_draft(tmp_path / "b", "testville-1", tables(), MANIFEST)
    assert bytes_of(first) == bytes_of(second)


def test_drafts_named_by_content_share_an_id_only_if_every_table_is_the_same(
    tmp_path: Path,
) -> None:
    ids = [
        snapshots.write_draft(
            tmp_path, "testville", tables(count), MANIFEST, is_named_by_content=True
        ).id
        for count in (3, 3, 4)
    ]
    assert ids[0] == ids[1] != ids[2]


def test_a_draft_is_not_what_pages_read(tmp_path: Path) -> None:
    published(tmp_path)
    snapshots.write_draft(tmp_path, "testville-2", tables(4), MANIFEST)
    now = snapshots.current(tmp_path)
    assert now is not None
    assert now.id == "testville-1"


def test_a_draft_changed_by_hand_is_refused_and_the_published_one_stays(tmp_path: Path) -> None:
    before = bytes_of(published(tmp_path))
    draft = snapshots.write_draft(tmp_path, "testville-2", tables(4), MANIFEST)
    with (draft.path / "properties.parquet").open("ab") as file:
        file.write(b"x")
    with pytest.raises(SnapshotError, match="not what was built"):
        snapshots.publish(tmp_path, "testville-2", "2026-10-03")
    now = snapshots.current(tmp_path)
    assert now is not None
    assert bytes_of(now) == before


def test_a_draft_that_lacks_a_table_is_not_written(tmp_path: Path) -> None:
    made = tables()
    del made["covenants"]
    with pytest.raises(SnapshotError, match="covenants"):
        snapshots.write_draft(tmp_path, "testville-1", made, MANIFEST)
    assert snapshots.list_drafts(tmp_path) == []


def test_an_earlier_snapshot_can_be_made_current_again(tmp_path: Path) -> None:
    published(tmp_path, "testville-1")
    published(tmp_path, "testville-2")
    snapshots.publish(tmp_path, "testville-1", "2026-10-04")
    now = snapshots.current(tmp_path)
    assert now is not None
    assert now.id == "testville-1"


def test_published_files_cannot_be_written(tmp_path: Path) -> None:
    snapshot = published(tmp_path)
    assert all(not path.stat().st_mode & 0o222 for path in snapshot.path.iterdir())


def test_only_the_newest_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshots, "KEPT", 2)
    for day in ("01", "02", "03"):
        snapshots.write_draft(tmp_path, f"testville-{day}", tables(1), MANIFEST)
        snapshots.publish(tmp_path, f"testville-{day}", f"2026-11-{day}")
    kept = [snapshot.id for snapshot in snapshots.list_snapshots(tmp_path)]
    assert kept == ["testville-03", "testville-02"]


def test_the_current_one_is_kept_however_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "KEPT", 1)
    published(tmp_path, "testville-old")
    snapshots.write_draft(tmp_path, "testville-new", tables(1), MANIFEST)
    snapshots.publish(tmp_path, "testville-new", "2026-11-01")
    assert [snapshot.id for snapshot in snapshots.list_snapshots(tmp_path)] == ["testville-new"]


def test_an_unknown_snapshot_is_a_sentence_that_lists_the_known(tmp_path: Path) -> None:
    published(tmp_path)
    with pytest.raises(SnapshotError, match=r"no snapshot 'nope'.*testville-1"):
        snapshots.open_snapshot(tmp_path, "nope")


def test_a_draft_that_lost_a_third_of_its_properties_is_suspicious(tmp_path: Path) -> None:
    before = published(tmp_path, properties=30)
    draft = snapshots.write_draft(tmp_path, "testville-2", tables(20), MANIFEST)
    with pytest.raises(SnapshotError, match="from 30 to 20 rows"):
        refuse_suspicious(draft, before)


def test_a_small_loss_and_another_place_are_not_suspicious(tmp_path: Path) -> None:
    before = published(tmp_path, properties=30)
    refuse_suspicious(snapshots.write_draft(tmp_path, "testville-2", tables(28), MANIFEST), before)
    elsewhere = {**MANIFEST, "jurisdiction": {"id": "elsewhere"}}
    refuse_suspicious(snapshots.write_draft(tmp_path, "other-1", tables(2), elsewhere), before)


def test_a_draft_without_properties_is_never_published(tmp_path: Path) -> None:
    draft = snapshots.write_draft(tmp_path, "testville-1", tables(0), MANIFEST)
    with pytest.raises(SnapshotError, match="no properties"):
        refuse_suspicious(draft, None)
