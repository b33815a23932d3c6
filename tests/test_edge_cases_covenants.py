"""Cases an expert would try, from the covenant's row to the property's score."""

from datetime import date
from pathlib import Path

import pytest

from housing.covenant_contracts import inform
from housing.sources import city_covenants, hud_lihtc, hud_section8
from housing.tables import Covenants, RecordLinks
from tests.covenant_case import AS_OF, run
from tests.factory import table
from tests.raw_files import excerpt, written
from tests.road import road

HAP = {"program_source": "Section 8 HAP"}
PRAC = {"program_source": "Section 202 PRAC"}
CREDITS = {"program_source": "LIHTC"}
HOME = {"program_source": "HOME"}
PUBLIC_HOUSING = {"program_source": "Public housing"}
RAD = {"program_source": "RAD"}
MORTGAGE = {"program_source": "FHA-insured mortgage"}
USE_AGREEMENT = {"program_source": "Section 236 use agreement"}

LISTED = excerpt("city_covenants", "city_covenants_2026-10.csv", date(2026, 10, 1))


class TestContracts:
    def test_a_contract_past_its_end_but_active_is_stale_never_lost(self) -> None:
        found = road({**HAP, "end_date": "2025-06-30"})
        assert found.said("status") == "Scored"
        assert found.points()["E2"] == -4
        assert found.said("confidence_grade") == "C"
        assert found.said("next_milestone").startswith("Ask the contract administrator")
        assert "Ask the contract administrator" in found.made.issues["detail"].item()
        assert found.made.at("units_restricted") == 50

    def test_a_renewal_signed_after_the_end_leaves_no_gap(self) -> None:
        found = road(
            {**HAP, "end_date": "2025-06-30"},
            {**HAP, "start_date": "2025-09-01", "end_date": "2045-08-31", "renewal_of": "a"},
        )
        assert found.said("status") == "Scored"
        assert found.said("governing_covenant_id") == "b"
        assert found.made.steps() == [("2026-01-01", 50), ("2045-08-31", 0)]
        assert str(found.made.one("a")["end_date"])[:10] == "2025-06-30"
        assert not found.made.at("has_stale_end")

    def test_a_contract_under_a_new_number_keeps_the_property(self) -> None:
        found = road(
            {
                **HAP,
                "contract_number_hud": "DC39M000025",
                "status": "ended",
                "actual_end_date": "2024-09-30",
            },
            {**HAP, "contract_number_hud": "DC39L000301", "end_date": "2044-09-30"},
        )
        assert found.said("status") == "Scored"
        assert found.said("governing_covenant_id") == "b"
        assert found.made.at("units_restricted") == 50

    def test_a_year_of_funding_under_a_contract_of_twenty_years_is_not_its_end(
        self, tmp_path: Path
    ) -> None:
        listed = hud_section8.normalize(
            written(
                tmp_path,
                "sec8.csv",
                "property_id,property_name_text,contract_number,tracs_effective_date,"
                "tracs_overall_expiration_date,tracs_current_expiration_date,tracs_status_name,"
                "contract_term_months_qty,assisted_units_count,program_type_group_name,"
                "rent_to_FMR_ratio\n"
                "800003741,OAK COURT,DC39M000025,10/01/2014,09/30/2034,09/30/2026,Active,240,84,"
                "S8 Loan Mgmt,95\n",
                date(2025, 12, 1),
            )
        )
        links = table(
            RecordLinks,
            [
                {"record_id": record_id, "property_id": "P"}
                for record_id in listed["records"]["record_id"]
            ],
        )
        covenants = inform(table(Covenants, []), listed["contracts"], links, AS_OF)
        made = run(covenants, ["P"], {"P": 100})
        assert made.steps() == [("2026-01-01", 84), ("2034-09-30", 0)]
        assert made.at("units_at_risk_5y") == 0

    def test_the_assistance_of_congress_is_renewed_as_funded_and_never_opted_out_of(self) -> None:
        found = road({**PRAC, "end_date": "2026-09-30"})
        assert found.points()["E1"] == -15
        assert "Congress funds it" in found.said("largest_against")
        assert "does not renew" not in found.said("next_milestone")

    def test_two_contracts_on_different_homes_are_two_steps_read_both_ways(self) -> None:
        made = road(
            {**HAP, "units_assisted": 60, "end_date": "2027-03-31"},
            {**HAP, "units_assisted": 30, "end_date": "2032-03-31"},
        ).made
        days = [day for day, _ in made.steps()]
        assert days == ["2026-01-01", "2027-03-31", "2032-03-31"]
        assert [homes for _, homes in made.steps()] == [60, 30, 0]
        assert [homes for _, homes in made.steps(column="units_disjoint")] == [90, 30, 0]

    def test_a_contract_that_ends_under_credits_loses_depth_but_no_home(self) -> None:
        found = road({**HAP, "end_date": "2026-09-30"}, {**CREDITS, "end_date": "2041-01-01"})
        assert found.made.at("units_at_risk_1y") == 0
        assert found.made.at("deep_units_at_risk_1y") == 50
        assert found.said("status") == "Scored"
        assert found.said("governing_covenant_id") == "b"
        assert found.said("band") == "Low"


