"""Choosing among places: one at a time on every page, all of them on Triage."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.nation_case import write_nation
from tests.pages.conftest import PATIENCE, ROOT, OpenPage

COUNT = 12


@pytest.fixture(scope="module")
def nation_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nation")
    write_nation(folder, 2, COUNT)
    return folder


@pytest.fixture
def land(nation_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenPage]:
    """Land on a page of a folder with two places, the way a pasted link does."""
    monkeypatch.setenv("HOLDFAST_DATA_DIR", str(nation_dir))

    def opened(script: str = "app.py", **query: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE)
        if script != "app.py":
            app.switch_page(script)
        for name, value in query.items():
            app.query_params[name] = value
        return app.run()

    yield opened
    st.cache_resource.clear()


def picker(app: AppTest) -> st.testing.v1.element_tree.Selectbox:
    return next(one for one in app.selectbox if one.key == "choose_place")


def said(app: AppTest) -> str:
    return "\n".join(one.value for one in [*app.markdown, *app.caption])


def test_one_place_alone_needs_no_picker(open_page: OpenPage) -> None:
    app = open_page()
    assert "choose_place" not in {one.key for one in app.selectbox}


def test_pages_open_with_the_place_that_is_shown_and_another_can_be_chosen(
    land: OpenPage,
) -> None:
    app = land()
    assert not app.exception
    assert picker(app).value == "city1"
    assert picker(app).options == ["Demo City 1", "Demo City 0"]
    assert "**Demo City 1** · as of" in said(app)
    picker(app).set_value("city0").run()
    assert not app.exception
    assert "**Demo City 0** · as of" in said(app)
    assert app.query_params["place"] == "city0"


def test_a_link_opens_its_place(land: OpenPage) -> None:
    app = land("pages/property.py", place="city0", property_id="demo-0003")
    assert not app.exception
    assert "**Demo City 0** · as of" in said(app)
    assert app.query_params["property_id"] == "demo-0003"


def test_triage_shows_the_properties_of_all_places(land: OpenPage) -> None:
    app = land("pages/triage.py", place="all")
    assert not app.exception
    assert picker(app).options[-1] == "All places"
    assert f"**{2 * COUNT} of {2 * COUNT} properties**" in said(app)
    assert "**All places** · 2 places, the oldest as of 30 Sep 2026" in said(app)
    listed = app.dataframe[0].value
    assert set(listed["ward"]) == {"Demo City 0", "Demo City 1"}
    assert "What if factors counted otherwise?" not in [one.label for one in app.expander]


def test_all_places_are_narrowed_to_one_by_the_filter_of_places(land: OpenPage) -> None:
    app = land("pages/triage.py", place="all", ward="Demo City 0")
    assert not app.exception
    assert next(one for one in app.multiselect if one.key == "filter_wards").label == "Place"
    assert f"**{COUNT} of {2 * COUNT} properties**" in said(app)


def test_a_property_among_all_places_opens_in_its_own(land: OpenPage) -> None:
    app = land("pages/triage.py", place="all", property_id="city0~demo-0003")
    assert not app.exception
    links = [one.proto for one in app.get("page_link")]
    (full,) = [one for one in links if one.label == "Open the full page"]
    assert "property_id=demo-0003" in full.query_string
    assert "place=city0" in full.query_string
    assert "all" not in full.query_string


def test_a_page_about_one_place_says_so_when_asked_for_all(land: OpenPage) -> None:
    app = land("app.py", place="all")
    assert not app.exception
    assert "This page shows one place; Triage shows all." in said(app)
    assert picker(app).value == "city1"


def test_a_property_chosen_in_one_place_is_not_looked_for_in_the_next(land: OpenPage) -> None:
    app = land("pages/triage.py", place="city0", property_id="demo-0003")
    picker(app).set_value("all").run()
    assert not app.exception
    assert not app.toast
    assert "property_id" not in app.query_params
