"""A property's deadlines in one line."""

from datetime import date

import pandas as pd
import pytest

from housing.notices import next_notices
from housing.notices.summary import COLUMNS
from tests.notices.case import AS_OF, OFFER, covenant, event, found, iso, rule


def summed(notices: pd.DataFrame, as_of: date = AS_OF) -> pd.DataFrame:
    return next_notices(notices, pd.Index(["p0", "p1"], name="property_id"), as_of)


def test_the_next_deadline_is_the_earliest_that_is_still_ahead() -> None:
    rows = found(
        rule(rule_id="passed", title="Passed", deadline_months=-36),
        rule(rule_id="late", title="Late"),
        rule(rule_id="early", title="Early", deadline_months=-18),
        covenants=[covenant("2028-01-31")],
    )
    one = summed(rows).loc["p1"]
    assert one["next_notice"] == "Early"
    assert iso(one["next_notice_date"]) == "2026-07-31"
    assert one["next_notice_days"] == 31
    assert one["notice_phase"] == "due"
    assert one["notice_phases"] == "due;upcoming;passed"
    assert not one["has_notice_expected_missing"]


@pytest.mark.parametrize(("end", "days"), [("2027-06-30", 0), ("2027-06-29", None)])
def test_a_deadline_is_next_through_its_own_day(end: str, days: int | None) -> None:
    one = summed(found(rule(), covenants=[covenant(end)])).loc["p1"]
    assert (None if pd.isna(one["next_notice_days"]) else one["next_notice_days"]) == days


def test_an_open_window_without_a_last_day_is_no_deadline() -> None:
    given = rule(trigger="year_14", nature="right", opens_months=0, deadline_months="")
    held = covenant("2045-01-01", program="lihtc", usable_start_date="2000-07-01")
    one = summed(found(given, covenants=[held])).loc["p1"]
    assert pd.isna(one["next_notice"])
    assert one["notice_phase"] == "open"


def test_what_is_on_file_or_has_no_day_is_not_next() -> None:
    filed = rule(**OFFER, filed_words="registration", title="Filed")
    answer = event("2026-06-02", "Tenant organization registration", event_id="e2")
    rows = found(
        filed, rule(rule_id="undated"), covenants=[covenant(usable_end_date=None)],
        events=[event("2026-06-01"), answer],
    )  # fmt: skip
    one = summed(rows).loc["p1"]
    assert pd.isna(one["next_notice"])
    assert one["notice_phases"] == "no_date;filed"


def test_a_missing_notice_is_marked() -> None:
    lists = [
        event(day, "Notice of transfer", event_id=day, property_id="p9")
        for day in ("2020-01-01", "2026-06-30")
    ]
    given = rule(collections="tenant_notices", filed_words="notice of end")
    found_missing = found(given, covenants=[covenant("2026-09-30")], events=lists)
    summary = summed(found_missing)
    assert summary["has_notice_expected_missing"].tolist() == [False, True]
    assert summary.loc["p1", "notice_phase"] == "expected_missing"


def test_equal_days_are_parted_by_rule() -> None:
    rows = found(rule(rule_id="b", title="B"), rule(rule_id="a", title="A"), covenants=[covenant()])
    assert summed(rows).loc["p1", "next_notice"] == "A"


def test_a_property_without_any_rule_has_an_empty_line() -> None:
    summary = summed(found(rule(), covenants=[covenant()]))
    assert tuple(summary.columns) == COLUMNS
    bare = summary.loc["p0"]
    assert bare.drop("has_notice_expected_missing").isna().all()
    assert not bare["has_notice_expected_missing"]
    assert summed(found()).loc["p1"].drop("has_notice_expected_missing").isna().all()


def test_each_line_stands_beside_its_property_in_whatever_order_they_are_given() -> None:
    rows = found(
        rule(),
        covenants=[
            covenant(property_id="a"),
            covenant("2031-01-31", property_id="c", covenant_id="c2"),
        ],
    )
    given = pd.Index(["c", "b", "a"], name="property_id")
    summary = next_notices(rows, given, AS_OF)
    assert summary.index.equals(given)
    assert [iso(day) for day in summary["next_notice_date"]] == ["2030-01-31", None, "2027-01-31"]
