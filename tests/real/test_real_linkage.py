"""Washington's lists become properties: how many links each rule makes, and links read by eye."""

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from housing import geo
from housing.linkage.parcel_store import locate, write_store
from housing.linkage.rules import NAME_METERS, NEAR_METERS
from housing.parcel_ids import is_condominium_unit
from housing.tables import Parcels, columns_of
from housing.terms import LinkMethod
from tests.real.conftest import Built

pytestmark = pytest.mark.real

CRS = "EPSG:26985"
CATALOG, HUD, LIHTC, CITY = "prescat_projects", "hud_section8", "hud_lihtc", "dc_affordable_housing"


@pytest.fixture(scope="module")
def links(dc_today: Built) -> pd.DataFrame:
    """Every record with what became of it, and the record that founded its property."""
    table = dc_today.table("record_links").merge(dc_today.table("records"), on="record_id")
    founders = table.loc[table["method"] == LinkMethod.OWN_RECORD.value]
    founder = founders.set_index("property_id")["record_id"]
    return table.assign(founder=table["property_id"].map(founder)).set_index("record_id")


def test_every_record_comes_out_once(dc_today: Built, links: pd.DataFrame) -> None:
    assert links.index.is_unique
    assert set(links.index) == set(dc_today.table("records")["record_id"])
    assert (links["source_id"] == CATALOG).sum() == 362
    assert (links.loc[links["source_id"] == CATALOG, "method"] == "own_record").all()


@pytest.mark.parametrize(
    ("source", "records", "least"),
    [
        pytest.param(HUD, 105, {"contract_number": 103, "address": 2}, id="HUD contracts"),
        pytest.param(LIHTC, 220, {"address": 95, "location": 20, "name": 4}, id="tax credits"),
        pytest.param(CITY, 922, {"address": 75, "location": 16, "name": 3}, id="the city's list"),
    ],
)
def test_rules_link_at_least_so_many_records(
    links: pd.DataFrame, source: str, records: int, least: dict[str, int]
) -> None:
    methods = links.loc[links["source_id"] == source, "method"].value_counts()
    assert methods.sum() == records
    assert {method: min(methods.get(method, 0), count) for method, count in least.items()} == least


def test_few_records_are_left_to_people(dc_today: Built, links: pd.DataFrame) -> None:
    left = links.loc[links["method"] == LinkMethod.REVIEW.value]
    assert 1 <= len(left) <= 15
    issues = dc_today.table("issues")
    told = issues.loc[(issues["issue"] == "ambiguous_link") & (issues["table"] == "records")]
    assert set(left.index) == set(told["row_id"])


@pytest.mark.parametrize(
    ("record", "project"),
    [
        pytest.param("DCB20040010", "NL000001", id="1330 Seventh St is 1330 7th Street"),
        pytest.param("DCB20040030", None, id="Henson Ridge I is not Henson Ridge II"),
        pytest.param("DCB19970010", "NL000147", id="Meadow Green Courts is Greenway"),
        pytest.param("DCB20080092", "NL000085", id="Glencrest is Glenncrest"),
        pytest.param("DCB20161006", "NL000242", id="an address without its quadrant"),
        pytest.param("DCB20050005", "NL000081", id="Congress Park II by name"),
    ],
)
def test_tax_credit_records_find_the_project_a_reader_finds(
    links: pd.DataFrame, record: str, project: str | None
) -> None:
    link = links.loc[f"{LIHTC}:{record}"]
    if project:
        assert link["property_id"] == f"{CATALOG}-{project}"
    else:
        assert links.loc[link["founder"], "name"] == "Henson Ridge I"


def test_the_name_of_the_village_next_door_does_not_beat_the_address(links: pd.DataFrame) -> None:
    pines = links.loc[f"{LIHTC}:DCB20060020"]
    assert pines["name"] == "HUNTINGTON VILLAGE (PINES)"
    assert links.loc[pines["founder"], "name"] == "Hunter Pines"


@pytest.mark.parametrize("record", ["DCB00000020", "DCB20070050", "DCB20120803", "DCB20120802"])
def test_records_a_reader_cannot_place_are_left_to_people(links: pd.DataFrame, record: str) -> None:
    assert links.loc[f"{LIHTC}:{record}", "method"] == LinkMethod.REVIEW.value


def test_links_by_likeness_are_near(links: pd.DataFrame) -> None:
    points = geo.points(links["longitude"], links["latitude"]).to_crs(CRS)
    for method, meters in ((LinkMethod.LOCATION, NEAR_METERS), (LinkMethod.NAME, NAME_METERS)):
        made = links.loc[links["method"] == method.value]
        apart = points.loc[made.index].distance(points.loc[made["founder"]], align=False)
        assert len(made)
        assert apart.max() < 2 * meters


def test_links_by_address_are_near_too(links: pd.DataFrame) -> None:
    points = geo.points(links["longitude"], links["latitude"]).to_crs(CRS)
    made = links.loc[links["method"] == LinkMethod.ADDRESS.value]
    apart = points.loc[made.index].distance(points.loc[made["founder"]], align=False).dropna()
    assert len(apart) > 150
    assert (apart > 350).sum() <= 1  # one tax-credit record is geocoded a mile off


