"""Parcels, areas and census figures of Washington, from the real files."""

from collections import Counter
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from housing.parcel_ids import canonical_ssl
from housing.sources import (
    acs_tracts,
    census_tracts,
    dc_clusters,
    dc_lots,
    dc_owner_parcels,
    dc_wards,
)
from housing.sources.base import RawFile
from housing.sources.receipts import recognize, vintage_of

pytestmark = pytest.mark.real

MODULES = (acs_tracts, census_tracts, dc_clusters, dc_lots, dc_owner_parcels, dc_wards)
SOURCES = [module.SOURCE for module in MODULES]


def raw(real_data: Path, name: str) -> RawFile:
    path = real_data / "dc" / name
    return RawFile(path, path.name, vintage_of(path))


@pytest.fixture(scope="module")
def owners(real_data: Path) -> Any:
    return dc_owner_parcels.normalize(
        raw(real_data, "parcels/dc_owner_parcels_lbc_2016-07.geojson")
    )


def test_every_owner_parcel_comes_out_and_six_are_repaired(owners: Any) -> None:
    assert len(owners["parcels"]) == 6083
    assert "quarantine" not in owners
    assert owners["parcels"]["is_geometry_repaired"].sum() == 6
    assert owners["parcels"].geometry.is_valid.all()


def test_the_parquet_twin_says_the_same(owners: Any, real_data: Path) -> None:
    twin = dc_owner_parcels.normalize(
        raw(real_data, "parcels/dc_owner_parcels_lbc_2016-07.parquet")
    )["parcels"]
    facts = twin.columns.drop("geometry")
    left = pd.DataFrame(owners["parcels"][facts]).sort_values("parcel_id", ignore_index=True)
    right = pd.DataFrame(twin[facts]).sort_values("parcel_id", ignore_index=True)
    pd.testing.assert_frame_equal(left, right)


def test_no_person_is_named_among_the_owners(owners: Any) -> None:
    parcels = owners["parcels"]
    masked = parcels.loc[parcels["is_owner_masked"]]
    assert len(masked) >= 2486
    assert masked["owner_name"].str.contains("name withheld").all()
    assert masked["owner_mailing"].isna().all()
    assert not parcels["owner_name"].str.contains("REDACTED", na=False).any()


def test_closed_accounts_have_no_value(owners: Any) -> None:
    parcels = owners["parcels"]
    assert parcels["assessed_value_usd"].isna().sum() == 221 + 304
    assert parcels["assessed_value_usd"].min() > 0
    parts = parcels["assessed_land_usd"] + parcels["assessed_improvement_usd"]
    assert (parts - parcels["assessed_value_usd"]).abs().max() < 1


@pytest.mark.parametrize(
    ("name", "shapes", "rejected"),
    [
        ("parcel-lots", 1258, {}),
        ("condo-approval-lots", 3068, {"missing_id": 1, "duplicate_id": 2}),
        ("air-rights-lots", 529, {"missing_id": 13, "duplicate_id": 1}),
    ],
)
def test_every_lot_is_a_parcel_or_in_quarantine(
    real_data: Path, name: str, shapes: int, rejected: dict[str, int]
) -> None:
    tables = dc_lots.normalize(raw(real_data, f"parcels/{name}.geojson"))
    reasons = Counter(tables["quarantine"]["reason"]) if "quarantine" in tables else Counter()
    assert reasons == rejected
    assert len(tables["parcels"]) + sum(rejected.values()) == shapes


def test_every_ssl_of_the_catalog_is_readable(real_data: Path) -> None:
    path = real_data / "dc" / "prescat_2016_04" / "Parcel.csv"
    listed = pd.read_csv(path, dtype="string", encoding="latin-1")
    assert canonical_ssl(listed["Ssl"]).notna().all()
    assert canonical_ssl(listed["Ssl_orig"]).notna().all()


@pytest.mark.parametrize(
    ("name", "module", "count"),
    [
        ("ward-2012", dc_wards, 8),
        ("ward_2022", dc_wards, 8),
        ("neighborhood_cluster", dc_clusters, 46),
        ("census-tracts-2010", census_tracts, 179),
        ("census_tract", census_tracts, 206),
    ],
)
def test_every_area_comes_out(real_data: Path, name: str, module: Any, count: int) -> None:
    tables = module.normalize(raw(real_data, f"context/{name}.geojson"))
    assert list(tables) == ["areas"]
    assert len(tables["areas"]) == count


def test_every_figure_is_of_a_tract_of_2020(real_data: Path) -> None:
    facts = acs_tracts.normalize(raw(real_data, "context/DCtracts2020_acs2016_2020_ndi.csv"))
    tracts = census_tracts.normalize(raw(real_data, "context/census_tract.geojson"))["areas"]
    by_measure = facts["area_facts"].groupby("measure")["value"]
    assert by_measure.size().to_dict() == {
        "median_household_income_usd": 206,
        "population_total": 206,
        "poverty_ratio": 206,
    }
    assert set(facts["area_facts"]["area_id"]) == set(tracts["area_id"])
    assert by_measure.sum()["population_total"] == 701_974
    assert by_measure.count().to_dict()["median_household_income_usd"] == 201


def test_every_file_is_recognized_and_no_other(real_data: Path) -> None:
    found = Counter(
        source.id
        for path in sorted((real_data / "dc").rglob("*"))
        if path.is_file() and (source := recognize(path, SOURCES)) is not None
    )
    assert found == {
        "acs_tracts": 1,
        "census_tracts": 2,
        "dc_clusters": 1,
        "dc_lots": 3,
        "dc_owner_parcels": 2,
        "dc_wards": 2,
    }
