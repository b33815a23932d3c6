"""`review export` and `review import`: a sheet comes back whole or not at all."""

import csv
import io
from pathlib import Path

import pytest

from housing.verdicts import FILE
from tests.commands import run

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(sample_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a data folder with the sample city's snapshot, in which verdicts may be written."""
    (tmp_path / "snapshots").symlink_to(sample_dir / "snapshots")
    monkeypatch.setenv("HOLDFAST_DATA_DIR", str(tmp_path))
    return tmp_path


def sheet(folder: Path, capsys: Capture, **first: str) -> Path:
    """Export the queue and fill in its first line."""
    path = folder / "queue.csv"
    assert run(capsys, "review", "export", "--out", str(path))[0] == 0
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows([rows[0] | first, *rows[1:]])
    return path


def test_verdicts_of_a_sheet_are_kept(folder: Path, capsys: Capture) -> None:
    path = sheet(folder, capsys, verdict="same", reason="one deed", reviewer="A. Reviewer")
    code, said, _ = run(capsys, "review", "import", str(path))
    assert code == 0
    assert said.startswith("Kept in ")
    assert "1 same." in said
    assert "housing build sample" in said
    assert "one deed" in (folder / "overrides" / FILE).read_text()
    code, again, _ = run(capsys, "review", "export")
    assert code == 0
    states = [row["state"] for row in csv.DictReader(io.StringIO(again))]
    assert states[0] == "decided"


def test_a_bad_line_changes_nothing(folder: Path, capsys: Capture) -> None:
    path = sheet(folder, capsys, verdict="same", reviewer="A. Reviewer")
    code, _, errors = run(capsys, "review", "import", str(path))
    assert code == 1
    assert errors.startswith("Error: queue.csv: 1 line cannot be used. Nothing was changed.")
    assert not (folder / "overrides").exists()


def test_a_sheet_that_is_not_there_is_one_sentence(folder: Path, capsys: Capture) -> None:
    code, _, errors = run(capsys, "review", "import", str(folder / "none.csv"))
    assert (code, errors.count("\n")) == (1, 1)
    assert "is not there" in errors


def test_an_unanswered_sheet_changes_nothing(folder: Path, capsys: Capture) -> None:
    code, said, _ = run(capsys, "review", "import", str(sheet(folder, capsys)))
    assert code == 0
    assert "no verdict yet" in said
    assert not (folder / "overrides").exists()


def test_without_a_snapshot_nothing_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("HOLDFAST_DATA_DIR", str(tmp_path))
    code, _, errors = run(capsys, "review", "export")
    assert (code, errors.count("\n")) == (1, 1)


def test_a_folder_that_cannot_be_written_is_told(folder: Path, capsys: Capture) -> None:
    path = sheet(folder, capsys, verdict="unsure", reviewer="A")
    (folder / "overrides").write_text("a file where a folder belongs")
    code, _, errors = run(capsys, "review", "import", str(path))
    assert code == 1
    assert "cannot be written" in errors
