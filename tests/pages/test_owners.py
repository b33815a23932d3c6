"""Owners: who holds several, why we think so, and what of theirs is at risk."""

from collections.abc import Callable

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from housing.snapshots import Snapshot, read_table
from housing.tables import PortfolioLinks, Portfolios, empty
from tests.pages.reading import cells, html, words
from ui import portfolio_rows

OpenPage = Callable[..., AppTest]


@pytest.fixture
def page(open_page: OpenPage) -> AppTest:
    return open_page("pages/owners.py")


def test_it_opens_on_the_largest_portfolio(page: AppTest) -> None:
    assert not page.exception
    assert "Oriole Homes LLC" in [header.value for header in page.header]
    assert "1 portfolio of several properties hold" in words(page)


def test_every_join_has_a_reason_how_sure_it_is_and_a_source(page: AppTest) -> None:
    said = cells(page)
    assert "Same owner name at 3 properties: Oriole Homes LLC." in said
    assert "95%" in said
    assert "1 May 2019" in said


def test_an_owner_older_than_the_sale_is_warned_of_by_name(page: AppTest, demo: Snapshot) -> None:
    properties = read_table(demo, "properties").set_index("property_id")
    warning = " ".join(part.value for part in page.warning)
    assert warning.startswith("Owner record older than the last sale: ")
    assert properties.loc["demo-0008", "name"].split()[0] in warning
    assert "look at the deed" in warning


def test_homes_nobody_knows_are_unknown_and_not_zero(page: AppTest) -> None:
    assert "unknown at 3" in html(page)


def test_a_link_opens_its_portfolio_and_a_dead_link_says_so(open_page: OpenPage) -> None:
    asked = open_page("pages/owners.py", portfolio="owner-demo")
    assert not asked.exception
    assert "not in this snapshot" not in words(asked)
    gone = open_page("pages/owners.py", portfolio="owner-gone")
    assert not gone.exception
    assert "not in this snapshot" in words(gone)


@pytest.mark.parametrize("script", ["pages/property.py", "pages/triage.py"])
def test_a_property_leads_to_its_owners_portfolio(open_page: OpenPage, script: str) -> None:
    held = open_page(script, property_id="demo-0007")
    labels = [link.proto.label for link in held.get("page_link")]
    assert "Owner's portfolio: Oriole Homes LLC, 3 properties" in labels
    other = open_page(script, property_id="demo-0020")
    assert not any("portfolio" in link.proto.label for link in other.get("page_link"))


def test_without_owners_there_is_nothing_to_choose() -> None:
    assert portfolio_rows.labels(empty(Portfolios)) == {}
    assert portfolio_rows.largest(empty(Portfolios), 20) == []
    assert portfolio_rows.older_than_sale(empty(PortfolioLinks), {}) == ""


def test_no_page_shows_a_persons_name(page: AppTest) -> None:
    assert "individual" not in cells(page)


def test_an_unknown_score_and_end_are_said_in_words() -> None:
    row = {"score": pd.NA, "next_end_date": pd.NaT, "units_at_risk_5y": pd.NA}
    assert portfolio_rows.member(row) == (
        "not scored · no dated end ahead · an unknown number of homes at risk within 5 years"
    )
