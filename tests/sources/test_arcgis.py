"""ArcGIS servers: found by name, counted, read whole or not at all."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from housing.errors import FetchError, SourceChangedError, UnfinishedError
from housing.sources.answers import Validators
from housing.sources.definitions import ArcgisFile
from housing.sources.download import Downloads
from housing.sources.protocols import arcgis
from housing.sources.protocols.arrivals import Arrival
from housing.sources.protocols.esri_shapes import as_geojson
from tests.sources.layers import SERVICE, Layer, row
from tests.sources.publisher import Publisher, Reply, error_as_success, publishing
from tests.sources.test_download import HASTE


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with publishing() as running:
        yield running


def fetched(
    served: Layer, publisher: Publisher, folder: Path, known: Validators | None = None, **said: Any
) -> Arrival | None:
    file = ArcgisFile.model_validate(
        {
            "protocol": "arcgis",
            "name": "lots",
            "service": served.served_by(publisher),
            "layer_name": "Parcel Lots",
            **said,
        }
    )
    with Downloads({}, patience=HASTE) as downloads:
        known_by_origin = {origin_of(publisher): known} if known else {}
        return arcgis.fetch(downloads, file, folder, known_by_origin, lambda done, total: None)


def origin_of(publisher: Publisher) -> str:
    return f"{publisher.base}{SERVICE}/40/query?where=1%3D1&outFields=*"


def rows_of(arrival: Arrival | None) -> list[dict[str, Any]]:
    assert arrival is not None
    return json.loads(arrival.path.read_text(encoding="utf-8"))["features"]


def ids_of(arrival: Arrival | None) -> list[int]:
    return [one["properties"]["OBJECTID"] for one in rows_of(arrival)]


def five() -> list[dict[str, Any]]:
    return [row(number) for number in range(1, 6)]


def test_every_row_comes_once_with_its_shape(publisher: Publisher, tmp_path: Path) -> None:
    arrival = fetched(Layer(five()), publisher, tmp_path)
    assert ids_of(arrival) == [1, 2, 3, 4, 5]
    assert rows_of(arrival)[0]["geometry"] == {"type": "Point", "coordinates": [-77.001, 38.9]}
    assert arrival is not None
    assert arrival.rows == 5
    assert arrival.download.url == origin_of(publisher)
    assert [path.name for path in tmp_path.iterdir()] == ["lots.geojson"]


def test_rows_are_asked_for_in_a_stable_order(publisher: Publisher, tmp_path: Path) -> None:
    fetched(Layer(five()), publisher, tmp_path)
    pages = [asked for asked in publisher.asked if "resultOffset" in asked.parameters]
    assert {asked.parameters["orderByFields"] for asked in pages} == {"OBJECTID"}
    assert [asked.parameters["resultOffset"] for asked in pages] == ["0", "2", "4", "5"]


def test_a_layer_is_found_by_its_name_under_another_number(
    publisher: Publisher, tmp_path: Path
) -> None:
    moved = Layer(five(), name="parcel  LOTS", number=62, others=((40, "Vacant Property"),))
    assert ids_of(fetched(moved, publisher, tmp_path, layer=40)) == [1, 2, 3, 4, 5]


def test_a_number_given_to_another_layer_is_not_believed(
    publisher: Publisher, tmp_path: Path
) -> None:
    reused = Layer(five(), name="Vacant Property")
    with pytest.raises(SourceChangedError, match=r"no layer called 'Parcel Lots'.*40 Vacant"):
        fetched(reused, publisher, tmp_path, layer=40)


def test_of_layers_with_one_name_the_number_tells(publisher: Publisher, tmp_path: Path) -> None:
    twins = Layer(five(), others=((7, "Parcel Lots"),))
    assert ids_of(fetched(twins, publisher, tmp_path, layer=40)) == [1, 2, 3, 4, 5]
    with pytest.raises(SourceChangedError, match="has 2 layers called"):
        fetched(twins, publisher, tmp_path)


@pytest.mark.parametrize("trouble", [{"has_pages": False}, {"is_stubborn": True}])
def test_where_pages_cannot_be_trusted_rows_come_by_their_ids(
    trouble: dict[str, bool], publisher: Publisher, tmp_path: Path
) -> None:
    assert ids_of(fetched(Layer(five(), **trouble), publisher, tmp_path)) == [1, 2, 3, 4, 5]
    assert [asked.form["objectIds"] for asked in publisher.asked if asked.method == "POST"] == [
        "1,2",
        "3,4",
        "5",
    ]


def test_rows_that_shift_while_they_are_read_are_read_again(
    publisher: Publisher, tmp_path: Path
) -> None:
    arrival = fetched(Layer(five(), late=[row(9)]), publisher, tmp_path)
    assert sorted(ids_of(arrival)) == [1, 2, 3, 4, 5, 9]


def test_a_layer_that_never_adds_up_leaves_nothing(publisher: Publisher, tmp_path: Path) -> None:
    twice = Layer([*five(), row(5)])
    with pytest.raises(FetchError, match="6 rows and gave 6 with 5 different ids"):
        fetched(twice, publisher, tmp_path)
    assert not list(tmp_path.iterdir())


def test_an_empty_layer_is_no_list(publisher: Publisher, tmp_path: Path) -> None:
    with pytest.raises(SourceChangedError, match="is empty"):
        fetched(Layer([]), publisher, tmp_path)


def test_errors_under_the_code_of_success_are_overcome(
    publisher: Publisher, tmp_path: Path
) -> None:
    publisher.faults += [error_as_success, None, error_as_success, error_as_success, None] * 2
    assert ids_of(fetched(Layer(five()), publisher, tmp_path)) == [1, 2, 3, 4, 5]


def test_a_page_the_server_cannot_finish_is_made_smaller(
    publisher: Publisher, tmp_path: Path
) -> None:
    many = Layer([row(number) for number in range(1, 101)], most=40)
    service = many.served_by(publisher)
    answer = publisher.pages[f"{SERVICE}/40/query"]

    def overburdened(asked: Any) -> Reply:
        is_large = int(asked.parameters.get("resultRecordCount", 0)) > 10
        return error_as_success(Reply()) if is_large else answer(asked)

    file = ArcgisFile(protocol="arcgis", name="lots", service=service, layer_name="Parcel Lots")
    publisher.pages[f"{SERVICE}/40/query"] = overburdened
    with Downloads({}, patience=HASTE) as downloads:
        arrival = arcgis.fetch(downloads, file, tmp_path, {}, lambda *_: None)
    assert ids_of(arrival) == list(range(1, 101))


@pytest.mark.parametrize(
    ("code", "message", "error", "expected"),
    [
        (499, "Token Required", FetchError, "asks for a login"),
        (400, "Invalid field: SSL", FetchError, r"refuses the question \(400\): Invalid field"),
        (503, "Busy", UnfinishedError, r"is busy \(503\)"),
    ],
)
def test_an_error_that_stays_is_a_sentence(
    code: int,
    message: str,
    error: type[Exception],
    expected: str,
    publisher: Publisher,
    tmp_path: Path,
) -> None:
    said = json.dumps({"error": {"code": code, "message": message}})
    layer = Layer(five())
    layer.served_by(publisher)
    publisher.tells(f"{SERVICE}/40/query", said)
    file = ArcgisFile(
        protocol="arcgis", name="x", service=publisher.base + SERVICE, layer_name="Parcel Lots"
    )
    with Downloads({}, patience=HASTE) as downloads, pytest.raises(error, match=expected):
        arcgis.fetch(downloads, file, tmp_path, {}, lambda *_: None)


def test_shapes_in_another_system_are_refused(publisher: Publisher, tmp_path: Path) -> None:
    with pytest.raises(SourceChangedError, match="another system"):
        fetched(Layer(five(), wkid=26985), publisher, tmp_path)
    meters = Layer([{**row(1), "geometry": {"x": -8575000.0, "y": 4707000.0}}])
    with pytest.raises(SourceChangedError, match="another system"):
        fetched(meters, publisher, tmp_path)


def coded() -> Layer:
    """A layer with a date and a code, as the surveyor's."""
    layer = Layer([row(1, KILL_DT=-2208988800000, STATUS=2), row(2, KILL_DT=None, STATUS=7)])
    codes = [{"code": 1, "name": "Living"}, {"code": 2, "name": "Retired"}]
    layer.fields += [
        {"name": "KILL_DT", "type": "esriFieldTypeDate"},
        {"name": "STATUS", "type": "esriFieldTypeInteger", "domain": {"codedValues": codes}},
    ]
    return layer


