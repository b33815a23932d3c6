"""Records of a city in one short call each, and what becomes of them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from housing.linkage.properties import link_records
from housing.tables import Contracts, Covenants, Records
from tests.factory import table

AS_OF = date(2026, 10, 1)
HERE = {"latitude": 38.9080, "longitude": -77.0220}
#: 0.001 degrees of latitude are 111 meters.
NEXT_DOOR = {"latitude": 38.9088, "longitude": -77.0220}
FAR = {"latitude": 38.9500, "longitude": -77.0220}
NO_OVERRIDES = pd.DataFrame(
    {name: pd.Series(dtype="string") for name in ("record_id", "property_id", "author", "reason")}
).assign(date=pd.Series(dtype="datetime64[us]"))


def record(record_id: str, **values: Any) -> dict[str, Any]:
    source_id, source_record_id = record_id.split(":", 1)
    ids = {"record_id": record_id, "source_id": source_id, "source_record_id": source_record_id}
    return ids | values


def override(record_id: str, property_id: str) -> pd.DataFrame:
    signed = {"author": "A. Reviewer", "reason": "same deed", "date": pd.Timestamp("2026-09-01")}
    return pd.DataFrame([{"record_id": record_id, "property_id": property_id, **signed}])


def linked(
    *rows: Mapping[str, Any],
    covenants: list[dict[str, Any]] | None = None,
    contracts: list[dict[str, Any]] | None = None,
    overrides: pd.DataFrame = NO_OVERRIDES,
    **options: Any,
) -> pd.DataFrame:
    links, _ = link_records(
        table(Records, rows),
        table(Covenants, covenants or []),
        table(Contracts, contracts or []),
        overrides,
        **{"anchors": ["city"], "as_of": AS_OF, "local_crs": "EPSG:26985"} | options,
    )
    return links.set_index("record_id")
