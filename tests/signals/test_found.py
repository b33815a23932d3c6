"""Which filings, sales and publishers' judgements are signals, and which only look like one."""

from datetime import date
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest

from housing.linked_tables import LinkedTables
from housing.signals import found_signals, judge_signals
from housing.tables import Areas, LinkedCovenants, LinkedEvents, ParcelLinks, Parcels, Records
from housing.tables import empty as no_rows
from tests.factory import table

AS_OF = date(2026, 6, 30)
IDS = pd.Index(["p"], name="property_id")

SALE: dict[str, Any] = {
    "property_id": "p",
    "parcel_id": "1",
    "event_type": "sale",
    "event_date": "2025-11-14",
    "price_usd": 2_400_000.0,
    "party": "Undertow Equities LLC",
    "description": "OTR: Sold to Undertow Equities LLC; price: $2,400,000; sale type: Market.",
    "observed_date": "2026-01-01",
}
OFFER: dict[str, Any] = {
    "property_id": "p",
    "event_type": "tenant_notice",
    "event_date": "2026-02-03",
    "description": "RCASD: 5+ rental unit offer of sale; units: 48; price: $9,450,000.",
}
RECORD: dict[str, Any] = {"source_id": "catalog", "observed_date": "2026-04-01"}
HELD: dict[str, Any] = {"property_id": "p", "record_id": "r", "units_counted": 10}


def found(
    *events: dict[str, Any],
    records: tuple[dict[str, Any], ...] = (),
    covenants: tuple[dict[str, Any], ...] = (),
    parcels: int = 1,
) -> pd.DataFrame:
    """The signals of property `p`, judged."""
    links = [{"property_id": "p", "parcel_id": str(n + 1)} for n in range(parcels)]
    stewards = {"name": "Harbor Homes Trust", "added": "2020-01-01", "expires": None}
    linked = LinkedTables(
        property_ids=IDS,
        records=table(Records, [{**RECORD, **one} for one in records]).assign(property_id="p"),
        claims=pd.DataFrame(),
        covenants=table(LinkedCovenants, [{**HELD, **one} for one in covenants]),
        inspections=pd.DataFrame(),
        conditions=pd.DataFrame(),
        events=pd.DataFrame(),
        parcels=gpd.GeoDataFrame(no_rows(Parcels)),
        parcel_links=table(ParcelLinks, links),
        areas=gpd.GeoDataFrame(no_rows(Areas)),
        area_facts=pd.DataFrame(),
        stewards=pd.DataFrame([stewards], dtype="string"),
        source_order=("catalog",),
        as_of=AS_OF,
        local_crs="EPSG:32618",
    )
    stated = found_signals(linked, table(LinkedEvents, list(events)), {"catalog": "The catalog"})
    signals, _ = judge_signals(stated, IDS, AS_OF)
    return signals


def told(signals: pd.DataFrame) -> list[tuple[str, bool, str | None]]:
    why = signals["why_not"].astype(object).where(signals["why_not"].notna(), None)
    return list(zip(signals["kind"], signals["is_in_force"], why, strict=True))


def test_nothing_filed_is_no_signal() -> None:
    assert found().empty


@pytest.mark.parametrize(
    "words",
    [
        "5+ rental unit offer of sale",
        "2-4 rental unit offer of sale",
        "2-4 units offer of sale with contract",
        "5+ units offer of sale without contract",
        "Offer of sale (no property size given)",
    ],
)
def test_an_offer_of_sale_is_a_signal(words: str) -> None:
    assert told(found({**OFFER, "description": f"RCASD: {words}."})) == [
        ("offer_of_sale", True, None)
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Tenant's offer of sale response",
        "TOPA letter of interest",
        "Tenant organization registration application",
        "Election correspondence",
        "Notice of transfer",
        "Single family dwelling offer of sale",
    ],
)
def test_answers_letters_and_registrations_are_none(words: str) -> None:
    assert found({**OFFER, "description": f"RCASD: {words}."}).empty


def test_an_offer_is_over_once_the_property_is_sold() -> None:
    sold = {**SALE, "event_date": "2026-05-01"}
    assert ("offer_of_sale", False, "a sale has followed") in told(found(OFFER, sold))
    assert ("offer_of_sale", True, None) in told(found(OFFER, SALE))


def test_a_notice_for_two_addresses_is_one_signal() -> None:
    assert len(found(OFFER, OFFER)) == 1


def test_a_filing_seen_after_the_day_is_shown_and_not_used() -> None:
    later = {**OFFER, "observed_date": "2026-09-01"}
    assert told(found(later)) == [
        ("offer_of_sale", False, "observed after the day of this snapshot")
    ]


def test_a_foreclosure_counts_until_it_is_sold() -> None:
    filed = {**OFFER, "event_type": "foreclosure_notice", "event_date": "2026-01-01"}
    assert told(found(filed)) == [("foreclosure", True, None)]
    sold = {**SALE, "event_date": "2026-04-01"}
    assert ("foreclosure", False, "a sale has followed") in told(found(filed, sold))


