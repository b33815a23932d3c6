"""A link made for a property that has become part of another opens the right card."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests import demo_snapshot
from tests.pages.conftest import PATIENCE, ROOT
from tests.pages.reading import words

#: Two plain properties of the demonstration city.
FIRST, SECOND = "demo-0007", "demo-0008"
MERGED = {"old_id": "old-1", "new_id": "old-2", "reason": "merged", "date": "2026-07-01"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder in which an id was given up twice and a property once divided."""
    folder = tmp_path_factory.mktemp("forwarded")
    rows = [
        MERGED,
        {**MERGED, "old_id": "old-2", "new_id": FIRST},
        {**MERGED, "old_id": FIRST, "new_id": SECOND, "reason": "split"},
    ]
    demo_snapshot.write(folder, more={"forwarding": rows})
    return folder


@pytest.mark.parametrize("script", ["pages/property.py", "pages/triage.py"])
def test_an_old_link_opens_the_card_of_what_it_became(
    folder: Path, script: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLDFAST_DATA_DIR", str(folder))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE)
    app.switch_page(script)
    app.query_params["property_id"] = "old-1"
    app.run()
    assert not app.exception
    assert app.query_params["property_id"] in (FIRST, [FIRST])
    assert "This link was made for old-1" in words(app).replace("\\", "")
    assert f"({SECOND}), which is now a property of its own" in words(app).replace("\\", "")
    st.cache_resource.clear()


def test_an_id_nobody_knows_opens_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOLDFAST_DATA_DIR", str(folder))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE)
    app.switch_page("pages/property.py")
    app.query_params["property_id"] = "old-9"
    app.run()
    assert not app.exception
    assert "This link was made for" not in words(app).replace("\\", "")
    assert any("not in this snapshot" in toast.value for toast in app.toast)
    st.cache_resource.clear()
