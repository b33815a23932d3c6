"""A running server on the sample city, and a Chromium to visit it with."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent

#: WebGL in software, and no background traffic.
FLAGS = [
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Visit:
    """One browser tab that remembers everything that went wrong in it."""

    page: Page
    base: str
    errors: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def open(self, address: str) -> Page:
        """Open an address of the app and wait until the script has run."""
        self.page.goto(f"{self.base}{address}")
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until Streamlit has finished running the page."""
        app = self.page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')
        app.wait_for(timeout=60_000)
        self.page.wait_for_timeout(400)
        app.wait_for(timeout=60_000)

    def assert_clean(self) -> None:
        """Nothing was logged as an error, nothing came from elsewhere, no exception box."""
        assert not self.errors
        assert not self.strangers
        assert self.page.locator('[data-testid="stException"]').count() == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(base: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(240):
        if server.poll() is not None:
            raise RuntimeError("the server stopped before it answered")
        try:
            with urllib.request.urlopen(f"{base}/_stcore/health", timeout=2):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.25)
    raise RuntimeError("the server did not answer within a minute")


def serve(data_dir: Path) -> Iterator[str]:
    """Run the app on 127.0.0.1 with a data folder; the address it answers at."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    options = ["--server.port", str(port), "--server.headless", "true"]
    server = subprocess.Popen(
        [*command, *options, "--server.fileWatcherType", "none"],
        cwd=ROOT,
        env={**os.environ, "HOLDFAST_DATA_DIR": str(data_dir)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(base, server)
        yield base
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="session")
def base(sample_dir: Path) -> Iterator[str]:
    yield from serve(sample_dir)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("HOLDFAST_BROWSER", "")
    if not path:
        pytest.skip("no browser was found; `make test` says what to install")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


def visiting(browser: Browser, base: str, width: int = 1280, height: int = 800) -> Visit:
    """Open a new tab that listens for errors and for requests to anywhere else."""
    visit = Visit(browser.new_page(viewport={"width": width, "height": height}), base)

    def heard(message: ConsoleMessage) -> None:
        # On a deep link Streamlit's client first looks for its server beneath the page's own
        # address (/triage/_stcore/health) and is told that it is not there.
        probing = "/_stcore/" in message.location.get("url", "") and "404" in message.text
        if message.type == "error" and not probing:
            visit.errors.append(message.text)

    def asked(request: Request) -> None:
        local = request.url.startswith((base, base.replace("http", "ws"), "data:", "blob:"))
        if not local:
            visit.strangers.append(request.url)

    visit.page.on("console", heard)
    visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
    visit.page.on("request", asked)
    return visit


@pytest.fixture
def visit(browser: Browser, base: str) -> Iterator[Visit]:
    opened = visiting(browser, base)
    yield opened
    opened.page.close()
