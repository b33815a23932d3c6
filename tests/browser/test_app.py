"""The app in Chromium: every page by deep link, a click on a point and on a row, nothing broken."""

import math
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from housing.snapshots import Snapshot, read_table
from tests.browser.conftest import Visit, serve, visiting
from ui import layers, maps

pytestmark = pytest.mark.browser

PAGES = {
    "/": "Overview",
    "/triage": "Triage",
    "/property": "Property",
    "/expirations": "Expirations",
    "/areas": "Areas",
    "/data": "Data",
    "/method": "Method",
}

#: Height of a row and of the header of the list, pixels.
ROW = 35

#: A map drawn in software on a busy machine takes a slow press for a drag; a person clicks again.
CLICKS = 5


def first_id(sample: Snapshot) -> str:
    properties = read_table(sample, "properties")
    return str(properties.sort_values("score", ascending=False)["property_id"].iloc[0])


@pytest.mark.parametrize(("address", "title"), PAGES.items())
def test_every_page_opens_by_deep_link(visit: Visit, address: str, title: str) -> None:
    page = visit.open(address)
    assert page.get_by_role("heading", name=title, exact=True).first.is_visible()
    assert page.get_by_text("FICTIONAL").first.is_visible()
    visit.assert_clean()


def test_a_property_opens_from_a_link_on_a_cold_server(
    browser: Browser, sample_dir: Path, sample: Snapshot
) -> None:
    for base in serve(sample_dir):
        visit = visiting(browser, base)
        page = visit.open(f"/property?property_id={first_id(sample)}")
        name = read_table(sample, "properties").set_index("property_id")["name"][first_id(sample)]
        assert page.get_by_role("heading", name=name).first.is_visible()
        assert page.get_by_text("FICTIONAL").first.is_visible()
        visit.assert_clean()
        page.close()


def test_a_pasted_filter_link_restores_the_filter(visit: Visit, sample: Snapshot) -> None:
    bands = read_table(sample, "properties")["band"]
    page = visit.open("/triage?band=very_high")
    count = int((bands == "Very High").sum())
    assert page.get_by_text(f"{count} of {len(bands)} properties").first.is_visible()
    visit.assert_clean()


def test_a_click_on_a_row_opens_its_card(visit: Visit) -> None:
    page = visit.open("/triage")
    before = card_name(page)
    grid = page.get_by_test_id("stDataFrame").first.bounding_box()
    assert grid is not None
    page.mouse.click(grid["x"] + 18, grid["y"] + ROW * 3 + ROW / 2)
    page.wait_for_url("**property_id=**")
    visit.settle()
    assert card_name(page) != before
    assert page.get_by_role("link", name="full page").first.is_visible()
    visit.assert_clean()


def test_a_click_on_a_point_opens_its_card(visit: Visit, sample: Snapshot) -> None:
    page = visit.open("/triage")
    canvas = page.get_by_test_id("stDeckGlJsonChart").first
    canvas.scroll_into_view_if_needed()
    page.wait_for_timeout(1500)
    box = canvas.bounding_box()
    assert box is not None
    property_id, across, down = most_alone(sample, box["width"], box["height"])
    for _ in range(CLICKS):
        page.mouse.move(box["x"] + across, box["y"] + down)
        page.wait_for_timeout(1000)
        page.mouse.click(box["x"] + across, box["y"] + down)
        page.wait_for_timeout(2000)
        if property_id in page.url:
            break
    page.wait_for_url(f"**property_id={property_id}*")
    visit.settle()
    name = read_table(sample, "properties").set_index("property_id")["name"][property_id]
    assert card_name(page) == name
    visit.assert_clean()


def test_a_search_result_opens_its_card(visit: Visit, sample: Snapshot) -> None:
    page = visit.open("/triage")
    properties = read_table(sample, "properties")
    name = properties.loc[~properties["name"].duplicated(keep=False), "name"].iloc[40]
    box = page.get_by_role("combobox", name="Find a property")
    box.click()
    box.fill(name)
    page.keyboard.press("Enter")
    page.wait_for_url("**property_id=**")
    visit.settle()
    assert card_name(page) == name
    visit.assert_clean()


@pytest.mark.parametrize("width", [1600, 390])
def test_no_page_is_wider_than_its_window(browser: Browser, base: str, width: int) -> None:
    visit = visiting(browser, base, width=width, height=844)
    for address in PAGES:
        page = visit.open(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    visit.assert_clean()
    visit.page.close()


def card_name(page: Page) -> str:
    """Name on the card under the list."""
    card = page.locator(".st-key-card").first
    return card.get_by_role("heading").first.inner_text()


def most_alone(sample: Snapshot, width: float, height: float) -> tuple[str, float, float]:
    """Find the point with most room around it: its id, and where it is drawn, in pixels."""
    properties = read_table(sample, "properties")
    parts = maps.map_parts(properties, read_table(sample, "areas"), read_table(sample, "basemap"))
    view = layers.fitted(parts.points, parts.city)
    scale = layers.TILE * 2 ** view["zoom"]

    def mercator(latitude: float) -> float:
        sine = math.sin(math.radians(latitude))
        return 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)

    across = (parts.points[:, 0] - view["longitude"]) / 360 * scale + width / 2
    north = np.array([mercator(latitude) for latitude in parts.points[:, 1]])
    down = (north - mercator(view["latitude"])) * scale + height / 2
    places = np.column_stack([across, down])
    gaps = np.linalg.norm(places[:, None] - places[None], axis=2)
    np.fill_diagonal(gaps, np.inf)
    inside = (across > 20) & (across < width - 20) & (down > 20) & (down < height - 20)
    best = int(np.argmax(np.where(inside, gaps.min(axis=1), -1)))
    return parts.ids[best], float(across[best]), float(down[best])
