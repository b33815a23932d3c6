"""When a window of notice opens and closes, and where a deadline stands: by the calendar."""

from datetime import date, timedelta

import pandas as pd
import pytest

from housing.notices import DUE_DAYS
from housing.tables import Notices, validate
from tests.notices.case import AS_OF, OFFER, covenant, event, found, iso, only, rule


@pytest.mark.parametrize(
    ("end", "months", "deadline"),
    [
        ("2025-02-28", -12, "2024-02-28"),
        ("2024-02-29", -12, "2023-02-28"),
        ("2028-02-29", -48, "2024-02-29"),
        ("2026-05-31", -3, "2026-02-28"),
        ("2024-05-31", -3, "2024-02-29"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-12-31", -6, "2026-06-30"),
        ("2027-06-30", -12, "2026-06-30"),
        ("2027-01-01", -12, "2026-01-01"),
    ],
)
def test_a_month_earlier_is_the_same_day_or_the_month_s_last(
    end: str, months: int, deadline: str
) -> None:
    row = only(rule(deadline_months=months), covenants=[covenant(end)])
    assert iso(row["deadline_date"]) == deadline
    assert iso(row["trigger_date"]) == end


@pytest.mark.parametrize(
    ("end", "deadline"),
    [("2027-06-30", "2027-03-02"), ("2024-06-28", "2024-02-29"), ("2026-10-28", "2026-06-30")],
)
def test_days_are_counted_one_by_one_across_months_and_leap_days(end: str, deadline: str) -> None:
    given = rule(deadline_months="", deadline_days=-120)
    assert iso(only(given, covenants=[covenant(end)])["deadline_date"]) == deadline


def test_three_years_after_a_leap_day_end_on_the_last_of_february() -> None:
    given = rule(trigger="early_end", opens_days=0, deadline_months=36, nature="right")
    held = covenant("2039-01-01", is_active=False, status="ended", actual_end_date="2024-02-29")
    row = only(given, covenants=[held])
    assert iso(row["opens_date"]) == "2024-02-29"
    assert iso(row["deadline_date"]) == "2027-02-28"


@pytest.mark.parametrize(
    ("days", "phase", "left"),
    [
        (DUE_DAYS + 1, "upcoming", 91),
        (DUE_DAYS, "due", 90),
        (1, "due", 1),
        (0, "due", 0),
        (-1, "passed", -1),
    ],
)
def test_the_deadline_s_own_day_is_still_in_time(days: int, phase: str, left: int) -> None:
    deadline = AS_OF + timedelta(days=days)
    end = (pd.Timestamp(deadline) + pd.Timedelta(days=10)).date().isoformat()
    row = only(rule(deadline_months="", deadline_days=-10), covenants=[covenant(end)])
    assert (row["phase"], row["days_left"]) == (phase, left)


def test_due_begins_a_quarter_before_the_deadline() -> None:
    assert DUE_DAYS == 90


@pytest.mark.parametrize(
    ("as_of", "phase"),
    [
        (date(2027, 1, 30), "upcoming"),
        (date(2027, 1, 31), "open"),
        (date(2027, 5, 1), "open"),
        (date(2027, 5, 2), "due"),
        (date(2027, 7, 31), "due"),
        (date(2027, 8, 1), "passed"),
    ],
)
def test_a_window_opens_on_its_first_day_and_closes_after_its_last(as_of: date, phase: str) -> None:
    given = rule(opens_months=-36, deadline_months=-30)
    row = only(given, covenants=[covenant("2030-01-31")], as_of=as_of)
    assert (iso(row["opens_date"]), iso(row["deadline_date"])) == ("2027-01-31", "2027-07-31")
    assert row["phase"] == phase


def test_a_short_window_is_not_due_before_it_opens() -> None:
    given = rule(opens_days=-30, deadline_months="", deadline_days=-10)
    row = only(given, covenants=[covenant("2026-08-01")])
    assert row["phase"] == "upcoming"
    row = only(given, covenants=[covenant("2026-07-30")])
    assert row["phase"] == "due"


def test_windows_that_follow_one_another_meet_in_one_day_and_never_overlap() -> None:
    first = rule(rule_id="first", opens_months=-36, deadline_months=-30)
    second = rule(rule_id="second", opens_months=-30, deadline_months=-24)
    for end in ("2030-01-31", "2032-02-29", "2030-08-30"):
        rows = found(first, second, covenants=[covenant(end)]).set_index("rule_id")
        assert rows.loc["first", "deadline_date"] == rows.loc["second", "opens_date"]


def test_a_rule_without_a_last_day_stays_open_and_counts_to_its_first() -> None:
    given = rule(trigger="year_14", nature="right", opens_months=0, deadline_months="")
    held = covenant("2045-01-01", program="lihtc", kind="auto_lapse")
    before = only(given, covenants=[{**held, "usable_start_date": "2012-07-01"}])
    assert (before["phase"], before["days_left"], iso(before["opens_date"])) == (
        "upcoming",
        1,
        "2026-07-01",
    )
    assert pd.isna(before["deadline_date"])
    after = only(given, covenants=[{**held, "usable_start_date": "2012-06-30"}])
    assert (after["phase"], after["days_left"]) == ("open", 0)


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (
            {"usable_end_date": "2026-01-31", "is_stale": True},
            "the end on record has passed and the contract may have been renewed. "
            "Ask the contract administrator.",
        ),
        ({"usable_end_date": None}, "no end is on record. Ask the contract administrator or"),
    ],
)
def test_a_stale_or_unknown_end_is_never_silently_none(known: dict[str, object], said: str) -> None:
    row = only(rule(), covenants=[covenant(**known)])
    assert row["phase"] == "no_date"
    assert row["sentence"].startswith("No date to count from: ")
    assert said in row["sentence"]
    assert (
        "What the law says: the owner must give notice. It goes to every tenant." in row["sentence"]
    )
    for name in ("trigger_date", "opens_date", "deadline_date", "days_left"):
        assert pd.isna(row[name])


