"""Ways out before the end: qualified contracts and loans repaid early."""

from datetime import timedelta
from typing import Any

import pandas as pd
import pytest

from housing.scoring.cards import PREPAYMENT_START
from tests.scoring_cases import AS_OF, Row, covenant, points_of, score, score_one

FOR_PROFIT_FAMILY: Row = {"owner_type": "for_profit", "tenancy": "family", "rent_gap_pct": 45.0}


def loan(program: str, years: float | None = 20.0, units: int = 80, **known: Any) -> Row:
    """A federal loan whose restriction lapses when it matures."""
    return covenant(years=years, units=units, program=program, **known)


PREPAYABLE: Row = {"is_prepay_eligible": True}


class TestWorkedOutByHand:
    def test_a_rural_loan_that_may_be_repaid_any_day(self) -> None:
        # 37 start + 0 kind + 8 now + 10 gap + 3 for-profit + 4 family; at maturity 24
        scored = score({"one": [loan("section_515", **PREPAYABLE)]}, {"one": FOR_PROFIT_FAMILY})
        found = scored.scores.loc["one"]
        assert tuple(found[["exit_score", "score", "band"]]) == (62, 63, "High")
        expected = {"E0": 37, "E1": 0, "E2": 8, "E3b": 10, "E5": 3, "E6": 4}
        assert {code: points_of(scored)[code] for code in expected} == expected

    def test_a_mortgage_of_a_nonprofit_for_elders(self) -> None:
        # 37 start + 8 now + 2 gap - 4 nonprofit - 8 elderly + 3 under 50 homes
        known: Row = {
            "owner_type": "nonprofit",
            "tenancy": "elderly_disabled",
            "rent_gap_pct": 10.0,
        }
        for program in ("section_236", "section_221d3_bmir", "section_202_direct_loan"):
            assert score_one(loan(program, units=24, **PREPAYABLE), **known)["exit_score"] == 38

    def test_a_loan_that_matures_soon_is_about_its_end(self) -> None:
        # 40 start + 25 lapses + 0 three years + 10 gap + 7 for-profit + 4 family
        found = score_one(loan("section_515", 3, **PREPAYABLE), **FOR_PROFIT_FAMILY)
        assert found["exit_score"] == 86
        assert found["governing_years"] == pytest.approx(3, abs=0.01)

    def test_the_event_is_today(self) -> None:
        found = score_one(loan("section_515", **PREPAYABLE), **FOR_PROFIT_FAMILY)
        assert found["governing_date"].date() == AS_OF
        assert found["governing_years"] == 0
        assert found["governing_kind"] == "auto_lapse"
        assert found["reason"].startswith("Section 515 loan may be repaid early, any day")

    def test_the_start_stands_for_seven_percent(self) -> None:
        odds = 0.087 * 2 ** ((PREPAYMENT_START - 40) / 12)
        assert odds / (1 + odds) == pytest.approx(921 / 13_830, abs=0.003)


class TestRuralLoans:
    @pytest.mark.parametrize(("made", "years"), [("1989-12-14", 0), ("1989-12-15", 20)])
    def test_the_day_the_loan_was_made_tells_whether_it_may_be_repaid(
        self, made: str, years: float
    ) -> None:
        found = score_one(loan("section_515", usable_start_date=made))
        assert found["governing_years"] == pytest.approx(years, abs=0.01)

    def test_what_a_source_states_goes_before_the_day(self) -> None:
        old = {"usable_start_date": "1984-01-01", "is_prepay_eligible": False}
        new = {"usable_start_date": "1999-01-01", "is_prepay_eligible": True}
        assert score_one(loan("section_515", **old))["governing_years"] > 19
        assert score_one(loan("section_515", **new))["governing_years"] == 0

    def test_the_day_alone_leaves_a_doubt_that_is_said(self) -> None:
        made = {"usable_start_date": "1984-01-01"}
        by_day = score_one(loan("section_515", **made), **FOR_PROFIT_FAMILY)
        stated = score_one(loan("section_515", **made, **PREPAYABLE), **FOR_PROFIT_FAMILY)
        assert by_day["score"] == stated["score"]
        assert by_day["score_low"] < stated["score_low"]
        assert "unless its agreement forbids it" in by_day["reason"]
        # at maturity in 20 years: 40 + 25 - 65 + 10 + 7 + 4 = 21, against 62
        assert by_day["largest_unknown"].startswith(
            "Whether the loan may be repaid early: check its documents or ask the lender "
            "(-41 to 0 points)"
        )

    def test_a_loan_of_an_unknown_day_only_widens_the_interval(self) -> None:
        unknown = score_one(loan("section_515"), **FOR_PROFIT_FAMILY)
        closed = score_one(loan("section_515", is_prepay_eligible=False), **FOR_PROFIT_FAMILY)
        opened = score_one(loan("section_515", **PREPAYABLE), **FOR_PROFIT_FAMILY)
        assert unknown["score"] == closed["score"]
        assert unknown["score_low"] == closed["score_low"]
        assert unknown["score_high"] == opened["score_high"] > closed["score_high"]

    def test_a_loan_that_has_matured_cannot_be_repaid_early(self) -> None:
        found = score_one(loan("section_515", -1, **PREPAYABLE))
        assert found["governing_years"] == pytest.approx(-1, abs=0.01)


