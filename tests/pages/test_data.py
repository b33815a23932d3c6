"""Data: sources and their age, rows in and out, what was rejected or doubted."""

from collections.abc import Callable

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from housing.tables import Quarantine
from tests.factory import table
from tests.pages.reading import tables
from ui import ledger

OpenPage = Callable[..., AppTest]


@pytest.fixture
def data(open_page: OpenPage) -> AppTest:
    return open_page("pages/data.py")


def test_it_opens(data: AppTest) -> None:
    assert not data.exception
    assert [header.value for header in data.header] == [
        "Sources",
        "Steps",
        "Rejected rows",
        "Doubts",
        "Quality",
        "What changed",
        "This snapshot",
        "Snapshots kept",
        "How to refresh",
    ]


def test_every_source_has_its_age_and_rows(data: AppTest) -> None:
    sources = tables(data)[0]
    assert len(sources) == 3
    assert sources["Rows in"].tolist() == ["60", "60", "60"]
    assert "late" in " ".join(sources["Today"])


def test_doubts_are_counted_and_can_be_downloaded(data: AppTest) -> None:
    assert "Sources disagree" in tables(data)[2].to_numpy()
    assert any("doubts" in str(button.label) for button in data.get("download_button"))


def test_the_snapshot_shown_is_marked_among_those_kept(data: AppTest) -> None:
    assert "shown here" in " ".join(tables(data)[-2]["Snapshot"])


def test_the_refresh_commands_are_those_of_the_command_line(data: AppTest) -> None:
    from typer.main import get_command

    from housing.cli import app

    commands = set(get_command(app).commands)  # type: ignore[attr-defined]
    told = ledger.HOW_TO_REFRESH.split("python -m housing ")[1:]
    assert {line.split()[0].strip("`") for line in told} <= commands


def test_rejected_rows_are_counted_by_reason() -> None:
    quarantine = table(
        Quarantine,
        [
            {"source_id": "a", "reason": "missing_id"},
            {"source_id": "a", "reason": "missing_id"},
            {"source_id": "b", "reason": "out_of_range"},
        ],
    )
    counted = ledger.rejected_by_reason(quarantine, {"a": "List A"})
    assert counted[0] == {"Source": "List A", "Reason": "No id", "Rows": "2"}


def test_a_downloaded_row_is_no_formula() -> None:
    frame = pd.DataFrame({"As published": ['=HYPERLINK("http://x")', "plain"]})
    text = ledger.as_csv(frame).decode("utf-8-sig")
    assert "'=HYPERLINK" in text
    assert "\nplain" in text
