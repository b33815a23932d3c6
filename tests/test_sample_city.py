"""The fictional sample city: believable, the same on every run, and hard in every way it says."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from housing.linkage.addresses import address_key
from housing.owner_names import is_organization
from housing.parcel_ids import canonical_ssl
from housing.sample_city import AS_OF, HARD_CASES, QUARANTINED, owners, write_sample_city
from housing.sample_city.hard_cases import CASES
from housing.snapshots import read_table
from housing.sources.base import RawFile, Tables
from housing.sources.receipts import recognize, vintage_of
from housing.sources.registry import SOURCES
from tests.raw_files import EXCERPTS

ROOT = Path(__file__).resolve().parent.parent
LOCAL_CRS = "EPSG:32618"

FILES = {
    "Affordable_Housing_2026-09-15.csv": "dc_affordable_housing",
    "HUD_LIHTC_2026-05-28.csv": "hud_lihtc",
    "acs_rents_2020-12-31.csv": "acs_rents",
    "acs_rents_2024-12-31.csv": "acs_rents",
    "basemap_2026.geojson": "basemap",
    "census_tract_2020.geojson": "census_tracts",
    "city_covenants_2026-10.csv": "city_covenants",
    "condo_approval_lots_2026-07.geojson": "dc_lots",
    "neighborhood_cluster_2024.geojson": "dc_clusters",
    "owner_parcels_2026-07.geojson": "dc_owner_parcels",
    "parcel_lots_2026-07.geojson": "dc_lots",
    "prescat_2026_09/Parcel.csv": "prescat_parcels",
    "prescat_2026_09/Project.csv": "prescat_projects",
    "prescat_2026_09/Reac_score.csv": "prescat_inspections",
    "prescat_2026_09/Real_property.csv": "prescat_events",
    "prescat_2026_09/Subsidy.csv": "prescat_subsidies",
    "property_conditions_2026-09.csv": "property_conditions",
    "sec8_contracts_2026-09.csv": "hud_section8",
    "tenant_notices_2026-10.csv": "tenant_notices",
    "ward_2024.geojson": "dc_wards",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = tmp_path_factory.mktemp("port-amity")
    write_sample_city(written)
    return written


@pytest.fixture(scope="module")
def tables(folder: Path) -> Tables:
    """Every file read by its source, tables of one name put together."""
    parts: dict[str, list[pd.DataFrame]] = {}
    for name, source_id in FILES.items():
        path = folder / name
        raw = RawFile(path, path.name, vintage_of(path))
        for table, rows in SOURCES[source_id].normalize(raw).items():
            parts.setdefault(table, []).append(rows)
    return {name: pd.concat(several, ignore_index=True) for name, several in parts.items()}


@pytest.fixture(scope="module")
def parcels(tables: Tables) -> Any:
    """Lots of the tax roll, in meters."""
    roll = tables["parcels"].loc[tables["parcels"]["source_id"] == "dc_owner_parcels"]
    return gpd.GeoDataFrame(roll, geometry="geometry", crs="EPSG:4326").to_crs(LOCAL_CRS)


def drawn(tables: Tables, kind: str) -> Any:
    """Shapes of the basemap, in meters."""
    shapes = tables["basemap"].loc[tables["basemap"]["kind"] == kind]
    return gpd.GeoDataFrame(shapes, geometry="geometry", crs="EPSG:4326").to_crs(LOCAL_CRS)


def rows_of(tables: Tables, table: str, slug: str) -> pd.DataFrame:
    """Rows about the development that shows a case."""
    column = "record_id" if "record_id" in tables[table] else "property_id"
    return tables[table].loc[tables[table][column] == f"prescat_projects:{HARD_CASES[slug]}"]


def test_every_file_is_recognized_by_its_source(folder: Path) -> None:
    written = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert written == set(FILES)
    for name, source_id in FILES.items():
        source = recognize(folder / name, list(SOURCES.values()))
        assert source is not None, name
        assert source.id == source_id


def test_nothing_describes_a_day_after_the_day_it_is_made_for(folder: Path) -> None:
    assert max(vintage_of(folder / name) for name in FILES) == AS_OF  # type: ignore[type-var]


def test_two_runs_write_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; import sys\n"
        "from housing.sample_city import write_sample_city\n"
        "write_sample_city(Path(sys.argv[1]))\n"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Kathmandu", "LC_ALL": "C"}
    again = tmp_path / "again"
    subprocess.run([sys.executable, "-c", code, str(again)], cwd=ROOT, env=environment, check=True)
    for name in FILES:
        first, second = (
            hashlib.sha256((place / name).read_bytes()).hexdigest() for place in (folder, again)
        )
        assert first == second, name


def test_it_is_the_size_of_a_small_city(tables: Tables) -> None:
    assert 9_000 <= len(tables["parcels"]) <= 11_000
    assert len(tables["covenants"]) >= 650
    kinds = tables["areas"]["kind"].value_counts()
    assert kinds.to_dict() == {"tract": 25, "neighborhood": 9, "ward": 4}
    catalog = tables["records"].loc[tables["records"]["source_id"] == "prescat_projects"]
    assert len(catalog) >= 320
    assert len(drawn(tables, "park")) >= 5


def test_it_is_in_the_open_atlantic(tables: Tables) -> None:
    west, south, east, north = gpd.GeoSeries(tables["areas"]["geometry"]).total_bounds
    assert -74.7 < west < east < -74.5
    assert 36.5 < south < north < 36.7


def test_what_cannot_be_read_is_what_was_meant_to_be(tables: Tables) -> None:
    found = tables["quarantine"][["source_id", "source_record_id", "reason"]]
    assert sorted(found.itertuples(index=False, name=None)) == sorted(QUARANTINED)


def test_no_lot_lies_on_water(tables: Tables, parcels: Any) -> None:
    water = shapely.union_all(drawn(tables, "water").geometry.to_numpy())
    assert shapely.area(shapely.intersection(parcels.geometry.to_numpy(), water)).max() < 0.5


def test_no_lot_lies_in_a_park(tables: Tables, parcels: Any) -> None:
    parks = shapely.union_all(drawn(tables, "park").geometry.to_numpy())
    assert shapely.area(shapely.intersection(parcels.geometry.to_numpy(), parks)).max() < 0.5


def test_no_two_lots_overlap(parcels: Any) -> None:
    shapes = parcels.loc[~parcels["is_geometry_repaired"]].geometry.to_numpy()
    left, right = shapely.STRtree(shapes).query(shapes, predicate="overlaps")
    shared = shapely.area(shapely.intersection(shapes[left], shapes[right]))
    assert len(shared) == 0 or shared.max() < 0.5


@pytest.mark.parametrize("kind", ["ward", "neighborhood", "tract"])
def test_areas_leave_nothing_out_and_count_nothing_twice(tables: Tables, kind: str) -> None:
    areas = gpd.GeoDataFrame(tables["areas"], geometry="geometry", crs="EPSG:4326")
    city = shapely.union_all(
        areas.loc[areas["kind"] == "ward"].to_crs(LOCAL_CRS).geometry.to_numpy()
    )
    layer = areas.loc[areas["kind"] == kind].to_crs(LOCAL_CRS).geometry
    assert layer.geom_type.eq("Polygon").all()
    assert layer.area.sum() == pytest.approx(city.area, rel=1e-6)
    assert shapely.union_all(layer.to_numpy()).area == pytest.approx(city.area, rel=1e-6)
    assert city.geom_type == "Polygon"
    assert len(city.interiors) == 0


def test_every_lot_lies_in_one_ward(tables: Tables, parcels: Any) -> None:
    areas = gpd.GeoDataFrame(tables["areas"], geometry="geometry", crs="EPSG:4326")
    wards = areas.loc[areas["kind"] == "ward"].to_crs(LOCAL_CRS).geometry.to_numpy()
    middles = shapely.point_on_surface(parcels.geometry.to_numpy())
    inside = np.array([shapely.contains(ward, middles) for ward in wards]).sum(axis=0)
    assert (inside == 1).all()


def test_no_two_lots_share_an_address_or_a_number(parcels: Any) -> None:
    assert parcels["address"].is_unique
    assert parcels["parcel_id"].is_unique
    assert address_key(parcels["address"]).notna().all()
    assert address_key(parcels["address"]).is_unique


def test_lots_are_numbered_in_every_form_the_parser_knows(parcels: Any) -> None:
    published = parcels["parcel_id_source"]
    assert published.str.fullmatch(r"\d{4}    \d{4}").any()
    assert published.str.fullmatch(r"\d{4}[NSEW]   \d{4}").any()
    assert published.str.fullmatch(r"PAR \d{8}").any()
    assert canonical_ssl(published).notna().all()


def test_developments_stand_on_the_lots_they_claim(tables: Tables, parcels: Any) -> None:
    claims = tables["claimed_parcels"]
    drawn_lots = claims["parcel_id"].isin(parcels["parcel_id"])
    assert set(claims.loc[~drawn_lots, "record_id"]) == {
        f"prescat_projects:{HARD_CASES['parcel_condominium']}"
    }


def test_developments_have_the_address_of_their_lot(tables: Tables, parcels: Any) -> None:
    records = tables["records"].loc[tables["records"]["source_id"] == "prescat_projects"]
    keys = address_key(records["address"])
    assert keys.isin(address_key(parcels["address"])).mean() > 0.98


@pytest.mark.parametrize(
    ("sample", "excerpt"),
    [
        ("prescat_2026_09/Project.csv", "prescat_projects/Project.csv"),
        ("prescat_2026_09/Subsidy.csv", "prescat_subsidies/Subsidy.csv"),
        ("prescat_2026_09/Parcel.csv", "prescat_parcels/Parcel.csv"),
        ("prescat_2026_09/Reac_score.csv", "prescat_inspections/Reac_score.csv"),
        ("prescat_2026_09/Real_property.csv", "prescat_events/Real_property.csv"),
        ("sec8_contracts_2026-09.csv", "hud_section8/dc_sec8_contracts_2016-08.csv"),
        (
            "Affordable_Housing_2026-09-15.csv",
            "dc_affordable_housing/Affordable_Housing_2025-05-26.csv",
        ),
        ("city_covenants_2026-10.csv", "city_covenants/city_covenants_2026-10.csv"),
        (
            "property_conditions_2026-09.csv",
            "property_conditions/property_conditions_2026-09.csv",
        ),
        ("tenant_notices_2026-10.csv", "tenant_notices/tenant_notices_2026-10.csv"),
    ],
)
def test_columns_are_the_publishers(folder: Path, sample: str, excerpt: str) -> None:
    ours, theirs = (
        path.read_bytes().split(b"\r")[0].split(b"\n")[0]
        for path in (folder / sample, EXCERPTS / excerpt)
    )
    assert ours == theirs


def test_files_are_encoded_as_their_publishers_encode_them(folder: Path) -> None:
    contracts = (folder / "sec8_contracts_2026-09.csv").read_bytes()
    layer = (folder / "Affordable_Housing_2026-09-15.csv").read_bytes()
    catalog = (folder / "prescat_2026_09" / "Project.csv").read_bytes()
    assert b"\n" not in contracts
    assert contracts.count(b"\r") > 80
    assert layer.count(b"\r\n") == layer.count(b"\n") > 10
    assert (folder / "HUD_LIHTC_2026-05-28.csv").read_bytes().startswith(b"\xef\xbb\xbfHUD_ID,")
    assert catalog.decode("latin-1").count("Caf\u00e9") == 1
    with pytest.raises(UnicodeDecodeError):
        catalog.decode("utf-8")


def test_owners_are_invented_organizations_whose_names_may_be_shown(tables: Tables) -> None:
    invented = [
        *owners.STEWARDS, *owners.NONPROFITS, *owners.LIMITED_DIVIDEND, *owners.FOR_PROFITS,
        owners.ROPEWALK_TRUST, owners.HOUSING_AUTHORITY, owners.CITY_HALL,
    ]  # fmt: skip
    assert 35 <= len(invented) <= 45
    assert all(is_organization(owner.name) for owner in invented)
    shown = set(tables["records"]["owner_name"].dropna().str.upper())
    for steward in owners.STEWARDS:
        assert steward.name.upper() in shown


def test_companies_of_one_sponsor_share_a_mailing_address(tables: Tables) -> None:
    claims, roll = tables["claimed_parcels"], tables["parcels"].dropna(subset=["owner_mailing"])
    subsidized = roll.loc[roll["parcel_id"].isin(claims["parcel_id"])]
    names = subsidized.groupby("owner_mailing")["owner_name"].nunique()
    assert (names >= 4).sum() >= 5


def test_people_are_masked_by_their_publishers(folder: Path) -> None:
    roll = (folder / "owner_parcels_2026-07.geojson").read_text("utf-8")
    assert roll.count("[INDIVIDUAL - REDACTED]") > 3_000


def test_ends_of_covenants_spread_and_heap_up(tables: Tables) -> None:
    years = tables["covenants"]["end_date"].dt.year
    in_plan = years.loc[years.between(2027, 2066)]
    assert len(in_plan) > 400
    assert in_plan.min() == 2027
    assert in_plan.max() >= 2060
    per_year = in_plan.value_counts()
    cliff = per_year.reindex(range(2034, 2038)).mean()
    assert cliff > 1.4 * per_year.reindex(range(2027, 2061), fill_value=0).mean()


def test_rents_grow_unevenly_and_one_tract_has_no_figure(tables: Tables) -> None:
    rents = tables["area_facts"].pivot_table(index="area_id", columns="period", values="value")
    growth = rents.iloc[:, 1] / rents.iloc[:, 0]
    assert growth.min() < 1.25
    assert growth.max() > 1.45
    assert tables["area_facts"]["value"].isna().sum() == 1


def test_every_hard_case_is_in_the_catalog(tables: Tables) -> None:
    ids = set(tables["records"]["record_id"])
    assert len(set(HARD_CASES.values())) == len(HARD_CASES) >= 90
    for slug, catalog_id in HARD_CASES.items():
        assert f"prescat_projects:{catalog_id}" in ids, slug


def test_the_documentation_names_every_hard_case() -> None:
    text = (ROOT / "docs" / "sample-city.md").read_text("utf-8")
    for case in CASES:
        assert f"| `{case.slug}` | {HARD_CASES[case.slug]} |" in text
        assert case.story in text


@pytest.mark.parametrize(
    ("slug", "end"),
    [
        ("date_1900", "1900-01-01"),
        ("date_1939", "1939-12-01"),
        ("date_9999", "9999-12-31"),
        ("end_equals_as_of", "2026-10-01"),
        ("end_on_29_february", "2028-02-29"),
        ("contract_end_past", "2026-03-31"),
        ("end_before_start", "2005-08-01"),
    ],
)
def test_hard_ends_are_published_as_they_are(tables: Tables, slug: str, end: str) -> None:
    ends = rows_of(tables, "covenants", slug)["end_date"]
    assert end in set(ends.dt.strftime("%Y-%m-%d"))


@pytest.mark.parametrize(
    ("slug", "score", "star"),
    [
        ("inspection_with_star", 68, True),
        ("inspection_of_one", 1, True),
        ("inspection_of_zero", 0, True),
        ("inspection_old", 52, False),
    ],
)
def test_hard_scores_are_published_as_they_are(
    tables: Tables, slug: str, score: int, star: bool
) -> None:
    latest = rows_of(tables, "inspections", slug).sort_values("inspection_date").iloc[-1]
    assert latest["score"] == score
    assert latest["has_smoke_detector_defect"] == star


@pytest.mark.parametrize(
    ("slug", "beginning"),
    [
        ("name_expression", "@@=(("),
        ("name_markup", "<img src=x onerror=alert(1)>"),
        ("name_formula", "=HYPERLINK("),
        ("name_with_accents", "Caf\u00e9 Se\u00f1al"),
    ],
)
def test_hostile_names_arrive_unharmed(tables: Tables, slug: str, beginning: str) -> None:
    (name,) = rows_of(tables, "records", slug)["name"]
    assert name.startswith(beginning)


def test_a_name_may_have_250_characters(tables: Tables) -> None:
    assert rows_of(tables, "records", "name_of_250_characters")["name"].str.len().tolist() == [250]


def test_a_name_may_be_written_from_right_to_left(tables: Tables) -> None:
    names = tables["records"].loc[tables["records"]["source_id"] == "hud_lihtc", "name"]
    assert names.str.contains("\u202e").any()
    assert names.str.contains("\U0001f3e0").any()


def test_some_covenants_have_no_dates_no_homes_or_too_many(tables: Tables) -> None:
    assert rows_of(tables, "covenants", "covenants_undated")["end_date"].isna().all()
    assert rows_of(tables, "covenants", "units_assisted_zero")["units_assisted"].tolist() == [0]
    assert rows_of(tables, "covenants", "units_assisted_unknown")["units_assisted"].isna().all()
    over = rows_of(tables, "covenants", "units_assisted_over_total")["units_assisted"]
    total = rows_of(tables, "records", "units_assisted_over_total")["units_total"]
    assert over.max() > total.max()
    assert rows_of(tables, "covenants", "no_covenant").empty


def test_the_city_states_what_federal_lists_do_not(tables: Tables) -> None:
    perpetual = rows_of(tables, "covenants", "covenant_perpetual")
    assert perpetual["is_perpetual"].tolist() == [True]
    waived = rows_of(tables, "covenants", "credits_exit_waived")["is_early_exit_waived"]
    assert True in set(waived.dropna())
    lease = rows_of(tables, "covenants", "ground_lease_ends_first").iloc[0]
    assert lease["ground_lease_end_date"] < lease["end_date"]
    later = rows_of(tables, "covenants", "covenant_seen_later")["observed_date"]
    assert (later > pd.Timestamp(AS_OF)).any()


def test_a_foreclosure_follows_a_sale_and_a_sale_a_foreclosure(tables: Tables) -> None:
    for slug, last in (
        ("foreclosure_after_sale", "foreclosure_notice"),
        ("sale_after_foreclosure", "sale"),
    ):
        events = rows_of(tables, "events", slug).sort_values("event_date")
        assert events["event_type"].iloc[-1] == last


def test_taxes_are_unpaid_for_years(tables: Tables, parcels: Any) -> None:
    claimed = rows_of(tables, "claimed_parcels", "taxes_unpaid")["parcel_id"]
    owed = parcels.loc[parcels["parcel_id"].isin(claimed), "tax_years_delinquent"]
    assert owed.eq(3).all()
    assert len(owed) >= 1


@pytest.fixture(scope="module")
def properties(sample: Any) -> pd.DataFrame:
    """The published city, by catalog id."""
    rows = read_table(sample, "properties")
    return rows.set_index(rows["property_id"].str.removeprefix("prescat_projects-"))


def test_scores_spread_as_in_a_city_that_needs_triage(properties: pd.DataFrame) -> None:
    shares = properties["band"].value_counts(normalize=True)
    assert 0.08 <= shares["Very High"] + shares["High"] <= 0.14
    assert 0.15 <= shares["Moderate"] <= 0.30
    assert shares["Low"] > 0.55


def test_every_neighborhood_has_subsidized_homes(properties: pd.DataFrame) -> None:
    counts = properties["neighborhood"].value_counts()
    assert len(counts) == 9
    assert counts["Ferry Landing"] > 4 * counts["Lantern Point"]


@pytest.mark.parametrize(
    ("slug", "status"),
    [
        ("contract_end_past", "Scored"),
        ("covenants_all_ended", "Lost"),
        ("demolished", "Lost"),
        ("covenants_ended_undated", "Off-monitoring"),
        ("end_past_unverified", "Expired-unverified"),
        ("end_equals_as_of", "Expired-unverified"),
        ("public_housing_scattered", "No scheduled expiry"),
        ("community_land_trust", "No scheduled expiry"),
        ("ground_lease_99_years", "No scheduled expiry"),
        ("covenant_perpetual", "No scheduled expiry"),
        ("public_housing_converted", "Scored"),
        ("credits_unmonitored_bound", "Scored"),
        ("no_covenant", "Scored"),
        ("credits_unmonitored", "Off-monitoring"),
        ("replaced", "Replaced"),
    ],
)
def test_hard_cases_reach_the_pages_with_their_status(
    properties: pd.DataFrame, slug: str, status: str
) -> None:
    assert properties.loc[HARD_CASES[slug], "status"] == status


@pytest.mark.parametrize(
    ("slug", "column", "value"),
    [
        ("contract_end_past", "has_stale_end", True),
        ("covenants_undated", "has_unknown_end", True),
        ("date_1939", "has_unknown_end", True),
        ("credits_recorded_50_years", "last_end_date", pd.Timestamp("2046-01-01")),
        ("ends_in_conflict", "last_end_date", pd.Timestamp("2033-09-01")),
        ("credits_twice", "units_restricted", 88),
        ("two_contracts", "units_restricted", 62),
        ("two_contracts", "units_restricted_high", 102),
        ("mixed_income_a_fifth", "units_restricted", 30),
        ("steward_owns", "owner_type", "steward"),
        ("steward_entry_expired", "owner_type", "nonprofit"),
        ("owner_company", "owner_type", "unknown"),
        ("owner_partnership_of_nonprofit", "owner_type", "nonprofit"),
        ("sold_to_for_profit", "owner_type", "for_profit"),
        ("sold_since_owner_recorded", "is_owner_older_than_sale", True),
        ("foreclosure_after_sale", "foreclosure_date", pd.Timestamp("2026-05-12")),
        ("offered_for_sale", "notice_date", pd.Timestamp("2026-08-21")),
        ("taxes_unpaid", "tax_years_delinquent", 3),
        ("tenancy_mixed", "tenancy", "mixed"),
        ("tenancy_not_recorded", "tenancy", "unknown"),
        ("inspections_failing_twice", "inspection_previous_score", 55),
        ("inspection_over_100", "inspection_score", 88),
        ("one_building_two_parcels", "parcel_count", 2),
        ("no_place", "parcel_count", 0),
        ("offered_for_sale", "override", "offer_of_sale"),
        ("opting_out", "score", 85),
        ("financing_closed", "score", 35),
        ("flag_in_force", "score", 60),
        ("flag_in_force", "is_flagged", True),
        ("flag_of_catalog", "is_flagged", True),
        ("flag_expired", "is_flagged", False),
        ("aggregator", "signals", "aggregator_transfer"),
        ("public_housing_converted", "signals", "conversion"),
        ("sold_to_for_profit", "signals", "sale"),
    ],
)
def test_hard_cases_reach_the_pages_with_their_facts(
    properties: pd.DataFrame, slug: str, column: str, value: object
) -> None:
    assert properties.loc[HARD_CASES[slug], column] == value


@pytest.mark.parametrize(
    ("slug", "reason"),
    [
        ("loan_515_prepayable", "Section 515 loan may be repaid early, any day"),
        ("loan_515_of_1988", "Section 515 loan may be repaid early unless its agreement"),
        ("loan_515_since_1989", "Section 515 loan ends Mar 2043"),
        ("mortgage_236_prepayable", "Section 236 mortgage may be repaid early, any day"),
        ("mortgage_236_unknown", "Section 236 mortgage ends Aug 2042"),
        ("mortgage_236_bound", "Section 236 mortgage ends Jan 2044"),
        ("loan_202_prepayable", "Section 8 contract ends Oct 2030"),
    ],
)
def test_loans_that_may_be_repaid_early_say_so(
    properties: pd.DataFrame, slug: str, reason: str
) -> None:
    assert properties.loc[HARD_CASES[slug], "reason"].startswith(reason)


def test_properties_with_the_same_reason_share_what_it_is_about(properties: pd.DataFrame) -> None:
    facts = properties[["owner_type", "governing_kind", "foreclosure_date", "tax_years_delinquent"]]
    facts = facts.assign(
        homes=properties["units_restricted"].replace(0, pd.NA).fillna(properties["units_total"]),
        month=properties["governing_date"].dt.strftime("%Y-%m"),
    )
    told = facts.groupby(properties["reason"]).nunique(dropna=False)
    assert (told == 1).all(axis=None)
    assert properties["reason"].nunique() > 0.95 * len(properties)
    assert properties["reason"].str.len().quantile(0.75) <= 110


def test_a_loan_nobody_knows_about_names_what_to_ask(properties: pd.DataFrame) -> None:
    told = properties.loc[HARD_CASES["mortgage_236_unknown"], "largest_unknown"]
    assert "Whether the loan may be repaid early" in told


@pytest.mark.parametrize(
    ("slug", "column"),
    [
        ("sale_after_foreclosure", "foreclosure_date"),
        ("owner_missing", "owner_name"),
        ("no_place", "latitude"),
        ("units_all_unknown", "units_restricted"),
        ("demolished", "score"),
        ("notice_without_intent", "override"),
        ("flag_expired", "signals"),
    ],
)
def test_what_nobody_knows_stays_unknown(properties: pd.DataFrame, slug: str, column: str) -> None:
    assert pd.isna(properties.loc[HARD_CASES[slug], column])


def test_every_signal_people_state_is_of_a_hard_case(sample: Any) -> None:
    signals = read_table(sample, "signals")
    stated = signals.loc[signals["signal_id"].str.startswith("people:")]
    known = {f"prescat_projects-{one}" for one in HARD_CASES.values()}
    assert len(stated) == 6
    assert set(stated["property_id"]) <= known
    assert stated["reason"].str.startswith("Fictional").all()
    assert not read_table(sample, "issues")["issue"].eq("signal_without_property").any()


def test_the_surveyor_names_the_ground_under_the_condominium(tables: Tables) -> None:
    claims = rows_of(tables, "claimed_parcels", "parcel_condominium")["parcel_id"]
    ground = tables["condominium_grounds"].squeeze()
    square, _, numbers = zip(*claims.str.rpartition("|").itertuples(index=False), strict=True)
    assert set(square) == {ground["parcel_id"].rpartition("|")[0]}
    assert [int(numbers[0]), int(numbers[-1])] == [ground["first_unit"], ground["last_unit"]]
