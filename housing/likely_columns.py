"""Which column of a strange file probably is which of ours, by what it is called."""

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

#: What files call what we call otherwise; seen in lists of the cities in `data/jurisdictions`.
ALSO_CALLED: Mapping[str, tuple[str, ...]] = {
    "id": ("objectid", "record id", "project id", "development id", "hud id", "key"),
    "parcel_id": ("parcel", "pin", "apn", "ssl", "bbl", "ml", "map lot", "parcel number", "lot id"),
    "name": (
        "project",
        "property",
        "project name",
        "property name",
        "development",
        "building name",
        "proj name",
    ),
    "address": ("location", "site address", "street address", "full address", "premise address"),
    "owner_name": ("owner", "owner 1", "ownername", "taxpayer"),
    "owner_mailing": ("mailing address", "owner address"),
    "manager_name": ("manager", "management agent"),
    "units_total": ("units", "total units", "homes", "unit count", "occupancy"),
    "units_assisted": ("affordable units", "assisted units", "low income units", "li units"),
    "year_built": ("built", "yr built", "ayb", "construction year"),
    "start_date": ("start", "effective date", "begins", "recorded"),
    "end_date": ("end", "expiration", "expires", "expiration date", "affordability end"),
    "latitude": ("lat", "y"),
    "longitude": ("lon", "lng", "long", "x"),
    "zip": ("zip code", "zipcode", "postal code"),
    "program": ("subsidy", "funding", "funding source", "program type"),
    "assessed_value_usd": ("assessed value", "total value", "total assessed value", "av total"),
    "sale_price_usd": ("sale price", "sale amount", "price"),
    "land_area_sqft": ("land area", "lot area", "lot size"),
    "use_code": ("use", "land use", "property class", "class"),
    "code": ("district", "ward", "number", "geoid", "tract"),
    "long_name": ("full name", "description"),
}

#: Names less alike than this are taken for strangers. A judgement.
ALIKE_ENOUGH = 0.8


def likely_columns(ours: Iterable[str], theirs: Iterable[str]) -> dict[str, str]:
    """Return for each of our columns the one of the file that is called most like it, if any is.

    >>> likely_columns(["parcel_id", "address", "end_date"], ["SSL", "Street Address", "Cats"])
    {'parcel_id': 'SSL', 'address': 'Street Address'}
    """
    scored = sorted(
        (
            (-_alike(one, name), place, column, one)
            for place, column in enumerate(ours)
            for one in theirs
            for name in (column, *ALSO_CALLED.get(column, ()))
        ),
        key=lambda entry: (entry[0], entry[1], entry[3]),
    )
    found: dict[str, str] = {}
    for unlike, _, column, one in scored:
        if -unlike >= ALIKE_ENOUGH and column not in found and one not in found.values():
            found[column] = one
    return found


def _alike(one: str, other: str) -> float:
    first, second = (re.sub(r"[^a-z0-9]+", "", text.casefold()) for text in (one, other))
    if not first or not second:
        return 0.0
    return 1.0 if first == second else SequenceMatcher(None, first, second).ratio()
