"""Population, poverty and income by tract, from a fictional excerpt."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from housing.errors import FileUnreadableError, SourceChangedError
from housing.sources.acs_tracts import normalize
from housing.sources.base import RawFile
from tests.sources.outlines import excerpt

RAW = excerpt("acs_tracts/DCtracts2020_acs2016_2020_ndi.csv")


@pytest.fixture(scope="module")
def facts() -> Any:
    return normalize(RAW)["area_facts"].set_index(["area_id", "measure"])


def test_income_is_published_as_a_logarithm(facts: Any) -> None:
    fact = facts.loc[("tract:99001004902", "median_household_income_usd")]
    assert (fact["value"], fact["unit"]) == (100_000, "usd")


def test_what_the_survey_could_not_estimate_is_null_not_zero(facts: Any) -> None:
    assert pd.isna(facts.loc[("tract:99001000201", "poverty_ratio"), "value"])
    assert facts.loc[("tract:99001980000", "poverty_ratio"), "value"] == 0


def test_the_years_are_those_of_the_name_and_the_day_that_of_release(facts: Any) -> None:
    assert facts["period"].eq("2016-2020").all()
    assert facts["observed_date"].eq(pd.Timestamp("2022-03-17")).all()


def test_every_row_is_a_tract_or_in_quarantine(facts: Any) -> None:
    assert len(facts) == 3 * 3
    reasons = normalize(RAW)["quarantine"]["reason"].tolist()
    assert reasons == ["missing_id", "duplicate_id"]


def test_a_file_that_names_no_years_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tracts.csv"
    path.write_bytes(RAW.path.read_bytes())
    with pytest.raises(FileUnreadableError, match="does not say which years"):
        normalize(RawFile(path, "tracts.csv", None))


def test_a_renamed_column_stops_the_source(tmp_path: Path) -> None:
    path = tmp_path / RAW.name
    path.write_text(RAW.path.read_text(encoding="utf-8").replace("TotalPop", "Population"))
    with pytest.raises(SourceChangedError, match="acs_tracts needs column 'totalpop'"):
        normalize(RawFile(path, RAW.name, None))
