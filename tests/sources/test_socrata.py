"""Socrata sites: the data set that was meant, every row of it once."""

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from housing.errors import FetchError, SourceChangedError
from housing.sources.answers import Validators
from housing.sources.definitions import SocrataFile
from housing.sources.download import Downloads
from housing.sources.protocols import socrata
from housing.sources.protocols.arrivals import Arrival
from tests.sources.publisher import (
    Asked,
    Publisher,
    Reply,
    cut_in_half,
    half_a_page,
    publishing,
    too_many,
)
from tests.sources.test_download import HASTE

#: Columns of Chicago's list of affordable rental developments, s6ha-ppgi.
COLUMNS = ("community_area", "property_type", "property_name", "units", "location")


def development(number: int, **said: Any) -> dict[str, Any]:
    """A row as Socrata sends it: figures as text, blank fields left out."""
    return {
        ":id": f"row-{number:04}",
        ":@computed_region_awaf_s7ux": "12",
        "community_area": "Uptown",
        "property_name": f"Invented Court {number}",
        "units": str(number),
        **said,
    }


def data_set(
    publisher: Publisher,
    rows: list[dict[str, Any]],
    *,
    name: str = "Affordable Rental Housing Developments",
    late: list[dict[str, Any]] | None = None,
) -> None:
    """Publish a data set; `late` rows appear after the first page was read."""
    columns = [{"fieldName": one} for one in (*COLUMNS, ":@computed_region_awaf_s7ux")]
    facts = {"name": name, "rowsUpdatedAt": 1748217600, "columns": columns}
    publisher.tells("/api/views/s6ha-ppgi.json", json.dumps(facts))
    publisher.pages["/resource/s6ha-ppgi.json"] = _answering(rows, late or [])


def _answering(rows: list[dict[str, Any]], late: list[dict[str, Any]]) -> Callable[[Asked], Reply]:
    def page(asked: Asked) -> Reply:
        said = asked.parameters
        fitting = [row for row in rows if said.get("$where", "") in ("", f"units={row['units']}")]
        if said["$select"].startswith("count"):
            return _said([{"rows": str(len(fitting))}])
        assert said["$order"] == ":id"
        start, most = int(said["$offset"]), int(said["$limit"])
        shown = fitting[start : start + most]
        rows[:0] = late
        late.clear()
        return _said(shown)

    return page


def _said(answer: Any) -> Reply:
    return Reply(json.dumps(answer).encode(), headers={"Content-Type": "application/json"})


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with publishing() as running:
        yield running


def fetched(
    publisher: Publisher,
    folder: Path,
    known: Validators | None = None,
    environment: dict[str, str] | None = None,
    **said: Any,
) -> Arrival | None:
    file = SocrataFile.model_validate(
        {
            "protocol": "socrata",
            "name": "developments",
            "site": publisher.base,
            "dataset": "s6ha-ppgi",
            "dataset_name": "Affordable Rental Housing Developments",
            "page_size": 2,
            **said,
        }
    )
    origin = f"{publisher.base}/resource/s6ha-ppgi.json"
    with Downloads(environment or {}, patience=HASTE) as downloads:
        return socrata.fetch(
            downloads, file, folder, {origin: known} if known else {}, lambda *_: None
        )


def table_of(arrival: Arrival | None) -> list[dict[str, str]]:
    assert arrival is not None
    with arrival.path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def five() -> list[dict[str, Any]]:
    return [development(number) for number in range(1, 6)]


def test_every_row_comes_once_over_a_line_that_fails(publisher: Publisher, tmp_path: Path) -> None:
    data_set(publisher, five())
    publisher.faults += [None, too_many, None, half_a_page, None, cut_in_half]
    arrival = fetched(publisher, tmp_path)
    assert [row["units"] for row in table_of(arrival)] == ["1", "2", "3", "4", "5"]
    assert arrival is not None
    assert arrival.rows == 5
    assert arrival.vintage == date(2025, 5, 26)
    assert arrival.path.name == "developments_2025-05-26.csv"


def test_fields_that_a_row_leaves_out_are_blank_and_places_stay_readable(
    publisher: Publisher, tmp_path: Path
) -> None:
    place = {"latitude": "41.9", "longitude": "-87.6"}
    data_set(publisher, [development(1, location=place), development(2)])
    first, second = table_of(fetched(publisher, tmp_path))
    assert list(first) == list(COLUMNS)
    assert first["property_type"] == ""
    assert json.loads(first["location"]) == place
    assert second["location"] == ""


def test_another_data_set_under_the_same_id_is_refused(
    publisher: Publisher, tmp_path: Path
) -> None:
    data_set(publisher, five(), name="Building Permits")
    with pytest.raises(SourceChangedError, match="calls data set s6ha-ppgi 'Building Permits'"):
        fetched(publisher, tmp_path)


def test_an_empty_data_set_is_no_list(publisher: Publisher, tmp_path: Path) -> None:
    data_set(publisher, [])
    with pytest.raises(SourceChangedError, match="is empty"):
        fetched(publisher, tmp_path)


def test_rows_that_shift_while_they_are_read_are_read_again(
    publisher: Publisher, tmp_path: Path
) -> None:
    data_set(publisher, five(), late=[development(9)])
    assert len(table_of(fetched(publisher, tmp_path))) == 6


def test_a_data_set_that_never_adds_up_leaves_nothing(publisher: Publisher, tmp_path: Path) -> None:
    data_set(publisher, [*five(), development(5)])
    with pytest.raises(FetchError, match="6 rows and gave 6 with 5 ids"):
        fetched(publisher, tmp_path)
    assert not list(tmp_path.iterdir())


def test_only_the_rows_that_are_wanted_are_asked_for(publisher: Publisher, tmp_path: Path) -> None:
    data_set(publisher, five())
    arrival = fetched(publisher, tmp_path, where="units=3")
    assert [row["units"] for row in table_of(arrival)] == ["3"]
    assert arrival is not None
    assert arrival.download.url.endswith("?%24where=units%3D3")


def test_a_data_set_that_did_not_change_is_not_read_again(
    publisher: Publisher, tmp_path: Path
) -> None:
    data_set(publisher, five())
    arrival = fetched(publisher, tmp_path)
    assert arrival is not None
    known = arrival.download.validators
    assert fetched(publisher, tmp_path, known) is None
    assert fetched(publisher, tmp_path, replace(known, last_modified="1700000000")) is not None
    assert fetched(publisher, tmp_path, known, page_size=3) is not None


def test_a_refusal_in_words_is_passed_on(publisher: Publisher, tmp_path: Path) -> None:
    data_set(publisher, five())
    publisher.pages["/resource/s6ha-ppgi.json"] = lambda _: _said(
        {"error": True, "message": "No such column: unit"}
    )
    with pytest.raises(FetchError, match="refuses the question: No such column: unit"):
        fetched(publisher, tmp_path)


def test_a_token_travels_where_there_is_one(publisher: Publisher, tmp_path: Path) -> None:
    data_set(publisher, five())
    fetched(publisher, tmp_path, environment={"SOCRATA_APP_TOKEN": "t0ken"})
    assert {asked.headers.get("X-App-Token") for asked in publisher.asked} == {"t0ken"}
    assert not any("t0ken" in asked.path for asked in publisher.asked)
