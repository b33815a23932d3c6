"""A place's own parcels, in whichever file the city has them; the rows are invented."""

from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box

from housing.errors import FileUnreadableError, SourceChangedError
from housing.layouts import ParcelList
from housing.sources.base import RawFile
from housing.sources.own_lists import source_of
from tests.raw_files import reasons, workbook, written

OUTLINES = ParcelList(
    kind="parcels",
    title="Parcels",
    publisher="City",
    columns={"parcel_id": "PIN", "address": ("NUM", "STREET"), "owner_name": "OWNER"},
    public_owners=("CITY OF ELM",),
)
ROLL = ParcelList(
    kind="parcels",
    title="Tax roll",
    publisher="City",
    several="parts",
    parcel_id_pattern=r"\d+-\d+",
    unknown=("N/A",),
    columns={
        "parcel_id": "PIN",
        "address": "ADDR",
        "assessed_value_usd": "VALUE",
        "land_area_sqft": "LAND",
        "sale_date": "SOLD",
        "year_built": "BUILT",
    },
)
ROLL_TEXT = """PIN,ADDR,VALUE,LAND,SOLD,BUILT
1-1,1 OAK ST,"$100,000",5000,7/5/2005,1900
1-2,2 OAK ST #2,200000,0,1/2/2010,1998
1-2,2 OAK ST,50000,9000,1/2/2010,1990
1-2,2 OAK ST #1,0,0,3/4/2012,0
1-3,3 OAK ST,N/A,100,,N/A
1-4,4 OAK ST,0,0,,0
ROAD,,,,,
"""


def shapes() -> gpd.GeoDataFrame:
    """Three parcels, one in two pieces, and a road without a number."""
    rows = pd.DataFrame(
        {
            "PIN": ["1-1", "1-2", "1-2", "1-3", None],
            "NUM": ["1", "2", "2", "3", None],
            "STREET": ["OAK ST"] * 4 + ["ROAD"],
            "OWNER": ["DOE JANE", "CITY OF ELM", "CITY OF ELM", "OAK HOUSING LLC", None],
        }
    )
    outlines = [box(-100 + i / 1000, 40, -100 + (i + 1) / 1000, 40.001) for i in range(5)]
    return gpd.GeoDataFrame(rows, geometry=outlines, crs="EPSG:4326")


def outlined(path: Path) -> Any:
    raw = RawFile(path, path.name, date(2026, 1, 1))
    return source_of("elm_parcels", OUTLINES, "plain").normalize(raw)


def rolled(raw: RawFile, layout: ParcelList = ROLL) -> Any:
    return source_of("elm_roll", layout, "plain").normalize(raw)


@pytest.fixture
def roll(tmp_path: Path) -> Any:
    return rolled(written(tmp_path, "roll.csv", ROLL_TEXT, date(2026, 1, 1)))


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("parcels.geojson", {"driver": "GeoJSON"}),
        ("parcels.gpkg", {"driver": "GPKG"}),
        ("parcels.shp.zip", {"driver": "ESRI Shapefile"}),
    ],
)
def test_outlines_are_read_from_every_kind_of_file(
    tmp_path: Path, name: str, options: dict[str, str]
) -> None:
    shapes().to_crs("EPSG:26914" if "geojson" not in name else "EPSG:4326").to_file(
        tmp_path / name, **options
    )
    tables = outlined(tmp_path / name)
    parcels = tables["parcels"].set_index("parcel_id")
    assert parcels.index.tolist() == ["1-1", "1-2", "1-3"]
    assert parcels.loc["1-2", "geometry"].bounds == pytest.approx((-99.999, 40, -99.997, 40.001))
    assert parcels.loc["1-2", "address"] == "2 OAK ST"
    assert reasons(tables) == ["missing_id"]


def test_geoparquet_is_read_too(tmp_path: Path) -> None:
    shapes().to_parquet(tmp_path / "parcels.parquet")
    assert len(outlined(tmp_path / "parcels.parquet")["parcels"]) == 3


