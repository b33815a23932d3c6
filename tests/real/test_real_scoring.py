"""Scores of Washington DC's properties as of 1 April 2016, from the real files."""

import pandas as pd
import pytest

from tests.real.conftest import Built

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def properties(dc_2016: Built) -> pd.DataFrame:
    return pd.DataFrame(dc_2016.table("properties").drop(columns="geometry"))


@pytest.fixture(scope="module")
def contributions(dc_2016: Built) -> pd.DataFrame:
    return dc_2016.table("contributions")


def test_no_property_without_a_date_is_called_low(properties: pd.DataFrame) -> None:
    has_date = properties["known_last_end_date"].notna() | properties["has_open_ended"]
    undated = properties.loc[~has_date]
    assert len(undated) > 0
    assert not (undated["band"] == "Low").any()


def test_points_add_up_to_both_cards(properties: pd.DataFrame, contributions: pd.DataFrame) -> None:
    sums = contributions.pivot_table(
        index="property_id", columns="card", values="points", aggfunc="sum"
    )
    cards = properties.set_index("property_id")[["exit_score", "distress_score"]]
    sums = sums.reindex(cards.index)
    assert (sums["distress"] == cards["distress_score"]).all()
    has_card = cards["exit_score"].notna()
    assert (sums["exit"] == cards["exit_score"])[has_card].all()
    assert sums["exit"].isna()[~has_card].all()


def test_every_interval_contains_its_score(properties: pd.DataFrame) -> None:
    scored = properties.dropna(subset="score")
    assert scored["score"].between(scored["score_low"], scored["score_high"]).all()


def test_every_property_has_a_reason_and_a_grade(properties: pd.DataFrame) -> None:
    assert (properties["reason"].str.len() > 0).all()
    assert properties["confidence_grade"].isin(list("ABCD")).all()


def test_only_properties_whose_homes_are_gone_or_unverified_have_no_score(
    properties: pd.DataFrame,
) -> None:
    without = properties.loc[properties["score"].isna(), "status"]
    assert set(without) <= {"Lost", "Off-monitoring"}
    assert (without == "Off-monitoring").sum() > 0


def test_most_of_the_catalog_is_not_urgent_and_little_is_very_high(
    properties: pd.DataFrame,
) -> None:
    bands = properties["band"].value_counts()
    print(bands.to_dict(), properties["status"].value_counts().to_dict())  # noqa: T201
    assert bands["Low"] > bands["Moderate"] > bands["High"]
    assert bands.get("Very High", 0) < 0.02 * len(properties)
