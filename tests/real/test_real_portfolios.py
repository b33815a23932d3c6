"""Portfolios of Washington DC, read one by one against the files they come from."""

import pandas as pd
import pytest

from housing.owner_names import WITHHELD
from tests.real.conftest import Built

pytestmark = pytest.mark.real


def members(built: Built, owner: str) -> set[str]:
    """Catalog ids of the properties in the portfolio in which this owner is named."""
    links = built.table("portfolio_links")
    ids = set(links.loc[links["owner_name"] == owner, "portfolio_id"])
    assert len(ids) == 1
    held = links.loc[links["portfolio_id"].isin(ids), "property_id"]
    return {one.removeprefix("prescat_projects-") for one in held}


def test_the_housing_authority_is_the_largest_owner_under_its_three_names(dc_2016: Built) -> None:
    portfolios = dc_2016.table("portfolios").sort_values("property_count", ascending=False)
    first = portfolios.iloc[0]
    assert first["name"] == "District Of Columbia Housing Authority"
    assert first["property_count"] == 55
    assert first["owner_type"] == "public"
    assert first["joins"] == "name"


def test_one_developer_is_found_under_four_spellings(dc_2016: Built) -> None:
    held = members(dc_2016, "Dev. Corp. of Columbia Heights")
    assert held >= {"NL000066", "NL000336", "NL000339"}
    assert len(held) == 5


def test_some_is_one_owner_by_name_records_and_mail(dc_today: Built) -> None:
    held = members(dc_today, "Affordable Housing Opportunities Inc")
    assert held >= {"NL000169", "NL000257", "NL000266", "NL000357", "NL000397", "NL000401"}


def test_owners_that_write_from_one_desk_in_mclean_are_joined_and_it_says_where(
    dc_today: Built,
) -> None:
    links = dc_today.table("portfolio_links")
    tied = links[(links["join"] == "address") & links["reason"].str.contains("22102-4311")]
    assert set(tied["owner_name"].str.upper().str.replace(",", "")) == {
        "E & G DC CO-OP OWNER LLC",
        "FORT CHAPLIN PARK LIMITED PARTNERSHIP",
        "GREENWAY APARTMENTS LP",
    }
    assert set(tied["confidence"]) == {60}


def test_nobody_is_joined_by_mail_before_the_register_was_seen(dc_2016: Built) -> None:
    assert not dc_2016.table("portfolio_links")["join"].isin(["address", "series"]).any()


def test_no_person_is_in_a_portfolio(dc_today: Built) -> None:
    links, portfolios = dc_today.table("portfolio_links"), dc_today.table("portfolios")
    told = pd.concat([links["owner_name"], links["reason"], portfolios["owner_names"]])
    assert not told.str.contains(WITHHELD, regex=False).any()
