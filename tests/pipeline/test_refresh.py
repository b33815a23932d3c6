"""Refreshing: what is published changes only when the gates pass or a person says why not."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from housing import snapshots
from housing.errors import GateError, SnapshotError
from housing.jurisdictions import load_jurisdiction
from housing.pipeline import Outcome, Refreshed, publish, refresh
from housing.pipeline.turn import one_at_a_time
from housing.snapshots import Snapshot
from tests.snapshot_case import Rows, drafted

ROOT = Path(__file__).resolve().parent.parent.parent
AT = datetime(2026, 10, 2, 12, 0, tzinfo=UTC)
MODULE = import_module("housing.pipeline.refresh")
SAMPLE = load_jurisdiction("sample")
PLACE = {"jurisdiction": {"id": "sample", "name": "Port Amity", "is_fictional": True}}

Build = Callable[[str, int], None]


def houses(count: int) -> dict[str, Rows]:
    return {"properties": [{"property_id": f"P{n}", "name": f"House {n}"} for n in range(count)]}


@pytest.fixture
def build(monkeypatch: pytest.MonkeyPatch) -> Build:
    """Return a function that says what the next build makes: a name and a number of houses."""

    def made(name: str, count: int) -> None:
        def draft(_: Any, __: date, data_dir: Path, *args: Any, **kwargs: Any) -> Snapshot:
            return drafted(data_dir, name, houses(count), PLACE)

        monkeypatch.setattr(MODULE, "build", draft)

    return made


def refreshed(data_dir: Path, **said: Any) -> Refreshed:
    return refresh(SAMPLE, date(2026, 10, 1), data_dir, AT, "Ada", **said)


def shown(data_dir: Path) -> str:
    now = snapshots.current(data_dir)
    assert now is not None
    return now.id


def test_a_refresh_that_passes_the_gates_is_published(tmp_path: Path, build: Build) -> None:
    build("first", 40)
    assert refreshed(tmp_path).outcome is Outcome.PUBLISHED
    build("second", 41)
    done = refreshed(tmp_path)
    assert done.outcome is Outcome.PUBLISHED
    assert done.comparison is not None
    assert done.comparison.changes["change"].tolist() == ["property_new"]
    assert shown(tmp_path) == "second"
    assert [line.who for line in snapshots.history(tmp_path)] == ["Ada", "Ada"]


def test_a_refresh_that_fails_a_gate_leaves_everything_as_it_was(
    tmp_path: Path, build: Build
) -> None:
    build("first", 40)
    refreshed(tmp_path)
    build("second", 10)
    done = refreshed(tmp_path)
    assert done.outcome is Outcome.REFUSED
    assert shown(tmp_path) == "first"
    assert [draft.id for draft in snapshots.list_drafts(tmp_path)] == ["second"]
    assert len(snapshots.history(tmp_path)) == 1


def test_a_person_may_publish_all_the_same_and_it_is_recorded(tmp_path: Path, build: Build) -> None:
    build("first", 40)
    refreshed(tmp_path)
    build("second", 10)
    done = refreshed(tmp_path, accept="thirty were demolished")
    assert done.outcome is Outcome.PUBLISHED
    line = snapshots.history(tmp_path)[0]
    assert (line.who, line.accepted) == ("Ada", "thirty were demolished")
    assert "Properties on no list any more" in line.failed
    assert done.built.manifest["publication"]["accepted"] == "thirty were demolished"


def test_a_reason_is_recorded_only_where_a_gate_failed(tmp_path: Path, build: Build) -> None:
    build("first", 40)
    refreshed(tmp_path, accept="just in case")
    assert snapshots.history(tmp_path)[0].accepted is None


def test_a_trial_publishes_nothing(tmp_path: Path, build: Build) -> None:
    build("first", 40)
    assert refreshed(tmp_path, is_trial=True).outcome is Outcome.TRIED
    assert snapshots.current(tmp_path) is None


def test_the_same_files_again_change_nothing(tmp_path: Path, build: Build) -> None:
    build("first", 40)
    refreshed(tmp_path)
    assert refreshed(tmp_path).outcome is Outcome.UNCHANGED
    assert len(snapshots.history(tmp_path)) == 1


def test_after_a_rollback_the_same_files_are_published_again(tmp_path: Path, build: Build) -> None:
    for name, count in (("first", 40), ("second", 41)):
        build(name, count)
        refreshed(tmp_path)
    snapshots.rollback(tmp_path, None, AT.isoformat(), "Bo")
    assert refreshed(tmp_path).outcome is Outcome.PUBLISHED
    assert shown(tmp_path) == "second"


def test_what_is_fetched_comes_before_the_build(tmp_path: Path, build: Build) -> None:
    build("first", 40)
    said: list[str] = []
    refreshed(tmp_path, fetch=lambda *_: ["received a newer list"], on_progress=said.append)
    assert said[0] == "received a newer list"


def test_publishing_a_draft_by_hand_meets_the_same_gates(tmp_path: Path) -> None:
    drafted(tmp_path, "first", houses(40), PLACE)
    publish(tmp_path, "first", AT.isoformat())
    drafted(tmp_path, "second", houses(10), PLACE)
    with pytest.raises(GateError, match="Properties on no list any more: 30 of 40"):
        publish(tmp_path, "second", AT.isoformat())
    assert shown(tmp_path) == "first"
    publish(tmp_path, "second", AT.isoformat(), who="Ada", accept="demolished")
    assert shown(tmp_path) == "second"


def test_two_places_are_not_held_against_each_other(tmp_path: Path) -> None:
    drafted(tmp_path, "first", houses(40), PLACE)
    publish(tmp_path, "first", AT.isoformat())
    elsewhere = {"jurisdiction": {"id": "elsewhere", "name": "Elsewhere"}}
    drafted(tmp_path, "other", houses(2), elsewhere)
    assert publish(tmp_path, "other", AT.isoformat()).id == "other"


def test_only_one_refresh_at_a_time(tmp_path: Path, build: Build) -> None:
    build("first", 40)
    status = {"who": "Bo", "since": "2026-10-02T11:58:00+00:00", "process": 4711}
    (tmp_path / "refresh.json").write_text(json.dumps(status), encoding="utf-8")
    said = "begun by Bo on 2026-10-02T11:58 as process 4711"
    with FileLock(tmp_path / "refresh.lock"), pytest.raises(SnapshotError, match=said):
        refreshed(tmp_path)
    assert snapshots.current(tmp_path) is None


def test_a_refresh_that_fails_lets_the_next_one_in(
    tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> Snapshot:
        raise SnapshotError("the disk is full")

    monkeypatch.setattr(MODULE, "build", broken)
    with pytest.raises(SnapshotError, match="disk is full"):
        refreshed(tmp_path)
    build("first", 40)
    said: list[str] = []
    assert refreshed(tmp_path, on_progress=said.append).outcome is Outcome.PUBLISHED
    assert not [line for line in said if "never finished" in line]


def test_a_refresh_whose_process_died_is_recognized_and_said(tmp_path: Path, build: Build) -> None:
    code = (
        "import sys, time; from datetime import datetime, UTC; from pathlib import Path\n"
        "from housing.pipeline.turn import one_at_a_time\n"
        f"folder, at = Path({str(tmp_path)!r}), datetime(2026, 10, 1, tzinfo=UTC)\n"
        "with one_at_a_time(folder, at, 'Bo', print):\n"
        "    print('at it', flush=True); time.sleep(600)\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline().strip() == "at it"
    with pytest.raises(SnapshotError, match="running already: begun by Bo"):
        refreshed(tmp_path)
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    build("first", 40)
    said: list[str] = []
    assert refreshed(tmp_path, on_progress=said.append).outcome is Outcome.PUBLISHED
    assert f"process {child.pid}. Its process is dead" in said[0]
    assert not (tmp_path / "refresh.json").exists()


def test_the_turn_is_free_again_when_the_work_is_done(tmp_path: Path) -> None:
    for _ in range(2):
        with one_at_a_time(tmp_path, AT, "Ada", lambda _: None):
            assert json.loads((tmp_path / "refresh.json").read_text())["process"] == os.getpid()
        assert not (tmp_path / "refresh.json").exists()
