"""Expirations of Washington DC: one number on every page, and a calendar that can be read back."""

from datetime import date

import pandas as pd
import pytest
from icalendar import Calendar

from housing.calendars import milestones
from housing.covenants.losses import endings, losses, undated, unverified
from tests.real.conftest import Built
from ui import counts, expiration_files, explain
from ui.expiration_rows import Expirations
from ui.narrowing import Filters

pytestmark = pytest.mark.real

AS_OF = date(2016, 4, 1)


@pytest.mark.parametrize(
    "filters", [Filters(), Filters(wards=("Ward 8",)), Filters(programs=("lihtc",))]
)
def test_losses_within_each_horizon_are_what_triage_and_overview_say(
    dc_2016: Built, filters: Filters
) -> None:
    rows = filters.apply(dc_2016.table("properties")).rows
    view = Expirations.of(rows, endings(dc_2016.table("schedule")), AS_OF)
    totals = counts.city_totals(rows)
    assert totals["units_at_risk_10y"] > 0
    for years in explain.HORIZONS:
        until = pd.Timestamp(AS_OF) + pd.DateOffset(years=years)
        own = view.endings[view.endings["date"] <= until]
        assert own["units"].sum() == totals[f"units_at_risk_{years}y"]
        assert own["units_renewals"].sum() == totals[f"units_at_risk_renewals_{years}y"]
        assert own["deep_units"].sum() == rows[f"deep_units_at_risk_{years}y"].sum()


def test_the_years_add_up_to_the_overviews_chart(dc_2016: Built) -> None:
    schedule = dc_2016.table("schedule")
    by_year = counts.losses_by_year(losses(schedule), AS_OF.year)
    nominal = by_year[by_year["scenario"] == "nominal"].groupby("year")["units"].sum()
    own = endings(schedule).groupby("year")["units"].sum()
    assert nominal.drop("2036 on").to_dict() == {
        str(year): homes for year, homes in own.items() if year < 2036 and homes
    }
    assert nominal["2036 on"] == own[own.index >= 2036].sum()


def test_homes_without_a_date_are_those_the_overview_counts(dc_2016: Built) -> None:
    properties = dc_2016.table("properties")
    totals = counts.city_totals(properties)
    assert undated(properties)["undated_units"].sum() == totals["undated_units"] > 0
    assert unverified(properties)["unverified_units"].sum() == totals["unverified_units"]


def test_every_milestone_of_the_city_is_in_its_calendar(dc_2016: Built) -> None:
    every = milestones(dc_2016.table("covenants"), dc_2016.table("notices"), as_of=AS_OF)
    assert len(every) > 300
    made = expiration_files.calendar(dc_2016.table("properties"), every, dc_2016.snapshot, None)
    events = Calendar.from_ical(made).events
    assert len(events) == len(every)
    assert sorted(event["DTSTART"].dt for event in events) == sorted(every["date"].dt.date)
    assert len({str(event["UID"]) for event in events}) == len(events)
