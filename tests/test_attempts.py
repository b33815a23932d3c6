"""A fetch that failed is remembered until one succeeds, for each place and list."""

from pathlib import Path

from housing import attempts
from housing.attempts import Failure

FAILED = Failure("2026-11-20", "The server refused.")


def test_a_failure_is_remembered_until_a_success(tmp_path: Path) -> None:
    attempts.note(tmp_path, "dc", "hud_lihtc", FAILED)
    attempts.note(tmp_path, "dc", "wards", FAILED)
    attempts.note(tmp_path, "colorado", "wards", FAILED)
    attempts.note(tmp_path, "dc", "wards", None)
    assert attempts.failures(tmp_path, "dc") == {"hud_lihtc": FAILED}
    assert attempts.failures(tmp_path, "colorado") == {"wards": FAILED}


def test_a_success_where_nothing_failed_writes_nothing(tmp_path: Path) -> None:
    attempts.note(tmp_path, "dc", "wards", None)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_note_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / attempts.FILE).write_text("{", encoding="utf-8")
    assert attempts.failures(tmp_path, "dc") == {}
