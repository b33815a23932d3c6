"""How right links are on Washington's lists, against truth the linker was not told."""

from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest

from housing.jurisdictions import load_jurisdiction
from housing.linkage.measures import LEFT, RIGHT, Measure
from housing.pipeline.linkage_report import TRUTH, linkage_report, read_pairs

pytestmark = pytest.mark.real

JUDGED = ["tax credits to catalog", "city's list to catalog", "tax credits to city's list"]
SECTION_8 = "catalog to Section 8, contract numbers withheld"


@pytest.fixture(scope="module")
def measures(real_data: Path) -> dict[str, Measure]:
    contracts = real_data / "national" / "sec8_outcomes" / "dc_sec8_contracts_2016-08.csv"
    made = linkage_report(
        load_jurisdiction("dc"),
        [real_data / "dc", contracts],
        date(2026, 11, 22),
        datetime(2026, 11, 22, tzinfo=UTC),
    )
    return {measure.name: measure for measure in made}


@pytest.mark.parametrize("name", JUDGED)
def test_links_agree_with_people_who_read_both_rows(
    measures: dict[str, Measure], name: str
) -> None:
    measure = measures[name]
    assert measure.precision >= 0.98, measure.mistakes
    assert measure.recall >= 0.95, measure.mistakes
    assert measure.left <= 0.08, measure.mistakes


def test_section_8_contracts_are_found_without_their_numbers(
    measures: dict[str, Measure],
) -> None:
    measure = measures[SECTION_8]
    assert measure.counts[RIGHT] >= 98
    assert measure.precision >= 0.97, measure.mistakes
    assert measure.recall >= 0.95, measure.mistakes
    assert measure.left <= 0.08, measure.mistakes


def test_parcels_by_address_and_place_are_mostly_the_catalogs_own(
    measures: dict[str, Measure],
) -> None:
    """Lots are renumbered and condominium lots lie on one: equal ids are the lower bound."""
    assert measures["catalog to parcel, address"].counts[RIGHT] >= 13
    assert measures["catalog to parcel, location"].counts[RIGHT] >= 20
    assert measures["catalog to parcel, all rules"].precision >= 0.65
    assert measures["catalog to parcel, all rules"].counts[LEFT] <= 4
    assert "catalog to parcel, nearest" not in measures


@pytest.mark.parametrize(("stem", "least"), [("lihtc_catalog", 200), ("city_list_catalog", 200)])
def test_judged_pairs_are_many_and_hard(stem: str, least: int) -> None:
    pairs = read_pairs(TRUTH / f"{stem}.csv")
    assert not pairs.duplicated(["record_id", "other_record_id"]).any()
    assert pairs["other_record_id"].notna().sum() >= least
    counts = pairs["verdict"].value_counts()
    assert counts["same"] >= 50
    assert counts["different"] >= 100
    assert counts["no counterpart"] >= 30
    assert pairs["reason"].str.len().gt(5).all()


def test_nothing_has_a_counterpart_and_none() -> None:
    for path in sorted(TRUTH.glob("*.csv")):
        pairs = read_pairs(path)
        same = set(pairs.loc[pairs["verdict"] == "same", "record_id"])
        none = set(pairs.loc[pairs["verdict"] == "no counterpart", "record_id"])
        assert not same & none
        blank = pairs["other_record_id"].isna()
        pd.testing.assert_series_equal(
            blank, pairs["verdict"] == "no counterpart", check_names=False, check_dtype=False
        )
