"""Gates: what a broken file looks like is refused in words; what real lists do passes."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import Point

from housing.quality import GATES, Gate, Pair, failed, measure, refusal
from housing.quality.lists import columns, quarantined, rows
from housing.quality.movement import bands, properties_gained, properties_lost
from housing.quality.sanity import dates, geometry
from housing.snapshots import Snapshot
from tests.snapshot_case import Rows, drafted, listed, published


def houses(count: int, **said: Any) -> list[dict[str, Any]]:
    """Properties in a ward, with a point."""
    bland = {"ward": "Ward 1", "latitude": 38.9, "longitude": -77.0, "geometry": Point(-77, 38.9)}
    return [
        {"property_id": f"P{n}", "name": f"House {n}", "source_ids": "catalog", **bland, **said}
        for n in range(count)
    ]


def pair(
    tmp_path: Path,
    before: Mapping[str, Rows] | None,
    now: Mapping[str, Rows],
    inputs_before: Sequence[Any] = (),
    inputs_now: Sequence[Any] = (),
) -> Pair:
    """Write what is published, if anything, and a draft."""
    earlier = None
    if before is not None:
        earlier = published(tmp_path, "old", before, {"inputs": list(inputs_before)})
    return Pair(drafted(tmp_path, "new", now, {"inputs": list(inputs_now)}), earlier)


def lists(tmp_path: Path, before: Mapping[str, Any], now: Mapping[str, Any]) -> Pair:
    """One list in both snapshots, of which some facts differ."""
    same = {"properties": houses(1)}
    return pair(tmp_path, same, same, [listed("catalog", **before)], [listed("catalog", **now)])


def test_the_first_snapshot_of_a_place_passes_every_gate(tmp_path: Path) -> None:
    found = measure(pair(tmp_path, None, {"properties": houses(3)}))
    assert len(found) == len(GATES)
    assert not failed(found)


def test_a_draft_without_properties_never_passes(tmp_path: Path) -> None:
    assert [gate.measured for gate in failed(measure(pair(tmp_path, None, {})))] == [
        "the draft has no properties"
    ]


def test_the_same_again_passes_every_gate(tmp_path: Path) -> None:
    same = {"properties": houses(30)}
    assert not failed(measure(pair(tmp_path, same, same)))


def test_every_gate_says_what_it_measured_its_limit_and_what_to_look_at(tmp_path: Path) -> None:
    for gate in measure(pair(tmp_path, {"properties": houses(3)}, {"properties": houses(3)})):
        assert all(len(text.split()) > 5 for text in (gate.limit, gate.look_at))
        assert gate.name
        assert gate.measured


def test_a_column_that_is_gone_is_named(tmp_path: Path) -> None:
    found = columns(
        lists(tmp_path, {"columns": ["id", "poa_end"]}, {"columns": ["id", "end_of_term"]})
    )
    assert not found.is_passed
    assert found.measured == "The catalog no longer has poa_end"


def test_a_column_more_and_a_receipt_without_columns_pass(tmp_path: Path) -> None:
    assert columns(lists(tmp_path, {"columns": ["id"]}, {"columns": ["id", "new"]})).is_passed
    assert columns(lists(tmp_path / "b", {}, {"columns": ["id"]})).is_passed


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(1000, 801, True, id="a fifth less"),
        pytest.param(1000, 799, False, id="more than a fifth less"),
        pytest.param(1000, 2000, True, id="doubled"),
        pytest.param(1000, 2001, False, id="more than doubled"),
        pytest.param(12, 3, True, id="few rows never count"),
        pytest.param(12, 0, False, id="but none is none"),
    ],
)
def test_a_list_may_move_as_real_ones_do(
    before: int, after: int, expected: bool, tmp_path: Path
) -> None:
    held = lists(tmp_path, {"rows_out": {"covenants": before}}, {"rows_out": {"covenants": after}})
    assert rows(held).is_passed is expected


def test_a_list_of_which_no_file_was_imported_is_named(tmp_path: Path) -> None:
    same = {"properties": houses(1)}
    inputs = [listed("catalog"), listed("register")]
    found = rows(pair(tmp_path, same, same, inputs, inputs[:1]))
    assert found.measured == "The register is missing: no file of it was imported"
    assert not found.is_passed


def test_a_table_that_lost_a_third_is_named_with_its_rows(tmp_path: Path) -> None:
    found = rows(pair(tmp_path, {"properties": houses(60)}, {"properties": houses(40)}))
    assert "table properties fell from 60 to 40 rows" in found.measured


@pytest.mark.parametrize(
    ("rejected", "made", "expected"),
    [(50, 950, True), (51, 949, False), (10, 20, True), (0, 0, True)],
)
def test_at_most_a_twentieth_of_a_list_may_be_rejected(
    rejected: int, made: int, expected: bool, tmp_path: Path
) -> None:
    now = {"rows_out": {"covenants": made}, "quarantined": rejected}
    assert quarantined(lists(tmp_path, now, now)).is_passed is expected


@pytest.mark.parametrize(
    ("lost", "expected"), [(0, True), (10, True), (11, False)], ids=["none", "5 %", "more"]
)
def test_at_most_one_property_in_twenty_may_be_on_no_list(
    lost: int, expected: bool, tmp_path: Path
) -> None:
    held = pair(tmp_path, {"properties": houses(200)}, {"properties": houses(200 - lost)})
    assert properties_lost(held).is_passed is expected


def test_properties_that_became_part_of_others_are_not_lost(tmp_path: Path) -> None:
    merged = [
        {"old_id": f"P{n}", "new_id": "P0", "reason": "merged", "evidence": "one address"}
        for n in range(20, 60)
    ]
    held = pair(
        tmp_path,
        {"properties": houses(60)},
        {"properties": houses(20), "forwarding": merged},
    )
    assert properties_lost(held).is_passed


@pytest.mark.parametrize(("gained", "expected"), [(25, True), (26, False)])
def test_at_most_a_quarter_may_be_new(gained: int, expected: bool, tmp_path: Path) -> None:
    held = pair(tmp_path, {"properties": houses(100)}, {"properties": houses(100 + gained)})
    assert properties_gained(held).is_passed is expected


def moved(tmp_path: Path, count: int, **said: Any) -> Gate:
    """100 scored properties, some of which moved from Moderate to High."""
    low = {"score": 50, "band": "Moderate", "exit_score": 50.0}
    high = {"score": 70, "band": "High", "exit_score": 70.0}
    now = [house | (high if n < count else low) for n, house in enumerate(houses(100))]
    before = published(tmp_path, "old", {"properties": houses(100, **low)}, said)
    return bands(Pair(drafted(tmp_path, "new", {"properties": now}), before))


@pytest.mark.parametrize(("count", "expected"), [(15, True), (16, False)])
def test_at_most_15_percent_of_scores_may_move_a_band(
    count: int, expected: bool, tmp_path: Path
) -> None:
    assert moved(tmp_path, count).is_passed is expected


def test_another_method_of_scoring_is_named_as_the_likely_reason(tmp_path: Path) -> None:
    gate = moved(tmp_path, 40, versions={"scoring": "1.0", "tables": "3"})
    assert "the method did, not the building" in gate.look_at


def test_a_city_elsewhere_is_noticed(tmp_path: Path) -> None:
    strays = [house | {"ward": None} for house in houses(6)]
    assert geometry(pair(tmp_path, None, {"properties": houses(200)})).is_passed
    held = pair(tmp_path / "b", None, {"properties": houses(60) + _renamed(strays)})
    assert not geometry(held).is_passed


def test_a_place_without_wards_has_nothing_outside(tmp_path: Path) -> None:
    assert geometry(pair(tmp_path, None, {"properties": houses(60, ward=None)})).is_passed


def test_properties_that_lost_their_points_are_noticed(tmp_path: Path) -> None:
    unlocated = houses(100)
    for house in unlocated[:6]:
        house |= {"latitude": None, "longitude": None, "geometry": None, "ward": None}
    held = pair(tmp_path, {"properties": houses(100)}, {"properties": unlocated})
    assert not geometry(held).is_passed


def _renamed(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [house | {"property_id": f"Q{n}"} for n, house in enumerate(found)]


def covenants(count: int, **said: Any) -> list[dict[str, Any]]:
    usual = {"property_id": "P0", "start_date": "2000-01-01", "end_date": "2030-01-01"}
    return [{"covenant_id": f"C{n}", **usual, **said} for n in range(count)]


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"end_date": "1912-01-01", "start_date": None}, id="before any program"),
        pytest.param({"end_date": "2199-01-01"}, id="longer than any deed"),
        pytest.param({"end_date": "1999-12-31"}, id="ends before it starts"),
    ],
)
def test_impossible_days_close_the_gate_if_they_are_many(
    wrong: dict[str, Any], tmp_path: Path
) -> None:
    one = covenants(100)
    many = covenants(100)
    one[0] |= wrong
    for covenant in many[:4]:
        covenant |= wrong
    house = {"properties": houses(1)}
    assert dates(pair(tmp_path, None, house | {"covenants": one})).is_passed
    assert not dates(pair(tmp_path / "b", None, house | {"covenants": many})).is_passed


def test_an_end_that_is_unknown_is_not_impossible(tmp_path: Path) -> None:
    held = pair(
        tmp_path, None, {"properties": houses(1), "covenants": covenants(50, end_date=None)}
    )
    assert dates(held).is_passed


def test_covenants_that_lost_their_ends_close_the_gate(tmp_path: Path) -> None:
    now = covenants(100)
    for covenant in now[:6]:
        covenant |= {"end_date": None}
    house = {"properties": houses(1)}
    held = pair(tmp_path, house | {"covenants": covenants(100)}, house | {"covenants": now})
    assert not dates(held).is_passed
    assert "+6.0% among those listed before" in dates(held).measured


def test_a_refusal_names_the_gate_what_it_measured_and_what_to_do(tmp_path: Path) -> None:
    held = pair(tmp_path, {"properties": houses(200)}, {"properties": houses(150)})
    said = refusal(held.draft, measure(held))
    assert "Properties on no list any more: 50 of 200 (25.0%)" in said
    assert "which list they were on" in said
    assert '--accept "your reason"' in said


def test_a_snapshot_is_a_pair_with_nothing_before(sample: Snapshot) -> None:
    assert not failed(measure(Pair(sample, None)))
