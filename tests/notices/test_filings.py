"""What is on file, what is expected and missing, and what nobody can know."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from tests.notices.case import OFFER, Row, covenant, event, found, only, rule

#: A duty whose notices a list of this city would show: due 30 Sep 2025 for an end a year later.
LISTED = {"collections": "tenant_notices", "filed_words": "notice of end"}
END = "2026-09-30"


def filing(day: str, description: str = "RCASD: Notice of end.", **known: Any) -> Row:
    return event(day, description, **known)


def other(day: str, observed: str | None = None) -> Row:
    """A filing about another property, by which a list shows how far it reaches."""
    return event(
        day, "RCASD: Notice of transfer.", event_id=f"x-{day}", property_id="p2",
        observed_date=observed,
    )  # fmt: skip


def test_no_list_loaded_says_nothing_about_a_notice() -> None:
    row = only(rule(**LISTED), covenants=[covenant(END)])
    assert row["phase"] == "passed"
    assert "had to give notice" in row["sentence"]
    assert "is not known: no list of such notices is loaded." in row["sentence"]


def test_another_list_says_nothing_either() -> None:
    given = rule(collections="elsewhere", filed_words="notice of end")
    row = only(given, covenants=[covenant(END)], events=[other("2020-01-01"), other("2026-01-01")])
    assert row["phase"] == "passed"
    assert "no list of such notices is loaded" in row["sentence"]


@pytest.mark.parametrize(
    ("first", "last", "phase"),
    [
        ("2023-09-30", "2025-09-30", "expected_missing"),
        ("2023-10-01", "2025-09-30", "passed"),
        ("2023-09-30", "2025-09-29", "passed"),
    ],
)
def test_a_notice_is_missing_only_where_the_list_covers_its_whole_time(
    first: str, last: str, phase: str
) -> None:
    row = only(rule(**LISTED), covenants=[covenant(END)], events=[other(first), other(last)])
    assert row["phase"] == phase
    if phase == "passed":
        assert "the list loaded does not cover that time." in row["sentence"]
    else:
        assert "None is on file, and the list loaded covers that time." in row["sentence"]
        assert "is not known" not in row["sentence"]


def test_a_list_reaches_as_far_as_the_day_it_was_made() -> None:
    events = [other("2023-09-01", observed="2026-06-01")]
    row = only(rule(**LISTED), covenants=[covenant(END)], events=events)
    assert row["phase"] == "expected_missing"


def test_where_the_rule_opens_the_list_has_to_reach_back_no_further() -> None:
    given = rule(**LISTED, opens_months=-18)
    events = [other("2025-03-30"), other("2026-01-01")]
    assert only(given, covenants=[covenant(END)], events=events)["phase"] == "expected_missing"
    events = [other("2025-03-31"), other("2026-01-01")]
    assert only(given, covenants=[covenant(END)], events=events)["phase"] == "passed"


def test_a_rule_whose_notices_have_no_known_words_is_never_missing() -> None:
    given = rule(collections="tenant_notices")
    events = [other("2020-01-01"), other("2026-01-01")]
    row = only(given, covenants=[covenant(END)], events=events)
    assert row["phase"] == "passed"
    assert "None is on file" not in row["sentence"]


def test_a_deadline_ahead_is_never_missing() -> None:
    events = [other("2020-01-01"), other("2026-06-30")]
    row = only(rule(**LISTED), covenants=[covenant("2027-06-30")], events=events)
    assert row["phase"] == "due"


def test_a_right_not_used_is_over_not_missing() -> None:
    given = rule(**OFFER, **LISTED)
    row = only(given, events=[event("2026-04-01"), other("2020-01-01"), other("2026-06-30")])
    assert row["phase"] == "passed"
    assert row["sentence"].startswith("Until 16 May 2026 tenants could register.")
    assert row["sentence"].endswith("That time is over.")


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        ("2023-09-29", "expected_missing"),
        ("2023-09-30", "filed"),
        ("2025-09-30", "filed"),
        ("2025-10-01", "filed"),
        ("2026-06-30", "filed"),
        ("2026-07-01", "expected_missing"),
    ],
)
def test_a_notice_counts_from_two_years_before_its_deadline(day: str, phase: str) -> None:
    events = [filing(day), other("2020-01-01"), other("2026-06-30")]
    row = only(rule(**LISTED), covenants=[covenant(END)], events=events)
    assert row["phase"] == phase
    assert (row["filed_event_id"] == "e1") == (phase == "filed")


@pytest.mark.parametrize(("day", "phase"), [("2025-09-29", "passed"), ("2025-09-30", "filed")])
def test_a_notice_before_its_window_is_none(day: str, phase: str) -> None:
    given = rule(**LISTED, opens_months=-12, deadline_months=-6)
    row = only(given, covenants=[covenant(END)], events=[filing(day)])
    assert row["phase"] == phase


@pytest.mark.parametrize(("day", "is_filed"), [("2026-06-10", True), ("2026-06-11", False)])
def test_a_notice_after_the_end_it_announces_is_none(day: str, is_filed: bool) -> None:
    row = only(rule(**LISTED), covenants=[covenant("2026-06-10")], events=[filing(day)])
    assert (row["phase"] == "filed") == is_filed


def test_a_late_notice_is_on_file_and_late() -> None:
    row = only(rule(**LISTED), covenants=[covenant(END)], events=[filing("2025-10-01")])
    assert "It is on file, dated 1 Oct 2025, after the deadline." in row["sentence"]
    row = only(rule(**LISTED), covenants=[covenant(END)], events=[filing("2025-09-30")])
    assert "It is on file, dated 30 Sep 2025." in row["sentence"]


@pytest.mark.parametrize(
    "wrong",
    [
        filing("2025-09-01", property_id="p2"),
        filing("2025-09-01", "RCASD: Notice of transfer."),
        filing("2025-09-01", None),
    ],
)
def test_another_property_s_notice_or_another_notice_is_none(wrong: Row) -> None:
    row = only(rule(**LISTED), covenants=[covenant(END)], events=[wrong])
    assert row["phase"] == "passed"
    assert pd.isna(row["filed_event_id"])


def test_the_first_notice_on_file_is_named() -> None:
    events = [filing("2025-09-02", event_id="later"), filing("2025-09-01", event_id="earlier")]
    row = only(rule(**LISTED), covenants=[covenant(END)], events=events)
    assert row["filed_event_id"] == "earlier"


def test_a_filing_answers_the_offer_before_it() -> None:
    given = rule(**OFFER, filed_words="organization registration")
    answer = event("2026-05-20", "RCASD: Tenant organization registration.", event_id="answer")
    row = only(given, events=[event("2026-05-20"), answer])
    assert (row["phase"], row["filed_event_id"]) == ("filed", "answer")
    row = only(given, events=[event("2026-05-21"), answer])
    assert row["phase"] == "due"


def test_a_registration_starts_the_time_to_negotiate() -> None:
    known = {"trigger": "registration", "trigger_words": "organization registration"}
    given = rule(**OFFER | known | {"deadline_days": 120})
    answer = event("2026-06-01", "RCASD: Tenant organization registration.")
    assert only(given, events=[answer])["days_left"] == 91


def test_each_covenant_has_its_own_notice() -> None:
    rows = found(
        rule(**LISTED),
        covenants=[covenant(END), covenant("2029-01-31", covenant_id="c2")],
        events=[filing("2025-09-01")],
    )
    assert rows.set_index("covenant_id")["phase"].to_dict() == {"c1": "filed", "c2": "upcoming"}


def test_filings_after_the_snapshot_s_day_are_not_used() -> None:
    given = rule(**LISTED)
    held = [covenant(END)]
    row = only(given, covenants=held, events=[filing("2026-06-30")], as_of=date(2026, 6, 29))
    assert row["phase"] == "passed"
