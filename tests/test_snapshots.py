"""Snapshots are whole or absent, never half; what is published never changes."""

from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from housing import snapshots
from housing.errors import SnapshotError
from housing.snapshots import Snapshot, publishing
from housing.tables import SNAPSHOT_TABLES, Properties, empty
from tests.factory import table

LONG_AGO = datetime(1990, 1, 1, tzinfo=UTC)
FAR_AHEAD = datetime(2290, 1, 1, tzinfo=UTC)

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
    monkeypatch.setattr(publishing, "KEPT", 2)
    for day in ("01", "02", "03"):
        snapshots.write_draft(tmp_path, f"testville-{day}", tables(1), MANIFEST)
        snapshots.publish(tmp_path, f"testville-{day}", f"2026-11-{day}")
    kept = [snapshot.id for snapshot in snapshots.list_snapshots(tmp_path)]
    assert kept == ["testville-03", "testville-02"]


def test_the_current_one_is_kept_however_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "KEPT", 1)
    published(tmp_path, "testville-old")
    snapshots.write_draft(tmp_path, "testville-new", tables(1), MANIFEST)
    snapshots.publish(tmp_path, "testville-new", "2026-11-01")
    assert [snapshot.id for snapshot in snapshots.list_snapshots(tmp_path)] == ["testville-new"]


def test_an_unknown_snapshot_is_a_sentence_that_lists_the_known(tmp_path: Path) -> None:
    published(tmp_path)
    with pytest.raises(SnapshotError, match=r"no snapshot 'nope'.*testville-1"):
        snapshots.open_snapshot(tmp_path, "nope")


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def three(tmp_path: Path) -> list[Snapshot]:
    """Publish three snapshots of different tables, one after the other."""
    made = []
    for day in (1, 2, 3):
        snapshots.write_draft(tmp_path, f"testville-{day}", tables(day), MANIFEST)
        made.append(snapshots.publish(tmp_path, f"testville-{day}", f"2026-11-0{day}", who="Ada"))
    return made


def test_a_rollback_restores_the_one_before_byte_for_byte(tmp_path: Path) -> None:
    first, second, third = three(tmp_path)
    before = bytes_of(second)
    assert snapshots.rollback(tmp_path, None, "2026-11-04", "Bo").id == second.id
    now = snapshots.current(tmp_path)
    assert now is not None
    assert bytes_of(now) == before
    assert snapshots.rollback(tmp_path, first.id, "2026-11-05", "Bo").id == first.id
    assert third.id in {one.id for one in snapshots.list_snapshots(tmp_path)}


def test_a_rollback_goes_back_to_what_was_current_not_to_what_is_older(tmp_path: Path) -> None:
    first, _, third = three(tmp_path)
    snapshots.rollback(tmp_path, first.id, "2026-11-04", "Bo")
    assert snapshots.rollback(tmp_path, None, "2026-11-05", "Bo").id == third.id


def test_a_snapshot_whose_table_was_changed_is_not_rolled_back_to(tmp_path: Path) -> None:
    first, _, third = three(tmp_path)
    table_path = first.path / "properties.parquet"
    table_path.chmod(0o644)
    table_path.write_bytes(table_path.read_bytes() + b"x")
    with pytest.raises(SnapshotError, match="not what was built"):
        snapshots.rollback(tmp_path, first.id, "2026-11-04", "Bo")
    now = snapshots.current(tmp_path)
    assert now is not None
    assert now.id == third.id


def test_where_there_is_nothing_to_go_back_to_a_sentence_says_so(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="nothing to go back to"):
        snapshots.rollback(tmp_path, None, "2026-11-04", "Bo")
    only = published(tmp_path)
    with pytest.raises(SnapshotError, match="only snapshot kept"):
        snapshots.rollback(tmp_path, None, "2026-11-04", "Bo")
    with pytest.raises(SnapshotError, match="published snapshot already"):
        snapshots.rollback(tmp_path, only.id, "2026-11-04", "Bo")


