"""Profiles: what is known of a property at `as_of`, and nothing that was learned later."""

import pandas as pd
import pytest
from shapely import box

from housing.profiles import locate, profile_properties, sizes
from housing.tables import Records
from tests.factory import table
from tests.profile_case import OAK, ORDER, linked_tables, profile


def test_a_property_nobody_describes_is_named_after_its_id() -> None:
    alone = profile(records=[{"record_id": "catalog:1"}])
    assert alone["name"] == OAK
    assert alone["parcel_count"] == 0
    assert alone[["units_total", "owner_name", "latitude", "ward", "inspection_score"]].isna().all()


def test_a_name_is_better_than_an_address_and_an_address_than_an_id() -> None:
    address = {"record_id": "catalog:1", "address": "1 Oak St"}
    assert profile(records=[address])["name"] == "1 Oak St"
    assert profile(records=[{**address, "name": "Oak Court"}])["name"] == "Oak Court"


def test_a_record_seen_after_as_of_says_nothing() -> None:
    later = {"record_id": "catalog:1", "units_total": 40, "observed_date": "2027-01-01"}
    assert pd.isna(profile(records=[later])["units_total"])


@pytest.mark.parametrize(
    ("said", "tenancy"),
    [
        pytest.param(["family"], "family", id="one says"),
        pytest.param(["family", "unknown"], "family", id="silence is no contradiction"),
        pytest.param(["family", "elderly_disabled"], "mixed", id="they differ"),
        pytest.param(["unknown"], "unknown", id="nobody says"),
    ],
)
def test_tenancy_is_what_records_agree_on(said: list[str], tenancy: str) -> None:
    rows = [{"record_id": f"catalog:{n + 1}", "tenancy": word} for n, word in enumerate(said)]
    assert profile(records=rows, all_oak=True)["tenancy"] == tenancy


def test_homes_come_from_the_founding_record_before_the_others() -> None:
    records = table(
        Records,
        [
            {"record_id": "hud:9", "source_id": "hud", "units_total": 99},
            {"record_id": "catalog:1", "source_id": "catalog", "units_total": 40},
        ],
    ).assign(property_id=OAK)
    assert sizes(records, pd.Index([OAK]), ORDER).tolist() == [40]


def test_without_a_coordinate_the_center_of_its_parcels_stands_in() -> None:
    claims = [
        {"latitude": 38.90, "longitude": -77.00},
        {"latitude": 38.92, "longitude": -77.02},
    ]
    placed = profile(claims=claims)
    assert placed["latitude"] == pytest.approx(38.91)
    assert placed["location_source"] == "center of the parcels claimed for it"


def test_a_rooftop_point_is_better_than_a_coarse_one() -> None:
    rows = [
        {"record_id": "catalog:1", "latitude": 1.0, "longitude": 1.0, "location_quality": "coarse"},
        {"record_id": "hud:1", "latitude": 2.0, "longitude": 2.0, "location_quality": "rooftop"},
    ]
    assert profile(records=rows, all_oak=True)["latitude"] == 2.0


def test_a_point_on_a_shared_border_is_in_one_ward_only() -> None:
    here = {"record_id": "catalog:1", "latitude": 0.5, "longitude": 1.0}
    wards = [
        {"kind": "ward", "code": "2", "name": "Ward 2", "geometry": box(1, 0, 2, 1)},
        {"kind": "ward", "code": "1", "name": "Ward 1", "geometry": box(0, 0, 1, 1)},
    ]
    assert profile(records=[here], areas=wards)["ward"] == "Ward 1"


def test_assessed_value_says_how_many_parcels_it_covers() -> None:
    parcels = [
        {"parcel_id": "A", "assessed_value_usd": 100.0, "tax_year": 2026},
        {"parcel_id": "B"},
    ]
    links = [{"property_id": OAK, "parcel_id": parcel} for parcel in ("A", "B", "C")]
    land = profile(parcels=parcels, parcel_links=links)
    assert land["assessed_value_usd"] == 100.0
    assert land["assessed_value_parcels"] == 1
    assert land["parcel_count"] == 3


