"""A city's own list of covenants: the layout Holdfast offers to a city that keeps one.

Becomes one `covenants` row per covenant, and one `records` row per property with an address:

    covenant_id            record_id                  end_date    end_basis  restricted_rent_usd
    city_covenants:C-0007  prescat_projects:NL000001  2046-01-01  recorded   1180.0
    city_covenants:C-0008  city_covenants:3f0a9c12    (none)      recorded   990.0

It holds what the federal lists do not: the recorded agreement's own end, the rent it allows, a
waived early exit, whether a loan may be repaid early, the end of the ground lease. A covenant names
its property by the id of the list that founds properties (`property_ref`), or else by its address.
Dates are ISO; an `end_date` of `perpetual` means no end, a blank one unknown.
"""

import hashlib

import pandas as pd

from housing.sources.base import RawFile, Source, Tables, finish
from housing.sources.cells import coded
from housing.sources.reading import Reading, read_table
from housing.tables import Covenants, Records, complete
from housing.terms import (
    CovenantStatus,
    EndBasis,
    LocationQuality,
    OwnerType,
    Reason,
    Tenancy,
)

#: The columns every such list has, in any case, and ours.
COLUMNS = {
    "covenant_id": "source_record_id",
    "property_ref": "property_ref",
    "address": "address",
    "program": "program_source",
    "units": "units_assisted",
    "start_date": "start_date",
    "end_date": "end_date",
    "end_basis": "end_basis",
    "status": "status",
}

#: Columns a city may leave out.
OPTIONAL = {
    "name": "name",
    "agency": "agency",
    "actual_end_date": "actual_end_date",
    "early_exit_waived": "is_early_exit_waived",
    "prepay_eligible": "is_prepay_eligible",
    "restricted_rent_usd": "restricted_rent_usd",
    "utility_allowance_usd": "utility_allowance_usd",
    "ground_lease_end_date": "ground_lease_end_date",
    "tenancy": "tenancy",
    "year_built": "year_built",
    "last_rehab_year": "last_rehab_year",
    "observed_date": "observed_date",
    "document": "info_source",
}

ISO = "%Y-%m-%d"

#: How a city writes that a covenant has no end.
NO_END = ("perpetual", "perpetuity", "in perpetuity", "none")

#: A `property_ref` without a source is an id of the catalog.
DEFAULT_SOURCE = "prescat_projects"

YES_NO = {"y": True, "yes": True, "n": False, "no": False}

TENANCIES = {
    "family": Tenancy.FAMILY.value,
    "elderly": Tenancy.ELDERLY_DISABLED.value,
    "disabled": Tenancy.ELDERLY_DISABLED.value,
    "elderly or disabled": Tenancy.ELDERLY_DISABLED.value,
    "mixed": Tenancy.MIXED.value,
}

#: Monthly rents outside this range are typing errors. A judgement.
LEAST_RENT_USD, MOST_RENT_USD = 50, 20_000

#: A higher monthly utility allowance is a typing error. A judgement.
MOST_ALLOWANCE_USD = 2_000

FIRST_YEAR, LAST_YEAR = 1700, 2100


def normalize(raw: RawFile) -> Tables:
    """One covenant per row; a row that names no property is quarantined."""
    reading = read_table(raw, COLUMNS, SOURCE.id, OPTIONAL)
    reading.require_id(reading.text("source_record_id"))
    is_placeless = reading.text("property_ref").isna() & reading.text("address").isna()
    detail = "Neither property_ref nor address says which property this covenant binds."
    reading.reject(is_placeless, Reason.NO_PARENT_RECORD, detail)
    ids = reading.text("source_record_id")
    ends = reading.text("end_date").str.casefold()
    covenants = reading.texts("program_source", "agency", "info_source").assign(
        **_dates(reading, ends.isin(NO_END).fillna(False)),
        covenant_id=SOURCE.id + ":" + ids,
        source_id=SOURCE.id,
        source_record_id=ids,
        record_id=_property_ids(reading),
        units_assisted=reading.counts("units_assisted"),
        end_basis=_coded_as(reading, "end_basis", EndBasis),
        status=_coded_as(reading, "status", CovenantStatus),
        is_early_exit_waived=_yes_no(reading, "is_early_exit_waived"),
        is_prepay_eligible=_yes_no(reading, "is_prepay_eligible"),
        restricted_rent_usd=_rents(reading),
        utility_allowance_usd=reading.numbers(
            "utility_allowance_usd", 0, MOST_ALLOWANCE_USD
        ).astype("float64"),
        observed_date=_observed(reading),
    )
    tables: Tables = {"covenants": complete(covenants, Covenants)}
    records = _records(reading)
    if len(records):
        tables["records"] = complete(records, Records)
    return finish(tables, reading.set_aside)


