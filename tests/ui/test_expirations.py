"""What the Expirations page lists and draws, on a case worked out by hand."""

from datetime import date

import pandas as pd
import pytest

from housing.covenants.losses import endings
from housing.tables import Properties, Schedule
from tests.factory import table
from ui import counts, expiration_charts, expiration_rows
from ui.expiration_rows import LATER, UNDATED, UNVERIFIED, Expirations

AS_OF = date(2026, 10, 1)


@pytest.fixture
def schedule() -> pd.DataFrame:
    """`a` loses 80 homes in 2027 (20 even if renewed) and 20 in 2060, `b` an unknown number."""
    steps = [
        ("a", "nominal", "2026-10-01", 100, None),
        ("a", "nominal", "2027-06-30", 20, "section_8_pbra"),
        ("a", "nominal", "2060-01-01", 0, "lihtc"),
        ("a", "renewals_assumed", "2026-10-01", 100, None),
        ("a", "renewals_assumed", "2027-06-30", 80, "lihtc"),
        ("b", "nominal", "2026-10-01", None, None),
        ("b", "nominal", "2027-11-30", 0, "home"),
    ]
    names = ["property_id", "scenario", "date", "units_nested", "programs"]
    return pd.DataFrame(table(Schedule, [dict(zip(names, one, strict=True)) for one in steps]))


@pytest.fixture
def view(schedule: pd.DataFrame) -> Expirations:
    properties = table(
        Properties,
        [
            {"property_id": "a", "name": "Anchor Court"},
            {"property_id": "b", "name": "Beacon House"},
            {"property_id": "c", "name": "Cedar Arms", "has_unknown_end": True}
            | {"undated_units": 30},
            {"property_id": "d", "name": "Drift House", "unverified_units": 7},
        ],
    )
    return Expirations.of(properties, endings(schedule), AS_OF)


def test_a_year_is_named_with_its_homes_and_says_that_more_are_not_counted(
    view: Expirations,
) -> None:
    named = expiration_rows.years(view)
    assert named["2027"] == "2027: 80 homes and an unknown number"
    assert named["2028"] == "2028: 0 homes"
    assert named[LATER] == "2046 on: 20 homes"
    assert named[UNDATED] == "No date on record: 30 homes"
    assert named[UNVERIFIED] == "Past its end, not verified: 7 homes"


def test_only_quarters_with_a_loss_are_offered(view: Expirations) -> None:
    assert list(expiration_rows.quarters(view, "2027")) == ["", "2027-Q2", "2027-Q4"]
    assert expiration_rows.quarters(view, "2027")["2027-Q2"] == "Q2 2027, Apr to Jun: 80 homes"
    assert list(expiration_rows.next_quarters(view, 1)) == ["2027-Q2"]


def test_the_largest_loss_is_first_and_an_unknown_one_is_not_left_out(view: Expirations) -> None:
    first, second = expiration_rows.top(expiration_rows.listed(view, "2027", ""), 8)
    assert first["name"] == "Anchor Court"
    assert first["told"] == (
        "80 homes on 30 Jun 2027 · 20 even if contracts are renewed · Section 8 contract"
    )
    assert second["told"].startswith("0 homes and an unknown number on 30 Nov 2027")


def test_what_has_no_date_says_why(view: Expirations) -> None:
    (one,) = expiration_rows.top(expiration_rows.listed(view, UNDATED, ""), 8)
    assert one["told"] == "30 homes: no source states an end"
    (other,) = expiration_rows.top(expiration_rows.listed(view, UNVERIFIED, ""), 8)
    assert other["told"] == "7 homes: ran out, and nobody says whether it was extended"


def test_the_table_of_years_has_a_row_for_every_year_and_group(view: Expirations) -> None:
    rows = {row["Year"]: row for row in expiration_rows.year_table(view)}
    assert len(rows) == counts.CLIFF_YEARS + 4
    assert rows["2027"]["Homes lost"] == "80 + ?"
    assert rows["2027"]["If contracts are renewed"] == "20"
    assert rows["2027"]["Properties"] == "2"
    assert rows["All dated"]["Homes lost"] == "100 + ?"
    assert rows["no date on record"]["Homes lost"] == "30"


def test_the_chart_has_a_column_to_click_for_every_year(
    view: Expirations, schedule: pd.DataFrame
) -> None:
    by_year = counts.losses_by_year(counts.losses(schedule), 2026)
    years = [str(year) for year in range(2026, 2046)]
    drawing = expiration_charts.cliff(by_year, years, chosen="2027")
    spec = drawing.chart.to_dict(validate=True)
    targets = spec["datasets"][spec["layer"][0]["data"]["name"]]
    assert [row["year"] for row in targets] == years
    assert {row["units"] for row in targets} == {80}
    assert spec["params"][0]["name"] == expiration_charts.CLICKED
    assert drawing.description.endswith("80 in all, most in 2027 (80).")


def test_a_chosen_year_stands_out_and_without_one_all_do(schedule: pd.DataFrame) -> None:
    by_year = counts.losses_by_year(counts.losses(schedule), 2026)

    def opacities(chosen: str) -> set[float]:
        drawing = expiration_charts.cliff(by_year, ["2027", "2028"], chosen)
        spec = drawing.chart.to_dict(validate=False)
        rows = spec["datasets"][spec["layer"][1]["data"]["name"]]
        return {row["shown"] for row in rows}

    assert opacities("") == {1.0}
    assert opacities("2028") == {expiration_charts.FADED}


def test_a_city_without_losses_has_a_chart_that_says_so(schedule: pd.DataFrame) -> None:
    none = counts.losses_by_year(counts.losses(schedule.iloc[:0]), 2026)
    assert "No home" in expiration_charts.cliff(none, ["2026"]).description
    assert "No home" in expiration_charts.deep(none, ["2026"]).description
