"""Facts an expert would try: who owns it, what it rents for, in what state it is, for whom."""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from shapely import box

from housing.covenant_contracts import inform
from housing.factors.owner import OWNER
from housing.factors.rent_incentive import RENT_TO_FAIR_MARKET
from housing.factors.time_to_end import TIME_TO_END
from housing.profiles import market_doubts
from housing.sources import hud_lihtc, hud_section8, prescat_events, prescat_inspections
from housing.sources.acs_rents import tract_year
from housing.tables import Contracts, Covenants, RecordLinks
from tests.factors.facts import interval, points, sentence
from tests.factory import table
from tests.profile_case import OAK, linked_tables, profile
from tests.raw_files import excerpt, reasons, written
from tests.road import road
from tests.scoring_cases import TODAY, covenant, points_of, score, score_one

AS_OF = date(2026, 10, 1)

OWNED = {"record_id": "catalog:1", "owner_name": "Oak Homes Inc", "owner_type": "nonprofit"}
SOLD = {"property_id": OAK, "event_date": "2015-05-12", "party": "Elm LLC"}
DOUBT: dict[str, Any] = {"owner": "nonprofit", "owner_sold": 16_567.0}
RENEWABLE = 0


class TestOwner:
    def test_an_unknown_owner_gives_no_points_and_the_whole_interval(self) -> None:
        assert points(OWNER) == 0
        assert interval(OWNER) == (-45, 7)
        assert interval(OWNER, kind=RENEWABLE) == (-25, 3)

    def test_a_company_whose_owner_nobody_coded_is_unknown(self) -> None:
        alone = {"record_id": "catalog:1", "owner_name": "Oak Street Preservation LLC"}
        assert profile(records=[alone])["owner_type"] == "unknown"

    @pytest.mark.parametrize(
        ("name", "owner_type"),
        [
            ("Oak Homes Limited Partnership", "unknown"),
            ("New Oak LP", "unknown"),
            ("Oak L.P.", "unknown"),
            ("Oak Apts LP / Harbor Housing Enterprises", "nonprofit"),
            ("Harbor Housing Inc, general partner of Oak LP", "nonprofit"),
            ("Oak Homes Inc", "nonprofit"),
        ],
    )
    def test_a_partnership_is_nonprofit_only_if_its_general_partner_is_named(
        self, name: str, owner_type: str
    ) -> None:
        assert profile(records=[{**OWNED, "owner_name": name}])["owner_type"] == owner_type

    def test_a_steward_whose_entry_has_expired_is_a_nonprofit(self) -> None:
        listed = [{"name": "Oak Homes Inc", "added": "2020-01-01", "expires": "2026-01-01"}]
        assert profile(records=[OWNED], stewards=listed)["owner_type"] == "nonprofit"

    def test_a_nonprofit_recorded_before_a_sale_gives_nothing_and_may_be_anyone(self) -> None:
        assert points(OWNER, **DOUBT, is_owner_older=True) == 0
        assert interval(OWNER, **DOUBT, is_owner_older=True) == (-45, 7)
        assert sentence(OWNER, **DOUBT, is_owner_older=True) == (
            "Nonprofit owner on record, but the recorded owner is older than the sale of "
            "12 May 2015."
        )

    def test_an_undated_owner_of_a_property_that_was_sold_is_in_doubt_too(self) -> None:
        assert points(OWNER, **DOUBT, is_owner_undated=True) == 0
        assert "no date" in sentence(OWNER, **DOUBT, is_owner_undated=True)

    def test_a_for_profit_owner_in_doubt_keeps_its_points(self) -> None:
        assert points(OWNER, owner="for_profit", is_owner_older=True) == 7
        assert interval(OWNER, owner="for_profit", is_owner_older=True) == (-45, 7)

    def test_a_steward_who_may_have_sold_is_no_steward_with_certainty(self) -> None:
        known = {"owner_type": "steward", "tenancy": "family"}
        sold = {"last_sale_date": "2025-01-01", "is_owner_older_than_sale": True}
        sure, doubtful = score_one(covenant(), **known), score_one(covenant(), **known, **sold)
        assert doubtful["score"] > sure["score"]
        assert doubtful["score_low"] <= sure["score_low"]
        assert doubtful["confidence"] < sure["confidence"]
        assert "in doubt since a sale" in doubtful["reason"]

    @pytest.mark.parametrize(
        ("sale", "is_older"),
        [
            pytest.param({}, True, id="sold to somebody else"),
            pytest.param({"is_related_transfer": True}, None, id="buyer and seller are one"),
            pytest.param({"price_usd": 10.0}, None, id="for ten dollars"),
            pytest.param({"party": "OAK HOMES, INC."}, False, id="the recorded owner bought it"),
            pytest.param({"event_date": "2010-02-10"}, False, id="recorded some weeks later"),
        ],
    )
    def test_only_a_sale_to_somebody_else_puts_the_owner_in_doubt(
        self, sale: dict[str, Any], is_older: bool | None
    ) -> None:
        found = profile(records=[{**OWNED, "owner_date": "2010-01-01"}], events=[{**SOLD, **sale}])[
            "is_owner_older_than_sale"
        ]
        assert (None if pd.isna(found) else bool(found)) is is_older

    def test_the_tax_offices_words_tell_a_transfer_within_one_owner(self, tmp_path: Path) -> None:
        kinds = {
            "price: $6,498,000; sale type: Market.": False,
            "sale type: Buyer=Seller.": True,
            "sale type: M3 Multi-Buyer-Seller.": True,
            "price: $10; sale type: Misc.": None,
            "price: $900,000; sale type: Foreclosure.": None,
        }
        rows = [
            f'NL00000{place},0423    0018,01/30/2004,Property sale,"OTR: Sold to Elm LLC; {kind}"'
            for place, kind in enumerate(kinds)
        ]
        text = "\n".join(["Nlihc_id,Ssl,RP_date,RP_type,RP_desc", *rows])
        events = prescat_events.normalize(written(tmp_path, "Real_property.csv", text))["events"]
        found = events.set_index("record_id").sort_index()["is_related_transfer"]
        assert [None if pd.isna(one) else bool(one) for one in found] == list(kinds.values())

    def test_a_snapshot_from_before_the_sale_still_sees_the_nonprofit(self) -> None:
        later = {**SOLD, "event_date": "2026-11-01"}
        found = profile(records=[{**OWNED, "owner_date": "2010-01-01"}], events=[later])
        assert found["owner_type"] == "nonprofit"
        assert pd.isna(found["is_owner_older_than_sale"])


