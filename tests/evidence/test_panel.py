"""Looking back: only what was known then, and gone only if two later lists agree."""

import pandas as pd
import pytest

from housing.evidence.panel import days_to_look_back_from, look_back
from housing.factors import EventKind

DAY = pd.Timestamp("2005-01-01")
LISTS = ("2003-01-01", "2005-01-01", "2006-01-01", "2008-01-01", "2009-01-01", "2011-01-01")

#: End, term and status of each contract, list by list.
HISTORIES = {
    "kept": [("2004-06-01", 240, "Active")] + [("2009-06-01", 60, "Active")] * 5,
    "left": [("2006-03-01", 12, "Active")] * 3 + [("2006-03-01", 12, "Expired")] * 3,
    "once missing": [("2006-03-01", 12, "Active")] * 3
    + [("2006-03-01", 12, "Expired")]
    + [("2012-03-01", 60, "Active")] * 2,
    "gone before": [("2004-03-01", 12, "Active")] + [("2004-03-01", 12, "Expired")] * 5,
}


@pytest.fixture
def panel() -> pd.DataFrame:
    rows = [
        (number, pd.Timestamp(day), pd.Timestamp(end), float(term), status)
        for number, history in HISTORIES.items()
        for day, (end, term, status) in zip(LISTS, history, strict=True)
    ]
    columns = ["contract_number", "observed", "end", "term_months", "status"]
    return pd.DataFrame(rows, columns=columns).sort_values(
        ["contract_number", "observed"], ignore_index=True
    )


def test_only_contracts_active_on_the_day_are_looked_at(panel: pd.DataFrame) -> None:
    found = look_back(panel, DAY, pd.Series(dtype=str))
    assert set(found.numbers) == {"kept", "left", "once missing"}


def test_one_list_without_a_contract_is_not_enough(panel: pd.DataFrame) -> None:
    found = look_back(panel, DAY, pd.Series(dtype=str))
    assert set(found.numbers[found.lost]) == {"left"}


def test_changing_what_came_later_changes_no_feature(panel: pd.DataFrame) -> None:
    later = panel["observed"] > DAY
    changed = panel.assign(
        end=panel["end"].mask(later, pd.Timestamp("2050-01-01")),
        term_months=panel["term_months"].mask(later, 1.0),
    )
    before, after = (look_back(one, DAY, pd.Series(dtype=str)).facts for one in (panel, changed))
    pd.testing.assert_frame_equal(before, after)


def test_the_previous_term_is_that_of_the_end_before(panel: pd.DataFrame) -> None:
    found = look_back(panel, DAY, pd.Series({"kept": "S8 State Agency", "left": "PRAC 202/811"}))
    facts = found.facts.set_index(found.numbers.to_numpy())
    assert facts.loc["kept", "previous_term_months"] == 240
    assert pd.isna(facts.loc["left", "previous_term_months"])
    assert facts.loc["kept", "years"] == pytest.approx(4.41, abs=0.01)
    assert facts["kind"].to_dict() == {
        "kept": EventKind.RENEWABLE,
        "left": EventKind.PRAC,
        "once missing": EventKind.UNKNOWN,
    }


def test_days_are_three_years_apart_and_have_two_lists_to_confirm(panel: pd.DataFrame) -> None:
    days = days_to_look_back_from(panel["observed"])
    assert [str(day.date()) for day in days] == ["2003-01-01", "2006-01-01"]
