"""Washington's owner polygons: one row per tax parcel, with owner, assessment and latest sale.

Becomes one `parcels` row per square, suffix and lot (SSL):

    parcel_id   owner_name              use_code  assessed_value_usd  sale_date   observed_date
    0423||0018  1330 SEVENTH STREET LP  021       24505690.0          2004-01-30  2016-07-16

The city draws the polygons and copies the tax office's roll (ITSPE) onto them. The roll holds two
assessments, OLDTOTAL and NEWTOTAL, each the sum of its land and its buildings, and ASSESSMENT, the
taxable part after caps and phase-in, which is what the tax is computed from. The assessed value is
NEWTOTAL: it does not depend on who owns. The roll does not name its tax year; `tax_year` is the
year the roll was extracted. Closed accounts carry zeros, which are unknown values and not values.
"""

import pandas as pd

from housing.owner_names import WITHHELD, masked
from housing.parcel_ids import canonical_ssl
from housing.sources.base import RawFile, Source, Tables, finish
from housing.sources.geojson import (
    dates,
    numbers,
    one_per_parcel,
    placed,
    read_shapes,
    reject,
    texts,
    without,
)
from housing.tables import Parcels, columns_of
from housing.terms import OwnerType, Reason

REQUIRED = (
    "ssl", "ownername", "premiseadd", "usecode", "landarea", "newland", "newimpr", "newtotal",
    "oldtotal", "annualtax", "saleprice", "saledate",
)  # fmt: skip

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

#: Later than any extract; the days until then tell the newest of several rows.
FAR_AHEAD = pd.Timestamp("2200-01-01")


def normalize(raw: RawFile) -> Tables:
    """One row per parcel; the same parcel drawn in several pieces becomes one outline."""
    shapes = read_shapes(raw, REQUIRED, SOURCE.id)
    shapes["parcel_id"] = canonical_ssl(shapes["ssl"])
    unnamed = shapes["parcel_id"].isna()
    detail = "The SSL cannot be read as square, suffix and lot. Look the parcel up by its address."
    nameless = reject(shapes.loc[unnamed], raw, SOURCE.id, Reason.MISSING_ID, detail, "ssl")
    shapes, misplaced = placed(without(shapes, unnamed), raw, SOURCE.id, "ssl", allow_empty=True)
    facts = shapes.columns.intersection([*REQUIRED[1:], "assessment", "extractdat"]).tolist()
    single, repeated = one_per_parcel(
        shapes,
        facts,
        lambda rows: pd.concat([FAR_AHEAD - _extracted(rows, raw), rows[[*facts, "ssl"]]], axis=1),
        raw,
        SOURCE.id,
    )
    parcels = single[["parcel_id", "is_geometry_repaired", "geometry"]].assign(
        parcel_id_source=single["ssl"],
        source_id=SOURCE.id,
        address=texts(single, "premiseadd"),
        use_code=texts(single, "usecode"),
        **_owners(single),
        **_values(single),
        **_taxes(single),
        **_sales(single),
        **_buildings(single),
        observed_date=_extracted(single, raw),
    )
    return finish({"parcels": parcels[columns_of(Parcels)]}, [nameless, *misplaced, repeated])


def _owners(shapes: pd.DataFrame) -> dict[str, pd.Series]:
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


def _values(shapes: pd.DataFrame) -> dict[str, pd.Series]:
    """Assessments. A total of zero is a closed or unvalued account: unknown, not worthless."""
    total = _amounts(shapes, "newtotal").replace(0, pd.NA)
    extracted = dates(shapes, "extractdat", SOURCE.id)
    return {
        "land_area_sqft": _amounts(shapes, "landarea").replace(0, pd.NA),
        "assessed_land_usd": _amounts(shapes, "newland").mask(total.isna()),
        "assessed_improvement_usd": _amounts(shapes, "newimpr").mask(total.isna()),
        "assessed_value_usd": total,
        "assessed_value_previous_usd": _amounts(shapes, "oldtotal").replace(0, pd.NA),
        "tax_year": extracted.dt.year.astype("Int64").mask(total.isna()),
        "annual_tax_usd": numbers(shapes, "annualtax", SOURCE.id).mask(total.isna()),
    }


def _taxes(shapes: pd.DataFrame) -> dict[str, pd.Series]:
    """Arrears, where the roll was copied with them: the balance, and how many years have one."""
    stated = _amounts(shapes, "delinquent_years")
    years = [f"py{number}bal" for number in range(1, 11)]
    present = [numbers(shapes, name, SOURCE.id) for name in years if name in shapes]
    if present:
        balances = pd.concat(present, axis=1)
        counted = (balances > 0).sum(axis=1).astype("Float64").mask(balances.isna().all(axis=1))
        stated = stated.fillna(counted)
    return {
        "tax_balance_usd": numbers(shapes, "totbalamt", SOURCE.id),
        "tax_years_delinquent": stated.round().astype("Int64"),
    }


def _sales(shapes: pd.DataFrame) -> dict[str, pd.Series]:
    """The latest sale. A price of zero is a gift or a transfer; it is not a price."""
    sold = dates(shapes, "saledate", SOURCE.id)
    return {
        "sale_date": sold.mask(sold <= NO_SALE),
        "sale_price_usd": _amounts(shapes, "saleprice").replace(0, pd.NA),
    }


def _buildings(shapes: pd.DataFrame) -> dict[str, pd.Series]:
    """Homes and year built, where the appraisers' records (CAMA) were copied onto the parcel."""
    homes = _amounts(shapes, "num_units").fillna(_amounts(shapes, "coopunits"))
    return {
        "units_total": homes.replace(0, pd.NA).round().astype("Int64"),
        "year_built": _amounts(shapes, "ayb").replace(0, pd.NA).round().astype("Int64"),
    }


def _extracted(shapes: pd.DataFrame, raw: RawFile) -> pd.Series:
    """The day each row was copied from the roll, which differs within one file."""
    extracted = dates(shapes, "extractdat", SOURCE.id)
    return extracted.fillna(pd.Timestamp(raw.vintage)) if raw.vintage else extracted


def _amounts(shapes: pd.DataFrame, name: str) -> pd.Series:
    """Return numbers of which a negative one, such as ArcGIS's -99999998, means nothing."""
    found = numbers(shapes, name, SOURCE.id)
    return found.mask(found < 0)


def _joined(lines: list[pd.Series]) -> pd.Series:
    whole = lines[0].str.cat(pd.concat(lines[1:], axis=1), sep=", ", na_rep="")
    tidy = whole.str.replace(r"(, )+", ", ", regex=True).str.strip(", ")
    return tidy.mask(tidy == "")


SOURCE = Source(
    id="dc_owner_parcels",
    title="Owner Polygons (Common Ownership Lots)",
    publisher="DC Office of the Chief Technology Officer, from the Office of Tax and Revenue",
    url="https://maps2.dcgis.dc.gov/dcgis/rest/services/"
    "DCGIS_DATA/Property_and_Land_WebMercator/MapServer/40",
    license="CC BY 4.0",
    cadence="continuous",
    late_after_days=180,
    signature=frozenset({"ssl", "ownername", "premiseadd", "newtotal"}),
    suffixes=(".geojson", ".json", ".parquet"),
    makes=("parcels",),
    normalize=normalize,
)