def test_357_of_362_projects_stand_on_the_parcels_the_catalog_names(dc_today: Built) -> None:
    links = dc_today.table("parcel_links")
    projects = links.loc[links["property_id"].str.startswith(CATALOG)]
    assert projects["property_id"].nunique() == 362
    named = projects.loc[projects["method"] == LinkMethod.IDENTIFIER.value]
    assert named["property_id"].nunique() == 357
    assert set(links["property_id"]) == set(dc_today.table("properties")["property_id"])


def test_no_property_is_given_the_nearest_of_only_some_lots(dc_today: Built) -> None:
    links = dc_today.table("parcel_links")
    assert not (links["method"] == LinkMethod.NEAREST.value).any()
    unplaced = links.loc[links["method"] == LinkMethod.NONE.value, "evidence"]
    assert len(unplaced) > 500
    assert unplaced.str.len().gt(20).all()


def test_a_store_of_the_real_parcels_locates_as_their_table_does(
    dc_today: Built, tmp_path: Path
) -> None:
    parcels = gpd.GeoDataFrame(dc_today.table("parcels"))[columns_of(Parcels)]
    write_store(parcels, tmp_path / "parcels.parquet", CRS)
    points = gpd.GeoSeries(dc_today.table("properties").geometry)
    found = locate(points, parcels, CRS)
    assert len(found) > 100
    pd.testing.assert_frame_equal(found, locate(points, tmp_path / "parcels.parquet", CRS))


def test_every_invalid_outline_of_the_registers_is_mended_and_told(dc_2016: Built) -> None:
    issues = dc_2016.table("issues")
    told = issues.loc[issues["issue"] == "geometry_repaired"]
    assert told["source_id"].value_counts().to_dict() == {"dc_owner_parcels": 6, "dc_lots": 1}
    assert told["row_id"].is_unique
    steps = {step["step"]: step["note"] for step in dc_2016.snapshot.manifest["steps"]}
    assert steps["Mend the outlines of parcels (every shape is kept)"].startswith("7 published")


@pytest.fixture(scope="module")
def units(dc_2016: Built) -> pd.DataFrame:
    """Links to condominium units, none of which has an outline."""
    links = dc_2016.table("parcel_links")
    units = links.loc[is_condominium_unit(links["parcel_id"], "ssl").fillna(False).astype(bool)]
    assert not units["has_outline"].any()
    return units.set_index("parcel_id")


@pytest.mark.parametrize(
    ("ground", "project", "units_named", "record"),
    [
        ("2668||0827", "NL000063", "2065-2089", "condo book 68 page 24"),
        ("2866||0819", "NL000098", "2051-2054", "condo book 51 page 44"),
    ],
)
def test_six_units_stand_where_the_surveyors_record_names_them(
    dc_2016: Built,
    units: pd.DataFrame,
    ground: str,
    project: str,
    units_named: str,
    record: str,
) -> None:
    links = dc_2016.table("parcel_links").set_index("parcel_id")
    assert links.loc[ground, "method"] == LinkMethod.CONDOMINIUM_GROUND.value
    assert links.loc[ground, "property_id"] == f"{CATALOG}-{project}"
    assert links.loc[ground, "has_outline"]
    assert (
        f"units {units_named}, by the surveyor's record ({record})" in links.loc[ground, "evidence"]
    )
    upon = units.loc[units["evidence"].str.endswith(f"whose ground is {ground}.")]
    assert len(upon) == {"NL000063": 2, "NL000098": 4}[project]


def test_402_of_432_units_lead_to_their_ground_and_30_say_why_not(
    dc_2016: Built, units: pd.DataFrame
) -> None:
    assert len(units) == 432
    unknown = units.loc[units["evidence"].str.contains("whose ground is unknown: ")]
    assert set(unknown["property_id"]) == {f"{CATALOG}-NL000414"}
    assert len(unknown) == 30
    assert unknown["evidence"].str.contains("holds the property's point").all()
    links = dc_2016.table("parcel_links")
    grounds = links.loc[links["method"] == LinkMethod.CONDOMINIUM_GROUND.value, "parcel_id"]
    assert set(grounds) == {"2668||0827", "2866||0819", "4327||0001", "2672||0632"}


def test_grounds_that_the_catalog_names_itself_are_the_ones_found(
    dc_2016: Built, units: pd.DataFrame
) -> None:
    """The catalog lists ten of the lots as parcels beside their units; nobody told the rule."""
    grounds = units["evidence"].str.extract(r"whose ground is (\S+)\.$", expand=False).dropna()
    links = dc_2016.table("parcel_links")
    named = links.loc[links["method"] == LinkMethod.IDENTIFIER.value, ["property_id", "parcel_id"]]
    found = units[["property_id"]].assign(ground=grounds).dropna().drop_duplicates()
    assert len(found) == 14
    both = named.rename(columns={"parcel_id": "ground"})
    assert len(found.merge(both, on=["property_id", "ground"])) == 10


def test_a_ground_adds_no_parcel_and_no_value(dc_2016: Built) -> None:
    links = dc_2016.table("parcel_links")
    own = links.loc[links["method"] != LinkMethod.CONDOMINIUM_GROUND.value]
    counts = own.dropna(subset="parcel_id").groupby("property_id")["parcel_id"].nunique()
    properties = dc_2016.table("properties").set_index("property_id")
    assert (properties["parcel_count"] == counts.reindex(properties.index).fillna(0)).all()
    assert properties.loc[f"{CATALOG}-NL000123", "parcel_count"] == 160