def test_a_sale_at_a_price_to_new_hands_counts_for_24_months() -> None:
    assert told(found(SALE)) == [("sale", True, None)]
    assert found({**SALE, "event_date": "2024-06-30"}).empty
    assert len(found({**SALE, "event_date": "2024-07-01"})) == 1


@pytest.mark.parametrize(
    ("sale", "why_not"),
    [
        (
            {"is_related_transfer": True},
            "its source marks it as a transfer between the same hands",
        ),
        (
            {"description": "OTR: Sold to X; price: $90,000; sale type: M6 Multi-Govt Purchase."},
            "the tax office marks it as a purchase by the government",
        ),
        ({"price_usd": None}, "no price is on record, as of a transfer between related names"),
        ({"price_usd": 10.0}, "the price is nominal"),
        ({"party": "HARBOR HOMES TRUST."}, "the buyer is on the list of stewards"),
    ],
)
def test_a_transfer_that_is_no_sale_says_why(sale: dict[str, Any], why_not: str) -> None:
    assert told(found({**SALE, **sale})) == [("sale", False, why_not)]


def test_the_same_buyer_again_is_no_new_owner() -> None:
    before = {**SALE, "event_date": "2012-01-01"}
    assert told(found(before, SALE)) == [("sale", False, "the buyer had already bought it before")]


def test_two_withheld_names_are_not_taken_for_the_same_person() -> None:
    person = {**SALE, "party": "[individual, name withheld]"}
    assert told(found({**person, "event_date": "2012-01-01"}, person)) == [("sale", True, None)]


def test_one_home_of_many_is_not_the_property() -> None:
    assert told(found(SALE, parcels=3)) == [
        ("sale", False, "less than half of the property's parcels changed hands")
    ]
    both = {**SALE, "parcel_id": "2"}
    assert told(found(SALE, both, parcels=3)) == [("sale", True, None)]


def test_the_catalogs_category_1_is_its_editors_flag_for_a_year() -> None:
    signals = found(records=({"category_source": "1 - At-Risk or Flagged for Follow-up"},))
    assert told(signals) == [("human_flag", True, None)]
    assert signals["author"].tolist() == ["The catalog"]
    assert signals["expires_date"].iloc[0] == pd.Timestamp("2027-04-01")


def test_category_6_is_a_loss_only_where_no_covenant_is_in_force() -> None:
    lost = ({"category_source": "6 - Lost Rental"},)
    assert told(found(records=lost)) == [("lost", True, None)]
    assert told(found(records=lost, covenants=({},))) == [
        (
            "lost",
            False,
            "covenants on record are still in force, so the sources contradict each other",
        )
    ]


def test_category_5_says_nothing() -> None:
    assert found(records=({"category_source": "5 - Other Subsidized Property"},)).empty


def test_tax_credits_off_monitoring_are_harmless_under_another_covenant() -> None:
    left = ({"record_id": "credits", "status_source": "No longer monitored for compliance"},)
    own = {"record_id": "credits"}
    assert told(found(records=left, covenants=(own,))) == [("off_monitoring", True, None)]
    assert told(found(records=left, covenants=(own, {}))) == [
        ("off_monitoring", False, "another covenant is in force")
    ]


def test_an_end_that_was_moved_is_a_renewal() -> None:
    moved = {
        "end_previous_date": "2025-05-31",
        "usable_end_date": "2045-05-31",
        "start_date": "2025-06-01",
        "program_source": "Section 8",
    }
    signals = found(covenants=(moved,))
    assert told(signals) == [("renewal", True, None)]
    assert signals["signal_date"].iloc[0] == pd.Timestamp("2025-06-01")
    assert signals["reason"].iloc[0] == (
        "Section 8: the end moved from 31 May 2025 to 31 May 2045."
    )


def test_public_housing_that_a_contract_took_over_is_converted() -> None:
    old = {
        "program": "public_housing",
        "status": "ended",
        "is_active": False,
        "actual_end_date": "2023-12-31",
    }
    new = {"program": "rad", "usable_start_date": "2024-01-01"}
    assert told(found(covenants=(old, new))) == [("conversion", True, None)]
    long_before = {**new, "usable_start_date": "1999-01-01"}
    assert found(covenants=(old, long_before)).empty


def test_a_permit_to_raze_is_shown_and_proves_nothing() -> None:
    permit = {
        "property_id": "p",
        "event_type": "permit",
        "event_date": "2026-03-11",
        "description": "Permit: construction, raze; permit issued.",
    }
    works = {**permit, "description": "Permit: construction, alteration and repair."}
    ((kind, is_in_force, why),) = told(found(permit, works))
    assert (kind, is_in_force) == ("demolition", False)
    assert why is not None
    assert "no proof that the homes are gone" in why
