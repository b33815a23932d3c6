"""Spellings of one address share a key; two addresses never do."""

import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from housing.linkage.addresses import RANGE_MOST_DOORS, address_key, address_keys, keys_by_row

ONE_ADDRESS = [
    "1330 7th Street NW",
    "1330 SEVENTH ST NW",
    "1330 7TH STREET, NW",
    "01330  7th St. N.W.",
    "1330 Seventh Street Northwest, Washington, District of Columbia 20001",
    "1330 7th St NW Apt 104",
    "1330 7th St NW #104, Washington DC",
    "1330 7th St NW Washington DC 20001-1234",
    "1330 NW 7th St",
    "1330 7 ST NW",
]

#: Pieces that addresses, and things that only look like them, are made of.
WORDS = str.split(
    "NORTH N NW NORTHWEST ST STREET SAINT AVE PARK COURT 1ST FIRST TWENTY SECOND 7 12 1/2 A B E"
    " & and ; , - / # APT FL DC 20018 WASHINGTON MLK JR M L K MAIN O'NEAL Fort HWY ROAD 100"
    " 1330-1340 0 \u00e9 W ("
)
fields = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join) | st.text(max_size=20)


def first_key(text: str) -> str | None:
    key = address_key(pd.Series([text])).iloc[0]
    return None if pd.isna(key) else key


@pytest.mark.parametrize("text", ONE_ADDRESS)
def test_spellings_of_one_address_share_a_key(text: str) -> None:
    assert address_keys(text) == ["1330 7TH ST NW"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("600 H Street NW", "600 H Street SE", id="quadrants are a mile apart"),
        pytest.param("600 H Street NW", "600 H Street", id="a missing quadrant is not any"),
        pytest.param("100 North St", "100 N St", id="North Street is not N Street"),
        pytest.param("1300 13th St NW", "1300 13th Pl NW", id="street and place"),
        pytest.param("4040 8th St NW", "4040 A 8th St NW", id="a door with a letter"),
        pytest.param("1203 Otis St NE", "1203 1/2 Otis St NE", id="a door and a half"),
        pytest.param("100 State Highway 5", "100 State Highway 7", id="numbered highways"),
        pytest.param("100 Forest Park Ct", "100 Forest Park Dr", id="types after a park"),
    ],
)
def test_different_addresses_differ(one: str, other: str) -> None:
    assert first_key(one) is not None
    assert first_key(one) != first_key(other)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("3627 Twenty Second Street, SE", "3627 22ND ST SE"),
        ("1005 North Capitol Street Northeast", "1005 N CAPITOL ST NE"),
        ("1600 E Capitol St NE", "1600 E CAPITOL ST NE"),
        ("1339 Fort Stevens Drive NW", "1339 FT STEVENS DR NW"),
        ("12 Saint Paul Street", "12 ST PAUL ST"),
        ("12 St. Paul St", "12 ST PAUL ST"),
        ("100 N Saint Asaph St", "100 N ST ASAPH ST"),
        ("2632 M L K JR AVE SE", "2632 MARTIN LUTHER KING JR AVE SE"),
        ("2632 Martin Luther King, Jr. Ave SE", "2632 MARTIN LUTHER KING JR AVE SE"),
        ("205 v Street Northwest", "205 V ST NW"),
        ("812 A T STREET NW", "812A T ST NW"),
        ("1545 GIRARD STREET,,NE", "1545 GIRARD ST NE"),
        ("0880  P ST NW", "880 P ST NW"),
        ("100 Main St W", "100 MAIN ST W"),
        ("123 Avenue C", "123 AVE C"),
        ("100 Pe\u00f1a Street", "100 PENA ST"),
        ("100 Main St Springfield IL 62701", "100 MAIN ST"),
        ("35 Parker Row SW", "35 PARKER ROW SW"),
        ("37-15 73rd Street", "37-15 73RD ST"),
    ],
)
def test_what_a_key_looks_like(text: str, key: str) -> None:
    assert first_key(text) == key


@pytest.mark.parametrize(
    "text",
    [
        "Alabama Avenue SE",
        "Ridge Road SE And 37th Street SE",
        "13TH & UPSHUR ST., NW",
        "0 STANTON RD SE",
        "PENTACLE",
        "20018",
        "14 ST",
        "100 Apt 3",
        "",
    ],
)
def test_what_names_no_door_has_no_key(text: str) -> None:
    assert address_keys(text) == []


def test_a_missing_address_has_no_key() -> None:
    assert address_key(pd.Series([None, "1 Elm St"], dtype="string")).isna().tolist() == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("text", "doors"),
    [
        ("1330-1340 7th St NW", [1330, 1332, 1334, 1336, 1338, 1340]),
        ("1847-9 Good Hope Rd SE", [1847, 1849]),
        ("313 - 317 Kennedy St NW", [313, 315, 317]),
        ("1329 & 1331 K ST SE", [1329, 1331]),
        ("2101, 2103 and 2105 4th Street NW", [2101, 2103, 2105]),
        ("5401 9th Street NW; 5403 9th Street NW; others", [5401, 5403]),
        ("3532 1/2 -3534 13th Street NW", [3532, 3534]),
    ],
)
def test_one_field_may_hold_several_doors(text: str, doors: list[int]) -> None:
    assert [int(key.split()[0]) for key in address_keys(text)] == doors


def test_a_range_stays_on_its_side_of_the_street() -> None:
    assert "1333 7TH ST NW" not in address_keys("1330-1340 7th St NW")


def test_the_ends_of_a_range_over_both_sides_are_taken_alone() -> None:
    assert address_keys("1330-1341 7th St NW") == ["1330 7TH ST NW", "1341 7TH ST NW"]


def test_a_wide_range_is_not_spelled_out() -> None:
    assert address_keys("100-5000 Main St") == ["100 MAIN ST", "5000 MAIN ST"]
    assert len(address_keys("1-99 Main St")) == RANGE_MOST_DOORS


def test_addresses_of_several_streets_keep_their_own() -> None:
    text = "115 16th Street NE; 2922 Sherman Avenue NW, Washington, District of Columbia"
    assert address_keys(text) == ["115 16TH ST NE", "2922 SHERMAN AVE NW"]


@given(fields)
@settings(max_examples=400, deadline=None)
def test_a_key_is_read_as_itself(text: str) -> None:
    for key in address_keys(text):
        assert address_keys(key) == [key]


@given(st.lists(fields, max_size=6))
@settings(max_examples=150, deadline=None)
def test_columns_are_read_as_single_fields_are(texts: list[str]) -> None:
    column = pd.Series(texts, index=[f"r{n}" for n in range(len(texts))], dtype="string")
    expected = [address_keys(text) for text in texts]
    firsts = [keys[0] if keys else None for keys in expected]
    assert (
        address_key(column).astype(object).where(lambda key: key.notna(), None).tolist() == firsts
    )
    by_row = keys_by_row(column).groupby(level=0).agg(sorted).to_dict()
    assert by_row == {f"r{n}": sorted(keys) for n, keys in enumerate(expected) if keys}


def test_a_hundred_thousand_plain_addresses_take_a_second_at_most() -> None:
    doors = pd.Series(range(100_000)) + 1
    streets = (doors % 3_000).astype(str) + "th Street NW"
    start = time.process_time()
    keys = address_key(doors.astype(str) + " " + streets)
    assert time.process_time() - start < 1.0
    assert keys.notna().all()