def test_dates_are_written_out_and_codes_stay_as_published(
    publisher: Publisher, tmp_path: Path
) -> None:
    first, second = rows_of(fetched(coded(), publisher, tmp_path))
    assert first["properties"]["KILL_DT"] == "1900-01-01T00:00:00Z"
    assert first["properties"]["STATUS"] == 2
    assert second["properties"]["KILL_DT"] is None


def test_names_that_geojson_writes_in_lower_case_are_the_layers_own(
    publisher: Publisher, tmp_path: Path
) -> None:
    lower = coded()
    lower.is_lower_case_geojson = True
    first = rows_of(fetched(lower, publisher, tmp_path, words=["STATUS"]))[0]["properties"]
    assert first["KILL_DT"] == "1900-01-01T00:00:00Z"
    assert (first["OBJECTID"], first["STATUS"]) == (1, "Retired")


def test_what_is_no_date_and_no_place_stays_as_it_is(publisher: Publisher, tmp_path: Path) -> None:
    strange = coded()
    strange.is_lower_case_geojson = True
    strange.rows[0]["attributes"]["KILL_DT"] = 10**18
    strange.rows[0]["geometry"] = {"points": [[None, None]]}
    first = rows_of(fetched(strange, publisher, tmp_path))[0]
    assert first["properties"]["KILL_DT"] == 10**18
    assert first["geometry"]["coordinates"] == [[None, None]]


