"""Starting work: uploads are put where no name leads astray, and a process says what went wrong."""

import os
import time
from pathlib import Path

import pytest

from housing.work import REFRESH, State, look
from ui import starting


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOLDFAST_DATA_DIR", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Project 2026-10.csv", "Project 2026-10.csv"),
        ("../../../etc/passwd", "passwd"),
        ("..\\..\\evil.csv", "evil.csv"),
        ("/abs/olute.csv", "olute.csv"),
        (".hidden.csv", "hidden.csv"),
        ("a\x00b\n.csv", "ab.csv"),
        ("...", "file"),
        ("", "file"),
        ("🏚️ homes.csv", "🏚️ homes.csv"),
    ],
)
def test_a_name_never_leads_out_of_its_folder(given: str, kept: str, data_dir: Path) -> None:
    upload = starting.stage(given, b"x")
    assert upload.path.name == kept
    assert upload.path.parent.parent == data_dir / "uploads"
    assert upload.path.read_bytes() == b"x"


def test_a_folder_of_an_upload_is_never_taken_for_the_day_of_a_list() -> None:
    assert not any(letter.isdigit() for letter in starting.stage("a.csv", b"").id)


def test_uploads_nobody_drafted_with_are_cleared_away(data_dir: Path) -> None:
    old, fresh = starting.stage("old.csv", b"x"), starting.stage("fresh.csv", b"x")
    long_ago = time.time() - starting.UPLOAD_SECONDS - 60
    os.utime(old.path.parent, (long_ago, long_ago))
    starting.stage("next.csv", b"x")
    assert not old.path.exists()
    assert fresh.path.exists()


def test_a_process_of_its_own_reports_and_the_page_does_not_wait(data_dir: Path) -> None:
    upload = starting.stage("animals.csv", b"Animal,Legs\nCat,4\n")
    starting.begin(upload.work, "preview", str(upload.path), "--place", "dc", "--work", upload.work)
    until = time.monotonic() + 60
    while (work := look(data_dir, upload.work)) and work.state is State.RUNNING:
        assert time.monotonic() < until
        time.sleep(0.1)
    assert work is not None
    assert work.state is State.DONE
    assert "no source of Washington, DC has these columns" in work.result["problem"]
    starting.unstage(upload)
    assert look(data_dir, upload.work) is None


def test_a_command_that_cannot_begin_says_why() -> None:
    with pytest.raises(starting.StartError, match="No such command"):
        starting.begin(REFRESH, "no-such-command")
    with pytest.raises(starting.StartError, match="There is no place 'atlantis'"):
        starting.answer("sources", "atlantis", "--json")
