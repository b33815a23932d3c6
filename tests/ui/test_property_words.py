"""What a property's page says of its ends, its owner, its state and its parcels."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from housing.tables import SNAPSHOT_TABLES, LinkedCovenants, Properties, empty
from tests.factory import table
from ui import cards, explain, rows, sections, surroundings, upkeep_rows
from ui.dossier import Dossier, gather

MANIFEST: dict[str, Any] = {
    "as_of": "2026-06-30",
    "inputs": [{"source_id": "city", "title": "City conditions"}],
}


def row(**known: Any) -> pd.Series:
    return table(Properties, [{"property_id": "p", "covenants_active": 1, **known}]).iloc[0]


def file(**tables: list[dict[str, Any]]) -> Dossier:
    given = {"properties": [{"property_id": "p"}], **tables}
    made = {name: empty(model) for name, model in SNAPSHOT_TABLES.items()}
    made |= {name: table(SNAPSHOT_TABLES[name], listed) for name, listed in given.items()}
    return gather("p", made, MANIFEST)


def ended(day: str | None, property_id: str = "p", *, is_covenant: bool = True) -> dict[str, Any]:
    return {"property_id": property_id, "actual_end_date": day, "is_covenant": is_covenant}


@pytest.mark.parametrize(
    ("covenants", "said"),
    [
        ([ended("2000-10-27"), ended("1998-01-01")], "ended 27 Oct 2000"),
        ([ended("2000-10-27"), ended("2024-01-01", "another")], "ended 27 Oct 2000"),
        ([ended("2000-10-27"), ended("2012-01-01", is_covenant=False)], "ended 27 Oct 2000"),
        ([ended(None)], "not on record"),
        ([], "not on record"),
    ],
)
def test_homes_that_are_lost_say_when_their_last_restriction_ended(
    covenants: list[dict[str, Any]], said: str
) -> None:
    listed = table(LinkedCovenants, covenants) if covenants else empty(LinkedCovenants)
    assert cards.last_end(row(status="Lost", covenants_active=0), listed) == said


def test_a_restriction_in_force_says_when_it_ends() -> None:
    in_force = row(last_end_date="2031-01-01", next_end_date="2031-01-01")
    assert cards.last_end(in_force, table(LinkedCovenants, [ended("2000-10-27")])) == "1 Jan 2031"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2.5", "2.5 years"),
        ("-3.8", "3.8 years ago"),
        ("-0.0", "within days"),
        ("0.0", "within days"),
    ],
)
def test_years_that_have_passed_are_said_to_be_ago(value: str, said: str) -> None:
    assert explain.measured(value, "years") == said


def test_an_owner_whom_a_sale_may_have_replaced_is_never_named_without_the_doubt() -> None:
    known = {"owner_name": "Oak Homes Inc", "owner_type": "nonprofit"}
    sold = {"last_sale_date": "2015-05-12", "is_owner_older_than_sale": True}
    assert explain.owner_with_doubt(row(**known)) == "Oak Homes Inc (nonprofit)"
    assert explain.owner_with_doubt(row(**known, **sold)) == (
        "Oak Homes Inc (nonprofit); in doubt since a sale"
    )


def test_conditions_are_listed_latest_first_and_a_blank_is_no_zero() -> None:
    listed = [
        {
            "property_id": "p",
            "condition_id": "old",
            "condition_date": "2024-01-01",
            "debt_coverage_ratio": 0.94,
            "vacancy_pct": 17.5,
            "serious_violations": 0,
            "units": 40,
        },
        {"property_id": "p", "condition_id": "new", "condition_date": "2026-01-01"},
        {"property_id": "another", "condition_id": "other", "condition_date": "2026-02-01"},
    ]
    rows_of = [{"source_id": "city", "observed_date": "2026-03-01", **one} for one in listed]
    new, old = upkeep_rows.conditions(file(conditions=rows_of))
    source = "City conditions, 1 Mar 2026"
    assert list(new.values()) == ["1 Jan 2026", None, None, None, source]
    assert list(old.values()) == ["1 Jan 2024", "0.94", "17.5%", "0 open in 40 homes", source]


def test_a_parcel_table_leaves_out_what_no_list_states() -> None:
    parcel = {"parcel_id": "1", "parcel_id_source": "0001", "assessed_value_usd": 900_000.0}
    link = {"property_id": "p", "parcel_id": "1", "method": "identifier"}
    shown = rows.parcels(file(parcels=[parcel], parcel_links=[link]))[0]
    assert shown["Assessed value"] == "$900,000"
    assert not {"Address", "Owner", "Latest sale", "Tax owed"} & set(shown)


def test_units_of_a_condominium_are_told_in_one_row() -> None:
    links = [
        {"property_id": "p", "parcel_id": f"{number}", "method": "identifier", "evidence": said}
        for number, said in ((2001, "ground known"), (2002, "ground known"), (2003, "unknown"))
    ]
    shown = rows.parcels(file(parcels=[], parcel_links=links))
    assert [(one["Parcel"], one["Evidence"]) for one in shown] == [
        ("2001 to 2002 (2)", "ground known"),
        ("2003", "unknown"),
    ]


def test_the_ground_under_units_comes_first_and_is_told_apart() -> None:
    parcels = [
        {"parcel_id": "2001", "assessed_value_usd": 900_000.0},
        {"parcel_id": "0018", "parcel_id_source": "0018"},
    ]
    links = [
        {"property_id": "p", "parcel_id": "2001", "method": "identifier"},
        {
            "property_id": "p",
            "parcel_id": "0018",
            "method": "condominium_ground",
            "has_outline": True,
        },
    ]
    one = file(parcels=parcels, parcel_links=links)
    assert [shown["Linked by"] for shown in rows.parcels(one)] == [
        "ground under its units",
        "same identifier",
    ]
    told = sections.undrawn(one)
    assert told is not None
    assert "No outline of its parcel is on record, as condominium units have none" in told
    assert "its value is not added" in told
    alone = sections.undrawn(file(parcels=parcels[:1], parcel_links=links[:1]))
    assert alone is not None
    assert "the lines are neighbors" in alone


def test_the_day_of_a_dossier_is_the_snapshots() -> None:
    assert file().as_of == date(2026, 6, 30)


def test_the_rents_around_it_say_where_and_since_when() -> None:
    rents = {
        "fair_market_rent_usd": 2840.0,
        "fair_market_rent_area": "zip:20001",
        "fair_market_rent_date": "2025-10-01",
        "tax_credit_rent_usd": 1781.0,
    }
    said = surroundings.set_rents(row(**rents), "Fair market rents")
    assert said == (
        "HUD's fair market rent of two bedrooms in ZIP code 20001 is $2,840 a month with utilities "
        "(Fair market rents, in force since 1 Oct 2025). Tax credits at 60% of the area's median "
        "income let such a home cost up to $1,781 here; what homes really cost is often less."
    )
    county = surroundings.set_rents(row(**{**rents, "fair_market_rent_area": "county:11001"}), "x")
    assert county is not None
    assert "in its county" in county


def test_a_snapshot_from_before_rents_were_read_says_nothing_of_them() -> None:
    assert surroundings.set_rents(row(), "x") is None
    assert surroundings.set_rents(pd.Series({"name": "Old"}), "x") is None


def test_the_tract_s_figures_are_told_with_their_margins() -> None:
    figures = {
        "tract_rent_usd": 2104.0,
        "tract_rent_usd_margin": 187.0,
        "tract_income_usd": 60_000.0,
        "tract_poverty_ratio": 0.02,
        "tract_poverty_ratio_margin": 0.015,
        "tract_figures_period": "2019-2023",
    }
    assert surroundings.tract_figures(row(**figures), "Census Bureau") == (
        "In its tract, 2019-2023: median rent $2,104 ± $187, median household income $60,000, "
        "margin of error unknown, persons in poverty 2% ± 2%, too rough to rely on (Census Bureau)."
    )
    assert surroundings.tract_figures(row(), "x") is None
    assert surroundings.tract_figures(pd.Series({"name": "Old"}), "x") is None
