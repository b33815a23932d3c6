"""HUD's report of the newest three inspections, from invented rows in its columns."""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from housing.errors import SourceChangedError
from housing.sources.hud_inspection_report import normalize
from tests.raw_files import changed, excerpt, reasons

RAW = excerpt("hud_inspection_report", "MF-Inspection-Report_2026-08-31.csv", date(2026, 8, 31))


@pytest.fixture(scope="module")
def inspections() -> Any:
    made = normalize(RAW)["inspections"]
    return made.set_index(made["inspection_id"].str.removeprefix("hud_inspection_report:"))


def test_a_row_becomes_as_many_inspections_as_it_holds(inspections: Any) -> None:
    assert sorted(inspections.index) == ["500001", "500003", "600001", "700001", "700002"]


def test_they_belong_to_hud_s_list_of_properties(inspections: Any) -> None:
    assert inspections.loc["600001", "record_id"] == "hud_properties:800000025"


def test_each_has_its_own_score_day_and_standard(inspections: Any) -> None:
    newest, older = inspections.loc["700001"], inspections.loc["600001"]
    assert (newest["score"], newest["protocol"]) == (94, "NSPIRE")
    assert (older["score"], older["protocol"], older["health_safety_code"]) == (68, "UPCS", "b")
    assert older["inspection_date"] == pd.Timestamp("2022-05-02")
    assert older["has_smoke_detector_defect"]


def test_what_cannot_be_read_is_counted() -> None:
    assert sorted(reasons(normalize(RAW))) == [
        "missing_id", "out_of_range", "unreadable_date", "unreadable_number"
    ]  # fmt: skip


def test_a_renamed_column_stops_the_refresh(tmp_path: Path) -> None:
    with pytest.raises(SourceChangedError, match="'Inspection Score-2'"):
        normalize(changed(RAW, tmp_path, {"Inspection Score-2": "Score-2"}))
