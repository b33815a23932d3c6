"""Refresh: a file is brought, a draft decided, a snapshot restored; every state is explained."""

import hashlib
import json
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from housing import snapshots
from housing.jurisdictions import load_jurisdiction
from housing.pipeline import build, publish
from housing.pipeline.draft import Brought, draft
from housing.pipeline.standing import lists_of
from housing.sources.receipts import receipts
from housing.work import REFRESH, STATUS, State, folder_of, look, reported
from tests.pages.conftest import PATIENCE, ROOT
from tests.pages.reading import cells, words
from tests.small_place import AT, FILES, FIRST_DAY, NEXT_DAY, NEXT_FILE, PLACE, receive_first
from ui import starting

LATER = AT + timedelta(hours=1)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder in which a part of Washington is published, as of 2016."""
    folder = tmp_path_factory.mktemp("published")
    receive_first(folder)
    made = build(PLACE, FIRST_DAY, folder, AT.isoformat())
    publish(folder, made.id, AT.isoformat(), who="First")
    return folder


@pytest.fixture(scope="module")
def drafted(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with the same, and a draft of 2017."""
    folder = tmp_path_factory.mktemp("drafted") / "data"
    shutil.copytree(published, folder)
    draft(PLACE, NEXT_DAY, folder, LATER, "Ada", brought=Brought(NEXT_FILE))
    return folder