class TestTenancy:
    def test_homes_for_elders_with_a_few_for_families_are_mixed(self, tmp_path: Path) -> None:
        listed = excerpt("hud_lihtc", "HUD_LIHTC_DC_2022-12-13.csv")
        head = listed.path.read_text("utf-8-sig").splitlines()[0] + ",TRGT_FAM,TRGT_ELD"
        said = {"HUD_ID": "DCA20100001", "TRGT_FAM": "1", "TRGT_ELD": "1"}
        cells = [said.get(name.strip('"'), "") for name in head.split(",")]
        raw = written(tmp_path, listed.name, f"{head}\n{','.join(cells)}\n")
        assert hud_lihtc.normalize(raw)["records"]["tenancy"].tolist() == ["mixed"]
        assert score_one(covenant(), tenancy="mixed")["exit_score"] == 40 + 25 - 10

    def test_tenancy_nobody_recorded_is_not_inferred_from_bedrooms(self) -> None:
        listed = excerpt("hud_section8", "dc_sec8_contracts_2016-08.csv", date(2016, 8, 1))
        assert set(hud_section8.normalize(listed)["records"]["tenancy"]) == {"unknown"}


class TestRents:
    def test_a_range_is_scored_over_all_of_it_and_said_as_a_range(self) -> None:
        below: dict[str, Any] = {
            "kind": RENEWABLE,
            "rent_to_fmr_pct": 75.0,
            "rent_to_fmr_low_pct": 0.0,
            "rent_to_fmr_high_pct": 79.0,
        }
        assert points(RENT_TO_FAIR_MARKET, **below) == 10
        assert interval(RENT_TO_FAIR_MARKET, **below) == (10, 14)
        assert sentence(RENT_TO_FAIR_MARKET, **below) == (
            "The contract rent is below 80% of fair market rent."
        )

    def test_an_exact_ratio_has_no_interval(self) -> None:
        assert interval(RENT_TO_FAIR_MARKET, kind=RENEWABLE, rent_to_fmr_pct=75.0) == (10, 10)

    def test_a_headline_says_the_range(self) -> None:
        known = {"rent_to_fmr_pct": 165.0, "rent_to_fmr_low_pct": 161.0}
        assert (
            "rents over 160% of fair market" in score_one(covenant("renewable"), **known)["reason"]
        )

    def test_a_range_gives_way_to_the_exact_ratio_hud_saw_no_earlier(self) -> None:
        number = "DC39L000008"
        ranged = table(
            Covenants,
            [
                {
                    "contract_number_hud": number,
                    "rent_to_fmr_pct": 75.0,
                    "rent_to_fmr_low_pct": 0.0,
                    "rent_to_fmr_high_pct": 79.0,
                    "observed_date": "2026-01-29",
                }
            ],
        )
        exact = table(
            Contracts,
            [
                {
                    "contract_number_hud": number,
                    "source_id": "hud_section8",
                    "rent_to_fmr_pct": 78.5,
                    "observed_date": "2026-08-01",
                }
            ],
        )
        links = table(RecordLinks, [{"record_id": "hud:1", "property_id": "P1"}])
        informed = inform(ranged, exact, links, date(2026, 10, 1)).iloc[0]
        assert informed["rent_to_fmr_pct"] == 78.5
        assert pd.isna(informed["rent_to_fmr_low_pct"])
        assert informed["rent_source"] == "hud_section8"
        kept = inform(ranged, exact.assign(observed_date=pd.Timestamp("2025-08-01")), links, AS_OF)
        assert kept["rent_to_fmr_pct"].tolist() == [75.0]

    def test_which_fair_market_rent_is_meant_stands_with_the_points(self) -> None:
        assert "ZIP" in RENT_TO_FAIR_MARKET.basis

    def test_rent_without_utilities_is_compared_with_the_allowance_added(self) -> None:
        bare = profile(**_rents(utility_allowance_usd=None))
        with_utilities = profile(**_rents(utility_allowance_usd=200.0))
        assert bare["rent_gap_pct"] == pytest.approx(50.0)
        assert with_utilities["rent_gap_pct"] == pytest.approx(20.0)

    def test_rent_that_may_lack_utilities_is_a_doubt(self) -> None:
        silent = market_doubts(linked_tables(**_rents(utility_allowance_usd=None)))
        assert silent["issue"].tolist() == ["rent_basis_mismatch"]
        assert market_doubts(linked_tables(**_rents(utility_allowance_usd=0.0))).empty

    def test_figures_for_the_tracts_of_another_census_are_not_used(self) -> None:
        given = _rents(tract_year=2010)
        assert pd.isna(profile(**given)["rent_gap_pct"])
        doubt = market_doubts(linked_tables(**given))
        assert doubt["issue"].tolist() == ["tract_vintage"]
        assert "tracts of 2010" in doubt["detail"].item()
        assert tract_year(2019) == 2010
        assert tract_year(2020) == 2020


