"""What a caller needs in a minute: the covenant the score is about, what to do, how sure."""

from typing import Any

import pandas as pd
import pytest

from housing.tables import LinkedCovenants, Properties
from housing.terms import Status
from tests.factory import table
from ui import briefing


def row(**known: Any) -> pd.Series:
    given = {
        "property_id": "p",
        "status": "Scored",
        "score": 70,
        "governing_covenant_id": "a",
        "governing_date": "2031-05-31",
        **known,
    }
    return table(Properties, [given]).iloc[0]


def covenants(*rows: dict[str, Any]) -> pd.DataFrame:
    usual = {
        "property_id": "p",
        "covenant_id": "a",
        "program": "lihtc",
        "is_covenant": True,
        "is_active": True,
        "units_counted": 80,
        "usable_end_date": "2031-05-31",
        "end_basis": "recorded",
    }
    return table(LinkedCovenants, [usual | one for one in rows])


def test_the_governing_covenant_is_named_with_homes_end_and_who_says_so() -> None:
    assert briefing.about(row(), covenants({})) == (
        "Tax credit (LIHTC), 80 homes, ends 31 May 2031 (recorded document). "
        "It governs because no other covenant in force restricts rents here."
    )


def test_among_several_it_says_why_this_one_and_counts_a_copy_once() -> None:
    others = ({"covenant_id": "b"}, {"covenant_id": "copy", "units_counted": 0})
    elsewhere = {"covenant_id": "c", "property_id": "q"}
    told = briefing.about(row(), covenants({}, *others, elsewhere))
    assert "Of the 2 in force, this one's end weighs most" in str(told)


def test_an_early_way_out_and_a_missing_end_are_said() -> None:
    early = briefing.about(row(governing_date="2029-01-01"), covenants({}))
    assert "ends 31 May 2031 (recorded document), with an early way out from 1 Jan 2029" in early
    undated = row(governing_date=None)
    told = briefing.about(undated, covenants({"usable_end_date": None, "units_counted": None}))
    assert str(told).startswith("Tax credit (LIHTC), its end is not on record.")


def test_nothing_governs_where_nothing_is_scored_or_nothing_restricts() -> None:
    assert briefing.about(row(score=None, status="Lost"), covenants({})) is None
    assert briefing.about(row(governing_covenant_id=None), covenants({})) is None


@pytest.mark.parametrize("status", list(Status))
def test_every_status_without_a_score_says_what_to_do(status: Status) -> None:
    is_clear = status in (Status.SCORED, Status.NO_SCHEDULED_EXPIRY)
    assert (briefing.step(row(status=status.value)) is None) == is_clear


def test_what_would_raise_the_confidence_begins_with_the_most_valuable() -> None:
    told = row(confidence_missing="rents (+15); an inspection (+10); a deed (+40); an owner (+5)")
    assert briefing.raises(told)[0] == "a deed (+40)"
    assert briefing.raises_sentence(told) == (
        "What would raise it most: a deed (+40); rents (+15); an inspection (+10); and 1 more."
    )
    assert briefing.raises_sentence(row()) == "Nothing more would raise it."