def test_a_prepayment_is_announced_by_no_list() -> None:
    given = rule(trigger="prepayment", deadline_months="", opens_days=-270, deadline_days=-150)
    row = only(given, covenants=[covenant("2040-01-01")])
    assert row["phase"] == "no_date"
    assert (
        "it counts from a prepayment, and no list announces one. Ask the lender" in row["sentence"]
    )


def test_a_tax_credit_without_a_start_may_have_an_early_way_out() -> None:
    given = rule(trigger="year_14", nature="right", opens_months=0, deadline_months="")
    row = only(given, covenants=[covenant("2040-01-01", program="lihtc")])
    assert row["phase"] == "no_date"
    assert (
        "no start of the tax credit is on record. Ask the state housing agency." in row["sentence"]
    )


@pytest.mark.parametrize(
    "known",
    [
        {"is_early_exit_waived": True},
        {"usable_start_date": "2012-07-01", "is_early_exit_waived": True},
        {"usable_start_date": "1989-12-31"},
        {"compliance_end_date": "2004-12-31"},
        {"usable_start_date": "2012-07-01", "usable_end_date": "2026-07-01"},
        {"program": "home"},
    ],
)
def test_where_no_early_way_out_exists_the_rule_is_silent(known: dict[str, object]) -> None:
    given = rule(trigger="year_14", nature="right", opens_months=0, deadline_months="")
    held = covenant("2045-01-01", **{"program": "lihtc", "kind": "auto_lapse", **known})
    assert found(given, covenants=[held]).empty


@pytest.mark.parametrize(
    ("known", "opens"),
    [
        ({"usable_start_date": "1990-01-01"}, "2004-01-01"),
        ({"usable_start_date": "2012-02-29"}, "2026-02-28"),
        ({"usable_start_date": "2012-07-01", "compliance_end_date": "2027-12-31"}, "2026-12-31"),
        ({"compliance_end_date": "2027-12-31"}, "2026-12-31"),
        ({"usable_start_date": "2012-07-01", "early_exit_date": "2030-05-05"}, "2030-05-05"),
        ({"early_exit_date": "2030-05-05"}, "2030-05-05"),
    ],
)
def test_year_14_follows_the_stated_day_then_the_compliance_period_then_the_start(
    known: dict[str, object], opens: str
) -> None:
    given = rule(trigger="year_14", nature="right", opens_months=0, deadline_months="")
    held = covenant("2045-01-01", program="lihtc", kind="auto_lapse", **known)
    assert iso(only(given, covenants=[held])["opens_date"]) == opens


@pytest.mark.parametrize(
    "known",
    [
        {"is_active": False},
        {"is_covenant": False},
        {"units_counted": 0},
        {"kind": "open_ended"},
        {"property_id": None},
        {"program": "home"},
        {"kind": "auto_lapse"},
    ],
)
def test_only_a_covenant_in_force_of_the_rule_s_kind_sets_it_off(known: dict[str, object]) -> None:
    given = rule(programs="section_8_pbra;rad", kinds="renewable")
    assert len(found(given, covenants=[covenant()])) == 1
    assert found(given, covenants=[covenant(**known)]).empty


def test_a_covenant_whose_homes_are_unknown_still_counts() -> None:
    assert len(found(rule(), covenants=[covenant(units_counted=None)])) == 1


@pytest.mark.parametrize(
    ("actual", "stated", "rows"),
    [
        ("2026-06-30", "2039-01-01", 1),
        ("2026-07-01", "2039-01-01", 0),
        ("2026-06-30", "2026-07-01", 1),
        ("2026-06-30", "2026-06-30", 0),
        (None, "2039-01-01", 0),
        ("2026-06-30", None, 0),
    ],
)
def test_only_an_end_before_the_stated_one_protects_tenants(
    actual: str | None, stated: str | None, rows: int
) -> None:
    given = rule(trigger="early_end", opens_days=0, deadline_months=36, nature="right")
    held = covenant(stated, is_active=False, status="ended", actual_end_date=actual)
    assert len(found(given, covenants=[held])) == rows


