"""Which owners' names belong together, and what proves nothing."""

import random
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from housing.linkage.owner_joins import (
    GIANT_NAMES,
    MASS_NAMES,
    address_joins,
    groups,
    mass_addresses,
    source_joins,
)

WORDS = ["ALDER", "BIRCH", "CEDAR", "DOGWOOD", "ELM", "FIR", "GINKGO", "HAZEL", "IVY", "JUNIPER"]


def places(*rows: tuple[str, str], kind: str = "street") -> pd.DataFrame:
    listed = [(name, address, kind) for name, address in rows]
    return pd.DataFrame(listed, columns=["owner_key", "address_key", "address_kind"])


def joined(table: pd.DataFrame, public: frozenset[str] = frozenset()) -> pd.DataFrame:
    return address_joins(table, frozenset(table["owner_key"]), public)


def stranger(number: int) -> str:
    """One of many owners that have nothing in common, not even a series."""
    return f"{WORDS[number % 10]} {WORDS[number // 10 % 10]} {WORDS[number // 100]}"


def crowd(count: int, address: str = "1 LAW ST") -> pd.DataFrame:
    return places(*((stranger(number), address) for number in range(count)))


def test_owners_at_one_suite_are_joined_surer_than_at_one_zip_code() -> None:
    sure = joined(places(("OAK", "1 G ST #8"), ("ELM", "1 G ST #8")))
    less = joined(places(("OAK", "ZIP+4 1-2"), ("ELM", "ZIP+4 1-2"), kind="zip4"))
    assert sure["confidence"].iloc[0] > less["confidence"].iloc[0]
    assert (sure["join"].iloc[0], sure["evidence"].iloc[0]) == ("address", "1 G ST #8")


def test_a_series_is_joined_at_one_address_and_nowhere_else() -> None:
    together = joined(places(("FOO", "1 G ST"), ("FOO II", "1 G ST")))
    assert together["join"].tolist() == ["series"]
    assert joined(places(("FOO", "1 G ST"), ("FOO II", "2 G ST"))).empty


def test_an_address_of_too_many_unrelated_owners_joins_none_of_them() -> None:
    at_most = crowd(MASS_NAMES)
    assert mass_addresses(at_most).empty
    assert not joined(at_most).empty
    assert mass_addresses(crowd(MASS_NAMES + 1)).tolist() == [MASS_NAMES + 1]
    assert joined(crowd(MASS_NAMES + 1)).empty


def test_a_long_series_at_one_address_is_no_crowd() -> None:
    series = places(*((f"FOO {number}", "1 G ST") for number in range(1, MASS_NAMES + 9)))
    assert mass_addresses(series).empty


def test_mail_in_care_of_somebody_joins_nobody() -> None:
    cared = places(("OAK", "C/O ROE LLP"), ("ELM", "C/O ROE LLP"), kind="in care of")
    assert joined(cared).empty


def test_a_government_is_joined_with_nobody() -> None:
    table = places(("DC", "1 G ST"), ("OAK", "1 G ST"), ("ELM", "1 G ST"))
    assert set(joined(table, frozenset({"DC"}))[["one", "other"]].to_numpy().ravel()) == {
        "OAK",
        "ELM",
    }
    stated = pd.DataFrame({"property_id": ["p", "p"], "owner_key": ["DC", "OAK"]})
    assert source_joins(stated, frozenset({"DC"})).empty


def test_two_owners_on_record_for_one_property_are_joined_and_three_are_not() -> None:
    two = pd.DataFrame({"property_id": ["p", "p"], "owner_key": ["OAK", "ELM"]})
    assert source_joins(two, frozenset())["join"].tolist() == ["sources"]
    three = pd.DataFrame({"property_id": ["p"] * 3, "owner_key": ["OAK", "ELM", "FIR"]})
    assert source_joins(three, frozenset()).empty


def test_two_crowds_that_one_owner_bridges_are_split_and_each_hangs_together() -> None:
    size = GIANT_NAMES - 4
    left = [(stranger(n), "1 G ST") for n in range(size)]
    right = [(stranger(n), "9 K ST") for n in range(100, 100 + size)]
    table = places(*left, *right, ("BRIDGE", "1 G ST"), ("BRIDGE", "9 K ST"))
    found = groups(table["owner_key"], joined(table))
    assert found["group"].nunique() == 2
    assert found["is_split"].all()
    assert len(set(found.loc[[name for name, _ in left], "group"])) == 1
    assert len(set(found.loc[[name for name, _ in right], "group"])) == 1


def test_a_small_group_is_never_split() -> None:
    chain = places(*((f"{WORDS[n + m]}", f"{n} G ST") for n in range(9) for m in range(2)))
    found = groups(chain["owner_key"], joined(chain))
    assert len(set(found["group"])) == 1
    assert not found["is_split"].any()


def test_a_group_is_as_sure_as_its_weakest_necessary_join() -> None:
    joins = pd.DataFrame(
        [("A", "B", "address", 85, "x"), ("B", "C", "sources", 65, "p"), ("A", "C", "x", 60, "y")],
        columns=["one", "other", "join", "confidence", "evidence"],
    )
    assert groups("ABCD", joins)["confidence"].tolist()[:3] == [65, 65, 65]
    assert groups("ABCD", joins)["confidence"].isna()["D"]


NAMES = st.sampled_from([stranger(number) for number in range(60)])
ADDRESSES = st.sampled_from([f"{number} G ST" for number in range(6)])
TABLES = st.lists(st.tuples(NAMES, ADDRESSES), max_size=90, unique=True)


@settings(max_examples=60, deadline=None)
@given(rows=TABLES, chance=st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_group(rows: Any, chance: random.Random) -> None:
    first = places(*rows)
    chance.shuffle(rows)
    again = places(*rows)
    one = groups(first["owner_key"], joined(first))
    other = groups(again["owner_key"], joined(again).sample(frac=1, random_state=1))
    pd.testing.assert_frame_equal(one, other)


@settings(max_examples=60, deadline=None)
@given(rows=TABLES)
def test_names_of_one_group_are_tied_by_reasons_inside_it(rows: Any) -> None:
    table = places(*rows)
    joins = joined(table)
    found = groups(table["owner_key"], joins)
    for _, names in found.groupby("group"):
        inside = joins[joins["one"].isin(names.index) & joins["other"].isin(names.index)]
        reached, todo = set(), [names.index[0]]
        while todo:
            name = todo.pop()
            reached.add(name)
            near = {*inside.loc[inside["one"] == name, "other"]}
            near |= {*inside.loc[inside["other"] == name, "one"]}
            todo += near - reached
        assert reached == set(names.index)


@settings(max_examples=60, deadline=None)
@given(rows=TABLES, crowd_size=st.integers(MASS_NAMES + 1, MASS_NAMES + 20))
def test_a_mass_address_changes_no_group(rows: Any, crowd_size: int) -> None:
    without = places(*rows)
    everybody = pd.concat([without, crowd(crowd_size)], ignore_index=True)
    keys = frozenset(without["owner_key"])
    one = groups(keys, address_joins(without, keys, frozenset()))
    other = groups(keys, address_joins(everybody, keys, frozenset()))
    pd.testing.assert_frame_equal(one, other)
