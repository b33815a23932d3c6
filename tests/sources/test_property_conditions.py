"""A city's list of how properties are doing, from a fictional excerpt."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from housing.errors import SourceChangedError
from housing.sources.base import Tables
from housing.sources.property_conditions import SOURCE, normalize
from housing.sources.receipts import recognize
from housing.sources.registry import SOURCES
from tests.raw_files import changed, excerpt, reasons, row_numbers

RAW = excerpt("property_conditions", "property_conditions_2026-09.csv", date(2026, 9, 1))


@pytest.fixture(scope="module")
def tables() -> Tables:
    return normalize(RAW)


@pytest.fixture(scope="module")
def conditions(tables: Tables) -> pd.DataFrame:
    return tables["conditions"].set_index(["record_id", "condition_date"])


def test_numbers_are_read_with_their_day(conditions: pd.DataFrame) -> None:
    found = conditions.loc[("hud_lihtc:ZZB20150001", pd.Timestamp("2026-08-31"))]
    assert found["debt_coverage_ratio"] == -0.35
    assert found["vacancy_pct"] == 31.5
    assert (found["serious_violations"], found["units"]) == (12, 40)
    assert found["observed_date"] == pd.Timestamp("2026-09-01")


def test_a_reference_without_a_source_is_an_id_of_the_catalog(conditions: pd.DataFrame) -> None:
    assert "prescat_projects:PA000921" in conditions.index.get_level_values("record_id")


def test_rows_of_one_address_describe_one_property(tables: Tables) -> None:
    own = tables["records"]
    assert own["address"].tolist() == ["77 Anchor Lane NE"]
    rows = tables["conditions"].loc[lambda t: t["record_id"] == own["record_id"].item()]
    assert len(rows) == 2


def test_a_blank_is_unknown_and_no_violations_are_zero(conditions: pd.DataFrame) -> None:
    blank = conditions.loc[("prescat_projects:PA000939", pd.Timestamp("2026-08-31"))]
    assert blank[["debt_coverage_ratio", "vacancy_pct", "serious_violations", "units"]].isna().all()
    sound = conditions.xs(pd.Timestamp("2026-08-31"), level="condition_date")
    assert sound.loc["prescat_projects:PA000921", "serious_violations"] == 0


@pytest.mark.parametrize("record", ["prescat_projects:PA000940", "prescat_projects:PA000941"])
def test_an_absurd_number_is_unknown_and_goes_to_quarantine(
    conditions: pd.DataFrame, record: str
) -> None:
    found = conditions.loc[(record, pd.Timestamp("2026-08-31"))]
    assert found[["debt_coverage_ratio", "vacancy_pct"]].isna().all()


def test_no_homes_are_an_unknown_number_of_homes(conditions: pd.DataFrame) -> None:
    found = conditions.loc[("prescat_projects:PA000940", pd.Timestamp("2026-08-31"))]
    assert pd.isna(found["units"])
    assert found["serious_violations"] == 2


def test_more_violations_than_a_home_can_have_are_unknown(conditions: pd.DataFrame) -> None:
    found = conditions.loc[("prescat_projects:PA000941", pd.Timestamp("2026-08-31"))]
    assert pd.isna(found["serious_violations"])


def test_rows_without_a_day_or_a_property_are_in_quarantine(tables: Tables) -> None:
    assert sorted(zip(row_numbers(tables), reasons(tables), strict=True)) == [
        (8, "out_of_range"),
        (8, "out_of_range"),
        (9, "out_of_range"),
        (9, "out_of_range"),
        (9, "unreadable_number"),
        (10, "unreadable_date"),
        (11, "no_parent_record"),
        (12, "duplicate_id"),
    ]


def test_the_list_is_recognized_by_its_columns() -> None:
    assert recognize(RAW.path, list(SOURCES.values())) == SOURCE


def test_renamed_column_stops_the_refresh(tmp_path: Path) -> None:
    with pytest.raises(SourceChangedError, match="'vacancy_pct'"):
        normalize(changed(RAW, tmp_path, {"vacancy_pct": "empty_share"}))
