"""How a frame becomes a typed table: one model per table, all failures in one sentence."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import geopandas as gpd
import numpy as np
import pandas as pd
import pandera.errors
import pandera.pandas as pa

from housing.errors import TableInvalidError
from housing.geo import STORED_CRS

Frame = TypeVar("Frame", pd.DataFrame, gpd.GeoDataFrame)

#: What pandas calls the types that pandera names otherwise.
_DTYPES = {"string[pyarrow]": "str", "string": "str"}

#: The checks our columns use, by pandera's name; null passes all of them.
_CHECKS: dict[str | None, Callable[[pd.Series, dict[str, Any]], bool]] = {
    "isin": lambda values, said: _are_among(values, said["allowed_values"]),
    "greater_than_or_equal_to": lambda values, said: (
        not (_as_floats(values) < said["min_value"]).any()
    ),
    "less_than_or_equal_to": lambda values, said: (
        not (_as_floats(values) > said["max_value"]).any()
    ),
}


class Table(pa.DataFrameModel):
    """Base of every table: exact columns in the declared order, values coerced to their type."""

    class Config:
        """No column more, none less, and always in the same order."""

        strict = True
        ordered = False
        coerce = True


@dataclass(frozen=True, slots=True)
class _Column:
    """What a model says of one column, as pandas understands it."""

    dtype: Any
    nullable: bool
    unique: bool
    #: Pandera's names of the checks, and what each says.
    checks: tuple[tuple[str | None, dict[str, Any]], ...]


def columns_of(model: type[Table]) -> list[str]:
    """Name the model's columns in the order they are declared."""
    return list(_columns(model))


def complete(frame: Frame, model: type[Table]) -> Frame:
    """Add the columns of the model that a frame does not have, as unknown."""
    nothing = np.zeros(len(frame), dtype=np.intp)
    missing = {
        name: _unknown(column.dtype).take(nothing)
        for name, column in _columns(model).items()
        if name not in frame
    }
    if not missing:
        return frame
    return pd.concat([frame, pd.DataFrame(missing, index=frame.index, copy=False)], axis="columns")


def validate(frame: Frame, model: type[Table]) -> Frame:
    """Return the frame with the model's columns, types and order, and a fresh index.

    Raises:
        TableInvalidError: column, check, number of rows and one example, for every failure.
    """
    typed = _typed(frame, model)
    return typed if conforms(typed, model) else _typed(_checked(frame, model), model)


def conforms(frame: pd.DataFrame, model: type[Table]) -> bool:
    """Whether a frame already is the table: every column, type and check, none more.

    Says the same as pandera and answers ten times sooner; a frame is validated at every stage of
    a build, and nearly always conforms. What does not is left to pandera to coerce or refuse.
    """
    columns = _columns(model)
    if set(frame.columns) != set(columns):
        return False
    dtypes = dict(zip(frame.columns, frame.dtypes, strict=True))
    return all(
        dtypes[name] == column.dtype and _column_conforms(frame, name, column)
        for name, column in columns.items()
    )


@cache
def _columns(model: type[Table]) -> dict[str, _Column]:
    """The model's columns by name, in the order they are declared."""
    return {
        name: _Column(
            dtype=pd.api.types.pandas_dtype(_DTYPES.get(str(column.dtype), str(column.dtype))),
            nullable=column.nullable,
            unique=column.unique,
            checks=tuple((check.name, check.statistics) for check in column.checks),
        )
        for name, column in model.to_schema().columns.items()
    }


@cache
def _unknown(dtype: Any) -> pd.api.extensions.ExtensionArray:
    """One unknown value of a type."""
    return pd.Series([None], dtype=dtype).array


def _typed(frame: Frame, model: type[Table]) -> Frame:
    """Give columns the order and types of the table, and rows a fresh index.

    A frame of other columns, or of values that pandas cannot read as the types, is left as it is.
    Columns of the right type are taken over as they are: most of them are, at every stage.
    """
    columns = _columns(model)
    if set(frame.columns) != set(columns):
        return frame
    table = pd.DataFrame(frame)
    if list(table.columns) != list(columns):
        table = table[list(columns)]
    try:
        coerced = {
            name: table[name].astype(column.dtype)
            for dtype, (name, column) in zip(table.dtypes, columns.items(), strict=True)
            if name != "geometry" and dtype != column.dtype
        }
    except (TypeError, ValueError):
        return frame
    table = table.assign(**coerced).reset_index(drop=True)
    if "geometry" not in columns:
        return table
    crs = frame.crs if isinstance(frame, gpd.GeoDataFrame) else STORED_CRS
    return gpd.GeoDataFrame(table, geometry="geometry", crs=crs)


def _column_conforms(frame: pd.DataFrame, name: str, column: _Column) -> bool:
    """Whether a column of the right type has values where it must, and the values it may have."""
    if column.nullable and not column.unique and not column.checks:
        return True
    values = frame[name]
    return (
        (column.nullable or not values.array.isna().any())
        and (not column.unique or values.is_unique)
        and all(check in _CHECKS and _CHECKS[check](values, said) for check, said in column.checks)
    )


def _are_among(values: pd.Series, allowed: Collection[Any]) -> bool:
    """Whether the distinct values, which are few, are allowed or null."""
    return all(value in allowed or pd.isna(value) for value in values.unique())


def _as_floats(values: pd.Series) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Numbers of which the unknown ones are neither below nor above any bound."""
    return values.to_numpy("float64", na_value=np.nan)


def _checked(frame: Frame, model: type[Table]) -> Frame:
    """Let pandera coerce the frame, or say everything that is wrong with it."""
    try:
        return model.validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as error:
        raise TableInvalidError(_sentence(model, error.failure_cases)) from error


def empty(model: type[Table]) -> pd.DataFrame:
    """Return a table of the model's columns and types with no rows."""
    frame = pd.DataFrame({name: pd.Series(dtype="object") for name in columns_of(model)})
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