def test_an_unassessed_property_has_no_value_rather_than_zero() -> None:
    links = [{"property_id": OAK, "parcel_id": "A"}]
    land = profile(parcels=[{"parcel_id": "A"}], parcel_links=links)
    assert pd.isna(land["assessed_value_usd"])


def test_a_sale_after_as_of_has_not_happened() -> None:
    sales = [
        {"property_id": OAK, "event_date": "2020-05-01", "price_usd": 1e6},
        {"property_id": OAK, "event_date": "2026-12-01", "price_usd": 2e6},
    ]
    land = profile(events=sales)
    assert land["last_sale_date"] == pd.Timestamp("2020-05-01")
    assert land["last_sale_price_usd"] == 1e6


def test_a_sale_newer_than_the_owner_record_makes_the_owner_doubtful() -> None:
    owner = {"record_id": "catalog:1", "owner_name": "Oak LLC", "owner_date": "2010-01-01"}
    sale = {"property_id": OAK, "event_date": "2020-05-01"}
    assert profile(records=[owner], events=[sale])["is_owner_older_than_sale"]
    assert not profile(records=[{**owner, "owner_date": "2021-01-01"}], events=[sale])[
        "is_owner_older_than_sale"
    ]
    assert pd.isna(profile(records=[owner])["is_owner_older_than_sale"])


@pytest.mark.parametrize(
    ("listed", "owner_type"),
    [
        pytest.param({"added": "2020-01-01", "expires": None}, "steward", id="listed"),
        pytest.param({"added": "2020-01-01", "expires": "2026-01-01"}, "nonprofit", id="expired"),
        pytest.param({"added": "2026-12-01", "expires": None}, "nonprofit", id="added later"),
    ],
)
def test_only_a_current_entry_on_the_list_makes_a_steward(
    listed: dict[str, str | None], owner_type: str
) -> None:
    owner = {
        "record_id": "catalog:1",
        "owner_name": "HARBOR HOMES TRUST, INC.",
        "owner_type": "nonprofit",
    }
    stewards = [{"name": "Harbor Homes Trust Inc", **listed}]
    assert profile(records=[owner], stewards=stewards)["owner_type"] == owner_type


def test_parcels_that_disagree_prove_no_owner_type() -> None:
    claims = [{"owner_type": "public"}, {"owner_type": "nonprofit"}]
    assert profile(claims=claims)["owner_type"] == "unknown"
    assert profile(claims=claims[:1])["owner_type"] == "public"


def test_inspections_of_different_protocols_are_not_a_series() -> None:
    rows = [
        {"inspection_date": "2025-01-01", "score": 70, "protocol": "NSPIRE"},
        {"inspection_date": "2022-01-01", "score": 55, "protocol": "UPCS"},
        {"inspection_date": "2024-01-01", "score": 66, "protocol": "NSPIRE"},
    ]
    seen = profile(inspections=[{**row, "property_id": OAK} for row in rows])
    assert (seen["inspection_score"], seen["inspection_previous_score"]) == (70, 66)


def test_a_foreclosure_that_ended_in_a_sale_is_over() -> None:
    notice = {
        "property_id": OAK,
        "event_type": "foreclosure_notice",
        "event_date": "2026-03-01",
    }
    sale = {"property_id": OAK, "event_type": "sale", "event_date": "2026-06-01"}
    assert profile(events=[notice])["foreclosure_date"] == pd.Timestamp("2026-03-01")
    assert pd.isna(profile(events=[notice, sale])["foreclosure_date"])


