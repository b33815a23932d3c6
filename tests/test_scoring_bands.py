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


@pytest.mark.parametrize(
    ("exit_points", "distress_points", "both"),
    [
        pytest.param(40.0, 40.0, 52.7, id="8 percent twice is 15 percent"),
        pytest.param(80.0, 40.0, 82.96, id="47 and 8 percent are 51"),
        pytest.param(100.0, 100.0, 127.1, id="74 percent twice is 93"),
        pytest.param(float("nan"), 5.0, 5.0, id="distress alone"),
    ],
)
def test_two_cards_are_lost_by_either_road(
    exit_points: float, distress_points: float, both: float
) -> None:
    assert combine(exit_points, distress_points) == pytest.approx(both, abs=0.05)


def test_the_anchor_is_eight_percent() -> None:
    assert combine(float("nan"), 40.0) == pytest.approx(40.0)
    assert combine(0.0, 28.0) == pytest.approx(31.26, abs=0.05)


def test_edges_of_ones_own_move_the_bands() -> None:
    scores = np.array([100, 90, 89, 50, 49, 10, 9, 0])
    assert band_positions(scores, (90, 50, 10)).tolist() == [0, 0, 1, 1, 2, 2, 3, 3]


def test_what_is_under_every_edge_is_low() -> None:
    assert band_of(-3) == Band.LOW


def test_a_small_second_card_adds_little() -> None:
    assert combine(60.0, 5.0) == pytest.approx(60.9, abs=0.1)


def test_a_score_stays_between_0_and_100() -> None:
    assert as_score(np.array([-12.0, 0.4, 99.6, 131.0])).tolist() == [0, 0, 100, 100]
