"""Take the README's pictures: the sample city in a real browser. Run by `make pictures`."""

import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from housing.pipeline.sample import build_sample  # noqa: E402 - the checkout is put on the path first
from tests.browser.conftest import FLAGS, Visit, serve, visiting  # noqa: E402

FOLDER = ROOT / "docs" / "images"

#: File name, address, width and height in pixels.
PICTURES = (
    ("overview", "/", 1440, 900),
    ("triage", "/triage?property_id=prescat_projects-PA000217", 1440, 900),
    ("property", "/property?property_id=prescat_projects-PA000183", 1440, 1250),
    ("expirations", "/expirations", 1440, 1000),
    ("areas", "/areas", 1440, 900),
    ("review", "/data?section=review&pair=pair-9c1a5b87", 1280, 1240),
)


def picture_of_a_draft(visit: Visit, data_dir: Path) -> None:
    """Photograph the draft that a newer list of the sample city makes."""
    list_of_subsidies = next(data_dir.glob("raw/prescat_subsidies/*/Subsidy.csv"))
    lines = list_of_subsidies.read_text(encoding="latin-1").splitlines()
    newer = data_dir / "Subsidy_2026-11-01.csv"
    newer.write_text("\n".join([lines[0], *lines[6:]]).replace("/2029", "/2035"), "latin-1")
    page = visit.open("/data?section=refresh")
    page.get_by_role("textbox", name="Your name").fill("A. Volunteer")
    page.keyboard.press("Tab")
    visit.settle()
    page.locator("input[type=file]").set_input_files(newer)
    page.get_by_role("button", name="Build a draft with this file").click(timeout=60_000)
    page.get_by_role("heading", name="A draft waits for your decision").wait_for(timeout=120_000)
    visit.settle()
    page.wait_for_timeout(2000)
    page.screenshot(path=FOLDER / "refresh.png")
    page.close()


def main() -> None:
    """Build the sample city in a folder of its own, serve it, and photograph each page."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        build_sample(Path(data), datetime.now(UTC))
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("HOLDFAST_BROWSER"), args=FLAGS
        )
        for base in serve(Path(data)):
            picture_of_a_draft(visiting(browser, base, 1280, 1180), Path(data))
            for name, address, width, height in PICTURES:
                visit = visiting(browser, base, width, height)
                page = visit.open(address)
                page.wait_for_timeout(4000)
                page.screenshot(path=FOLDER / f"{name}.png")
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