@pytest.mark.parametrize(
    ("as_of", "left", "phase"),
    [
        (date(2026, 7, 14), 45, "due"),
        (date(2026, 8, 28), 0, "due"),
        (date(2026, 8, 29), -1, "passed"),
    ],
)
def test_an_offer_of_sale_starts_a_countdown(as_of: date, left: int, phase: str) -> None:
    row = only(rule(**OFFER), events=[event("2026-07-14")], as_of=as_of)
    assert (row["days_left"], row["phase"]) == (left, phase)
    assert iso(row["deadline_date"]) == "2026-08-28"
    assert row["trigger_event_id"] == "e1"
    assert pd.isna(row["covenant_id"])


@pytest.mark.parametrize(
    "filing",
    [
        event("2026-07-01"),
        event(None),
        event("2026-06-01", property_id=None),
        event("2026-06-01", "RCASD: Notice of transfer."),
        event("2026-06-01", "RCASD: Tenant's offer of sale response."),
        event("2026-06-01", None),
    ],
)
def test_what_is_no_offer_known_by_now_starts_none(filing: dict[str, object]) -> None:
    assert found(rule(**OFFER), events=[filing]).empty


@pytest.mark.parametrize(("day", "rows"), [("2025-07-05", 1), ("2025-07-04", 0)])
def test_an_offer_lapses_after_its_last_day(day: str, rows: int) -> None:
    given = rule(**{**OFFER, "lapses_days": 360})
    assert len(found(given, events=[event(day)])) == rows


@pytest.mark.parametrize(
    ("units", "small", "large"),
    [(1, 0, 0), (2, 1, 0), (4, 1, 0), (5, 0, 1), (None, 1, 1)],
)
def test_the_number_of_homes_decides_and_an_unknown_one_leaves_both_open(
    units: int | None, small: int, large: int
) -> None:
    few = rule(**OFFER, units_min=2, units_max=4)
    many = rule(**OFFER, units_min=5)
    for given, count in ((few, small), (many, large)):
        rows = found(given, events=[event("2026-06-01")], units=units)
        assert len(rows) == count
        is_unsure = rows["sentence"].str.contains("the number of homes is not on record")
        assert is_unsure.all() == (units is None) or rows.empty


def test_a_rule_for_every_size_asks_for_no_size() -> None:
    row = only(rule(), covenants=[covenant()], units=None)
    assert "number of homes" not in row["sentence"]


@pytest.mark.parametrize(
    ("deadline", "rows"),
    [("2026-12-30", 0), ("2026-12-31", 1), ("2027-12-31", 1), ("2028-01-01", 0)],
)
def test_a_rule_holds_from_its_first_to_its_last_day(deadline: str, rows: int) -> None:
    given = rule(effective_from="2026-12-31", effective_to="2027-12-31")
    end = (pd.Timestamp(deadline) + pd.DateOffset(months=12)).date().isoformat()
    assert len(found(given, covenants=[covenant(end)])) == rows


@pytest.mark.parametrize(("offered", "rows"), [("2025-12-30", 1), ("2025-12-31", 0)])
def test_an_offer_follows_the_law_of_its_own_day(offered: str, rows: int) -> None:
    given = rule(**{**OFFER, "effective_to": "2025-12-30"})
    assert len(found(given, events=[event(offered)], as_of=date(2026, 1, 15))) == rows


@pytest.mark.parametrize(("first", "rows"), [("2026-06-30", 1), ("2026-07-01", 0)])
def test_a_rule_without_a_day_to_count_from_holds_if_it_holds_today(first: str, rows: int) -> None:
    given = rule(effective_from=first)
    assert len(found(given, covenants=[covenant(usable_end_date=None)])) == rows


def test_a_window_that_only_opens_follows_the_law_of_that_day() -> None:
    given = rule(
        trigger="year_14", nature="right", opens_months=0, deadline_months="",
        effective_from="2026-07-01",
    )  # fmt: skip
    held = covenant("2045-01-01", program="lihtc")
    assert len(found(given, covenants=[{**held, "usable_start_date": "2012-07-01"}])) == 1
    assert found(given, covenants=[{**held, "usable_start_date": "2012-06-30"}]).empty


@pytest.mark.parametrize(
    ("jurisdiction", "rows"), [("us", 1), ("CA", 1), ("oakland", 1), ("MA", 0), ("sf", 0)]
)
def test_a_place_has_federal_rules_its_state_s_and_its_own(jurisdiction: str, rows: int) -> None:
    given = rule(jurisdiction=jurisdiction)
    made = found(given, covenants=[covenant()], state="CA", place_id="oakland")
    assert len(made) == rows


def test_deadlines_come_by_property_day_and_rule() -> None:
    late, early = rule(rule_id="a"), rule(rule_id="b", deadline_months=-24)
    rows = found(
        late,
        early,
        covenants=[
            covenant("2028-01-31"),
            covenant("2027-12-31", covenant_id="c2"),
            covenant(usable_end_date=None, covenant_id="c3"),
        ],
    )
    assert rows["rule_id"].tolist() == ["b", "b", "a", "a", "a", "b"]
    assert rows["deadline_date"].dropna().is_monotonic_increasing
    validate(rows, Notices)


def test_nothing_is_a_table_without_rows() -> None:
    assert list(found().columns) == list(found(rule()).columns)
    assert found(rule()).empty
