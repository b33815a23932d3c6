"""The command line: help for everything, one sentence per error, nothing broken by a bad file."""

import errno
import hashlib
import json
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from housing import cli
from housing.pipeline import refresh
from housing.pipeline.turn import one_at_a_time
from housing.snapshots import current
from tests import small_place
from tests.commands import run

ROOT = Path(__file__).resolve().parent.parent

COMMANDS = [
    "sources",
    "import",
    "fetch",
    "check",
    "build",
    "preview",
    "draft",
    "withdraw",
    "changes",
    "publish",
    "review",
    "refresh",
    "rollback",
    "quality",
    "sample",
    "evidence",
]


def fingerprint(data_dir: Path) -> str:
    """Every published byte, in one number."""
    digest = hashlib.sha256()
    for path in sorted((data_dir / "snapshots").rglob("*")):
        if path.is_file() and ".drafts" not in path.parts and not path.name.endswith(".lock"):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(capsys: pytest.CaptureFixture[str], command: str) -> None:
    code, said, _ = run(capsys, command, "--help")
    assert code == 0
    assert len(said.split()) > 15


def test_the_module_runs_as_a_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "housing", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert all(command in done.stdout for command in COMMANDS)


def test_a_look_at_a_file_keeps_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLDFAST_DATA_DIR", str(tmp_path / "data"))
    code, said, _ = run(capsys, "preview", str(small_place.NEXT_FILE), "--place", "dc")
    assert code == 0
    assert "DC Preservation Catalog: subsidies (2017-04-01)" in said
    strange = tmp_path / "list.csv"
    strange.write_text("Animal,Legs\nCat,4\n")
    code, _, error = run(capsys, "preview", str(strange), "--place", "dc")
    assert (code, error.count("\n")) == (1, 1)
    assert not (tmp_path / "data").exists()


