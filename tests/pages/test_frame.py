"""The door of every page: which snapshot, how old, what is fictional, and the first run."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from housing.config import ROOT
from housing.snapshots import Snapshot
from tests import demo_snapshot
from ui import frame

OpenPage = Callable[..., AppTest]

PAGE = "pages/triage.py"


def empty_handed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str) -> AppTest:
    """Land where nothing is published, with a program in place of the sample city's builder."""
    monkeypatch.setenv("HOLDFAST_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setattr(frame, "SAMPLE_COMMAND", (sys.executable, "-c", program))
    monkeypatch.setattr(frame, "POLL_SECONDS", 0.05)
    st.cache_resource.clear()
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    return app.switch_page(PAGE).run()


def test_the_frame_says_which_city_and_as_of_when(open_page: OpenPage) -> None:
    app = open_page(PAGE)
    assert any("Port Amity** · as of 30 Sep 2026 ·" in text.value for text in app.caption)
    assert any("FICTIONAL" in text.value for text in app.markdown)


def test_every_script_of_the_menu_is_there() -> None:
    assert all((ROOT / entry.script).exists() for entry in frame.MENU)


def test_a_page_that_is_not_in_the_menu_is_not_opened() -> None:
    assert frame.may_open("Triage")
    assert not frame.may_open("Secret")


def test_a_pinned_snapshot_is_shown_and_said(open_page: OpenPage, demo: Snapshot) -> None:
    app = open_page(PAGE, snapshot=demo.id)
    assert "whatever was published since" in app.info[0].value
    assert not app.warning


def test_a_snapshot_that_is_not_kept_falls_back_to_the_current_one(open_page: OpenPage) -> None:
    app = open_page(PAGE, snapshot="<b>gone</b>")
    assert "not kept here" in app.warning[0].value
    assert app.dataframe


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, "today"),
        (1, "1 day old"),
        (59, "59 days old"),
        (60, "2 months old"),
        (800, "2 years old"),
    ],
)
def test_age_is_said_as_people_say_it(days: int, expected: str) -> None:
    assert frame.age(days) == expected


def test_where_nothing_is_published_the_sample_city_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    builder = (
        "from pathlib import Path; from tests import demo_snapshot;"
        f"print('laying streets', flush=True); demo_snapshot.write(Path({str(tmp_path)!r}))"
    )
    app = empty_handed(tmp_path, monkeypatch, builder)
    assert not app.exception
    assert (tmp_path / "snapshots" / ".first-run.log").read_text().startswith("laying streets")
    assert len(app.dataframe[0].value) == 60


def test_a_builder_that_fails_says_its_last_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = empty_handed(tmp_path, monkeypatch, "import sys; print('no room'); sys.exit(1)")
    assert not app.exception
    assert app.error[0].value == "no room"
    assert [button.label for button in app.button] == ["Try again"]
    demo_snapshot.write(tmp_path)
    app.button[0].click().run()
    assert app.dataframe


def test_a_pointer_to_nowhere_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "snapshots").mkdir()
    (tmp_path / "snapshots" / "CURRENT").write_text("gone\n")
    app = empty_handed(tmp_path, monkeypatch, "")
    assert not app.exception
    assert "There is no snapshot 'gone'" in app.error[0].value
