"""The city's address register: where every development stands, as its publishers would write it."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely

from housing.sample_city import plan
from housing.sample_city.addresses import addresses
from housing.sample_city.districts import HOODS, Tract, tracts
from housing.sample_city.lots import lots
from housing.sample_city.model import Development
from housing.sample_city.projection import degrees, state_plane, web_mercator

#: Register ids begin here, so that they look like ids and not like row numbers.
_FIRST_ID = 230_000


@dataclass(frozen=True, slots=True)
class Place:
    """One building's entry."""

    address_id: int
    #: `1330 Sextant Street NW` and `1330 SEXTANT ST NW`.
    full: str
    short: str
    zip: str
    longitude: float
    latitude: float
    x: float
    y: float
    mercator_x: float
    mercator_y: float
    tract: Tract
    cluster: int


@cache
def place_of(lot: int) -> Place:
    """The entry of a lot: its address, and a point inside its outline."""
    book = addresses()
    point = shapely.point_on_surface(lots().shape[lot])
    (longitude, latitude) = degrees(np.array([[point.x, point.y]]))[0].tolist()
    at = np.array([longitude]), np.array([latitude])
    (x,), (y,) = state_plane(*at)
    (mercator_x,), (mercator_y,) = web_mercator(*at)
    tract = next(tract for tract in tracts() if shapely.contains_xy(tract.shape, point.x, point.y))
    return Place(
        _FIRST_ID + lot, book.full(lot), book.short(lot), str(book.zip[lot]),
        longitude, latitude, float(x), float(y), float(mercator_x), float(mercator_y),
        tract, tract.neighborhood + 1,
    )  # fmt: skip


def main_place(development: Development) -> Place:
    """The entry of the main building."""
    return place_of(development.lots[0])


def hood_name(place: Place) -> str:
    """The neighborhood's name."""
    return HOODS[place.cluster - 1].name


def published_address(development: Development) -> str:
    """The address as the catalog has it."""
    return development.address or main_place(development).full


def city_line(place: Place, extension: str = "") -> str:
    """`PORT AMITY, ZZ 00003-0412`."""
    ending = f"-{extension}" if extension else ""
    return f"{plan.CITY.upper()}, {plan.STATE} {place.zip}{ending}"