class TestTaxCredits:
    FIFTEEN_YEARS_AGO = {**CREDITS, "start_date": "2009-01-01", "end_date": "2039-01-01"}

    def test_a_waived_qualified_contract_opens_no_early_way_out(self) -> None:
        found = road({**self.FIFTEEN_YEARS_AGO, "is_early_exit_waived": True})
        assert str(found.said("governing_date"))[:10] == "2039-01-01"
        assert found.points()["E0"] == 40

    def test_a_waiver_nobody_knows_of_leaves_the_way_out_open_and_the_grade_at_most_b(
        self,
    ) -> None:
        found = road(
            {
                **self.FIFTEEN_YEARS_AGO,
                "end_basis": "recorded",
                "observed_date": "2025-12-01",
            },
            owner_type="for_profit",
            owner_name="A",
            owner_date="2025-01-01",
            rent_gap_pct=20.0,
            inspection_score=95,
            inspection_date="2025-11-01",
        )
        assert str(found.said("governing_date"))[:10] == "2023-01-01"
        assert found.points()["E0"] == 28
        assert found.points()["E2"] == 8
        assert found.said("confidence_grade") == "B"
        assert "unless waived" in found.said("reason")

    @pytest.mark.parametrize("end", ["2044-01-01", "2049-01-01", "2064-01-01", "2093-01-01"])
    def test_the_recorded_end_of_30_35_50_or_more_years_governs(self, end: str) -> None:
        found = road(
            {**CREDITS, "start_date": "2014-01-01", "end_date": end, "end_basis": "recorded"},
            {
                "source_id": "hud_lihtc",
                "program_source": "Low-Income Housing Tax Credit",
                "start_date": "2014-01-01",
                "end_date": "2044-01-01",
                "end_basis": "derived",
            },
        )
        assert str(found.made.at("last_end_date"))[:10] == end
        assert found.made.one("b")["end_rule"] == "counted with a"

    def test_credits_allocated_before_1990_end_after_fifteen_years(self, tmp_path: Path) -> None:
        listed = hud_lihtc.normalize(
            written(
                tmp_path,
                "LIHTCPUB.CSV",
                "hud_id,project,proj_add,proj_cty,proj_st,proj_zip,latitude,longitude,n_units,"
                "li_units,yr_pis,yr_alloc,nonprog\n"
                "DCA19880001,OAK COURT,1 OAK ST NW,WASHINGTON,DC,20001,38.9,-77.0,50,50,1989,"
                "1988,\n",
            )
        )
        made = run(listed["covenants"], ["P"], {"P": 50})
        assert str(made.at("first_end_date"))[:10] == "2004-01-01"
        assert made.at("units_restricted") == 0
        assert made.at("unverified_units") == 50

    def test_credits_allocated_twice_to_one_address_count_the_homes_once(self) -> None:
        twice = {"source_id": "hud_lihtc", "program_source": "Low-Income Housing Tax Credit"}
        found = road(
            {**twice, "start_date": "1993-01-01", "end_date": "2023-01-01"},
            {**twice, "start_date": "2011-01-01", "end_date": "2041-01-01"},
        )
        assert found.made.at("units_restricted_high") == 50
        assert str(found.made.at("last_end_date"))[:10] == "2041-01-01"
        assert found.said("status") == "Scored"
        assert "expired_unverified" not in found.made.doubts("a")

    def test_credits_no_longer_monitored_lose_nothing_under_a_local_covenant(self) -> None:
        found = road(
            {**CREDITS, "status": "ended"},
            {"program_source": "Local covenant", "end_date": "2036-01-01"},
        )
        assert found.said("status") == "Scored"
        assert found.said("governing_covenant_id") == "b"

    def test_credits_no_longer_monitored_and_nothing_else_are_to_be_verified(self) -> None:
        assert road({**CREDITS, "status": "ended"}).said("status") == "Off-monitoring"

    @pytest.mark.parametrize(
        ("homes", "freed"),
        [
            pytest.param(20, 0, id="fewer homes than the credits"),
            pytest.param(50, 0, id="as many"),
            pytest.param(80, 30, id="more"),
        ],
    )
    def test_rents_of_home_ending_under_credits_free_only_the_homes_beyond_them(
        self, homes: int, freed: int
    ) -> None:
        made = road(
            {**HOME, "units_assisted": homes, "end_date": "2026-12-31"},
            {**CREDITS, "end_date": "2040-01-01"},
        ).made
        assert made.at("units_at_risk_1y") == freed
        assert made.at("units_restricted") == max(homes, 50)


