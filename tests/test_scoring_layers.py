"""Homes cut into layers by the covenants over them, on drawings small enough to check by eye."""

import numpy as np
import pytest

from housing.scoring.layers import Layers

#: Property 0: 100 homes under one covenant, 40 of them under a second, 10 under a third.
#: Property 2: 30 homes under one covenant. Property 1 has none.
PLACE = np.array([0, 0, 0, 2])
UNITS = np.array([100.0, 40.0, 10.0, 30.0])
LAYERS = Layers.of(PLACE, UNITS)


def over(*flags: int) -> np.ndarray:
    return np.array(flags, bool)


def test_each_layer_is_the_homes_one_covenant_adds() -> None:
    assert LAYERS.homes.tolist() == [60, 30, 10, 30]
    assert LAYERS.restricted.tolist() == [100, 100, 100, 30]
    assert LAYERS.begin.tolist() == [0, 0, 0, 3]


def test_two_covenants_over_the_same_homes_leave_an_empty_layer() -> None:
    assert Layers.of(np.array([0, 0]), np.array([50.0, 50.0])).homes.tolist() == [0, 50]


def test_a_layer_is_covered_by_its_covenant_and_all_over_more_homes() -> None:
    assert LAYERS.covered(over(0, 1, 0, 0)).tolist() == [False, True, True, False]
    assert LAYERS.covered(over(1, 0, 0, 0)).tolist() == [True, True, True, False]
    assert LAYERS.covered(over(0, 0, 1, 0)).tolist() == [False, False, True, False]
    assert LAYERS.covered(over(0, 0, 0, 1)).tolist() == [False, False, False, True]
    assert LAYERS.covered(over(1, 1, 1, 0)).tolist() == [True, True, True, False]


@pytest.mark.parametrize(("second", "mostly"), [(50.0, True), (49.0, False)])
def test_half_of_the_homes_is_most_of_them(second: float, mostly: bool) -> None:
    units = np.array([100.0, second, 30.0])
    layers = Layers.of(np.array([0, 0, 1]), units)
    assert layers.held_mostly(over(0, 1, 0), units).tolist() == [mostly, mostly, False]


def test_a_flag_on_one_layer_flags_the_property_and_no_other() -> None:
    assert LAYERS.anywhere(over(0, 0, 1, 0)).tolist() == [True, True, True, False]
    assert LAYERS.anywhere(over(0, 0, 0, 0)).tolist() == [False] * 4
    assert LAYERS.anywhere(over(1, 1, 0, 0)).tolist() == [True, True, True, False]


def test_where_there_are_no_covenants_there_are_no_layers() -> None:
    none = Layers.of(np.zeros(0, np.int64), np.zeros(0))
    assert none.homes.tolist() == []
    assert none.anywhere(np.zeros(0, bool)).tolist() == []
    assert none.highest_shared(np.zeros(0), 2).tolist() == [-1, -1]


def test_the_last_end_over_a_layer_is_of_a_covenant_over_it() -> None:
    assert LAYERS.last(np.array([5.0, 2.0, 9.0, 1.0])).tolist() == [0, 0, 2, 3]
    assert LAYERS.last(np.array([2.0, 5.0, 3.0, -1.0])).tolist() == [0, 1, 1, 3]


def test_of_covenants_that_end_together_the_one_over_the_fewest_homes_is_last() -> None:
    assert LAYERS.last(np.array([3.0, 3.0, 3.0, 3.0])).tolist() == [0, 1, 2, 3]


def test_a_covenant_without_a_date_is_not_the_last() -> None:
    assert LAYERS.last(np.array([np.nan, 4.0, np.nan, np.nan])).tolist() == [-1, 1, 1, -1]


def test_the_nearest_flagged_covenant_is_the_one_over_the_fewest_homes() -> None:
    assert LAYERS.nearest(over(1, 0, 1, 1)).tolist() == [0, 0, 2, 3]
    assert LAYERS.nearest(over(1, 1, 0, 1)).tolist() == [0, 1, 1, 3]


def test_the_highest_points_that_enough_homes_share_are_found_for_each_property() -> None:
    points = np.array([10.0, 20.0, 30.0, 5.0])
    assert LAYERS.highest_shared(points, 3).tolist() == [2, -1, 3]
    assert LAYERS.highest_shared(-points, 3).tolist() == [0, -1, 3]


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        pytest.param(100.0, 95.0, 0, id="five homes"),
        pytest.param(100.0, 96.0, 1, id="four of a hundred"),
        pytest.param(40.0, 36.0, 0, id="four of forty"),
        pytest.param(41.0, 37.0, 1, id="four of forty-one"),
    ],
)
def test_five_homes_or_a_tenth_are_enough(first: float, second: float, found: int) -> None:
    layers = Layers.of(np.array([0, 0, 1]), np.array([first, second, 3.0]))
    assert layers.highest_shared(np.array([50.0, 10.0, 99.0]), 2).tolist() == [found, 2]


def test_few_homes_at_many_points_are_enough_together() -> None:
    layers = Layers.of(np.array([0, 0, 0, 1]), np.array([100.0, 97.0, 94.0, 50.0]))
    assert layers.highest_shared(np.array([9.0, 8.0, 1.0, 7.0]), 2).tolist() == [1, 3]