def test_people_are_withheld_and_public_owners_are_those_the_place_names(tmp_path: Path) -> None:
    shapes().to_file(tmp_path / "p.geojson")
    parcels = outlined(tmp_path / "p.geojson")["parcels"].set_index("parcel_id")
    assert parcels.loc["1-1", "owner_name"] == "[individual, name withheld]"
    assert parcels.loc["1-1", "is_owner_masked"]
    assert parcels["owner_type"].tolist() == ["unknown", "public", "unknown"]


def test_parts_of_a_parcel_are_added(roll: Any) -> None:
    parcels = roll["parcels"].set_index("parcel_id")
    assert parcels.loc["1-2", "assessed_value_usd"] == 250_000
    assert parcels.loc["1-2", "land_area_sqft"] == 9_000
    assert parcels.loc["1-2", "year_built"] == 1990
    assert parcels.loc["1-2", "address"] == "2 OAK ST"


def test_what_parts_say_differently_is_unknown(roll: Any) -> None:
    parcels = roll["parcels"].set_index("parcel_id")
    assert pd.isna(parcels.loc["1-2", "sale_date"])
    assert parcels.loc["1-1", "sale_date"] == pd.Timestamp("2005-07-05")


def test_unknown_and_zero_values_are_unknown_never_zero(roll: Any) -> None:
    parcels = roll["parcels"].set_index("parcel_id")
    assert parcels.loc[["1-3", "1-4"], "assessed_value_usd"].isna().all()
    assert parcels.loc[["1-3", "1-4"], ["year_built", "tax_year"]].isna().all().all()
    assert parcels.loc["1-1", "tax_year"] == 2026


def test_a_row_that_is_no_parcel_s_is_counted(roll: Any) -> None:
    assert len(roll["parcels"]) == 4
    assert reasons(roll) == ["missing_id"]


def test_a_workbook_says_the_same_as_the_text(tmp_path: Path, roll: Any) -> None:
    rows: list[list[object]] = [
        ["Tax roll of Elm"],
        ["PIN", "ADDR", "VALUE", "LAND", "SOLD", "BUILT"],
    ]
    rows += [
        ["1-1", "1 OAK ST", 100000, 5000, "7/5/2005", 1900],
        ["1-2", "2 OAK ST #2", 200000, 0, "1/2/2010", 1998],
        ["1-2", "2 OAK ST", 50000, 9000, "1/2/2010", 1990],
        ["1-2", "2 OAK ST #1", 0, 0, "3/4/2012", 0],
        ["1-3", "3 OAK ST", "N/A", 100, None, "N/A"],
        ["1-4", "4 OAK ST", 0, 0, None, 0],
    ]
    read = rolled(workbook(tmp_path, "roll.xlsx", rows, date(2026, 1, 1)))["parcels"]
    pd.testing.assert_frame_equal(pd.DataFrame(read), pd.DataFrame(roll["parcels"]))


def test_acres_become_square_feet(tmp_path: Path) -> None:
    layout = ROLL.model_copy(update={"land_area_unit": "acres"})
    parcels = rolled(written(tmp_path, "roll.csv", ROLL_TEXT), layout)["parcels"]
    assert parcels.set_index("parcel_id").loc["1-3", "land_area_sqft"] == 4_356_000


def test_a_renamed_column_stops_the_list(tmp_path: Path) -> None:
    with pytest.raises(SourceChangedError, match="elm_roll needs column 'value'"):
        rolled(written(tmp_path, "roll.csv", ROLL_TEXT.replace("VALUE", "TOTAL")))


def test_a_broken_file_is_refused(tmp_path: Path) -> None:
    shapes().to_file(tmp_path / "whole.gpkg", driver="GPKG")
    (tmp_path / "half.gpkg").write_bytes((tmp_path / "whole.gpkg").read_bytes()[:3000])
    with pytest.raises(FileUnreadableError, match="half.gpkg"):
        outlined(tmp_path / "half.gpkg")


def test_row_order_does_not_matter(tmp_path: Path, roll: Any) -> None:
    head, *rows = ROLL_TEXT.splitlines()
    turned = rolled(written(tmp_path, "r.csv", "\n".join([head, *rows[::-1]]), date(2026, 1, 1)))
    pd.testing.assert_frame_equal(
        pd.DataFrame(turned["parcels"]), pd.DataFrame(roll["parcels"]), check_like=True
    )