class TestMortgages:
    def test_a_prepaid_insured_mortgage_changes_no_covenant(self) -> None:
        covenant = {**CREDITS, "end_date": "2040-01-01"}
        before = road(covenant, {**MORTGAGE, "end_date": "2050-01-01"})
        after = road(covenant, {**MORTGAGE, "status": "ended", "actual_end_date": "2025-03-01"})
        assert before.made.steps() == after.made.steps()
        assert before.said("score") == after.said("score")
        assert before.points() == after.points()

    def test_a_use_agreement_outlives_the_decoupled_mortgage_to_its_own_end(self) -> None:
        found = road(
            {
                "program_source": "Section 236",
                "status": "ended",
                "actual_end_date": "2015-06-01",
            },
            {**USE_AGREEMENT, "start_date": "2015-06-01", "end_date": "2031-06-01"},
        )
        assert found.made.one("b")["kind"] == "auto_lapse"
        assert found.said("status") == "Scored"
        assert str(found.said("governing_date"))[:10] == "2031-06-01"
        assert found.points()["E1"] == 25


class TestPublicHousing:
    def test_public_housing_has_no_scheduled_end_and_is_scored_by_distress_alone(self) -> None:
        found = road(PUBLIC_HOUSING, inspection_score=25, inspection_date="2025-06-01")
        assert found.said("status") == "No scheduled expiry"
        assert found.said("exit_score") is None
        assert found.said("score") == 40
        assert set(found.points()) == {"D0", "D1", "D2", "D3", "D4", "D5", "D6", "D7"}

    def test_scattered_addresses_of_one_development_are_one_stock_of_homes(self) -> None:
        found = road(
            {**PUBLIC_HOUSING, "units_assisted": 30},
            {**PUBLIC_HOUSING, "units_assisted": 12},
            homes=42,
        )
        assert found.said("status") == "No scheduled expiry"
        assert found.made.at("units_restricted_high") == 42
        assert found.made.at("units_at_risk_10y") == 0

    def test_public_housing_converted_to_a_rad_contract_is_retained_not_lost(self) -> None:
        found = road(
            {**PUBLIC_HOUSING, "status": "ended", "actual_end_date": "2021-10-01"},
            {**RAD, "start_date": "2021-10-01", "end_date": "2041-09-30"},
        )
        assert found.said("status") == "Scored"
        assert found.made.at("units_restricted") == 50
        assert found.said("governing_kind") == "renewable"


class TestLand:
    @pytest.mark.parametrize(
        "covenant",
        [
            pytest.param({"program_source": "Perpetual covenant"}, id="perpetual"),
            pytest.param({**CREDITS, "is_perpetual": True}, id="stated perpetual"),
            pytest.param(
                {
                    "program_source": "Ground lease",
                    "start_date": "2010-01-01",
                    "end_date": "2108-12-31",
                },
                id="ground lease of 99 years",
            ),
            pytest.param({"program_source": "Community land trust"}, id="land trust"),
        ],
    )
    def test_what_binds_for_good_is_open_ended_and_low(self, covenant: dict[str, object]) -> None:
        found = road(covenant)
        assert found.made.one()["kind"] == "open_ended"
        assert found.said("status") == "No scheduled expiry"
        assert found.said("band") == "Low"

    def test_a_ground_lease_that_ends_first_is_a_doubt_and_moves_no_date(self) -> None:
        found = road(
            {**CREDITS, "end_date": "2050-01-01", "ground_lease_end_date": "2040-01-01"},
        )
        assert found.made.doubts() == ["ground_lease_earlier"]
        assert "2040-01-01" in found.made.issues["detail"].item()
        assert str(found.said("governing_date"))[:10] == "2050-01-01"


