"""Homes losing protection: each dated loss once, and nothing without a date or a number left out.

The curves are worked out by hand, in `docs/glossary.md`'s nested reading.
"""

from datetime import date

import pandas as pd
import pytest

from housing.covenants import schedule as scheduled
from housing.covenants.losses import endings, losses, quarters, uncounted, undated, unverified
from housing.tables import LinkedCovenants, Properties
from housing.terms import Status
from tests.factory import table

AS_OF = date(2026, 10, 1)

Ends = list[tuple[str, str, int | None, str | None]]


def curves(ends: Ends, total: int | None = None) -> pd.DataFrame:
    """Curves of one property's covenants: program, kind, homes, end."""
    covenants = table(
        LinkedCovenants,
        [
            {
                "covenant_id": f"c{number}",
                "property_id": "p1",
                "program": program,
                "kind": kind,
                "units_counted": units,
                "usable_end_date": end,
                "usable_start_date": "1990-01-01",
            }
            for number, (program, kind, units, end) in enumerate(ends)
        ],
    )
    units_total = pd.Series([total], index=["p1"], dtype="Int64")
    return scheduled(covenants, units_total, as_of=AS_OF)


def told(found: pd.DataFrame) -> list[tuple[str, int, int, int]]:
    columns = ["units", "units_renewals", "deep_units"]
    return [
        (str(row["date"].date()), *(int(row[name]) for name in columns))
        for row in found.to_dict("records")
    ]


def test_a_contract_inside_a_longer_tax_credit_takes_assistance_and_no_protection() -> None:
    """40 homes have a contract to 2028, all 100 tax credits to 2041. On paper 100 are lost in
    2041; renewed, the contract still holds its 40, so 60 are."""
    found = endings(
        curves(
            [
                ("section_8_pbra", "renewable", 40, "2028-03-31"),
                ("lihtc", "auto_lapse", 100, "2041-12-31"),
            ]
        )
    )
    assert told(found) == [("2028-03-31", 0, 0, 40), ("2041-12-31", 100, 60, 0)]
    assert found["programs"].tolist() == ["section_8_pbra", "lihtc"]
    assert found["quarter"].tolist() == ["2028-Q1", "2041-Q4"]


def test_a_contract_beyond_the_tax_credit_holds_its_homes_until_its_own_end() -> None:
    """100 homes have tax credits to 2030, 40 of them a contract to 2033: 60 lost, then 40."""
    found = endings(
        curves(
            [
                ("section_8_pbra", "renewable", 40, "2033-06-30"),
                ("lihtc", "auto_lapse", 100, "2030-01-01"),
            ]
        )
    )
    assert told(found) == [("2030-01-01", 60, 60, 0), ("2033-06-30", 40, 0, 40)]


def test_homes_nobody_counted_are_listed_and_not_taken_for_none() -> None:
    found = endings(curves([("lihtc", "auto_lapse", None, "2030-01-01")]))
    assert found["units"].isna().tolist() == [True]
    assert found["units_renewals"].isna().tolist() == [True]
    assert found["deep_units"].tolist() == [0]
    assert losses(curves([("lihtc", "auto_lapse", None, "2030-01-01")])).empty
    assert len(uncounted(curves([("lihtc", "auto_lapse", None, "2030-01-01")]))) == 2


def test_an_end_nobody_states_is_no_ending_and_stays_a_group_of_its_own() -> None:
    assert endings(curves([("lihtc", "auto_lapse", 50, None)])).empty
    properties = table(
        Properties,
        [
            {"property_id": "unknown", "has_unknown_end": True, "undated_units": 50},
            {"property_id": "stale", "has_stale_end": True, "undated_units": None},
            {"property_id": "dated", "undated_units": 0},
        ],
    )
    found = undated(properties)
    assert found["property_id"].tolist() == ["unknown", "stale"]
    assert found["undated_units"].isna().tolist() == [False, True]


def test_what_ran_out_unconfirmed_is_told_apart_even_where_its_homes_are_unknown() -> None:
    past = Status.EXPIRED_UNVERIFIED.value
    properties = table(
        Properties,
        [
            {"property_id": "past", "status": past},
            {"property_id": "in part", "unverified_units": 12},
            {"property_id": "neither", "unverified_units": 0},
        ],
    )
    assert unverified(properties)["property_id"].tolist() == ["past", "in part"]


@pytest.mark.parametrize(
    ("day", "code"),
    [("2027-01-01", "2027-Q1"), ("2027-06-30", "2027-Q2"), ("2030-12-31", "2030-Q4")],
)
def test_a_day_belongs_to_the_calendars_quarter(day: str, code: str) -> None:
    assert quarters(pd.Series(pd.to_datetime([day]))).tolist() == [code]


def test_nothing_ends_where_there_is_no_covenant() -> None:
    assert endings(curves([])).empty


def test_the_endings_add_up_to_the_losses_of_each_reading(sample_schedule: pd.DataFrame) -> None:
    found, lost = endings(sample_schedule), losses(sample_schedule)
    by_scenario = lost.groupby("scenario")["units"].sum()
    assert found["units"].sum() == by_scenario["nominal"]
    assert found["units_renewals"].sum() == by_scenario["renewals_assumed"]
    deep = losses(sample_schedule, is_deep=True).groupby("scenario")["units"].sum()
    assert found["deep_units"].sum() == deep["nominal"]
    assert not (found["units_renewals"] > found["units"]).any()


@pytest.fixture
def sample_schedule(sample: object) -> pd.DataFrame:
    from housing.snapshots import Snapshot, read_table

    assert isinstance(sample, Snapshot)
    return pd.DataFrame(read_table(sample, "schedule"))
