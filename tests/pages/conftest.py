"""Pages opened as a shared link opens them, on the demonstration city."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from housing import snapshots
from housing.snapshots import Snapshot
from tests import demo_snapshot

ROOT = Path(__file__).resolve().parent.parent.parent

#: Long enough for the first page of a session, which imports everything.
PATIENCE = 60

OpenPage = Callable[..., AppTest]


@pytest.fixture(scope="session")
def demo_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder in which the demonstration city is published."""
    folder = tmp_path_factory.mktemp("demo")
    demo_snapshot.write(folder)
    return folder


@pytest.fixture
def demo(demo_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Snapshot]:
    """Return the demonstration city's snapshot, which pages of this test read."""
    monkeypatch.setenv("HOLDFAST_DATA_DIR", str(demo_dir))
    snapshot = snapshots.current(demo_dir)
    assert snapshot is not None
    yield snapshot
    st.cache_resource.clear()


@pytest.fixture
def open_page(demo: Snapshot) -> OpenPage:
    """Return a function that lands on a page the way a pasted link does."""

    def land(script: str = "app.py", **query: str | list[str]) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE)
        if script != "app.py":
            app.switch_page(script)
        for name, value in query.items():
            app.query_params[name] = value
        return app.run()

    return land