class TestDates:
    @pytest.mark.parametrize("end", ["1900-01-01", "1939-12-01", "8888-01-01", "9999-12-31"])
    def test_an_end_that_cannot_be_is_unknown_never_safe(self, end: str) -> None:
        found = road({**CREDITS, "end_date": end})
        assert found.made.doubts() == ["date_out_of_range"]
        assert found.said("governing_years") is None
        assert found.said("band") == "Moderate"
        assert found.said("confidence_grade") == "D"

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("1/1/30", id="two-digit year"),
            pytest.param("31/12/2030", id="day first"),
        ],
    )
    def test_a_date_not_in_the_declared_form_is_never_guessed(
        self, tmp_path: Path, text: str
    ) -> None:
        lines = LISTED.path.read_text("utf-8").splitlines()
        good = lines[1].replace("2046-01-01", "2045-12-31")
        read = city_covenants.normalize(
            written(
                tmp_path,
                "city.csv",
                "\n".join(
                    [
                        lines[0],
                        good,
                        lines[1].replace("2046-01-01", text).replace("C-0001", "C-0002"),
                    ]
                ),
            )
        )
        ends = read["covenants"].set_index("source_record_id")["end_date"]
        assert ends.notna().to_dict() == {"C-0001": True, "C-0002": False}
        assert read["quarantine"]["reason"].tolist() == ["unreadable_date"]

    def test_an_end_before_the_start_is_unknown_and_said(self) -> None:
        found = road({**CREDITS, "start_date": "2010-01-01", "end_date": "2001-01-01"})
        assert found.made.doubts() == ["end_before_start"]
        assert found.said("governing_years") is None
        assert found.said("exit_score") >= 40

    def test_a_leap_day_and_thirty_years_is_counted_by_the_calendar(self) -> None:
        made = road(
            {**CREDITS, "start_date": "2024-02-29", "end_date": "2054-02-28"},
            as_of=date(2024, 2, 29),
        ).made
        assert made.one()["years_to_end"] == pytest.approx(30, abs=0.01)
        assert made.steps() == [("2024-02-29", 50), ("2054-02-28", 0)]

    def test_the_clocks_going_forward_move_no_end(self) -> None:
        before, after = (
            road({**CREDITS, "end_date": "2031-03-09"}, as_of=day)
            for day in (date(2026, 3, 8), date(2026, 3, 9))
        )
        assert before.made.at("units_at_risk_5y") == 0
        assert after.made.at("units_at_risk_5y") == 50

    def test_on_its_last_day_a_restriction_has_no_time_left_and_is_over_after_it(self) -> None:
        found = road({**CREDITS, "end_date": "2026-01-01"})
        assert found.said("governing_years") == 0
        assert found.points()["E2"] == 8
        assert found.made.at("units_restricted") == 0

    def test_what_was_seen_after_the_day_is_not_used(self) -> None:
        seen = {**CREDITS, "end_date": "2040-01-01", "observed_date": "2025-12-31"}
        later = {**CREDITS, "end_date": "2060-01-01", "observed_date": "2026-01-02"}
        assert road(seen, later).said("score") == road(seen).said("score")
        assert str(road(seen, later).said("governing_date"))[:10] == "2040-01-01"


class TestAfterTheEnd:
    def test_restrictions_that_ended_are_lost_whatever_the_rents_are(self) -> None:
        found = road(
            {**CREDITS, "status": "ended", "actual_end_date": "2022-01-01"}, rent_gap_pct=0.0
        )
        assert found.said("status") == "Lost"
        assert found.made.at("units_restricted") == 0
        assert found.said("score") is None

    def test_a_date_that_passed_is_no_evidence_of_a_loss(self) -> None:
        found = road({**CREDITS, "end_date": "2022-01-01"})
        assert found.said("status") == "Expired-unverified"
        assert found.made.at("unverified_units") == 50
        assert found.said("confidence_grade") == "D"

    def test_a_fifth_of_the_homes_restricted_exposes_a_fifth_and_moves_no_point_but_size(
        self,
    ) -> None:
        few = road({**CREDITS, "units_assisted": 60, "end_date": "2028-01-01"}, homes=300)
        all_ = road({**CREDITS, "units_assisted": 300, "end_date": "2028-01-01"}, homes=300)
        assert few.made.at("units_at_risk_5y") == 60
        assert few.said("score") == all_.said("score")


