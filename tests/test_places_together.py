"""All places read as one: nobody lost, nobody doubled, and every id leads back to its place."""

from pathlib import Path

import pandas as pd
import pytest

from housing import snapshots
from housing.snapshots import Snapshot
from housing.tables import SNAPSHOT_TABLES, Areas, Properties, validate
from tests import demo_snapshot
from tests.nation_case import write_nation

COUNT = 20


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshots.places_together(write_nation(tmp_path_factory.mktemp("nation"), 3, COUNT))


def test_every_property_of_every_place_is_there_once(nation: Snapshot) -> None:
    together = snapshots.read_together(nation, "properties")
    assert len(together) == 3 * COUNT
    assert together["property_id"].is_unique
    own = pd.concat([snapshots.read_table(one, "properties") for one in nation.parts])
    found = [snapshots.apart(one) for one in together["property_id"]]
    assert [own_id for _, own_id in found] == own["property_id"].tolist()
    assert {place for place, _ in found} == {"city0", "city1", "city2"}
    validate(together, Properties)


def test_a_property_has_its_place_where_one_place_would_have_its_ward(nation: Snapshot) -> None:
    together = snapshots.read_together(nation, "properties")
    places = together["property_id"].map(lambda one: snapshots.apart(one)[0])
    assert (together["ward"] == "Demo City " + places.str[-1]).all()
    assert together["neighborhood"].isna().all()


@pytest.mark.parametrize("name", ["covenants", "parcel_links", "notices"])
def test_rows_about_a_property_follow_it(nation: Snapshot, name: str) -> None:
    known = set(snapshots.read_together(nation, "properties")["property_id"])
    rows = snapshots.read_together(nation, name)
    assert len(rows) == sum(len(snapshots.read_table(one, name)) for one in nation.parts)
    assert set(rows["property_id"].dropna()) <= known


def test_the_map_has_an_outline_and_a_name_for_every_place(nation: Snapshot) -> None:
    areas = validate(snapshots.read_together(nation, "areas"), Areas)
    assert areas["name"].tolist() == ["Demo City 0", "Demo City 1", "Demo City 2"]
    homes = snapshots.read_together(nation, "properties")
    for code, outline in zip(areas["code"], areas.geometry, strict=True):
        points = homes.geometry[homes["property_id"].str.startswith(f"{code}~")].dropna()
        assert points.within(outline).all()
    assert snapshots.read_together(nation, "basemap").empty


def test_it_is_as_old_as_its_oldest_place_and_another_version_is_told_apart(
    nation: Snapshot, tmp_path: Path
) -> None:
    assert nation.manifest["as_of"] == str(demo_snapshot.AS_OF)
    assert set(nation.manifest["tables"]) == set(SNAPSHOT_TABLES)
    other = snapshots.places_together(write_nation(tmp_path, 2, COUNT))
    name = "properties"
    assert other.manifest["tables"][name] != nation.manifest["tables"][name]


def test_invented_places_are_left_out_where_there_are_real_ones(tmp_path: Path) -> None:
    demo_snapshot.write(tmp_path, COUNT)
    real = {"id": "avon", "name": "Avon", "is_fictional": False}
    demo_snapshot.write(tmp_path, COUNT, "avon-1", place=real)
    together = snapshots.places_together(snapshots.published(tmp_path))
    assert [one.id for one in together.parts] == ["avon-1"]
    assert not together.manifest["jurisdiction"]["is_fictional"]


def test_an_id_without_a_place_stays_as_it_is() -> None:
    assert snapshots.apart("P12") == (None, "P12")
    assert snapshots.apart("avon~P12") == ("avon", "P12")
