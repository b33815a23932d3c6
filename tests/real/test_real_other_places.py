"""Other places than Washington, by filling in one file: Cambridge's parcels, Colorado's homes."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from housing.jurisdictions import load_jurisdiction
from housing.pipeline import build, import_files
from housing.pipeline.place_sources import sources_of
from housing.sources.base import RawFile
from housing.sources.receipts import recognize
from tests.real.conftest import BUILT_AT, Built

pytestmark = pytest.mark.real


def made(real_data: Path, source_id: str, name: str, vintage: date) -> Any:
    source = sources_of(load_jurisdiction("cambridge"))[source_id]
    path = real_data / "cambridge_ma" / name
    return source.normalize(RawFile(path, name, vintage))


@pytest.fixture(scope="module")
def outlines(real_data: Path) -> Any:
    name = "ASSESSING_ParcelsFY2014.topojson"
    return made(real_data, "cambridge_parcels", name, date(2014, 1, 1))


@pytest.fixture(scope="module")
def roll(real_data: Path) -> Any:
    return made(real_data, "cambridge_tax_roll", "TaxFY14.csv", date(2013, 1, 1))


def test_every_outline_is_a_parcel_or_no_parcel_s(outlines: Any) -> None:
    parcels = outlines["parcels"]
    assert len(parcels) == 13_025
    assert Counter(outlines["quarantine"]["reason"]) == {"missing_id": 83}
    # The other 8 of the 13,116 outlines are second pieces of a parcel.
    drawn = parcels.geometry.dropna()
    assert len(parcels) - len(drawn) == 1
    assert drawn.is_valid.all()
    assert parcels["is_geometry_repaired"].sum() == 31


def test_every_row_of_the_roll_is_part_of_a_parcel(roll: Any, real_data: Path) -> None:
    path = real_data / "cambridge_ma" / "TaxFY14.csv"
    with path.open(encoding="latin-1", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 27_528
    parcels = roll["parcels"].set_index("parcel_id")
    assert len(parcels) == len({row["ML"] for row in rows if row["ML"]}) == 13_021
    # Amounts below zero are unknown, and each is told; its row stays.
    assert Counter(roll["quarantine"]["reason"]) == {"missing_id": 1, "out_of_range": 198}
    ids = [row["ML"] for row in rows]
    stated = pd.to_numeric(pd.Series([row["TotalAppraisedParcelValue"] for row in rows]))
    total = stated.groupby(ids).sum().drop("")
    # Rows of minus one dollar balance a condominium; what such parcels are worth is unknown.
    assert (stated < 0).sum() == 42
    is_unknown = (stated < 0).groupby(ids).any().drop("") | (total == 0)
    known = parcels["assessed_value_usd"].dropna()
    assert is_unknown.sum() == len(parcels) - len(known) == 50
    assert known.to_dict() == total.loc[~is_unknown].to_dict()


def test_the_apartments_of_a_condominium_are_added(roll: Any) -> None:
    condominium = roll["parcels"].set_index("parcel_id").loc["1A-109"]
    assert condominium["address"] == "10 MUSEUM WAY"
    assert condominium["land_area_sqft"] == pytest.approx(89_970, abs=1)
    assert condominium["assessed_value_usd"] > 100_000_000
    assert pd.isna(condominium["sale_date"])


def test_nearly_every_outline_has_a_tax_account(outlines: Any, roll: Any) -> None:
    drawn = set(outlines["parcels"]["parcel_id"])
    taxed = set(roll["parcels"]["parcel_id"])
    assert len(drawn & taxed) / len(drawn) > 0.99


@pytest.fixture(scope="module")
def cambridge(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Cambridge as of 1 July 2014: every lot of the Housing Authority, on its parcel."""
    data_dir = tmp_path_factory.mktemp("cambridge")
    place = load_jurisdiction("cambridge")
    folder = real_data / "cambridge_ma"
    maps = [
        folder / "ASSESSING_ParcelsFY2014.topojson",
        folder / "BOUNDARY_CDDNeighborhoods.geojson",
    ]
    import_files(maps, data_dir, BUILT_AT, "test", place)
    for source_id in ("cambridge_tax_roll", "cambridge_housing_authority"):
        import_files(
            [folder / "TaxFY14.csv"], data_dir, BUILT_AT, "test", place,
            source_id=source_id, vintage=date(2013, 1, 1),
        )  # fmt: skip
    return Built(build(place, date(2014, 7, 1), data_dir, BUILT_AT.isoformat()), data_dir)


