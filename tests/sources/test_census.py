"""The Census Bureau: figures by tract with a key, places of addresses without one."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from housing.errors import FetchError, KeyMissingError, SourceChangedError, UnfinishedError
from housing.sources import acs_rents
from housing.sources.base import RawFile
from housing.sources.definitions import CensusFile
from housing.sources.download import Downloads
from housing.sources.protocols import census
from housing.sources.protocols.arrivals import Arrival
from housing.sources.protocols.census_geocoder import AT_ONCE, geocode
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

EXCERPTS = Path(__file__).resolve().parent.parent / "excerpts" / "acs_rents"
KEY = {"CENSUS_API_KEY": "k3y"}


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with publishing() as running:
        yield running


def survey(asked: Asked) -> Reply:
    """The data API: a table for those with a key, a web page for others."""
    if asked.parameters.get("key") != "k3y":
        page = (EXCERPTS / "missing_key_2022.csv").read_bytes()
        return Reply(page, headers={"Content-Type": "text/html"})
    assert asked.parameters["get"] == "NAME,B25064_001E,B25064_001M"
    assert asked.parameters["for"] == "tract:*"
    assert asked.parameters["in"] == "state:99"
    table = (EXCERPTS / "acs5_rents_2021.json").read_bytes()
    return Reply(table, headers={"Content-Type": "application/json;charset=utf-8"})


def fetched(publisher: Publisher, folder: Path, environment: dict[str, str]) -> Arrival | None:
    file = CensusFile.model_validate(
        {
            "protocol": "census",
            "name": "acs5_rents_2021",
            "survey": f"{publisher.base}/data/2021/acs/acs5",
            "variables": ["NAME", "B25064_001E", "B25064_001M"],
            "for": "tract:*",
            "within": "state:99",
            "vintage": date(2021, 1, 1),
        }
    )
    with Downloads(environment, patience=HASTE) as downloads:
        return census.fetch(downloads, file, folder, {}, lambda *_: None)


def test_the_answer_is_what_the_source_reads(publisher: Publisher, tmp_path: Path) -> None:
    publisher.pages["/data/2021/acs/acs5"] = survey
    publisher.faults += [too_many, half_a_page, cut_in_half]
    arrival = fetched(publisher, tmp_path, KEY)
    assert arrival is not None
    assert arrival.rows == 2
    assert "k3y" not in arrival.download.url
    raw = RawFile(arrival.path, arrival.path.name, date(2021, 1, 1))
    facts = acs_rents.SOURCE.normalize(raw)["area_facts"]
    assert facts["value"].tolist()[0] == 2011
    assert facts["period"].tolist() == ["2017-2021", "2017-2021"]


def test_without_a_key_nothing_is_asked(publisher: Publisher, tmp_path: Path) -> None:
    with pytest.raises(KeyMissingError, match="CENSUS_API_KEY"):
        fetched(publisher, tmp_path, {})
    assert not publisher.asked


def test_a_wrong_key_is_a_sentence(publisher: Publisher, tmp_path: Path) -> None:
    publisher.pages["/data/2021/acs/acs5"] = survey
    with pytest.raises(FetchError, match="a web page where JSON was expected"):
        fetched(publisher, tmp_path, {"CENSUS_API_KEY": "wrong"})


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ('[["NAME","B25064_001E","tract"],["x","1","000100"]]', "answer B25064_001M any more"),
        ('[["NAME","B25064_001E","B25064_001M"]]', "no rows"),
        ('[["NAME","B25064_001E","B25064_001M"],["x","1"]]', "uneven"),
        ('{"error":"unknown"}', "does not answer"),
    ],
)
def test_a_table_of_another_form_stops_the_source(
    answer: str, expected: str, publisher: Publisher, tmp_path: Path
) -> None:
    publisher.tells("/data/2021/acs/acs5", answer)
    with pytest.raises(SourceChangedError, match=expected):
        fetched(publisher, tmp_path, KEY)
    assert not list(tmp_path.iterdir())


def located(asked: Asked) -> list[list[str]]:
    """Answer a batch as the Bureau does: out of order, short lines for what is not found."""
    text = asked.body.decode()
    assert 'name="benchmark"' in text
    assert 'name="vintage"' in text
    sent = re.search(r'filename="addresses.csv"\r\n.*?\r\n\r\n(.*?)\r\n--', text, re.DOTALL)
    assert sent is not None
    answers = []
    for one, street, city, state, zip_code in csv.reader(io.StringIO(sent[1])):
        whole = f"{street}, {city}, {state}, {zip_code}"
        if "Nowhere" in street:
            answers.append([one, whole, "No_Match"])
        elif "Main" in street:
            answers.append([one, whole, "Tie"])
        else:
            found = ["Match", "Exact", whole.upper(), "-77.0369,38.9072", "76225813", "L"]
            answers.append([one, whole, *found, "11", "001", "004902", "1004"])
    return answers[::-1]


def batch(lost: int = 0) -> Callable[[Asked], Reply]:
    """The geocoder; it loses so many addresses in its first answer."""
    asked_before: list[Asked] = []

    def page(asked: Asked) -> Reply:
        rows = located(asked)[0 if asked_before else lost :]
        asked_before.append(asked)
        text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
        return Reply(text.encode(), headers={"Content-Type": "text/csv;charset=UTF-8"})

    return page


def addresses(*streets: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "address_id": [f"A{number}" for number in range(len(streets))],
            "street": list(streets),
            "city": "Washington",
            "state": "DC",
            "zip": ["20001", None, "20001"][: len(streets)] or "20001",
        }
    )


def places(publisher: Publisher, asked: pd.DataFrame) -> pd.DataFrame:
    with Downloads({}, patience=HASTE) as downloads:
        return geocode(downloads, asked, f"{publisher.base}/addressbatch")


def test_every_address_comes_back_in_its_place(publisher: Publisher) -> None:
    publisher.pages["/addressbatch"] = batch()
    publisher.faults += [too_many]
    found = places(publisher, addresses("1330 7th St NW", "9 Nowhere St", "1 Main St"))
    assert found["address_id"].tolist() == ["A0", "A1", "A2"]
    assert found["match"].tolist() == ["Match", "No_Match", "Tie"]
    assert found["latitude"].tolist()[0] == 38.9072
    assert found["longitude"].tolist()[0] == -77.0369
    assert found["tract"].tolist()[0] == "11001004902"
    assert found[["latitude", "longitude", "tract"]].iloc[1:].isna().all().all()


def test_addresses_that_got_lost_are_asked_for_again(publisher: Publisher) -> None:
    publisher.pages["/addressbatch"] = batch(lost=1)
    assert len(places(publisher, addresses("1 A St", "2 B St"))) == 2
    assert len(publisher.asked) == 2


def test_addresses_that_stay_lost_are_a_sentence(publisher: Publisher) -> None:
    publisher.tells("/addressbatch", '"A0","1 A St","Match"', Content_Type="text/csv")
    with pytest.raises(UnfinishedError, match="answered 1 of 2 addresses"):
        places(publisher, addresses("1 A St", "2 B St"))


def test_many_addresses_are_sent_in_batches(publisher: Publisher) -> None:
    publisher.pages["/addressbatch"] = batch()
    number = AT_ONCE + 5
    many = pd.DataFrame(
        {
            "address_id": [f"A{one}" for one in range(number)],
            "street": "1330 7th St NW",
            "city": "Washington",
            "state": "DC",
            "zip": "20001",
        }
    )
    assert places(publisher, many)["address_id"].tolist() == many["address_id"].tolist()
    assert len(publisher.asked) == 2


def test_no_addresses_are_not_asked_about(publisher: Publisher) -> None:
    assert places(publisher, addresses().astype("string")).empty
    assert not publisher.asked
