"""Scores of Washington DC's properties as of 1 April 2016, from the real files."""

import pandas as pd
import pytest

from tests.citations import assert_everything_is_cited
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
    assert set(without) == {"Lost", "Off-monitoring"}


def test_most_of_the_catalog_is_not_urgent_and_little_is_very_high(
    properties: pd.DataFrame,
) -> None:
    bands = properties["band"].value_counts()
    print(bands.to_dict(), properties["status"].value_counts().to_dict())  # noqa: T201
    assert bands["Low"] > bands["Moderate"] > bands["High"]
    assert bands.get("Very High", 0) < 0.02 * len(properties)


def test_what_the_catalog_calls_lost_is_lost_with_its_source_and_day(
    properties: pd.DataFrame,
) -> None:
    lost = properties.loc[properties["category_source"] == "6 - Lost Rental"]
    assert len(lost) == 21
    assert (lost["status"] == "Lost").all()
    assert (lost["chpc_style"] == "Lost").all()
    assert lost["status_date"].notna().all()
    assert lost["status_evidence_source"].str.startswith("prescat_").all()
    assert set(properties.loc[properties["status"] == "Lost", "property_id"]) == set(
        lost["property_id"]
    )


def test_what_the_catalogs_editors_flagged_is_flagged_and_its_model_score_kept(
    properties: pd.DataFrame,
) -> None:
    flagged = properties.loc[properties["is_flagged"]]
    assert len(flagged) == 20
    assert flagged["category_source"].str.startswith("1 - ").all()
    scored = flagged.dropna(subset="score")
    assert (scored["score"] >= 60).all()
    assert (scored["model_score"] < 60).sum() >= 12


def test_without_a_signal_the_score_is_the_models(properties: pd.DataFrame) -> None:
    plain = properties.loc[properties["override"].isna()]
    assert plain["score"].equals(plain["model_score"].rename("score"))


def test_failing_inspections_sort_as_the_catalogs_editors_did(properties: pd.DataFrame) -> None:
    both = pd.crosstab(properties["category_source"], properties["dc_style_category"])
    print(both)  # noqa: T201
    assert both.loc["3 - Recent Failing REAC Score", 3] == 2
    assert both.loc["2 - Expiring Subsidy", 2] >= 10
    assert both.loc["5 - Other Subsidized Property", [1, 6]].sum() == 0


def test_a_near_end_is_mostly_not_urgent(properties: pd.DataFrame) -> None:
    near = properties.loc[properties["chpc_style"] == "Very High"]
    print(pd.crosstab(properties["chpc_style"], properties["band"]))  # noqa: T201
    assert len(near) > 0
    assert (near["model_band"] != "Very High").mean() > 0.5


def test_every_contribution_says_from_where_and_of_which_day(contributions: pd.DataFrame) -> None:
    assert_everything_is_cited(contributions)
