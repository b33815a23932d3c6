"""The Refresh part in words: how late a list is, what ails a file, how work ended."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from housing.quality import Gate
from housing.work import State, Step, Work
from ui import desk_rows

TODAY = date(2026, 11, 23)

LIST: dict[str, Any] = {
    "id": "wards",
    "title": "Wards",
    "publisher": "City",
    "cadence": "yearly",
    "late_after_days": 365,
    "is_fetched": False,
    "vintage": "2026-01-01",
    "files": [
        {
            "folder": "f1",
            "name": "wards.csv",
            "vintage": "2026-01-01",
            "retrieved": "2026-02-03T04:05:06+00:00",
            "who": "Ada",
        }
    ],
}


def work(**said: Any) -> Work:
    told: dict[str, Any] = {
        "task": "draft",
        "place": "dc",
        "who": "Ada",
        "began": "2026-11-23T14:02:00+00:00",
        "process": 7,
        "steps": (
            Step("2026-11-23T14:02:01+00:00", "Reading wards.csv"),
            Step("2026-11-23T14:02:03.500000+00:00", "Linking"),
        ),
        "state": State.DONE,
        "ended": "2026-11-23T14:03:00+00:00",
        "words": "",
        "result": {},
    }
    return Work(**{**told, **said})


def test_a_list_in_time_says_when_it_came_and_from_whom() -> None:
    (row,) = desk_rows.lists([LIST], TODAY)
    assert row["Describes"] == "1 Jan 2026"
    assert row["Received"] == "3 Feb 2026, Ada"
    assert row["Today"].endswith("in time")
    assert row["How it comes"] == "brought by a person"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"vintage": "2024-01-01"}, "late: download it again"),
        ({"vintage": "2024-01-01", "is_fetched": True}, "late: due to be fetched"),
        ({"files": [], "vintage": None}, "never received"),
    ],
)
def test_a_late_or_missing_list_says_what_to_do(changed: dict[str, Any], said: str) -> None:
    assert desk_rows.lateness({**LIST, **changed}, TODAY).endswith(said)


def test_a_list_of_which_nobody_knows_the_day_counts_from_its_receipt() -> None:
    assert "in time" in desk_rows.lateness({**LIST, "vintage": None}, TODAY)
    assert desk_rows.lists([{**LIST, "vintage": None}], TODAY)[0]["Describes"] == "not stated"


def test_late_lists_come_first_and_are_counted() -> None:
    late = {**LIST, "title": "Old", "vintage": "2020-01-01"}
    missing = {**LIST, "title": "None", "files": [], "vintage": None}
    told = [LIST, missing, late]
    assert [row["List"] for row in desk_rows.lists(told, TODAY)] == ["Old", "Wards", "None"]
    assert [tile[1] for tile in desk_rows.tiles(told, TODAY)] == ["2", "1", "1"]


def test_files_that_can_be_taken_back_say_whose_they_are() -> None:
    ((key, said),) = desk_rows.files([LIST]).items()
    assert key == ("wards", "f1")
    assert said == "wards.csv (Wards, as of 1 Jan 2026; Ada, 3 Feb 2026, 04:05 UTC)"


def test_rows_with_a_fault_are_counted_with_a_line_and_what_to_do() -> None:
    found = {
        "findings": [
            {"rows": 3, "reason": "duplicate_id", "line": 5, "said": "One of them stays."},
            {"rows": 1, "reason": "missing_id", "line": None, "said": "The row has no id."},
        ],
        "more_findings": 2,
    }
    assert desk_rows.findings(found) == [
        "3 rows (same id twice): e.g. line 5: One of them stays.",
        "1 row (no id): The row has no id.",
        "2 more kinds of fault are in the table of rejected rows once a draft is built.",
    ]


def test_closed_gates_come_first_and_say_what_to_look_at() -> None:
    gates = [Gate("Rows", "9", "10", True, "the file"), Gate("Dates", "8", "5", False, "the days")]
    first, second = desk_rows.gates(gates)
    assert (first["Gate"], first["Verdict"], first["What to look at"]) == (
        "Dates",
        "NOT PASSED",
        "the days",
    )
    assert second["What to look at"] == ""


def test_every_step_has_its_seconds_the_last_one_first() -> None:
    now = datetime(2026, 11, 23, 14, 2, 10, tzinfo=UTC)
    running = work(state=State.RUNNING, ended=None)
    assert desk_rows.steps(running, now) == [
        {"Step": "Linking", "Seconds": "6.5"},
        {"Step": "Reading wards.csv", "Seconds": "2.5"},
    ]
    assert desk_rows.begun(running, now) == (
        "begun by Ada on 23 Nov 2026, 14:02 UTC, 10 seconds ago"
    )


def test_every_end_is_told() -> None:
    died = desk_rows.ending(work(state=State.DIED, ended=None))
    assert "never finished: its process is gone" in died
    assert died.endswith("The last it said: Linking.")
    failed = desk_rows.ending(work(state=State.FAILED, words="It is empty."))
    assert failed == (
        "The draft begun by Ada on 23 Nov 2026, 14:03 UTC came to nothing: It is empty. "
        "What was published stays as it was."
    )
    assert "exactly what is published" in desk_rows.ending(work(result={"is_new": False}))
    held = work(task="refresh", result={"outcome": "refused"})
    assert "gates held the draft back" in desk_rows.ending(held)
    assert desk_rows.ending(work(task="publication")).startswith("Ada published on")
