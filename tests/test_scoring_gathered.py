"""What the cards are asked about: taken from the right column, of the right property and day."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from housing.scoring import score_properties
from housing.scoring.gather import at_rows, codes, first_of, flags, numbers, positions
from tests.scoring_cases import (
    AS_OF,
    NO_INSPECTIONS,
    Row,
    covenant,
    ended,
    points_of,
    score,
    score_one,
    tables_of,
)


def point(code: str, *held: Row, **known: Any) -> float:
    return points_of(score({"one": list(held)}, {"one": known}))[code]


def test_unknown_numbers_are_not_zero_and_unknown_flags_are_no() -> None:
    assert np.isnan(numbers(pd.Series([1, None], dtype="Int64"))).tolist() == [False, True]
    assert flags(pd.Series([True, None, False], dtype="boolean")).tolist() == [True, False, False]


def test_a_word_is_its_place_in_the_list_and_an_unknown_one_stands_for_none() -> None:
    said = pd.Series(["b", None, "z", "a"], dtype="string")
    assert codes(said, ("a", "b", "none"), "none").tolist() == [1, 2, 2, 0]
    assert positions(said, pd.Series(["b", "a"])).tolist() == [0, -1, -1, 1]


def test_a_row_that_is_not_there_has_a_stand_in() -> None:
    assert at_rows(np.array([5, 7]), np.array([1, -1, 0]), -3).tolist() == [7, -3, 5]


def test_of_each_place_the_row_with_the_least_keys_is_found_and_of_equals_the_first() -> None:
    place = np.array([0, 0, 0, 2, 2])
    days, steps = np.array([7, 5, 5, -3, -3]), np.array([0, 2, 1, 4, 4])
    assert first_of(place, [days, steps], 3).tolist() == [2, -1, 3]
    assert first_of(place, [days], 3).tolist() == [1, -1, 3]
    assert first_of(place[:0], [days[:0]], 2).tolist() == [-1, -1]


@pytest.mark.parametrize(
    ("day", "points"),
    [
        pytest.param("2023-06-30", 25, id="three years ago"),
        pytest.param("2023-06-29", 12.5, id="and a day"),
    ],
)
def test_an_inspection_counts_in_full_for_three_years(day: str, points: float) -> None:
    held = covenant(years=9)
    assert point("D1", held, inspection_score=45, inspection_date=day) == points


@pytest.mark.parametrize(
    ("known", "points"),
    [
        pytest.param({"units_restricted": 10}, 6, id="restricted homes"),
        pytest.param({"units_restricted": 30, "unverified_units": 10}, 3, id="not the others"),
        pytest.param({"units_restricted": 0, "unverified_units": 10}, 6, id="homes in doubt"),
        pytest.param({"units_restricted": 1, "unverified_units": 60}, 6, id="one home"),
    ],
)
def test_the_homes_in_question_are_the_restricted_ones_else_those_in_doubt(
    known: Row, points: float
) -> None:
    assert point("E7", covenant(years=9), **known) == points


def test_no_homes_at_all_are_unknown() -> None:
    scored = score(
        {"one": [covenant(years=9)]}, {"one": {"units_restricted": 0, "unverified_units": 0}}
    )
    row = scored.contributions.set_index("code").loc["E7"]
    assert row["is_missing"]
    assert row["points"] == 0


@pytest.mark.parametrize(
    ("terms", "points", "is_missing"),
    [
        pytest.param([240], -6, False, id="long"),
        pytest.param([60, 240], -6, False, id="the longest counts"),
        pytest.param([240, None], -6, False, id="long beside unknown"),
        pytest.param([7, None], 0, False, id="seven months beside unknown"),
        pytest.param([6, None], 0, True, id="short beside unknown"),
        pytest.param([6, 6], 3, False, id="short"),
        pytest.param([None], 0, True, id="unknown"),
    ],
)
def test_the_longest_previous_term_of_a_property_s_contracts_counts(
    terms: list[int | None], points: float, is_missing: bool
) -> None:
    held = [covenant("renewable", 2, previous_term_months=months) for months in terms]
    row = score({"one": held}).contributions.set_index("code").loc["E9"]
    assert (row["points"], row["is_missing"]) == (points, is_missing)


def test_the_term_of_a_covenant_that_lapses_is_no_contract_s() -> None:
    held = [covenant("renewable", 2), covenant(years=1, units=20, previous_term_months=240)]
    assert score({"one": held}).contributions.set_index("code").loc["E9", "is_missing"]


def test_terms_stay_with_their_property() -> None:
    scored = score(
        {
            "a": [covenant("renewable", 2, previous_term_months=240)],
            "b": [covenant("renewable", 2, previous_term_months=6)],
        }
    )
    assert points_of(scored, "a")["E9"] == -6
    assert points_of(scored, "b")["E9"] == 3


@pytest.mark.parametrize("kind", ["none", "open_ended"])
def test_what_is_counted_elsewhere_or_restricts_nothing_governs_nothing(kind: str) -> None:
    other = covenant(kind, None, 0, covenant_id="other", program="public_housing")
    assert score_one(covenant(years=9, covenant_id="mine"), other)["governing_covenant_id"] == (
        "mine"
    )


def test_of_covenants_alike_in_all_but_name_the_first_name_governs() -> None:
    held = [covenant(years=9, covenant_id=name) for name in ("b", "a", "c")]
    governing = score_one(*held)["governing_covenant_id"]
    assert governing == score_one(*reversed(held))["governing_covenant_id"]


def test_a_covenant_of_unknown_kind_may_be_any() -> None:
    assert point("E1", covenant("unknown", 2)) == 5
    assert point("E1", covenant("prac", 2)) == -15
    assert point("E1", covenant("renewable", 2)) == 0
    assert point("E1", covenant(years=2)) == 25


def test_changing_flags_changes_no_table() -> None:
    column = pd.Series([True, False], dtype="boolean")
    gathered = flags(column)
    gathered |= True
    assert column.tolist() == [True, False]


def test_scoring_leaves_its_tables_as_they_were() -> None:
    held = {
        "one": [covenant(years=2), covenant("renewable", -1, 20)],
        "two": [covenant("open_ended", None), covenant(years=-1)],
        "three": [ended("2020-01-01"), covenant(years=None)],
    }
    known = {"one": {"owner_type": "steward", "last_sale_date": "2026-01-01"}}
    properties, covenants = tables_of(held, known)
    before = properties.copy(), covenants.copy()
    score_properties(properties, covenants, NO_INSPECTIONS, as_of=AS_OF)
    pd.testing.assert_frame_equal(properties, before[0])
    pd.testing.assert_frame_equal(covenants, before[1])