def test_the_lists_of_a_place_are_told_as_json(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLDFAST_DATA_DIR", str(tmp_path))
    code, said, _ = run(capsys, "sources", "cambridge", "--json")
    told = {one["id"]: one for one in json.loads(said)}
    assert code == 0
    assert told["cambridge_parcels"]["layout"]["columns"] == {"parcel_id": "ML"}
    assert told["hud_lihtc"]["layout"] is None


def catalog(sample_dir: Path, name: str) -> bytes:
    """Return a good raw file of the sample city."""
    return next((sample_dir / "raw").glob(f"*/*/{name}")).read_bytes()


def doubled(lines: list[str]) -> str:
    """Repeat every row under its id with another name."""
    again = [line.replace(" ", " New ", 1) for line in lines[1:]]
    return "\n".join([*lines, *again]) + "\n"


def swapped(lines: list[str]) -> str:
    """Exchange the names of the two coordinate columns."""
    header = lines[0].replace("Proj_lat,Proj_lon", "Proj_lon,Proj_lat")
    return "\n".join([header, *lines[1:]]) + "\n"


def bad_files(sample_dir: Path, folder: Path) -> dict[str, Path]:
    """Write one file of each kind of trouble, made from good ones."""
    project = catalog(sample_dir, "Project.csv")
    lines = project.decode("latin-1").splitlines()
    made = {
        "html": b"<!DOCTYPE html><html><body>Please log in</body></html>",
        "empty": b"",
        "header_only": (lines[0] + "\n").encode("latin-1"),
        "encoding": project.decode("latin-1").encode("utf-16"),
        "renamed": project.replace(b"Proj_Units_Tot,", b"Units_Total,", 1),
        "truncated_row": project[: len(project) // 2].rsplit(b"\n", 1)[0] + b'\n"PA9,unclosed',
        "other_list": b"Animal,Legs\nCat,4\n",
        "duplicate_ids": doubled(lines).encode("latin-1"),
        "swapped": swapped(lines).encode("latin-1"),
    }
    paths = {}
    for kind, content in made.items():
        paths[kind] = folder / kind / "Project.csv"
        paths[kind].parent.mkdir()
        paths[kind].write_bytes(content)
    whole = folder / "whole.zip"
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Project.csv", project)
    paths["truncated_zip"] = folder / "Project.zip"
    paths["truncated_zip"].write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    paths["missing"] = folder / "not_there.csv"
    return paths


KINDS = [
    "duplicate_ids",
    "swapped",
    "html",
    "empty",
    "header_only",
    "encoding",
    "renamed",
    "truncated_row",
    "other_list",
    "truncated_zip",
    "missing",
]


@pytest.mark.parametrize("kind", KINDS)
def test_a_bad_file_is_one_sentence_and_changes_nothing(
    kind: str,
    sample_dir: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("HOLDFAST_DATA_DIR", str(sample_dir))
    before = fingerprint(sample_dir)
    raw_before = sorted((sample_dir / "raw").rglob("*"))
    path = bad_files(sample_dir, tmp_path)[kind]
    code, _, errors = run(capsys, "import", str(path), "--source", "prescat_projects")
    assert code == 1
    assert errors.startswith("Error: ")
    assert errors.count("\n") == 1
    assert "Traceback" not in errors
    assert fingerprint(sample_dir) == before
    assert sorted((sample_dir / "raw").rglob("*")) == raw_before


def test_a_renamed_column_is_named(
    sample_dir: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("HOLDFAST_DATA_DIR", str(sample_dir))
    path = bad_files(sample_dir, tmp_path)["renamed"]
    _, _, errors = run(capsys, "import", str(path), "--source", "prescat_projects")
    assert "'Proj_Units_Tot'" in errors


def test_a_file_no_source_knows_is_refused_without_naming_a_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOLDFAST_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "pets.csv").write_text("Animal,Legs\nCat,4\n", encoding="utf-8")
    code, _, errors = run(capsys, "import", str(tmp_path / "pets.csv"))
    assert code == 1
    assert "None of 1 files" in errors


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        pytest.param(["build", "atlantis"], "atlantis", id="unknown place"),
        pytest.param(["build", "dc"], "has been imported yet", id="nothing imported"),
        pytest.param(["publish"], "no draft to publish", id="nothing built"),
        pytest.param(["publish", "nope"], "no draft 'nope'", id="unknown draft"),
        pytest.param(["import", "x.csv", "--source", "gossip"], "no source 'gossip'", id="source"),
        pytest.param(["evidence"], "docs/evidence.md says which files", id="no outcomes named"),
        pytest.param(["evidence", "--data", "nowhere"], "nowhere", id="no outcomes there"),
    ],
)
def test_asking_for_what_is_not_there_is_a_sentence(
    words: list[str],
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("HOLDFAST_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("HOLDFAST_REAL_DATA", raising=False)
    code, _, errors = run(capsys, *words)
    assert code == 1
    assert sentence in errors
    assert errors.count("\n") == 1


def test_sample_leaves_a_published_snapshot_alone_when_asked_to(
    sample_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOLDFAST_DATA_DIR", str(sample_dir))
    before = fingerprint(sample_dir)
    code, _, _ = run(capsys, "sample", "--only-if-none")
    assert code == 0
    assert fingerprint(sample_dir) == before


def test_check_reads_everything_and_changes_nothing(
    sample_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOLDFAST_DATA_DIR", str(sample_dir))
    before = fingerprint(sample_dir)
    code, said, _ = run(capsys, "check", "sample")
    snapshot = current(sample_dir)
    assert code == 0
    assert snapshot is not None
    assert f"Published snapshot {snapshot.id} is whole." in said
    assert fingerprint(sample_dir) == before


def test_sources_lists_every_source_with_its_files(
    sample_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from housing.sources.registry import SOURCES

    monkeypatch.setenv("HOLDFAST_DATA_DIR", str(sample_dir))
    monkeypatch.setattr(cli.out, "width", 80)
    code, said, _ = run(capsys, "sources")
    assert code == 0
    assert [source_id for source_id in SOURCES if source_id not in said] == []
    assert "Project.csv" in said


REFRESH = ("refresh", "dc", "--no-fetch", "--as-of")


@pytest.fixture(scope="module")
def small_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder in which a few developments are published as of April 2016."""
    folder = tmp_path_factory.mktemp("small")
    small_place.receive_first(folder)
    refresh(small_place.PLACE, small_place.FIRST_DAY, folder, small_place.AT, "test")
    return folder


def test_a_refresh_of_the_same_files_changes_nothing_and_a_later_day_is_a_new_snapshot(
    small_dir: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("HOLDFAST_DATA_DIR", str(small_dir))
    first = current(small_dir)
    assert first is not None
    code, said, _ = run(capsys, *REFRESH, "2016-04-01")
    assert (code, f"Nothing changed: {first.id} is published already." in said) == (0, True)
    code, said, _ = run(
        capsys, "refresh", "dc", "--no-fetch", "--as-of", "2016-05-01", "--who", "Ada"
    )
    assert (code, "Published dc-2016-05-01" in said) == (0, True)
    assert "30 days lie between the days described" in said
    code, said, _ = run(capsys, "changes", "--csv", str(tmp_path / "changes.csv"))
    assert (code, f"From {first.id} to dc-2016-05-01" in said) == (0, True)
    assert (tmp_path / "changes.csv").read_text(encoding="utf-8-sig").startswith("change,")
    code, said, _ = run(capsys, "rollback")
    assert (code, f"Rolled back to {first.id}" in said) == (0, True)


def test_a_refresh_that_gates_refuse_exits_with_2_and_publishes_nothing(
    small_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOLDFAST_DATA_DIR", str(small_dir))
    before = current(small_dir)
    monkeypatch.setattr("housing.quality.sanity.LARGEST_UNDATED_RISE", -1.0)
    code, _, errors = run(capsys, *REFRESH, "2016-06-01")
    assert code == 2
    assert errors.startswith("Refused: Draft dc-2016-06-01")
    assert errors.count("\n") == 1
    assert "Dates: " in errors
    assert current(small_dir) == before


def test_a_full_disk_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "draft.parquet")

    monkeypatch.setenv("HOLDFAST_DATA_DIR", str(tmp_path))
    monkeypatch.setattr("housing.snapshots.rollback", full)
    code, _, errors = run(capsys, "rollback")
    assert code == 1
    assert errors.startswith("Error: No space left on device: draft.parquet. Make room")
    assert errors.count("\n") == 1


def test_a_build_begins_only_when_nobody_else_is_at_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOLDFAST_DATA_DIR", str(tmp_path))
    at = datetime(2026, 11, 2, tzinfo=UTC)
    with one_at_a_time(tmp_path, at, "Ada", lambda _: None):
        code, _, errors = run(capsys, "build", "dc")
    assert code != 0
    assert "A refresh is running already: begun by Ada" in " ".join(errors.split())
