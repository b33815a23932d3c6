"""Lists of the nation are cut to the place, and every row is counted."""

from typing import Any

import pandas as pd

from housing.jurisdictions import Jurisdiction
from housing.pipeline.extent import cut_to_place
from housing.tables import SOURCE_TABLES, Inspections, Records, complete, empty, validate

PLACE: dict[str, Any] = {
    "id": "elm",
    "name": "Elm",
    "state": "MD",
    "local_crs": "EPSG:26985",
    "parcel_id_format": "plain",
    "sources": ("nation", "city"),
}


def record(name: str, **facts: object) -> dict[str, object]:
    source = str(facts.pop("source_id", "nation"))
    return {
        "record_id": f"{source}:{name}",
        "source_id": source,
        "source_record_id": name,
        "location_quality": "unknown",
        "tenancy": "unknown",
        "owner_type": "unknown",
        **facts,
    }


def kept(place: dict[str, Any], *rows: dict[str, object]) -> tuple[set[str], str]:
    """Names of the records that stay, and what is said of the others."""
    records = validate(complete(pd.DataFrame(rows), Records), Records)
    tables = {name: empty(model) for name, model in SOURCE_TABLES.items()} | {"records": records}
    cut, steps = cut_to_place(tables, Jurisdiction(**(PLACE | place)), {"nation"})
    note = steps[0]["note"] if steps else ""
    assert not steps or steps[0]["rows_out"] <= steps[0]["rows_in"]
    return set(cut["records"]["source_record_id"]), note


def test_a_state_keeps_what_its_state_or_county_column_says() -> None:
    names, note = kept(
        {},
        record("letters", state="MD"),
        record("county", county_fips="24033"),
        record("elsewhere", state="CO"),
        record("county elsewhere", state="MD", county_fips="11001"),
        record("silent"),
    )
    assert names == {"letters", "county"}
    assert note.startswith("2 are elsewhere, 1 say no county")


def test_a_county_keeps_its_own_and_leaves_the_rest_of_the_state() -> None:
    names, _ = kept(
        {"counties": ("24033",)},
        record("here", state="MD", county_fips="24033"),
        record("next county", state="MD", county_fips="24031"),
        record("no county", state="MD"),
    )
    assert names == {"here"}


def test_a_contract_is_where_its_property_is() -> None:
    names, note = kept(
        {"counties": ("24033",)},
        record("property", property_id_hud="800000001", county_fips="24033"),
        record("contract", property_id_hud="800000001", contract_number_hud="MD06T001001"),
        record("far property", property_id_hud="800000002", county_fips="24031"),
        record("far contract", property_id_hud="800000002", contract_number_hud="MD06T001002"),
        record("lonely contract", property_id_hud="800000003", contract_number_hud="MD06T001003"),
    )
    assert names == {"property", "contract"}
    assert note.startswith("2 are elsewhere, 1 say no county")


def test_a_contract_without_a_property_is_in_the_state_of_its_number() -> None:
    names, _ = kept(
        {},
        record("here", contract_number_hud="MD06T001001"),
        record("x", contract_number_hud="CO1"),
    )
    assert names == {"here"}


def test_a_city_within_a_county_keeps_its_own_addresses() -> None:
    names, _ = kept(
        {"counties": ("24033",), "cities": ("Bowie",)},
        record("in", state="MD", county_fips="24033", city="BOWIE"),
        record("in, county not said", state="MD", city="Bowie"),
        record("out", state="MD", county_fips="24033", city="LAUREL"),
    )
    assert names == {"in", "in, county not said"}


def test_lists_of_the_place_itself_are_never_cut() -> None:
    names, _ = kept({}, record("ours", source_id="city"), record("theirs", state="CO"))
    assert names == {"ours"}


def test_a_fictional_place_is_not_cut() -> None:
    names, note = kept({"is_fictional": True, "state": "ZZ"}, record("any", state="CO"))
    assert names == {"any"}
    assert note == ""


def test_rows_of_the_nation_whose_record_is_on_no_list_are_left_out() -> None:
    records = validate(complete(pd.DataFrame([record("here", state="MD")]), Records), Records)
    rows = [
        {"inspection_id": name, "source_id": source, "record_id": record_id, "protocol": "UPCS"}
        for name, source, record_id in (
            ("a", "nation", "nation:here"),
            ("b", "nation", "nation:nowhere"),
            ("c", "city", "city:nowhere"),
        )
    ]
    inspections = validate(complete(pd.DataFrame(rows), Inspections), Inspections)
    tables = {name: empty(model) for name, model in SOURCE_TABLES.items()}
    given = tables | {"records": records, "inspections": inspections}
    cut, _ = cut_to_place(given, Jurisdiction(**PLACE), {"nation"})
    assert cut["inspections"]["inspection_id"].tolist() == ["a", "c"]
