"""The Preservation Catalog's inspections, from an excerpt as published."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.errors import SourceChangedError
from housing.sources.prescat_inspections import normalize
from housing.sources.reac_scores import SCORE
from tests.raw_files import changed, excerpt, reasons, with_row

RAW = excerpt("prescat_inspections", "Reac_score.csv", date(2016, 4, 1))


@pytest.fixture(scope="module")
def inspections() -> pd.DataFrame:
    return normalize(RAW)["inspections"].set_index("inspection_id")


def test_every_inspection_is_kept(inspections: pd.DataFrame) -> None:
    assert len(inspections) == 16
    assert set(inspections["protocol"]) == {"UPCS"}


def test_a_score_has_a_number_a_letter_and_an_asterisk(inspections: pd.DataFrame) -> None:
    seen = inspections.loc["prescat_inspections:NL000001-2012-07-18"]
    assert seen["score"] == 68
    assert seen["health_safety_code"] == "b"
    assert seen["has_smoke_detector_defect"]
    assert seen["score_source"] == "68b*"
    assert seen["record_id"] == "prescat_projects:NL000001"
    assert not inspections.loc[
        "prescat_inspections:NL000001-2013-08-13", "has_smoke_detector_defect"
    ]


def test_the_score_printed_with_a_dot_is_a_one(inspections: pd.DataFrame) -> None:
    assert inspections.loc["prescat_inspections:NL000371-2001-06-21", "score"] == 1


@pytest.mark.parametrize(
    ("day", "protocol"),
    [
        pytest.param("09/30/2023", "UPCS", id="last day"),
        pytest.param("10/01/2023", "NSPIRE", id="first day"),
    ],
)
def test_hud_changed_its_protocol_on_1_october_2023(
    tmp_path: Path, day: str, protocol: str
) -> None:
    raw = changed(RAW, tmp_path, {"NL000175,12/18/2013": f"NL000175,{day}"})
    inspections = normalize(raw)["inspections"].set_index("record_id")
    assert inspections.loc["prescat_projects:NL000175", "protocol"] == protocol


@pytest.mark.parametrize(
    ("published", "reason"),
    [
        ("101c", "out_of_range"),
        ("9999", "out_of_range"),
        ("pending", "unreadable_number"),
        ("", "unreadable_number"),
        ("-5b", "unreadable_number"),
    ],
)
def test_a_score_that_is_none_goes_to_quarantine(
    tmp_path: Path, published: str, reason: str
) -> None:
    tables = normalize(changed(RAW, tmp_path, {"100a,100": f"{published},100"}))
    assert len(tables["inspections"]) == 15
    assert reasons(tables) == [reason]


def test_an_inspection_without_a_day_goes_to_quarantine(tmp_path: Path) -> None:
    tables = normalize(changed(RAW, tmp_path, {"NL000175,12/18/2013": "NL000175,"}))
    assert len(tables["inspections"]) == 15
    assert reasons(tables) == ["unreadable_date"]


def test_the_same_inspection_twice_is_one(tmp_path: Path) -> None:
    lines = RAW.path.read_text("latin-1").splitlines()
    tables = normalize(with_row(RAW, tmp_path, lines[1]))
    assert len(tables["inspections"]) == 16
    assert reasons(tables) == ["duplicate_id"]


def test_another_date_format_stops_the_refresh(tmp_path: Path) -> None:
    dates = {f"/{year},": f"/{year} 00:00," for year in range(2001, 2015) if year != 2005}
    dates = {old: new for old, new in dates.items() if old in RAW.path.read_text("latin-1")}
    with pytest.raises(SourceChangedError, match="'REAC_date'"):
        normalize(changed(RAW, tmp_path, dates))


def test_a_renamed_column_stops_the_refresh(tmp_path: Path) -> None:
    with pytest.raises(SourceChangedError, match="'REAC_score'"):
        normalize(changed(RAW, tmp_path, {"REAC_score,": "Score,"}))


@given(st.integers(0, 100), st.sampled_from("abc"), st.booleans())
def test_any_score_hud_prints_is_read(number: int, letter: str, has_star: bool) -> None:
    printed = pd.Series([f"{number}{letter}{'*' if has_star else ''}"], dtype="string")
    parts = printed.str.extract(SCORE).iloc[0]
    assert (int(parts["number"]), parts["letter"]) == (number, letter)
    assert pd.notna(parts["star"]) == has_star
