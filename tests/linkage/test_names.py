"""How alike names of developments are, and which names are no evidence."""

import numpy as np
import pytest

from housing.linkage.likeness import name_similarity, names_conflict, names_of
from housing.linkage.names import first_name, name_forms, name_parts, read_names, shared_forms
from housing.linkage.rules import ALIKE


def similarity(one: str | None, other: str | None) -> float:
    return name_similarity(np.array([0]), np.array([1]), names_of([one, other])).item()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HUBBARD PLACE", "Hubbard Pl. Apts"),
        ("Oak Court", "The Oak Courts Cooperative, Inc."),
        ("MADISON COURTS", "Chesapeake Crest (Madison Court)"),
        ("Brentwood Village", "BROOKLAND MANOR aka Brentwood Village"),
        ("PAUL LAURENCE DUNBAR APTS", "Paul Lawrence Dunbar (Campbell Heights)"),
        ("ST PAUL SENIOR LIVING", "Saint Paul Sr. Living"),
        ("PHYLLIS WHEATLEY", "Phyllis Wheatley YWCA"),
        ("Meadow Brook Run", "Meadowbrook Run"),
    ],
)
def test_these_names_are_alike(one: str, other: str) -> None:
    assert similarity(one, other) >= ALIKE
    assert similarity(other, one) >= ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Eckington Yards", "Eckington Park"),
        ("Stanton Glenn", "Stanton View"),
        ("Huntington Village", "Hunter Pines"),
        ("Union Market South Building", "Union Market North Building"),
        ("Golden Rule Apts", "The Severna (Golden Rule Apartments Inc.)"),
        ("Tower Court", "Towne Court"),
    ],
)
def test_these_names_are_not(one: str, other: str) -> None:
    assert similarity(one, other) < ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mayfair Mansions (Phase I)", "MAYFAIR MANSIONS II"),
        ("Faircliff Plaza East", "FAIRCLIFF PLAZA WEST"),
        ("Edgewood Terrace Section IV", "Edgewood Terrace I"),
        ("Hill East Phase II - Bundle 1", "Hill East Phase II - Bundle 2"),
        ("Vine Street Homes 9%", "Vine Street Homes 4%"),
        ("Arcade - Building A", "Arcade - Building B"),
    ],
)
def test_names_of_different_parts_speak_against_each_other(one: str, other: str) -> None:
    assert names_conflict(one, other)
    assert similarity(one, other) == 0


def test_a_name_without_a_part_does_not_conflict_with_one() -> None:
    assert not names_conflict("Golden Rule Apts", "Golden Rule Apts II")


def test_a_name_may_state_several_parts() -> None:
    assert name_parts("Fairmont I & II Apts") == {"PHASE": {"1", "2"}}
    assert not names_conflict("Fairmont I & II", "Fairmont Phase 2")


@pytest.mark.parametrize(
    "name",
    [
        None,
        "",
        "1330 7TH STREET, NW",
        "1330 7th St Apts",
        "3110 & 3112 Georgia Ave. NW",
        "5610 Colorado",
        "R Street Apts",
        "Park Road Apartments",
        "Phase II",
        "The Apartments",
    ],
)
def test_mere_addresses_and_generic_words_are_no_evidence(name: str | None) -> None:
    assert name_forms(name) == ()
    assert np.isnan(similarity(name, name))


def test_a_street_may_be_part_of_a_name() -> None:
    assert name_forms("Bates Street Townhomes Cooperative") == ("BATE ST TOWNHOME",)


def test_the_first_name_comes_before_any_other() -> None:
    assert first_name("Clifton Terrace (Wardman Court Apts)") == "CLIFTON TERRACE"


def test_a_name_one_list_uses_for_many_places_is_shared() -> None:
    names = ["Reed - The Hartley", "Reed - The Brooks", "Reed - The Vale", "Oak Court"]
    said, sources = list(read_names(names).values()), ["a"] * 4
    assert shared_forms(said, sources, ["p1", "p2", "p3", "p4"]) == {"REED"}
    assert shared_forms(said, sources, ["p1", "p1", "p2", "p4"]) == frozenset()
    assert shared_forms(said, sources, ["p1", "p2", None, "p4"]) == frozenset()


def test_a_shared_name_is_ignored() -> None:
    names = names_of(["Reed - The Hartley", "Reed - The Brooks"])
    both = np.array([0]), np.array([1])
    assert name_similarity(*both, names).item() >= ALIKE
    assert name_similarity(*both, names.without({"REED"})).item() < ALIKE
