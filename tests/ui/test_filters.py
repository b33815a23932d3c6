"""Filters: matched + excluded + missing = all; unknown is neither yes nor no; links round-trip."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from housing import snapshots
from housing.exports import properties_csv
from housing.tables import LinkedCovenants, ParcelLinks, Properties
from tests import demo_snapshot
from tests.factory import table
from ui import maps
from ui.narrowing import (
    BANDS,
    FILTERS,
    INSPECTIONS,
    NOTICE_PHASES,
    OWNERS,
    PARAMETERS,
    PROGRAMS,
    STATUSES,
    Filters,
)

WARDS = ("Ward 1", "Ward 2", "Ward 3", "Ward 4", "Ward 99")


def several(options: Any) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(list(options)), unique=True, max_size=3).map(tuple)


def bound(least: int, most: int) -> st.SearchStrategy[int | None]:
    return st.none() | st.integers(least, most)


FILTERS_OF_ALL_KINDS = st.builds(
    Filters,
    search=st.sampled_from(["", "", "", "harbor", "mill 1", "homes llc", "no such place"]),
    bands=several(BANDS),
    ends_on=st.sampled_from(["any", "last"]),
    ends_from=bound(2024, 2060),
    ends_to=bound(2024, 2060),
    notice_phases=several(NOTICE_PHASES),
    notice_days=bound(0, 900),
    programs=several(PROGRAMS[:6]),
    owner_types=several(OWNERS),
    wards=several(WARDS),
    neighborhoods=several(["Harbor Hill", "Mill Hill"]),
    units_min=bound(0, 200),
    units_max=bound(0, 400),
    inspection=st.sampled_from(["", "", *INSPECTIONS]),
    statuses=several(STATUSES),
    score_min=bound(0, 100),
    score_max=bound(0, 100),
    with_unknown=several(FILTERS),
)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    snapshot = demo_snapshot.write(tmp_path_factory.mktemp("city"), 150)
    names = ("properties", "covenants", "parcel_links", "areas", "basemap")
    tables = {name: snapshots.read_table(snapshot, name) for name in names}
    parts = maps.map_parts(tables["properties"], tables["areas"], tables["basemap"])
    return tables | {"parts": parts}


@settings(max_examples=150, deadline=None)
@given(filters=FILTERS_OF_ALL_KINDS)
def test_matched_and_excluded_and_missing_are_all_there_are(
    city: dict[str, Any], filters: Filters
) -> None:
    found = filters.apply(
        city["properties"], covenants=city["covenants"], parcel_links=city["parcel_links"]
    )
    assert found.matched + found.excluded + found.missing == found.total == 150
    assert found.matched == len(found.rows) == found.mask.sum()


@settings(max_examples=60, deadline=None)
@given(filters=FILTERS_OF_ALL_KINDS)
def test_list_map_and_file_have_the_same_properties(city: dict[str, Any], filters: Filters) -> None:
    found = filters.apply(city["properties"], covenants=city["covenants"])
    deck = maps.assemble(city["parts"], filtered=found.mask)
    located = found.rows[found.rows["longitude"].notna()]
    assert deck.to_json().count('"v":1}') == len(located)
    lines = properties_csv(found.rows, {}).decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + found.matched


@settings(max_examples=100, deadline=None)
@given(filters=FILTERS_OF_ALL_KINDS)
def test_including_the_unknown_only_ever_adds(city: dict[str, Any], filters: Filters) -> None:
    tables = {"covenants": city["covenants"]}
    without = filters.apply(city["properties"], **tables)
    everything = filters.including(list(FILTERS)).apply(city["properties"], **tables)
    assert not (without.mask & ~everything.mask).any()
    assert everything.missing == 0
    assert everything.matched == without.matched + without.missing


@given(filters=FILTERS_OF_ALL_KINDS)
def test_a_link_asks_for_the_same_again(filters: Filters) -> None:
    again, ignored = Filters.from_query(filters.to_query())
    assert not ignored
    assert again.to_query() == filters.to_query()
    assert again.active() == filters.active()


@given(
    st.dictionaries(
        st.sampled_from([*PARAMETERS, "old_name", ""]),
        st.lists(st.text(max_size=8) | st.sampled_from(["high", "2030", "any"]), min_size=1),
    )
)
def test_any_link_at_all_can_be_read(params: dict[str, list[str]]) -> None:
    filters, _ = Filters.from_query(params)
    assert isinstance(filters.to_query(), dict)


def test_no_filter_asks_nothing() -> None:
    assert Filters().active() == []
    assert Filters().to_query() == {}


def test_what_a_link_says_wrong_is_named_and_left_out() -> None:
    filters, ignored = Filters.from_query(
        {
            "band": ["high", "extreme"],
            "from": "soon",
            "units_min": "-3",
            "ward": "Ward 9",
            "x": "1",
        },
        {"ward": ["Ward 1"]},
    )
    assert filters == Filters(bands=("high",))
    assert ignored == ["band=extreme", "from=soon", "units_min=-3", "ward=Ward 9", "x"]


def properties(*rows: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(table(Properties, rows))


def kept(filters: Filters, rows: pd.DataFrame, **tables: pd.DataFrame) -> tuple[list[bool], int]:
    found = filters.apply(rows, **tables)
    return found.mask.tolist(), found.missing


def test_a_property_without_a_score_is_not_of_a_low_band() -> None:
    rows = properties({"band": "Low", "score": 3}, {"band": None, "status": "Lost"})
    assert kept(Filters(bands=("low",)), rows) == ([True, False], 1)


def test_an_owner_called_unknown_is_not_known() -> None:
    rows = properties(
        {"owner_type": "unknown"}, {"owner_type": "public"}, {"owner_type": "steward"}
    )
    assert kept(Filters(owner_types=("public",)), rows) == ([False, True, False], 1)


def test_a_program_is_matched_whole() -> None:
    rows = properties({"programs": "home;lihtc"}, {"programs": "hope_vi"}, {"programs": None})
    assert kept(Filters(programs=("home",)), rows) == ([True, False, False], 1)


def test_none_on_record_is_an_answer() -> None:
    rows = properties({"inspection_score": None}, {"inspection_score": 40})
    assert kept(Filters(inspection="none"), rows) == ([True, False], 0)


@pytest.mark.parametrize(
    ("inspection", "expected"),
    [("failing", [True, False, False]), ("below_80", [True, True, False])],
)
def test_sixty_does_not_fail(inspection: str, expected: list[bool]) -> None:
    rows = properties(*({"inspection_score": score} for score in (59, 60, 80)))
    assert kept(Filters(inspection=inspection), rows) == (expected, 0)


def test_every_word_of_a_search_has_to_occur_somewhere() -> None:
    rows = properties({"name": "Anchor Court", "owner_name": "Beacon LLC"}, {"name": "Anchor Arms"})
    links = table(ParcelLinks, [{"property_id": rows["property_id"][1], "parcel_id": "0423||0018"}])
    assert kept(Filters(search="ANCHOR beacon"), rows) == ([True, False], 0)
    assert kept(Filters(search="0423 0018"), rows, parcel_links=links) == ([False, True], 0)
    assert kept(Filters(search="[("), rows) == ([False, False], 0)


LAST = [
    pytest.param({"last_end_date": "2030-06-01"}, True, True, id="ends inside"),
    pytest.param({"last_end_date": "2041-06-01"}, False, True, id="ends later"),
    pytest.param({"last_end_date": "2027-06-01"}, False, True, id="ends earlier"),
    pytest.param({"has_open_ended": True}, False, True, id="never ends"),
    pytest.param({}, False, False, id="nothing on record"),
    pytest.param(
        {"known_last_end_date": "2041-06-01", "has_unknown_end": True},
        False,
        True,
        id="later still",
    ),
    pytest.param(
        {"known_last_end_date": "2030-06-01", "has_unknown_end": True},
        False,
        False,
        id="may be later",
    ),
    pytest.param(
        {"last_end_date": "2025-06-01", "has_stale_end": True}, False, False, id="renewed or not"
    ),
]


@pytest.mark.parametrize(("row", "is_match", "is_known"), LAST)
def test_last_end_between_2029_and_2035(
    row: dict[str, Any], is_match: bool, is_known: bool
) -> None:
    filters = Filters(ends_on="last", ends_from=2029, ends_to=2035)
    known_last = {"known_last_end_date": row.get("last_end_date")}
    assert kept(filters, properties(known_last | row)) == ([is_match], 0 if is_known else 1)


def test_a_last_end_that_is_at_least_late_enough_is_late_enough() -> None:
    row = {"known_last_end_date": "2041-06-01", "has_unknown_end": True}
    assert kept(Filters(ends_on="last", ends_from=2035), properties(row)) == ([True], 0)


ANY = [
    pytest.param([{"usable_end_date": "2030-06-01"}], True, True, id="one inside"),
    pytest.param([{"usable_end_date": "2041-06-01"}], False, True, id="one later"),
    pytest.param(
        [{"usable_end_date": "2041-06-01"}, {}], False, False, id="one later, one undated"
    ),
    pytest.param([{"usable_end_date": "2030-06-01"}, {}], True, True, id="one inside, one undated"),
    pytest.param([{"kind": "open_ended"}], False, True, id="no end by design"),
    pytest.param([{"usable_end_date": "2025-06-01", "is_stale": True}], False, False, id="stale"),
    pytest.param([{"usable_end_date": "2030-06-01", "is_active": False}], False, False, id="ended"),
    pytest.param(
        [{"usable_end_date": "2030-06-01", "is_covenant": False}], False, False, id="loan"
    ),
    pytest.param([], False, False, id="none on record"),
]


@pytest.mark.parametrize(("covenants", "is_match", "is_known"), ANY)
def test_any_end_between_2029_and_2035(
    covenants: list[dict[str, Any]], is_match: bool, is_known: bool
) -> None:
    rows = properties({"property_id": "p"})
    linked = table(LinkedCovenants, [{"property_id": "p"} | row for row in covenants])
    filters = Filters(ends_from=2029, ends_to=2035)
    assert kept(filters, rows, covenants=linked) == ([is_match], 0 if is_known else 1)


def test_the_end_of_any_covenant_is_not_guessed_without_covenants() -> None:
    with pytest.raises(ValueError, match="pass them"):
        Filters(ends_from=2029).apply(properties({}))


def test_shuffled_rows_are_judged_alike(city: dict[str, Any]) -> None:
    filters = Filters(ends_from=2028, ends_to=2036, units_min=20, with_unknown=("units",))
    order = np.random.default_rng(1).permutation(len(city["properties"]))
    shuffled = city["properties"].iloc[order]
    whole = filters.apply(city["properties"], covenants=city["covenants"])
    mixed = filters.apply(shuffled, covenants=city["covenants"].iloc[::-1])
    assert set(whole.rows["property_id"]) == set(mixed.rows["property_id"])


def test_formulas_leave_as_text(tmp_path: Path) -> None:
    rows = properties(
        {"name": '=HYPERLINK("x")', "address": "+1", "owner_name": "@sum", "latitude": -3.5}
    )
    file = tmp_path / "list.csv"
    file.write_bytes(properties_csv(rows, {"filters": "-none"}))
    (read,) = pd.read_csv(file).to_dict("records")
    assert read["name"] == '\'=HYPERLINK("x")'
    assert read["address"] == "'+1"
    assert read["owner_name"] == "'@sum"
    assert read["filters"] == "'-none"
    assert read["latitude"] == -3.5


def _filters_of_a_state() -> None:
    import pandas as pd

    from ui.filters import filter_bar

    named = {"programs": ["lihtc"], "ward": ["Weld County"], "neighborhood": ["Old Town"]}
    filter_bar(pd.DataFrame(named), {"ward": "County"})


def test_filters_call_areas_what_the_place_calls_them() -> None:
    app = AppTest.from_function(_filters_of_a_state).run()
    labels = [one.label for one in app.multiselect]
    assert not app.exception
    assert "County" in labels
    assert "Neighborhood" in labels
    assert "Ward" not in labels
