"""Washington DC from the real files: everything is accounted for, and nothing is called safe."""

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from housing.snapshots import current, read_table
from housing.terms import CovenantKind, LinkMethod, Status
from tests.real.conftest import AS_OF, ROOT, Built, built

pytestmark = pytest.mark.real

CATALOG = "prescat_projects"
SUBSIDIES = "prescat_subsidies"
FIVE_YEARS_ON = pd.Timestamp("2021-04-01")


@pytest.fixture(scope="module")
def catalog(dc_2016: Built) -> pd.DataFrame:
    """Covenant rows of the catalog, of every kind."""
    covenants = dc_2016.table("covenants")
    return covenants.loc[covenants["source_id"] == SUBSIDIES]


@pytest.fixture(scope="module")
def active(catalog: pd.DataFrame) -> pd.DataFrame:
    """Rows the catalog calls active, of every kind."""
    return catalog.loc[catalog["status"] == "active"]


def quarantined(dc: Built, source_id: str) -> int:
    return int((dc.table("quarantine")["source_id"] == source_id).sum())


def test_every_project_of_the_catalog_is_a_property_and_no_other_is(dc_2016: Built) -> None:
    properties = dc_2016.table("properties")
    assert len(properties) == 362
    assert properties["property_id"].str.startswith(f"{CATALOG}-NL").all()
    assert quarantined(dc_2016, CATALOG) == 0


def test_every_subsidy_row_is_in_the_table_or_in_quarantine(
    dc_2016: Built, catalog: pd.DataFrame
) -> None:
    assert len(catalog) + quarantined(dc_2016, SUBSIDIES) == 721
    assert catalog["property_id"].notna().all()


def test_every_parcel_row_of_the_catalog_is_a_link_or_a_repetition(
    dc_2016: Built, real_data: Path
) -> None:
    raw = pd.read_csv(
        real_data / "dc" / "prescat_2016_04" / "Parcel.csv", dtype="string", encoding="latin-1"
    )
    assert len(raw) == 905
    links = dc_2016.table("parcel_links")
    claimed = links.loc[links["method"] == LinkMethod.IDENTIFIER.value]
    distinct = raw.drop_duplicates(["Nlihc_id", "Ssl"])
    assert len(claimed) == len(distinct) - quarantined(dc_2016, "prescat_parcels")


@pytest.mark.parametrize(
    ("column", "first_within", "last_within"),
    [
        pytest.param("end_date", 110, 35, id="as published"),
        pytest.param("usable_end_date", 109, 35, id="without the end of 1939"),
    ],
)
def test_first_end_overstates_risk_threefold_against_last_end(
    active: pd.DataFrame, column: str, first_within: int, last_within: int
) -> None:
    by_property = active.groupby("property_id")[column]
    first, last = by_property.min(), by_property.max()
    undated = by_property.agg(lambda ends: ends.isna().any()).astype(bool)
    assert len(first) == 328
    assert int((first <= FIVE_YEARS_ON).sum()) == first_within
    assert int(((last <= FIVE_YEARS_ON) & ~undated).sum()) == last_within


def test_the_end_of_1939_is_unknown_and_people_are_told(
    dc_2016: Built, catalog: pd.DataFrame
) -> None:
    odd = catalog.loc[catalog["end_date"] == pd.Timestamp("1939-12-01")]
    assert len(odd) == 1
    assert odd["usable_end_date"].isna().all()
    issues = dc_2016.table("issues")
    told = issues.loc[issues["row_id"].isin(odd["covenant_id"])]
    assert "date_out_of_range" in set(told["issue"])


def test_no_active_row_whose_end_has_passed_is_called_lost(
    dc_2016: Built, active: pd.DataFrame
) -> None:
    past = active.loc[active["end_date"] < pd.Timestamp(AS_OF)]
    judged = past.loc[past["is_covenant"] & past["usable_end_date"].notna()]
    assert len(past) == 41
    assert (judged["is_stale"] | judged["is_expired_unverified"]).all()
    assert judged["is_active"].all()
    properties = dc_2016.table("properties").set_index("property_id")
    status = properties.loc[past["property_id"].unique(), "status"]
    assert Status.LOST.value not in set(status)


