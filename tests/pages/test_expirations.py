"""Expirations: what ends when adds up with the other pages, and nothing without a date is lost."""

import io
from collections.abc import Callable

import pandas as pd
import pytest
from icalendar import Calendar
from streamlit.testing.v1 import AppTest

from housing.calendars import milestones
from housing.covenants.losses import endings
from housing.snapshots import Snapshot, read_table
from tests.demo_snapshot import AS_OF, HOSTILE
from tests.pages.reading import cells, html, tables, words
from ui import counts, expiration_files, expiration_rows
from ui.expiration_rows import Expirations
from ui.narrowing import Filters

OpenPage = Callable[..., AppTest]

PAGE = "pages/expirations.py"


@pytest.fixture
def properties(demo: Snapshot) -> pd.DataFrame:
    return pd.DataFrame(read_table(demo, "properties"))


@pytest.fixture
def view(demo: Snapshot, properties: pd.DataFrame) -> Expirations:
    return Expirations.of(properties, endings(read_table(demo, "schedule")), AS_OF)


def asked(app: AppTest, name: str) -> str:
    """What the address says under a name."""
    value = app.query_params[name]
    return value if isinstance(value, str) else value[0]


def listed(app: AppTest) -> pd.DataFrame:
    return pd.DataFrame(app.dataframe[0].value)


def test_the_first_sentence_says_how_many_homes_lose_protection_by_when(
    open_page: OpenPage, properties: pd.DataFrame
) -> None:
    page = open_page(PAGE)
    assert not page.exception
    lost = int(properties["units_at_risk_5y"].sum())
    assert f"**{lost:,} homes lose their last protection by 30 Sep 2031**" in words(page)


def test_its_horizons_are_those_of_the_overview(open_page: OpenPage) -> None:
    totals = [f">{number}</div>" for number in _tile_numbers(open_page(PAGE))[:4]]
    overview = html(open_page())
    assert all(number in overview for number in totals)


def _tile_numbers(app: AppTest) -> list[str]:
    tiles = next(part.proto.body for part in app.get("html") if "Lost within" in part.proto.body)
    return [part.split("</div>")[0] for part in tiles.split('font-weight:600">')[1:]]


def test_the_years_add_up_to_all_dated_losses(open_page: OpenPage, view: Expirations) -> None:
    table = tables(open_page(PAGE))[0].set_index("Year")
    years = [name for name in table.index if name[:4].isdigit()]
    numbers = table.loc[years, "Homes lost"].str.removesuffix(" + ?").str.replace(",", "")
    assert numbers.astype(int).sum() == view.endings["units"].sum()
    assert {"no date on record", "past its end, not verified"} <= set(table.index)


def test_a_filter_narrows_it_as_it_narrows_triage(
    open_page: OpenPage, properties: pd.DataFrame
) -> None:
    page = open_page(PAGE, ward="Ward 2")
    own = Filters(wards=("Ward 2",)).apply(properties)
    lost = int(own.rows["units_at_risk_5y"].sum())
    assert f"**{lost:,} homes lose" in words(page)
    assert f"These are {own.matched:,} of 60 properties" in words(page)
    assert asked(page, "ward") == "Ward 2"


def test_a_link_restores_the_year_and_the_quarter(open_page: OpenPage, view: Expirations) -> None:
    first = view.lost.sort_values("date").iloc[0]
    year, quarter = str(first["year"]), str(first["quarter"])
    page = open_page(PAGE, year=year, quarter=quarter)
    assert not page.exception
    assert page.selectbox(key="choose_year").value == year
    assert page.selectbox(key="choose_quarter").value == quarter
    assert len(listed(page)) == (view.lost["quarter"] == quarter).sum()
    assert asked(page, "year") == year
    assert asked(page, "quarter") == quarter


def test_choosing_a_year_lists_its_properties_and_stays_in_the_address(
    open_page: OpenPage, view: Expirations
) -> None:
    page = open_page(PAGE)
    year = str(view.lost["year"].min())
    page.selectbox(key="choose_year").set_value(year).run()
    assert asked(page, "year") == year
    assert len(listed(page)) == (view.lost["year"] == int(year)).sum()


def test_a_quarter_of_another_year_is_given_up(open_page: OpenPage, view: Expirations) -> None:
    first = view.lost.sort_values("date").iloc[0]
    other = str(first["year"] + 1)
    page = open_page(PAGE, year=str(first["year"]), quarter=str(first["quarter"]))
    page.selectbox(key="choose_year").set_value(other).run()
    assert not page.exception
    assert page.selectbox(key="choose_quarter").value == ""
    assert "quarter" not in page.query_params


