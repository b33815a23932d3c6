"""The quality report: the impossible is told with what to do, and is in no count as published."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from housing.quality import report, summary
from housing.quality.checks import CHECKS
from housing.snapshots import Snapshot, read_table
from housing.tables import Findings
from housing.tables.base import conforms
from housing.terms import Check
from tests.snapshot_case import Rows, drafted

HOUSE = {"property_id": "P", "name": "Mill Court", "units_total": 13, "address": "1 Mill Street"}


def found(tmp_path: Path, **tables: Rows) -> pd.DataFrame:
    return report(drafted(tmp_path, "x", {"properties": [HOUSE], **tables}))


def only(findings: pd.DataFrame, check: Check) -> Any:
    assert findings["check"].tolist() == [check.value]
    return findings.iloc[0]


def test_a_sound_snapshot_has_no_findings_and_every_check_was_made(tmp_path: Path) -> None:
    findings = found(tmp_path)
    assert findings.empty
    assert [one["check"] for one in summary(findings)] == list(Check)
    assert {one["count"] for one in summary(findings)} == {0}


def test_106_of_13_homes_is_told_with_its_share(tmp_path: Path) -> None:
    covenant = {"covenant_id": "C", "property_id": "P", "units_assisted": 106}
    one = only(found(tmp_path, covenants=[covenant]), Check.UNITS_OVER_TOTAL)
    assert one["name"] == "Mill Court"
    assert one["detail"] == "The covenant states 106 homes, the property has 13: 815.4%."


def test_an_unknown_number_of_homes_is_not_more_than_any(tmp_path: Path) -> None:
    covenant = {"covenant_id": "C", "property_id": "P", "units_assisted": None}
    assert found(tmp_path, covenants=[covenant]).empty


@pytest.mark.parametrize(
    ("table", "row", "check"),
    [
        pytest.param(
            "covenants",
            {"property_id": "P", "start_date": "2009-12-01", "end_date": "1939-12-01"},
            Check.END_BEFORE_START,
            id="ends before it starts",
        ),
        pytest.param(
            "covenants",
            {"property_id": "P", "end_date": "9999-12-31"},
            Check.SENTINEL,
            id="a day that stands for never",
        ),
        pytest.param(
            "area_facts",
            {"measure": "median_rent_usd", "value": -666666666, "unit": "usd"},
            Check.SENTINEL,
            id="the Census's mark for no estimate",
        ),
        pytest.param(
            "area_facts",
            {"measure": "poverty_ratio", "value": 1.04, "unit": "ratio"},
            Check.SHARE_OVER_100,
            id="104 percent of an area",
        ),
        pytest.param(
            "records",
            {"units_assisted": 16, "units_total": 15},
            Check.SHARE_OVER_100,
            id="16 of 15",
        ),
        pytest.param(
            "record_links",
            {"record_id": "hud:1", "method": "review"},
            Check.UNMATCHED,
            id="a record left to people",
        ),
        pytest.param(
            "quarantine", {"reason": "swapped_coordinates"}, Check.OUT_OF_AREA, id="exchanged"
        ),
        pytest.param("quarantine", {"reason": "duplicate_id"}, Check.DUPLICATE, id="an id twice"),
        pytest.param("quarantine", {"reason": "shifted_row"}, Check.UNREADABLE, id="cells moved"),
        pytest.param(
            "issues", {"issue": "stale_end", "property_id": "P"}, Check.STALE_END, id="a past end"
        ),
        pytest.param(
            "issues", {"issue": "conflict", "property_id": "P"}, Check.CONFLICT, id="disagreement"
        ),
        pytest.param(
            "issues", {"issue": "date_out_of_range"}, Check.IMPOSSIBLE_DATE, id="no such day"
        ),
    ],
)
def test_each_kind_of_trouble_is_found_by_its_check(
    table: str, row: Mapping[str, Any], check: Check, tmp_path: Path
) -> None:
    assert only(found(tmp_path, **{table: [row]}), check)["detail"]


def test_a_year_that_stands_for_unknown_is_found_and_other_numbers_are_not(tmp_path: Path) -> None:
    houses = [HOUSE | {"year_built": 9999}, HOUSE | {"property_id": "Q", "units_total": 8888}]
    houses[1]["address"] = "2 Mill Street"
    findings = report(drafted(tmp_path, "x", {"properties": houses}))
    assert only(findings, Check.SENTINEL)["detail"].startswith("year_built is 9999")


def test_a_record_that_is_not_known_yet_is_not_unmatched(tmp_path: Path) -> None:
    assert found(tmp_path, record_links=[{"record_id": "hud:1", "method": "not_yet_known"}]).empty


def test_two_properties_at_one_address_are_asked_about(tmp_path: Path) -> None:
    other = HOUSE | {"property_id": "Q", "name": "Mill House", "address": "1 MILL STREET "}
    findings = report(drafted(tmp_path, "x", {"properties": [HOUSE, other]}))
    assert findings["check"].tolist() == [Check.DUPLICATE] * 2


def test_every_check_says_how_it_is_kept_out_and_what_to_do() -> None:
    assert list(CHECKS) == list(Check)
    assert all(told.kept_out and told.to_do for told in CHECKS.values())


def test_what_is_flagged_in_the_sample_city_is_in_no_count_as_published(sample: Snapshot) -> None:
    findings = report(sample)
    assert conforms(findings, Findings)
    assert set(findings["check"]) >= {
        Check.UNITS_OVER_TOTAL,
        Check.END_BEFORE_START,
        Check.SENTINEL,
        Check.OUT_OF_AREA,
        Check.UNMATCHED,
        Check.DUPLICATE,
        Check.STALE_END,
        Check.CONFLICT,
    }
    keeps_out(sample, findings)


def keeps_out(snapshot: Snapshot, findings: pd.DataFrame) -> None:
    """Assert that flagged values are capped or unknown wherever homes and ends are counted."""
    properties = read_table(snapshot, "properties").set_index("property_id")
    covenants = read_table(snapshot, "covenants").set_index("covenant_id")
    known = properties["units_total"].notna() & properties["units_restricted"].notna()
    counted = properties[known]
    assert (counted["units_restricted"] <= counted["units_total"]).all()
    over = covenants.loc[_rows(findings, Check.UNITS_OVER_TOTAL)]
    total = over["property_id"].map(properties["units_total"])
    assert (over["units_counted"].fillna(0) <= total).all()
    ends = [*_rows(findings, Check.END_BEFORE_START), *_rows(findings, Check.SENTINEL)]
    assert covenants.loc[ends, "usable_end_date"].isna().all()


def _rows(findings: pd.DataFrame, check: Check) -> list[str]:
    mine = (findings["check"] == check.value) & (findings["table"] == "covenants")
    return findings.loc[mine, "row_id"].unique().tolist()