def _dates(reading: Reading, is_perpetual: pd.Series) -> dict[str, pd.Series]:
    """Dates as the list has them; `perpetual` stands for no end, in any case."""
    marks = tuple(reading.text("end_date").loc[is_perpetual].unique())
    plain = ("start_date", "actual_end_date", "ground_lease_end_date")
    known = reading.text("end_date").notna()
    return {
        **{column: reading.dates(column, ISO) for column in plain},
        "end_date": reading.dates("end_date", ISO, marks),
        "is_perpetual": is_perpetual.astype("boolean").where(known),
    }


def _property_ids(reading: Reading) -> pd.Series:
    """The record a covenant belongs to: another list's, or one of ours made from the address."""
    named = reading.text("property_ref")
    elsewhere = named.where(named.str.contains(":", regex=False), DEFAULT_SOURCE + ":" + named)
    return elsewhere.fillna(_own_ids(reading))


def _own_ids(reading: Reading) -> pd.Series:
    """Ids of our records: the reference, or a digest of the address, so that rows meet in one."""
    plain = reading.text("address").str.casefold().str.split().str.join(" ")
    digests = plain.map(
        lambda text: hashlib.blake2s(text.encode(), digest_size=4).hexdigest(), na_action="ignore"
    )
    return SOURCE.id + ":" + reading.text("property_ref").fillna(digests.astype("string"))


def _records(reading: Reading) -> pd.DataFrame:
    """What the list says of the properties themselves, one row each.

    A property that is named by reference and without an address has none: nothing could tell
    which property such a record describes.
    """
    own = _own_ids(reading)
    facts = reading.texts("name", "address").assign(
        record_id=own,
        year_built=_years(reading, "year_built"),
        last_rehab_year=_years(reading, "last_rehab_year"),
        tenancy=coded(reading.text("tenancy"), TENANCIES, Tenancy.UNKNOWN.value),
        observed_date=_observed(reading),
    )
    facts["tenancy"] = facts["tenancy"].mask(facts["tenancy"] == Tenancy.UNKNOWN.value)
    oldest_first = facts.sort_values(["record_id", "observed_date"], kind="stable")
    merged = oldest_first.dropna(subset=["address"]).groupby("record_id", sort=True).first()
    merged = merged.reset_index()
    return merged.assign(
        source_id=SOURCE.id,
        source_record_id=merged["record_id"].str.removeprefix(SOURCE.id + ":"),
        tenancy=merged["tenancy"].fillna(Tenancy.UNKNOWN.value),
        location_quality=LocationQuality.UNKNOWN.value,
        owner_type=OwnerType.UNKNOWN.value,
    )


def _coded_as(reading: Reading, column: str, words: type[EndBasis | CovenantStatus]) -> pd.Series:
    return coded(reading.text(column), {word.value: word.value for word in words}, "unknown")


def _yes_no(reading: Reading, column: str) -> pd.Series:
    return reading.text(column).str.casefold().map(YES_NO).astype("boolean")


def _rents(reading: Reading) -> pd.Series:
    rents = reading.numbers("restricted_rent_usd", LEAST_RENT_USD, MOST_RENT_USD)
    return rents.astype("float64")


def _years(reading: Reading, column: str) -> pd.Series:
    return reading.numbers(column, FIRST_YEAR, LAST_YEAR).round().astype("Int64")


def _observed(reading: Reading) -> pd.Series:
    """The day the city last saw a covenant; else the day the list describes."""
    return reading.dates("observed_date", ISO).fillna(reading.vintage())


SOURCE = Source(
    id="city_covenants",
    title="City list of recorded covenants",
    publisher="The city's housing agency",
    url="docs/sources/city_covenants.md",
    license="As the city says",
    cadence="as covenants are recorded",
    late_after_days=365,
    signature=frozenset({"covenant_id", "property_ref", "end_basis"}),
    suffixes=(".csv",),
    makes=("records", "covenants"),
    normalize=normalize,
)
