"""Owners' names and mailing addresses as keys."""

import pandas as pd
import pytest

from housing.linkage.owners import (
    legal_form,
    mailing_keys,
    name_family,
    owner_key,
    owner_names,
)
from housing.owner_names import WITHHELD


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Green Door, Inc.", "GREEN DOOR"),
        ("Clifton Terrace L. P.", "CLIFTON TERRACE LIMITED PARTNERSHIP"),
        ("Oak Court L.L.C.", "Oak Court LLC"),
        ("Dev. Corp. of Columbia Hgts.", "DEV CORP OF COLUMBIA HEIGHTS"),
        ("Development Corporation of Columbia Heights", "Development Corp. of Columbia  Hgts."),
        ("William C. Smith & Company, Inc.", "WILLIAM C SMITH AND CO"),
        ("DC Housing Authority", "District Of Columbia Housing Authority"),
        ("So Others Might Eat (SOME)", "So Others Might Eat"),
        ("Résidences Étoile LLC", "RESIDENCES ETOILE LLC"),
    ],
)
def test_spellings_of_one_owner_have_one_key(one: str, other: str) -> None:
    assert owner_key(one) == owner_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Oak Court II LP", "Oak Court III LP"),
        ("1330 7th Street LLC", "1332 7th Street LLC"),
        ("Housing Corp.", "Housing Inc."),
        ("דירות LLC", "בתים LLC"),
    ],
)
def test_two_owners_have_two_keys(one: str, other: str) -> None:
    assert owner_key(one) != owner_key(other)


@pytest.mark.parametrize("name", [WITHHELD, "Jane Doe", "LLC", "", "[INDIVIDUAL - REDACTED]"])
def test_a_person_or_a_mere_word_has_no_key(name: str) -> None:
    assert owner_key(name) == ""


def test_several_owners_of_one_field_are_told_apart_and_people_left_out() -> None:
    assert owner_names("KSI Services, Inc. / Seventh Street SE LP") == [
        "KSI Services, Inc.",
        "Seventh Street SE LP",
    ]
    assert owner_names(f"Fort Stanton LP / {WITHHELD}") == ["Fort Stanton LP"]
    assert owner_names("Oak Court LLC c/o Jane Doe") == ["Oak Court LLC"]
    assert owner_names(None) == owner_names(pd.NA) == []


def test_a_named_general_partner_is_an_owner_too() -> None:
    assert owner_names("Bluebell LP, Gull Hill Housing Corp general partner") == [
        "Bluebell LP",
        "Gull Hill Housing Corp",
    ]


def test_numbers_of_a_series_are_left_out_of_the_family() -> None:
    families = {name_family(owner_key(f"Foo Apartments{n} LP")) for n in ("", " II", " III", " 4")}
    assert families == {"FOO APT"}
    assert name_family("2") == "2"


def test_the_legal_form_is_read_however_it_is_written() -> None:
    written = ["Oak LP", "Oak L.P.", "Oak Limited Partnership", "Oak LTD PARTNERSHIP"]
    assert {legal_form(name) for name in written} == {"LP"}
    assert legal_form("Green Door") == ""


@pytest.mark.parametrize(
    ("address", "key", "kind"),
    [
        ("1200 G St NW #800, Washington, DC 20005-3814", "1200 G ST NW #800, 20005", "street"),
        (
            "1200 G STREET, N.W., SUITE 800, WASHINGTON DC 20005",
            "1200 G ST NW #800, 20005",
            "street",
        ),
        ("P.O. Box 12, Bethesda, MD 20814-2211", "PO BOX 12, 20814", "box"),
        ("MC LEAN, VA 22102-4311", "ZIP+4 22102-4311", "zip4"),
        ("PORT AMITY, ZZ 000006-1204", "ZIP+4 00006-1204", "zip4"),
    ],
)
def test_an_address_is_as_sure_as_it_is_precise(address: str, key: str, kind: str) -> None:
    found = mailing_keys(pd.Series([address])).iloc[0]
    assert (found["address_key"], found["address_kind"]) == (key, kind)


@pytest.mark.parametrize(
    "address",
    [
        "C/O Doe & Roe LLP, 12 Main St, Bethesda, MD 20814",
        "CT Corporation Registered Agent, 1015 15th St NW, Washington, DC 20005",
        "Law Offices of Roe, PO Box 9, Bethesda, MD 20814",
    ],
)
def test_mail_in_care_of_somebody_says_whose_desk_it_reaches(address: str) -> None:
    assert mailing_keys(pd.Series([address]))["address_kind"].tolist() == ["in care of"]


def test_an_address_that_may_be_many_places_has_no_key() -> None:
    vague = pd.Series(["WASHINGTON, DC 20005", "PO Box 12, Bethesda", "12 Main St", "", pd.NA])
    assert mailing_keys(vague)["address_key"].isna().all()
