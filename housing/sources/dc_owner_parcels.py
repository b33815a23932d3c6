"""Washington's owner polygons: one row per tax parcel, with owner, assessment and latest sale.

Becomes one `parcels` row per square, suffix and lot (SSL):

    parcel_id   owner_name              use_code  assessed_value_usd  sale_date   observed_date
    0423||0018  1330 SEVENTH STREET LP  021       24505690.0          2004-01-30  2016-07-16

The city draws the polygons and copies the tax office's roll (ITSPE) onto them; what the roll's
attributes mean is in `itspe`. What the appraisers record (CAMA) may be copied onto them too.
"""

import pandas as pd

from housing.parcel_ids import canonical_ssl
from housing.sources import itspe
from housing.sources.base import RawFile, Source, Tables, finish
from housing.sources.geojson import (
    one_per_parcel,
    placed,
    read_shapes,
    reject,
    texts,
    without,
)
from housing.tables import Parcels, complete
from housing.terms import Reason

REQUIRED = (
    "ssl", "ownername", "premiseadd", "usecode", "landarea", "newland", "newimpr", "newtotal",
    "oldtotal", "annualtax", "saleprice", "saledate",
)  # fmt: skip

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
        lambda rows: pd.concat(
            [FAR_AHEAD - itspe.extracted(rows, raw, SOURCE.id), rows[[*facts, "ssl"]]], axis=1
        ),
        raw,
        SOURCE.id,
    )
    parcels = single[["parcel_id", "is_geometry_repaired", "geometry"]].assign(
        parcel_id_source=single["ssl"],
        source_id=SOURCE.id,
        address=texts(single, "premiseadd"),
        use_code=texts(single, "usecode"),
        **itspe.owners(single),
        **itspe.values(single, SOURCE.id),
        **itspe.taxes(single, SOURCE.id),
        **itspe.sales(single, SOURCE.id),
        **itspe.buildings(single, SOURCE.id),
        observed_date=itspe.extracted(single, raw, SOURCE.id),
    )
    return finish({"parcels": complete(parcels, Parcels)}, [nameless, *misplaced, repeated])


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
