"""What a hard case is, and the covenants that hard cases are made of."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from housing.sample_city.model import CityCovenant, Covenant, Day, Development, Inspection
from housing.sample_city.programs import CONTRACTS, HUD, tax_credit

Fill = Callable[[Development], None]


@dataclass(frozen=True, slots=True)
class Case:
    """A hard case before it has a site."""

    slug: str
    name: str
    fill: Fill
    neighborhood: str = "Ferry Landing"
    lot_kinds: tuple[str, ...] = ("garden",)
    lots: int = 2
    #: Homes; null takes what the lots hold.
    units: int | None = None
    is_scattered: bool = False
    #: The parcel number must look so.
    parcel_pattern: re.Pattern[str] | None = None

    @property
    def story(self) -> str:
        """What is hard about it, in a sentence."""
        return (self.fill.__doc__ or "").strip().split("\n")[0]


def contract(
    development: Development,
    units: int | str | None,
    start: Day,
    end: Day,
    *,
    letter: str = "L",
    ratio: float | None = 104.0,
    group: str = "S8 Loan Mgmt",
) -> Covenant:
    """Add a Section 8 contract, on HUD's own list too unless `group` is blank."""
    place = len(development.covenants)
    number = f"ZZ39{letter}{int(development.id[2:]) * 10 + place:06d}"
    made = Covenant(
        "Sec 8 loan management set-aside", "Project-based section 8", HUD, units, start, end,
        CONTRACTS, f"{development.rems_id}/{number}", original_start=start, compliance_end=end,
        contract=number, rent_to_fmr=ratio, hud_group=group, previous_term_months=60,
    )  # fmt: skip
    development.covenants.append(made)
    return made


def trust_fund(development: Development, units: int | str | None, start: Day, end: Day) -> Covenant:
    """Add a city loan with a covenant."""
    made = Covenant(
        "DC housing production trust fund", "DC housing production trust fund", "DC", units,
        start, end, original_start=start, compliance_end=end if isinstance(end, date) else None,
    )  # fmt: skip
    development.covenants.append(made)
    return made


def credit(development: Development, year: int, *, years: int = 30, rent: int = 1180) -> Covenant:
    """Add tax credits for all homes to catalog and HUD's list, with the city's record of rents."""
    made = tax_credit(development, year, development.units or 0, years=years)
    development.covenants.append(made)
    recorded(development, "LIHTC", made.start, made.end, rent=rent).is_qc_waived = "Y"
    return made


def recorded(
    development: Development, program: str, start: Day, end: Day, *, rent: int | None = 1180
) -> CityCovenant:
    """Add a covenant for all homes to the city's own list."""
    made = CityCovenant(program, development.units, start, end, rent=rent, document="Instrument")
    development.city.append(made)
    return made


def inspected(development: Development, *scores: tuple[date, str]) -> None:
    """Add inspections as HUD prints them."""
    development.inspections += [Inspection(day, score) for day, score in scores]
