"""Links by likeness: what publishers mistype, rename and count in their own way."""

from typing import Any

import pytest

from housing.terms import LinkMethod
from tests.linking_cases import FAR, HERE, NEXT_DOOR, linked, record

#: 0.002 degrees of latitude are 222 meters.
SAME_SITE = {"latitude": 38.9100, "longitude": -77.0220}


def credit(record_id: str, homes: int, start: str | None = None) -> dict[str, Any]:
    program = "Low income housing tax credit"
    return {
        "record_id": record_id,
        "covenant_id": f"{record_id}-1",
        "program_source": program,
        "units_assisted": homes,
        "start_date": start,
    }


def test_a_door_that_only_the_name_states_is_one_of_the_record() -> None:
    links = linked(
        record("city:1", name="1030 & 1034 Euclid St NW", address="1034 Euclid Street NW"),
        record("lihtc:9", name="1030 & 1034 EUCLID STREET", address="1030 EUCLID ST NW"),
    )
    assert links.loc["lihtc:9", ["property_id", "method"]].tolist() == ["city-1", "address"]
    assert "1030 & 1034 Euclid St NW" in links.loc["lihtc:9", "evidence"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("2401 Washington Place NW", "2401 Washington Place NE", id="quadrant"),
        pytest.param("1164 Bladensburg Ave NE", "1164 Bladensburg Road NE", id="street type"),
    ],
)
def test_a_mistyped_door_is_recognized_by_place_and_homes(one: str, other: str) -> None:
    known = record("city:1", name="Visionary Square", address=one, units_total=47, **HERE)
    asking = record("homes:9", name="Israel Manor", address=other, units_assisted=47, **NEXT_DOOR)
    assert linked(known, asking).loc["homes:9", "method"] == LinkMethod.LOCATION
    more_homes = asking | {"units_assisted": 90}
    assert linked(known, more_homes).loc["homes:9", "method"] == LinkMethod.OWN_RECORD
    farther = asking | FAR
    assert linked(known, farther).loc["homes:9", "method"] == LinkMethod.OWN_RECORD


def test_a_mistyped_door_that_only_a_name_states_is_quoted_from_the_name() -> None:
    known = record("city:1", name="2401 Washington Place NW", units_total=47, **HERE)
    asking = record("homes:9", address="2401 Washington Place NE", units_total=47, **NEXT_DOOR)
    links = linked(known, asking)
    assert links.loc["homes:9", "method"] == LinkMethod.LOCATION
    quoted = (
        "\u201c2401 Washington Place NE\u201d and \u201c2401 Washington Place NW\u201d differ in"
    )
    assert quoted in links.loc["homes:9", "evidence"]


@pytest.mark.parametrize(
    ("homes", "said"),
    [
        pytest.param((None, 14), "1 ELM ST NW.", id="only the known one says"),
        pytest.param((14, None), "1 ELM ST NW.", id="only the asking one says"),
        pytest.param((14, 14), "1 ELM ST NW, 14 homes.", id="as many"),
        pytest.param((14, 12), "1 ELM ST NW, 14 and 12 homes.", id="others"),
    ],
)
def test_homes_are_evidence_only_where_both_lists_count_them(
    homes: tuple[int | None, int | None], said: str
) -> None:
    asking, known = (
        record(record_id, address="1 Elm St NW", units_total=count)
        for record_id, count in zip(("hud:9", "city:1"), homes, strict=True)
    )
    assert linked(known, asking).loc["hud:9", "evidence"].endswith(said)


def test_few_homes_do_not_make_another_quadrant_right() -> None:
    links = linked(
        record("city:1", address="10 K St NW", units_total=4, **HERE),
        record("homes:9", address="10 K St NE", units_total=4, **NEXT_DOOR),
    )
    assert links.loc["homes:9", "method"] == LinkMethod.OWN_RECORD


def test_a_renamed_building_is_known_by_its_tax_credit() -> None:
    known = record("city:1", name="Finsbury Square", address="1560 Butler St SE", **HERE)
    asking = record("lihtc:9", name="CEDAR HEIGHTS", address="1508 BUTLER ST SE", **NEXT_DOOR)
    same_credits = [credit("city:1", 134, "2006-06-01"), credit("lihtc:9", 134, "2006-01-01")]
    links = linked(known, asking, covenants=same_credits)
    assert links.loc["lihtc:9", ["property_id", "method"]].tolist() == ["city-1", "location"]
    assert "tax credit of 2006 for 134 homes" in links.loc["lihtc:9", "evidence"]
    years_apart = [credit("city:1", 134, "2006-06-01"), credit("lihtc:9", 134, "2011-01-01")]
    links = linked(known, asking, covenants=years_apart)
    assert links.loc["lihtc:9", "method"] == LinkMethod.OWN_RECORD


def test_an_unknown_year_of_a_credit_speaks_neither_for_nor_against() -> None:
    known = record("city:1", name="Henson Ridge - UFAS", address="1556 Alabama Ave SE", **HERE)
    asking = record("lihtc:9", name="HENSON RIDGE UFAS RENTALS", address="3235 FIRST ST")
    same_credits = [credit("city:1", 22), credit("lihtc:9", 22, "2008-01-01")]
    assert linked(known, asking, covenants=same_credits).loc["lihtc:9", "method"] == LinkMethod.NAME
    stranger = asking | {"name": "OAK COURT"}
    links = linked(known, stranger, covenants=same_credits)
    assert links.loc["lihtc:9", "method"] == LinkMethod.OWN_RECORD


