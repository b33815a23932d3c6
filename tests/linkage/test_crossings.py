"""Addresses without a door: crossings are compared with crossings, and everything says why."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from housing.linkage.addresses import address_keys
from housing.linkage.crossings import crossing_key, why_no_door

WORDS = str.split(
    "14th St & and at @ / corner of NW SE Park Road Elm Street , N the near 13TH Saint Main 7 Ave"
)
fields = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join) | st.text(max_size=20)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("14th St & Park Rd NW", "14TH ST NW & PARK RD NW"),
        ("Park Rd NW at Fourteenth Street NW", "14TH ST NW & PARK RD NW"),
        ("Corner of 14th St and Park Rd, NW", "14TH ST NW & PARK RD NW"),
        ("intersection of 14th St NW @ Park Road NW", "14TH ST NW & PARK RD NW"),
        ("Ridge Road SE And 37th Street SE", "37TH ST SE & RIDGE RD SE"),
        ("13TH & UPSHUR ST., NW", "13TH NW & UPSHUR ST NW"),
        ("EDGEWOOD ST & TOUSLEY AVE", "EDGEWOOD ST & TOUSLEY AVE"),
        ("14th St NW & K St SE", "14TH ST NW & K ST SE"),
    ],
)
def test_a_crossing_has_one_key_however_it_is_written(text: str, key: str) -> None:
    assert crossing_key(text) == key
    assert address_keys(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "1329 & 1331 K ST SE",
        "1330 7th St NW",
        "WILSON STREET &",
        "EVERGREEN, PINE AND SPRUCE DRIVE",
        "14th St & 14th Street",
        "Judiciary House",
        "Smith and Jones",
        "NW & SE",
        "",
    ],
)
def test_what_is_no_crossing_of_two_streets_has_no_such_key(text: str) -> None:
    assert crossing_key(text) is None


@given(fields)
@settings(max_examples=300, deadline=None)
def test_a_crossings_key_is_read_as_itself_and_is_no_door(text: str) -> None:
    key = crossing_key(text)
    if key is not None:
        assert crossing_key(key) == key
        assert address_keys(key) == []


@given(fields)
@settings(max_examples=200, deadline=None)
def test_every_address_names_a_door_or_says_why_not(text: str) -> None:
    assert (why_no_door(text) is None) == bool(address_keys(text))
