"""What changed between two snapshots: said in words, never said to be lost without evidence."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from housing.changes import Comparison, changes_csv, compare, lines, summary, two_snapshots
from housing.changes.words import COUNTED, NOTHING, SENTENCES, said_span
from housing.errors import SnapshotError
from housing.tables import Changes, empty
from housing.tables.base import conforms
from housing.terms import Change
from tests.snapshot_case import Rows, drafted, listed, published

HOUSE = {"property_id": "P", "name": "Mill Court", "source_ids": "catalog"}
CONTRACT = {
    "covenant_id": "catalog:1",
    "property_id": "P",
    "source_id": "catalog",
    "program_source": "Section 8 contract",
    "program": "section_8_pbra",
    "kind": "renewable",
    "units_assisted": 64,
    "end_date": "2027-06-30",
    "usable_end_date": "2027-06-30",
}

Tables = Mapping[str, Rows]


def compared(
    tmp_path: Path,
    before: Tables,
    after: Tables,
    said_before: Mapping[str, Any] | None = None,
    said_after: Mapping[str, Any] | None = None,
) -> Comparison:
    old = drafted(tmp_path, "old", before, said_before)
    return compare(old, drafted(tmp_path, "new", after, said_after))


def between(tmp_path: Path, before: Mapping[str, Any], after: Mapping[str, Any]) -> pd.DataFrame:
    """Changes of the contract at Mill Court, of which some columns differ."""
    return compared(
        tmp_path,
        {"properties": [HOUSE], "covenants": [CONTRACT | before]},
        {"properties": [HOUSE], "covenants": [CONTRACT | after]},
    ).changes


def houses(tmp_path: Path, before: Mapping[str, Any], after: Mapping[str, Any]) -> pd.DataFrame:
    """Changes of Mill Court itself, of which some columns differ."""
    return compared(
        tmp_path, {"properties": [HOUSE | before]}, {"properties": [HOUSE | after]}
    ).changes


def kinds(changes: pd.DataFrame) -> list[str]:
    return changes["change"].tolist()


def only(changes: pd.DataFrame) -> Any:
    assert len(changes) == 1
    return changes.iloc[0]


def test_two_equal_snapshots_have_no_changes_and_say_so(tmp_path: Path) -> None:
    tables = {"properties": [HOUSE], "covenants": [CONTRACT]}
    found = compared(tmp_path, tables, tables)
    assert found.changes.empty
    assert lines(found) == [NOTHING]


def test_a_later_end_of_a_contract_is_a_renewal(tmp_path: Path) -> None:
    one = only(between(tmp_path, {}, {"end_date": "2037-06-30"}))
    assert one["change"] == Change.COVENANT_RENEWED
    assert one["days"] == 3653
    assert one["sentence"] == (
        "Section 8 contract at Mill Court was renewed: it now ends on 30 Jun 2037 instead of "
        "30 Jun 2027, 10 years later."
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param({}, {"end_date": "2026-12-31"}, Change.END_EARLIER, id="earlier"),
        pytest.param(
            {"kind": "auto_lapse"},
            {"kind": "auto_lapse", "end_date": "2037-06-30"},
            Change.END_LATER,
            id="a covenant that lapses is not renewed",
        ),
        pytest.param({}, {"end_date": None}, Change.END_WITHDRAWN, id="no longer stated"),
        pytest.param({"end_date": None}, {}, Change.END_STATED, id="stated for the first time"),
        pytest.param({}, {"status": "ended"}, Change.COVENANT_ENDED, id="listed as ended"),
        pytest.param({"status": "ended"}, {}, Change.COVENANT_REOPENED, id="in force again"),
    ],
)
def test_each_way_a_covenant_differs_has_its_kind(
    before: dict[str, Any], after: dict[str, Any], expected: Change, tmp_path: Path
) -> None:
    assert kinds(between(tmp_path, before, after)) == [expected]


def test_an_end_that_moved_and_a_covenant_that_ended_are_two_rows(tmp_path: Path) -> None:
    found = between(tmp_path, {}, {"end_date": "2026-12-31", "status": "ended"})
    assert kinds(found) == [Change.COVENANT_ENDED, Change.END_EARLIER]


def test_a_row_that_names_another_program_says_it_may_be_numbered_anew(tmp_path: Path) -> None:
    after = {"program": "public_housing", "program_source": "Public housing", "end_date": None}
    found = between(tmp_path, {}, after)
    assert set(kinds(found)) == {Change.PROGRAM_CHANGED, Change.END_WITHDRAWN}
    assert found["sentence"].str.contains("The row was Section 8 contract before").all()


def test_a_covenant_that_is_no_longer_listed_is_not_called_lost(tmp_path: Path) -> None:
    found = compared(
        tmp_path, {"properties": [HOUSE], "covenants": [CONTRACT]}, {"properties": [HOUSE]}
    )
    one = only(found.changes)
    assert one["change"] == Change.COVENANT_UNLISTED
    assert "not evidence that it ended" in one["sentence"]


def test_a_covenant_whose_list_was_left_out_says_which_list(tmp_path: Path) -> None:
    found = compared(
        tmp_path,
        {"properties": [HOUSE], "covenants": [CONTRACT]},
        {"properties": [HOUSE]},
        said_after={"inputs": [listed("register")]},
    )
    assert "The catalog, is not among its files" in only(found.changes)["sentence"]
    assert any("The catalog is not among the files" in note for note in found.notes)


def test_a_contract_that_another_list_carries_now_is_not_missed(tmp_path: Path) -> None:
    numbered = CONTRACT | {"contract_number_hud": "DC390001234"}
    elsewhere = numbered | {"covenant_id": "register:9", "source_id": "register"}
    found = compared(
        tmp_path,
        {"properties": [HOUSE], "covenants": [numbered]},
        {"properties": [HOUSE], "covenants": [elsewhere]},
        said_after={"inputs": [listed("catalog"), listed("register")]},
    )
    gone = found.changes.set_index("change").loc[Change.COVENANT_UNLISTED.value]
    assert "listed by The register now" in gone["sentence"]


def test_a_new_covenant_says_its_homes_and_its_end(tmp_path: Path) -> None:
    found = compared(
        tmp_path, {"properties": [HOUSE]}, {"properties": [HOUSE], "covenants": [CONTRACT]}
    )
    assert only(found.changes)["sentence"] == (
        "Section 8 contract at Mill Court is new: 64 homes, until 30 Jun 2027."
    )


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        pytest.param("2027-06-30", [], id="on its last day it is in force"),
        pytest.param("2027-07-01", [Change.END_REACHED], id="the day after it has passed"),
    ],
)
def test_an_end_that_came_without_news_is_told(
    as_of: str, expected: list[Change], tmp_path: Path
) -> None:
    tables = {"properties": [HOUSE], "covenants": [CONTRACT]}
    found = compared(tmp_path, tables, tables, said_after={"as_of": as_of})
    assert kinds(found.changes) == expected
    assert "days lie between the days described" in found.notes[0]


def test_a_property_on_no_list_any_more_is_not_called_lost(tmp_path: Path) -> None:
    one = only(compared(tmp_path, {"properties": [HOUSE]}, {}).changes)
    assert one["change"] == Change.PROPERTY_UNLISTED
    assert one["sentence"] == (
        "Mill Court is on no list any more: no list names it now (The catalog did). That is not "
        "evidence that its homes are lost: ask the publisher."
    )


def test_a_property_that_became_part_of_another_is_not_missed(tmp_path: Path) -> None:
    other = HOUSE | {"property_id": "Q", "name": "Mill Village"}
    forwarding = {"old_id": "P", "new_id": "Q", "reason": "merged", "evidence": "one address"}
    found = compared(
        tmp_path,
        {"properties": [HOUSE, other]},
        {"properties": [other], "forwarding": [forwarding]},
    )
    one = only(found.changes)
    assert (one["change"], one["after"]) == (Change.PROPERTY_MERGED, "Q")


def test_lost_is_said_only_with_its_evidence(tmp_path: Path) -> None:
    after = {"status": "Lost", "status_reason": "Demolished according to the register, 3 May 2026."}
    one = only(houses(tmp_path, {"status": "Scored"}, after))
    assert one["change"] == Change.STATUS_CHANGED
    assert "Demolished according to the register" in one["sentence"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param("Oak Homes, LLC", "OAK HOMES LLC", [], id="spelling alone"),
        pytest.param("Oak Homes LLC", "Elm Homes LLC", [Change.OWNER_CHANGED], id="another owner"),
        pytest.param(None, "Elm Homes LLC", [Change.OWNER_CHANGED], id="known now"),
        pytest.param("Oak Homes LLC", None, [Change.OWNER_CHANGED], id="unknown now"),
    ],
)
def test_an_owner_changed_if_it_is_another_one(
    before: str | None, after: str | None, expected: list[Change], tmp_path: Path
) -> None:
    assert kinds(houses(tmp_path, {"owner_name": before}, {"owner_name": after})) == expected


def test_a_type_of_owner_that_became_unknown_is_not_safe(tmp_path: Path) -> None:
    one = only(houses(tmp_path, {"owner_type": "nonprofit"}, {"owner_type": "unknown"}))
    assert "Unknown is not safe" in one["sentence"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [(64, 60, 1), (64, 64, 0), (None, 64, 1), (None, None, 0)],
)
def test_another_number_of_homes_is_told_and_unknown_is_no_number(
    before: int | None, after: int | None, expected: int, tmp_path: Path
) -> None:
    found = houses(tmp_path, {"units_restricted": before}, {"units_restricted": after})
    assert kinds(found) == [Change.HOMES_CHANGED.value] * expected


def scored(score: int | None, band: str | None, **cards: float | None) -> dict[str, Any]:
    made = {"score": score, "band": band, "exit_score": cards.get("exit")}
    return {**HOUSE, **made, "distress_score": cards.get("distress", 0.0)}


def points(code: str, amount: float, card: str = "exit", **said: Any) -> dict[str, Any]:
    return {"property_id": "P", "card": card, "code": code, "points": amount} | {
        "label": f"Factor {code}",
        "sentence": f"{code} says so.",
        **said,
    }


def test_a_score_that_moved_a_band_names_what_moved_it_most(tmp_path: Path) -> None:
    found = compared(
        tmp_path,
        {
            "properties": [scored(50, "Moderate", exit=50.0, distress=5.0)],
            "contributions": [points("E2", 10.0), points("E5", 0.0), points("D1", 5.0, "distress")],
        },
        {
            "properties": [scored(62, "High", exit=62.0, distress=5.0)],
            "contributions": [
                points("E2", 25.0),
                points("E5", -3.0),
                points("D1", 5.0, "distress"),
            ],
        },
    )
    one = only(found.changes)
    assert (one["change"], one["points"]) == (Change.BAND_UP, 12)
    assert (one["driver_code"], one["driver_points"]) == ("E2", 15.0)
    assert one["sentence"] == (
        "The score of Mill Court rose from 50 to 62, from Moderate to High. What moved it most: "
        "Factor E2, +15 points. E2 says so."
    )


def test_points_on_the_card_that_decides_outweigh_more_points_on_the_other(tmp_path: Path) -> None:
    """Three points on an exit card of 70 move a score by more than ten on a distress card of 10."""
    found = compared(
        tmp_path,
        {
            "properties": [scored(67, "High", exit=67.0, distress=0.0)],
            "contributions": [points("E2", 27.0), points("D1", 0.0, "distress")],
        },
        {
            "properties": [scored(70, "High", exit=70.0, distress=10.0)],
            "contributions": [points("E2", 30.0), points("D1", 10.0, "distress")],
        },
    )
    assert only(found.changes)["driver_code"] == "E2"


def test_a_contribution_that_is_gone_is_named_as_gone(tmp_path: Path) -> None:
    found = compared(
        tmp_path,
        {
            "properties": [scored(60, "High", exit=60.0)],
            "contributions": [points("E2", 20.0), points("S1", 6.0)],
        },
        {"properties": [scored(54, "Moderate", exit=54.0)], "contributions": [points("E2", 20.0)]},
    )
    assert "Factor S1, -6 points. It does not count any more." in only(found.changes)["sentence"]


def test_a_signal_that_raised_the_score_is_what_moved_it(tmp_path: Path) -> None:
    found = compared(
        tmp_path,
        {"properties": [scored(40, "Moderate", exit=40.0)]},
        {
            "properties": [scored(60, "High", exit=40.0)],
            "contributions": [points("S1", 20.0, "override", label="Signal: flag")],
        },
    )
    assert only(found.changes)["driver"] == "Signal: flag"


def test_a_property_whose_restrictions_can_end_now_says_so(tmp_path: Path) -> None:
    found = compared(
        tmp_path,
        {"properties": [scored(5, "Low", exit=None, distress=5.0)]},
        {
            "properties": [scored(42, "Moderate", exit=40.0, distress=5.0)],
            "contributions": [points("E0", 40.0)],
        },
    )
    one = only(found.changes)
    assert "its restrictions can end now" in one["sentence"]
    assert pd.isna(one["driver_code"])


def test_no_score_is_no_low_score(tmp_path: Path) -> None:
    began = compared(
        tmp_path,
        {"properties": [scored(None, None)]},
        {"properties": [scored(0, "Low", exit=0.0)]},
    )
    assert kinds(began.changes) == [Change.SCORE_BEGAN]
    assert pd.isna(began.changes["points"].iloc[0])


def test_another_method_of_scoring_is_said_with_every_score_that_moved(tmp_path: Path) -> None:
    found = compared(
        tmp_path,
        {"properties": [scored(50, "Moderate", exit=50.0)]},
        {"properties": [scored(51, "Moderate", exit=51.0)]},
        said_before={"versions": {"scoring": "1.0", "tables": "3"}},
    )
    assert "scoring version 1.0 then and 1.1 now" in found.notes[0]
    assert "the method did, not the building" in found.notes[0]
    assert "scoring version 1.0 then and 1.1 now" in only(found.changes)["sentence"]


def test_snapshots_of_two_places_are_not_compared(tmp_path: Path) -> None:
    elsewhere = {"jurisdiction": {"id": "elsewhere", "name": "Elsewhere"}}
    with pytest.raises(SnapshotError, match="only snapshots of one place"):
        compared(tmp_path, {}, {}, said_after=elsewhere)


def test_the_gravest_changes_come_first(tmp_path: Path) -> None:
    found = between(tmp_path, {}, {"end_date": None, "status": "ended"})
    assert kinds(found) == [Change.COVENANT_ENDED, Change.END_WITHDRAWN]


def test_the_summary_counts_every_kind_once() -> None:
    told = [kind for kinds in SENTENCES for kind in kinds]
    assert sorted(told) == sorted(Change)
    assert set(COUNTED) == set(Change)


def test_the_summary_says_one_and_several() -> None:
    rows = pd.DataFrame({"change": ["covenant_renewed", "covenant_renewed", "end_earlier"]})
    assert summary(rows) == ["2 contracts were renewed, 1 end is earlier."]


def test_the_download_names_both_snapshots_and_runs_no_formula(tmp_path: Path) -> None:
    house = HOUSE | {"name": "=HYPERLINK(1)"}
    text = changes_csv(compared(tmp_path, {}, {"properties": [house]})).decode("utf-8-sig")
    assert text.splitlines()[0].endswith("older_snapshot,newer_snapshot")
    assert "'=HYPERLINK(1)" in text


def test_the_table_of_changes_is_what_its_model_says(tmp_path: Path) -> None:
    assert conforms(between(tmp_path, {}, {"end_date": None}), Changes)
    assert conforms(empty(Changes), Changes)


@pytest.mark.parametrize(
    ("days", "said"), [(1, "1 day"), (-59, "59 days"), (61, "2 months"), (700, "2 years")]
)
def test_spans_are_said_in_the_unit_people_use(days: int, said: str) -> None:
    assert said_span(days) == said


def test_two_snapshots_are_the_published_one_and_the_one_before_it(tmp_path: Path) -> None:
    first = published(tmp_path, "a", {}, at="2026-10-01")
    second = published(tmp_path, "b", {"properties": [HOUSE]}, at="2026-10-02")
    third = drafted(tmp_path, "c", {})
    assert [one.id for one in two_snapshots(tmp_path, None, None)] == [first.id, second.id]
    assert [one.id for one in two_snapshots(tmp_path, None, third.id)] == [second.id, third.id]
    assert [one.id for one in two_snapshots(tmp_path, "b", "a")] == ["b", "a"]


def test_one_snapshot_or_none_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="No snapshot is published yet"):
        two_snapshots(tmp_path, None, None)
    published(tmp_path, "a", {})
    with pytest.raises(SnapshotError, match="nothing to compare it with yet"):
        two_snapshots(tmp_path, None, None)
