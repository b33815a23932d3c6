"""Washington's tax roll (ITSPE) as a table: one row per account, without its outline.

Becomes one `parcels` row per square, suffix and lot (SSL), its geometry unknown:

    parcel_id   owner_name              assessed_value_usd  tax_years_delinquent  tax_balance_usd
    0423||0018  1330 SEVENTH STREET LP  24505690.0          2                     48211.17

The owner polygons carry an excerpt of the same roll, without the arrears of earlier years. Where
both are imported the roll counts and the polygons draw it; condominium units have no polygon at
all. What the attributes mean is in `itspe`.
"""

import pandas as pd

from housing.parcel_ids import canonical_ssl
from housing.sources import itspe
from housing.sources.base import RawFile, Source, Tables, finish, quarantined, read_csv
from housing.sources.geojson import texts
from housing.tables import Parcels, complete
from housing.terms import Reason

REQUIRED = (
    "ssl", "ownername", "premiseadd", "usecode", "landarea", "newland", "newimpr", "newtotal",
    "oldtotal", "annualtax", "saleprice", "saledate", "totbalamt", "py1bal", "extractdat",
)  # fmt: skip

#: Columns of some editions, and the balances of the ten years before.
OPTIONAL = (
    "address1", "address2", "citystzip", "mix1txtype", "coopunits",
    *(f"py{year}bal" for year in range(2, 11)),
)  # fmt: skip


def normalize(raw: RawFile) -> Tables:
    """One row per account; of two for one SSL the one extracted last is kept."""
    table = read_csv(raw, REQUIRED, SOURCE.id, lower_case=True, only={*REQUIRED, *OPTIONAL})
    table = table.assign(parcel_id=canonical_ssl(table["ssl"]))
    table = table.assign(seen=itspe.extracted(table, raw, SOURCE.id))
    newest = table.sort_values("seen", ascending=False, kind="stable", na_position="last")
    unnamed = table["parcel_id"].isna()
    repeated = newest["parcel_id"].duplicated().reindex(table.index) & ~unnamed
    faults = (
        (
            unnamed,
            Reason.MISSING_ID,
            "The SSL cannot be read as square, suffix and lot. Look the account up by its address.",
        ),
        (repeated, Reason.DUPLICATE_ID, "The SSL has a newer account; that one was kept."),
    )
    rejected = [
        quarantined(_impersonal(table.loc[fault]), raw, SOURCE.id, reason, detail, "ssl")
        for fault, reason, detail in faults
        if fault.any()
    ]
    kept = table.loc[~unnamed & ~repeated]
    parcels = kept[["parcel_id"]].assign(
        parcel_id_source=kept["ssl"],
        source_id=SOURCE.id,
        address=texts(kept, "premiseadd"),
        use_code=texts(kept, "usecode"),
        **itspe.owners(kept),
        **itspe.values(kept, SOURCE.id),
        **itspe.taxes(kept, SOURCE.id),
        **itspe.sales(kept, SOURCE.id),
        **itspe.buildings(kept, SOURCE.id),
        is_geometry_repaired=False,
        observed_date=kept["seen"],
    )
    return finish({"parcels": complete(parcels, Parcels)}, rejected)


def _impersonal(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows without what may name a person or say where one lives."""
    personal = ("ownername", "address1", "address2", "citystzip", "seen", "parcel_id")
    return rows.drop(columns=[name for name in personal if name in rows])


SOURCE = Source(
    id="dc_tax_roll",
    title="Integrated Tax System Public Extract (ITSPE)",
    publisher="DC Office of Tax and Revenue, by way of Open Data DC",
    url="https://opendata.dc.gov/datasets/integrated-tax-system-public-extract",
    license="CC BY 4.0",
    cadence="weekly",
    late_after_days=90,
    signature=frozenset({"ssl", "ownername", "totbalamt", "py1bal"}),
    suffixes=(".csv", ".zip"),
    makes=("parcels",),
    normalize=normalize,
)
