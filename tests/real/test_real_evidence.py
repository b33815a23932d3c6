"""Backtests on real outcomes: run again, they give what is shipped; the leak is seen."""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from housing.evidence import decisions, leaks, read_card, read_results
from housing.evidence.card import answers_of, card
from housing.evidence.catalog import read_catalog
from housing.evidence.decisions import Decisions
from housing.evidence.points import frozen_points
from housing.evidence.resampling import REPETITIONS
from housing.evidence.results import Results
from housing.evidence.run import Run, run
from housing.evidence.words import DECISIONS, LOOK_BACK, beaten, in_words

pytestmark = [pytest.mark.real, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def decided(real_data: Path) -> Decisions:
    return decisions.read_decisions(real_data)


@pytest.fixture(scope="module")
def again(real_data: Path) -> Run:
    """Run everything again; few redrawn samples are enough, as figures do not hang on them."""
    return run(real_data, date(2026, 11, 22), repetitions=5)


@pytest.fixture(scope="module")
def shipped() -> Results:
    results = read_results()
    assert results is not None
    return results


def figures(kept: Any, at: str = "") -> dict[str, Any]:
    """Every figure by its place, but for what redrawn samples decide."""
    if isinstance(kept, dict):
        leave = {"low", "high"} if "lost" not in kept else set()
        listed = [(name, one) for name, one in kept.items() if name not in leave]
    elif isinstance(kept, (list, tuple)):
        listed = list(enumerate(kept))
    else:
        return {at: kept}
    return {
        place: one
        for name, inside in listed
        for place, one in figures(inside, f"{at}/{name}").items()
    }


def of_run(results: Results) -> dict[str, Any]:
    """Figures of a run; conditions quote intervals in words and are compared on their own."""
    return figures(results.model_dump(exclude={"criteria", "made_on"}))


def test_the_points_tested_are_the_points_in_use(shipped: Results) -> None:
    assert shipped.points_sha256 == frozen_points().sha256
    assert shipped.scoring_version == frozen_points().version


def test_running_again_gives_the_figures_that_are_shipped(again: Run, shipped: Results) -> None:
    assert of_run(again.results) == pytest.approx(of_run(shipped), abs=2e-4)
    assert [one.is_met for one in again.results.criteria] == [
        one.is_met for one in shipped.criteria
    ]


def test_fitting_again_gives_the_card_that_is_shipped(decided: Decisions, shipped: Results) -> None:
    answers = answers_of(decided.facts)
    found = card(answers, decided.lost, decided.contract, shipped.fit.strength, REPETITIONS)
    pd.testing.assert_frame_equal(found, read_card(), check_dtype=False, atol=0.11)


def test_published_figures_are_found_again(shipped: Results) -> None:
    found = {check.said: check for check in shipped.checks}
    assert found["All contracts: share lost, percent"].is_same
    assert found["Rent to 70% of fair market rent: share lost, percent"].is_same
    assert found["AUC of the unfitted points"].is_same
    assert found["Lift of the top tenth"].is_same
    different = [check for check in shipped.checks if not check.is_same]
    assert len(different) <= 2
    assert all(check.why for check in different)


def test_the_decisions_are_those_of_renewable_contracts(decided: Decisions) -> None:
    assert (len(decided), int(decided.lost.sum())) == (18617, 1600)


def test_each_decision_with_a_contract_number_counts_once(real_data: Path) -> None:
    numbered = decisions.read_decisions_with_contract(real_data)
    without_rent = numbered.table.drop(columns="median_rent")
    assert not without_rent.duplicated().any()
    assert len(numbered) < 0.2 * 13_913


def test_the_term_after_the_decision_is_seen_as_a_leak(decided: Decisions) -> None:
    fields = decisions.for_guard(decided, decisions.GIVEAWAY)
    found = leaks.moved(fields, decisions.GIVEAWAY, decided.lost, decided.contract)
    assert found.is_leak
    assert found.auc_with - found.auc_without > 0.1


def test_no_field_in_use_is_a_leak(again: Run) -> None:
    assert again.results.canary.leaks_among_allowed == ()


def test_an_editors_flag_does_not_lift_the_score_it_is_compared_with(real_data: Path) -> None:
    listed = read_catalog(real_data)
    flagged = listed.in_category(1)
    assert flagged.sum() >= 15
    shown = listed.properties["score"].to_numpy(float)
    assert (listed.scores[flagged] < shown[flagged]).any()


def test_the_score_is_not_called_validated_while_a_condition_fails(shipped: Results) -> None:
    assert not shipped.is_validated
    assert in_words(shipped.study(DECISIONS)).startswith("Of 100 contracts in the top tenth")


def test_twelve_contracts_gone_are_too_few_to_say(shipped: Results) -> None:
    study = shipped.study(LOOK_BACK)
    assert (study.overall.n, study.overall.lost) == (514, 12)
    assert study.calibration_slope is None
    assert beaten(study) == []
