"""Any county, state or city gets a file that works as it is."""

from pathlib import Path

import pytest

from housing.errors import ConfigError
from housing.jurisdictions import load_jurisdiction
from housing.pipeline.new_place import add_place
from housing.pipeline.place_sources import sources_of
from housing.reference_places import STATE_NAMES, counties


def test_a_county_by_its_digits(tmp_path: Path) -> None:
    path = add_place("24033", folder=tmp_path)
    assert path.name == "prince-georges-county-md.toml"
    place = load_jurisdiction(path.stem, tmp_path)
    assert place.name == "Prince George's County, Maryland"
    assert (place.state, place.counties, place.local_crs) == ("MD", ("24033",), "EPSG:26985")
    assert {"hud_section8", "hud_properties", "hud_lihtc", "usda_section515"} <= {*place.sources}


def test_a_state_by_its_name(tmp_path: Path) -> None:
    place = load_jurisdiction(add_place("Colorado", folder=tmp_path).stem, tmp_path)
    assert (place.id, place.counties, place.local_crs) == ("colorado", (), "EPSG:26913")


def test_a_city_within_a_county(tmp_path: Path) -> None:
    place = load_jurisdiction(add_place("25017", "Cambridge", tmp_path).stem, tmp_path)
    assert (place.id, place.name) == ("cambridge-ma", "Cambridge, Massachusetts")
    assert (place.counties, place.cities) == (("25017",), ("Cambridge",))


def test_every_county_and_state_gets_a_file_that_holds(tmp_path: Path) -> None:
    for fips in [*counties()][::40]:
        place = load_jurisdiction(add_place(fips, folder=tmp_path).stem, tmp_path)
        assert tuple(sources_of(place)) == place.sources
    written = {add_place(state, folder=tmp_path).name for state in STATE_NAMES}
    assert len(written) == len(STATE_NAMES)


def test_a_file_is_never_written_over(tmp_path: Path) -> None:
    add_place("24033", folder=tmp_path)
    with pytest.raises(ConfigError, match="is there already"):
        add_place("prince george's, md", folder=tmp_path)


@pytest.mark.parametrize(
    ("text", "city", "said"),
    [
        ("Atlantis", "", "No county or state is called 'Atlantis'"),
        ("Cambridge, Massachusetts", "", "add-place 25017 --city Cambridge"),
        ("Cook", "", "Several counties are called 'Cook'"),
        ("Illinois", "Chicago", "For a city name its county"),
    ],
)
def test_what_is_not_there_is_a_sentence(tmp_path: Path, text: str, city: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        add_place(text, city, tmp_path)
    assert not [*tmp_path.iterdir()]
