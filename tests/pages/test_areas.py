"""Areas: every page of numbers is the same number, and a link opens one area's report."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from shapely.geometry import box
from streamlit.testing.v1 import AppTest

from housing import snapshots
from housing.snapshots import Snapshot, read_table
from tests import demo_snapshot
from tests.pages.reading import cells, html, words

OpenPage = Callable[..., AppTest]

PAGE = "pages/areas.py"


@pytest.fixture
def properties(demo: Snapshot) -> pd.DataFrame:
    return pd.DataFrame(read_table(demo, "properties"))


def listed(app: AppTest) -> pd.DataFrame:
    return pd.DataFrame(app.dataframe[0].value)


def filled(app: AppTest) -> list[dict[str, Any]]:
    """The areas of the map."""
    deck = json.loads(app.get("deck_gl_json_chart")[0].proto.json)
    layer = next(one for one in deck["layers"] if one["id"].startswith("areas"))
    return [feature["properties"] for feature in layer["data"]["features"]]


def headers(app: AppTest) -> list[str]:
    return [header.value for header in app.header]


def test_it_answers_where_most_homes_are_at_risk(
    open_page: OpenPage, properties: pd.DataFrame
) -> None:
    page = open_page(PAGE)
    assert not page.exception
    by_ward = properties.groupby("ward")["units_at_risk_5y"].sum()
    said = words(page)
    assert f"**{by_ward.idxmax()} has most homes at risk: {by_ward.max():,} of " in said
    assert f"{properties['units_at_risk_5y'].sum():,} in the whole city" in said


def test_the_areas_and_what_is_in_none_add_up_to_the_city(
    open_page: OpenPage, properties: pd.DataFrame
) -> None:
    rows = listed(open_page(PAGE))
    assert rows["properties"].sum() == len(properties)
    assert rows["protected"].sum() == properties["units_restricted"].sum()
    assert rows["at_risk"].sum() == properties["units_at_risk_5y"].sum()
    assert rows["name"].iloc[-1] == "In no ward on record"
    assert "1 property" in words(open_page(PAGE))


def test_the_map_has_the_tables_numbers(open_page: OpenPage) -> None:
    page = open_page(PAGE)
    rows = listed(page).dropna(subset=["area_id"]).set_index("area_id")
    shapes = filled(page)
    assert {shape["id"] for shape in shapes} == set(rows.index)
    for shape in shapes:
        assert shape["v"].endswith(f"{rows.loc[shape['id'], 'at_risk']:,}")


def test_a_link_opens_an_areas_report(open_page: OpenPage, properties: pd.DataFrame) -> None:
    page = open_page(PAGE, area="ward:2", show="protected")
    assert not page.exception
    assert "Ward 2" in headers(page)
    assert page.selectbox(key="areas_chosen").value == "ward:2"
    assert page.selectbox(key="choose_show").value == "protected"
    own = properties[properties["ward"] == "Ward 2"]
    assert f">{own['units_restricted'].sum():,}</div>" in html(page)
    assert "What rents do here is not known" in words(page)


def test_choosing_an_area_writes_it_into_the_link(open_page: OpenPage) -> None:
    page = open_page(PAGE)
    page.selectbox(key="areas_chosen").set_value("ward:1").run()
    assert not page.exception
    assert page.query_params["area"] in ("ward:1", ["ward:1"])
    page.selectbox(key="areas_chosen").set_value("").run()
    assert "area" not in page.query_params


@pytest.mark.parametrize("said", ["ward:404", "<img src=x>", "=1+1", "city:demo", "tract"])
def test_an_area_that_is_not_there_is_said_and_shows_the_city(
    open_page: OpenPage, said: str
) -> None:
    page = open_page(PAGE, area=said)
    assert not page.exception
    assert "not in this snapshot" in words(page)
    assert page.selectbox(key="areas_chosen").value == ""


def test_hostile_names_are_letters_in_the_report(
    open_page: OpenPage, properties: pd.DataFrame
) -> None:
    first = properties.iloc[0]
    page = open_page(PAGE, area=f"ward:{first['ward'].removeprefix('Ward ')}")
    assert "<img" not in html(page).replace("&lt;img", "")
    assert not page.exception


def test_a_hostile_area_is_letters_everywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, open_page: OpenPage
) -> None:
    name = "@@=(( <img src=x onerror=alert(1)>"
    area: dict[str, Any] = {"area_id": "ward:9", "kind": "ward", "code": "9", "name": name}
    area["geometry"] = box(demo_snapshot.WEST, demo_snapshot.NORTH, demo_snapshot.EAST, 34.1)
    demo_snapshot.write(tmp_path, more={"areas": [area]}, snapshot_id="hostile")
    monkeypatch.setenv("HOLDFAST_DATA_DIR", str(tmp_path))
    assert snapshots.current(tmp_path) is not None
    page = open_page(PAGE, area=area["area_id"])
    assert not page.exception
    assert "<img" not in html(page) + cells(page)
    shape = next(one for one in filled(page) if one["id"] == area["area_id"])
    assert not shape["n"].startswith("@@")


def test_a_city_without_outlines_is_told_why_there_is_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, open_page: OpenPage
) -> None:
    monkeypatch.setattr(demo_snapshot, "_areas", list)
    demo_snapshot.write(tmp_path, snapshot_id="bare")
    monkeypatch.setenv("HOLDFAST_DATA_DIR", str(tmp_path))
    page = open_page(PAGE)
    assert not page.exception
    assert "no outlines of wards" in words(page)
