"""Events that name no development find the property on their parcel, if it stands there alone."""

from typing import Any

import geopandas as gpd
import pandas as pd

from housing.pipeline.stages import Linked, Placed, events_of
from housing.tables import Events, ParcelLinks
from tests.factory import table

LINKS = [
    {"property_id": "elm", "parcel_id": "1"},
    {"property_id": "oak", "parcel_id": "2"},
    {"property_id": "fir", "parcel_id": "2"},
]


def filed(*events: dict[str, Any]) -> pd.DataFrame:
    """The events, by their ids, after linking."""
    linked: Any = Linked.__new__(Linked)
    object.__setattr__(linked, "property_of", pd.Series({"catalog:9": "ash"}))
    placed: Any = Placed.__new__(Placed)
    object.__setattr__(placed, "parcel_links", gpd.GeoDataFrame(table(ParcelLinks, LINKS)))
    return events_of({"events": table(Events, events)}, linked, placed).set_index("event_id")


def event(number: str, **said: Any) -> dict[str, Any]:
    return {"event_id": number, "event_type": "tenant_notice", **said}


def test_a_notice_for_a_parcel_is_of_the_property_that_stands_there() -> None:
    assert filed(event("a", parcel_id="1"))["property_id"].tolist() == ["elm"]


def test_where_several_stand_it_is_of_none_and_kept() -> None:
    found = filed(event("a", parcel_id="2"), event("b", parcel_id="99"))
    assert found["property_id"].isna().tolist() == [True, True]


def test_what_names_its_development_stays_with_it() -> None:
    found = filed(event("a", record_id="catalog:9", parcel_id="1"))
    assert found["property_id"].tolist() == ["ash"]


def test_a_development_nobody_knows_is_not_guessed_from_the_parcel() -> None:
    found = filed(event("a", record_id="catalog:404", parcel_id="1"))
    assert found["property_id"].isna().all()


def test_permits_where_no_property_stands_are_left_out() -> None:
    found = filed(
        event("a", parcel_id="1", event_type="permit"),
        event("b", parcel_id="99", event_type="permit"),
    )
    assert found.index.tolist() == ["a"]
