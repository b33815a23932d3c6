"""However alike records are, the work of comparing them grows with their number and no faster."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from housing.ids import founded_property_ids
from housing.linkage.blocks import MOST_COMPARED, equal, near
from housing.linkage.clues import Values, clues_of
from housing.linkage.rules import FIRM_RULES, LIKELY_RULES
from housing.tables import Contracts, Covenants, Records
from housing.terms import LinkMethod
from tests.factory import table
from tests.linking_cases import HERE, linked, record

ALIKE: Mapping[str, Any] = {
    "name": "Elm Street Tower",
    "address": "1 Elm St",
    "units_total": 60,
    "contract_number_hud": "DC1",
    "property_id_hud": "8",
    "address_id_local": "77",
}
CROWD = 2 * MOST_COMPARED


def crowd(*sources: str) -> list[dict[str, Any]]:
    """Records that nothing tells apart."""
    return [
        record(f"{sources[number % len(sources)]}:{number:04}", **ALIKE, **HERE)
        for number in range(CROWD)
    ]


def credits_of(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A tax credit for each record; some of no known year."""
    return [
        {
            "record_id": row["record_id"],
            "covenant_id": row["record_id"],
            "program_source": "Low income housing tax credit",
            "units_assisted": 60,
            "start_date": None if place % 3 else "2008-01-01",
        }
        for place, row in enumerate(rows)
    ]


@pytest.mark.parametrize("method", [*FIRM_RULES, *LIKELY_RULES], ids=str)
def test_a_rule_compares_a_record_with_so_many_others_and_no_more(method: LinkMethod) -> None:
    rows = crowd("city", "lihtc", "homes")
    listed = table(Records, rows).sort_values("record_id", ignore_index=True)
    ids = founded_property_ids(listed["record_id"]).to_numpy(object)
    covenants = table(Covenants, credits_of(rows))
    clues = clues_of(listed, ids, covenants, table(Contracts, []), "EPSG:26985")
    found = (FIRM_RULES | LIKELY_RULES)[method](clues, np.arange(len(listed)))
    assert len(found.pairs)
    assert np.bincount(found.pairs.record_places).max() <= 6 * MOST_COMPARED


def test_a_list_with_a_row_for_each_home_of_a_tower_makes_one_property() -> None:
    links = linked(*crowd("homes"))
    assert links["property_id"].unique().tolist() == ["homes-0000"]


def test_a_second_list_of_the_same_homes_joins_the_tower_of_the_first() -> None:
    rows = crowd("homes", "lihtc")
    links = linked(*rows, source_order=["lihtc", "homes"])
    assert sorted(links.index) == sorted(row["record_id"] for row in rows)
    assert links["property_id"].unique().tolist() == ["lihtc-0001"]


def test_what_stays_alone_in_a_crowd_says_that_not_all_were_compared() -> None:
    phases = [
        record(f"homes:{number:03}", name=f"Elm Phase {number + 1}", address="1 Elm St")
        for number in range(MOST_COMPARED + 1)
    ]
    links = linked(*phases)
    assert links["property_id"].nunique() == len(phases)
    assert links["evidence"].str.contains("more share its number, address or name").all()
    few = linked(*phases[:3])
    assert (few["evidence"] == "No other record describes it.").all()


def test_of_a_crowd_those_that_found_properties_first_are_compared() -> None:
    count = 2 * MOST_COMPARED
    places = np.arange(count)
    codes = np.where(places < 3, 1, 0)
    clue = Values(places, codes, np.array(["elm", "oak"], dtype=object))
    last_first = count - 1 - places
    pairs = equal(clue, clue, last_first)
    elms = pairs.where(pairs["value"] == 0)
    assert set(elms.known_places) == set(places[-MOST_COMPARED:])
    assert set(elms.record_places) == set(places[3:])
    assert len(pairs.where(pairs["value"] == 1)) == 6


def test_points_are_near_whatever_squares_of_the_map_they_lie_in() -> None:
    dice = np.random.default_rng(4)
    rows = [
        record(
            f"{('city', 'lihtc')[number % 2]}:{number:03}",
            latitude=38.9 + dice.random() / 100,
            longitude=-77.0 + dice.random() / 100,
        )
        for number in range(300)
    ]
    listed = table(Records, rows).sort_values("record_id", ignore_index=True)
    ids = founded_property_ids(listed["record_id"]).to_numpy(object)
    none = table(Covenants, []), table(Contracts, [])
    clues = clues_of(listed, ids, *none, "EPSG:26985")
    places = np.arange(len(listed))
    is_known = places % 3 > 0
    found = near(clues, np.where(is_known, places, -1), 150.0, places)
    apart = np.hypot(*(clues.points[:, None] - clues.points[None]).T)
    is_other = clues.sources[:, None] != clues.sources[None]
    one, other = np.nonzero((apart.T <= 150.0) & is_other & is_known[None])
    assert len(one) > 100
    assert set(zip(found.record_places, found.known_places, strict=True)) == set(
        zip(one, other, strict=True)
    )
