"""A file somebody brings is looked at, drafted with, taken back; a bad one changes nothing."""

import hashlib
import json
import shutil
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from housing import snapshots
from housing.errors import FileUnreadableError, SnapshotError, TableInvalidError
from housing.kept_lists import read_kept
from housing.layouts import CovenantList
from housing.pipeline import build, publish
from housing.pipeline.draft import Brought, draft, withdraw
from housing.pipeline.preview import preview
from housing.pipeline.standing import lists_of
from housing.sources.receipts import receipts
from tests.small_place import AT, FILES, FIRST_DAY, NEXT_DAY, NEXT_FILE, PLACE, receive_first

LATER = AT + timedelta(hours=1)

HOMES = CovenantList(
    kind="covenants",
    title="Homes of the city",
    publisher="City",
    program="LIHTC",
    columns={"id": "Key", "address": "Street"},
)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder in which the catalog of 2016 is published."""
    folder = tmp_path_factory.mktemp("published")
    receive_first(folder)
    made = build(PLACE, FIRST_DAY, folder, AT.isoformat())
    publish(folder, made.id, AT.isoformat())
    return folder


@pytest.fixture
def data_dir(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of it, for one test to change."""
    folder = tmp_path / "data"
    shutil.copytree(published, folder)
    monkeypatch.setenv("HOLDFAST_DATA_DIR", str(folder))
    return folder


def everything(data_dir: Path) -> str:
    """Every raw and published byte, in one number."""
    digest = hashlib.sha256()
    for path in sorted(data_dir.rglob("*")):
        parts = path.relative_to(data_dir).parts
        if path.is_file() and parts[0] in ("raw", "snapshots", "lists") and ".drafts" not in parts:
            if path.name.endswith(".lock") or ".withdrawn" in parts:
                continue
            digest.update(str(path.relative_to(data_dir)).encode() + path.read_bytes())
    return digest.hexdigest()


def homes_csv(folder: Path, header: str = "Key,Street,Homes") -> Path:
    path = folder / "homes_2017-01-01.csv"
    path.write_text(f"{header}\nA1,1330 7TH ST NW,12\nA2,500 K ST NW,8\n")
    return path


def test_a_look_keeps_nothing_and_says_what_the_file_is(data_dir: Path) -> None:
    before = everything(data_dir)
    found = preview(NEXT_FILE, PLACE, data_dir)
    assert everything(data_dir) == before
    assert (found.source_id, found.problem) == ("prescat_subsidies", None)
    assert found.vintage == date(2017, 4, 1)
    assert found.makes["covenants"] == found.row_count
    assert len(found.rows[0]) == len(found.columns)
    assert json.loads(json.dumps(found.as_facts()))["vintage"] == "2017-04-01"


def test_a_file_that_is_here_already_is_told(data_dir: Path) -> None:
    (note,) = preview(FILES[1], PLACE, data_dir, vintage=FIRST_DAY).notes
    assert note.startswith("test brought this very file on 2026-10-02")


def test_rows_with_the_same_fault_are_told_once_with_a_line(data_dir: Path, tmp_path: Path) -> None:
    lines = NEXT_FILE.read_text(encoding="latin-1").splitlines()
    twice = tmp_path / "Subsidy_2018-01.csv"
    twice.write_text("\n".join([*lines, *(one.replace("Yes", "No") for one in lines[1:4])]))
    found = preview(twice, PLACE, data_dir)
    assert [(one.rows, one.reason) for one in found.findings] == [(3, "duplicate_id")]
    assert "on another row too" in found.findings[0].said
    assert found.findings[0].line is not None


def test_a_strange_file_names_the_nearest_list_and_what_it_lacks(
    data_dir: Path, tmp_path: Path
) -> None:
    strange = tmp_path / "list.csv"
    strange.write_text("nlihc_id,subsidy_id,Ends\nNL1,1,2020-01-01\n")
    found = preview(strange, PLACE, data_dir)
    assert found.source_id is None
    assert found.problem is not None
    assert "nearest is DC Preservation Catalog: subsidies" in found.problem
    assert "POA_END" in found.problem


def test_a_person_is_not_named_in_the_first_rows(data_dir: Path, tmp_path: Path) -> None:
    path = tmp_path / "owners.csv"
    path.write_text("Key,Owner\n1,SMITH JOHN A\n2,OAK HOMES LLC\n")
    rows = preview(path, PLACE, data_dir).rows
    assert "SMITH" not in str(rows)
    assert "OAK HOMES LLC" in str(rows)


def test_a_list_that_lost_most_of_its_rows_is_told(data_dir: Path, tmp_path: Path) -> None:
    lines = NEXT_FILE.read_text(encoding="latin-1").splitlines()
    short = tmp_path / "Subsidy_2018-01.csv"
    short.write_text("\n".join(lines[:3]))
    (note,) = preview(short, PLACE, data_dir).notes
    assert note.startswith("It makes 2 covenants; the published one made")


