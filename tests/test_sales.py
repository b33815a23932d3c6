"""Which deeds are sales to a new owner, told once for owners in doubt and for signals."""

from typing import Any

import pandas as pd
import pytest

from housing.sales import why_owner_stays
from housing.tables import LinkedEvents
from tests.factory import table

SALE: dict[str, Any] = {
    "property_id": "p",
    "event_date": "2015-05-12",
    "price_usd": 2_400_000.0,
    "party": "Elm Street Equities LLC",
}


def told(*sales: dict[str, Any]) -> list[str | None]:
    """Why each deed is no sale, in the order given."""
    said = why_owner_stays(table(LinkedEvents, [{**SALE, **one} for one in sales]))
    return [None if pd.isna(one) else str(one) for one in said]


def test_a_deed_at_a_price_is_a_sale() -> None:
    assert told({}) == [None]
    assert told({"price_usd": None}) == [None]


@pytest.mark.parametrize(("price", "why"), [(1_000.0, "the price is nominal"), (8_100.0, None)])
def test_ten_dollars_are_no_price(price: float, why: str | None) -> None:
    assert told({"price_usd": price}) == [why]


def test_what_the_source_says_of_the_hands_counts_at_any_price() -> None:
    assert told({"is_related_transfer": True}) == [
        "its source marks it as a transfer between the same hands"
    ]
    assert told({"is_related_transfer": False}) == [None]


def test_who_owns_it_cannot_buy_it_again_however_the_name_is_spelled() -> None:
    first = {"event_date": "2009-01-01"}
    again = {"party": "ELM STREET EQUITIES, LLC"}
    assert told(again, first) == ["the buyer had already bought it before", None]
    assert told(again, {**first, "property_id": "another"}) == [None, None]


def test_who_sold_it_in_between_buys_it_anew() -> None:
    sold = {"event_date": "2012-01-01", "party": "Oak Homes Inc"}
    assert told({"event_date": "2009-01-01"}, sold, {}) == [None, None, None]


def test_two_withheld_names_are_not_one_person() -> None:
    person = {"party": "[individual, name withheld]"}
    assert told({**person, "event_date": "2009-01-01"}, person) == [None, None]


def test_lots_bought_on_one_day_are_one_sale_at_the_highest_price() -> None:
    assert told({"price_usd": 5_000.0}, {}, {"price_usd": None}) == [
        "the buyer had already bought it before",
        None,
        "the buyer had already bought it before",
    ]
