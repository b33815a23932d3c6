"""Counties and tracts as the Census Bureau draws them; the counties' outlines are simplified."""

from datetime import date

from housing.sources import census_counties, tiger_tracts
from housing.sources.base import RawFile
from tests.raw_files import EXCERPTS, reasons
from tests.sources.outlines import excerpt

COUNTIES = excerpt("census_counties/counties_simplified.geojson")
TRACTS = excerpt("tiger_tracts/tracts_co.geojson")


def test_a_county_is_an_area_under_its_five_digits() -> None:
    tables = census_counties.normalize(COUNTIES)
    areas = tables["areas"].set_index("area_id")
    assert areas.loc["ward:24033", "name"] == "Prince George's County"
    assert reasons(tables) == ["missing_id"]


def test_a_tract_is_named_by_its_number() -> None:
    areas = tiger_tracts.normalize(TRACTS)["areas"].set_index("area_id")
    assert len(areas) == 6
    assert areas.loc["tract:08101002916", "name"] == "Tract 29.16"
    assert areas.loc["tract:08101002916", "observed_date"].year == 2020


def test_a_file_of_an_earlier_decade_draws_the_tracts_of_its_census() -> None:
    path = EXCERPTS / "tiger_tracts" / "tracts_co.geojson"
    areas = tiger_tracts.normalize(RawFile(path, path.name, date(2016, 1, 1)))["areas"]
    assert set(areas["observed_date"].dt.year) == {2010}
