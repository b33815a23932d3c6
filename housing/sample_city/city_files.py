"""What the city itself lists: its map layer, notices to tenants, recorded covenants."""

from collections.abc import Iterable
from pathlib import Path

from housing.sample_city import layouts, plan
from housing.sample_city.addresses import SHORT_TYPES, addresses
from housing.sample_city.end_notices import end_notices
from housing.sample_city.hard_cases import HARD_CASES
from housing.sample_city.model import CityCovenant, Day, Development, Notice
from housing.sample_city.register import main_place, published_address
from housing.sample_city.text_files import iso_date, padded_date, write_rows

_TENANCY = {"family": "family", "elderly": "elderly", "mixed": "mixed"}
_LONG_TYPES = {short: long.upper() for long, short in SHORT_TYPES.items()}


def write_layer(path: Path, developments: list[Development]) -> None:
    """The affordable housing map layer: Web Mercator X, Y and lines that end as on Windows."""
    listed = [one for one in developments if one.pipeline]
    rows = [_feature(211_000 + number, one) for number, one in enumerate(listed, start=1)]
    write_rows(path, layouts.HOUSING_LAYER, rows, encoding="utf-8", line_end="\r\n")


def _feature(object_id: int, one: Development) -> list[object]:
    place, pipeline = main_place(one), one.pipeline
    assert pipeline is not None
    number, *name, kind, quadrant = place.short.split()
    street = " ".join([number, *name, _LONG_TYPES.get(kind, kind), quadrant])
    whole = f"{place.full}, {plan.CITY}, {plan.STATE} {place.zip}"
    return [
        place.mercator_x, place.mercator_y, object_id, f"Ward {place.tract.ward}", whole, one.name,
        pipeline.status, pipeline.agency, sum(pipeline.units), place.latitude, place.longitude,
        *pipeline.units, "", place.address_id, place.x, place.y, street,
        "2026/09/15 05:00:30+00",
    ]  # fmt: skip


def write_notices(path: Path, developments: list[Development]) -> None:
    """Notices of sales and transfers, oldest first; one with several addresses has several rows."""
    filed = [(notice, one) for one in developments for notice in (*one.notices, *end_notices(one))]
    filed.sort(key=lambda pair: (iso_date(pair[0].day), pair[1].id))
    rows: list[list[object]] = []
    counts = {"26": 1}
    for notice, one in filed:
        year = "26" if isinstance(notice.day, str) else f"{notice.day:%y}"
        counts[year] = counts.get(year, 1) + 1
        number = 1 if isinstance(notice.day, str) else counts[year]
        rows += _notice(f"{year}-{number:04d}", notice, one)
    write_rows(path, layouts.NOTICES, rows)


def _notice(notice_id: str, notice: Notice, one: Development) -> Iterable[list[object]]:
    for number, lot in enumerate(one.lots[:2], start=1):
        place = main_place(one)
        address = addresses().short(lot)
        file = f"rcasd weekly report {iso_date(notice.day)[:7]}.csv"
        yield [
            notice_id, notice.kind, published_address(one), notice.note, file,
            padded_date(notice.day), one.units, notice.price, address, number, address,
            place.latitude, place.longitude, place.address_id + number - 1,
            f"ANC {place.tract.ward}A", f"Cluster {place.cluster}", place.tract.geoid,
            f"PSA {place.tract.ward}0{place.cluster}", addresses().ssl[lot],
            f"Ward {place.tract.ward}", "Found", 100, one.id if one.in_catalog else "",
        ]  # fmt: skip


def write_covenants(path: Path, developments: list[Development]) -> None:
    """The city's own covenant list, in UTF-8 with ISO dates."""
    rows: list[list[object]] = []
    for one in sorted(developments, key=lambda one: one.id):
        for covenant in one.city:
            rows.append(_covenant(f"C-{len(rows) + 1:04d}", covenant, one))
    write_rows(path, layouts.CITY_COVENANTS, rows, encoding="utf-8")


def _covenant(covenant_id: str, covenant: CityCovenant, one: Development) -> list[object]:
    """Every seventh covenant of a usual development names its property by address alone.

    Rents include utilities; every eleventh covenant does not say so.
    """
    is_by_address = int(covenant_id[2:]) % 7 == 0 and one.id not in HARD_CASES.values()
    utilities = 0 if covenant.rent and int(covenant_id[2:]) % 11 else None
    end: Day = covenant.end
    return [
        covenant_id, "" if is_by_address or not one.in_catalog else one.id, one.name,
        published_address(one), covenant.program, "Port Amity Department of Housing",
        covenant.units, iso_date(covenant.start), iso_date(end), covenant.end_basis,
        covenant.status, iso_date(covenant.actual_end), covenant.is_qc_waived,
        covenant.is_prepayable, covenant.rent, utilities, iso_date(covenant.lease_end),
        _TENANCY.get(one.tenancy or "", ""), one.year_built, one.last_rehab_year,
        iso_date(covenant.observed), covenant.document,
    ]  # fmt: skip


def write_conditions(path: Path, developments: list[Development]) -> None:
    """The city's list of conditions, one row per development and day, with ISO dates.

    Every ninth usual development is named by its address alone.
    """
    rows: list[list[object]] = []
    for place, one in enumerate(sorted(developments, key=lambda one: one.id)):
        is_by_address = place % 9 == 0 and one.id not in HARD_CASES.values()
        ref = "" if is_by_address or not one.in_catalog else one.id
        for found in one.conditions:
            rows.append([
                ref, one.name, published_address(one), iso_date(found.day), found.debt_coverage,
                found.vacancy, found.violations, found.units,
            ])  # fmt: skip
    write_rows(path, layouts.CONDITIONS, rows, encoding="utf-8")
