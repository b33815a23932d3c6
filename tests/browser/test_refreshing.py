"""A volunteer's story in Chromium: a bad file, a newer list, a draft, published, and back again."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from housing import snapshots
from tests.browser.conftest import Visit, serve, visiting

pytestmark = pytest.mark.browser

#: A draft of the sample city takes seconds; on a busy machine many.
LONG = 150_000


@pytest.fixture
def data_dir(sample_dir: Path, tmp_path: Path) -> Path:
    """Return a copy of the sample city's folder, for one volunteer to change."""
    return Path(shutil.copytree(sample_dir, tmp_path / "data"))


@pytest.fixture
def volunteer(browser: Browser, data_dir: Path) -> Iterator[Visit]:
    """Return a tab on a server of its own, with the volunteer's name filled in."""
    for base in serve(data_dir):
        visit = visiting(browser, base, height=1200)
        page = visit.open("/data?section=refresh")
        page.get_by_role("textbox", name="Your name").fill("A. Volunteer")
        page.keyboard.press("Tab")
        visit.settle()
        yield visit
        page.close()


def newer_list(data_dir: Path, folder: Path) -> Path:
    """Write the catalog's subsidies again, some years later and without a few rows."""
    before = next(data_dir.glob("raw/prescat_subsidies/*/Subsidy.csv"))
    lines = before.read_text(encoding="latin-1").splitlines()
    path = folder / "Subsidy_2026-10-15.csv"
    path.write_text("\n".join([lines[0], *lines[4:]]).replace("/2029", "/2035"), "latin-1")
    return path


def write_day(visit: Visit, label: str, digits: str) -> None:
    """Type a day into its boxes, the year first."""
    visit.page.get_by_role("spinbutton", name="year").and_(
        visit.page.get_by_role("spinbutton", name=label)
    ).click()
    visit.page.keyboard.type(digits)
    visit.page.keyboard.press("Enter")
    visit.settle()


def shown(data_dir: Path) -> str:
    now = snapshots.current(data_dir)
    assert now is not None
    return now.id


def test_a_volunteer_publishes_a_newer_list_and_goes_back(
    volunteer: Visit, data_dir: Path, tmp_path: Path
) -> None:
    page, first = volunteer.page, shown(data_dir)
    raw = sorted((data_dir / "raw").rglob("*"))
    bad = tmp_path / "Project.csv"
    bad.write_text("<!doctype html><p>Please log in</p>")

    page.locator("input[type=file]").set_input_files(bad)
    page.get_by_text("is a web page, not data").wait_for(timeout=LONG)
    volunteer.settle()
    assert page.get_by_role("button", name="Build a draft with this file").count() == 0
    assert (sorted((data_dir / "raw").rglob("*")), shown(data_dir)) == (raw, first)

    page.get_by_role("button", name="Remove").click()
    volunteer.settle()
    page.locator("input[type=file]").set_input_files(newer_list(data_dir, tmp_path))
    build = page.get_by_role("button", name="Build a draft with this file")
    build.wait_for(timeout=LONG)
    volunteer.settle()
    write_day(volunteer, "The day the draft describes", "20261020")
    build.click()
    page.get_by_text("A draft is being built").first.wait_for(timeout=LONG)

    volunteer.open("/method")
    assert shown(data_dir) == first
    volunteer.open("/data?section=refresh")
    page.get_by_role("heading", name="A draft waits for your decision").wait_for(timeout=LONG)
    volunteer.settle()
    assert page.get_by_text("All 8 gates passed").is_visible()
    assert shown(data_dir) == first

    page.get_by_role("textbox", name="Your name").fill("A. Volunteer")
    page.keyboard.press("Tab")
    volunteer.settle()
    page.get_by_role("button", name="Publish this draft").click()
    page.get_by_text("A. Volunteer published on").wait_for(timeout=LONG)
    volunteer.settle()
    assert shown(data_dir).startswith("sample-2026-10-20-")

    page.get_by_role("button", name="Go back to it").click()
    page.get_by_role("button", name="Yes, go back").click(timeout=LONG)
    page.get_by_role("cell", name="rolled back").wait_for(timeout=LONG)
    volunteer.settle()
    assert shown(data_dir) == first
    volunteer.assert_clean()
