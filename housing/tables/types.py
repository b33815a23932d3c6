"""Column types, named once: text, whole numbers, dates. Null always means unknown."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import geopandas  # noqa: F401  names the type "geometry"
import pandas as pd

Text = pd.StringDtype
Whole = pd.Int64Dtype
YesNo = pd.BooleanDtype

Kind = TypeVar("Kind")


class Series(Generic[Kind]):
    """A column of the type in brackets, as models declare it."""


class Date:
    """A calendar date at microsecond resolution, so that 9999-12-31 can be read and then judged."""


class Geometry:
    """A point, line or outline."""


#: What pandas calls each type. Text goes by its name: a build chooses how it is kept in memory.
DTYPES: dict[Any, Any] = {
    Text: "str",
    Whole: pd.Int64Dtype(),
    YesNo: pd.BooleanDtype(),
    float: pd.api.types.pandas_dtype("float64"),
    Date: pd.api.types.pandas_dtype("datetime64[us]"),
    Geometry: pd.api.types.pandas_dtype("geometry"),
}


@dataclass(frozen=True, slots=True)
class Declared:
    """What a model says of one column."""

    description: str
    nullable: bool
    unique: bool
    #: What its values must be: `isin` of a list, `ge` and `le` of a bound. Null passes all.
    checks: tuple[tuple[str, Any], ...]


def required(description: str, *, unique: bool = False, **checks: Any) -> Any:
    """Declare a column in which every row has a value."""
    return Declared(description, False, unique, tuple(checks.items()))


def optional(description: str, *, unique: bool = False, **checks: Any) -> Any:
    """Declare a column that may be null, which means unknown: never zero, never no, never safe."""
    return Declared(description, True, unique, tuple(checks.items()))
