"""Decisions are counted against truth; what is unsure counts for nothing."""

import pandas as pd
import pytest

from housing.errors import FileUnreadableError
from housing.linkage.measures import measure_known, measure_pairs, measure_parcels
from housing.pipeline.linkage_report import read_pairs


def links(**properties: str | None) -> pd.DataFrame:
    """Links by record; no property is a record left to people."""
    rows = [
        {
            "record_id": record.replace("_", ":"),
            "property_id": place,
            "method": "review" if place is None else "address",
        }
        for record, place in properties.items()
    ]
    made = pd.DataFrame(rows)
    founded = made["property_id"] == made["record_id"].str.replace(":", "-")
    return made.assign(method=made["method"].mask(founded, "own_record"))


def pairs(*rows: tuple[str, str | None, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["record_id", "other_record_id", "verdict"], dtype="string")


def test_each_kind_of_decision_is_counted_once() -> None:
    made = links(
        city_1="city-1",
        city_2="city-2",
        city_3="city-3",
        tax_1="city-1",
        tax_2="city-3",
        tax_3="tax-3",
        tax_4="tax-4",
        tax_5=None,
        tax_6="city-2",
    )
    truth = pairs(
        ("tax:1", "city:1", "same"),
        ("tax:2", "city:2", "same"),
        ("tax:2", "city:3", "different"),
        ("tax:3", "city:3", "same"),
        ("tax:4", None, "no counterpart"),
        ("tax:5", "city:1", "same"),
        ("tax:6", "city:2", "different"),
    )
    measure = measure_pairs("x", made, truth)
    assert measure.counts == {
        "right": 1,
        "wrong": 1,
        "wrong, and missed": 1,
        "missed": 1,
        "left to people": 1,
        "rightly alone": 1,
    }
    assert measure.precision == pytest.approx(1 / 3)
    assert measure.recall == pytest.approx(1 / 3)
    assert measure.left == pytest.approx(1 / 6)
    assert "wrong: tax:6" in measure.mistakes


def test_either_of_two_entries_of_one_property_is_right() -> None:
    truth = pairs(("tax:1", "city:1", "same"), ("tax:1", "city:2", "same"))
    made = links(city_1="city-1", city_2="city-2", tax_1="city-2")
    assert measure_pairs("x", made, truth).precision == 1


def test_an_unsure_pair_may_be_linked_or_not() -> None:
    truth = pairs(("tax:1", "city:1", "unsure"), ("tax:2", "city:1", "unsure"))
    made = links(city_1="city-1", tax_1="city-1", tax_2="tax-2")
    measure = measure_pairs("x", made, truth)
    assert measure.wrong == measure.missed == 0


def test_a_number_that_was_withheld_tells_right_from_wrong() -> None:
    made = links(city_1="city-1", city_2="city-2", hud_1="city-1", hud_2="city-1", hud_3="hud-3")
    truth = pd.Series(
        {
            "hud:1": frozenset({"city:1"}),
            "hud:2": frozenset({"city:2"}),
            "hud:3": frozenset({"city:2"}),
        }
    )
    measure = measure_known("x", made, truth)
    assert (measure.counts["right"], measure.wrong, measure.missed) == (1, 1, 2)


def test_parcels_are_measured_by_rule() -> None:
    made = pd.DataFrame(
        [("a", "P1", "address"), ("b", "P9", "nearest"), ("c", None, "none"), ("d", None, "none")],
        columns=["property_id", "parcel_id", "method"],
    )
    claims = pd.DataFrame(
        [("a", "P1"), ("b", "P2"), ("c", "P3"), ("d", "P4")], columns=["property_id", "parcel_id"]
    )
    every, *by_rule = measure_parcels(made, claims, pd.Series(["P1", "P9", "P3"]))
    assert (every.counts["right"], every.wrong, every.missed) == (1, 1, 1)
    assert every.counts["rightly alone"] == 1
    assert {measure.name: measure.wrong for measure in by_rule}["catalog to parcel, nearest"] == 1


def test_missing_pairs_are_one_clear_sentence(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(FileUnreadableError, match="no judged pairs"):
        read_pairs(tmp_path / "x.csv")
