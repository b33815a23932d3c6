"""What holds for every factor."""

import numpy as np
import pytest

from housing.factors import FACTORS, Factor
from housing.factors.base import Steps
from tests.factors.facts import facts

EACH = pytest.mark.parametrize("factor", FACTORS, ids=lambda factor: factor.code)


def test_codes_are_unique_and_cards_read_one_after_the_other() -> None:
    codes = [factor.code for factor in FACTORS]
    assert len(set(codes)) == len(codes)
    assert [factor.card for factor in FACTORS] == ["exit"] * 12 + ["distress"] * 7


@EACH
def test_a_factor_says_what_it_asks_and_why(factor: Factor) -> None:
    assert factor.question.endswith("?")
    assert factor.basis
    assert factor.label
    assert len(factor.bands) >= 2
    assert not factor.unknown.endswith(".")


@EACH
def test_nothing_known_is_answered_with_a_range_around_the_points(factor: Factor) -> None:
    answer = factor.answer(facts())
    assert answer.low[0] <= answer.points[0] <= answer.high[0]


@EACH
def test_a_missing_range_lies_within_what_the_bands_can_give(factor: Factor) -> None:
    answer = factor.answer(facts())
    given = [points for _, points in factor.bands]
    assert min(given) <= answer.low[0]
    assert answer.high[0] <= max(given)


@EACH
def test_there_are_words_for_what_is_not_known(factor: Factor) -> None:
    words = factor.words(facts())
    assert words.sentences[words.codes[0]].endswith(".")


@EACH
def test_points_are_halves_so_that_sums_are_exact(factor: Factor) -> None:
    doubled = np.array([points for _, points in factor.bands]) * 2
    assert (doubled == np.round(doubled)).all()


def test_a_step_begins_at_its_edge() -> None:
    steps = Steps((10, 20), (1, 2, 3))
    assert steps.of(np.array([9.9, 10, 19.9, 20, np.nan])).tolist() == [1, 2, 2, 3, 0]
    assert steps.bands("%") == (("under 10%", 1), ("10 to under 20%", 2), ("20% or more", 3))