def _rents(**told: Any) -> dict[str, Any]:
    """Oak Court in a tract of the census of 2020, at 800 dollars where the median is 1,200."""
    fact = {
        "area_id": "tract:99001",
        "measure": "median_rent_usd",
        "value": 1200.0,
        "period": "2020-2024",
        "tract_year": told.pop("tract_year", 2020),
    }
    return {
        "records": [{"record_id": "catalog:1", "latitude": 0.5, "longitude": 0.5}],
        "areas": [
            {
                "kind": "tract",
                "code": "99001",
                "observed_date": "2020-01-01",
                "geometry": box(0, 0, 1, 1),
            }
        ],
        "area_facts": [fact],
        "covenants": [
            {
                "property_id": OAK,
                "restricted_rent_usd": 800.0,
                "utility_allowance_usd": 0.0,
                "units_counted": 10,
                **told,
            }
        ],
    }


class TestDates:
    def test_a_stale_contract_may_be_ending_today(self) -> None:
        found = interval(TIME_TO_END, kind=RENEWABLE, years=-1.0, is_stale=True)
        assert found == (-4, 8)

    def test_a_contract_nobody_has_seen_for_long_may_be_ending_today(self) -> None:
        seen, unseen = (
            score_one(
                covenant("renewable", 5, observed_date=TODAY - pd.DateOffset(months=months)),
                owner_type="for_profit",
            )
            for months in (17, 19)
        )
        assert unseen["score"] == seen["score"]
        assert unseen["score_low"] == seen["score_low"]
        assert unseen["score_high"] > seen["score_high"]
        assert unseen["confidence"] == seen["confidence"] - 5
        assert "last seen Nov 2024" in unseen["reason"]
        assert "last seen" not in seen["reason"]

    def test_an_end_worked_out_says_so_and_may_come_a_year_later(self) -> None:
        given = covenant(years=3, end_basis="derived")
        found = score_one(given, owner_type="for_profit")
        sure = score_one(covenant(years=3), owner_type="for_profit")
        assert "or up to a year later (estimated)" in found["reason"]
        assert "worked out from the year placed in service" in found["next_milestone"]
        assert found["score"] == sure["score"]
        assert found["score_low"] < sure["score_low"]
        assert found["score_high"] == sure["score_high"]
        assert points_of(score({"one": [given]}))["E2"] == 0
        assert interval(TIME_TO_END, years=3.0, is_end_derived=True) == (-5, 0)

    def test_the_headline_names_the_qualified_contract_when_it_governs(self) -> None:
        found = score_one(
            covenant(years=13, usable_start_date="2009-06-30", is_early_exit_waived=False),
            owner_type="for_profit",
        )
        assert "(qualified contract)" in found["reason"]


