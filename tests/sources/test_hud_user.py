"""HUD USER: rents of one area, or of every ZIP code in it, and only of the year asked for."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from housing.errors import FetchError, KeyMissingError, SourceChangedError
from housing.sources.definitions import HudUserFile
from housing.sources.download import Downloads
from housing.sources.protocols import hud_user
from housing.sources.protocols.arrivals import Arrival
from tests.sources.publisher import Asked, Publisher, Reply, publishing, too_many
from tests.sources.test_download import HASTE

PATH = "/hudapi/public/fmr/data/1100199999"
TOKEN = {"HUD_USER_TOKEN": "t0ken"}
RENTS = {"Efficiency": 1700, "One-Bedroom": 1735, "Two-Bedroom": 1981, "year": "2026"}


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with publishing() as running:
        yield running


def fetched(
    publisher: Publisher, folder: Path, answer: Any, environment: dict[str, str] | None = None
) -> Arrival | None:
    def page(asked: Asked) -> Reply:
        if asked.headers.get("Authorization") != "Bearer t0ken":
            return Reply(b'{"error":"Unauthenticated."}', 401)
        assert asked.parameters == {"year": "2026"}
        return Reply(json.dumps(answer).encode(), headers={"Content-Type": "application/json"})

    publisher.pages[PATH] = page
    file = HudUserFile(
        protocol="hud_user", name="fmr_2026", url=f"{publisher.base}{PATH}", year=2026
    )
    with Downloads(TOKEN if environment is None else environment, patience=HASTE) as downloads:
        return hud_user.fetch(downloads, file, folder, {}, lambda *_: None)


@pytest.mark.parametrize(
    ("figures", "rows"),
    [
        (RENTS, 1),
        ([{**RENTS, "zip_code": "MSA level"}, {**RENTS, "zip_code": "20001"}], 2),
    ],
)
def test_rents_come_as_one_set_or_one_for_every_zip_code(
    figures: Any, rows: int, publisher: Publisher, tmp_path: Path
) -> None:
    publisher.faults.append(too_many)
    answer = {"data": {"area_name": "Washington-Arlington", "basicdata": figures}}
    arrival = fetched(publisher, tmp_path, answer)
    assert arrival is not None
    assert arrival.rows == rows
    assert json.loads(arrival.path.read_text(encoding="utf-8")) == answer
    assert "t0ken" not in arrival.download.url


def test_income_limits_have_no_basic_data(publisher: Publisher, tmp_path: Path) -> None:
    answer = {"data": {"year": "2026", "median_income": 160000, "very_low": {"il50_p1": 57000}}}
    arrival = fetched(publisher, tmp_path, answer)
    assert arrival is not None
    assert arrival.rows == 1


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"data": {"year": "2025", "basicdata": RENTS}}, "answers 2025 when asked for 2026"),
        ({"data": {"basicdata": []}}, "a form nobody knows"),
        ({"data": {"basicdata": "see website"}}, "a form nobody knows"),
        ({"rents": []}, "without data"),
        ([RENTS], "without data"),
    ],
)
def test_another_answer_stops_the_source(
    answer: Any, expected: str, publisher: Publisher, tmp_path: Path
) -> None:
    with pytest.raises(SourceChangedError, match=expected):
        fetched(publisher, tmp_path, answer)
    assert not list(tmp_path.iterdir())


def test_a_refusal_in_words_is_passed_on(publisher: Publisher, tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="refuses the question: Data not found"):
        fetched(publisher, tmp_path, {"error": "Data not found"})


def test_a_token_is_needed_and_has_to_be_right(publisher: Publisher, tmp_path: Path) -> None:
    with pytest.raises(KeyMissingError, match=r"HUD_USER_TOKEN: register .*huduser"):
        fetched(publisher, tmp_path, {}, environment={})
    with pytest.raises(FetchError, match=r"refuses \(401\)"):
        fetched(publisher, tmp_path, {}, environment={"HUD_USER_TOKEN": "old"})