def copied(source: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy a data folder for pages to read; the lists are told here, not by a process."""
    shutil.copytree(source, folder)
    monkeypatch.setenv("HOLDFAST_DATA_DIR", str(folder))
    answer = starting.answer

    def told(*arguments: str) -> str:
        if arguments[0] != "sources":
            return answer(*arguments)
        return json.dumps(lists_of(load_jurisdiction(arguments[1]), folder))

    monkeypatch.setattr(starting, "answer", told)
    return folder


@pytest.fixture
def data_dir(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a copy of the published folder, which pages of this test read."""
    yield copied(published, tmp_path / "data", monkeypatch)
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def with_draft(drafted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a copy of the folder with a draft, which pages of this test read."""
    yield copied(drafted, tmp_path / "data", monkeypatch)
    st.cache_resource.clear()
    st.cache_data.clear()


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE)
    app.switch_page("pages/data.py")
    for name, value in {"section": "refresh", **query}.items():
        app.query_params[name] = value
    return app.run()


def named(app: AppTest, who: str = "Ada") -> AppTest:
    return app.text_input(key="refresher").set_value(who).run()


def errors(app: AppTest) -> str:
    return " ".join(box.value for box in app.error)


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def ended(data_dir: Path, name: str) -> State:
    """Wait until a process that the page began is done."""
    until = time.monotonic() + PATIENCE
    while (work := look(data_dir, name)) and work.state is State.RUNNING:
        assert time.monotonic() < until
        time.sleep(0.1)
    assert work is not None
    return work.state


def shown(data_dir: Path) -> str:
    now = snapshots.current(data_dir)
    assert now is not None
    return now.id


def kept(data_dir: Path) -> str:
    """Every raw and published byte, in one number."""
    digest = hashlib.sha256()
    for path in sorted(data_dir.rglob("*")):
        parts = path.relative_to(data_dir).parts
        if path.is_file() and parts[0] in ("raw", "snapshots") and path.suffix != ".lock":
            digest.update(str(path.relative_to(data_dir)).encode() + path.read_bytes())
    return digest.hexdigest()


def brought(app: AppTest, data_dir: Path, name: str, content: bytes) -> AppTest:
    """Drop a file and wait until it was looked at."""
    app.file_uploader[0].upload(name, content)
    app.run()
    (upload,) = (data_dir / "uploads").glob("*")
    assert ended(data_dir, f"preview-{upload.name}") is State.DONE
    return app.run()


def test_it_says_which_lists_are_late_and_who_brought_them(data_dir: Path) -> None:
    app = opened()
    assert not app.exception
    told = cells(app)
    assert "DC Preservation Catalog: subsidies" in told
    assert "late: download it again" in told
    assert "2 Oct 2026, test" in told
    assert "never received" in told


def test_nothing_can_be_begun_without_a_name(data_dir: Path) -> None:
    app = opened()
    button = app.button(key="build")
    assert button.disabled
    assert "Write your name above first" in words(app)
    assert not named(app).button(key="build").disabled


def test_a_site_for_reading_offers_nothing_to_press(
    with_draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLDFAST_READ_ONLY", "1")
    app = opened()
    assert not app.exception
    assert "This site is for reading" in words(app)
    assert not app.button
    assert not app.get("file_uploader")
    assert "DC Preservation Catalog: subsidies" in cells(app)


def test_work_elsewhere_is_told_and_nothing_else_can_be_begun(with_draft: Path) -> None:
    began = datetime.now(UTC)
    with reported(with_draft, REFRESH, "refresh", "dc", "Bo", lambda: began) as report:
        report("Linking 5 records")
        app = named(opened())
        assert f"begun by Bo on {began.day} {began:%b %Y}" in words(app)
        assert "Linking 5 records" in cells(app)
        assert app.button(key="build").disabled
        assert "publish" not in [button.key for button in app.button]


def test_a_refresh_that_was_killed_is_told_and_holds_up_nothing(data_dir: Path) -> None:
    with reported(data_dir, REFRESH, "draft", "dc", "Bo", lambda: LATER) as report:
        report("Linking 5 records")
        text = (folder_of(data_dir, REFRESH) / STATUS).read_text()
    (folder_of(data_dir, REFRESH) / STATUS).write_text(text)
    app = named(opened())
    assert "never finished: its process is gone" in errors(app)
    assert "Linking 5 records" in errors(app)
    assert not app.button(key="build").disabled


def test_a_draft_shows_what_would_change_and_that_its_gates_are_open(with_draft: Path) -> None:
    app = opened()
    assert "A draft waits for your decision" in [header.value for header in app.header]
    assert "Compared with the snapshot as of 1 Apr 2016" in words(app)
    assert "All 8 gates passed" in " ".join(box.value for box in app.success)
    assert app.button(key="publish").disabled
    assert not named(app).button(key="publish").disabled


def test_a_draft_is_published_by_a_process_and_the_log_names_the_person(with_draft: Path) -> None:
    before = shown(with_draft)
    app = named(opened(), "Ada Volunteer")
    app.button(key="publish").click().run()
    assert ended(with_draft, REFRESH) is State.DONE
    app.run()
    assert not app.exception
    assert shown(with_draft) != before
    assert snapshots.history(with_draft)[0].who == "Ada Volunteer"
    assert "Ada Volunteer published on" in words(app)
    assert "A draft waits for your decision" not in [header.value for header in app.header]


def test_a_closed_gate_is_named_and_a_reason_opens_it(data_dir: Path) -> None:
    shutil.rmtree(receipts(data_dir, "prescat_parcels", "dc")[0].raw.path.parent)
    draft(PLACE, NEXT_DAY, data_dir, LATER, "Ada")
    app = named(opened())
    assert "Not passed" in errors(app)
    assert "Rows of every list" in errors(app)
    assert app.button(key="publish").disabled
    assert "the reason is kept with your name" in words(app)
    reason = next(box for box in app.text_input if box.label.startswith("Why publish"))
    reason.set_value("the list was withdrawn").run()
    assert not app.button(key="publish").disabled


def test_a_draft_is_discarded_and_its_file_taken_back(with_draft: Path) -> None:
    work = folder_of(with_draft, REFRESH)
    (received,) = [
        one for one in receipts(with_draft, "prescat_subsidies", "dc") if one.retrieved == LATER
    ]
    with reported(with_draft, REFRESH, "draft", "dc", "Ada", lambda: LATER) as report:
        report.result = {
            "draft": snapshots.list_drafts(with_draft)[-1].id,
            "received": received.raw.path.parent.name,
        }
    assert json.loads((work / STATUS).read_text())["state"] == "done"
    app = named(opened())
    assert any("take back" in label for label in labels(app))
    app.button(key="discard").click().run()
    assert not snapshots.list_drafts(with_draft)
    assert len(receipts(with_draft, "prescat_subsidies", "dc")) == 1
    assert not app.exception


def test_going_back_asks_twice(with_draft: Path) -> None:
    first = shown(with_draft)
    publish(with_draft, None, LATER.isoformat(), who="Ada")
    second = shown(with_draft)
    app = named(opened(), "Bo")
    next(one for one in app.button if one.label == "Go back to it").click().run()
    assert shown(with_draft) == second
    assert "Do you mean it?" in words(app)
    next(one for one in app.button if one.label == "Yes, go back").click().run()
    assert not app.exception
    assert shown(with_draft) == first
    assert (snapshots.history(with_draft)[0].who, snapshots.history(with_draft)[0].action) == (
        "Bo",
        "rolled back",
    )


def test_a_file_that_is_dropped_is_looked_at_before_anything_is_kept(data_dir: Path) -> None:
    before = kept(data_dir)
    app = brought(named(opened()), data_dir, "Subsidy_2017-04.csv", NEXT_FILE.read_bytes())
    assert not app.exception
    assert "**DC Preservation Catalog: subsidies**" in words(app)
    assert "It can be used as it is." in " ".join(box.value for box in app.success)
    assert not app.button(key="build_with").disabled
    assert kept(data_dir) == before


def test_a_bad_file_is_one_sentence_and_changes_nothing(data_dir: Path) -> None:
    before = kept(data_dir)
    page = b"<!doctype html><p>Please log in</p>"
    app = brought(named(opened()), data_dir, "Subsidy_2017-04.csv", page)
    assert "is a web page, not data" in errors(app)
    assert "Nothing was kept of it" in errors(app)
    assert "build_with" not in [button.key for button in app.button]
    assert kept(data_dir) == before


def test_a_list_of_ones_own_is_described_in_boxes_filled_in_by_likeness(data_dir: Path) -> None:
    app = named(opened())
    app.selectbox(key="list").set_value("new").run()
    content = b"Project ID,Street Address,Affordable Units\nA1,1330 7TH ST NW,12\n"
    brought(app, data_dir, "homes_2017-01-01.csv", content)
    boxes = {box.label: box.value for box in app.selectbox}
    assert boxes["Id (needed)"] == "project id"
    assert boxes["Address"] == "street address"
    assert boxes["Units assisted"] == "affordable units"
    assert boxes["End date"] == ""
    app.text_input(key="new_title").set_value("Homes of the city")
    app.selectbox(key="new_program").set_value("HOME")
    next(one for one in app.button if one.label == "Check with these columns").click().run()
    (upload,) = (data_dir / "uploads").glob("*")
    assert ended(data_dir, f"preview-{upload.name}") is State.DONE
    app.run()
    assert not app.exception
    assert "It can be used as it is." in " ".join(box.value for box in app.success)
    assert app.text_input(key="new_title").value == "Homes of the city"
    assert app.selectbox(key="new_program").value == "HOME"
    assert "It would become 1 covenant, 1 record." in words(app)
    assert not app.button(key="build_with").disabled


def test_a_file_received_before_can_be_taken_back(data_dir: Path) -> None:
    app = named(opened())
    files = next(box for box in app.selectbox if box.label == "Which file?")
    assert len(files.options) == len(FILES)
