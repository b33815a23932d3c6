"""Records of several lists become properties: nobody is lost, and a wrong link is not made."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from housing.errors import LinkageLostError
from housing.linkage.overrides import read_record_overrides
from housing.linkage.properties import link_records
from housing.tables import Contracts, Covenants, Records
from housing.terms import LinkMethod
from tests.factory import table
from tests.linking_cases import (
    AS_OF,
    FAR,
    HERE,
    NEXT_DOOR,
    NO_OVERRIDES,
    linked,
    override,
    record,
)


def test_every_record_of_an_anchor_list_is_a_property() -> None:
    links = linked(record("city:1", address="1 Elm St"), record("city:2", address="1 Elm St"))
    assert links["property_id"].tolist() == ["city-1", "city-2"]
    assert set(links["method"]) == {LinkMethod.OWN_RECORD}


def test_a_property_id_is_safe_in_an_address_bar() -> None:
    assert linked(record("city:NL 1/2"))["property_id"].tolist() == ["city-NL_1_2"]


def test_two_ids_that_would_make_one_property_stop_the_build() -> None:
    with pytest.raises(LinkageLostError, match="both be property city-N_1"):
        linked(record("city:N 1"), record("city:N/1"))


def test_a_contract_number_on_a_covenant_leads_to_its_property() -> None:
    links = linked(
        record("city:1", name="Oak Court", address="1 Elm St NW"),
        record("city:2", name="Elm Court", address="9 Oak St NW"),
        record("hud:9", name="Elm Court", address="9 Oak St NW", contract_number_hud="DC39M000025"),
        covenants=[{"record_id": "city:1", "contract_number_hud": "DC39M000025"}],
    )
    assert links.loc["hud:9", "property_id"] == "city-1"
    assert links.loc["hud:9", "method"] == LinkMethod.CONTRACT_NUMBER
    assert links.loc["hud:9", "confidence"] == 1
    assert "DC39M000025" in links.loc["hud:9", "evidence"]


def test_one_of_several_contract_numbers_on_a_record_suffices() -> None:
    links = linked(
        record("city:1", contract_number_hud="DC1; DC2"),
        record("hud:9"),
        contracts=[{"record_id": "hud:9", "contract_number_hud": "DC2"}],
    )
    assert links.loc["hud:9", "property_id"] == "city-1"


def test_contract_numbers_of_two_properties_are_left_to_people_whatever_the_names() -> None:
    links = linked(
        record("city:1", name="Oak Court", contract_number_hud="DC1"),
        record("city:2", name="Elm Court", contract_number_hud="DC1"),
        record("hud:9", name="Oak Court", contract_number_hud="DC1"),
    )
    assert links.loc["hud:9", "method"] == LinkMethod.REVIEW
    assert pd.isna(links.loc["hud:9", "property_id"])
    assert links.loc["hud:9", "candidate_property_ids"] == "city-1;city-2"
    assert links.loc["hud:9", "candidate_record_ids"] == "city:1\ncity:2"
    told = links.loc["hud:9", "candidate_evidence"].split("\n")
    assert len(told) == 2
    assert all(one.endswith("; but several properties fit equally well.") for one in told)


def test_huds_property_id_comes_before_the_address() -> None:
    links = linked(
        record("city:1", property_id_hud="800003741"),
        record("city:2", address="1 Elm St NW"),
        record("hud:9", address="1 Elm St NW", property_id_hud="800003741"),
    )
    assert links.loc["hud:9", ["property_id", "method"]].tolist() == ["city-1", "identifier"]


def test_an_equal_address_links_and_the_evidence_quotes_both() -> None:
    links = linked(
        record("city:1", address="1330 7th Street NW"),
        record("lihtc:9", address="1330 SEVENTH ST NW"),
    )
    assert links.loc["lihtc:9", ["property_id", "method"]].tolist() == ["city-1", "address"]
    for said in ("1330 7th Street NW", "1330 SEVENTH ST NW", "city:1"):
        assert said in links.loc["lihtc:9", "evidence"]


def test_a_range_meets_a_door_inside_it() -> None:
    links = linked(
        record("city:1", address="1330-1340 7th St NW"), record("lihtc:9", address="1334 7th St NW")
    )
    assert links.loc["lihtc:9", "property_id"] == "city-1"


@pytest.mark.parametrize("address", ["600 H St SE", "600 H St", "602 H St NW", "600 H Pl NW"])
def test_another_quadrant_number_or_type_is_another_address(address: str) -> None:
    links = linked(record("city:1", address="600 H St NW"), record("lihtc:9", address=address))
    assert links.loc["lihtc:9", "method"] == LinkMethod.OWN_RECORD


def test_one_id_of_the_citys_address_register_is_one_address() -> None:
    links = linked(
        record("city:1", name="Elm Court", address="1 Elm St NW", address_id_local="238401"),
        record("hud:1", name="Elm Ct Apts", address="Elm and 1st", address_id_local="238401"),
    )
    assert links.loc["hud:1", "property_id"] == "city-1"
    assert links.loc["hud:1", "method"] == "address"
    assert "address 238401 of the city's register" in links.loc["hud:1", "evidence"]


def test_phases_at_one_id_of_an_address_are_told_apart_by_name() -> None:
    links = linked(
        record("city:1", name="Elm Court I", address_id_local="238401"),
        record("hud:1", name="Elm Court II", address_id_local="238401"),
    )
    assert links.loc["hud:1", "method"] == "review"


def test_two_ids_of_addresses_say_nothing_against_a_match() -> None:
    links = linked(
        record("city:1", name="Elm Court", address="1 Elm St NW", address_id_local="238401"),
        record("hud:1", name="Elm Court", address="1 Elm Street, NW", address_id_local="7"),
        record("hud:2", name="Oak Court", address="9 Oak St NW", address_id_local="8"),
    )
    assert links.loc["hud:1", "property_id"] == "city-1"
    assert links.loc["hud:2", "method"] == "own_record"


def test_a_missing_quadrant_is_filled_in_by_nearness() -> None:
    near = linked(
        record("city:1", address="901 Rhode Island Ave NW", **HERE),
        record("lihtc:9", address="901 RHODE ISLAND AVENUE", **NEXT_DOOR),
    )
    assert near.loc["lihtc:9", ["property_id", "method"]].tolist() == ["city-1", "location"]
    far = linked(
        record("city:1", address="901 Rhode Island Ave NW", **HERE),
        record("lihtc:9", address="901 RHODE ISLAND AVENUE", **FAR),
    )
    assert far.loc["lihtc:9", "method"] == LinkMethod.OWN_RECORD


def test_a_wrong_quadrant_is_not_made_right_by_nearness() -> None:
    links = linked(
        record("city:1", address="10 K St NW", **HERE),
        record("lihtc:9", address="10 K St NE", **NEXT_DOOR),
    )
    assert links.loc["lihtc:9", "method"] == LinkMethod.OWN_RECORD


def test_phases_at_one_address_are_told_apart_by_name() -> None:
    links = linked(
        record("city:1", name="Henson Ridge Phase I", address="1804 Alabama Ave SE"),
        record("city:2", name="Henson Ridge Phase II", address="1804 Alabama Ave SE"),
        record("lihtc:9", name="HENSON RIDGE II", address="1804 ALABAMA AVE SE"),
    )
    assert links.loc["lihtc:9", "property_id"] == "city-2"


def test_a_record_that_may_be_either_phase_is_left_to_people_and_founds_nothing() -> None:
    rows = (
        record("city:1", name="Orchard Park I", address="3627 22nd St SE"),
        record("city:2", name="Orchard Park II", address="3627 22nd St SE"),
        record("lihtc:9", name="ORCHARD PARK", address="3627 22ND ST SE"),
    )
    links = linked(*rows)
    assert links.loc["lihtc:9", "method"] == LinkMethod.REVIEW
    assert links.loc["lihtc:9", "candidate_property_ids"] == "city-1;city-2"
    assert links["property_id"].dropna().nunique() == 2


def test_a_phase_at_the_address_of_another_phase_is_left_to_people() -> None:
    links = linked(
        record("city:1", name="Mayfair Mansions (Phase II)", address="3743 Jay St NE"),
        record("lihtc:9", name="MAYFAIR MANSION III", address="3743 JAY ST NE"),
    )
    assert links.loc["lihtc:9", "method"] == LinkMethod.REVIEW
    assert "different phases" in links.loc["lihtc:9", "evidence"]


def test_a_stranger_at_the_address_of_its_namesake_is_left_to_people() -> None:
    links = linked(
        record("city:1", name="Capper Senior", address="900 5th St SE"),
        record("lihtc:1", name="CAPPER SENIOR", address="900 FIFTH ST SE"),
        record("lihtc:2", name="RIVER TOWNHOMES", address="900 FIFTH ST SE"),
    )
    assert links.loc["lihtc:1", "property_id"] == "city-1"
    assert links.loc["lihtc:2", "method"] == LinkMethod.REVIEW


def test_people_are_told_of_every_record_left_to_them() -> None:
    _, issues = link_records(
        table(
            Records,
            [
                record("city:1", address="1 Elm St NW"),
                record("city:2", address="1 Elm St NW"),
                record("lihtc:9", address="1 Elm St NW"),
            ],
        ),
        table(Covenants, []),
        table(Contracts, []),
        NO_OVERRIDES,
        anchors=["city"],
        as_of=AS_OF,
        local_crs="EPSG:26985",
    )
    assert issues[["issue", "table", "row_id", "source_id"]].to_numpy().tolist() == [
        ["ambiguous_link", "records", "lihtc:9", "lihtc"]
    ]
    assert "on the Data page" in issues["detail"].item()


def test_a_like_name_nearby_links() -> None:
    links = linked(
        record("city:1", name="Galen Terrace", address="1649 W St SE", **HERE),
        record("lihtc:9", name="GALEN TERRACE APTS", address="1641 W ST SE", **NEXT_DOOR),
    )
    assert links.loc["lihtc:9", ["property_id", "method"]].tolist() == ["city-1", "location"]
    assert "89 meters apart" in links.loc["lihtc:9", "evidence"]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        pytest.param("GALEN GARDENS", NEXT_DOOR, id="another name next door"),
        pytest.param("GALEN TERRACE", FAR, id="the same name across the city"),
        pytest.param("GALEN TERRACE", {}, id="the same name without a place"),
        pytest.param(
            "GALEN TERRACE", NEXT_DOOR | {"location_quality": "coarse"}, id="a ZIP code's center"
        ),
    ],
)
def test_a_name_or_a_place_alone_does_not_link(name: str, place: dict[str, Any]) -> None:
    links = linked(
        record("city:1", name="Galen Terrace", **HERE), record("lihtc:9", name=name, **place)
    )
    assert links.loc["lihtc:9", "method"] == LinkMethod.OWN_RECORD


def test_a_phase_nearby_is_not_the_whole_unless_it_has_as_many_homes() -> None:
    whole = record("city:1", name="Severna", units_total=60, **HERE)
    phase = record("lihtc:9", name="Severna Phase II", units_total=101, **NEXT_DOOR)
    assert linked(whole, phase).loc["lihtc:9", "method"] == LinkMethod.OWN_RECORD
    same = linked(whole, phase | {"units_total": 60})
    assert same.loc["lihtc:9", "property_id"] == "city-1"


def test_a_second_name_nearby_needs_a_like_number_of_homes() -> None:
    known = record("city:1", name="Greenway (Meadow Green Courts)", units_total=470, **HERE)
    other = record("lihtc:9", name="Milestone/Meadow Green Courts", units_total=60, **NEXT_DOOR)
    assert linked(known, other).loc["lihtc:9", "method"] == LinkMethod.OWN_RECORD
    alike = linked(known, other | {"units_total": 400})
    assert alike.loc["lihtc:9", "property_id"] == "city-1"


def test_the_best_match_wins_not_the_nearest_name() -> None:
    links = linked(
        record("city:1", name="Huntington Village", address="1 Oak St SE", **HERE),
        record("city:2", name="Hunter Pines", address="1781 Trenton Pl SE", **HERE),
        record("lihtc:9", name="HUNTINGTON VILLAGE", address="1781 TRENTON PL SE", **HERE),
    )
    assert links.loc["lihtc:9", ["property_id", "method"]].tolist() == ["city-2", "address"]


def test_records_that_only_match_each_other_are_one_property_of_the_first_source_named() -> None:
    rows = (
        record("homes:1", name="The Bixby", address="601 L STREET SE"),
        record("lihtc:9", name="THE BIXBY", address="601 L STREET, SE"),
    )
    assert linked(*rows)["property_id"].unique().tolist() == ["homes-1"]
    ordered = linked(*rows, source_order=["lihtc", "homes"])
    assert ordered["property_id"].unique().tolist() == ["lihtc-9"]
    assert ordered["method"].to_dict() == {"homes:1": "address", "lihtc:9": "own_record"}


def test_two_tax_credit_ids_at_one_address_are_one_property() -> None:
    links = linked(
        record("lihtc:1996", name="TYLER HOUSE", address="1200 N CAPITOL ST NW"),
        record("lihtc:2013", name="TYLER HOUSE APARTMENTS", address="1200 N CAPITOL ST NW"),
    )
    assert links["property_id"].unique().tolist() == ["lihtc-1996"]


def test_phases_one_list_has_at_one_address_stay_apart() -> None:
    rows = [record(f"homes:{n}", name=f"Station Phase {n}", address="1 Elm St") for n in (1, 2, 3)]
    assert linked(*rows)["property_id"].nunique() == 3


def test_one_list_does_not_mean_one_building_by_two_like_names() -> None:
    links = linked(
        record("homes:1", name="Atlantic Plumbing", address="1 V St", **HERE),
        record("homes:2", name="Atlantic Plumbing", address="9 U St", **NEXT_DOOR),
    )
    assert links["property_id"].nunique() == 2


def test_a_record_may_find_its_property_through_another_record() -> None:
    links = linked(
        record("city:1", contract_number_hud="DC1", address="1301 Saratoga Ave NE"),
        record("hud:1", contract_number_hud="DC1", address="2400 14th St NE"),
        record("lihtc:9", address="2400 14TH STREET, NE"),
    )
    assert links.loc["lihtc:9", "property_id"] == "city-1"
    assert "hud:1" in links.loc["lihtc:9", "evidence"]


def test_what_matches_nothing_is_a_property_of_its_own() -> None:
    links = linked(record("lihtc:9", observed_date="2026-10-01"))
    assert links.loc["lihtc:9", ["property_id", "method"]].tolist() == ["lihtc-9", "own_record"]


def test_what_was_first_seen_later_is_not_yet_known() -> None:
    links = linked(record("lihtc:9", observed_date="2026-10-02"))
    assert links.loc["lihtc:9", "method"] == LinkMethod.NOT_YET_KNOWN
    assert pd.isna(links.loc["lihtc:9", "property_id"])
    assert "2026-10-02" in links.loc["lihtc:9", "evidence"]


def test_what_was_first_seen_later_still_joins_what_was_known() -> None:
    links = linked(
        record("city:1", address="1 Elm St"),
        record("lihtc:9", address="1 Elm St", observed_date="2027-01-01"),
    )
    assert links.loc["lihtc:9", "property_id"] == "city-1"


def test_a_record_known_later_founds_nothing_for_those_known_before() -> None:
    links = linked(
        record("homes:1", address="1 Elm St", observed_date="2027-01-01"),
        record("lihtc:9", address="1 Elm St", observed_date="2020-01-01"),
    )
    assert links["property_id"].tolist() == ["lihtc-9", "lihtc-9"]


def test_a_persons_decision_beats_every_rule() -> None:
    links = linked(
        record("city:1", contract_number_hud="DC1"),
        record("city:2"),
        record("hud:9", contract_number_hud="DC1"),
        overrides=override("hud:9", "city-2"),
    )
    assert links.loc["hud:9", ["property_id", "method"]].tolist() == ["city-2", "override"]
    assert links.loc["hud:9", "evidence"] == "Decided by A. Reviewer on 2026-09-01: same deed"


def test_a_person_can_make_two_anchors_one_property() -> None:
    links = linked(record("city:1"), record("city:2"), overrides=override("city:2", "city-1"))
    assert links["property_id"].tolist() == ["city-1", "city-1"]


def test_a_person_can_keep_a_record_apart() -> None:
    links = linked(
        record("city:1", address="1 Elm St"),
        record("lihtc:9", address="1 Elm St"),
        overrides=override("lihtc:9", "lihtc-9"),
    )
    assert links["property_id"].tolist() == ["city-1", "lihtc-9"]


def test_a_decision_follows_its_property_when_that_joins_another() -> None:
    links = linked(
        record("city:1", address="1 Elm St"),
        record("lihtc:9", address="1 Elm St"),
        record("homes:5", address="77 Far St"),
        overrides=override("homes:5", "lihtc-9"),
    )
    assert links.loc["homes:5", "property_id"] == "city-1"


def test_a_decision_for_a_property_that_is_gone_is_left_to_people() -> None:
    links = linked(record("lihtc:9"), overrides=override("lihtc:9", "city-7"))
    assert links.loc["lihtc:9", "method"] == LinkMethod.REVIEW
    assert "city-7" in links.loc["lihtc:9", "evidence"]


def test_decisions_about_records_of_another_place_are_passed_over() -> None:
    links = linked(record("city:1"), overrides=override("other:1", "other-2"))
    assert links["method"].tolist() == ["own_record"]


def test_no_records_make_no_links() -> None:
    assert linked().empty


def test_the_shipped_overrides_can_be_read_with_any_records(tmp_path: Any) -> None:
    assert len(linked(record("city:1"), overrides=read_record_overrides([tmp_path], "dc"))) == 1


ADDRESSES = ["1 Elm St NW", "1-3 Elm St NW", "3 Elm St NW", "1 Elm St SE", "1 Elm St", None]
NAMES = ["Oak Court", "Oak Court I", "Oak Court II", "Elm Park", "Elm Yards", None]
rows = st.lists(
    st.tuples(
        st.sampled_from(["city", "hud", "lihtc", "homes"]),
        st.sampled_from(ADDRESSES),
        st.sampled_from(NAMES),
        st.sampled_from([None, "DC1", "DC2", "DC1;DC2"]),
        st.sampled_from([{}, HERE, NEXT_DOOR, FAR]),
        st.sampled_from([None, 40, 41, 100]),
        st.sampled_from([None, "2020-01-01", "2027-01-01"]),
    ),
    min_size=1,
    max_size=9,
)


def made(drawn: list[tuple[Any, ...]]) -> list[dict[str, Any]]:
    keys = ("address", "name", "contract_number_hud")
    return [
        record(f"{source}:{number}", **dict(zip(keys, values[:3], strict=True)), **values[3])
        | {"units_total": values[4], "observed_date": values[5]}
        for number, (source, *values) in enumerate(drawn)
    ]


@given(rows, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_any_order_of_rows_gives_the_same_links(drawn: Any, random: Any) -> None:
    given_rows = made(drawn)
    shuffled = random.sample(given_rows, len(given_rows))
    pd.testing.assert_frame_equal(linked(*given_rows), linked(*shuffled))


@given(rows)
@settings(max_examples=60, deadline=None)
def test_nobody_is_lost_and_nothing_invented(drawn: Any) -> None:
    given_rows = made(drawn)
    links = linked(*given_rows)
    assert sorted(links.index) == sorted(row["record_id"] for row in given_rows)
    founded = {name.replace(":", "-") for name in links.index}
    assert set(links["property_id"].dropna()) <= founded
    anchors = links.loc[links.index.str.startswith("city:"), "method"]
    assert set(anchors) <= {"own_record"}
    undecided = links["property_id"].isna()
    assert set(links.loc[undecided, "method"]) <= {"review", "not_yet_known"}
    assert not set(links.loc[~undecided, "method"]) & {"review", "not_yet_known"}
    is_review = links["method"] == "review"
    assert links.loc[is_review, "candidate_property_ids"].notna().all()


@given(rows)
@settings(max_examples=40, deadline=None)
def test_every_property_has_the_record_that_founded_it(drawn: Any) -> None:
    links = linked(*made(drawn))
    founders = links.loc[links["method"] == "own_record", "property_id"]
    assert set(links["property_id"].dropna()) == set(founders)
    assert founders.is_unique


def test_a_decision_for_a_property_that_is_gone_is_told_as_one_that_leads_nowhere() -> None:
    _, issues = link_records(
        table(Records, [record("city:1"), record("lihtc:9")]),
        table(Covenants, []),
        table(Contracts, []),
        override("lihtc:9", "city-0"),
        anchors=["city"],
        as_of=AS_OF,
        local_crs="EPSG:26985",
    )
    assert issues[["issue", "row_id"]].to_numpy().tolist() == [
        ["decision_leads_nowhere", "lihtc:9"]
    ]
    assert "No record founds city-0 any more" in issues["detail"].item()
    assert "remove the decision" in issues["detail"].item()


def chain(links: int) -> list[dict[str, Any]]:
    """Records of as many lists, each at a door of the one before and at a door of its own."""
    return [
        record(f"list{number:04}:1", address=f"{2 * number + 2} Elm St; {2 * number + 4} Elm St")
        for number in range(links)
    ]


def test_a_long_chain_of_shared_doors_is_one_property_and_is_followed_soon() -> None:
    links = linked(*chain(300))
    assert links["property_id"].unique().tolist() == ["list0000-1"]
    assert links.loc["list0299:1", "evidence"].startswith("Same as list0298:1: ")


def test_a_chain_does_not_join_two_records_that_people_call_different() -> None:
    ends = pd.DataFrame({"record_id": ["list0000:1"], "other_id": ["list0039:1"]})
    links = linked(*chain(40), different=ends)
    assert links.loc["list0038:1", "property_id"] == "list0000-1"
    assert links.loc["list0039:1", "property_id"] == "list0039-1"


def test_a_chain_does_not_join_two_phases() -> None:
    rows = chain(40)
    rows[0]["name"], rows[39]["name"] = "Elm Court I", "Elm Court II"
    links = linked(*rows)
    assert links.loc["list0038:1", "property_id"] == "list0000-1"
    assert links.loc["list0039:1", "method"] == LinkMethod.REVIEW
