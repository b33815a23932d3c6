"""Calendar files: what is written is read back day for day, whatever the names contain."""

from datetime import date

import pandas as pd
from icalendar import Calendar

from housing.calendars import COVENANT_ENDS, DEADLINE, WINDOW_OPENS, calendar_file, milestones
from housing.tables import LinkedCovenants, Notices
from tests.demo_snapshot import HOSTILE
from tests.factory import table

AS_OF = date(2026, 10, 1)


def covenants(*rows: dict[str, object]) -> pd.DataFrame:
    bland = {"property_id": "p1", "program": "lihtc", "units_counted": 40}
    return pd.DataFrame(
        table(
            LinkedCovenants,
            [bland | {"covenant_id": f"c{n}"} | row for n, row in enumerate(rows)],
        )
    )


def notices(*rows: dict[str, object]) -> pd.DataFrame:
    bland = {
        "property_id": "p1",
        "covenant_id": "c0",
        "rule_id": "rule",
        "title": "One-year notice",
        "nature": "duty",
        "trigger": "covenant_end",
        "phase": "upcoming",
        "citation": "A law",
        "sentence": "The owner must tell the tenants.",
    }
    return pd.DataFrame(table(Notices, [bland | row for row in rows]))


def written(summary: str, description: str = "Why", url: str | None = None) -> Calendar:
    events = pd.DataFrame(
        {
            "uid": ["one@holdfast"],
            "date": [pd.Timestamp("2027-03-01")],
            "summary": [summary],
            "description": [description],
            "category": ["Covenant ends"],
            "url": [url],
        }
    )
    return Calendar.from_ical(calendar_file(events, "Port Amity; as of 1 Oct", AS_OF))


def test_ends_windows_and_deadlines_ahead_are_milestones_in_order() -> None:
    found = milestones(
        covenants({"usable_end_date": "2030-05-31"}),
        notices({"opens_date": "2027-01-01", "deadline_date": "2029-05-31"}),
        as_of=AS_OF,
    )
    assert found["kind"].tolist() == [WINDOW_OPENS, DEADLINE, COVENANT_ENDS]
    assert [str(day.date()) for day in found["date"]] == ["2027-01-01", "2029-05-31", "2030-05-31"]
    assert found["units"].iloc[-1] == 40
    assert found["uid"].is_unique


def test_what_is_past_done_undated_or_no_covenant_is_no_milestone() -> None:
    found = milestones(
        covenants(
            {"usable_end_date": "2026-09-30"},
            {"usable_end_date": None},
            {"usable_end_date": "2030-01-01", "is_active": False},
            {"usable_end_date": "2030-01-01", "is_covenant": False},
        ),
        notices(
            {"deadline_date": "2027-01-01", "phase": "filed"},
            {"deadline_date": "2027-01-01", "phase": "passed"},
            {"deadline_date": "2026-09-30", "phase": "upcoming"},
            {"phase": "no_date"},
        ),
        as_of=AS_OF,
    )
    assert found.empty


def test_a_moved_date_keeps_its_identity_so_that_a_calendar_moves_it() -> None:
    before = milestones(covenants({"usable_end_date": "2030-05-31"}), notices(), as_of=AS_OF)
    after = milestones(covenants({"usable_end_date": "2035-05-31"}), notices(), as_of=AS_OF)
    assert before["uid"].tolist() == after["uid"].tolist()


def test_two_notices_of_one_rule_and_covenant_are_two_dates() -> None:
    found = milestones(
        covenants(),
        notices({"deadline_date": "2027-01-01"}, {"deadline_date": "2028-01-01"}),
        as_of=AS_OF,
    )
    assert len(found) == 2
    assert found["uid"].is_unique


def test_a_date_is_a_whole_day_that_blocks_nobodys_time() -> None:
    event = written("Ends").events[0]
    assert event["DTSTART"].dt == date(2027, 3, 1)
    assert event["DTEND"].dt == date(2027, 3, 2)
    assert event["DTSTAMP"].dt.date() == AS_OF
    assert event["TRANSP"] == "TRANSPARENT"


def test_hostile_names_are_read_back_as_the_letters_they_are() -> None:
    for name in HOSTILE:
        calendar = written(name, f"About {name}\nBEGIN:VEVENT")
        assert len(calendar.events) == 1
        assert str(calendar.events[0]["SUMMARY"]) == " ".join(name.split())
        assert "BEGIN:VEVENT" in str(calendar.events[0]["DESCRIPTION"])


def test_no_control_character_leaves_in_a_file() -> None:
    said = written("A\x00B\x07\r\nC").events[0]["SUMMARY"]
    assert str(said) == "A B C"


def test_lines_are_folded_and_end_as_the_standard_says() -> None:
    events = pd.DataFrame(
        {
            "uid": ["one@holdfast"],
            "date": [pd.Timestamp("2027-03-01")],
            "summary": ["É" * 200],
            "description": ["x" * 500],
            "category": ["Deadline"],
            "url": ["http://127.0.0.1/property?property_id=p1"],
        }
    )
    lines = calendar_file(events, "N", AS_OF).split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert max(len(line) for line in lines) <= 75
    assert b"URL:http://127.0.0.1/property?property_id=p1" in lines


def test_a_calendar_without_events_is_still_a_calendar() -> None:
    columns = ["uid", "date", "summary", "description", "category", "url"]
    calendar = Calendar.from_ical(calendar_file(pd.DataFrame(columns=columns), "Empty", AS_OF))
    assert calendar.events == []
    assert str(calendar["NAME"]) == "Empty"
