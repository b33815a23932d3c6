"""A property keeps its id; merges and splits leave word of what became of the others."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from housing.ids import followed, founded_property_ids
from housing.linkage.kept_ids import (
    Kept,
    Memory,
    founding_ids,
    keep_ids,
    living_ids,
    no_memory,
)
from housing.tables import Forwarding, RecordLinks
from tests.factory import table

FIRST, THEN, LATER = date(2026, 1, 1), date(2026, 7, 1), date(2027, 1, 1)


def links(properties: Mapping[str, str]) -> pd.DataFrame:
    """Links of records to the record that founds their property."""
    founders = pd.Series(list(properties.values()), dtype="str")
    ids = founded_property_ids(founders)
    rows = [
        {"record_id": record, "property_id": one}
        for record, one in zip(properties, ids, strict=True)
    ]
    return table(RecordLinks, rows)


def kept(properties: Mapping[str, str], memory: Memory | None = None, as_of: date = FIRST) -> Kept:
    anchored = [record for record in properties if record.startswith("city:")]
    return keep_ids(links(properties), memory or no_memory(), anchored=anchored, as_of=as_of)


def ids(done: Kept) -> dict[str, Any]:
    return dict(zip(done.links["record_id"], done.links["property_id"], strict=True))


def rows(memory: Memory) -> list[tuple[str, str, str]]:
    found = memory.forwarding[["old_id", "new_id", "reason"]]
    return list(found.itertuples(index=False, name=None))


def test_with_nothing_published_ids_are_those_of_the_founding_records() -> None:
    done = kept({"city:1": "city:1", "hud:9": "city:1"})
    pd.testing.assert_frame_equal(done.links, links({"city:1": "city:1", "hud:9": "city:1"}))
    assert rows(done.memory) == []


def test_a_second_build_remembers_what_the_first_did_and_not_a_byte_more() -> None:
    first = kept({"city:1": "city:1", "hud:9": "city:1"})
    again = kept({"hud:9": "city:1", "city:1": "city:1"}, first.memory, THEN)
    pd.testing.assert_frame_equal(first.memory.published_ids, again.memory.published_ids)
    pd.testing.assert_frame_equal(first.memory.forwarding, again.memory.forwarding)


def test_a_new_source_that_would_found_the_property_takes_over_its_id() -> None:
    first = kept({"lihtc:9": "lihtc:9", "hud:9": "lihtc:9"})
    done = kept({"city:1": "city:1", "lihtc:9": "city:1", "hud:9": "city:1"}, first.memory, THEN)
    assert set(ids(done).values()) == {"lihtc-9"}
    assert rows(done.memory) == []


def test_a_list_that_was_missing_brings_its_ids_back() -> None:
    whole = {"city:1": "city:1", "hud:9": "city:1", "hud:8": "hud:8"}
    first = kept(whole)
    without = kept({"city:1": "city:1"}, first.memory, THEN)
    assert ids(kept(whole, without.memory, LATER)) == ids(first)
    no_anchor = kept({"hud:9": "hud:9", "hud:8": "hud:8"}, first.memory, THEN)
    assert ids(no_anchor) == {"hud:9": "city-1", "hud:8": "hud-8"}
    assert ids(kept(whole, no_anchor.memory, LATER)) == ids(first)


def test_a_merger_keeps_the_anchors_id_and_forwards_the_other() -> None:
    first = kept({"city:1": "city:1", "hud:8": "hud:8", "hud:9": "hud:8"})
    done = kept({"city:1": "city:1", "hud:8": "city:1", "hud:9": "city:1"}, first.memory, THEN)
    assert set(ids(done).values()) == {"city-1"}
    assert rows(done.memory) == [("hud-8", "city-1", "merged")]
    row = done.memory.forwarding.iloc[0]
    assert row["date"] == pd.Timestamp(THEN)
    assert row["evidence"] == "hud:8 and 1 more, published under hud-8, now part of city-1."


def test_of_equals_the_older_id_is_kept_then_the_lower_one() -> None:
    first = kept({"hud:8": "hud:8"})
    second = kept({"hud:8": "hud:8", "hud:7": "hud:7", "hud:6": "hud:6"}, first.memory, THEN)
    done = kept({"hud:8": "hud:7", "hud:7": "hud:7", "hud:6": "hud:7"}, second.memory, LATER)
    assert set(ids(done).values()) == {"hud-8"}
    lower = kept({"hud:8": "hud:8", "hud:7": "hud:7", "hud:6": "hud:7"}, second.memory, LATER)
    assert ids(lower)["hud:7"] == "hud-6"


def test_a_merger_is_dated_once_and_handed_on() -> None:
    first = kept({"city:1": "city:1", "hud:8": "hud:8"})
    merged = {"city:1": "city:1", "hud:8": "city:1"}
    second = kept(merged, first.memory, THEN)
    third = kept(merged, second.memory, LATER)
    pd.testing.assert_frame_equal(second.memory.forwarding, third.memory.forwarding)


def test_a_split_keeps_the_id_with_the_anchor_and_the_other_part_gets_its_own() -> None:
    first = kept({"city:1": "city:1", "hud:8": "city:1", "hud:9": "city:1"})
    done = kept({"city:1": "city:1", "hud:8": "hud:8", "hud:9": "hud:8"}, first.memory, THEN)
    assert ids(done) == {"city:1": "city-1", "hud:8": "hud-8", "hud:9": "hud-8"}
    assert rows(done.memory) == [("city-1", "hud-8", "split")]
    assert followed(done.memory.forwarding) == {}


def test_a_split_keeps_the_id_with_the_larger_part_even_if_the_founder_left() -> None:
    first = kept({"hud:1": "hud:1", "hud:2": "hud:1", "hud:3": "hud:1"})
    done = kept({"hud:1": "hud:1", "hud:2": "hud:2", "hud:3": "hud:2"}, first.memory, THEN)
    assert ids(done) == {"hud:1": "hud-1-2", "hud:2": "hud-1", "hud:3": "hud-1"}
    again = kept({"hud:1": "hud:1", "hud:2": "hud:2", "hud:3": "hud:2"}, done.memory, LATER)
    assert ids(again) == ids(done)


def test_a_merger_that_is_undone_gives_the_old_id_back() -> None:
    apart = {"city:1": "city:1", "hud:8": "hud:8"}
    first = kept(apart)
    second = kept({"city:1": "city:1", "hud:8": "city:1"}, first.memory, THEN)
    third = kept(apart, second.memory, LATER)
    assert ids(third) == ids(first)
    assert ("hud-8", "city-1", "merged") not in rows(third.memory)


def test_a_record_that_changes_sides_forwards_nothing() -> None:
    first = kept({"city:1": "city:1", "city:2": "city:2", "hud:8": "city:1"})
    done = kept({"city:1": "city:1", "city:2": "city:2", "hud:8": "city:2"}, first.memory, THEN)
    assert rows(done.memory) == []


def test_an_old_link_is_followed_through_several_mergers() -> None:
    first = kept({"hud:1": "hud:1", "lihtc:2": "lihtc:2", "city:3": "city:3"})
    second = kept({"hud:1": "hud:1", "lihtc:2": "hud:1", "city:3": "city:3"}, first.memory, THEN)
    third = kept({"hud:1": "city:3", "lihtc:2": "city:3", "city:3": "city:3"}, second.memory, LATER)
    assert followed(third.memory.forwarding) == {"hud-1": "city-3", "lihtc-2": "city-3"}


def test_forwarding_that_runs_in_a_circle_ends() -> None:
    circle = [
        {"old_id": "a", "new_id": "b", "reason": "merged"},
        {"old_id": "b", "new_id": "a", "reason": "merged"},
    ]
    assert set(followed(table(Forwarding, circle))) == {"a", "b"}


def test_candidates_of_review_are_named_by_their_kept_ids() -> None:
    first = kept({"lihtc:9": "lihtc:9"})
    fresh = table(
        RecordLinks,
        [
            {"record_id": "city:1", "property_id": "city-1"},
            {"record_id": "lihtc:9", "property_id": "city-1"},
            {"record_id": "hud:9", "method": "review", "candidate_property_ids": "city-1;x-2"},
        ],
    )
    done = keep_ids(fresh, first.memory, anchored=["city:1"], as_of=THEN)
    assert done.links.set_index("record_id").loc["hud:9", "candidate_property_ids"] == "lihtc-9;x-2"


def test_people_may_name_a_property_by_any_id_it_ever_had() -> None:
    first = kept({"lihtc:9": "lihtc:9", "hud:8": "hud:8"})
    merged = {"city:1": "city:1", "lihtc:9": "city:1", "hud:8": "city:1"}
    done = kept(merged, first.memory, THEN)
    living = next(iter(set(ids(done).values())))
    named = pd.Series(["hud-8", "lihtc-9", "city-1", "nowhere-1"])
    assert living_ids(named, done).tolist() == [living] * 3 + ["nowhere-1"]


@pytest.mark.parametrize(
    ("record_id", "named", "founded"),
    [
        pytest.param("new:1", "gone-1", "hud-2", id="its founder is gone: a member stands for it"),
        pytest.param("hud:2", "gone-1", "hud-3", id="but not the record itself"),
        pytest.param("new:1", "hud-2", "hud-2", id="a present founder stands for itself"),
        pytest.param("new:1", "else-1", "else-1", id="an unknown id is left as it is"),
    ],
)
def test_a_decision_finds_the_record_that_stands_for_a_published_id(
    record_id: str, named: str, founded: str
) -> None:
    first = kept({"gone:1": "gone:1", "hud:2": "gone:1", "hud:3": "gone:1"})
    decisions = pd.DataFrame([{"record_id": record_id, "property_id": named}])
    present = pd.Index(["hud:2", "hud:3", "new:1"])
    assert founding_ids(decisions, present, first.memory, []).tolist() == [founded]


RECORDS = [f"{source}:{number}" for source in ("city", "hud", "lihtc") for number in range(3)]


@st.composite
def histories(draw: st.DrawFn) -> list[dict[str, str]]:
    """Several builds, each with some records and some way to put them together."""
    made = []
    for _ in range(draw(st.integers(1, 4))):
        present = draw(st.lists(st.sampled_from(RECORDS), unique=True, min_size=1))
        founders: dict[str, str] = {}
        for record in present:
            founder = draw(st.sampled_from([record, *founders.values()]))
            founders[record] = founder
        made.append(founders)
    return made


@settings(deadline=None, max_examples=60)
@given(histories(), st.randoms())
def test_whatever_happens_no_two_properties_share_an_id_and_row_order_is_nothing(
    builds: list[dict[str, str]], random: Any
) -> None:
    memory = no_memory()
    for number, founders in enumerate(builds):
        day = date(2026, 1, 1 + number)
        done = kept(founders, memory, day)
        shuffled = list(founders.items())
        random.shuffle(shuffled)
        other = kept(dict(shuffled), memory, day)
        assert ids(other) == ids(done)
        assert other.memory.forwarding.equals(done.memory.forwarding)
        groups = {founder: set() for founder in founders.values()}
        for record, founder in founders.items():
            groups[founder].add(ids(done)[record])
        assert all(len(found) == 1 for found in groups.values())
        assert len(set.union(*groups.values())) == len(groups)
        living = set(ids(done).values())
        assert not living & set(followed(done.memory.forwarding))
        memory = done.memory
