"""Fetching the city's real parcels and boundaries from Koop, over a line that keeps failing."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import shapely
import shapely.geometry

from housing.jurisdictions import load_jurisdiction
from housing.pipeline import check
from housing.pipeline.fetch import Outcome, fetch_files
from housing.sources.base import RawFile
from housing.sources.definitions import ArcgisFile
from housing.sources.download import Downloads
from housing.sources.protocols import arcgis
from housing.sources.registry import SOURCES
from tests.sources.feature_server import as_layer, serving
from tests.sources.publisher import (
    Fault,
    Publisher,
    Reply,
    broken,
    cut_in_half,
    dropped,
    error_as_success,
    half_a_page,
    publishing,
    too_many,
)
from tests.sources.test_download import HASTE

AT = datetime(2026, 11, 22, tzinfo=UTC)
LATER = datetime(2026, 12, 22, tzinfo=UTC)

LAYERS = {
    "parcel-lots": ("parcels", "dc_lots"),
    "condo-approval-lots": ("parcels", "dc_lots"),
    "affordable-housing_2016-08": ("affordable_housing", "dc_affordable_housing"),
    "air-rights-lots": ("parcels", "dc_lots"),
    "ward_2022": ("context", "dc_wards"),
    "neighborhood_cluster": ("context", "dc_clusters"),
    "census_tract": ("context", "census_tracts"),
}


def fewer_rows(reply: Reply) -> Reply:
    """Half of the rows of a page are missing, and nothing says so."""
    said = json.loads(reply.body)
    if not said.get("features"):
        return reply
    kept = said["features"][: max(1, len(said["features"]) // 2)]
    return Reply(json.dumps({**said, "features": kept}).encode(), headers=reply.headers)


#: Never more in a row than a fetch tries again.
FAULTS: list[Fault | None] = [
    dropped, None, too_many, error_as_success, None, half_a_page, cut_in_half, broken, None,
    fewer_rows, None,
]  # fmt: skip


@dataclass(frozen=True)
class City:
    """What Koop serves, where, and what of it should arrive."""

    base: str
    shapes: dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def city(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    folder = tmp_path_factory.mktemp("koop")
    shapes = {
        name: as_layer(real_data / "dc" / within / f"{name}.geojson", folder, f"DC {name}")
        for name, (within, _) in LAYERS.items()
    }
    with serving(folder) as base:
        yield City(base, shapes)


def fetched(
    city: City, folder: Path, name: str, size: int, line: Publisher | None = None
) -> list[dict[str, Any]]:
    """Fetch a layer, over a line if one is given; its features."""
    base = city.base
    if line is not None:
        base = line.base + base[base.index("/file-geojson") :]
    file = ArcgisFile(
        protocol="arcgis",
        name=name,
        service=f"{base}/{name}/FeatureServer",
        layer_name=f"DC {name}",
        page_size=size,
    )
    with Downloads({}, patience=HASTE) as downloads:
        arrival = arcgis.fetch(downloads, file, folder, {}, lambda *_: None)
    assert arrival is not None
    return json.loads(arrival.path.read_text(encoding="utf-8"))["features"]


def by_id(features: list[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """Features by object id, each id once."""
    counted = Counter(feature["properties"]["OBJECTID"] for feature in features)
    assert set(counted.values()) == {1}
    return {feature["properties"]["OBJECTID"]: feature for feature in features}


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("parcel-lots", 50),
        ("parcel-lots", 1000),
        ("condo-approval-lots", 2000),
        ("census_tract", 50),
    ],
)
def test_everything_served_arrives_once_over_a_line_that_fails(
    name: str, size: int, city: City, tmp_path: Path
) -> None:
    with publishing(upstream=city.base) as line:
        line.faults.extend(FAULTS * 20)
        arrived = by_id(fetched(city, tmp_path, name, size, line))
        met = FAULTS[: len(line.asked)]
    assert {dropped, too_many, error_as_success} <= set(met)
    served = by_id(city.shapes[name]["features"])
    assert arrived.keys() == served.keys()
    for number, feature in served.items():
        assert arrived[number]["properties"] == feature["properties"]
        assert arrived[number]["geometry"] == feature["geometry"]


def same_tables(name: str, real_data: Path, folder: Path) -> None:
    """What was fetched becomes the tables that the file becomes which a person downloads."""
    within, source_id = LAYERS[name]
    source = SOURCES[source_id]
    files = (real_data / "dc" / within / f"{name}.geojson", folder / f"{name}.geojson")
    downloaded, arrived = (source.normalize(RawFile(path, path.name, None)) for path in files)
    assert arrived.keys() == downloaded.keys()
    for table, rows in downloaded.items():
        assert len(arrived[table]) == len(rows)
    for table in source.makes:
        keys = {
            "parcels": ["parcel_id"],
            "condominium_grounds": ["parcel_id", "first_unit"],
            "areas": ["area_id"],
        }
        key = keys.get(table, ["record_id"])
        mine, theirs = (
            tables[table].sort_values(key, ignore_index=True) for tables in (arrived, downloaded)
        )
        if "geometry" in mine:  # rings may begin elsewhere and run the other way
            assert shapely.equals(mine.pop("geometry"), theirs.pop("geometry")).all()
        assert pd.DataFrame(mine).equals(pd.DataFrame(theirs))


@pytest.mark.real
@pytest.mark.parametrize("name", ["parcel-lots", "ward_2022", "neighborhood_cluster"])
def test_what_arrives_makes_the_same_tables_as_the_file_a_person_downloads(
    name: str, city: City, real_data: Path, tmp_path: Path
) -> None:
    fetched(city, tmp_path, name, 2000)
    same_tables(name, real_data, tmp_path)


@pytest.mark.real
@pytest.mark.parametrize("name", ["air-rights-lots", "affordable-housing_2016-08"])
def test_a_server_without_pages_and_geojson_gives_the_same(
    name: str, city: City, real_data: Path, tmp_path: Path
) -> None:
    with publishing(upstream=city.base) as line:
        path = f"/file-geojson/rest/services/{name}/FeatureServer/0"
        with Downloads({}, patience=HASTE) as downloads:
            said = downloads.ask(f"{line.base}{path}?f=json", lambda answer: answer.json())
        said["advancedQueryCapabilities"]["supportsPagination"] = False
        said["supportedQueryFormats"] = "JSON"
        line.tells(path, json.dumps(said))
        arrived = by_id(fetched(city, tmp_path, name, 100, line))
        asked = {one.form["f"] for one in line.asked if one.method == "POST"}
    assert asked == {"json"}
    served = by_id(city.shapes[name]["features"])
    assert arrived.keys() == served.keys()
    for number, feature in served.items():
        mine, theirs = (
            shapely.geometry.shape(one["geometry"]) for one in (arrived[number], feature)
        )
        assert mine.equals(theirs)
    same_tables(name, real_data, tmp_path)


@pytest.mark.real
def test_the_lists_of_the_city_come_by_the_command_like_downloads(
    city: City, tmp_path: Path
) -> None:
    definitions = tmp_path / "addresses"
    definitions.mkdir()
    for name in ("parcel-lots", "ward_2022"):
        source_id = LAYERS[name][1]
        (definitions / f"{source_id}.toml").write_text(
            f'id = "{source_id}"\n[places.dc]\n[[files]]\nprotocol = "arcgis"\nname = "{name}"\n'
            f'layer_name = "DC {name}"\nservice = "{city.base}/{name}/FeatureServer"\n',
            encoding="utf-8",
        )
    place = load_jurisdiction("dc")
    for at, outcome in ((AT, Outcome.RECEIVED), (LATER, Outcome.UNCHANGED)):
        found = list(
            fetch_files(place, tmp_path, at, "test", {}, definitions=definitions, patience=HASTE)
        )
        assert [one.outcome for one in found] == [outcome, outcome]
    checked = {line.file: line for line in check(place, tmp_path)}
    assert not any(line.problem for line in checked.values())
    assert checked["parcel-lots.geojson"].rows["parcels"] == 1258
    assert checked["ward_2022.geojson"].rows["areas"] == 8
