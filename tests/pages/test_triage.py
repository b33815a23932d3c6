"""Triage: one filtered frame behind counts, list, map and file; one chosen property."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from housing import snapshots
from housing.scoring import PUBLISHED
from housing.snapshots import Snapshot
from tests.demo_snapshot import HOSTILE
from ui import triage
from ui.narrowing import Filters
from ui.tables import COLUMNS, SORTED_COLUMNS, SORTS, column_order, list_key, list_rows
from ui.whatif import View

OpenPage = Callable[..., AppTest]

PAGE = "pages/triage.py"


def shown(app: AppTest) -> int:
    """How many properties the headline says are listed."""
    counts = [text.value for text in app.markdown if "match +" in text.value]
    return int(counts[0].removeprefix("**").split(" of ")[0].replace(",", ""))


def deck(app: AppTest) -> dict[str, Any]:
    return dict(json.loads(app.get("deck_gl_json_chart")[0].proto.json))


def points(app: AppTest) -> list[dict[str, Any]]:
    """Rows of the map that the filter leaves visible."""
    layer = next(one for one in deck(app)["layers"] if one["id"].startswith("properties"))
    return [row for row in layer["data"] if row["v"] == 1]


def link(app: AppTest) -> dict[str, list[str]]:
    """What the address says, every value a list."""
    asked = dict(app.query_params)
    return {name: [v] if isinstance(v, str) else list(v) for name, v in asked.items()}


def card(app: AppTest) -> str:
    return str(app.subheader[0].value)


@pytest.fixture
def properties(demo: Snapshot) -> pd.DataFrame:
    return pd.DataFrame(snapshots.read_table(demo, "properties"))


@pytest.fixture
def covenants(demo: Snapshot) -> pd.DataFrame:
    return pd.DataFrame(snapshots.read_table(demo, "covenants"))


def test_the_page_opens_on_every_property_highest_score_first(
    open_page: OpenPage, properties: pd.DataFrame
) -> None:
    app = open_page(PAGE)
    assert not app.exception
    assert not app.error
    assert shown(app) == len(properties)
    scores = app.dataframe[0].value["score"]
    assert scores.dropna().is_monotonic_decreasing
    assert scores.iloc[0] == properties["score"].max()


def test_a_fictional_city_says_so(open_page: OpenPage) -> None:
    assert any("FICTIONAL" in text.value for text in open_page(PAGE).markdown)


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"band": "very_high"},
        {"band": ["very_high", "low"], "unknown": "band"},
        {"from": "2028", "to": "2034"},
        {"from": "2028", "to": "2034", "ends": "last"},
        {"program": "lihtc"},
        {"owner": "for_profit"},
        {"ward": "Ward 2"},
        {"neighborhood": "Harbor Hill"},
        {"units_min": "40", "units_max": "200"},
        {"inspection": "failing"},
        {"inspection": "none"},
        {"status": "lost"},
        {"score_min": "50", "score_max": "90"},
        {"q": "harbor"},
    ],
    ids=lambda query: "&".join(query) or "nothing",
)
def test_a_pasted_link_restores_its_filters_from_a_cold_start(
    open_page: OpenPage,
    properties: pd.DataFrame,
    covenants: pd.DataFrame,
    query: dict[str, str],
) -> None:
    app = open_page(PAGE, **query)
    filters, ignored = Filters.from_query(query)
    expected = filters.apply(properties, covenants=covenants)
    assert not app.exception
    assert not ignored
    assert shown(app) == expected.matched
    assert len(app.dataframe[0].value) == expected.matched
    located = expected.rows["longitude"].notna().sum()
    assert len(points(app)) == located
    assert link(app) == {name: [v] if isinstance(v, str) else v for name, v in query.items()}


@pytest.mark.parametrize(
    ("widget", "key", "value", "query"),
    [
        ("button_group", "filter_bands", ["high"], {"band": ["high"]}),
        ("number_input", "filter_ends_from", 2030, {"from": ["2030"]}),
        ("number_input", "filter_ends_to", 2030, {"to": ["2030"]}),
        ("multiselect", "filter_programs", ["home"], {"program": ["home"]}),
        ("multiselect", "filter_owner_types", ["steward"], {"owner": ["steward"]}),
        ("multiselect", "filter_wards", ["Ward 3"], {"ward": ["Ward 3"]}),
        ("multiselect", "filter_neighborhoods", ["Mill Hill"], {"neighborhood": ["Mill Hill"]}),
        ("number_input", "filter_units_min", 50, {"units_min": ["50"]}),
        ("number_input", "filter_units_max", 50, {"units_max": ["50"]}),
        ("selectbox", "filter_inspection", "below_80", {"inspection": ["below_80"]}),
        ("multiselect", "filter_statuses", ["scored"], {"status": ["scored"]}),
        ("number_input", "filter_score_min", 60, {"score_min": ["60"]}),
        ("number_input", "filter_score_max", 60, {"score_max": ["60"]}),
        ("text_input", "filter_search", "mill street", {"q": ["mill street"]}),
    ],
    ids=lambda value: value if isinstance(value, str) and value.startswith("filter") else None,
)
def test_every_filter_narrows_list_map_and_link_alike(
    open_page: OpenPage,
    properties: pd.DataFrame,
    covenants: pd.DataFrame,
    widget: str,
    key: str,
    value: Any,
    query: dict[str, list[str]],
) -> None:
    app = open_page(PAGE)
    next(one for one in app.get(widget) if one.key == key).set_value(value)
    app.run()
    expected = Filters.from_query(query)[0].apply(properties, covenants=covenants)
    assert not app.exception
    assert 0 < shown(app) == expected.matched < len(properties)
    assert len(app.dataframe[0].value) == expected.matched
    assert len(points(app)) == expected.rows["longitude"].notna().sum()
    assert link(app) == query


def test_what_is_not_known_is_counted_and_one_click_includes_it(open_page: OpenPage) -> None:
    app = open_page(PAGE, units_min="1")
    before = shown(app)
    include = next(button for button in app.button if button.key == "include_unknown")
    include.click().run()
    assert shown(app) > before
    assert link(app)["unknown"] == ["units"]
    assert next(box for box in app.checkbox if box.key == "filter_unknown_units").value


def test_a_link_that_says_something_unknown_is_read_without_it(open_page: OpenPage) -> None:
    app = open_page(PAGE, band=["high", "extreme"], ward="Ward 99", colour="red", score_min="-4")
    assert not app.exception
    assert link(app) == {"band": ["high"]}
    (toast,) = app.toast
    for ignored in ("extreme", "Ward 99", "colour", "score\\_min"):
        assert ignored in toast.value


def test_a_filter_that_leaves_nothing_offers_to_be_cleared(
    open_page: OpenPage, properties: pd.DataFrame
) -> None:
    app = open_page(PAGE, q="no such place")
    assert "No property matches" in app.info[0].value
    assert not app.dataframe
    next(button for button in app.button if button.key == "clear_filters").click().run()
    assert shown(app) == len(properties)
    assert not app.query_params


def test_a_link_chooses_a_property(open_page: OpenPage) -> None:
    app = open_page(PAGE, property_id="demo-0020")
    halo = next(layer for layer in deck(app)["layers"] if layer["id"] == "halo")
    assert app.session_state["property_id"] == "demo-0020"
    assert next(box for box in app.selectbox if box.key == "triage_picker").value == "demo-0020"
    assert len(halo["data"]) == 1


def test_a_link_to_a_property_that_is_gone_chooses_none_and_says_so(open_page: OpenPage) -> None:
    app = open_page(PAGE, property_id="demo-9999")
    assert not app.exception
    assert "not in this snapshot" in app.toast[0].value
    assert "property_id" not in app.query_params


def test_a_name_chooses_the_same_property_as_a_row(
    open_page: OpenPage, properties: pd.DataFrame
) -> None:
    app = open_page(PAGE)
    next(box for box in app.selectbox if box.key == "triage_picker").select("demo-0031").run()
    name = properties.set_index("property_id").loc["demo-0031", "name"]
    assert card(app) == name
    assert link(app)["property_id"] == ["demo-0031"]


def test_the_property_stays_chosen_while_filters_change(open_page: OpenPage) -> None:
    app = open_page(PAGE, property_id="demo-0031")
    name = card(app)
    next(one for one in app.get("button_group") if one.key == "filter_bands").set_value(["low"])
    app.run()
    assert card(app) == name
    assert link(app) == {"property_id": ["demo-0031"], "band": ["low"]}


def test_a_link_to_a_snapshot_that_is_gone_shows_the_current_one(open_page: OpenPage) -> None:
    app = open_page(PAGE, snapshot="2019-01-01")
    assert not app.exception
    assert "not kept here" in app.warning[0].value


@pytest.mark.parametrize("sort", ["score", "next_end", "at_risk", "confidence"])
def test_a_link_restores_the_order(open_page: OpenPage, sort: str) -> None:
    app = open_page(PAGE, sort=sort)
    rows = app.dataframe[0].value
    if sort == "next_end":
        dates = rows["next_end"][rows["next_end"].str[:2] == "20"]
        assert dates.is_monotonic_increasing
    if sort == "at_risk":
        assert rows["at_risk"].dropna().is_monotonic_decreasing
    if sort == "confidence":
        assert rows["confidence"].is_monotonic_decreasing
    assert list(app.query_params) == ([] if sort == "score" else ["sort"])


def test_hostile_names_reach_the_map_as_text_only(open_page: OpenPage) -> None:
    def texts(value: Any) -> list[str]:
        if isinstance(value, str):
            return [value]
        parts = value.values() if isinstance(value, dict) else value
        return [t for part in parts for t in texts(part)] if isinstance(value, dict | list) else []

    for layer in deck(open_page(PAGE))["layers"]:
        assert not [text for text in texts(layer["data"]) if text.startswith("@@")]


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_a_hostile_name_opens_in_a_card_without_becoming_markup(
    open_page: OpenPage, number: int
) -> None:
    app = open_page(PAGE, property_id=f"demo-{number:04d}")
    assert not app.exception
    for text in [*app.markdown, *app.subheader, *app.caption]:
        bare = re.sub(r"\\.", "", text.value)
        for markup in ("<img", "](", "red[", "`", "$", "**Bold"):
            assert markup not in bare


def test_the_file_has_the_rows_of_the_list_in_its_order(
    demo: Snapshot, properties: pd.DataFrame, covenants: pd.DataFrame
) -> None:
    filters = Filters(bands=("high", "moderate"))
    filtered = filters.apply(properties, covenants=covenants)
    positions = np.flatnonzero(filtered.mask)[::-1]
    ids = tuple(properties["property_id"].iloc[positions])
    view = triage.Listed(
        demo, View(PUBLISHED, properties, None), filtered, positions, ids, None, "score"
    )
    rows = list(csv.DictReader(io.StringIO(triage.list_csv(view, filters).decode("utf-8-sig"))))
    assert tuple(row["property_id"] for row in rows) == ids
    assert {row["filters"] for row in rows} == {"band=high,moderate"}
    assert {row["city"] for row in rows} == {"Port Amity (FICTIONAL)"}
    assert {row["as_of"] for row in rows} == {"2026-09-30"}
    assert {row["scores"] for row in rows} == {"published"}


def test_a_list_of_other_rows_has_another_key() -> None:
    assert list_key(("a", "b"), 0) != list_key(("b", "a"), 0)
    assert list_key(("a", "b"), 0) != list_key(("a", "b"), 1)


def test_a_page_without_its_tables_says_so_instead_of_breaking(
    tmp_path: Path, demo: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "snapshots" / "demo"
    broken.mkdir(parents=True)
    (broken / "manifest.json").write_text((demo.path / "manifest.json").read_text())
    (tmp_path / "snapshots" / "CURRENT").write_text("demo\n")
    monkeypatch.setenv("HOLDFAST_DATA_DIR", str(tmp_path))
    app = AppTest.from_file(str(Path(triage.__file__).parent.parent / "app.py"))
    app.switch_page(PAGE).run(timeout=60)
    assert not app.exception
    assert "has no table" in app.error[0].value


#: What the page leaves to the list on a screen of 1280 pixels, and the box at a row's start.
ROOM, BOX = 916, 38


@pytest.mark.parametrize("by", list(SORTS))
def test_a_narrow_screen_shows_score_name_and_reason_at_once(
    properties: pd.DataFrame, by: str
) -> None:
    shown = list_rows(properties)
    order = column_order(shown, by)
    assert sorted(order) == sorted(shown.columns)
    before = order[: order.index("why")]
    assert before[:3] == ["score", "band", "name"]
    assert before[3:] == ([SORTED_COLUMNS[by]] if by in SORTED_COLUMNS else [])
    left = ROOM - BOX - sum(COLUMNS[name]["width"] for name in before)
    assert left >= (400 if before[3:] else COLUMNS["why"]["width"])


def test_a_changed_view_puts_both_scores_before_the_reason(properties: pd.DataFrame) -> None:
    shown = list_rows(properties).assign(published=1, change=0)
    assert column_order(shown, "score")[:6] == [
        "score",
        "band",
        "name",
        "published",
        "change",
        "why",
    ]