def test_codes_become_words_where_the_definition_says_so(
    publisher: Publisher, tmp_path: Path
) -> None:
    first, second = rows_of(fetched(coded(), publisher, tmp_path, words=["STATUS"]))
    assert first["properties"]["STATUS"] == "Retired"
    assert second["properties"]["STATUS"] == 7


def test_a_layer_can_become_a_table_under_the_names_of_a_list(
    publisher: Publisher, tmp_path: Path
) -> None:
    arrival = fetched(coded(), publisher, tmp_path, format="csv", rename={"SSL": "PARCEL"})
    assert arrival is not None
    with arrival.path.open(encoding="utf-8", newline="") as file:
        table = list(csv.reader(file))
    assert table[0] == ["OBJECTID", "PARCEL", "KILL_DT", "STATUS"]
    assert table[2] == ["2", "0002 0001", "", "7"]


@pytest.mark.parametrize("said", [{"words": ["LOT_TYPE"]}, {"rename": {"LOT_TYPE": "KIND"}}])
def test_a_field_that_is_gone_stops_the_source(
    said: dict[str, Any], publisher: Publisher, tmp_path: Path
) -> None:
    with pytest.raises(SourceChangedError, match="no field LOT_TYPE any more"):
        fetched(Layer(five()), publisher, tmp_path, **said)


def test_a_layer_that_was_not_edited_is_not_read_again(
    publisher: Publisher, tmp_path: Path
) -> None:
    layer = Layer(five(), edited=1748217600000)
    arrival = fetched(layer, publisher, tmp_path)
    assert arrival is not None
    assert arrival.vintage == date(2025, 5, 26)
    assert arrival.path.name == "lots_2025-05-26.geojson"
    known = arrival.download.validators
    assert fetched(layer, publisher, tmp_path, known) is None
    layer.edited = 1748304000000
    assert fetched(layer, publisher, tmp_path, known) is not None


def test_a_day_that_the_address_settles_is_the_lists_day(
    publisher: Publisher, tmp_path: Path
) -> None:
    layer = Layer(five(), edited=1748217600000)
    arrival = fetched(layer, publisher, tmp_path, vintage=date(2022, 1, 1))
    assert arrival is not None
    assert arrival.path.name == "lots.geojson"


SQUARE = [[0, 0], [0, 4], [4, 4], [4, 0], [0, 0]]
HOLE = [[1, 1], [2, 1], [2, 2], [1, 2], [1, 1]]
FAR = [[9, 9], [9, 10], [10, 10], [10, 9], [9, 9]]


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        (None, None),
        ({}, None),
        ({"x": "NaN", "y": "NaN"}, None),
        ({"rings": []}, None),
        ({"x": 1.0, "y": 2.0, "z": 3.0}, {"type": "Point", "coordinates": [1.0, 2.0]}),
        ({"points": [[1, 2, 9]]}, {"type": "MultiPoint", "coordinates": [[1, 2]]}),
        ({"paths": [[[0, 0], [1, 1]]]}, {"type": "LineString", "coordinates": [[0, 0], [1, 1]]}),
        ({"rings": [SQUARE]}, {"type": "Polygon", "coordinates": [SQUARE[::-1]]}),
        (
            {"rings": [SQUARE, HOLE]},
            {"type": "Polygon", "coordinates": [SQUARE[::-1], HOLE[::-1]]},
        ),
        (
            {"rings": [FAR, SQUARE, HOLE]},
            {"type": "MultiPolygon", "coordinates": [[FAR[::-1]], [SQUARE[::-1], HOLE[::-1]]]},
        ),
        ({"rings": [HOLE]}, {"type": "Polygon", "coordinates": [HOLE]}),
    ],
)
def test_shapes_in_esris_form_become_geojson(
    shape: dict[str, Any] | None, expected: dict[str, Any] | None
) -> None:
    assert as_geojson(shape) == expected