def test_phases_with_equal_credits_stay_apart() -> None:
    links = linked(
        record("city:1", name="Oak Court I", **HERE),
        record("lihtc:9", name="OAK COURT II", **NEXT_DOOR),
        covenants=[credit("city:1", 60, "2006-01-01"), credit("lihtc:9", 60, "2006-01-01")],
    )
    assert links.loc["lihtc:9", "method"] == LinkMethod.OWN_RECORD


def test_a_record_without_a_place_is_found_by_name_and_homes() -> None:
    known = record("city:1", name="Upshur House (Moore Tower)", units_total=45, **HERE)
    asking = record("hud:9", name="UPSHUR HOUSE (MOORE TOWER)", units_assisted=44)
    assert linked(known, asking).loc["hud:9", "method"] == LinkMethod.NAME
    unknown = asking | {"units_assisted": None}
    assert linked(known, unknown).loc["hud:9", "method"] == LinkMethod.OWN_RECORD


def test_assisted_homes_may_be_a_part_of_all_homes_but_not_more() -> None:
    rows = (
        record("city:1", name="Mayfair Mansions (Phase I)", units_total=569, **HERE),
        record("city:2", name="Mayfair Mansions (Phase II)", units_total=160, **NEXT_DOOR),
    )
    asking = record("hud:9", name="MAYFAIR MANSIONS", units_assisted=320)
    assert linked(*rows, asking).loc["hud:9", "property_id"] == "city-1"


def test_a_name_that_repeats_a_street_needs_as_many_homes() -> None:
    known = record("city:1", name="R Street Apts", address="1416 R St NW", units_total=130, **HERE)
    asking = record("lihtc:9", name="R STREET APTS", address="1436 R ST NW", **NEXT_DOOR)
    same = linked(known, asking | {"units_total": 130})
    assert same.loc["lihtc:9", ["property_id", "method"]].tolist() == ["city-1", "name"]
    other = linked(known, asking | {"units_total": 42})
    assert other.loc["lihtc:9", "method"] == LinkMethod.OWN_RECORD


def test_a_longer_name_on_the_same_street_needs_as_many_homes() -> None:
    known = record("city:1", name="St. Martin's Apts", address="650 T St NE", units_total=178)
    asking = record("lihtc:9", name="SUMMIT AT ST MARTIN'S", address="116 T ST NE")
    same = linked(known | HERE, asking | SAME_SITE | {"units_total": 178})
    assert same.loc["lihtc:9", "property_id"] == "city-1"
    other = linked(known | HERE, asking | SAME_SITE | {"units_total": 120})
    assert other.loc["lihtc:9", "method"] == LinkMethod.OWN_RECORD


def test_the_number_of_homes_decides_between_phases_of_one_name() -> None:
    rows = (
        record("city:1", name="Orchard Park I", address="1 Elm St SE", units_total=98),
        record("city:2", name="Orchard Park II", address="1 Elm St SE", units_total=300),
    )
    second = record("lihtc:9", name="ORCHARD PARK", address="1 ELM ST SE", units_total=300)
    assert linked(*rows, second).loc["lihtc:9", "property_id"] == "city-2"
    both = second | {"units_total": 398}
    assert linked(*rows, both).loc["lihtc:9", "method"] == LinkMethod.REVIEW


def test_a_building_added_to_a_property_is_left_to_people() -> None:
    links = linked(
        record("city:1", name="Heights Village", address="2900 14th St NW", units_total=406),
        record(
            "homes:9",
            name="Harvard Court - Heights Village Expansion",
            address="2900 14TH ST NW",
            units_assisted=109,
        ),
    )
    assert links.loc["homes:9", "method"] == LinkMethod.REVIEW
    assert "one name states a part" in links.loc["homes:9", "evidence"]


def test_a_chain_of_matches_does_not_join_two_phases() -> None:
    links = linked(
        record("city:1", name="Oak Court Phase I", address="1 Elm St; 3 Elm St"),
        record("hud:5", name="Oak Court", address="3 Elm St; 5 Elm St"),
        record("lihtc:9", name="OAK COURT II", address="5 ELM ST"),
    )
    assert links.loc["hud:5", "property_id"] == "city-1"
    assert links.loc["lihtc:9", "method"] == LinkMethod.REVIEW


def test_one_record_may_lead_another_of_its_address_to_their_property() -> None:
    """The older record alone finds nothing; the younger one knows the second name."""
    links = linked(
        record("city:1", name="Barnaby Manor (The Gregory)", units_total=126, **HERE),
        record("lihtc:9", name="HIGHLAND TERRACE", address="852 BARNABY ST SE", **NEXT_DOOR),
        record(
            "homes:5",
            name="The Gregory",
            address="852 Barnaby Street SE",
            units_assisted=124,
            **NEXT_DOOR,
        ),
        source_order=["city", "lihtc", "homes"],
    )
    assert links["property_id"].unique().tolist() == ["city-1"]


def test_a_date_in_a_name_is_no_part_of_it() -> None:
    links = linked(
        record("city:1", name="Terrace Manor", units_total=60, **HERE),
        record("homes:9", name="Terrace Manor 2019 RFP", units_assisted=130, **NEXT_DOOR),
    )
    assert links.loc["homes:9", "property_id"] == "city-1"
