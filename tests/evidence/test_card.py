"""The fitted card: it starts from the published points and pays for leaving them."""

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LogisticRegression

from housing.evidence import card
from housing.evidence.card import Answers
from housing.evidence.points import exit_points, facts_of
from housing.factors import EventKind


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    """Return contracts at their end, with rents and homes drawn at random."""
    rng = np.random.default_rng(3)
    count = 3000
    return pd.DataFrame(
        {
            "kind": np.full(count, int(EventKind.RENEWABLE)),
            "years": np.zeros(count),
            "rent_to_fmr_pct": np.where(
                rng.random(count) < 0.1, np.nan, rng.uniform(50, 160, count)
            ),
            "units": rng.integers(5, 120, count).astype(float),
        }
    )


@pytest.fixture(scope="module")
def answers(table: pd.DataFrame) -> Answers:
    return card.answers_of(table)


@pytest.fixture(scope="module")
def lost(table: pd.DataFrame) -> np.ndarray:
    """Return outcomes in which small contracts leave much more often than published."""
    log_odds = -2.5 + 1.5 * (table["units"] < 20)
    return np.random.default_rng(4).random(len(table)) < 1 / (1 + np.exp(-log_odds))


def test_every_contract_gives_one_answer_to_every_factor(answers: Answers) -> None:
    codes = [code for code, _, _ in answers.names]
    for code in set(codes):
        columns = [at for at, name in enumerate(codes) if name == code]
        assert (answers.given[:, columns].sum(axis=1) == 1).all()


def test_answers_carry_the_published_points(answers: Answers, table: pd.DataFrame) -> None:
    published = card.log_odds_of(exit_points(facts_of(table)))
    assert answers.log_odds[answers.combination] == pytest.approx(published)


def test_a_pull_beyond_measure_leaves_the_published_points(
    answers: Answers, lost: np.ndarray
) -> None:
    change = card.fit(answers, *answers.counted(lost), strength=1e9)
    assert np.abs(change[1:]).max() < 1e-4
    assert change[0] != 0


def test_the_start_is_fitted_so_that_as_many_are_expected_as_were_lost(
    answers: Answers, lost: np.ndarray
) -> None:
    change = card.fit(answers, *answers.counted(lost), strength=30.0)
    expected = 1 / (1 + np.exp(-card.fitted_log_odds(answers, change)))
    assert expected.sum() == pytest.approx(lost.sum())


def test_almost_no_pull_is_ordinary_logistic_regression(answers: Answers, lost: np.ndarray) -> None:
    change = card.fit(answers, *answers.counted(lost), strength=1e-6)
    ours = card.fitted_log_odds(answers, change)
    plain = LogisticRegression(C=1e6, max_iter=5000, tol=1e-10)
    plain.fit(answers.given[answers.combination], lost)
    theirs = plain.decision_function(answers.given[answers.combination])
    assert ours == pytest.approx(theirs, abs=1e-3)


def test_fitting_finds_what_the_contracts_say(answers: Answers, lost: np.ndarray) -> None:
    contract = np.arange(len(lost)) // 2
    found = card.card(answers, lost, contract, strength=3.0, repetitions=20)
    points = found.set_index(["code", "answer"])["fitted_points"]
    small, large = points["E7", "under 20 homes"], points["E7", "50 homes or more"]
    assert small - large == pytest.approx(1.5 / card.PER_POINT, abs=5)
    assert (found["fitted_low"] <= found["fitted_high"]).all()
    assert found.loc[0, ["code", "contracts", "lost"]].tolist() == ["E0", 3000, lost.sum()]


def test_noise_is_answered_with_the_strongest_pull(answers: Answers) -> None:
    chance = 1 / (1 + np.exp(-answers.log_odds[answers.combination]))
    as_published = np.random.default_rng(5).random(len(chance)) < chance
    contract = np.arange(len(chance)) // 2
    assert card.choose_strength(answers, as_published, contract) == max(card.STRENGTHS)


def test_contracts_of_the_other_half_are_not_fitted_to(answers: Answers, lost: np.ndarray) -> None:
    same = np.zeros(len(lost), np.int64)
    same[: len(lost) // 2] = np.arange(len(lost) // 2)
    with_shared = same.copy()
    with_shared[len(lost) // 2 :] = np.arange(len(lost) // 2, len(lost))
    first, second = card.from_other_half(answers, lost, with_shared, 30.0)
    assert len(first) + len(second) == len(lost)
