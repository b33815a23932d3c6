"""Every county and state of the United States: its code, its name, and where it is measured."""

import pyproj
import pytest

from housing.errors import ConfigError
from housing.reference_places import (
    FAR_SYSTEMS,
    STATE_NAMES,
    counties,
    county_system,
    find_county,
    find_state,
    state_system,
)


def test_there_are_all_counties_under_five_digits() -> None:
    assert len(counties()) == 3237
    assert all(len(fips) == 5 and fips.isdigit() for fips in counties())
    assert {county.state for county in counties().values()} == set(STATE_NAMES)


@pytest.mark.parametrize(
    ("text", "fips"),
    [
        ("24033", "24033"),
        ("Prince George's County, Maryland", "24033"),
        ("prince george's, MD", "24033"),
        ("Orleans Parish, Louisiana", "22071"),
        ("Denver, Colorado", "08031"),
        ("St. Louis city, MO", "29510"),
        ("Baltimore city, Maryland", "24510"),
        ("District of Columbia, DC", "11001"),
    ],
)
def test_a_county_is_found_by_code_or_name(text: str, fips: str) -> None:
    county = find_county(text)
    assert county is not None
    assert county.fips == fips


def test_a_name_of_several_counties_lists_them() -> None:
    with pytest.raises(ConfigError, match=r"Several counties are called 'Cook': .*17031 Cook"):
        find_county("Cook")


def test_nothing_is_found_under_a_name_that_no_county_has() -> None:
    assert find_county("Atlantis, Maryland") is None
    assert find_county("99999") is None
    assert find_state("Atlantis") is None


@pytest.mark.parametrize(("text", "state"), [("08", "CO"), ("co", "CO"), ("Colorado", "CO")])
def test_a_state_is_found_by_code_letters_or_name(text: str, state: str) -> None:
    assert find_state(text) == state


def test_every_county_is_measured_in_meters() -> None:
    systems = {county_system(county) for county in counties().values()}
    systems |= {state_system(state) for state in STATE_NAMES}
    for code in systems:
        crs = pyproj.CRS.from_user_input(code)
        assert {axis.unit_name for axis in crs.axis_info} == {"metre"}


def test_nearly_every_county_has_the_state_plane_zone_of_its_own() -> None:
    mainland = [county for county in counties().values() if county.state not in FAR_SYSTEMS]
    in_general = [county for county in mainland if county_system(county).startswith("EPSG:269")]
    in_utm = [one for one in in_general if int(county_system(one)[-2:]) <= 23]
    assert len(mainland) == 3116
    assert len(in_utm) == 31


@pytest.mark.parametrize(
    ("state", "east", "north"),
    [("CO", -102.1, 37.1), ("TX", -106.5, 31.8), ("TX", -93.6, 31.0), ("VA", -75.5, 37.5)],
)
def test_a_state_s_system_is_right_to_one_percent_at_its_borders(
    state: str, east: float, north: float
) -> None:
    to_meters = pyproj.Transformer.from_crs("EPSG:4326", state_system(state), always_xy=True)
    lon, lat, _ = pyproj.Geod(ellps="GRS80").fwd(east, north, 60, 1_000)
    (x, far_x), (y, far_y) = to_meters.transform([east, lon], [north, lat])
    assert ((far_x - x) ** 2 + (far_y - y) ** 2) ** 0.5 == pytest.approx(1_000, rel=0.01)


@pytest.mark.parametrize(
    ("fips", "system"),
    [
        ("24033", "EPSG:26985"),
        ("17031", "EPSG:26971"),
        ("36061", "EPSG:32118"),
        ("25017", "EPSG:26986"),
        ("42101", "EPSG:32129"),
        ("17043", "EPSG:26971"),
    ],
)
def test_a_county_s_zone_is_the_registry_s(fips: str, system: str) -> None:
    assert county_system(counties()[fips]) == system