@pytest.mark.parametrize("code", ["undated", "unverified", "later"])
def test_what_is_in_no_years_bar_is_listed_on_its_own(open_page: OpenPage, code: str) -> None:
    page = open_page(PAGE)
    page.button(key=f"apart-{code}").click().run()
    assert not page.exception
    assert page.selectbox(key="choose_year").value == code


def test_properties_without_a_date_are_all_in_their_group(
    open_page: OpenPage, properties: pd.DataFrame
) -> None:
    without = properties["has_unknown_end"] | properties["has_stale_end"]
    assert len(listed(open_page(PAGE, year="undated"))) == without.sum() > 0


@pytest.mark.parametrize("year", ["1900", "2027-Q1", "<img src=x>", "=1+1", ""])
def test_a_year_that_is_none_chooses_every_year(open_page: OpenPage, year: str) -> None:
    page = open_page(PAGE, year=year)
    assert not page.exception
    assert page.selectbox(key="choose_year").value == ""


def test_a_filter_that_leaves_nothing_says_so(open_page: OpenPage) -> None:
    page = open_page(PAGE, q="no such property anywhere")
    assert not page.exception
    assert "No property matches these filters" in words(page)


def test_properties_without_dated_ends_are_explained(open_page: OpenPage) -> None:
    page = open_page(PAGE, q="demo-0005 nothing")
    assert not page.exception
    alone = open_page(PAGE, status="lost")
    assert not alone.exception


def test_hostile_names_are_letters_in_the_list_and_in_no_file_a_formula(
    open_page: OpenPage, view: Expirations
) -> None:
    page = open_page(PAGE)
    said = " ".join(listed(page)["name"])
    assert "<img src=x onerror=alert(1)> Court" in said
    assert "<img" not in html(page) + cells(page)
    rows = expiration_rows.listed(view, "", "")
    saved = expiration_files.list_csv(rows, {"city": "Port Amity"}).decode("utf-8-sig")
    read = pd.read_csv(io.StringIO(saved))
    assert len(read) == len(rows)
    assert not read["name"].str.startswith(("=", "@", "+", "-")).any()


def test_the_file_of_years_has_both_readings_and_what_has_no_date(
    demo: Snapshot, view: Expirations
) -> None:
    schedule = read_table(demo, "schedule")
    by_year = counts.losses_by_year(counts.losses(schedule), AS_OF.year)
    deep = counts.losses_by_year(counts.losses(schedule, is_deep=True), AS_OF.year)
    saved = expiration_files.years_csv(by_year, deep, view, {"as_of": str(AS_OF)})
    read = pd.read_csv(io.StringIO(saved.decode("utf-8-sig")))
    nominal = read[(read["what"] == "protection") & (read["scenario"] == "nominal")]
    undated = nominal["year"].isin(["no date on record", "past its end, not verified"])
    assert nominal.loc[~undated, "homes"].sum() == view.endings["units"].sum()
    assert undated.sum() == 2
    assert set(read["as_of"]) == {str(AS_OF)}


def test_the_calendar_has_every_milestone_of_the_properties_and_no_other(
    demo: Snapshot, properties: pd.DataFrame
) -> None:
    every = milestones(read_table(demo, "covenants"), read_table(demo, "notices"), as_of=AS_OF)
    some = properties.iloc[:8]
    made = expiration_files.calendar(some, every, demo, "http://127.0.0.1/property")
    events = Calendar.from_ical(made).events
    assert len(events) == every["property_id"].isin(some["property_id"]).sum() > 8
    said = " ".join(str(event["SUMMARY"]) for event in events)
    assert HOSTILE[0] in said
    assert all("FICTIONAL" in str(event["DESCRIPTION"]) for event in events)
    assert str(events[0]["URL"]).startswith("http://127.0.0.1/property?property_id=demo-")


@pytest.mark.parametrize(
    ("script", "query"), [(PAGE, {"ward": "Ward 2"}), ("pages/areas.py", {"area": "ward:2"})]
)
def test_the_chart_of_years_can_be_taken_as_a_picture(
    open_page: OpenPage, script: str, query: dict[str, str]
) -> None:
    page = open_page(script, **query)
    assert not page.exception
    assert any("Chart" in str(one.label) for one in page.get("download_button"))


def test_a_property_offers_its_own_dates(open_page: OpenPage) -> None:
    page = open_page("pages/property.py", property_id="demo-0000")
    assert not page.exception
    assert any("Calendar" in str(one.label) for one in page.get("download_button"))
    without = open_page("pages/property.py", property_id="demo-0005")
    assert not any("Calendar" in str(one.label) for one in without.get("download_button"))
