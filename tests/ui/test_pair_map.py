"""The map of a pair: two lettered dots with a line between them, one where they are at one door."""

import json
from typing import Any

import pytest
import shapely

from housing.tables import Basemap, Parcels, empty
from ui.pair_map import pair_map

HERE = shapely.Point(-74.5864, 36.6051)
EAST = shapely.Point(-74.5857, 36.6053)
LOT = shapely.box(-74.5858, 36.6052, -74.5856, 36.6054)


def drawn(one: Any, other: Any) -> dict[str, Any] | None:
    deck = pair_map(one, other, empty(Basemap), empty(Parcels))
    return (
        None if deck is None else {one["id"]: one for one in json.loads(deck.to_json())["layers"]}
    )


def test_two_sides_are_lettered_outward_with_a_line_between() -> None:
    layers = drawn(EAST, HERE)
    assert layers is not None
    assert list(layers) == ["between", "mark-A", "mark-B"]
    assert layers["mark-A"]["getTextAnchor"] == "start"
    assert layers["mark-B"]["getTextAnchor"] == "end"


def test_two_sides_at_one_door_have_one_dot() -> None:
    assert list(drawn(HERE, HERE) or {}) == ["mark-A and B"]


def test_a_parcel_is_drawn_with_its_outline() -> None:
    assert "outline" in (drawn(HERE, LOT) or {})


@pytest.mark.parametrize("nowhere", [None, shapely.Point()])
def test_a_side_without_a_location_is_left_out(nowhere: Any) -> None:
    assert list(drawn(nowhere, HERE) or {}) == ["mark-B"]
    assert drawn(nowhere, None) is None
