"""Every point of the sample city's scores says from where and of which day it is, or why not."""

from typing import Any

import pandas as pd
import pytest

from housing.snapshots import Snapshot, read_table
from tests.citations import assert_everything_is_cited, uncited
from tests.scoring_cases import covenant, score


def test_every_contribution_of_the_sample_city_is_cited(sample: Snapshot) -> None:
    contributions = read_table(sample, "contributions")
    assert {"E4", "E5", "E10", "E11", "D4", "S1"} <= set(contributions["code"])
    assert_everything_is_cited(contributions)


@pytest.mark.parametrize("lost", ["value", "source_id", "observed_date"])
def test_a_value_without_its_origin_would_be_noticed(sample: Snapshot, lost: str) -> None:
    contributions = read_table(sample, "contributions")
    bare = contributions.loc[contributions["code"] == "E2"].assign(**{lost: None})
    assert uncited(bare)["property_id"].tolist() == (
        bare.loc[~bare["is_missing"], "property_id"].tolist()
    )


SOLD: dict[str, Any] = {
    "kind": "sale",
    "signal_date": "2026-02-01",
    "source_id": "deeds",
    "author": "Register of deeds",
}


def origin(code: str, *signals: dict[str, Any], **known: Any) -> pd.Series:
    """The contribution of one factor to one property."""
    made = score({"one": [covenant()]}, {"one": known}, signals=signals).contributions
    return made.set_index("code").loc[code]


def test_a_recent_sale_is_cited_by_the_latest_deed() -> None:
    earlier = {**SOLD, "signal_date": "2025-11-01", "source_id": "older deeds"}
    found = origin("E10", earlier, SOLD)
    assert found["source_id"] == "deeds"
    assert found["observed_date"] == pd.Timestamp("2026-02-01")


def test_what_only_a_person_reports_has_the_person_for_a_source() -> None:
    reported = {"kind": "aggregator_transfer", "signal_date": "2026-03-01"}
    found = origin("E11", reported)
    assert found["source_id"] == "A. Advocate"
    assert found["observed_date"] == pd.Timestamp("2026-03-01")


def test_an_owner_without_a_date_is_as_of_the_day_of_its_list() -> None:
    listed = {"owner_type": "nonprofit", "owner_typed_by": "hud", "owner_typed_date": None}
    found = origin("E5", **listed, owner_listed_date="2026-05-01")
    assert (found["source_id"], found["observed_date"]) == ("hud", pd.Timestamp("2026-05-01"))


def test_no_foreclosure_is_cited_by_the_newest_list_of_them() -> None:
    lists = {"foreclosure_source": "deeds", "foreclosure_listed_date": "2026-05-01"}
    made = score(
        {"one": [covenant()], "other": [covenant()]},
        {"one": lists, "other": {**lists, "foreclosure_date": "2026-01-15"}},
    ).contributions
    filed = made.loc[made["code"] == "D4"].set_index("property_id")
    assert filed["value"].tolist() == ["none on record", "filed"]
    assert filed.loc["one", "observed_date"] == pd.Timestamp("2026-05-01")
    assert filed.loc["other", "observed_date"] == pd.Timestamp("2026-01-15")
