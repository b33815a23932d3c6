"""The Preservation Catalog's five files of September 2026, in the layout of its export of 2016."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from housing.sample_city import layouts, plan
from housing.sample_city.addresses import addresses
from housing.sample_city.hard_cases import HARD_CASES, SHIFTED_ROW_ID
from housing.sample_city.hard_places import CONDOMINIUM_UNITS
from housing.sample_city.model import Covenant, Day, Development
from housing.sample_city.owners import MASKED_IN_CATALOG
from housing.sample_city.register import hood_name, main_place, place_of, published_address
from housing.sample_city.text_files import padded_date, plain_date, write_rows

FOLDER = "prescat_2026_09"


_UPDATED = "01SEP26:15:34:26"
_SEEN = date(2026, 8, 28)
#: From then on the register lists a sale under every lot it covers.
_SOLD_WHOLE = date(2020, 1, 1)
_YES = {True: "Yes", False: "No"}

#: HUD's ranges of contract rent over fair market rent: upper edge in percent, and words.
_RATIOS = ((80, "Below 80% FMR"), (100, "Between 80% & 100% FMR"), (120, "Between 101% & 120% FMR"),
           (130, "Between 121% & 130% FMR"), (140, "Between 131% & 140% FMR"),
           (160, "Between 141% & 160% FMR"), (10_000, "Over 160% FMR"))  # fmt: skip


def write_catalog(folder: Path, developments: list[Development]) -> None:
    """Write the five files, developments in the order of their ids."""
    listed = sorted((one for one in developments if one.in_catalog), key=lambda one: one.id)
    here = folder / FOLDER
    projects = [*(_project(one) for one in listed), _shifted(listed[0])]
    write_rows(here / "Project.csv", layouts.CATALOG_PROJECTS, projects)
    write_rows(here / "Subsidy.csv", layouts.CATALOG_SUBSIDIES, _subsidies(listed))
    write_rows(
        here / "Parcel.csv",
        layouts.CATALOG_PARCELS,
        (row for one in listed for row in _parcels(one)),
    )
    write_rows(
        here / "Reac_score.csv",
        layouts.CATALOG_INSPECTIONS,
        (row for one in listed for row in _scores(one)),
    )
    write_rows(
        here / "Real_property.csv",
        layouts.CATALOG_EVENTS,
        (row for one in listed for row in _events(one)),
    )


def _project(one: Development) -> list[object]:
    place = main_place(one)
    active = [c for c in one.covenants if c.is_active and c.in_catalog]
    starts = [c.start for c in active if isinstance(c.start, date)]
    ends = [c.end for c in active if isinstance(c.end, date)]
    latitude, longitude = place.latitude, place.longitude
    if one.id == HARD_CASES["coordinates_swapped"]:
        latitude, longitude = longitude, latitude
    point = [place.address_id, place.x, place.y, latitude, longitude]
    numbers = [c.contract for c in active if c.contract]
    units = [c.units for c in active if isinstance(c.units, int)]
    is_hud = one.has_hud_owner and bool(one.owner.hud_type)
    return [
        one.id, "Active" if one.is_active else "Inactive", _YES[bool(active)],
        _YES[any(end.year <= 2027 for end in ends)], "No", one.name, published_address(one),
        plan.CITY, plan.STATE, place.zip, one.units, min(units, default=one.assisted),
        one.assisted, padded_date(one.owner_since) if is_hud else "",
        one.title_holder if is_hud else "", one.owner.hud_type if is_hud else "", one.manager,
        "Profit motivated" if one.manager else "",
        padded_date(min(starts, default=None)), padded_date(max(starts, default=None)),
        padded_date(min(ends, default=None)), padded_date(max(ends, default=None)),
        f"Ward {place.tract.ward}", _YES[bool(numbers)], f"ANC {place.tract.ward}A",
        f"PSA {place.tract.ward}0{place.cluster}", f"Tract {int(place.tract.code[:4])}."
        f"{place.tract.code[4:]}", f"Cluster {place.cluster}", hood_name(place),
        f"ZIP {place.zip}", "", "", *(point if one.has_point else [""] * 5), one.buildings,
        _UPDATED, one.rems_id if numbers else "", numbers[0] if numbers else "", one.id,
        one.category, "No", "No", _YES[one.category.startswith("6")],
        _YES[one.category.startswith("7")],
    ]  # fmt: skip


def _shifted(other: Development) -> list[object]:
    """A row into which a comma in the name brought one cell too many."""
    row = _project(other)
    row[0] = row[41] = SHIFTED_ROW_ID
    row[5:6] = ["Lighthouse Keepers", " Homes of the"]
    return row[: len(layouts.CATALOG_PROJECTS)]


def _subsidies(listed: list[Development]) -> Iterable[list[object]]:
    for one in listed:
        shown = [covenant for covenant in one.covenants if covenant.in_catalog]
        for place, covenant in enumerate(shown, start=1):
            yield _subsidy(one, place, covenant)
        if one.id == HARD_CASES["contract_renewed"]:
            again = _subsidy(one, 1, shown[0])
            again[layouts.CATALOG_SUBSIDIES.index("Update_Dtm")] = "02SEP26:09:10:11"
            yield again


def _subsidy(one: Development, place: int, covenant: Covenant) -> list[object]:
    ratio = covenant.rent_to_fmr
    words = next(text for edge, text in _RATIOS if ratio <= edge) if ratio else ""
    ended: Day = "N" if covenant.is_active else covenant.actual_end or "U"
    return [
        one.id, place, covenant.units, plain_date(covenant.start), plain_date(covenant.end),
        covenant.contract, words, _YES[covenant.is_active], covenant.info_id,
        covenant.info_source, plain_date(_SEEN), _UPDATED, covenant.program,
        plain_date(covenant.compliance_end), plain_date(covenant.previous_end), covenant.agency,
        plain_date(covenant.original_start), covenant.portfolio,
        one.rems_id if covenant.contract else "", plain_date(ended),
    ]  # fmt: skip


def _parcels(one: Development) -> Iterable[list[object]]:
    if not one.has_parcels:
        return
    for number, lot in enumerate(one.lots):
        place = place_of(lot)
        ssl = str(addresses().ssl[lot])
        owner = one.register_name.title() if one.register_name else one.title_holder
        category = one.owner.category
        facts = [padded_date(one.owner_since), "07/15/2026", 1, "13"]
        if one.id == HARD_CASES["parcel_condominium"]:
            for unit in CONDOMINIUM_UNITS:
                yield [one.id, f"{ssl[:8]}{unit}", place.address_id,
                       f"{ssl[:8]}{unit}", *facts, 0, 0, MASKED_IN_CATALOG,
                       "010"]  # fmt: skip
            continue
        is_latest = 0 if number == 7 else 1
        facts[2] = is_latest
        yield [one.id, ssl, place.address_id, ssl, *facts, place.x, place.y, owner, category]


def _scores(one: Development) -> Iterable[list[object]]:
    for inspection in one.inspections:
        score = inspection.score
        letter = next((sign for sign in score if sign.isalpha()), "")
        number = score.split(letter)[0] if letter else score.rstrip("*")
        yield [one.id, padded_date(inspection.day), score, number, letter,
               "*" if "*" in score else ""]  # fmt: skip


def _events(one: Development) -> Iterable[list[object]]:
    """Filings on the main lot; a sale of the last years on every lot that changed hands."""
    for event in one.events:
        is_whole = (
            isinstance(event.day, date) and event.day >= _SOLD_WHOLE and "Sold" in event.description
        )
        for lot in one.lots if is_whole else one.lots[:1]:
            ssl = addresses().ssl[lot]
            yield [one.id, ssl, padded_date(event.day), event.kind, event.description]
