"""The tax roll on the map: every lot with owner, assessment, latest sale and unpaid tax."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import numpy as np
import shapely

from housing.sample_city import plan
from housing.sample_city.addresses import addresses
from housing.sample_city.districts import HOODS
from housing.sample_city.hard_cases import HARD_CASES
from housing.sample_city.hard_places import CONDOMINIUM_UNITS
from housing.sample_city.lots import lots
from housing.sample_city.model import Development
from housing.sample_city.owners import CITY_HALL, MASKED
from housing.sample_city.projection import placed
from housing.sample_city.streets import blocks
from housing.sample_city.terrain import terrain
from housing.sample_city.text_files import outline, write_features

_EXTRACTED = "2026-07-18"
_SQUARE_FEET = 10.7639

#: Use code, share held by organizations, and value of buildings per square meter of land.
_USES = {
    "row": ("011", 0.10, 1500),
    "house": ("012", 0.05, 620),
    "garden": ("021", 0.62, 1150),
    "mixed": ("043", 0.66, 1900),
    "tower": ("022", 0.95, 4200),
    "mill": ("074", 0.90, 700),
    "campus": ("083", 1.00, 900),
}

#: Lots whose outline was drawn with its corners in the wrong order, by place.
_CROSSED = (1203, 6011)
#: One lot in so many that a company owns has its mail sent to the agent below.
_AGENT_SHARE = 41
#: Mailing ZIP+4 of an agent who writes for dozens of owners, one sponsor among them.
_AGENT = "00003-5509"
#: A lot drawn twice, the second time with another owner.
_TWICE = 4807


def write_roll(path: Path, developments: list[Development]) -> None:
    """Write a feature per lot, as the city's owner polygons have it."""
    shapes = placed(lots().shape)
    outlines = [outline(shape) for shape in shapes]
    for place in _CROSSED:
        ring = outlines[place]["coordinates"][0]
        ring[1], ring[2] = ring[2], ring[1]
    rows = list(_rows(developments))
    features = list(zip(rows, outlines, strict=True))
    again = {**rows[_TWICE], "OWNERNAME": "UNDERTOW EQUITIES LLC", "owner_is_org": True}
    features.insert(_TWICE + 1, (again, outlines[_TWICE]))
    write_features(path, "owner_parcels_2026-07", features)


