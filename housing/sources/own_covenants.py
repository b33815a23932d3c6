"""A place's own list of developments and their covenants, as the place's file says.

Becomes one `records` row per row, and one `covenants` row where the list tells of a covenant:

    covenant_id      program_source  start_date  end_date    end_basis  units_assisted
    state_lihtc:123  LIHTC           1994-01-01  2024-01-01  derived    16

A tax credit of which only the year in service is known gets the federal clock. Any other end that
the list does not state is unknown: never no end, and never zero.
"""

from typing import Any

import pandas as pd

from housing.layouts import CovenantList
from housing.owner_names import masked
from housing.parcel_ids import canonical
from housing.sources.any_table import read_any
from housing.sources.base import RawFile, Tables, finish
from housing.sources.own_cells import OwnCells, whole
from housing.sources.reading import LATITUDES, LONGITUDES, one_text
from housing.sources.tax_credits import clock
from housing.tables import ClaimedParcels, Covenants, Records, complete
from housing.terms import CovenantStatus, EndBasis, LocationQuality, OwnerType, Reason, Tenancy

#: The crosswalk's word for the tax credit.
TAX_CREDIT = ("lihtc", "low-income housing tax credit")

#: Years outside this range are typing errors or marks for unknown.
FIRST_YEAR, LAST_YEAR = 1700, 2100


def normalize(raw: RawFile, source_id: str, layout: CovenantList, id_format: str) -> Tables:
    """One record per row, its covenant and parcel; a row without an id goes to quarantine."""
    cells = OwnCells(read_any(raw, layout.signature(), source_id), layout, source_id, raw)
    rejected = _without_id(cells, raw)
    ids = cells.text("id")
    shared = pd.DataFrame(
        {
            "source_id": source_id,
            "source_record_id": ids,
            "record_id": source_id + ":" + ids,
            "units_assisted": whole(cells.numbers("units_assisted")),
            "observed_date": _observed(cells, raw),
        }
    )
    records = shared.assign(**_described(cells, layout))
    tables: Tables = {"records": complete(records, Records)}
    programs = _programs(cells, layout)
    covenants = shared.assign(
        covenant_id=shared["record_id"],
        program_source=programs,
        agency=cells.text("agency"),
        contract_number_hud=cells.text("contract_number_hud").str.upper(),
        status=_status(cells, layout),
        **_dates(cells, programs),
    )
    told = programs.notna()
    if told.any():
        tables["covenants"] = complete(covenants.loc[told], Covenants)
    claims = _claims(cells, shared, id_format)
    if len(claims):
        tables["claimed_parcels"] = claims
    return finish(tables, [*rejected, *cells.noted()])


def _claims(cells: OwnCells, shared: pd.DataFrame, id_format: str) -> pd.DataFrame:
    """Parcels that the list says its developments stand on."""
    parcel_ids = canonical(cells.text("parcel_id"), id_format)
    claims = shared[["source_id", "record_id", "observed_date"]].assign(
        claim_id=shared["record_id"] + "/" + parcel_ids,
        parcel_id=parcel_ids,
        parcel_id_source=cells.text("parcel_id"),
        owner_type=OwnerType.UNKNOWN.value,
    )
    return complete(claims.loc[parcel_ids.notna()], ClaimedParcels)


def _without_id(cells: OwnCells, raw: RawFile) -> list[pd.DataFrame]:
    """Take out rows without an id, and all but the first by content of those that share one."""
    ids = cells.text("id")
    blank = cells.rejected(ids.isna(), raw, Reason.MISSING_ID, "The row has no id.", "id")
    cells.keep(ids.notna())
    ids = cells.text("id")
    facts = cells.table.drop(columns=["row_number", "geometry"], errors="ignore")
    order = one_text(facts).sort_values(kind="stable").index
    later = ids.loc[order].duplicated().reindex(ids.index)
    detail = "The id is on another row too; one of them stays."
    twice = cells.rejected(later, raw, Reason.DUPLICATE_ID, detail, "id")
    cells.keep(~later)
    return [blank, twice]


