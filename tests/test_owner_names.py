"""Whose names may be shown: an organization's always, a person's never."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.owner_names import WITHHELD, is_organization, masked


def shown(name: str) -> str:
    return str(masked(pd.Series([name], dtype="string"))[0].item())


@pytest.mark.parametrize(
    "name",
    [
        "MAYFAIR MANSIONS, LP",
        "Galen Terrace L P",
        "Carmel Plaza North Associates L L P",
        "Related Corporate Partners Xviii L.P.",
        "Seven Brick Row Llc",
        "Access Housing, Inc.",
        "Brentwood Associates",
        "Elsinore Courtyard Ltd Prtnsp",
        "Wingate Development of Dc Ltd Prtnshp",
        "Washington Chinatown Associates Limited Ptnrshp",
        "636 Cooperative Association",
        "A Street Manor Co-op",
        "E & G Dc Co-Op Owner, Llc",
        "The 526 Kenyon St Nw Tenants Assocs Inc",
        "District Of Columbia",
        "District Of Columbia Housing Authority",
        "DC Housing Authority",
        "Dcha",
        "United States Of America",
        "New Columbia Land Trust",
        "New Bethel Baptist Church",
        "Bibleway Church",
        "Christ House",
        "Saint James Mutual Homes",
        "Trustees Of Second New Saint Paul's Baptist Church",
        "THE GEORGE WASHINGTON UNIVERSITY",
        "PRESIDENT & DIRECTORS OF GEORGETOWN UNIVERSITY",
        "Robert L. Walker House Corporation",
        "Jane Doe & Associates, LLC",
        "Jane C. Doe & Company, Inc.",
        "Jane C. Doe & Co.",
        "So Others Might Eat (SOME)",
        "Belmont Independent Living Inc (Bil)",
        "District Of Columbia Housing Authority (Land) + Capper Ii Limited Partnership (Imps)",
        "Mid-City Urban/Forest City/DCHA",
        "Us Bank NA Trustee",
        "Forest City",
    ],
)
def test_organizations_are_shown_as_published(name: str) -> None:
    assert shown(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "DOE JANE A",
        "Jane Doe",
        "JANE B DOE AND JOHN DOE",
        "Jane Cooper-Doe",
        "William C. Smith",
        "Doe",
        "JANE DOE TRUSTEE",
        "THE DOE FAMILY TRUST",
        "JANE DOE REVOCABLE LIVING TRUST",
        "DOE TRUST",
        "ESTATE OF JANE DOE",
        "JANE H CHURCH",
        "John House",
        "CAIRA X TEMPLE",
        "EQUITY TRUST COMPANY CUSTODIAN FBO JANE DOE, IRA",
        "Nguyen Thi",
        "[individual redacted]",
        "[INDIVIDUAL - REDACTED]",
        "[trustee redacted]",
        WITHHELD,
    ],
)
def test_what_may_be_a_person_is_withheld(name: str) -> None:
    assert shown(name) == WITHHELD


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("Fort Stanton LP / Jane Doe", f"Fort Stanton LP / {WITHHELD}"),
        ("Marshall House LLC C/O Jane Doe", f"Marshall House LLC C/O {WITHHELD}"),
        ("Manna Inc/Whitelaw Apts Lp / John Doe", f"Manna Inc/Whitelaw Apts Lp / {WITHHELD}"),
        ("FM Properties, Inc. (John & Jane Doe)", f"FM Properties, Inc. ({WITHHELD})"),
        ("Jane Doe & Oak Housing LLC", f"{WITHHELD} & Oak Housing LLC"),
        ("John Doe (Not Yet Closed) Oak Assoc", f"{WITHHELD} (Not Yet Closed) Oak Assoc"),
        ("Jane Doe + District of Columbia", f"{WITHHELD} + District of Columbia"),
    ],
)
def test_a_person_beside_an_organization_is_withheld_alone(published: str, expected: str) -> None:
    assert shown(published) == expected


def test_masked_says_which_names_lost_something() -> None:
    names = pd.Series(["Oak LLC", "Oak LLC / Jane Doe", None, "Jane Doe"], dtype="string")
    result, is_masked = masked(names)
    assert is_masked.tolist() == [False, True, False, True]
    assert result.isna().tolist() == [False, False, True, False]


GIVEN = st.sampled_from(["Jane", "JOHN", "Maria", "Okonkwo", "Nguyen", "O'Neil", "Ana-Maria"])
SURNAME = st.sampled_from(["Doe", "Cooper", "COHEN", "Smith", "Corporal", "Banks", "Van Doe"])
INITIAL = st.sampled_from(["", " A", " B."])


@given(GIVEN, INITIAL, SURNAME)
def test_no_part_of_a_person_s_name_is_left(given_name: str, initial: str, surname: str) -> None:
    for name in (f"{given_name}{initial} {surname}", f"{surname} {given_name}{initial}"):
        assert shown(name) == WITHHELD


@given(GIVEN, SURNAME, st.sampled_from(["LLC", "Limited Partnership", "Housing Corp"]))
def test_a_company_named_after_a_person_is_a_company(one: str, other: str, form: str) -> None:
    assert is_organization(f"{one} {other} {form}")


@given(st.text(max_size=60))
def test_masking_twice_changes_nothing(name: str) -> None:
    once = shown(name)
    assert shown(once) == once