class TestSignals:
    HELD = {**CREDITS, "end_date": "2048-01-01"}

    def test_a_flag_older_than_its_expiry_drops_and_leaves_what_the_model_says(self) -> None:
        flag = {"kind": "human_flag", "signal_date": "2024-12-31"}
        plain, found = road(self.HELD), road(self.HELD, signals=[flag])
        assert found.said("score") == plain.said("score")
        assert not found.said("is_flagged")
        assert found.said("override") is None

    def test_a_flag_in_force_raises_what_is_shown_and_keeps_what_the_model_says(self) -> None:
        flag = {"kind": "human_flag", "signal_date": "2025-06-30"}
        plain, found = road(self.HELD), road(self.HELD, signals=[flag])
        assert found.said("score") == 60
        assert found.said("model_score") == plain.said("score") < 60
        assert found.said("is_flagged")

    def test_demolished_homes_are_lost_though_a_covenant_still_runs(self) -> None:
        found = road(self.HELD, signals=[{"kind": "demolition", "signal_date": "2025-06-30"}])
        assert found.said("status") == "Lost"
        assert found.said("score") is None
        assert found.said("chpc_style") == "Lost"

    def test_homes_built_again_elsewhere_are_replaced_not_lost(self) -> None:
        found = road(
            {**PUBLIC_HOUSING, "status": "ended", "actual_end_date": "2021-10-01"},
            signals=[{"kind": "replaced", "signal_date": "2021-10-01"}],
        )
        assert found.said("status") == "Replaced"
        assert found.said("score") is None

    def test_homes_converted_are_scored_and_their_conversion_is_told(self) -> None:
        found = road(
            {**PUBLIC_HOUSING, "status": "ended", "actual_end_date": "2021-10-01"},
            {**RAD, "start_date": "2021-10-01", "end_date": "2041-09-30"},
            signals=[{"kind": "conversion", "signal_date": "2021-10-01"}],
        )
        assert found.said("status") == "Scored"
        assert "1 Oct 2021" in found.said("status_reason")
        assert str(found.said("status_date"))[:10] == "2021-10-01"

    def test_a_notice_to_leave_is_very_high_however_far_the_end(self) -> None:
        found = road(self.HELD, signals=[{"kind": "opt_out_notice", "signal_date": "2025-11-01"}])
        assert (found.said("score"), found.said("band")) == (85, "Very High")

    def test_a_notice_given_after_the_day_of_the_snapshot_is_not_known_yet(self) -> None:
        found = road(self.HELD, signals=[{"kind": "opt_out_notice", "signal_date": "2026-01-02"}])
        assert found.said("score") == road(self.HELD).said("score")


class TestChpcStyle:
    @pytest.mark.parametrize(
        ("covenants", "style"),
        [
            pytest.param(
                [{**HAP, "end_date": "2026-09-30"}, {**CREDITS, "end_date": "2041-01-01"}],
                "Low",
                id="a contract under long credits",
            ),
            pytest.param([{**HAP, "end_date": "2027-01-01"}], "Very High", id="within a year"),
            pytest.param([{**HAP, "end_date": "2027-01-02"}], "High", id="a day more"),
            pytest.param([{**HAP, "end_date": "2025-06-30"}], "Very High", id="stale"),
            pytest.param([{"program_source": "Community land trust"}], "Low", id="for good"),
            pytest.param([CREDITS], "Unclassified", id="no date known"),
            pytest.param(
                [{**CREDITS, "status": "ended", "actual_end_date": "2022-01-01"}], "Lost", id="lost"
            ),
        ],
    )
    def test_the_last_end_alone_decides(self, covenants: list[dict[str, str]], style: str) -> None:
        assert road(*covenants).said("chpc_style") == style

    def test_only_an_end_that_passed_is_marked_stale(self) -> None:
        assert road({**HAP, "end_date": "2025-12-31"}).said("is_chpc_stale")
        assert not road({**HAP, "end_date": "2026-01-01"}).said("is_chpc_stale")
