"""Where a value on the cards comes from: of several rows, the one that gave the value."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import pytest

from housing.scoring import score_properties
from housing.tables import LinkedInspections
from tests.factory import table
from tests.scoring_cases import AS_OF, Row, covenant, score, tables_of


def origins(covenants: Sequence[Row], signals: Sequence[Row] = (), **known: Any) -> pd.DataFrame:
    """Source and day of every row on the cards of one property."""
    found = score({"one": covenants}, {"one": known}, signals=signals).contributions
    return found.set_index("code")[["source_id", "observed_date"]]


def of_inspections(*inspections: Row, day: str = "2025-05-05") -> Any:
    """The source of the inspection that is shown, of the property called `two`."""
    held = {"one": [covenant()], "two": [covenant()]}
    shown = {"two": {"inspection_score": 70, "inspection_date": pd.Timestamp(day)}}
    properties, covenants = tables_of(held, shown)
    rows = table(LinkedInspections, [{"property_id": "two", "score": 70, **i} for i in inspections])
    scored = score_properties(properties, covenants, rows, as_of=AS_OF)
    cards = scored.contributions.set_index(["property_id", "code"])
    assert pd.isna(cards.loc[("one", "D1"), "source_id"])
    return cards.loc[("two", "D1"), "source_id"]


def test_the_number_of_homes_is_of_the_covenant_in_force_over_most_homes() -> None:
    held = [
        covenant(units=80, source_id="small"),
        covenant(units=90, source_id="large"),
        covenant(units=None, source_id="silent"),
        covenant(units=99, source_id="over", is_active=False),
    ]
    assert origins(held).loc["E7", "source_id"] == "large"


def test_of_covenants_over_as_many_homes_the_first_is_named() -> None:
    held = [covenant(source_id="first"), covenant(source_id="second")]
    assert origins(held).loc["E7", "source_id"] == "first"


def test_the_previous_term_is_of_the_contract_in_force_that_had_the_longest() -> None:
    held = [
        covenant("renewable", source_id="short", previous_term_months=60),
        covenant("renewable", source_id="long", previous_term_months=240),
        covenant("renewable", source_id="unknown", previous_term_months=None),
        covenant("renewable", source_id="over", previous_term_months=480, is_active=False),
    ]
    assert origins(held).loc["E9", "source_id"] == "long"


def test_an_inspection_s_source_is_that_of_the_day_and_property_shown() -> None:
    shown = of_inspections(
        {"source_id": "older", "inspection_date": "2022-05-05"},
        {"source_id": "shown", "inspection_date": "2025-05-05"},
        {"source_id": "stranger", "inspection_date": "2025-05-05", "property_id": "elsewhere"},
    )
    assert shown == "shown"


def test_an_inspection_of_no_day_shown_lends_no_source() -> None:
    older = {"source_id": "older", "inspection_date": "2022-05-05"}
    assert pd.isna(of_inspections(older))


@pytest.mark.parametrize(
    ("later", "source"),
    [({"source_id": "deeds"}, "deeds"), ({"author": "B. Neighbor"}, "B. Neighbor")],
)
def test_of_two_sales_the_later_is_told_with_its_source_or_its_author(
    later: Row, source: str
) -> None:
    sales = [
        {"kind": "sale", "signal_date": "2026-05-01", **later},
        {"kind": "sale", "signal_date": "2026-02-01", "source_id": "earlier"},
    ]
    told = origins([covenant()], sales).loc["E10"]
    assert (told["source_id"], told["observed_date"]) == (source, pd.Timestamp("2026-05-01"))


def test_a_sale_of_another_property_is_not_this_one_s() -> None:
    sale = {"kind": "sale", "property_id": "two", "source_id": "deeds"}
    held = {"one": [covenant()], "two": [covenant()]}
    rows = score(held, signals=[sale]).contributions.set_index(["property_id", "code"])
    assert ("one", "E10") not in rows.index or pd.isna(rows.loc[("one", "E10"), "source_id"])
    assert rows.loc[("two", "E10"), "source_id"] == "deeds"


def test_an_owner_and_a_foreclosure_without_a_day_of_their_own_have_the_list_s() -> None:
    listed, own = pd.Timestamp("2026-01-15"), pd.Timestamp("2025-11-01")
    known: Row = {
        "owner_type": "nonprofit",
        "owner_typed_by": "assessor",
        "owner_typed_date": None,
        "owner_listed_date": listed,
        "foreclosure_source": "filings",
        "foreclosure_date": own,
        "foreclosure_listed_date": listed,
    }
    rows = origins([covenant()], **known)
    assert tuple(rows.loc["E5"]) == ("assessor", listed)
    assert tuple(rows.loc["D4"]) == ("filings", own)
