"""Text by the column: what is said once per phrase must be what each row says."""

import numpy as np
import pyarrow as pa

from housing.scoring.text import (
    Phrases,
    chosen,
    joined,
    month_name,
    months,
    phrased,
    picked,
    run_on,
    sentence_case,
    series,
    where,
)


def said(*words: str | None) -> Phrases:
    return Phrases(np.arange(len(words)), words)


def told(text: Phrases | pa.Array) -> list[str | None]:
    return series(text).astype(object).where(lambda column: column.notna(), None).tolist()


def test_a_phrase_is_picked_by_number_and_none_by_a_negative_one() -> None:
    assert picked(["a", None, "c"], np.array([2, -1, 0, 1])).to_pylist() == ["c", None, "a", None]


def test_parts_that_are_not_there_leave_no_gap() -> None:
    parts = [said("a", None, None), said(None, "b", None), said("c", "d", "")]
    assert told(joined(parts, ", ")) == ["a, c", "b, d", None]
    assert told(run_on(parts)) == ["ac", "bd", ""]


def test_a_text_stands_where_its_condition_holds() -> None:
    assert told(where(np.array([True, False]), "yes")) == ["yes", None]
    assert told(said("a", "b").only(np.array([False, True]))) == [None, "b"]


def test_an_empty_phrase_and_no_phrase_say_nothing() -> None:
    assert said("a", "", None).only(np.array([True] * 3)).is_there.tolist() == [True, False, False]
    assert Phrases(np.array([0, -1]), ["a"]).is_there.tolist() == [True, False]


def test_each_phrase_is_put_otherwise_and_nothing_stays_nothing() -> None:
    assert told(said("a", None, "").put(lambda word: f", {word}")) == [", a", None, None]


def test_only_the_first_letter_becomes_a_capital() -> None:
    words = ("a HAP contract", "Tax credits", "")
    assert [sentence_case(word) for word in words] == ["A HAP contract", "Tax credits", ""]


def test_the_first_text_is_chosen_where_the_condition_holds() -> None:
    both = chosen(np.array([True, False, False]), said("a", "b", "e"), said("c", "d", None))
    assert told(both) == ["a", "d", None]
    nothing = Phrases(np.array([-1, -1]), ["c"])
    assert told(chosen(np.array([True, False]), said("a", "b"), nothing)) == ["a", None]


def test_a_phrase_is_made_once_for_rows_that_say_the_same() -> None:
    made: list[tuple[int, int]] = []

    def phrase(one: int, other: int) -> str:
        made.append((one, other))
        return f"{one}/{other}"

    phrases = phrased([np.array([2, 1, 2, 1, 2]), np.array([1, 1, 1, 1, 3])], phrase)
    assert told(phrases) == ["2/1", "1/1", "2/1", "1/1", "2/3"]
    assert made == [(2, 1), (1, 1), (2, 3)]


def test_an_empty_text_is_no_text_in_a_table() -> None:
    column = series(said("a", "", None))
    assert column.fillna("-").tolist() == ["a", "-", "-"]
    assert column.dtype == "str"


def test_a_date_is_named_by_its_month() -> None:
    days = np.array(["2027-03-31", "1969-12-31", "NaT"], "datetime64[us]")
    assert [month_name(month) for month in months(days).tolist()] == ["Mar 2027", "Dec 1969", ""]