def test_the_rent_gap_compares_the_tract_with_the_restricted_rent() -> None:
    here = {"record_id": "catalog:1", "latitude": 0.5, "longitude": 0.5}
    tract = {
        "kind": "tract",
        "code": "99001",
        "observed_date": "2020-01-01",
        "geometry": box(0, 0, 1, 1),
    }
    rents = [
        {
            "area_id": "tract:99001",
            "measure": "median_rent_usd",
            "value": 1000.0,
            "period": "a",
            "tract_year": 2020,
        },
        {
            "area_id": "tract:99001",
            "measure": "median_rent_usd",
            "value": 1500.0,
            "period": "b",
            "tract_year": 2020,
        },
    ]
    covenants = [
        {"property_id": OAK, "restricted_rent_usd": 900.0, "units_counted": 10},
        {"property_id": OAK, "restricted_rent_usd": 1100.0, "units_counted": 10},
    ]
    around = profile(records=[here], areas=[tract], area_facts=rents, covenants=covenants)
    assert around["rent_gap_pct"] == pytest.approx(50.0)
    assert around["market_growth_pctile"] == pytest.approx(50.0)


def test_rent_to_fmr_is_weighted_by_homes_and_ignores_lapsing_covenants() -> None:
    covenants = [
        {"property_id": OAK, "kind": "renewable", "rent_to_fmr_pct": 60.0, "units_counted": 30},
        {"property_id": OAK, "kind": "prac", "rent_to_fmr_pct": 100.0, "units_counted": 10},
        {"property_id": OAK, "kind": "auto_lapse", "rent_to_fmr_pct": 10.0, "units_counted": 90},
    ]
    assert profile(covenants=covenants)["rent_to_fmr_pct"] == pytest.approx(70.0)


def test_profiling_returns_every_property_and_no_other() -> None:
    gathered = linked_tables(records=[{"record_id": f"catalog:{n}"} for n in range(7)])
    located = locate(gathered.property_ids, gathered.records, gathered.claims, ORDER)
    wide = profile_properties(gathered, located)
    assert wide.index.tolist() == gathered.property_ids.tolist()


LOT = {"parcel_id": "1", "source_id": "register", "observed_date": "2026-06-14"}
STANDS = {"property_id": OAK, "parcel_id": "1"}


def test_years_that_no_record_states_are_those_of_the_buildings_on_its_parcels() -> None:
    lots = [
        {**LOT, "year_built": 1968, "last_rehab_year": 1990},
        {**LOT, "parcel_id": "2", "year_built": 1931, "last_rehab_year": 1985},
    ]
    stands = [STANDS, {**STANDS, "parcel_id": "2"}]
    known = profile(parcels=lots, parcel_links=stands)
    assert (known["year_built"], known["last_rehab_year"]) == (1931, 1990)
    assert known["year_built_source"] == "register"
    assert known["year_built_date"] == pd.Timestamp("2026-06-14")


def test_a_record_s_year_stands_and_only_what_it_leaves_open_is_filled() -> None:
    record = {
        "record_id": "catalog:1",
        "source_id": "catalog",
        "year_built": 1925,
        "observed_date": "2026-01-01",
    }
    lot = {**LOT, "year_built": 1968, "last_rehab_year": 1990}
    known = profile(records=[record], parcels=[lot], parcel_links=[STANDS])
    assert (known["year_built"], known["last_rehab_year"]) == (1925, 1990)
    assert known["year_built_source"] == "catalog;register"
    assert known["year_built_date"] == pd.Timestamp("2026-01-01")


def test_a_register_seen_after_as_of_tells_no_years() -> None:
    later = {**LOT, "year_built": 1968, "observed_date": "2027-01-01"}
    assert pd.isna(profile(parcels=[later], parcel_links=[STANDS])["year_built"])


def test_another_list_s_word_of_the_latest_inspection_is_not_the_one_before() -> None:
    released = {"inspection_date": "2025-03-20", "score": 52, "source_id": "report"}
    made = {"inspection_date": "2025-02-01", "score": 52, "source_id": "yearly"}
    before = {"inspection_date": "2024-01-15", "score": 58, "source_id": "yearly"}
    rows = [
        {"inspection_id": f"{number}", "property_id": OAK, "protocol": "NSPIRE", **row}
        for number, row in enumerate((released, made, before))
    ]
    assert profile(inspections=rows)["inspection_previous_score"] == 58
    assert pd.isna(profile(inspections=rows[:2])["inspection_previous_score"])
