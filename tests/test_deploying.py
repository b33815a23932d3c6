"""What runs Holdfast by itself: files that are right, one line that says all, and codes."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from filelock import FileLock

from housing import cli
from housing.exit_codes import GRAVEST_FIRST, ExitCode
from housing.pipeline import refresh
from housing.sources.keys import CENSUS_KEY, HUD_USER_KEY
from tests import small_place
from tests.commands import run

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "deploying.md"
DEPLOY = sorted(path for path in (ROOT / "deploy").iterdir() if path.is_file())
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.fixture(scope="module")
def small_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder in which a few developments are published as of April 2016."""
    folder = tmp_path_factory.mktemp("small")
    small_place.receive_first(folder)
    refresh(small_place.PLACE, small_place.FIRST_DAY, folder, small_place.AT, "test")
    return folder


@pytest.fixture(autouse=True)
def _data(small_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOLDFAST_DATA_DIR", str(small_dir))


def one_line(code: int, said: str, errors: str) -> str:
    assert errors == ""
    assert said.count("\n") == 1
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ refresh \w+: .*; \d+ s\n$", said), said
    return said


SUMMARY = ("refresh", "dc", "--summary", "--as-of")


def test_a_refresh_without_news_is_one_line_and_code_0(capsys: pytest.CaptureFixture[str]) -> None:
    code, *said = run(capsys, *SUMMARY, "2016-04-01", "--no-fetch")
    assert code == ExitCode.DONE
    assert "nothing new, dc-2016-04-01" in one_line(code, *said)


def test_a_draft_that_gates_hold_back_is_one_line_and_code_2(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("housing.quality.sanity.LARGEST_UNDATED_RISE", -1.0)
    code, *said = run(capsys, *SUMMARY, "2016-06-01", "--no-fetch")
    assert code == ExitCode.REFUSED
    line = one_line(code, *said)
    assert "held back, draft dc-2016-06-01" in line
    assert "gates failed: Dates (" in line


def test_a_list_that_cannot_be_fetched_is_named_and_code_3(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from housing.pipeline.refresh import Unfetched

    def gone(*_: Any, **__: Any) -> list[str]:
        return [Unfetched("failed    dc_wards: the server is gone", "dc_wards")]

    monkeypatch.setattr("housing.pipeline.due.fetch_due", gone)
    code, *said = run(capsys, *SUMMARY, "2016-04-01")
    assert code == ExitCode.NOT_FETCHED
    assert "; not fetched: dc_wards;" in one_line(code, *said)
    code, said_at_length, errors = run(capsys, "refresh", "dc", "--as-of", "2016-04-01")
    assert code == ExitCode.NOT_FETCHED
    assert "the server is gone" in said_at_length
    assert errors == "Not fetched: dc_wards.\n"


def test_an_error_is_one_line_and_code_1(capsys: pytest.CaptureFixture[str]) -> None:
    code, *said = run(capsys, "refresh", "atlantis", "--summary")
    assert code == ExitCode.FAILED
    assert "refresh atlantis: failed: There is no place 'atlantis'" in one_line(code, *said)


def test_a_turn_that_is_taken_is_one_line_and_code_75(
    capsys: pytest.CaptureFixture[str], small_dir: Path
) -> None:
    with FileLock(small_dir / "refresh.lock"):
        code, *said = run(capsys, *SUMMARY, "2016-04-01", "--no-fetch")
    assert code == ExitCode.BUSY
    assert "not begun: A refresh is running already" in one_line(code, *said)


def test_the_next_command_speaks_again(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "refresh", "atlantis", "--summary")
    code, _, errors = run(capsys, "refresh", "atlantis", "--no-fetch")
    assert code == ExitCode.FAILED
    assert errors.startswith("Error: There is no place 'atlantis'")


@pytest.mark.parametrize("words", [["refresh"], ["refresh", "dc", "--publish"], ["mend"]])
def test_a_command_that_is_written_wrongly_is_code_64_and_not_what_gates_say(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, errors = run(capsys, *words)
    assert code == ExitCode.MISUSED
    assert errors


def test_every_exit_code_is_explained_and_has_its_rank() -> None:
    told = re.findall(r"^\| (\d+) \|", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert [int(code) for code in told] == sorted(ExitCode)
    assert set(GRAVEST_FIRST) == set(ExitCode) - {ExitCode.MISUSED}


@pytest.mark.parametrize("path", [*DEPLOY, *WORKFLOWS], ids=lambda path: path.name)
def test_every_file_that_runs_it_is_named_and_uses_commands_and_options_that_exist(
    path: Path,
) -> None:
    text = path.read_text(encoding="utf-8")
    assert path.name in PAGE.read_text(encoding="utf-8")
    group = typer.main.get_command(cli.app)
    for name, rest in re.findall(r"-m housing ([a-z-]+)([^|\n]*)", text):
        command = group.commands[name]  # type: ignore[attr-defined]
        known = {option for one in command.params for option in one.opts}
        assert set(re.findall(r"(?<!\S)--[a-z-]+", rest)) <= known


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_is_whole(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert set(workflow) >= {"name", True, "permissions", "concurrency", "jobs"}  # `on` is true
    for job in workflow["jobs"].values():
        assert job["timeout-minutes"]
        assert all("run" in step or "uses" in step for step in job["steps"])


def test_the_scheduled_workflow_hands_over_every_key_and_waits_to_be_told_its_places() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/refresh.yml").read_text(encoding="utf-8"))
    (job,) = workflow["jobs"].values()
    assert job["if"] == "vars.HOLDFAST_PLACES != ''"
    assert {CENSUS_KEY.variable, HUD_USER_KEY.variable} <= set(job["env"])


def test_scripts_of_the_workflow_are_shell(tmp_path: Path) -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/refresh.yml").read_text(encoding="utf-8"))
    (job,) = workflow["jobs"].values()
    for step in job["steps"]:
        done = subprocess.run(
            ["bash", "-n"], input=step.get("run", ""), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr


def test_units_say_what_each_part_has_to_say() -> None:
    for path in (one for one in DEPLOY if one.suffix in {".service", ".timer"}):
        lines = path.read_text(encoding="utf-8").splitlines()
        parts = [line for line in lines if line.startswith("[")]
        assert "[Unit]" in parts
        assert all("=" in line or line[:1] in {"[", "#", ""} for line in lines)
    served = (ROOT / "deploy" / "holdfast.service").read_text(encoding="utf-8")
    assert "--server.address 127.0.0.1" in served
