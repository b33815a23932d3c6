"""However alike records are, the work of comparing them grows with their number and no faster."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest

from housing.linkage.blocks import MOST_COMPARED, equal
from housing.linkage.clues import clues_of
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
    by_id = table(Records, rows).astype({"record_id": object}).set_index("record_id")
    covenants = table(Covenants, credits_of(rows))
    clues = clues_of(by_id, covenants, table(Contracts, []), "EPSG:26985")
    pairs = (FIRM_RULES | LIKELY_RULES)[method](clues, by_id.index, by_id.index)
    assert len(pairs)
    assert pairs.groupby("record_id").size().max() <= 6 * MOST_COMPARED


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
    ids = pd.Index([f"r{number:03}" for number in range(2 * MOST_COMPARED)], dtype=object)
    clue = pd.Series("elm", index=ids).astype(object)
    clue.iloc[:3] = "oak"
    order = ids[::-1]
    pairs = equal(clue, clue, ids, order)
    elms = pairs.loc[pairs["value"] == "elm"]
    assert set(elms["known_id"]) == set(order[:MOST_COMPARED])
    assert set(elms["record_id"]) == set(ids[3:])
    assert len(pairs.loc[pairs["value"] == "oak"]) == 6