class TestInspections:
    @pytest.mark.parametrize(
        ("printed", "score_", "letter", "has_star"),
        [("68b*", 68, "b", True), ("1c*", 1, "c", True), ("0", 0, None, False)],
    )
    def test_number_letter_and_asterisk_are_read_apart(
        self, tmp_path: Path, printed: str, score_: int, letter: str | None, has_star: bool
    ) -> None:
        found = _inspections(tmp_path, f"NL000001,08/13/2013,{printed}")["inspections"].iloc[0]
        assert found["score"] == score_
        assert (None if pd.isna(found["health_safety_code"]) else "b c") == (letter and "b c")
        assert bool(found["has_smoke_detector_defect"]) is has_star

    def test_a_score_over_100_is_no_score(self, tmp_path: Path) -> None:
        made = _inspections(tmp_path, "NL000001,08/13/2013,101a")
        assert made["inspections"].empty
        assert reasons(made) == ["out_of_range"]

    def test_nspire_scores_are_marked_and_never_trended_with_upcs(self, tmp_path: Path) -> None:
        made = _inspections(tmp_path, "NL000001,09/30/2023,55b", "NL000001,02/01/2026,52b")
        rows = made["inspections"].assign(property_id=OAK)
        assert rows["protocol"].tolist() == ["UPCS", "NSPIRE"]
        found = profile(inspections=rows.to_dict("records"))
        assert found["inspection_score"] == 52
        assert pd.isna(found["inspection_previous_score"])

    def test_an_inspection_older_than_three_years_counts_half(self) -> None:
        failed: dict[str, Any] = {"inspection_score": 55, "inspection_previous_score": 50}
        new = score({"one": []}, {"one": {**failed, "inspection_date": "2025-01-01"}})
        old = score({"one": []}, {"one": {**failed, "inspection_date": "2022-01-01"}})
        assert [points_of(new)[code] for code in ("D1", "D2")] == [25, 8]
        assert [points_of(old)[code] for code in ("D1", "D2")] == [12.5, 4]


def _inspections(folder: Path, *rows: str) -> Any:
    text = "\n".join(["Nlihc_id,REAC_date,REAC_score", *rows])
    return prescat_inspections.normalize(written(folder, "Reac_score.csv", text, AS_OF))


