"""Laws of deadlines, for any day: each holds whatever the calendar does."""

from datetime import date, timedelta

import pandas as pd
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.notices.case import covenant, found, only, rule

DAYS = st.dates(date(1990, 1, 1), date(2080, 12, 31))
MONTHS = st.integers(1, 48)
ORDER = ("upcoming", "open", "due", "passed")
few = settings(max_examples=25, deadline=None)


@few
@given(end=DAYS, as_of=DAYS, months=MONTHS)
def test_days_left_fall_by_one_each_day(end: date, as_of: date, months: int) -> None:
    asked = rule(deadline_months=-months)
    today = only(asked, covenants=[covenant(str(end))], as_of=as_of)
    tomorrow = only(asked, covenants=[covenant(str(end))], as_of=as_of + timedelta(days=1))
    assert today["days_left"] - tomorrow["days_left"] == 1
    assert today["deadline_date"] == tomorrow["deadline_date"]


@few
@given(end=DAYS, months=MONTHS)
def test_months_are_counted_as_people_count_them(end: date, months: int) -> None:
    row = only(rule(deadline_months=-months), covenants=[covenant(str(end))])
    assert row["deadline_date"].date() == end - relativedelta(months=months)


@few
@given(end=DAYS, days=st.integers(1, 400))
def test_days_are_counted_one_by_one(end: date, days: int) -> None:
    row = only(rule(deadline_months="", deadline_days=-days), covenants=[covenant(str(end))])
    assert (end - row["deadline_date"].date()).days == days


@few
@given(end=DAYS, as_of=DAYS, longest=st.integers(7, 48), shortest=st.integers(1, 6))
def test_a_phase_never_goes_back(end: date, as_of: date, longest: int, shortest: int) -> None:
    asked = rule(opens_months=-longest, deadline_months=-shortest)
    held = [covenant(str(end))]
    today = only(asked, covenants=held, as_of=as_of)["phase"]
    tomorrow = only(asked, covenants=held, as_of=as_of + timedelta(days=1))["phase"]
    assert ORDER.index(tomorrow) >= ORDER.index(today)


@few
@given(end=DAYS, middle=st.integers(13, 30))
def test_windows_in_sequence_share_at_most_their_common_day(end: date, middle: int) -> None:
    first = rule(rule_id="first", opens_months=-36, deadline_months=-middle)
    second = rule(rule_id="second", opens_months=-middle, deadline_months=-12)
    rows = found(first, second, covenants=[covenant(str(end))]).set_index("rule_id")
    assert rows.loc["first", "deadline_date"] == rows.loc["second", "opens_date"]
    assert (rows["opens_date"] < rows["deadline_date"]).all()


@few
@given(ends=st.lists(DAYS, min_size=1, max_size=5), seed=st.randoms(use_true_random=False))
def test_the_order_of_covenants_changes_nothing(ends: list[date], seed: object) -> None:
    held = [covenant(str(end), covenant_id=f"c{at}") for at, end in enumerate(ends)]
    mixed = list(held)
    seed.shuffle(mixed)  # type: ignore[attr-defined]
    pd.testing.assert_frame_equal(found(rule(), covenants=held), found(rule(), covenants=mixed))