def test_a_draft_publishes_nothing_and_its_file_can_be_taken_back(data_dir: Path) -> None:
    shown, before = snapshots.current(data_dir), everything(data_dir)
    done = draft(PLACE, NEXT_DAY, data_dir, LATER, "Ada", brought=Brought(NEXT_FILE))
    assert done.received is not None
    assert done.received.who == "Ada"
    assert done.refreshed.comparison is not None
    assert len(done.refreshed.comparison.changes) > 0
    assert snapshots.current(data_dir) == shown
    assert done.refreshed.built.id in {one.id for one in snapshots.list_drafts(data_dir)}
    name = done.received.raw.path.parent.name
    withdraw(data_dir, "prescat_subsidies", name, LATER, "Bo", "wrong year", "dc")
    assert everything(data_dir) == before
    (note,) = data_dir.rglob("withdrawn.json")
    assert json.loads(note.read_text())["why"] == "wrong year"
    assert (note.parent / NEXT_FILE.name).read_bytes() == NEXT_FILE.read_bytes()
    with pytest.raises(SnapshotError, match=f"No file '{name}'"):
        withdraw(data_dir, "prescat_subsidies", name, LATER, "Bo", "again", "dc")


@pytest.mark.parametrize("content", ["", "<!doctype html><p>Log in</p>", "a,b\n1,2\n"])
def test_a_bad_file_changes_nothing(data_dir: Path, tmp_path: Path, content: str) -> None:
    before = everything(data_dir)
    bad = tmp_path / "Subsidy_2017-04.csv"
    bad.write_text(content)
    with pytest.raises(FileUnreadableError):
        draft(PLACE, NEXT_DAY, data_dir, LATER, "Ada", brought=Brought(bad))
    assert everything(data_dir) == before
    assert preview(bad, PLACE, data_dir).problem


def test_a_file_with_which_nothing_can_be_built_is_taken_back(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise TableInvalidError("Covenants: two ids are alike.")

    monkeypatch.setattr(import_module("housing.pipeline.refresh"), "build", broken)
    before = everything(data_dir)
    with pytest.raises(TableInvalidError):
        draft(PLACE, NEXT_DAY, data_dir, LATER, "Ada", brought=Brought(NEXT_FILE))
    assert everything(data_dir) == before
    (note,) = data_dir.rglob("withdrawn.json")
    assert "two ids are alike" in note.read_text()


def test_a_file_that_was_here_before_stays_when_a_build_fails(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise TableInvalidError("no")

    monkeypatch.setattr(import_module("housing.pipeline.refresh"), "build", broken)
    with pytest.raises(TableInvalidError):
        draft(PLACE, NEXT_DAY, data_dir, LATER, "Ada", brought=Brought(FILES[1], vintage=FIRST_DAY))
    assert len(receipts(data_dir, "prescat_subsidies", "dc")) == 1


def test_a_list_of_ones_own_is_remembered_once_a_draft_was_built_with_it(
    data_dir: Path, tmp_path: Path
) -> None:
    brought = Brought(homes_csv(tmp_path), "own_homes", layout=HOMES)
    done = draft(PLACE, NEXT_DAY, data_dir, LATER, "Ada", brought=brought)
    records = snapshots.read_table(done.refreshed.built, "records")
    assert (records["source_id"] == "own_homes").sum() == 2
    assert read_kept(data_dir, "dc").lists["own_homes"].title == "Homes of the city"


def test_a_list_that_could_not_be_read_is_not_remembered(data_dir: Path, tmp_path: Path) -> None:
    brought = Brought(homes_csv(tmp_path, "Key,Avenue,Homes"), "own_homes", layout=HOMES)
    before = everything(data_dir)
    with pytest.raises(Exception, match="street"):
        draft(PLACE, NEXT_DAY, data_dir, LATER, "Ada", brought=brought)
    assert everything(data_dir) == before
    assert not read_kept(data_dir, "dc").lists


def test_homes_without_a_program_are_told_to_have_no_covenant(
    data_dir: Path, tmp_path: Path
) -> None:
    bare = PLACE.with_list("own_homes", HOMES.model_copy(update={"program": ""}))
    told = PLACE.with_list("own_homes", HOMES)
    path = homes_csv(tmp_path)
    assert any(
        "homes without a covenant" in note
        for note in preview(path, bare, data_dir, source_id="own_homes").notes
    )
    assert not preview(path, told, data_dir, source_id="own_homes").notes


def test_every_list_of_a_place_says_what_is_here(data_dir: Path) -> None:
    told = {one["id"]: one for one in lists_of(PLACE, data_dir)}
    assert list(told) == list(PLACE.sources)
    subsidies = told["prescat_subsidies"]
    assert subsidies["vintage"] == FIRST_DAY.isoformat()
    assert subsidies["files"][0]["who"] == "test"
    assert not subsidies["is_fetched"]
    assert told["dc_wards"]["is_fetched"]
    assert told["dc_wards"]["file_count"] == 0
