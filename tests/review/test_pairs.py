"""Every pair rules left to people is in the queue, with both sides' facts and their distance."""

import pandas as pd
import pytest

from housing.review import with_state
from housing.review.facts import FACTS, compared
from housing.verdicts import empty_verdicts
from tests.review.case import CRS, city, pairs, verdict

ALL = [
    ("hud:9", "city:2"),
    ("hud:8", "city:1"),
    ("hud:8", "city:2"),
    ("city-2", "0001    0001"),
    ("city-2", "0001    0002"),
]


def test_every_open_pair_is_listed_most_homes_first() -> None:
    about = pairs().about
    assert list(zip(about["subject_id"], about["candidate_id"], strict=True)) == ALL
    assert about["homes"].tolist() == [120, 38, 38, 36, 36]
    assert about["pair"].is_unique


def test_each_pair_has_its_own_evidence() -> None:
    assert pairs().about["evidence"].tolist()[1:3] == [
        "alike city:1; but unclear.",
        "alike city:2; but unclear.",
    ]


def test_the_distance_is_in_meters_and_unknown_without_a_point() -> None:
    meters = pairs().about["distance_meters"]
    assert pd.isna(meters[0])
    assert meters[1] == pytest.approx(100, abs=1)
    assert meters[2] == 0
    assert meters[4] == pytest.approx(78, abs=2)


def test_both_sides_have_the_same_facts_row_by_row() -> None:
    found = pairs()
    assert found.subject["source_record_id"].tolist()[:3] == ["9", "8", "8"]
    assert found.candidate["name"].tolist()[1] == "Elm Court I"
    assert set(FACTS) <= set(found.subject) & set(found.candidate)
    assert found.candidate["last_end_date"][1] == pd.Timestamp("2041-01-01")
    assert found.candidate.geometry[3].geom_type == "Polygon"


def test_a_city_without_doubt_has_no_pairs() -> None:
    from housing.review import pairs_left

    tables = city()
    tables["record_links"] = tables["record_links"].iloc[:2]
    tables["parcel_links"] = tables["parcel_links"].iloc[:1]
    found = pairs_left(tables, CRS)
    assert found.about.empty
    assert with_state(found.about, empty_verdicts()).empty


def test_a_snapshot_from_before_there_were_candidate_records_has_no_pairs_of_records() -> None:
    from housing.review import pairs_left

    tables = city()
    older = ["candidate_record_ids", "candidate_evidence"]
    tables["record_links"] = tables["record_links"].drop(columns=older)
    assert set(pairs_left(tables, CRS).about["table"]) == {"parcel_links"}


@pytest.mark.parametrize(
    ("said", "states"),
    [
        pytest.param("same", ["waiting", "decided", "moot"], id="same settles the other pair"),
        pytest.param("different", ["waiting", "decided", "waiting"], id="different does not"),
        pytest.param("unsure", ["waiting", "unsure", "waiting"], id="unsure waits"),
    ],
)
def test_what_was_said_tells_what_still_waits(said: str, states: list[str]) -> None:
    state = with_state(pairs().about, verdict("hud:8", "city:1", said))
    assert state["state"].tolist()[:3] == states
    assert state["author"].tolist()[1] == "A"


@pytest.mark.parametrize(
    ("fact", "one", "other", "said"),
    [
        pytest.param("name", "ELM COURT", "Elm Court", "same, written otherwise", id="capitals"),
        pytest.param("name", "Elm Court", "Oak", "differs", id="names"),
        pytest.param(
            "address", "1 Elm St NW; 3 Elm St NW", "3 ELM ST NW", "some in common", id="door"
        ),
        pytest.param("address", "1 Elm St NW", "2 Elm St NW", "differs", id="addresses"),
        pytest.param("address", "Confidential", "Confidential", "same", id="no house number"),
        pytest.param("year_built", 1970, 1965, "differs by 5", id="years"),
        pytest.param("units_total", None, 38, "only one says", id="one is silent"),
        pytest.param("zip", None, float("nan"), "neither says", id="both are"),
    ],
)
def test_facts_are_compared_in_words(fact: str, one: object, other: object, said: str) -> None:
    assert compared(fact, one, other) == said
