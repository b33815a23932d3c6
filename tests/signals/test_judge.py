"""Which signals count on a day, and what is said of those that do not."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from housing.signals import EFFECTS, judge_signals
from housing.terms import SignalKind
from tests.scoring_cases import AS_OF, stated

ONE = pd.Index(["one"])


def judged(as_of: date = AS_OF, **signal: Any) -> pd.Series:
    """The only signal, judged."""
    signals, _ = judge_signals(stated(signal), ONE, as_of)
    return signals.iloc[0]


@pytest.mark.parametrize("kind", list(SignalKind))
def test_every_kind_has_an_effect_a_name_and_a_basis(kind: SignalKind) -> None:
    effect = EFFECTS[kind]
    assert effect.kind is kind
    assert effect.name
    assert effect.basis


@pytest.mark.parametrize(
    ("kind", "effect", "points"),
    [
        ("opt_out_notice", "floor", 85),
        ("termination_notice", "floor", 85),
        ("prepayment_notice", "floor", 85),
        ("offer_of_sale", "floor", 85),
        ("state_12_month_notice", "floor", 85),
        ("qualified_contract_request", "floor", 75),
        ("state_long_notice", "floor", 75),
        ("foreclosure", "floor", 70),
        ("receivership", "floor", 70),
        ("abatement", "floor", 70),
        ("human_flag", "floor", 60),
        ("sale", "points", 8),
        ("aggregator_transfer", "points", 6),
        ("first_refusal_dispute", "points", 6),
        ("preservation_financing", "cap", 35),
    ],
)
def test_a_signal_does_what_its_kind_says(kind: str, effect: str, points: int) -> None:
    found = judged(kind=kind, intent="convert")
    assert tuple(found[["effect", "effect_points", "is_in_force"]]) == (effect, points, True)
    assert pd.isna(found["why_not"])


@pytest.mark.parametrize(
    ("kind", "given", "expires"),
    [
        ("human_flag", "2026-03-01", "2027-03-01"),
        ("human_flag", "2024-02-29", "2025-02-28"),
        ("preservation_financing", "2026-03-01", "2028-03-01"),
        ("foreclosure", "2026-03-01", "2028-03-01"),
    ],
)
def test_a_signal_expires_after_its_usual_months(kind: str, given: str, expires: str) -> None:
    assert judged(kind=kind, signal_date=given)["expires_date"] == pd.Timestamp(expires)


def test_a_stated_expiry_is_kept() -> None:
    found = judged(kind="human_flag", expires_date="2026-07-15")
    assert found["expires_date"] == pd.Timestamp("2026-07-15")


@pytest.mark.parametrize(
    ("as_of", "is_in_force"), [(date(2027, 2, 28), True), (date(2027, 3, 1), False)]
)
def test_on_the_day_it_expires_a_signal_is_over(as_of: date, is_in_force: bool) -> None:
    found = judged(as_of, kind="human_flag")
    assert found["is_in_force"] == is_in_force
    assert is_in_force or found["why_not"] == "expired on 1 Mar 2027"


def test_what_sets_a_status_does_not_expire() -> None:
    found = judged(date(2060, 1, 1), kind="demolition")
    assert found["is_in_force"]
    assert pd.isna(found["expires_date"])


@pytest.mark.parametrize(
    ("signal", "why_not"),
    [
        ({"signal_date": "2026-07-01"}, "observed after the day of this snapshot"),
        ({"observed_date": "2026-07-01"}, "observed after the day of this snapshot"),
        ({"withdrawn_date": "2026-05-04"}, "withdrawn on 4 May 2026"),
        ({"objection": "a sale has followed"}, "a sale has followed"),
        ({"intent": "no_intent"}, "the notice says that the owner has no intent to convert"),
    ],
)
def test_a_signal_that_does_not_count_says_why(signal: dict[str, Any], why_not: str) -> None:
    found = judged(kind="opt_out_notice", **signal)
    assert not found["is_in_force"]
    assert found["why_not"] == why_not


def test_a_notice_to_be_withdrawn_later_still_counts() -> None:
    assert judged(kind="opt_out_notice", withdrawn_date="2026-09-01")["is_in_force"]


def test_a_routine_notice_without_intent_is_shown_and_does_not_count() -> None:
    found = judged(kind="state_long_notice")
    assert not found["is_in_force"]
    assert found["why_not"] == "intent not stated, and owners send this notice as a routine"
    assert judged(kind="state_long_notice", intent="convert")["is_in_force"]


def test_a_notice_that_is_no_routine_counts_without_stated_intent() -> None:
    assert judged(kind="opt_out_notice")["is_in_force"]


def test_intent_on_something_that_asks_for_none_changes_nothing() -> None:
    assert judged(kind="offer_of_sale", intent="no_intent")["is_in_force"]


def test_a_signal_of_an_unknown_property_is_a_doubt_not_an_error() -> None:
    signals, issues = judge_signals(stated({"kind": "human_flag", "property_id": "x"}), ONE, AS_OF)
    assert signals.empty
    assert issues["issue"].tolist() == ["signal_without_property"]
    assert "No property has the id x" in issues["detail"].iloc[0]


def test_no_signals_are_two_empty_tables() -> None:
    signals, issues = judge_signals(stated(), ONE, AS_OF)
    assert signals.empty
    assert issues.empty
