"""Late and failed sources are told beside their values, and in one line on the lists."""

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from housing.attempts import Failure
from housing.snapshots import Snapshot
from ui import warned

OpenPage = Callable[..., AppTest]

#: Years after the demonstration's lists, and the day after them.
LONG_AFTER, DAY_AFTER = date(2031, 1, 5), date(2026, 9, 2)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Set the reader's day, and which sources could not be fetched."""

    def reads(day: date, **failed: Failure) -> None:
        monkeypatch.setattr(warned, "today", lambda: day)
        monkeypatch.setattr(warned, "failures", lambda data_dir, place: failed)

    return reads


def captions(app: AppTest) -> list[str]:
    return [one.value for one in app.caption]


@pytest.mark.parametrize("page", ["app.py", "pages/triage.py"])
def test_lists_say_in_one_line_which_sources_are_late(
    page: str, open_page: OpenPage, reader: Callable[..., None]
) -> None:
    reader(LONG_AFTER)
    app = open_page(page)
    assert not app.exception
    told = [one for one in captions(app) if "sources are late" in one]
    assert len(told) == 1
    assert "years late" in told[0]
    links = [link for link in app.get("page_link") if link.proto.label == "See every source"]
    assert len(links) == 1


@pytest.mark.parametrize("page", ["app.py", "pages/triage.py"])
def test_nothing_is_said_where_nothing_is_late(
    page: str, open_page: OpenPage, reader: Callable[..., None]
) -> None:
    reader(DAY_AFTER)
    app = open_page(page)
    assert not app.exception
    assert [one for one in captions(app) if "late" in one and ":material/schedule:" in one] == []


def test_a_property_tells_it_beside_the_values_of_the_late_source(
    open_page: OpenPage, reader: Callable[..., None]
) -> None:
    reader(LONG_AFTER)
    app = open_page("pages/property.py", property_id="demo-0000")
    assert not app.exception
    told = [one for one in captions(app) if ":material/schedule:" in one]
    assert told
    assert all("data of 1 Sep 2026" in one and "late." in one for one in told)
    reader(DAY_AFTER)
    fresh = open_page("pages/property.py", property_id="demo-0000")
    assert [one for one in captions(fresh) if ":material/schedule:" in one] == []


def test_a_failed_fetch_is_told_beside_the_values(
    demo: Snapshot, open_page: OpenPage, reader: Callable[..., None]
) -> None:
    failure = Failure("2026-09-02", "The server refused.")
    reader(DAY_AFTER, **{entry["source_id"]: failure for entry in demo.manifest["inputs"]})
    app = open_page("pages/property.py", property_id="demo-0000")
    assert not app.exception
    assert any("the last fetch, on 2 Sep 2026, failed" in one for one in captions(app))
