"""Washington's tax roll (ITSPE), as it is copied onto outlines or comes alone: what it says.

The roll holds two assessments, OLDTOTAL and NEWTOTAL, each the sum of its land and its buildings,
and ASSESSMENT, the taxable part after caps and phase-in, which is what the tax is computed from.
The assessed value is NEWTOTAL: it does not depend on who owns. The roll does not name its tax year;
`tax_year` is the year the roll was extracted. Closed accounts carry zeros, which are unknown values
and not values.
"""

import pandas as pd

from housing.owner_names import WITHHELD, masked
from housing.sources.base import RawFile
from housing.sources.geojson import dates, numbers, texts
from housing.terms import OwnerType

#: How the roll names public owners. Its companies may belong to nonprofits and its churches to
#: developers, so no other name is evidence of a type.
PUBLIC_OWNERS = (
    "DISTRICT OF COLUMBIA",
    "UNITED STATES OF AMERICA",
    "WASHINGTON METROPOLITAN AREA TRANSIT AUTHORITY",
)

#: Tax classes of the city's and the nation's own land. Of 300 and 91 parcels in the extract of
#: July 2016, 288 and 88 had one of the names above, and the rest a misspelling of one or none.
PUBLIC_TAX_CLASSES = ("DC", "US")

#: What the roll writes for "never sold".
NO_SALE = pd.Timestamp("1900-01-01")


def owners(shapes: pd.DataFrame) -> dict[str, pd.Series]:
    """Owners, individuals masked. A list that says who is no organization is believed."""
    names = texts(shapes, "ownername")
    if "owner_is_org" in shapes:
        is_person = names.notna() & ~shapes["owner_is_org"].astype("boolean").fillna(True)
        names = names.mask(is_person, WITHHELD)
    shown, is_masked = masked(names)
    is_public = names.str.startswith(PUBLIC_OWNERS).fillna(False) | texts(
        shapes, "mix1txtype"
    ).isin(PUBLIC_TAX_CLASSES)
    types = pd.Series(OwnerType.UNKNOWN.value, index=shapes.index)
    mailing = _joined([texts(shapes, name) for name in ("address1", "address2", "citystzip")])
    return {
        "owner_name": shown,
        "owner_type": types.mask(is_public & ~is_masked, OwnerType.PUBLIC.value),
        "is_owner_masked": is_masked,
        "owner_mailing": mailing.mask(is_masked | names.isna()),
    }


def values(shapes: pd.DataFrame, source_id: str) -> dict[str, pd.Series]:
    """Assessments. A total of zero is a closed or unvalued account: unknown, not worthless."""
    total = _amounts(shapes, "newtotal", source_id).replace(0, pd.NA)
    copied = dates(shapes, "extractdat", source_id)
    return {
        "land_area_sqft": _amounts(shapes, "landarea", source_id).replace(0, pd.NA),
        "assessed_land_usd": _amounts(shapes, "newland", source_id).mask(total.isna()),
        "assessed_improvement_usd": _amounts(shapes, "newimpr", source_id).mask(total.isna()),
        "assessed_value_usd": total,
        "assessed_value_previous_usd": _amounts(shapes, "oldtotal", source_id).replace(0, pd.NA),
        "tax_year": copied.dt.year.astype("Int64").mask(total.isna()),
        "annual_tax_usd": numbers(shapes, "annualtax", source_id).mask(total.isna()),
    }


def taxes(shapes: pd.DataFrame, source_id: str) -> dict[str, pd.Series]:
    """Arrears, where the roll was copied with them: the balance, and how many years have one."""
    stated = _amounts(shapes, "delinquent_years", source_id)
    years = [f"py{number}bal" for number in range(1, 11)]
    present = [numbers(shapes, name, source_id) for name in years if name in shapes]
    if present:
        balances = pd.concat(present, axis=1)
        counted = (balances > 0).sum(axis=1).astype("Float64").mask(balances.isna().all(axis=1))
        stated = stated.fillna(counted)
    return {
        "tax_balance_usd": numbers(shapes, "totbalamt", source_id),
        "tax_years_delinquent": stated.round().astype("Int64"),
    }


def sales(shapes: pd.DataFrame, source_id: str) -> dict[str, pd.Series]:
    """The latest sale. A price of zero is a gift or a transfer; it is not a price."""
    sold = dates(shapes, "saledate", source_id)
    return {
        "sale_date": sold.mask(sold <= NO_SALE),
        "sale_price_usd": _amounts(shapes, "saleprice", source_id).replace(0, pd.NA),
    }


def buildings(shapes: pd.DataFrame, source_id: str) -> dict[str, pd.Series]:
    """Homes and year built, where the appraisers' records (CAMA) were copied onto the parcel."""
    homes = _amounts(shapes, "num_units", source_id).fillna(
        _amounts(shapes, "coopunits", source_id)
    )
    return {
        "units_total": homes.replace(0, pd.NA).round().astype("Int64"),
        "year_built": _amounts(shapes, "ayb", source_id).replace(0, pd.NA).round().astype("Int64"),
    }


def extracted(shapes: pd.DataFrame, raw: RawFile, source_id: str) -> pd.Series:
    """The day each row was copied from the roll, which differs within one file."""
    days = dates(shapes, "extractdat", source_id)
    return days.fillna(pd.Timestamp(raw.vintage)) if raw.vintage else days


def _amounts(shapes: pd.DataFrame, name: str, source_id: str) -> pd.Series:
    """Return numbers of which a negative one, such as ArcGIS's -99999998, means nothing."""
    found = numbers(shapes, name, source_id)
    return found.mask(found < 0)


def _joined(lines: list[pd.Series]) -> pd.Series:
    whole = lines[0].str.cat(pd.concat(lines[1:], axis=1), sep=", ", na_rep="")
    tidy = whole.str.replace(r"(, )+", ", ", regex=True).str.strip(", ")
    return tidy.mask(tidy == "")
