"""The developments of Port Amity: usual ones drawn by the kind of neighborhood they stand in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from housing.sample_city import kinds as build
from housing.sample_city.history import add_history
from housing.sample_city.model import Development, Pipeline, TaxCredit
from housing.sample_city.names import development_names
from housing.sample_city.owners import HOUSING_AUTHORITY, INDIVIDUAL, draw_owner
from housing.sample_city.sites import Sites, homes_on

#: How many usual developments stand in each neighborhood: most where rents were lowest.
_COUNTS = {
    "Old Harbor": 31,
    "Ropewalk": 36,
    "Lantern Point": 6,
    "Concord Heights": 33,
    "Quarry Hill": 16,
    "Orchard Hill": 5,
    "Tannery Bend": 24,
    "Ferry Landing": 44,
    "Saltmarsh": 39,
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A usual sort of development."""

    share: float
    lot_kinds: tuple[str, ...]
    lots: tuple[int, int]
    #: Square meters of land per home.
    density: float
    most_homes: int
    #: Shares of nonprofit, limited dividend, for-profit and steward owners.
    owners: tuple[float, float, float, float]
    endings: tuple[str, ...]
    fill: Callable[[np.random.Generator, Development], None]


_FAMILY = ("Gardens", "Terrace", "Village", "Court", "Apartments", "Homes", "Commons", "Square")
_ELDERLY = ("House", "Manor", "Residences", "Towers", "Senior Homes")

_KINDS = (
    Kind(0.12, ("garden", "tower"), (2, 5), 42.0, 190, (0.30, 0.24, 0.46, 0.0), _FAMILY,
         build.assisted_family),
    Kind(0.07, ("garden", "tower"), (1, 3), 34.0, 150, (0.74, 0.08, 0.14, 0.04), _ELDERLY,
         build.assisted_elderly),
    Kind(0.05, ("garden", "mixed"), (1, 2), 48.0, 60, (0.92, 0.0, 0.0, 0.08), _ELDERLY,
         build.capital_advance),
    Kind(0.33, ("garden", "tower", "mixed", "mill"), (1, 4), 44.0, 170, (0.30, 0.08, 0.58, 0.04),
         (*_FAMILY, "Lofts", "Place", "Landing"), build.tax_credits),
    Kind(0.10, ("garden", "tower"), (2, 5), 40.0, 200, (0.40, 0.10, 0.48, 0.02), _FAMILY,
         build.assisted_with_credits),
    Kind(0.06, ("tower", "garden"), (2, 4), 40.0, 320, (0.0, 0.0, 0.0, 1.0), _FAMILY,
         build.public_homes),
    Kind(0.15, ("row", "mixed", "garden"), (1, 3), 85.0, 36, (0.55, 0.0, 0.39, 0.06),
         ("Apartments", "Homes", "Row", "House", "Place"), build.city_loans),
    Kind(0.05, ("row", "house"), (4, 12), 210.0, 24, (0.0, 0.0, 0.0, 1.0),
         ("Homes", "Row", "Cooperative"), build.land_trust),
    Kind(0.07, ("mixed", "tower", "mill"), (1, 2), 30.0, 180, (0.08, 0.0, 0.92, 0.0),
         ("Lofts", "Works", "Exchange", "Wharf", "Residences"), build.inclusionary),
)  # fmt: skip


def usual_developments(sites: Sites) -> list[Development]:
    """Draw every usual development; each has its own seed, so that none depends on another."""
    names = development_names(np.random.default_rng(31))
    hoods = [hood for hood, count in _COUNTS.items() for _ in range(count)]
    order = np.random.default_rng(37).permutation(len(hoods))
    made = []
    for number, place in enumerate(order, start=1):
        rng = np.random.default_rng([41, number])
        kind = _KINDS[int(rng.choice(len(_KINDS), p=[kind.share for kind in _KINDS]))]
        made.append(_development(rng, number, hoods[place], kind, next(names), sites))
    return made


def _development(
    rng: np.random.Generator, number: int, hood: str, kind: Kind, word: str, sites: Sites
) -> Development:
    count = int(rng.integers(kind.lots[0], kind.lots[1] + 1))
    lots = sites.take(rng, hood, _here(kind, hood), count)
    units = min(kind.most_homes, homes_on(lots, kind.density))
    ending = str(rng.choice(kind.endings))
    owner = draw_owner(rng, kind.owners)
    if kind.fill is build.public_homes:
        owner = HOUSING_AUTHORITY
    if kind.fill is build.city_loans and rng.random() < 0.12:
        owner = INDIVIDUAL
    development = Development(
        f"PA{number:06d}", f"{word} {ending}", hood, lots, units, owner, assisted=units
    )
    development.rems_id = str(800_100_000 + number * 7)
    development.owner_since = date(
        int(rng.integers(1996, 2021)), int(rng.integers(1, 13)), int(rng.integers(1, 28))
    )
    kind.fill(rng, development)
    add_history(rng, development)
    return development


def _here(kind: Kind, hood: str) -> tuple[str, ...]:
    """The kind's sorts of lots, less those the neighborhood hardly has."""
    if hood in ("Lantern Point", "Orchard Hill", "Quarry Hill"):
        return tuple(sort for sort in kind.lot_kinds if sort not in ("tower", "mill")) or (
            "garden",
        )
    if hood != "Tannery Bend":
        return tuple(sort for sort in kind.lot_kinds if sort != "mill")
    return tuple(sort for sort in kind.lot_kinds if sort != "tower") or ("garden",)


#: Developments that the catalog has not listed: name, neighborhood, homes, year of tax credits or
#: null, status on the city's map layer or null.
_UNLISTED = (
    ("Treadle Yard Lofts", "Tannery Bend", 64, 2022, None),
    ("Long Shuttle Homes", "Tannery Bend", 48, 2023, None),
    ("Marsh Wren Senior Homes", "Saltmarsh", 71, 2021, None),
    ("\U0001f3e0 Dove \u05d9\u05d5\u05e0\u05d4 House", "Ferry Landing", 39, 2019, None),
    ("Mulberry Flats", "Ropewalk", 52, 1999, None),
    ("Upper Quay Residences", "Old Harbor", 120, None, "Under Construction"),
    ("Ferry Green Commons", "Ferry Landing", 84, None, "Pipeline"),
    ("Beaconside Homes", "Lantern Point", 33, None, "Pipeline"),
    ("Kilnworks Lofts", "Tannery Bend", 96, None, "Under Construction"),
    ("Saltbox Row", "Saltmarsh", 27, None, "Completed 2015 to Date"),
    ("Mill Road Senior Residences", "Quarry Hill", 60, None, "Pipeline"),
)


def unlisted_developments(sites: Sites) -> list[Development]:
    """Developments that only HUD's tax credit list or only the city's map layer knows."""
    made = []
    for number, (name, hood, units, year, status) in enumerate(_UNLISTED):
        rng = np.random.default_rng([59, number])
        lots = sites.take(rng, hood, ("garden",), 2)
        owner = draw_owner(rng, (0.4, 0.0, 0.6, 0.0))
        one = Development(f"ZZ{number:06d}", name, hood, lots, units, owner, in_catalog=False)
        if year:
            one.credits.append(TaxCredit(year, units, units, year - 1))
        if status:
            third = units // 3
            one.pipeline = Pipeline(status, "DHCD", (third, 0, units - third, 0, 0))
        made.append(one)
    return made