class TestConditions:
    def test_low_coverage_vacancy_and_violations_add_up(self) -> None:
        found = score(
            {"one": [], "two": []},
            {
                "one": {
                    "debt_coverage_ratio": 0.9,
                    "vacancy_pct": 15.1,
                    "violations_per_unit": 2.0,
                    "violations_pctile": 95.0,
                },
                "two": {
                    "debt_coverage_ratio": 1.1,
                    "vacancy_pct": 15.0,
                    "violations_per_unit": 0.5,
                    "violations_pctile": 80.0,
                },
            },
        )
        assert [points_of(found, "one")[code] for code in ("D5", "D6", "D7")] == [20, 8, 15]
        assert [points_of(found, "two")[code] for code in ("D5", "D6", "D7")] == [10, 0, 8]
        assert found.scores["distress_score"].tolist() == [48, 23]

    def test_where_no_such_list_is_loaded_the_card_is_silent(self) -> None:
        found = score({"one": []})
        rows = found.contributions.set_index("code").loc[["D5", "D6", "D7"]]
        assert (rows[["points", "points_low", "points_high"]] == 0).all(axis=None)
        assert rows["sentence"].str.startswith("No data on").all()

    def test_where_a_list_is_loaded_a_blank_widens_the_interval(self) -> None:
        found = score({"one": [], "two": []}, {"one": {"debt_coverage_ratio": 1.5}})
        blank = found.contributions.set_index(["property_id", "code"]).loc[("two", "D5")]
        assert (blank["points_low"], blank["points"], blank["points_high"]) == (0, 0, 20)
        assert blank["is_missing"]

    def test_no_violations_give_no_points_however_few_have_any(self) -> None:
        clean = {"violations_per_unit": 0.0, "violations_pctile": 96.0}
        assert points_of(score({"one": []}, {"one": clean}))["D7"] == 0

    def test_violations_are_ranked_among_the_properties_with_such_data(self) -> None:
        rows = [
            {
                "property_id": f"catalog-{n + 1}",
                "condition_date": "2026-08-31",
                "serious_violations": n if n < 4 else None,
                "units": 10,
            }
            for n in range(5)
        ]
        records = [{"record_id": f"catalog:{n + 1}"} for n in range(5)]
        found = profile(records=records, conditions=rows)
        assert found["violations_pctile"] == 12.5
        assert found["violations_per_unit"] == 0


class TestHomes:
    def test_more_restricted_homes_than_homes_are_capped_and_doubted(self) -> None:
        found = road({"units_assisted": 150, "end_date": "2030-01-01"}, homes=100)
        assert found.made.at("units_restricted") == 100
        assert found.made.issues["issue"].tolist() == ["units_over_total"]

    def test_zero_restricted_homes_are_a_blank_not_nothing(self) -> None:
        found = road({"units_assisted": 0, "end_date": "2030-01-01"}, homes=100)
        assert found.made.at("units_restricted") == 100
        assert "units_assumed" in found.made.issues["issue"].tolist()

    def test_unknown_restricted_homes_leave_exposure_unknown_and_widen_the_score(self) -> None:
        found = road({"units_assisted": None, "end_date": "2030-01-01"}, homes=None)
        assert pd.isna(found.made.at("units_at_risk_5y"))
        rows = found.contributions.set_index("code")
        size = rows.loc["E7"]
        assert (size["points_low"], size["points"], size["points_high"]) == (0, 0, 6)

    def test_mixed_income_exposes_the_restricted_homes_and_scores_the_same(self) -> None:
        few = road({"units_assisted": 60, "end_date": "2030-01-01"}, homes=300)
        all_ = road({"units_assisted": 60, "end_date": "2030-01-01"}, homes=60)
        assert few.made.at("units_at_risk_5y") == 60
        assert few.said("score") == all_.said("score")


class TestOrigins:
    def test_every_value_on_the_cards_names_its_source_and_day(self) -> None:
        origins = {
            f"{fact}_{part}": value
            for fact in ("rent", "market", "tenancy", "year_built", "tax")
            for part, value in (("source", fact), ("date", "2026-01-01"))
        }
        known: dict[str, Any] = {
            "rent_to_fmr_pct": 90.0,
            "market_growth_pctile": 50.0,
            "tenancy": "family",
            "year_built": 1970,
            "tax_years_delinquent": 0,
            **origins,
        }
        given = {"source_id": "catalog", "previous_term_months": 240}
        found = score({"one": [covenant("renewable", **given)]}, {"one": known})
        rows = found.contributions.set_index("code")
        told = {"E3a": "rent", "E4": "market", "E6": "tenancy", "E8": "year_built", "D3": "tax"}
        for code, fact in told.items():
            assert rows.loc[code, "source_id"] == fact
            assert rows.loc[code, "observed_date"] == pd.Timestamp("2026-01-01")
        for code in ("E1", "E2", "E7", "E9"):
            assert rows.loc[code, "source_id"] == "catalog"
            assert rows.loc[code, "observed_date"] == TODAY

    def test_a_value_without_a_source_is_only_one_that_is_missing_or_none_on_record(self) -> None:
        rows = score({"one": [covenant()]}).contributions
        unsourced = rows.loc[rows["source_id"].isna() & ~rows["code"].isin(["E0", "D0"])]
        assert unsourced["is_missing"].all()
        assert unsourced["sentence"].str.len().gt(0).all()
