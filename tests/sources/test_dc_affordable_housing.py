"""Washington's affordable housing layer, from excerpts of its four forms."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.errors import FileUnreadableError, SourceChangedError
from housing.sources.dc_affordable_housing import normalize, project_ids
from tests.raw_files import changed, excerpt, reasons, row_numbers, written

FORMS = {
    "2016": excerpt("dc_affordable_housing", "affordable-housing_2016-08.geojson"),
    "2021": excerpt("dc_affordable_housing", "Affordable_Housing_2021-05-03.csv"),
    "2024": excerpt("dc_affordable_housing", "Affordable_Housing_2024-09-23.csv"),
    "2025": excerpt("dc_affordable_housing", "Affordable_Housing_2025-05-26.csv"),
}


@pytest.fixture(scope="module")
def tables() -> dict[str, dict[str, pd.DataFrame]]:
    return {form: normalize(raw) for form, raw in FORMS.items()}


def records(tables: dict[str, dict[str, pd.DataFrame]], form: str) -> pd.DataFrame:
    return tables[form]["records"].set_index("source_record_id")


@pytest.mark.parametrize(
    ("form", "rows", "rejected"),
    [("2016", 10, 0), ("2021", 14, 0), ("2024", 16, 1), ("2025", 16, 0)],
)
def test_every_row_is_a_record_or_in_quarantine(
    tables: dict[str, dict[str, pd.DataFrame]], form: str, rows: int, rejected: int
) -> None:
    made = tables[form]
    assert len(made["records"]) == len(made["covenants"]) == rows - rejected
    assert len(row_numbers(made)) == rejected


def test_the_same_project_has_the_same_id_in_every_form(
    tables: dict[str, dict[str, pd.DataFrame]],
) -> None:
    for form in FORMS:
        kara = records(tables, form).loc["kara-house"]
        assert kara["units_assisted"] == 10
        assert kara["address_id_local"] == "234805"
        assert kara["address"] == "1498 SPRING PLACE NW"
        assert (kara["zip"], kara["state"]) == ("20010", "DC")


def test_projects_of_one_name_are_told_apart_by_their_address_id(
    tables: dict[str, dict[str, pd.DataFrame]],
) -> None:
    for form in ("2021", "2024", "2025"):
        ids = set(records(tables, form).index)
        assert {"atlantic-plumbing-284162", "atlantic-plumbing-304678"} <= ids


@pytest.mark.parametrize("form", FORMS)
def test_degrees_and_web_mercator_meters_put_a_project_in_one_place(
    tables: dict[str, dict[str, pd.DataFrame]], form: str
) -> None:
    kara = records(tables, form).loc["kara-house"]
    assert kara["latitude"] == pytest.approx(38.93657, abs=1e-4)
    assert kara["longitude"] == pytest.approx(-77.03448, abs=1e-4)
    assert kara["location_quality"] == "rooftop"


@pytest.mark.parametrize("form", ["2021", "2024", "2025"])
def test_x_and_y_alone_are_enough_in_either_unit(tmp_path: Path, form: str) -> None:
    raw = changed(FORMS[form], tmp_path, {"38.93657238,-77.03447902": ","})
    kara = records({form: normalize(raw)}, form).loc["kara-house"]
    assert kara["latitude"] == pytest.approx(38.93657, abs=1e-4)
    assert kara["longitude"] == pytest.approx(-77.03448, abs=1e-4)


def test_an_x_y_of_nowhere_is_no_place(tables: dict[str, dict[str, pd.DataFrame]]) -> None:
    barnett = records(tables, "2021").loc["the-barnett-aden"]
    assert pd.isna(barnett["latitude"])
    assert pd.isna(barnett["longitude"])
    assert barnett["location_quality"] == "unknown"


def test_two_points_far_apart_are_not_put_on_a_parcel(
    tables: dict[str, dict[str, pd.DataFrame]],
) -> None:
    lincoln = records(tables, "2021").loc["fort-lincoln-multifamily"]
    assert lincoln["address_id_local"] == "314268"
    assert lincoln["location_quality"] == "unknown"


def test_the_row_that_lost_a_cell_is_in_quarantine(
    tables: dict[str, dict[str, pd.DataFrame]],
) -> None:
    rejected = tables["2024"]["quarantine"]
    assert rejected["reason"].tolist() == ["shifted_row"]
    assert "4404 1/2 Lee Street NE" in rejected["content"].item()
    assert "pipeline" not in records(tables, "2024").index


def test_a_new_status_word_is_no_shifted_row(tmp_path: Path) -> None:
    raw = changed(FORMS["2025"], tmp_path, {"Completed 2015 to Date": "Delivered"})
    made = normalize(raw)
    assert "quarantine" not in made
    assert set(made["covenants"]["status"]) == {"unknown", "planned"}


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("Completed 2015 to Date", "active"),
        ("Under Construction", "planned"),
        ("Pipeline", "planned"),
    ],
)
def test_only_finished_projects_restrict_rents(
    tables: dict[str, dict[str, pd.DataFrame]], status: str, expected: str
) -> None:
    found = set()
    for made in tables.values():
        of_status = made["records"]["status_source"].str.casefold() == status.casefold()
        found |= set(made["covenants"].loc[of_status, "status"])
    assert found == {expected}


def test_the_layer_states_no_end(tables: dict[str, dict[str, pd.DataFrame]]) -> None:
    for made in tables.values():
        assert made["covenants"]["end_date"].isna().all()
        assert set(made["covenants"]["end_basis"]) == {"unknown"}


def test_a_covenant_names_the_agencies(tables: dict[str, dict[str, pd.DataFrame]]) -> None:
    covenants = tables["2025"]["covenants"].set_index("source_record_id")
    assert covenants.loc["kara-house", "program_source"] == "DC Affordable Housing layer: DHCD"


def test_the_day_of_publication_is_observed(tables: dict[str, dict[str, pd.DataFrame]]) -> None:
    days = {
        form: made["records"]["observed_date"].unique().tolist() for form, made in tables.items()
    }
    assert days == {
        "2016": [pd.Timestamp("2016-08-10")],
        "2021": [pd.Timestamp("2021-05-03")],
        "2024": [pd.Timestamp("2024-09-23")],
        "2025": [pd.Timestamp("2025-05-26")],
    }


def test_without_a_readable_day_the_vintage_is_observed(tmp_path: Path) -> None:
    raw = changed(FORMS["2025"], tmp_path, {"2025/05/26 05:00:30+00": "May"})
    raw = type(raw)(raw.path, raw.name, date(2025, 6, 1))
    assert set(normalize(raw)["records"]["observed_date"]) == {pd.Timestamp("2025-06-01")}


def test_swapped_coordinates_keep_the_project_without_them(tmp_path: Path) -> None:
    raw = changed(
        FORMS["2025"],
        tmp_path,
        {"38.93657238,-77.03447902": "-77.03447902,38.93657238", "-8575431.451,4712586.892": ","},
    )
    made = normalize(raw)
    assert len(made["records"]) == 16
    assert pd.isna(records({"2025": made}, "2025").loc["kara-house", "latitude"])
    assert reasons(made) == ["swapped_coordinates"]


def test_units_under_neither_name_stop_the_refresh(tmp_path: Path) -> None:
    raw = changed(FORMS["2025"], tmp_path, {"TOTAL_AFFORDABLE_UNITS": "UNITS"})
    with pytest.raises(
        SourceChangedError, match="'TOTAL_AFFORDABLE_UNITS or REPORT_UNITS_AFFORDABLE'"
    ):
        normalize(raw)


def test_a_renamed_column_stops_the_refresh(tmp_path: Path) -> None:
    with pytest.raises(SourceChangedError, match="'STATUS_PUBLIC'"):
        normalize(changed(FORMS["2025"], tmp_path, {"STATUS_PUBLIC": "STATUS"}))


def test_half_a_geojson_file_is_not_read(tmp_path: Path) -> None:
    half = FORMS["2016"].path.read_text("utf-8")[:900]
    with pytest.raises(FileUnreadableError):
        normalize(written(tmp_path, FORMS["2016"].name, half))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Oak", "OAK", "Elm Court!", "Elm  court", "", "§"]),
            st.sampled_from(["1", "2", None]),
            st.sampled_from(["1 Oak St", "2 Oak St", None]),
        ),
        max_size=12,
        unique_by=lambda row: (row[0].casefold(), row[1], row[2]),
    ),
    st.randoms(use_true_random=False),
)
def test_ids_do_not_depend_on_the_order_of_rows(
    rows: list[tuple[str, str | None, str | None]], random: object
) -> None:
    def ids(ordered: list[tuple[str, str | None, str | None]]) -> dict[tuple, str]:
        columns = [pd.Series([row[k] or None for row in ordered], dtype="string") for k in range(3)]
        return dict(zip(ordered, project_ids(*columns), strict=True))

    shuffled = list(rows)
    random.shuffle(shuffled)
    one, other = ids(rows), ids(shuffled)
    assert all(one[row] is other[row] or one[row] == other[row] for row in rows)
