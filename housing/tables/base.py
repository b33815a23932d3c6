"""How a frame becomes a typed table: one model per table, all failures in one sentence."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from inspect import get_annotations
from typing import Any, ClassVar, TypeVar, get_args

import geopandas as gpd
import numpy as np
import pandas as pd

from housing.geo import STORED_CRS
from housing.tables.types import DTYPES, Declared

Frame = TypeVar("Frame", pd.DataFrame, gpd.GeoDataFrame)

#: The checks our columns use; null passes all of them.
_CHECKS: dict[str, Callable[[pd.Series, Any], bool]] = {
    "isin": lambda values, allowed: _are_among(values, allowed),
    "ge": lambda values, least: not (_as_floats(values) < least).any(),
    "le": lambda values, most: not (_as_floats(values) > most).any(),
}


@dataclass(frozen=True, slots=True)
class _Column:
    """What a model says of one column, as pandas understands it."""

    dtype: Any
    nullable: bool
    unique: bool
    checks: tuple[tuple[str, Any], ...]


class Table:
    """Base of every table: exact columns in the declared order, values coerced to their type."""

    #: Type and declaration of every column by name, those of the base model first.
    declared: ClassVar[dict[str, tuple[Any, Declared]]] = {}
    columns: ClassVar[dict[str, _Column]] = {}

    def __init_subclass__(cls) -> None:
        """Read the declared columns once."""
        own = get_annotations(cls).items()
        kinds = {name: (get_args(annotation)[0], getattr(cls, name)) for name, annotation in own}
        cls.declared = {**cls.declared, **kinds}
        cls.columns = {
            name: _Column(DTYPES[kind], said.nullable, said.unique, said.checks)
            for name, (kind, said) in cls.declared.items()
        }

    @classmethod
    def to_schema(cls) -> Any:
        """Return the model as pandera's schema."""
        from housing.tables.schemas import schema_of

        return schema_of(cls.__name__, cls.declared)


def columns_of(model: type[Table]) -> list[str]:
    """Name the model's columns in the order they are declared."""
    return list(model.columns)


def complete(frame: Frame, model: type[Table]) -> Frame:
    """Add the columns of the model that a frame does not have, as unknown."""
    nothing = np.zeros(len(frame), dtype=np.intp)
    missing = {
        name: _unknown(pd.api.types.pandas_dtype(column.dtype)).take(nothing)
        for name, column in model.columns.items()
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
    columns = model.columns
    if set(frame.columns) != set(columns):
        return False
    dtypes = dict(zip(frame.columns, frame.dtypes, strict=True))
    return all(
        dtypes[name] == column.dtype and _column_conforms(frame, name, column)
        for name, column in columns.items()
    )


@cache
def _unknown(dtype: Any) -> pd.api.extensions.ExtensionArray:
    """One unknown value of a type."""
    return pd.Series([None], dtype=dtype).array


def _typed(frame: Frame, model: type[Table]) -> Frame:
    """Give columns the order and types of the table, and rows a fresh index.

    A frame of other columns, or of values that pandas cannot read as the types, is left as it is.
    Columns of the right type are taken over as they are: most of them are, at every stage.
    """
    columns = model.columns
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
    if coerced:
        table = table.assign(**coerced)
    if not table.index.identical(pd.RangeIndex(len(table))):
        table = table.reset_index(drop=True)
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
        and all(_CHECKS[check](values, bound) for check, bound in column.checks)
    )


def _are_among(values: pd.Series, allowed: Collection[Any]) -> bool:
    """Whether the distinct values, which are few, are allowed or null."""
    return all(value in allowed or pd.isna(value) for value in values.unique())


def _as_floats(values: pd.Series) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Numbers of which the unknown ones are neither below nor above any bound."""
    return values.to_numpy("float64", na_value=np.nan)


def _checked(frame: Frame, model: type[Table]) -> Frame:
    """Let pandera coerce the frame, or say everything that is wrong with it."""
    from housing.tables.schemas import checked

    made: Frame = checked(frame, model.to_schema())
    return made


def empty(model: type[Table]) -> pd.DataFrame:
    """Return a table of the model's columns and types with no rows."""
    frame = pd.DataFrame({name: pd.Series(dtype="object") for name in columns_of(model)})
    if "geometry" in frame:
        frame = gpd.GeoDataFrame(frame, geometry="geometry", crs=STORED_CRS)
    return validate(frame, model)
