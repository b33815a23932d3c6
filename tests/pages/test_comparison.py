"""What changed, on the Data page and the Overview; and a page with nothing to compare."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests import demo_snapshot
from tests.pages.conftest import PATIENCE, ROOT
from tests.pages.reading import tables, words
from ui import change_rows

OpenPage = Callable[..., AppTest]
LATER = "demo-2026-09-30-later"


@pytest.fixture(scope="module")
def two_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with the demonstration city and a later one of fewer properties."""
    folder = tmp_path_factory.mktemp("two")
    demo_snapshot.write(folder, 30)
    demo_snapshot.write(folder, 28, LATER, at="2026-10-09T08:00:00+00:00")
    return folder


@pytest.fixture
def two(two_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenPage]:
    """Return a function that opens a page where two snapshots are kept."""
    monkeypatch.setenv("HOLDFAST_DATA_DIR", str(two_dir))

    def land(script: str = "app.py", **query: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE)
        if script != "app.py":
            app.switch_page(script)
        for name, value in query.items():
            app.query_params[name] = value
        return app.run()

    yield land
    st.cache_resource.clear()


def test_with_one_snapshot_there_is_nothing_to_compare(open_page: OpenPage) -> None:
    for script in ("app.py", "pages/data.py"):
        page = open_page(script)
        assert not page.exception
        assert change_rows.ONLY_ONE in words(page)


def test_the_overview_says_in_short_what_changed_and_leads_to_the_rest(two: OpenPage) -> None:
    page = two()
    assert not page.exception
    assert "2 properties are on no list any more \\(not evidence of loss\\)" in words(page)
    assert "Everything that changed" in [link.proto.label for link in page.get("page_link")]


def test_the_data_page_compares_the_snapshot_shown_with_the_one_before(two: OpenPage) -> None:
    page = two("pages/data.py")
    assert not page.exception
    picked = {box.label: box.value for box in page.selectbox}
    assert picked["Newer snapshot"] == LATER
    assert picked["Older snapshot"] == demo_snapshot.SNAPSHOT_ID
    assert "changes in words" in words(page)
    assert any("changes" in str(button.label) for button in page.get("download_button"))


def test_changes_can_be_narrowed_to_one_kind(two: OpenPage) -> None:
    page = two("pages/data.py")
    kinds = next(box for box in page.multiselect if box.label == "Kinds of change")
    kinds.select("property_unlisted").run()
    assert not page.exception
    assert "2 of 2 changes in words" in words(page)


def test_an_older_snapshot_that_a_link_shows_can_be_compared_with_a_newer_one(
    two: OpenPage,
) -> None:
    page = two("pages/data.py", snapshot=demo_snapshot.SNAPSHOT_ID)
    assert not page.exception
    next(box for box in page.selectbox if box.label == "Newer snapshot").select(LATER).run()
    assert not page.exception
    assert "2 properties are on no list" in words(page)


def test_the_data_page_lists_who_published_what(two: OpenPage) -> None:
    told = tables(two("pages/data.py"))[-1]
    assert told["What"].tolist() == ["published", "published"]
    assert told["Before"].tolist() == [demo_snapshot.SNAPSHOT_ID, "none"]


def test_the_data_page_has_the_quality_report_with_what_to_do(open_page: OpenPage) -> None:
    page = open_page("pages/data.py")
    checks = next(table for table in tables(page) if "Kept out of counts" in table)
    assert len(checks) == 11
    assert checks["What to do"].str.len().min() > 20
    assert any("quality report" in str(button.label) for button in page.get("download_button"))