def test_insured_mortgages_and_bonds_are_not_covenants(catalog: pd.DataFrame) -> None:
    loans = catalog["program"].isin(["fha_insured_mortgage", "tax_exempt_bond"])
    assert loans.sum() > 150
    assert set(catalog.loc[loans, "kind"]) == {CovenantKind.NONE.value}
    assert not catalog.loc[loans, "is_covenant"].any()


def test_103_of_113_contract_numbers_find_their_hud_contract(
    dc_2016: Built, catalog: pd.DataFrame
) -> None:
    numbers = set(catalog["contract_number_hud"].dropna())
    contracts = dc_2016.table("contracts").set_index("contract_number_hud")
    found = numbers & set(contracts.index)
    assert (len(numbers), len(found)) == (113, 103)
    links = dc_2016.table("record_links").set_index("record_id")
    linked = links.loc[contracts.loc[sorted(found), "record_id"]]
    owner = catalog.dropna(subset=["contract_number_hud"]).groupby("contract_number_hud")
    expected = owner["property_id"].agg(lambda ids: set(ids))
    agrees = [
        property_id in expected[number]
        for number, property_id in zip(sorted(found), linked["property_id"], strict=True)
    ]
    assert all(agrees)


def test_no_property_without_dates_is_in_the_low_band(dc_2016: Built) -> None:
    properties = dc_2016.table("properties")
    undated = properties["known_last_end_date"].isna() & ~properties["has_open_ended"]
    assert undated.sum() > 10
    assert "Low" not in set(properties.loc[undated, "band"].dropna())


def test_points_add_up_and_the_interval_holds_the_score(dc_2016: Built) -> None:
    properties = dc_2016.table("properties").set_index("property_id")
    points = dc_2016.table("contributions").groupby(["property_id", "card"])["points"].sum()
    for card in ("exit", "distress"):
        summed = points.xs(card, level="card")
        totals = properties[f"{card}_score"].astype(float).dropna()
        assert (summed.reindex(totals.index) - totals).abs().max() < 1e-6
    scored = properties.dropna(subset=["score"])
    assert (scored["score_low"] <= scored["score"]).all()
    assert (scored["score"] <= scored["score_high"]).all()


def test_every_record_has_one_line_that_says_what_became_of_it(dc_2016: Built) -> None:
    records, links = dc_2016.table("records"), dc_2016.table("record_links")
    assert sorted(records["record_id"]) == sorted(links["record_id"])
    assert links["evidence"].str.len().min() > 10


def test_what_was_seen_after_the_day_founds_no_property(dc_2016: Built) -> None:
    links = dc_2016.table("record_links").merge(dc_2016.table("records"), on="record_id")
    later = links.loc[links["observed_date"] > pd.Timestamp(AS_OF)]
    assert len(later) > 100
    assert LinkMethod.OWN_RECORD.value not in set(later["method"])


def test_as_of_today_properties_only_newer_lists_know_are_there_too(
    dc_2016: Built, dc_today: Built
) -> None:
    then = set(dc_2016.table("properties")["property_id"])
    now = set(dc_today.table("properties")["property_id"])
    assert then <= now
    assert len(now) > len(then) + 300


def test_building_twice_gives_byte_identical_tables(
    dc_2016: Built, real_data: Path, tmp_path: Path
) -> None:
    again = built(real_data, tmp_path, AS_OF)
    assert again.snapshot.id == dc_2016.snapshot.id
    assert again.snapshot.manifest["tables"] == dc_2016.snapshot.manifest["tables"]


def test_a_volunteer_takes_the_road_in_three_commands(real_data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "dc-files"
    shutil.copytree(real_data / "dc", folder)
    contracts = real_data / "national" / "sec8_outcomes" / "dc_sec8_contracts_2016-08.csv"
    roads = [
        ["import", str(folder), str(contracts)],
        ["build", "dc", "--as-of", AS_OF.isoformat()],
        ["publish"],
    ]
    for words in roads:
        done = subprocess.run(
            [sys.executable, "-m", "housing", *words],
            cwd=ROOT,
            env={"HOLDFAST_DATA_DIR": str(tmp_path / "data"), "PATH": "/usr/bin:/bin", "HOME": "/"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    snapshot = current(tmp_path / "data")
    assert snapshot is not None
    assert date.fromisoformat(snapshot.manifest["as_of"]) == AS_OF
    assert len(read_table(snapshot, "properties")) == 362
