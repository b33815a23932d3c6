"""Median rents by tract, from fictional answers in the Census Bureau's shape."""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from housing.errors import FileUnreadableError, SourceChangedError
from housing.sources.acs_rents import normalize
from housing.sources.base import RawFile
from tests.sources.outlines import excerpt

RAW = excerpt("acs_rents/acs5_rents_2022.csv")


@pytest.fixture(scope="module")
def rents() -> Any:
    return normalize(RAW)["area_facts"].set_index("area_id")


def test_a_rent_has_its_margin_of_error_and_five_years(rents: Any) -> None:
    rent = rents.loc["tract:99001004902"]
    assert (rent["value"], rent["margin_of_error"], rent["unit"]) == (2104, 187, "usd")
    assert rent["period"] == "2018-2022"


def test_the_codes_for_no_figure_are_null(rents: Any) -> None:
    assert rents.loc["tract:99001980000", ["value", "margin_of_error"]].isna().all()
    assert rents.loc["tract:99001000201", "value"] == 3501
    assert pd.isna(rents.loc["tract:99001000201", "margin_of_error"])


def test_zeros_that_a_spreadsheet_took_away_are_put_back(rents: Any) -> None:
    assert rents.loc["tract:99001000100", "value"] == 1650


def test_a_row_that_is_no_tract_is_counted_in_quarantine() -> None:
    assert normalize(RAW)["quarantine"]["reason"].tolist() == ["missing_id"]


def test_the_answer_as_the_browser_saves_it_is_read_too() -> None:
    rents = normalize(excerpt("acs_rents/acs5_rents_2021.json"))["area_facts"]
    assert rents["value"].tolist()[0] == 2011
    assert rents["value"].isna().tolist() == [False, True]
    assert rents["period"].tolist() == ["2017-2021"] * 2


def test_the_page_that_asks_for_a_key_is_refused() -> None:
    with pytest.raises(FileUnreadableError, match="is a web page, not data"):
        normalize(excerpt("acs_rents/missing_key_2022.csv"))


def test_a_name_without_a_year_is_refused() -> None:
    with pytest.raises(FileUnreadableError, match="does not say which years"):
        normalize(RawFile(RAW.path, "rents.csv", None))


@pytest.mark.parametrize(
    ("content", "error", "said"),
    [
        ('[["NAME","B25064_001E"', FileUnreadableError, "not a complete answer"),
        ('[["NAME","state"],["x","99"]]', SourceChangedError, "needs column 'b25064_001e'"),
        ("NAME,state\nx,99\n", SourceChangedError, "needs column 'b25064_001e'"),
        (
            '[["B25064_001E","B25064_001M","state","county","tract"]]',
            FileUnreadableError,
            "no rows",
        ),
    ],
    ids=["cut off", "another table", "another table as CSV", "no rows"],
)
def test_another_answer_is_refused(
    tmp_path: Path, content: str, error: type[Exception], said: str
) -> None:
    path = tmp_path / "rents_2022.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(error, match=said):
        normalize(RawFile(path, path.name, date(2022, 1, 1)))
