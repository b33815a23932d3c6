"""What a refresh fetches: lists with an address of which nothing came lately."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from housing.jurisdictions import load_jurisdiction
from housing.pipeline.due import FRESH, due, fetch_due
from housing.pipeline.fetch import Fetched, Outcome
from tests import small_place


@pytest.fixture
def addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two lists of Washington have an address."""
    monkeypatch.setattr(
        "housing.pipeline.due.load_definitions",
        lambda place, folder: {"prescat_subsidies": None, "dc_wards": None},
    )


@pytest.mark.usefixtures("addresses")
def test_a_list_of_which_something_came_lately_is_not_asked_for(tmp_path: Path) -> None:
    small_place.receive_first(tmp_path)
    at = small_place.AT
    assert due(small_place.PLACE, tmp_path, at + timedelta(days=6), tmp_path) == ["dc_wards"]
    assert due(small_place.PLACE, tmp_path, at + FRESH, tmp_path) == [
        "prescat_subsidies",
        "dc_wards",
    ]


@pytest.mark.usefixtures("addresses")
def test_a_list_that_cannot_be_fetched_holds_up_nothing_and_is_said(tmp_path: Path) -> None:
    def fetch_list(*_: Any, source_id: str, **__: Any) -> Iterator[Fetched]:
        failed = source_id == "dc_wards"
        outcome = Outcome.FAILED if failed else Outcome.RECEIVED
        yield Fetched(source_id, "file.csv", outcome, "the server is gone" if failed else "")

    said = list(
        fetch_due(
            load_jurisdiction("dc"), tmp_path, small_place.AT, "Ada", {}, fetch_list=fetch_list
        )
    )
    assert said[-1] == "Could not be fetched: 1. What was received before is used."
    assert "dc_wards: the server is gone" in said[1]


def test_a_trial_asks_nobody(tmp_path: Path) -> None:
    said = list(fetch_due(small_place.PLACE, tmp_path, small_place.AT, "Ada", {}, is_trial=True))
    assert all(line.startswith("would fetch") or "key" in line for line in said)
