"""How a frame becomes a typed table: one model per table, all failures in one sentence."""

from collections.abc import Callable
from typing import Any, TypeVar

import geopandas as gpd
import pandas as pd
import pandera.errors
import pandera.pandas as pa

from housing.errors import TableInvalidError
from housing.geo import STORED_CRS

Frame = TypeVar("Frame", pd.DataFrame, gpd.GeoDataFrame)

#: What pandas calls the types that pandera names otherwise.
_DTYPES = {"string[pyarrow]": "str", "string": "str"}

#: The checks our columns use, by pandera's name, over the values that are known.
_CHECKS: dict[str | None, Callable[[pd.Series, dict[str, Any]], Any]] = {
    "isin": lambda known, said: known.isin(said["allowed_values"]).all(),
    "greater_than_or_equal_to": lambda known, said: (known >= said["min_value"]).all(),
    "less_than_or_equal_to": lambda known, said: (known <= said["max_value"]).all(),
}


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
    typed = _typed(frame, model)
    checked = typed if conforms(typed, model) else _checked(frame, model)
    table = checked[columns_of(model)].reset_index(drop=True)
    if "geometry" in table and not isinstance(table, gpd.GeoDataFrame):
        return gpd.GeoDataFrame(table, geometry="geometry", crs=STORED_CRS)
    return table


def conforms(frame: pd.DataFrame, model: type[Table]) -> bool:
    """Whether a frame already is the table: every column, type and check, none more.

    Says the same as pandera and answers ten times sooner; a frame is validated at every stage of
    a build, and nearly always conforms. What does not is left to pandera to coerce or refuse.
    """
    columns = model.to_schema().columns
    return set(frame.columns) == set(columns) and all(
        _column_conforms(frame[name], column) for name, column in columns.items()
    )


def _typed(frame: Frame, model: type[Table]) -> Frame:
    """Give columns the types of the table where pandas can; what it cannot is left as it is."""
    columns = model.to_schema().columns
    wanted = {
        name: _DTYPES.get(str(column.dtype), str(column.dtype))
        for name, column in columns.items()
        if name in frame and name != "geometry"
    }
    changes = {name: dtype for name, dtype in wanted.items() if str(frame[name].dtype) != dtype}
    try:
        return frame.astype(changes) if changes else frame
    except (TypeError, ValueError):
        return frame


def _column_conforms(values: pd.Series, column: pa.Column) -> bool:
    if str(values.dtype) != _DTYPES.get(str(column.dtype), str(column.dtype)):
        return False
    if not column.nullable and values.isna().any():
        return False
    if column.unique and values.duplicated().any():
        return False
    known = values.dropna()
    return all(
        check.name in _CHECKS and bool(_CHECKS[check.name](known, check.statistics))
        for check in column.checks
    )


def _checked(frame: Frame, model: type[Table]) -> Frame:
    """Let pandera coerce the frame, or say everything that is wrong with it."""
    try:
        return model.validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as error:
        raise TableInvalidError(_sentence(model, error.failure_cases)) from error


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
