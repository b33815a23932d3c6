"""Two cards, one score; a score, one band."""

import numpy as np
import pytest

from housing.scoring import BANDS, band_of, combine
from housing.scoring.bands import as_score, band_positions
from housing.terms import Band


@pytest.mark.parametrize(
    ("score", "band"),
    [
        (100, Band.VERY_HIGH),
        (80, Band.VERY_HIGH),
        (79, Band.HIGH),
        (60, Band.HIGH),
        (59, Band.MODERATE),
        (40, Band.MODERATE),
        (39, Band.LOW),
        (0, Band.LOW),
    ],
)
def test_a_band_begins_at_its_edge(score: int, band: Band) -> None:
    assert band_of(score) == band
    assert BANDS[band_positions(np.array([score]))[0]][0] == band


def test_every_band_has_an_edge() -> None:
    assert {band for band, _ in BANDS} == set(Band)


def test_twelve_points_double_the_odds_of_a_lone_card() -> None:
    assert combine(float("nan"), 52.0) == pytest.approx(52.0)


def test_two_equal_small_cards_are_worth_about_twelve_points_more() -> None:
    assert combine(10.0, 10.0) == pytest.approx(22.0, abs=0.2)


def test_a_small_second_card_adds_little() -> None:
    assert combine(60.0, 5.0) == pytest.approx(60.9, abs=0.1)


def test_a_score_stays_between_0_and_100() -> None:
    assert as_score(np.array([-12.0, 0.4, 99.6, 131.0])).tolist() == [0, 0, 100, 100]
