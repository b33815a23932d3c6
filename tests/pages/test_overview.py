"""Overview: the city's numbers, whom to call first, and what nobody knows."""

import re
from collections.abc import Callable

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from housing import snapshots
from housing.snapshots import Snapshot
from tests.pages.reading import html, tables, words
from ui.text import en_areas, en_expirations

OpenPage = Callable[..., AppTest]


@pytest.fixture
def overview(open_page: OpenPage) -> AppTest:
    return open_page()


@pytest.fixture
def properties(demo: Snapshot) -> pd.DataFrame:
    return pd.DataFrame(snapshots.read_table(demo, "properties"))


def test_it_opens(overview: AppTest) -> None:
    assert not overview.exception
    assert not overview.error


def test_homes_protected_and_at_risk_are_the_sums_of_the_table(
    overview: AppTest, properties: pd.DataFrame
) -> None:
    shown = html(overview)
    assert f"{int(properties['units_restricted'].sum()):,}" in shown
    for years in (1, 2, 5, 10):
        assert f"{int(properties[f'units_at_risk_{years}y'].sum()):,}" in shown
        renewed = int(properties[f"units_at_risk_renewals_{years}y"].sum())
        assert f"{renewed:,} if contracts are renewed" in shown


def test_what_renewals_hold_is_said_in_a_sentence(overview: AppTest) -> None:
    assert "is what renewals hold" in words(overview)


def test_every_number_says_as_of_when(overview: AppTest) -> None:
    assert "restricts on 30 Sep 2026" in words(overview)


def test_it_leads_on_to_the_years_and_the_areas(overview: AppTest) -> None:
    links = {link.proto.label for link in overview.get("page_link")}
    assert {en_expirations.OPEN, en_areas.OPEN} <= links


def test_bands_are_counted_with_marks_and_lead_to_triage(overview: AppTest) -> None:
    links = {link.proto.label: link.proto for link in overview.get("page_link")}
    banded = [
        label for label in links if re.match(r"[▲◆■●] (Very High|High|Moderate|Low): \d", label)
    ]
    assert len(banded) == 4
    assert "band=very_high" in str(links[banded[0]].query_string)


def test_ten_are_to_be_called_first_highest_score_first(
    overview: AppTest, properties: pd.DataFrame
) -> None:
    first = properties.sort_values("score", ascending=False)["property_id"].iloc[0]
    ranked = [
        link.proto for link in overview.get("page_link") if re.match(r"\*\*\d+\.", link.proto.label)
    ]
    assert len(ranked) == 10
    tied = properties[properties["score"] == properties["score"].max()]["property_id"]
    assert any(f"property_id={one}" in ranked[0].query_string for one in [first, *tied])


def test_unknown_ends_and_late_sources_are_counted(overview: AppTest) -> None:
    assert "an end nobody knows" in words(overview)
    assert "of 3 sources" in words(overview)


def test_homes_without_a_dated_end_are_told_apart_from_the_chart(overview: AppTest) -> None:
    assert "have a dated end and are in this chart. Not in it:" in words(overview)


def test_it_draws_both_charts(overview: AppTest) -> None:
    assert len(overview.get("vega_lite_chart")) == 2


def test_every_source_says_which_day_it_describes(overview: AppTest) -> None:
    sources = tables(overview)[-1]
    assert sources["Describes"].tolist() == ["1 Sep 2026"] * 3
    assert set(sources["Late?"]) == {"late", "no"}