def _rows(developments: list[Development]) -> Iterable[dict[str, object]]:
    rng = np.random.default_rng(53)
    land, book = lots(), addresses()
    count = len(land.block)
    area = shapely.area(land.shape)
    plat = blocks().plat[land.block]
    values = {hood.name: hood.land_value for hood in HOODS}
    value = np.array([values[p.neighborhood] for p in plan.PLATS])[plat] * area
    noise, chance, second = rng.uniform(0.8, 1.2, count), rng.random(count), rng.random(count)
    years, months = rng.integers(1988, 2027, count), rng.integers(1, 7, count)
    built = rng.integers(1878, 1966, count)
    standing = {lot: one for one in developments for lot in one.lots if one.has_parcels}
    for place in range(count):
        use, share, buildings = _USES[land.kind[place]]
        worth = int(value[place] * noise[place] // 10 * 10)
        improved = int(area[place] * buildings * noise[place] // 10 * 10)
        row = _lot(place, str(book.ssl[place]), use, float(area[place]))
        row |= _assessed(worth, improved)
        row["PREMISEADD"] = book.short(place)
        sold = date(int(years[place]), int(months[place]), 1 + place % 28)
        one = standing.get(place)
        if one:
            row |= _held(one, place)
        else:
            is_org = bool(chance[place] < share)
            row |= _owned(place, land.kind[place], is_org, sold, worth + improved)
            row |= {"AYB": int(built[place]), "NUM_UNITS": 1 if use in ("011", "012") else None}
            if second[place] < 0.02:
                unpaid = round((worth + improved) * 0.0119, 2)
                row |= {"TOTBALAMT": unpaid, "DELINQUENT_YEARS": 1}
        yield row


def _lot(place: int, ssl: str, use: str, area: float) -> dict[str, object]:
    is_tract = ssl.startswith("PAR ")
    return {
        "SSL": ssl, "SQUARE": "PAR " if is_tract else ssl[:4],
        "SUFFIX": ssl[4:8].strip() or None, "LOT": ssl[8:],
        "LOT_TYPE": 6.0 if is_tract else 2.0 if ssl[8] == "0" and ssl[9] == "8" else 1.0,
        "PREMISEADD": None, "OWNERNAME": None, "CITYSTZIP": None, "USECODE": use,
        "NBHD": f"{int(addresses().zip[place]):03d}", "SUBNBHD": None,
        "LANDAREA": float(round(area * _SQUARE_FEET)),
    }  # fmt: skip


def _assessed(land: int, buildings: int) -> dict[str, object]:
    total = land + buildings
    before = int(total * 0.95 // 10 * 10)
    return {
        "OLDLAND": float(int(land * 0.95 // 10 * 10)),
        "OLDIMPR": float(before - int(land * 0.95 // 10 * 10)), "OLDTOTAL": float(before),
        "NEWLAND": float(land), "NEWIMPR": float(buildings), "NEWTOTAL": float(total),
        "ASSESSMENT": float(int(total * 0.96 // 10 * 10)), "ANNUALTAX": round(total * 0.0085, 2),
        "TAXRATE": 0.85, "COOPUNITS": 0.0, "OWNOCCT": 0.0, "SALEPRICE": 0.0, "SALEDATE": None,
        "DELCODE": "N", "MIX1TXTYPE": "TX", "EXTRACTDAT": _EXTRACTED, "RECORDATION_DT": None,
        "UNDERLIES_CONDO": 0.0, "CONDOLOT": "N", "GIS_ID": None, "SHAPEAREA": None,
        "src_year": 2026, "owner_is_org": False, "TOTBALAMT": 0.0, "AYB": None, "NUM_UNITS": None,
        "DELINQUENT_YEARS": 0,
    }  # fmt: skip


def _owned(place: int, kind: str, is_org: bool, sold: date, worth: int) -> dict[str, object]:
    """An owner that has no subsidized homes: mostly a person, whose name the roll masks."""
    book = addresses()
    mailing = f"{plan.CITY.upper()}, {plan.STATE} {book.zip[place]}"
    if kind == "campus":
        name = CITY_HALL.name.upper()
        return {"OWNERNAME": name, "CITYSTZIP": f"{mailing}-0002", "MIX1TXTYPE": "DC",
                "owner_is_org": True, "ANNUALTAX": 0.0}  # fmt: skip
    number, *street = book.short(place).split()
    name = f"{number} {' '.join(street[:-1])} LLC" if is_org else MASKED
    if is_org and place % _AGENT_SHARE == 0:
        mailing = f"{plan.CITY.upper()}, {plan.STATE} {_AGENT}"
    else:
        mailing = f"{mailing}-{1000 + place % 8999:04d}"
    price = float(int(worth * (0.35 + (sold.year - 1988) / 60) // 1000 * 1000))
    return {
        "OWNERNAME": name, "owner_is_org": is_org, "SALEPRICE": price,
        "SALEDATE": sold.isoformat(),
        "CITYSTZIP": mailing,
    }  # fmt: skip


def _held(one: Development, place: int) -> dict[str, object]:
    """A development's owner; the homes are counted on the main lot."""
    name = one.register_name or one.title_holder.upper()
    is_person = "INDIVIDUAL" in name
    is_public = one.owner.category in ("040", "045")
    sales = [event for event in one.events if event.kind == "Property sale"]
    latest = max((event.day for event in sales if isinstance(event.day, date)), default=None)
    years = one.tax_years_unpaid
    zip_code, _, extension = one.owner.mailing.partition("-")
    row: dict[str, object] = {
        "OWNERNAME": MASKED if is_person else name or None,
        "owner_is_org": not is_person,
        "CITYSTZIP": f"{plan.CITY.upper()}, {plan.STATE} 0{zip_code}-{extension}" if name else None,
        "MIX1TXTYPE": "DC" if is_public else "TX",
        "USECODE": "021",
        "AYB": one.year_built,
        "NUM_UNITS": one.units if place == one.lots[0] else None,
        "SALEDATE": latest.isoformat() if latest and latest < date(2026, 7, 18) else None,
        "DELINQUENT_YEARS": years,
        "TOTBALAMT": round(8_400.0 * years * (one.units or 1) / 10, 2),
    }
    if is_public:
        row["ANNUALTAX"] = 0.0
    return row


def write_tracts_of_land(path: Path) -> None:
    """The surveyor's tracts and reservations: mills, campuses and parks."""
    book, land = addresses(), lots()
    tracts = [place for place in range(len(land.block)) if str(book.ssl[place])[:4] == "PAR "]
    shapes = list(placed(land.shape[tracts]))
    names = [(str(book.ssl[place]), float(shapely.area(land.shape[place]))) for place in tracts]
    for number, park in enumerate(terrain().parks.values(), start=1):
        names.append((f"RES {number:04d}0000", float(shapely.area(park))))
        shapes.append(placed([park])[0])
    features = [
        (_surveyed(510_000 + n, ssl, area), outline(shape))
        for n, ((ssl, area), shape) in enumerate(zip(names, shapes, strict=True))
    ]
    write_features(path, "parcel_lots_2026-07", features)


def write_condominium_lots(path: Path, developments: list[Development]) -> None:
    """The surveyor's lot under the one condominium, which names the units upon it."""
    book, land = addresses(), lots()
    case = HARD_CASES["parcel_condominium"]
    (place,) = next(one.lots for one in developments if one.id == case)
    units = f"{CONDOMINIUM_UNITS[0]} - {CONDOMINIUM_UNITS[-1]}"
    lot = _surveyed(530_000, str(book.ssl[place]), float(shapely.area(land.shape[place])))
    told = {
        "LOT_TYPE": 1, "UNDERLIES_CONDO": 1, "CONDOLOT": "Y",
        "NARRATIVE": f"SEE CONDO BOOK 12 PAGE 7 (CONDOS {units}) KILLED TAX LOT 800",
    }  # fmt: skip
    shape = outline(placed([land.shape[place]])[0])
    write_features(path, "condo_approval_lots_2026-07", [({**lot, **told}, shape)])


def _surveyed(number: int, ssl: str, area: float) -> dict[str, object]:
    return {
        "OBJECTID": number, "GIS_ID": 10_000_000 + number,
        "CREATION_DT": "2011-03-01T00:00:00.000Z", "RECORDATION_DT": None, "NARRATIVE": None,
        "EXPIRATION_DT": None, "STATUS": 1, "SQUARE": ssl[:4], "SUFFIX": None, "PAR": ssl[4:8],
        "LOT": ssl[8:], "LOT_TYPE": 6, "COMPUTED_AREA_SF": round(area * _SQUARE_FEET),
        "ADDRESS_ID": None, "RECORD_AREA_SF": round(area * _SQUARE_FEET), "KILL_DT": None,
        "SSL": ssl, "COL": "Y", "SHAPEAREA": round(area, 2), "SHAPELEN": None,
    }  # fmt: skip