def test_the_log_says_who_published_what_when_and_why(tmp_path: Path) -> None:
    snapshots.write_draft(tmp_path, "testville-1", tables(), MANIFEST)
    snapshots.publish(tmp_path, "testville-1", "2026-11-01", who="Ada")
    snapshots.write_draft(tmp_path, "testville-2", tables(1), MANIFEST)
    snapshots.publish(
        tmp_path, "testville-2", "2026-11-02", who="Bo", accepted="torn down", failed=["Rows"]
    )
    snapshots.rollback(tmp_path, None, "2026-11-03", "Cy")
    told = [(one.at, one.who, one.action, one.accepted) for one in snapshots.history(tmp_path)]
    assert told == [
        ("2026-11-03", "Cy", "rolled back", None),
        ("2026-11-02", "Bo", "published", "torn down"),
        ("2026-11-01", "Ada", "published", None),
    ]


def test_the_manifest_says_why_it_was_published_although_a_gate_failed(tmp_path: Path) -> None:
    snapshots.write_draft(tmp_path, "testville-1", tables(), MANIFEST)
    done = snapshots.publish(tmp_path, "testville-1", "2026-11-01", who="Ada", accepted="torn down")
    assert done.manifest["publication"]["accepted"] == "torn down"
    assert done.manifest["publication"]["who"] == "Ada"


def test_a_publication_that_a_crash_cut_short_is_marked_and_can_be_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(tmp_path)
    snapshots.write_draft(tmp_path, "testville-2", tables(4), MANIFEST)
    with monkeypatch.context() as crash:
        crash.setattr(publishing, "_point", _power_cut)
        with pytest.raises(KeyboardInterrupt):
            snapshots.publish(tmp_path, "testville-2", "2026-10-03")
    now = snapshots.current(tmp_path)
    assert now is not None
    assert now.id == "testville-1"
    assert [one.is_completed for one in snapshots.history(tmp_path)] == [False, True]
    assert snapshots.publish(tmp_path, "testville-2", "2026-10-04").id == "testville-2"
    assert [one.is_completed for one in snapshots.history(tmp_path)] == [True, True]


