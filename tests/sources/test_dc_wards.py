"""Washington's wards, from fictional excerpts of both drawings."""

from typing import Any

import pandas as pd
import pytest

from housing.sources.dc_wards import normalize
from tests.sources.outlines import changed, excerpt


@pytest.fixture(scope="module")
def old() -> Any:
    return normalize(excerpt("dc_wards/ward-2012.geojson"))


def test_a_ward_is_known_by_its_number(old: Any) -> None:
    assert old["areas"]["area_id"].tolist() == ["ward:8", "ward:6"]
    assert old["areas"]["name"].tolist() == ["Ward 8", "Ward 6"]


def test_the_year_of_the_lines_is_in_the_name_of_the_file(old: Any) -> None:
    new = normalize(excerpt("dc_wards/ward_2022.geojson"))
    assert old["areas"]["observed_date"].eq(pd.Timestamp("2012-01-01")).all()
    assert new["areas"]["observed_date"].eq(pd.Timestamp("2022-01-01")).all()


def test_a_ward_without_a_name_is_called_by_its_number() -> None:
    assert normalize(excerpt("dc_wards/ward_2022.geojson"))["areas"]["name"].tolist() == [
        "Ward 8",
        "Ward 6",
    ]


def test_a_ward_listed_twice_is_counted_in_quarantine(old: Any) -> None:
    assert old["quarantine"]["reason"].tolist() == ["duplicate_id"]


def test_an_invalid_outline_is_repaired(old: Any) -> None:
    assert old["areas"].geometry.is_valid.all()


def test_a_number_written_with_decimals_is_the_same_ward(tmp_path: Any) -> None:
    raw = excerpt("dc_wards/ward_2022.geojson")
    decimal = changed(
        raw, tmp_path, lambda f: f["properties"].update(WARD=f["properties"]["WARD"] + 0.0)
    )
    assert normalize(decimal)["areas"]["code"].tolist() == ["8", "6"]
