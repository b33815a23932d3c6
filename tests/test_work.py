"""Work under way: whoever looks can tell work from a process that died, whatever its number is."""

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from housing import work
from housing.errors import BusyError, FileUnreadableError, GateError
from housing.work import STATUS, State, busy, folder_of, look, reported

ROOT = Path(__file__).resolve().parent.parent
AT = datetime(2026, 10, 2, 14, 2, tzinfo=UTC)

#: A process that is at work until it is killed.
AT_WORK = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from housing.work import reported
with reported(Path(sys.argv[1]), "refresh", "draft", "dc", "Ada", lambda: datetime.now(UTC)) as say:
    say("Linking 5 records")
    print("begun", flush=True)
    time.sleep(300)
"""


def clock() -> datetime:
    return AT


def test_nothing_was_ever_done_here(tmp_path: Path) -> None:
    assert look(tmp_path, "refresh") is None


def test_every_step_is_in_view_while_the_work_lasts(tmp_path: Path) -> None:
    heard: list[str] = []
    with reported(tmp_path, "refresh", "draft", "dc", "Ada", clock) as report:
        report.echo = heard.append
        report("Reading Project.csv")
        seen = look(tmp_path, "refresh")
        report.result = {"draft": "dc-1"}
    assert seen is not None
    assert (seen.state, seen.who, seen.place) == (State.RUNNING, "Ada", "dc")
    assert [step.words for step in seen.steps] == heard == ["Reading Project.csv"]
    done = look(tmp_path, "refresh")
    assert done is not None
    assert (done.state, done.ended, done.result) == (
        State.DONE,
        AT.isoformat(),
        {"draft": "dc-1"},
    )


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (FileUnreadableError("It is empty."), State.FAILED),
        (GateError("Too many are gone."), State.REFUSED),
    ],
)
def test_an_error_is_told_with_its_sentence(tmp_path: Path, error: Exception, state: State) -> None:
    with (
        pytest.raises(type(error)),
        reported(tmp_path, "refresh", "draft", "dc", "Ada", clock),
    ):
        raise error
    told = look(tmp_path, "refresh")
    assert told is not None
    assert (told.state, told.words) == (state, str(error))


def test_a_second_one_is_told_who_is_at_it_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "PATIENCE_SECONDS", 0.2)
    with reported(tmp_path, "refresh", "draft", "dc", "Ada", clock):
        before = (folder_of(tmp_path, "refresh") / STATUS).read_bytes()
        with (
            pytest.raises(BusyError, match="begun by Ada on 2026-10-02T14:02"),
            reported(tmp_path, "refresh", "refresh", "dc", "Bo", clock),
        ):
            raise AssertionError("two at once")
        assert (folder_of(tmp_path, "refresh") / STATUS).read_bytes() == before


def test_a_killed_process_is_told_and_holds_up_nobody(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", AT_WORK, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == b"begun"
    running = look(tmp_path, "refresh")
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=20)
    died = look(tmp_path, "refresh")
    assert running is not None
    assert died is not None
    assert (running.state, died.state) == (State.RUNNING, State.DIED)
    assert died.process == process.pid
    with reported(tmp_path, "refresh", "draft", "dc", "Bo", clock):
        pass
    after = look(tmp_path, "refresh")
    assert after is not None
    assert (after.who, after.state) == ("Bo", State.DONE)


def test_a_number_that_another_process_has_by_now_deceives_nobody(tmp_path: Path) -> None:
    with reported(tmp_path, "refresh", "draft", "dc", "Ada", clock):
        status = folder_of(tmp_path, "refresh") / STATUS
        told = json.loads(status.read_text())
    status.write_text(json.dumps({**told, "process": os.getpid()}))
    stale = look(tmp_path, "refresh")
    assert stale is not None
    assert stale.state is State.DIED


@pytest.mark.parametrize("text", ["", "{", "[]", '{"state": "running"}'])
def test_a_status_that_cannot_be_read_is_none(tmp_path: Path, text: str) -> None:
    folder = folder_of(tmp_path, "refresh")
    folder.mkdir(parents=True)
    (folder / STATUS).write_text(text)
    assert look(tmp_path, "refresh") is None
    assert "Somebody else" in busy(None)
