"""Nothing is lost while a raw table is read, whatever the source and whatever the fault."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from housing.errors import SourceChangedError
from housing.sources import (
    dc_affordable_housing,
    hud_lihtc,
    hud_section8,
    prescat_events,
    prescat_inspections,
    prescat_parcels,
    prescat_projects,
    prescat_subsidies,
)
from housing.sources.base import Source, Tables
from housing.sources.reading import KEPT, reading_of
from housing.tables import Contracts, complete
from tests.raw_files import excerpt, written

#: Source, its excerpt, and the table with a row per accepted row.
LISTS: dict[str, tuple[Source, str, str]] = {
    "prescat_projects": (prescat_projects.SOURCE, "Project.csv", "records"),
    "prescat_subsidies": (prescat_subsidies.SOURCE, "Subsidy.csv", "covenants"),
    "prescat_parcels": (prescat_parcels.SOURCE, "Parcel.csv", "claimed_parcels"),
    "prescat_inspections": (prescat_inspections.SOURCE, "Reac_score.csv", "inspections"),
    "prescat_events": (prescat_events.SOURCE, "Real_property.csv", "events"),
    "hud_lihtc": (hud_lihtc.SOURCE, "HUD_LIHTC_DC_2022-12-13.csv", "records"),
    "hud_section8": (hud_section8.SOURCE, "dc_sec8_contracts_2016-08.csv", "records"),
    "dc_affordable_housing": (
        dc_affordable_housing.SOURCE,
        "Affordable_Housing_2025-05-26.csv",
        "records",
    ),
}


def rejected(tables: Tables) -> int:
    """Rows that quarantine holds instead of a table."""
    if "quarantine" not in tables:
        return 0
    return int((~tables["quarantine"]["detail"].str.endswith(KEPT)).sum())


@pytest.mark.parametrize("source_id", LISTS)
def test_a_source_says_who_publishes_it_and_how_to_recognize_it(source_id: str) -> None:
    source, name, table = LISTS[source_id]
    assert source.id == source_id
    assert table in source.makes
    assert Path(name).suffix in source.suffixes
    text = excerpt(source_id, name).path.read_bytes().decode("utf-8-sig", "replace")
    header = text.replace("\r", "\n").split("\n")[0].lower()
    assert source.signature <= {cell.strip() for cell in header.split(",")}
    assert Path(__file__).parents[2].joinpath("docs", "sources", f"{source_id}.md").is_file()


def test_no_two_lists_are_recognized_by_the_same_columns() -> None:
    signatures = [source.signature for source, _, _ in LISTS.values()]
    for number, one in enumerate(signatures):
        assert not any(one <= other for other in signatures[number + 1 :] + signatures[:number])


@pytest.mark.parametrize("source_id", LISTS)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_every_row_ends_in_a_table_or_in_quarantine(
    source_id: str, data: st.DataObject, tmp_path: Path
) -> None:
    source, name, table = LISTS[source_id]
    content = excerpt(source_id, name).path.read_bytes().decode("latin-1")
    ending = "\r" if "\n" not in content else "\n"
    header, *rows = content.rstrip(ending).split(ending)
    drawn = data.draw(st.lists(st.sampled_from(rows), min_size=1, max_size=12))
    broken = [
        row.replace(*data.draw(st.sampled_from([(",", ","), ("1", "x"), ("20", "-2"), ("/", "-")])))
        for row in drawn
    ]
    raw = written(tmp_path, name, ending.join([header, *broken]) + ending)
    try:
        tables = source.normalize(raw)
    except SourceChangedError:
        return
    assert len(tables[table]) + rejected(tables) == len(broken)
    assert "quarantine" not in tables or tables["quarantine"]["row_number"].notna().all()


@pytest.mark.parametrize("source_id", LISTS)
def test_the_order_of_rows_changes_nothing(source_id: str, tmp_path: Path) -> None:
    source, name, table = LISTS[source_id]
    raw = excerpt(source_id, name)
    content = raw.path.read_bytes().decode("latin-1")
    ending = "\r" if "\n" not in content else "\n"
    header, *rows = content.rstrip(ending).split(ending)
    turned = written(tmp_path, name, ending.join([header, *reversed(rows)]) + ending)
    one, other = (source.normalize(file)[table] for file in (raw, turned))
    key = one.columns[0]
    pd.testing.assert_frame_equal(
        one.sort_values(key, ignore_index=True), other.sort_values(key, ignore_index=True)
    )


def test_a_column_of_ours_that_the_model_lacks_is_not_dropped_in_silence() -> None:
    frame = complete(pd.DataFrame({"contract_number": ["DC1"]}), Contracts)
    assert "contract_number" in frame
    assert "end_date" in frame


def test_a_few_bad_dates_are_typing_errors_many_are_another_format(tmp_path: Path) -> None:
    def dates(cells: list[str]) -> pd.Series:
        table = pd.DataFrame({"Id": list("abcdefgh"), "Day": cells}, dtype="string")
        table = table.assign(row_number=range(2, 10))
        raw = written(tmp_path, "list.csv", "")
        return reading_of(table, raw, {"Id": "id", "Day": "day"}, "oak").dates("day", "%m/%d/%Y")

    assert dates(["12/31/2020"] * 6 + ["31/12/2020"] * 2).notna().sum() == 6
    with pytest.raises(SourceChangedError, match=r"'Day', but 6 of 8 .* '31/12/2020'"):
        dates(["12/31/2020"] * 2 + ["31/12/2020"] * 6)