def _described(cells: OwnCells, layout: CovenantList) -> dict[str, Any]:
    texts = ("name", "address", "city", "property_id_hud", "contract_number_hud")
    point = _points(cells)
    is_located = point["latitude"].notna()
    quality = pd.Series(layout.location_quality.value, index=is_located.index)
    return {
        **{column: cells.text(column) for column in texts},
        **point,
        "state": cells.text("state").str.upper(),
        "zip": cells.text("zip").str.extract(r"^(\d{5})", expand=False),
        "county_fips": cells.text("county_fips").str.zfill(5),
        "location_quality": quality.where(is_located, LocationQuality.UNKNOWN.value),
        "units_total": whole(cells.numbers("units_total")),
        "placed_in_service_year": _years(cells, "placed_in_service_year"),
        "year_built": _years(cells, "year_built"),
        "tenancy": Tenancy.UNKNOWN.value,
        "owner_name": masked(cells.text("owner_name"))[0],
        "owner_type": layout.owner_type.value,
        "manager_name": masked(cells.text("manager_name"))[0],
        "status_source": cells.text("status"),
    }


def _points(cells: OwnCells) -> dict[str, pd.Series]:
    """Coordinates of the row's columns, else of its point, that lie in the United States."""
    if "latitude" in cells.layout.columns:
        north, east = (_degrees(cells, column) for column in ("latitude", "longitude"))
    elif "geometry" in cells.table:
        centers = cells.table["geometry"].array.representative_point()
        north, east = (pd.Series(part, index=cells.table.index) for part in (centers.y, centers.x))
    else:
        north = east = pd.Series(float("nan"), index=cells.table.index)
    here = north.between(*LATITUDES) & east.between(*LONGITUDES)
    astray = ~here & north.notna() & east.notna() & ~((north == 0) & (east == 0))
    swapped = north.between(*LONGITUDES) & east.between(*LATITUDES)
    shown = north.astype("string") + ", " + east.astype("string")
    exchanged = "has latitude and longitude exchanged"
    cells.note("latitude", astray & swapped, Reason.SWAPPED_COORDINATES, exchanged, shown)
    elsewhere = "is not in the United States, or is in no degrees"
    cells.note("latitude", astray & ~swapped, Reason.OUT_OF_PLACE, elsewhere, shown)
    return {"latitude": north.where(here), "longitude": east.where(here)}


def _degrees(cells: OwnCells, column: str) -> pd.Series:
    """Degrees north or east, of which the east is negative here; one that is none is noted."""
    text = cells.text(column)
    degrees = pd.to_numeric(text, errors="coerce").astype("float64")
    cells.note(column, degrees.isna() & text.notna(), Reason.UNREADABLE_NUMBER, "is no number")
    return degrees


def _programs(cells: OwnCells, layout: CovenantList) -> pd.Series:
    """The program of each row in the crosswalk's words; null where the list tells of none."""
    words = {theirs.casefold(): ours for theirs, ours in layout.programs.items()}
    stated = cells.text("program")
    mapped = stated.str.casefold().map(words).astype("string").fillna(stated)
    return mapped.fillna(layout.program) if layout.program else mapped


def _status(cells: OwnCells, layout: CovenantList) -> pd.Series:
    """The list's word as ours; a list without a status lists what is in force."""
    if "status" not in layout.columns:
        return pd.Series(CovenantStatus.ACTIVE.value, index=cells.table.index)
    words = {
        word.casefold(): status.value
        for status, said in (
            (CovenantStatus.ACTIVE, layout.active),
            (CovenantStatus.PLANNED, layout.planned),
            (CovenantStatus.ENDED, layout.ended),
        )
        for word in said
    }
    return cells.text("status").str.casefold().map(words).fillna(CovenantStatus.UNKNOWN.value)


def _dates(cells: OwnCells, programs: pd.Series) -> pd.DataFrame:
    """Dates as stated; the federal clock where only a tax credit's year is."""
    stated = pd.DataFrame(
        {"start_date": cells.dates("start_date"), "end_date": cells.dates("end_date")}
    )
    basis = stated["end_date"].notna().map({True: EndBasis.REPORTED, False: EndBasis.UNKNOWN})
    stated["end_basis"] = basis.map(str)
    is_credit = programs.str.casefold().isin(TAX_CREDIT).fillna(False)
    years = _years(cells, "placed_in_service_year").where(is_credit)
    derived = clock(years, _years(cells, "allocation_year"))
    fills = is_credit & stated["end_date"].isna() & years.notna()
    both = stated.reindex(columns=derived.columns)
    return both.astype(derived.dtypes.to_dict()).mask(fills, derived)


def _years(cells: OwnCells, column: str) -> pd.Series:
    years = cells.numbers(column)
    return years.where(years.between(FIRST_YEAR, LAST_YEAR)).round().astype("Int64")


def _observed(cells: OwnCells, raw: RawFile) -> pd.Series:
    seen = cells.dates("observed_date")
    return seen.fillna(pd.Timestamp(raw.vintage)) if raw.vintage else seen