class TestOtherLoans:
    @pytest.mark.parametrize("program", ["section_236", "section_221d3_bmir"])
    def test_without_evidence_the_event_is_not_scored_and_the_interval_is_wider(
        self, program: str
    ) -> None:
        unknown = score_one(loan(program), **FOR_PROFIT_FAMILY)
        closed = score_one(loan(program, is_prepay_eligible=False), **FOR_PROFIT_FAMILY)
        assert unknown["exit_score"] == closed["exit_score"] == 21
        assert unknown["score_high"] > closed["score_high"]
        # 37 + 8 + 10 + 3 + 4 = 62, against 21
        assert unknown["largest_unknown"].startswith(
            "Whether the loan may be repaid early: check its documents or ask the lender "
            "(0 to +41 points)"
        )

    def test_repaying_a_202_loan_leaves_its_rents_limited(self) -> None:
        """HUD approves it only if rents stay limited to the loan's maturity, 24 CFR 891.530."""
        unknown = score_one(loan("section_202_direct_loan"))
        closed = score_one(loan("section_202_direct_loan", is_prepay_eligible=False))
        assert unknown["score_high"] == closed["score_high"]

    def test_an_agreement_on_use_is_no_loan(self) -> None:
        agreement = loan("section_236", program_source="Section 236 Use Agreement")
        closed = loan("section_236", is_prepay_eligible=False)
        assert score_one(agreement)["score_high"] == score_one(closed)["score_high"]

    def test_an_agreement_on_use_over_the_same_homes_holds_them(self) -> None:
        agreement = loan(
            "section_236", 18, covenant_id="use", program_source="Section 236 use agreement"
        )
        found = score_one(loan("section_236", 7, **PREPAYABLE), agreement)
        assert found["governing_covenant_id"] == "use"
        assert found["governing_years"] == pytest.approx(18, abs=0.01)

    def test_a_contract_over_the_homes_holds_them_till_its_end(self) -> None:
        held = [loan("section_236", 30, **PREPAYABLE), covenant("renewable", 4, covenant_id="hap")]
        found = score_one(*held, **FOR_PROFIT_FAMILY)
        assert found["governing_covenant_id"] == "hap"
        assert "the loan may be repaid early" in found["reason"]
        assert found["exit_score"] == 40 - 5 + 3 + 4

    def test_a_market_rate_mortgage_restricts_nothing(self) -> None:
        held = covenant("none", program="fha_insured_mortgage", **PREPAYABLE)
        assert pd.isna(score_one(held)["governing_covenant_id"])