def test_every_lot_of_the_housing_authority_is_a_property_on_its_parcel(cambridge: Built) -> None:
    properties = cambridge.table("properties")
    assert len(properties) == 29
    assert (properties["parcel_count"] > 0).sum() == 29
    assert properties["assessed_value_usd"].notna().all()
    assert properties["latitude"].notna().sum() == properties["neighborhood"].notna().sum() == 29


def test_homes_that_the_roll_does_not_count_are_unknown(cambridge: Built) -> None:
    homes = cambridge.table("properties")["units_restricted"]
    assert (homes.count(), homes.sum()) == (19, 1_016)


@pytest.fixture(scope="module")
def colorado(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Colorado as of 1 September 2026, from the state's lists and USDA's of the nation."""
    data_dir = tmp_path_factory.mktemp("colorado")
    place = load_jurisdiction("colorado")
    rural = real_data / "national" / "other" / "USDA_Section515_2022.csv"
    done = import_files([real_data / "colorado_denver", rural], data_dir, BUILT_AT, "test", place)
    assert not done.refused
    draft = build(place, date(2026, 9, 1), data_dir, BUILT_AT.isoformat())
    return Built(draft, data_dir)


def test_every_row_of_colorado_s_lists_is_a_record(colorado: Built) -> None:
    counts = colorado.table("records")["source_id"].value_counts().to_dict()
    assert counts == {
        "chfa_tax_credits": 926,
        "chfa_preservation": 1_688,
        "hud_assisted_extract": 343,
        "usda_extract": 116,
        "usda_section515": 128,
    }


def test_the_nation_s_list_is_cut_to_colorado_and_counted(colorado: Built) -> None:
    step = next(step for step in colorado.snapshot.manifest["steps"] if "Cut" in step["step"])
    assert (step["rows_in"], step["rows_out"]) == (13_117, 128)
    assert "0 say no county" in step["note"]
    assert set(colorado.table("records")["state"].dropna()) == {"CO"}


def test_colorado_s_counties_are_put_together_from_its_tracts(colorado: Built) -> None:
    kinds = colorado.table("areas")["kind"].value_counts().to_dict()
    assert kinds == {"tract": 1_447, "ward": 64, "city": 1}
    wards = colorado.table("properties")["ward"]
    assert "Denver County" in set(wards)
    assert colorado.snapshot.manifest["jurisdiction"]["area_labels"]["ward"] == "County"


def test_what_colorado_s_lists_lack_is_unknown_never_zero(colorado: Built) -> None:
    properties = colorado.table("properties")
    assert properties["assessed_value_usd"].isna().all()
    assert properties["owner_name"].isna().all()
    without_covenant = ~properties["property_id"].isin(colorado.table("covenants")["property_id"])
    assert without_covenant.sum() > 0
    assert properties.loc[without_covenant, "units_restricted"].isna().all()


def test_no_property_of_colorado_without_dates_is_in_the_low_band(colorado: Built) -> None:
    properties = colorado.table("properties")
    undated = properties["known_last_end_date"].isna() & ~properties["has_open_ended"]
    assert undated.sum() > 500
    assert "Low" not in set(properties.loc[undated, "band"].dropna())


def test_files_of_one_place_are_not_taken_for_another_s(real_data: Path) -> None:
    cambridge = [*sources_of(load_jurisdiction("cambridge")).values()]
    found = {
        path.name: source.id
        for path in sorted((real_data / "cambridge_ma").iterdir())
        if (source := recognize(path, cambridge)) is not None
    }
    assert found == {
        "ASSESSING_ParcelsFY2014.topojson": "cambridge_parcels",
        "BOUNDARY_CDDNeighborhoods.geojson": "cambridge_neighborhoods",
        "TaxFY13.csv": "cambridge_tax_roll",
        "TaxFY14.csv": "cambridge_tax_roll",
    }
