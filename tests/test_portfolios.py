"""Portfolios: which properties seem to be under one control, why, and how sure that is."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from housing.linkage.owner_joins import GIANT_NAMES, MASS_NAMES
from housing.owner_names import WITHHELD
from housing.portfolios import NAME_CONFIDENCE, OTHER_FORM_CONFIDENCE, portfolios
from tests.profile_case import linked_tables

SUITE = "1200 G St NW #800, Washington, DC 20005"

Found = tuple[pd.DataFrame, pd.DataFrame]


def found(
    owners: dict[str, str | None],
    mail: dict[str, str] | None = None,
    *,
    titles: dict[str, str] | None = None,
    sold: dict[str, str] | None = None,
    since: dict[str, str] | None = None,
    types: dict[str, str] | None = None,
    aliases: dict[str, str] | None = None,
    shuffle: int | None = None,
) -> Found:
    """Portfolios of properties whose records name these owners.

    `mail` has owners' mailing addresses, `titles` the owner in the register of a property's only
    parcel, `sold` its latest sale and `since` the day from which its record knows its owner.
    """
    since, types, titles = since or {}, types or {}, titles or {}
    records = [
        {
            "record_id": f"catalog:{name}",
            "source_id": "catalog",
            "owner_name": owner,
            "owner_date": since.get(name),
            "owner_type": types.get(name, "unknown"),
        }
        for name, owner in owners.items()
    ]
    lots = [
        {"parcel_id": f"mail-{number}", "owner_name": owner, "owner_mailing": address}
        for number, (owner, address) in enumerate((mail or {}).items())
    ]
    lots += [{"parcel_id": f"lot-{name}", "owner_name": owner} for name, owner in titles.items()]
    links = [{"property_id": f"catalog-{name}", "parcel_id": f"lot-{name}"} for name in titles]
    linked = linked_tables(records=records, parcels=lots, parcel_links=links)
    if shuffle is not None:
        parts = {
            name: getattr(linked, name).sample(frac=1, random_state=shuffle)
            for name in ("records", "parcels", "parcel_links")
        }
        linked = replace(linked, **parts)
    return portfolios(linked, _wide(linked.property_ids, sold or {}, types), aliases or {})


def _wide(ids: pd.Index, sold: dict[str, str], types: dict[str, str]) -> pd.DataFrame:
    plain = ids.str.removeprefix("catalog-")
    whole = pd.Series(range(10, 10 + len(ids)), index=ids, dtype="Int64")
    risks = {f"units_at_risk_{horizon}": whole - 10 for horizon in ("1y", "2y", "5y", "10y")}
    return pd.DataFrame(
        {
            "name": plain.str.title(),
            "last_sale_date": pd.to_datetime([sold.get(name) for name in plain]),
            "last_sale_buyer": None,
            "parcel_count": 1,
            "owner_type": [types.get(name, "unknown") for name in plain],
            "units_restricted": whole,
            **risks,
        },
        index=ids,
    )


def members(result: Found) -> list[set[str]]:
    """Properties of every portfolio of several, by their short names."""
    listed = result[1].groupby("portfolio_id")["property_id"].agg(set)
    return [{one.removeprefix("catalog-") for one in ids} for ids in listed if len(ids) > 1]


def test_one_name_in_two_spellings_is_one_portfolio_and_says_so() -> None:
    result = found({"a": "Green Door, Inc.", "b": "GREEN DOOR INC", "c": "Elm LLC"})
    assert members(result) == [{"a", "b"}]
    ties = result[1][result[1]["join"] == "name"]
    assert set(ties["confidence"]) == {NAME_CONFIDENCE}
    assert set(ties["reason"]) == {
        "Same owner name at 2 properties: GREEN DOOR INC, also written Green Door, Inc."
    }


def test_a_partnership_and_a_company_of_one_name_are_less_sure() -> None:
    whole, _ = found({"a": "Oak Court LP", "b": "Oak Court LLC"})
    assert whole["confidence"].tolist() == [OTHER_FORM_CONFIDENCE]


def test_companies_with_one_business_address_are_a_portfolio_and_the_address_is_named() -> None:
    result = found(
        {"a": "Oak LLC", "b": "Elm LLC", "c": "Fir LLC"}, {"OAK LLC": SUITE, "Elm, LLC": SUITE}
    )
    assert members(result) == [{"a", "b"}]
    ties = result[1].set_index("property_id")
    assert ties.loc["catalog-a", "reason"] == (
        "Same business address as Elm LLC (2 owners): 1200 G ST NW #800, 20005."
    )
    assert ties.loc["catalog-c", "join"] == "alone"
    assert pd.isna(ties.loc["catalog-c", "confidence"])


@pytest.mark.parametrize("unknown", [None, WITHHELD, f"{WITHHELD} / {WITHHELD}"])
def test_an_unknown_owner_and_a_person_join_nothing(unknown: str | None) -> None:
    result = found({"a": unknown, "b": unknown})
    assert result[0].empty
    assert result[1].empty


def test_a_person_beside_an_organization_is_left_out() -> None:
    whole, links = found({"a": f"Oak LP / {WITHHELD}", "b": f"Elm LP / {WITHHELD}"})
    assert set(whole["name"]) == {"Oak LP", "Elm LP"}
    assert not links["reason"].str.contains("individual").any()


def test_an_agents_address_joins_nobody_and_is_not_shown() -> None:
    result = found(
        {"a": "Oak LLC", "b": "Elm LLC"},
        dict.fromkeys(["Oak LLC", "Elm LLC"], f"C/O Roe LLP, {SUITE}"),
    )
    assert members(result) == []
    assert set(result[1]["reason"]) == {
        "Its mail goes in care of somebody else, whose address joins nobody."
    }


def test_an_address_of_a_crowd_joins_nobody_and_is_not_shown() -> None:
    crowd = {f"{chr(65 + n // 26)}{chr(65 + n % 26)} Grove LLC": SUITE for n in range(MASS_NAMES)}
    result = found({"a": "Oak LLC", "b": "Elm LLC"}, {**crowd, "Oak LLC": SUITE, "Elm LLC": SUITE})
    assert members(result) == []
    assert set(result[1]["reason"]) == {
        f"Its mailing address serves {MASS_NAMES + 2} owners, as an agent's or a law firm's does, "
        "so it joins nobody."
    }


def test_a_government_is_joined_by_its_name_alone() -> None:
    owners = {"a": "Dcha", "b": "DC Housing Authority", "c": "Oak LLC"}
    addresses = {"DC HOUSING AUTHORITY": SUITE, "OAK LLC": SUITE}
    known = {"DCHA": "District of Columbia Housing Authority"}
    assert members(found(owners, addresses)) == []
    assert members(found(owners, addresses, aliases=known)) == [{"a", "b"}]


def test_the_company_that_holds_title_ties_a_property_to_its_owner() -> None:
    result = found({"a": "Sponsor Inc", "b": "Sponsor Inc"}, titles={"a": "Elm LLC"})
    assert result[0]["owner_names"].tolist() == ["Elm LLC; Sponsor Inc"]
    reasons = result[1].loc[result[1]["join"] == "sources", "reason"]
    assert "Owner on record for A together with Sponsor Inc." in set(reasons)


def test_an_owner_older_than_the_sale_gives_way_to_a_newer_one() -> None:
    told = {"since": {"a": "2004-05-19"}, "sold": {"a": "2026-02-20"}}
    alone = found({"a": "Old LLC", "b": "Old LLC"}, **told)
    assert alone[0]["older_than_sale"].tolist() == [1]
    assert alone[1].set_index("property_id").loc["catalog-a", "is_older_than_sale"]
    newer = found({"a": "Old LLC", "b": "Old LLC"}, titles={"a": "New LLC"}, **told)
    by_name = newer[1].set_index("property_id")["owner_name"]
    assert by_name.to_dict() == {"catalog-a": "New LLC", "catalog-b": "Old LLC"}


def test_parcels_of_several_owners_name_none() -> None:
    linked = linked_tables(
        records=[{"record_id": "catalog:a", "source_id": "catalog"}],
        parcels=[
            {"parcel_id": "1", "owner_name": "Oak LLC"},
            {"parcel_id": "2", "owner_name": WITHHELD},
        ],
        parcel_links=[{"property_id": "catalog-a", "parcel_id": lot} for lot in "12"],
    )
    assert portfolios(linked, _wide(linked.property_ids, {}, {}), {})[0].empty


def test_homes_are_added_up_where_they_are_known() -> None:
    linked = linked_tables(
        records=[
            {"record_id": f"catalog:{name}", "source_id": "catalog", "owner_name": "Oak LLC"}
            for name in "abc"
        ]
    )
    wide = _wide(linked.property_ids, {}, {})
    wide.loc["catalog-a", ["units_restricted", "units_at_risk_5y"]] = pd.NA
    row = portfolios(linked, wide, {})[0].iloc[0]
    assert (row["units_restricted"], row["units_at_risk_5y"], row["units_unknown"]) == (23, 3, 1)
    wide[["units_restricted", "units_at_risk_5y"]] = pd.NA
    assert pd.isna(portfolios(linked, wide, {})[0].iloc[0]["units_at_risk_5y"])


def test_a_type_needs_evidence_and_no_contradiction() -> None:
    owners = {"a": "Oak Inc", "b": "Oak Inc", "c": "Oak Inc"}
    told = [({}, "unknown"), ({"a": "nonprofit"}, "nonprofit")]
    told.append(({"a": "nonprofit", "b": "for_profit"}, "unknown"))
    rows = [found(owners, types=types)[0].iloc[0] for types, _ in told]
    assert [row["owner_type"] for row in rows] == [expected for _, expected in told]
    assert [row["owner_type_basis"] for row in rows] == [
        "No record tells the type.",
        "Nonprofit by the records of 1 of 3; of 2 it is not known.",
        "Records do not agree: for-profit of 1, nonprofit of 1.",
    ]


def test_a_very_large_portfolio_is_flagged() -> None:
    names = {f"p{n}": f"{chr(65 + n)} Grove LLC" for n in range(GIANT_NAMES + 1)}
    whole, _ = found(names, dict.fromkeys(names.values(), SUITE))
    assert len(whole) == 1
    assert whole["is_flagged"].all()
    assert not whole["is_split"].any()
    assert f"{GIANT_NAMES + 1} owners' names" in whole["flag_text"].iloc[0]


def test_a_portfolio_keeps_its_id_when_nothing_of_it_changes() -> None:
    one = found({"a": "Green Door", "b": "Green Door Inc"})[0]
    other = found({"a": "GREEN DOOR", "b": "Green Door Inc", "c": "Elm LLC"})[0]
    assert one["portfolio_id"].iloc[0] in set(other["portfolio_id"])


OWNERS = st.sampled_from(["Oak LLC", "OAK LP", "Elm LLC", "Elm II LLC", "Fir Inc", WITHHELD, None])
MAIL = st.dictionaries(
    st.sampled_from(["Oak LLC", "Elm LLC", "Elm II LLC", "Fir Inc"]),
    st.sampled_from([SUITE, "PO Box 4, Reno, NV 89501", f"C/O Roe, {SUITE}"]),
)


@settings(max_examples=30, deadline=None)
@given(st.lists(OWNERS, min_size=1, max_size=6), MAIL, st.integers(0, 99))
def test_the_order_of_rows_changes_nothing(names: Any, mail: Any, seed: int) -> None:
    owners = {f"p{number}": name for number, name in enumerate(names)}
    for one, other in zip(found(owners, mail), found(owners, mail, shuffle=seed), strict=True):
        pd.testing.assert_frame_equal(one, other)


@settings(max_examples=30, deadline=None)
@given(st.lists(OWNERS, min_size=1, max_size=6), MAIL)
def test_every_owned_property_has_a_reason_and_every_portfolio_counts_its_own(
    names: Any, mail: Any
) -> None:
    owners = {f"p{number}": name for number, name in enumerate(names)}
    whole, links = found(owners, mail)
    owned = {f"catalog-{name}" for name, owner in owners.items() if owner and owner != WITHHELD}
    assert set(links["property_id"]) == owned
    counts = links.groupby("portfolio_id")["property_id"].nunique()
    assert whole.set_index("portfolio_id")["property_count"].to_dict() == counts.to_dict()
    several = whole[whole["property_count"] > 1]
    tied = links[links["portfolio_id"].isin(several["portfolio_id"])]
    assert (tied["join"] != "alone").all()
    assert tied["confidence"].notna().all()
