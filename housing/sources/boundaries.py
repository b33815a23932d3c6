"""What the lists of wards, neighborhoods and tracts share: named outlines become `areas` rows."""

from datetime import date

import pandas as pd

from housing.sources.base import RawFile, Tables, finish
from housing.sources.geojson import placed, reject, without
from housing.tables import Areas, columns_of
from housing.terms import AreaKind, Reason


def areas_of(
    shapes: pd.DataFrame, raw: RawFile, source_id: str, kind: AreaKind, drawn: date | None
) -> Tables:
    """One row per area. `shapes` has `code`, `name` and `long_name` beside what was published.

    An area without a code, or with the code of another, goes to quarantine.
    """
    uncoded = shapes["code"].isna()
    detail = f"The {kind.value} has no code that can be read. Look it up by its place."
    rejected = [reject(shapes.loc[uncoded], raw, source_id, Reason.MISSING_ID, detail, "code")]
    shapes, misplaced = placed(without(shapes, uncoded), raw, source_id, "code")
    repeated = shapes["code"].duplicated()
    detail = f"Another {kind.value} of the file has the same code; the first was kept."
    rejected.append(
        reject(shapes.loc[repeated], raw, source_id, Reason.DUPLICATE_ID, detail, "code")
    )
    shapes = without(shapes, repeated)
    areas = shapes[["code", "name", "long_name", "geometry"]].assign(
        area_id=f"{kind.value}:" + shapes["code"],
        source_id=source_id,
        kind=kind.value,
        observed_date=pd.Timestamp(drawn) if drawn else None,
    )
    return finish({"areas": areas[columns_of(Areas)]}, [*rejected, *misplaced])
