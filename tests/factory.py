"""Rows of any table in one short call: a test states only what it is about."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import geopandas as gpd
import pandas as pd

from housing.tables import Table, columns_of, validate

#: What a row says where a test does not care: the blandest valid value of a required column.
_BLAND: dict[str, Any] = {
    "location_quality": "rooftop",
    "tenancy": "unknown",
    "owner_type": "unknown",
    "end_basis": "reported",
    "status": "active",
    "program": "lihtc",
    "kind": "auto_lapse",
    "is_covenant": True,
    "is_active": True,
    "end_rule": "as published",
    "protocol": "UPCS",
    "event_type": "sale",
    "method": "identifier",
    "scenario": "nominal",
    "card": "exit",
    "reason": "duplicate_id",
    "governing_kind": "unknown",
    "confidence_grade": "D",
    "issue": "conflict",
    "record_count": 1,
    "chpc_style": "Unclassified",
    "dc_style_category": 5,
    "effect": "none",
}


def table(model: type[Table], rows: Iterable[Mapping[str, Any]]) -> Any:
    """Build a valid table of the model; row number stands in for ids that are not given."""
    columns = _columns(model)
    full = [_filled(model, columns, row, number) for number, row in enumerate(rows)]
    frame = pd.DataFrame(full, columns=columns_of(model), dtype="object")
    if "geometry" in frame:
        frame = gpd.GeoDataFrame(frame, geometry="geometry", crs="EPSG:4326")
    return validate(frame, model)


@cache
def _columns(model: type[Table]) -> Mapping[str, Any]:
    return model.to_schema().columns


def _filled(
    model: type[Table], columns: Mapping[str, Any], row: Mapping[str, Any], number: int
) -> dict[str, Any]:
    unknown = set(row) - set(columns_of(model))
    if unknown:
        raise KeyError(f"{model.__name__} has no column {sorted(unknown)}")
    return {
        name: row[name] if name in row else _default(name, column, number)
        for name, column in columns.items()
    }


def _default(name: str, column: Any, number: int) -> Any:
    if column.nullable:
        return None
    if column.unique:
        return f"{name}-{number}"
    if name == "status" and "Scored" in str(column.checks):
        return "Scored"
    if name in _BLAND:
        return _BLAND[name]
    text = str(column.dtype)
    if "bool" in text:
        return False
    if "Int" in text or "float" in text:
        return 0
    if "datetime" in text:
        return pd.Timestamp("2020-01-01")
    return f"{name}-{number}" if name.endswith("_id") else name
