"""How a frame becomes a typed table: one model per table, all failures in one sentence."""

from typing import TypeVar

import geopandas as gpd
import pandas as pd
import pandera.errors
import pandera.pandas as pa

from housing.errors import TableInvalidError
from housing.geo import STORED_CRS

Frame = TypeVar("Frame", pd.DataFrame, gpd.GeoDataFrame)


class Table(pa.DataFrameModel):
    """Base of every table: exact columns in the declared order, values coerced to their type."""

    class Config:
        """No column more, none less, and always in the same order."""

        strict = True
        ordered = False
        coerce = True


def columns_of(model: type[Table]) -> list[str]:
    """Name the model's columns in the order they are declared."""
    return list(model.to_schema().columns)


def validate(frame: Frame, model: type[Table]) -> Frame:
    """Return the frame with the model's columns, types and order, and a fresh index.

    Raises:
        TableInvalidError: column, check, number of rows and one example, for every failure.
    """
    try:
        checked = model.validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as error:
        raise TableInvalidError(_sentence(model, error.failure_cases)) from error
    table = checked[columns_of(model)].reset_index(drop=True)
    if "geometry" in table and not isinstance(table, gpd.GeoDataFrame):
        return gpd.GeoDataFrame(table, geometry="geometry", crs=STORED_CRS)
    return table


def empty(model: type[Table]) -> pd.DataFrame:
    """Return a table of the model's columns and types with no rows."""
    schema = model.to_schema()
    frame = pd.DataFrame({name: pd.Series(dtype="object") for name in schema.columns})
    if "geometry" in frame:
        frame = gpd.GeoDataFrame(frame, geometry="geometry", crs=STORED_CRS)
    return validate(frame, model)


def _sentence(model: type[Table], failures: pd.DataFrame) -> str:
    """Put every failed check into words: what, where, how many, an example."""
    parts = []
    for (column, check), cases in failures.groupby(["column", "check"], dropna=False, sort=False):
        example = cases["failure_case"].iloc[0]
        where = cases["index"].iloc[0]
        row = "" if pd.isna(where) else f" at row {where}"
        if check == "column_in_dataframe":
            parts.append(f"column {example!r} is missing")
        elif check == "column_in_schema":
            parts.append(f"column {example!r} does not belong")
        else:
            parts.append(f"{column}: {check} fails for {len(cases)} rows, e.g. {example!r}{row}")
    return f"Table {model.__name__} is invalid: " + "; ".join(parts) + "."
