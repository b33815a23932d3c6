"""Text by the column: what is said once per phrase must be what each row says."""

import numpy as np
import pandas as pd
import pyarrow as pa

from housing.scoring.text import (
    chosen,
    joined,
    month_name,
    months,
    phrased,
    picked,
    sentence_case,
    series,
    where,
)


def text(*words: str | None) -> pa.Array:
    return pa.array(words, pa.large_string())


def test_a_phrase_is_picked_by_number_and_none_by_a_negative_one() -> None:
    assert picked(["a", None, "c"], np.array([2, -1, 0, 1])).to_pylist() == ["c", None, "a", None]


def test_parts_that_are_not_there_leave_no_gap() -> None:
    parts = [text("a", None, None), text(None, "b", None), text("c", "d", None)]
    assert joined(parts, ", ").to_pylist() == ["a, c", "b, d", ""]


def test_a_text_stands_where_its_condition_holds() -> None:
    assert where(np.array([True, False]), "yes").to_pylist() == ["yes", None]


def test_only_the_first_letter_becomes_a_capital() -> None:
    said = sentence_case(text("a HAP contract", "Tax credits", "")).to_pylist()
    assert said == ["A HAP contract", "Tax credits", ""]


def test_the_first_text_is_chosen_where_the_condition_holds() -> None:
    assert chosen(np.array([True, False]), text("a", "b"), text("c", "d")).to_pylist() == ["a", "d"]


def test_a_phrase_is_made_once_for_rows_that_say_the_same() -> None:
    made: list[tuple[int, int]] = []

    def phrase(one: int, other: int) -> str:
        made.append((one, other))
        return f"{one}/{other}"

    said = phrased([np.array([2, 1, 2, 1, 2]), np.array([1, 1, 1, 1, 3])], phrase)
    assert said.to_pylist() == ["2/1", "1/1", "2/1", "1/1", "2/3"]
    assert sorted(made) == [(1, 1), (2, 1), (2, 3)]


def test_an_empty_text_is_no_text_in_a_table() -> None:
    column = series(text("a", "", None), pd.Index([5, 6, 7]))
    assert column.fillna("-").to_dict() == {5: "a", 6: "-", 7: "-"}
    assert column.dtype == "str"


def test_a_date_is_named_by_its_month() -> None:
    days = np.array(["2027-03-31", "1969-12-31", "NaT"], "datetime64[us]")
    assert [month_name(month) for month in months(days).tolist()] == ["Mar 2027", "Dec 1969", ""]
