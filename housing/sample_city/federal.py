"""What federal agencies list: tax credits, rental assistance contracts, rents by tract."""

import csv
from collections.abc import Iterable
from pathlib import Path

from housing.sample_city import layouts, plan
from housing.sample_city.districts import tracts
from housing.sample_city.model import Covenant, Development, TaxCredit
from housing.sample_city.register import main_place
from housing.sample_city.text_files import write_rows

#: The Census Bureau's codes for "no estimate" and "no margin of error".
_NO_ESTIMATE, _NO_MARGIN = -666666666, -222222222

#: A tract with too few renters for an estimate in the earlier survey.
_SUPPRESSED = "000903"


def write_tax_credits(path: Path, developments: list[Development]) -> None:
    """HUD's tax credit list: UTF-8 with a byte order mark, names in capitals."""
    rows: list[list[object]] = []
    counts: dict[str, int] = {}
    for one in developments:
        for credit in one.credits:
            year = credit.placed_in_service
            key = "0000" if year in (8888, 9999) else str(year)
            counts[key] = counts.get(key, 0) + 1
            rows.append(_credit(one, credit, f"ZZB{key}{counts[key]:04d}"))
    rows.sort(key=lambda row: str(row[0]))
    write_rows(path, layouts.TAX_CREDITS, rows, encoding="utf-8-sig")


def _credit(one: Development, credit: TaxCredit, hud_id: str) -> list[object]:
    place = main_place(one)
    is_for = {"family": (1, 2), "elderly": (2, 1), "mixed": (1, 1)}.get(one.tenancy or "", ("", ""))
    tenure = (*is_for, 2 if one.tenancy else "")
    return [
        hud_id, credit.name or one.name.upper(), credit.address or place.short, plan.CITY.upper(),
        plan.STATE, place.zip, place.latitude, place.longitude, place.tract.code[2:],
        credit.units, credit.low_income_units, credit.placed_in_service, credit.allocated,
        credit.type, "2", 1 if credit.is_unmonitored else "", *tenure,
        1 if one.owner.hud_type == "Non-profit" else 2, credit.unmonitored_reason,
    ]  # fmt: skip


def write_contracts(path: Path, developments: list[Development]) -> None:
    """HUD's contract list: carriage returns for line ends, text padded to its width."""
    rows = [
        _contract(one, covenant)
        for one in developments
        for covenant in one.covenants
        if covenant.hud_group and covenant.is_active
    ]
    rows.sort(key=lambda row: str(row[4]))
    write_rows(path, layouts.CONTRACTS, rows, line_end="\r", quoting=csv.QUOTE_NONNUMERIC)


def _contract(one: Development, covenant: Covenant) -> list[object]:
    place = main_place(one)
    name = one.name.upper().encode("latin-1", "replace").decode("latin-1")
    homes = covenant.units if isinstance(covenant.units, int) else 0
    single = homes // 3
    kind = one.owner.hud_type or "Profit Motivated"
    geoid = int(place.tract.geoid)
    return [
        2026, 2025, "ACS_24_5YR_B25058_with_ann.csv", "c2026-09", covenant.contract, f"{name:<50}",
        f"{one.title_holder.upper():<100}", f"{place.short:<45}", f"{plan.CITY.upper():<28}",
        plan.STATE, geoid, geoid, place.tract.rent, covenant.term_months,
        covenant.previous_term_months or "", homes, covenant.rent_to_fmr or "",
        0, single, homes - single, 0, 0, 0, covenant.hud_group,
        "Y" if covenant.term_months == 12 else "N", "N", "Y", "N", f"{kind.title():<20}",
        f"{'Profit Motivated':<20}", f"{_financing(one):<30}",
    ]  # fmt: skip


def _financing(one: Development) -> str:
    portfolios = {covenant.portfolio for covenant in one.covenants}
    if "HUD-insured mortgage" in portfolios:
        return "Insured"
    return "202/811" if portfolios & {"Section 202/811"} else ""


def write_rents(folder: Path) -> None:
    """The Census Bureau's answers for two surveys, saved as CSV."""
    for year in (2020, 2024):
        rows = list(_rents(year))
        write_rows(
            folder / f"acs_rents_{year}-12-31.csv",
            ["NAME", "B25064_001E", "B25064_001M", "state", "county", "tract"],
            rows,
            encoding="utf-8",
        )


def _rents(year: int) -> Iterable[list[object]]:
    for tract in tracts():
        rent = tract.rent if year == 2024 else tract.rent_before
        margin = 41 + (int(tract.code) * 37) % 190
        if tract.code == _SUPPRESSED and year == 2020:
            rent, margin = _NO_ESTIMATE, _NO_MARGIN
        name = f"Census Tract {int(tract.code[:4])}.{tract.code[4:]}; Amity County; {plan.STATE}"
        yield [name, rent, margin, plan.STATE_FIPS, plan.COUNTY_FIPS, tract.code]
