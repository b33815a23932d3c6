"""Property: one property in full, whatever is missing of it."""

from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from housing import snapshots
from housing.snapshots import Snapshot
from housing.tables import SNAPSHOT_TABLES, empty
from tests import demo_snapshot
from tests.factory import table
from tests.pages.reading import cells, html, tables, words

OpenPage = Callable[..., AppTest]

PAGE = "pages/property.py"

SECTIONS = [
    "Why this score",
    "Signals and status",
    "Side by side",
    "Covenants",
    "Homes losing protection",
    "Deadlines and notices",
    "Owner and parcels",
    "Inspections",
    "Debt, vacancy, violations",
    "Sales and notices",
    "Nearby",
    "What is missing",
    "Who says what",
    "Doubts",
]


def test_every_property_opens_with_every_section(demo: Snapshot, open_page: OpenPage) -> None:
    """The demonstration city begins with its troublesome properties."""
    for number in range(10):
        app = open_page(PAGE, property_id=f"demo-{number:04d}")
        assert not app.exception, number
        assert [header.value for header in app.header][1:] == SECTIONS


def test_without_a_property_it_says_what_to_do_and_offers_ten(open_page: OpenPage) -> None:
    app = open_page(PAGE)
    assert not app.exception
    assert "Search for a property" in words(app)
    ranked = [link for link in app.get("page_link") if link.proto.label.startswith("**")]
    assert len(ranked) == 10


def test_an_unknown_property_is_said_and_does_not_break(open_page: OpenPage) -> None:
    app = open_page(PAGE, property_id="nowhere")
    assert not app.exception
    assert "Search for a property" in words(app)


def test_choosing_another_moves_the_page_and_the_address(open_page: OpenPage) -> None:
    app = open_page(PAGE, property_id="demo-0010")
    app.selectbox[0].select("demo-0012").run()
    assert "demo-0012" in app.query_params["property_id"]
    assert app.selectbox[0].value == "demo-0012"


def test_a_neighbor_can_be_opened(open_page: OpenPage) -> None:
    app = open_page(PAGE, property_id="demo-0010")
    near = next(button for button in app.button if str(button.key).startswith("near_"))
    near.click().run()
    assert app.selectbox[0].value == str(near.key).removeprefix("near_")


def test_points_in_the_table_add_up_to_the_total(open_page: OpenPage) -> None:
    app = open_page(PAGE, property_id="demo-0010")
    card = tables(app)[0]
    assert card["Points"].astype(float).sum() == 76


def test_feed_text_is_shown_letter_for_letter(open_page: OpenPage) -> None:
    app = open_page(PAGE, property_id="demo-0003")
    assert "\\*\\*Bold\\*\\*" in app.header[0].value
    assert "<img" not in html(open_page(PAGE, property_id="demo-0000"))
    assert "[link](javascript:alert(1))" in cells(app)


def test_a_property_without_location_says_why_nothing_is_near(open_page: OpenPage) -> None:
    app = open_page(PAGE, property_id="demo-0006")
    assert "no location on record" in words(app)
    assert not app.get("deck_gl_json_chart")


def test_every_value_names_its_source_by_title(open_page: OpenPage) -> None:
    app = open_page(PAGE, property_id="demo-0010")
    assert "Fictional covenants of Port Amity" in cells(app)
    assert "demo_covenants" not in cells(app)


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenPage:
    """Publish a city of one property whose every optional field is null, in every table."""
    tables = {name: empty(model) for name, model in SNAPSHOT_TABLES.items()}
    links = {"property_id": "bare"}
    rows = {
        "properties": [{"property_id": "bare", "name": "Bare"}],
        "covenants": [links | {"record_id": "r"}],
        "records": [{"record_id": "r"}],
        "record_links": [links | {"record_id": "r"}],
        "inspections": [links],
        "events": [links],
        "parcel_links": [links | {"method": "none"}],
        "contributions": [links, links | {"card": "distress"}],
        "schedule": [links],
        "issues": [links],
    }
    tables |= {name: table(SNAPSHOT_TABLES[name], given) for name, given in rows.items()}
    manifest = demo_snapshot._manifest(tables)
    snapshots.write_draft(tmp_path, "bare", tables, manifest)
    snapshots.publish(tmp_path, "bare", "2026-10-02T08:00:00+00:00")
    monkeypatch.setenv("HOLDFAST_DATA_DIR", str(tmp_path))
    st.cache_resource.clear()

    def land(script: str) -> AppTest:
        root = Path(__file__).resolve().parent.parent.parent
        app = AppTest.from_file(str(root / "app.py"), default_timeout=60)
        if script != "app.py":
            app.switch_page(script)
        app.query_params["property_id"] = "bare"
        return app.run()

    return land


@pytest.mark.parametrize("page", ["app.py", PAGE, "pages/data.py", "pages/method.py"])
def test_nothing_breaks_where_every_optional_field_is_null(bare: OpenPage, page: str) -> None:
    app = bare(page)
    assert not app.exception
    if page == PAGE:
        assert [header.value for header in app.header][1:] == SECTIONS
        assert "Not scored" in words(app)


def test_a_property_without_a_score_has_no_reasons_for_one(
    demo: Snapshot, open_page: OpenPage
) -> None:
    properties = snapshots.read_table(demo, "properties")
    lost = properties.loc[properties["status"] == "Lost", "property_id"].iloc[0]
    told = words(open_page(PAGE, property_id=lost))
    assert "What to do:" in told
    assert "For concern" not in told
    scored = properties.loc[properties["score"].notna(), "property_id"].iloc[0]
    assert "For concern" in words(open_page(PAGE, property_id=scored))
