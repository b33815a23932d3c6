"""Hard cases: one named development for each way that real records resist being read.

A case is a function that takes a plain development and makes it hard; its first line says what is
hard about it, and `docs/sample-city.md` repeats that line. Ids are given in order, so new cases go
to the end of the last list.
"""

from datetime import date

import numpy as np

from housing.sample_city.addresses import addresses
from housing.sample_city.hard_case import Case
from housing.sample_city.hard_conditions import CASES as CONDITION_CASES
from housing.sample_city.hard_contracts import CASES as CONTRACT_CASES
from housing.sample_city.hard_credits import CASES as CREDIT_CASES
from housing.sample_city.hard_dates import CASES as DATE_CASES
from housing.sample_city.hard_loans import CASES as LOAN_CASES
from housing.sample_city.hard_owners import CASES as OWNER_CASES
from housing.sample_city.hard_places import CASES as PLACE_CASES
from housing.sample_city.hard_places import LATE_CASES as LATE_PLACE_CASES
from housing.sample_city.hard_signals import CASES as SIGNAL_CASES
from housing.sample_city.hard_sizes import CASES as SIZE_CASES
from housing.sample_city.lots import lots
from housing.sample_city.model import Development, TaxCredit
from housing.sample_city.owners import NONPROFITS
from housing.sample_city.sites import Sites, homes_on

#: Cases that choose their sites after everybody else, so that no other development moves.
LATE_CASES: tuple[Case, ...] = (*CONDITION_CASES, *LATE_PLACE_CASES)

CASES: tuple[Case, ...] = (
    *CONTRACT_CASES,
    *CREDIT_CASES,
    *DATE_CASES,
    *OWNER_CASES,
    *SIZE_CASES,
    *PLACE_CASES,
    *SIGNAL_CASES,
    *LOAN_CASES,
    *LATE_CASES,
)

#: Which development of the catalog shows which case.
HARD_CASES: dict[str, str] = {case.slug: f"PA{901 + place:06d}" for place, case in enumerate(CASES)}

#: A row of the catalog's projects whose cells have moved; it is in no other file.
SHIFTED_ROW_ID = "PA000899"

#: What quarantine must hold after reading the sample city: source, publisher's id and reason.
QUARANTINED: tuple[tuple[str, str, str], ...] = (
    ("prescat_projects", SHIFTED_ROW_ID, "shifted_row"),
    ("prescat_projects", HARD_CASES["coordinates_swapped"], "swapped_coordinates"),
    ("prescat_subsidies", HARD_CASES["contract_renewed"], "duplicate_id"),
    ("prescat_subsidies", HARD_CASES["date_day_first"], "unreadable_date"),
    ("prescat_subsidies", HARD_CASES["date_two_digit_year"], "unreadable_date"),
    ("prescat_inspections", HARD_CASES["inspection_over_100"], "out_of_range"),
    ("property_conditions", HARD_CASES["conditions_ratio_as_percent"], "out_of_range"),
    ("property_conditions", HARD_CASES["conditions_vacancy_over_100"], "out_of_range"),
    ("property_conditions", HARD_CASES["conditions_undated"], "unreadable_date"),
    ("tenant_notices", "26-0001", "unreadable_date"),
    ("tenant_notices", "26-0001", "unreadable_date"),
    ("dc_owner_parcels", "0396    0807", "duplicate_id"),
)


def hard_developments(sites: Sites) -> list[Development]:
    """Build the hard cases, each on a site of its own but the two phases, which share one."""
    early = CASES[: len(CASES) - len(LATE_CASES)]
    made = [_development(place, case, sites) for place, case in enumerate(early)]
    by_id = {development.id: development for development in made}
    first, second = (by_id[HARD_CASES[f"phases_{phase}"]] for phase in ("first", "second"))
    first.lots, second.lots = first.lots[:2], first.lots[2:]
    first.address = second.address = addresses().full(first.lots[0])
    first.credits.append(
        TaxCredit(2005, 38, 38, 2004, "MOORING YARD", addresses().short(first.lots[0]))
    )
    return made


def late_hard_developments(sites: Sites) -> list[Development]:
    """Build the hard cases that take what sites are left."""
    first = len(CASES) - len(LATE_CASES)
    return [_development(first + place, case, sites) for place, case in enumerate(LATE_CASES)]


def _development(place: int, case: Case, sites: Sites) -> Development:
    rng = np.random.default_rng([43, place])
    chosen = _lots(rng, case, sites)
    units = homes_on(chosen, 44.0) if case.units is None else case.units
    development = Development(
        HARD_CASES[case.slug],
        case.name,
        case.neighborhood,
        chosen,
        units,
        NONPROFITS[place % len(NONPROFITS)],
        assisted=units,
        owner_since=date(2001 + place % 17, 1 + place % 12, 1 + place % 28),
        year_built=1969 + place % 23,
        rems_id=str(800_200_000 + place * 11),
        manager="Stillwater Realty Services",
    )
    case.fill(development)
    return development


def _lots(rng: np.random.Generator, case: Case, sites: Sites) -> list[int]:
    if case.is_scattered:
        return [sites.take(rng, case.neighborhood, case.lot_kinds, 1)[0] for _ in range(case.lots)]
    if case.parcel_pattern:
        numbers = addresses().ssl
        for lot in range(len(lots().block)):
            if lot not in sites.used and case.parcel_pattern.match(numbers[lot]):
                sites.used.add(lot)
                return [lot]
    return sites.take(rng, case.neighborhood, case.lot_kinds, case.lots)