class TestDoubt:
    SURE: Row = {
        "owner_type": "for_profit",
        "owner_name": "A",
        "owner_date": "2026-01-01",
        "inspection_score": 95,
        "inspection_date": "2026-01-01",
    }

    def test_a_loan_nobody_knows_about_caps_the_confidence(self) -> None:
        basis: Row = {"end_basis": "recorded"}
        closed = score_one(loan("section_236", is_prepay_eligible=False, **basis), **self.SURE)
        unknown = score_one(loan("section_236", **basis), **self.SURE)
        assert (closed["confidence_grade"], unknown["confidence_grade"]) == ("A", "B")

    def test_a_loan_that_matures_first_leaves_no_doubt(self) -> None:
        """Repaying early would only be milder than the end that is near anyway."""
        found = score_one(loan("section_236", 0.5, end_basis="recorded"), **self.SURE)
        assert found["confidence_grade"] == "A"

    def test_an_unknown_waiver_says_what_to_check(self) -> None:
        held = covenant(
            years=20, is_early_exit_waived=None, usable_start_date="2005-01-01", program="lihtc"
        )
        found = score_one(held, **FOR_PROFIT_FAMILY)
        # qualified contract 28 + 8 + 10 + 3 + 4 = 53; waived 40 + 25 - 65 + 10 + 7 + 4 = 21
        assert found["exit_score"] == 53
        assert found["largest_unknown"].startswith(
            "Whether the early way out was waived: check the recorded agreement (LURA) "
            "(-32 to 0 points)"
        )

    def test_a_way_out_that_is_sure_counts_beside_one_that_is_not(self) -> None:
        known = {"usable_start_date": "2005-01-01", "program": "lihtc"}
        sure = covenant(years=25, units=80, is_early_exit_waived=False, **known)
        presumed = covenant(years=28, units=40, is_early_exit_waived=None, **known)
        both = score_one(sure, presumed)
        assert both["score_low"] == score_one(sure)["score_low"]

    def test_before_year_14_the_way_out_lies_ahead(self) -> None:
        start = AS_OF - timedelta(days=round(12 * 365.25))
        held = covenant(
            years=18, is_early_exit_waived=False, usable_start_date=start, program="lihtc"
        )
        found = score_one(held)
        assert found["governing_years"] == pytest.approx(2, abs=0.01)
        assert found["exit_score"] == 28 + 4


class TestCreditsOfAnUnknownStart:
    CREDIT: Row = {"program": "lihtc", "is_early_exit_waived": None}

    def test_a_way_out_that_may_be_open_only_widens_the_interval(self) -> None:
        unknown = score_one(covenant(years=20, **self.CREDIT), **FOR_PROFIT_FAMILY)
        waived = score_one(covenant(years=20), **FOR_PROFIT_FAMILY)
        # about its end: 40 start + 25 lapses - 65 twenty years + 10 gap + 7 for-profit + 4 family
        assert unknown["exit_score"] == waived["exit_score"] == 21
        assert unknown["score"] == waived["score"]
        assert unknown["score_low"] == waived["score_low"]
        # left today: 28 start + 8 now + 10 gap + 3 for-profit + 4 family = 53
        assert unknown["score_high"] > waived["score_high"]
        assert unknown["largest_unknown"].startswith(
            "Whether the tax credits may be left early, which no start date on record tells: "
            "check the recorded agreement (LURA) (0 to +32 points)"
        )

    def test_no_waiver_does_not_tell_whether_year_14_is_over(self) -> None:
        known = {**self.CREDIT, "is_early_exit_waived": False}
        found = score_one(covenant(years=20, **known), **FOR_PROFIT_FAMILY)
        assert found["exit_score"] == 21
        assert found["largest_unknown"].startswith("Whether the tax credits may be left early")

    def test_nobody_can_be_sure_of_such_a_date(self) -> None:
        known: Row = {**TestDoubt.SURE, "tenancy": "family"}
        unknown = covenant(years=20, end_basis="recorded", **self.CREDIT)
        waived = covenant(years=20, end_basis="recorded")
        grades = [score_one(held, **known)["confidence_grade"] for held in (waived, unknown)]
        assert grades == ["A", "B"]

    def test_the_end_of_compliance_tells_the_start(self) -> None:
        """Compliance of 15 years to the end of 2030: year 14 is over a year before."""
        held = covenant(
            years=20,
            program="lihtc",
            is_early_exit_waived=False,
            compliance_end_date="2030-12-31",
        )
        found = score_one(held, **FOR_PROFIT_FAMILY)
        assert found["governing_date"] == pd.Timestamp("2029-12-31")
        assert not found["largest_unknown"].startswith("Whether")

    def test_credits_past_their_end_cannot_be_left_early(self) -> None:
        unknown = score_one(covenant(years=-1, **self.CREDIT), **FOR_PROFIT_FAMILY)
        waived = score_one(covenant(years=-1), **FOR_PROFIT_FAMILY)
        assert unknown["score_high"] == waived["score_high"]
        assert not unknown["largest_unknown"].startswith("Whether")

    def test_a_loan_beside_them_is_the_one_to_ask_about(self) -> None:
        held = [covenant(years=20, **self.CREDIT), loan("section_236", 18)]
        asked = score_one(*held, **FOR_PROFIT_FAMILY)["largest_unknown"]
        assert asked.startswith("Whether the loan may be repaid early")
