"""Washington's lots beside the owner polygons: parcels, condominium ground and air-rights lots.

Three lists of the surveyor's with the same attributes, each its own file: `parcel-lots` (land never
divided into a square's lots), `condo-approval-lots` (the ground under condominiums, and lots they
replaced) and `air-rights-lots`. They say where a lot is, not who owns it, so that every column of
the `parcels` rows but these is unknown:

    parcel_id       parcel_id_source  geometry
    PAR|0242|0088   PAR 02420088      POLYGON ((-77.0108 38.8453, ...))

Where the owner polygons draw the same lot, theirs is used.
"""

import pandas as pd

from housing.parcel_ids import canonical_ssl
from housing.sources.base import RawFile, Source, Tables, finish
from housing.sources.geojson import (
    dates,
    one_per_parcel,
    placed,
    read_shapes,
    reject,
    texts,
    without,
)
from housing.tables import Parcels, complete
from housing.terms import OwnerType, Reason

REQUIRED = ("ssl", "square", "lot", "lot_type", "computed_area_sf")

#: The surveyor's code of a lot that no longer exists; it also has a KILL_DT.
RETIRED_STATUS = "2"


def normalize(raw: RawFile) -> Tables:
    """One row per lot. Of two lots under one SSL the living one, and the rightly named, is kept."""
    shapes = read_shapes(raw, REQUIRED, SOURCE.id)
    shapes["parcel_id"] = canonical_ssl(shapes["ssl"])
    unnamed = shapes["parcel_id"].isna()
    detail = "The lot has no readable SSL: the surveyor has not numbered it."
    nameless = reject(shapes.loc[unnamed], raw, SOURCE.id, Reason.MISSING_ID, detail, "ssl")
    shapes, misplaced = placed(without(shapes, unnamed), raw, SOURCE.id, "ssl")
    facts = shapes.columns.intersection(["status", "kill_dt", "lot"]).tolist()
    single, repeated = one_per_parcel(
        shapes,
        facts,
        lambda rows: pd.concat([_is_retired(rows), _is_misnamed(rows), rows[facts]], axis=1),
        raw,
        SOURCE.id,
        wanted=["ssl"],
    )
    parcels = single[["parcel_id", "is_geometry_repaired", "geometry"]].assign(
        parcel_id_source=single["ssl"],
        source_id=SOURCE.id,
        owner_type=OwnerType.UNKNOWN.value,
        is_owner_masked=False,
        observed_date=_drawn(shapes, raw),
    )
    rejected = [nameless, *misplaced, repeated]
    return finish({"parcels": complete(parcels, Parcels)}, rejected)


def _is_retired(shapes: pd.DataFrame) -> pd.Series:
    return (
        texts(shapes, "status").eq(RETIRED_STATUS).fillna(False) | texts(shapes, "kill_dt").notna()
    )


def _is_misnamed(shapes: pd.DataFrame) -> pd.Series:
    """Whether the lot's own number is not the one its SSL ends with, as once in July 2016."""
    pairs = zip(texts(shapes, "ssl").fillna(""), texts(shapes, "lot").fillna(""), strict=True)
    return pd.Series([not ssl.endswith(lot) for ssl, lot in pairs], index=shapes.index)


def _drawn(shapes: pd.DataFrame, raw: RawFile) -> pd.Timestamp:
    """Vintage of the list, else the day its newest lot was drawn: it cannot be older."""
    if raw.vintage is not None:
        return pd.Timestamp(raw.vintage)
    return dates(shapes, "creation_dt", SOURCE.id).max()


SOURCE = Source(
    id="dc_lots",
    title="Parcel, Condominium Approval and Air Rights Lots",
    publisher="DC Office of the Chief Technology Officer, from the Office of the Surveyor",
    url="https://opendata.dc.gov",
    license="CC BY 4.0",
    cadence="continuous",
    late_after_days=365,
    signature=frozenset({"ssl", "square", "lot", "lot_type", "computed_area_sf"}),
    suffixes=(".geojson", ".json", ".parquet"),
    makes=("parcels",),
    normalize=normalize,
    uses="every",
)