def _power_cut(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_an_unreadable_log_is_a_sentence_and_touches_no_snapshot(tmp_path: Path) -> None:
    published(tmp_path)
    (tmp_path / "snapshots" / "publications.json").write_text("[{", encoding="utf-8")
    with pytest.raises(SnapshotError, match="not a readable log"):
        snapshots.history(tmp_path)
    now = snapshots.current(tmp_path)
    assert now is not None
    snapshots.verify(now)


def test_what_a_crash_left_behind_is_cleared_away_and_nothing_else(tmp_path: Path) -> None:
    snapshot = published(tmp_path)
    drafts = tmp_path / "snapshots" / ".drafts"
    for left in (drafts / "testville-9.77.partial", drafts.parent / ".testville-0.77.partial"):
        left.mkdir()
        (left / "properties.parquet").write_bytes(b"half")
    (drafts.parent / "CURRENT.77.partial").write_text("testville-9", encoding="utf-8")
    kept = names(drafts.parent) - {".testville-0.77.partial", "CURRENT.77.partial"}
    before = bytes_of(snapshot)
    assert snapshots.sweep(tmp_path, LONG_AGO) == []
    assert len(snapshots.sweep(tmp_path, FAR_AHEAD)) == 3
    assert names(drafts.parent) == kept
    assert bytes_of(snapshot) == before


def test_only_the_last_drafts_of_a_place_are_kept(tmp_path: Path) -> None:
    for day in range(1, 6):
        built = {**MANIFEST, "built_at": f"2026-10-0{day}"}
        snapshots.write_draft(tmp_path, f"testville-{day}", tables(1), built)
    snapshots.sweep(tmp_path, FAR_AHEAD)
    assert [draft.id for draft in snapshots.list_drafts(tmp_path)] == [
        "testville-3",
        "testville-4",
        "testville-5",
    ]


def of_place(data_dir: Path, place: str, name: str, at: str, *, is_shown: bool = True) -> Snapshot:
    """Publish a snapshot of a place."""
    manifest = {**MANIFEST, "jurisdiction": {"id": place, "name": place.title()}}
    snapshots.write_draft(data_dir, name, tables(len(list(data_dir.rglob("*")))), manifest)
    return snapshots.publish(data_dir, name, at, is_shown=is_shown)


def shown_and_published(data_dir: Path) -> tuple[str, dict[str, str]]:
    now = snapshots.current(data_dir)
    assert now is not None
    return now.id, {place: one.id for place, one in snapshots.published(data_dir).items()}


def test_every_place_has_its_own_current_snapshot(tmp_path: Path) -> None:
    of_place(tmp_path, "avon", "avon-1", "2026-11-01")
    of_place(tmp_path, "bree", "bree-1", "2026-11-02", is_shown=False)
    of_place(tmp_path, "avon", "avon-2", "2026-11-03")
    assert shown_and_published(tmp_path) == ("avon-2", {"avon": "avon-2", "bree": "bree-1"})
    of_place(tmp_path, "bree", "bree-2", "2026-11-04")
    assert shown_and_published(tmp_path) == ("bree-2", {"bree": "bree-2", "avon": "avon-2"})


def test_one_place_alone_has_one_line_in_current(tmp_path: Path) -> None:
    published(tmp_path, "testville-1")
    published(tmp_path, "testville-2")
    pointer = snapshots.snapshots_dir(tmp_path) / "CURRENT"
    assert pointer.read_bytes() == b"testville-2\n"


def test_a_rollback_stays_within_its_place_and_leaves_the_others(tmp_path: Path) -> None:
    of_place(tmp_path, "avon", "avon-1", "2026-11-01")
    of_place(tmp_path, "avon", "avon-2", "2026-11-02")
    of_place(tmp_path, "bree", "bree-1", "2026-11-03", is_shown=False)
    of_place(tmp_path, "bree", "bree-2", "2026-11-04", is_shown=False)
    assert snapshots.rollback(tmp_path, None, "2026-11-05", "Bo").id == "avon-1"
    assert shown_and_published(tmp_path) == ("avon-1", {"avon": "avon-1", "bree": "bree-2"})
    assert snapshots.rollback(tmp_path, None, "2026-11-06", "Bo", "bree").id == "bree-1"
    assert shown_and_published(tmp_path) == ("avon-1", {"avon": "avon-1", "bree": "bree-1"})
    assert all(line.is_completed for line in snapshots.history(tmp_path))
    assert snapshots.rollback(tmp_path, "bree-2", "2026-11-07", "Bo").id == "bree-2"
    assert shown_and_published(tmp_path)[0] == "bree-2"
    with pytest.raises(SnapshotError, match="No snapshot of 'cove'"):
        snapshots.rollback(tmp_path, None, "2026-11-08", "Bo", "cove")


def test_the_snapshots_of_one_place_do_not_crowd_out_those_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "KEPT", 2)
    of_place(tmp_path, "avon", "avon-1", "2026-11-01")
    for day in (2, 3, 4):
        of_place(tmp_path, "bree", f"bree-{day}", f"2026-11-0{day}")
    kept = {one.id for one in snapshots.list_snapshots(tmp_path)}
    assert kept == {"avon-1", "bree-3", "bree-4"}


def test_a_folder_of_several_places_from_before_shows_the_last_of_each(tmp_path: Path) -> None:
    of_place(tmp_path, "avon", "avon-1", "2026-11-01")
    of_place(tmp_path, "bree", "bree-1", "2026-11-02")
    (snapshots.snapshots_dir(tmp_path) / "CURRENT").write_text("bree-1\n", encoding="utf-8")
    assert shown_and_published(tmp_path) == ("bree-1", {"bree": "bree-1", "avon": "avon-1"})
