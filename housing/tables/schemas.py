"""Models as pandera's schemas, which coerce a frame or say everything that is wrong with it.

Loaded only for a frame that does not conform, which is rare: pandera takes longer to load than a
build takes to validate all its tables.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pandera.errors
import pandera.pandas as pa
from pandera import dtypes
from pandera.engines import pandas_engine

from housing.errors import TableInvalidError
from housing.tables.types import Date, Declared, Geometry


def schema_of(name: str, columns: Mapping[str, tuple[Any, Declared]]) -> pa.DataFrameSchema:
    """Exact columns in the declared order, values coerced to their type."""
    return pa.DataFrameSchema(
        {column: _column(column, *said) for column, said in columns.items()},
        strict=True,
        ordered=False,
        coerce=True,
        name=name,
    )


def checked(frame: pd.DataFrame, schema: pa.DataFrameSchema) -> Any:
    """Coerce the frame.

    Raises:
        TableInvalidError: column, check, number of rows and one example, for every failure.
    """
    try:
        return schema.validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as error:
        raise TableInvalidError(_sentence(schema.name, error.failure_cases)) from error


@pandas_engine.Engine.register_dtype
@dtypes.immutable
class _Date(pandas_engine.DataType):
    """Pandera's own datetime is fixed at nanoseconds, which end in the year 2262."""

    type = np.dtype("datetime64[us]")

    def coerce(self, data_container: Any) -> Any:
        """Read the column as dates at microsecond resolution."""
        return pd.to_datetime(data_container).astype(self.type)

    def check(self, pandera_dtype: Any, data_container: Any = None) -> bool:
        """Whether a column already has this type."""
        if data_container is not None:
            return bool(data_container.dtype == self.type)
        return isinstance(pandera_dtype, _Date)

    def __str__(self) -> str:
        return str(self.type)


#: What pandera calls the types it does not know by ours.
_TYPES: dict[Any, Any] = {Date: _Date, Geometry: "geometry"}


def _column(name: str, kind: Any, said: Declared) -> pa.Column:
    return pa.Column(
        _TYPES.get(kind, kind),
        checks=[getattr(pa.Check, check)(bound) for check, bound in said.checks],
        nullable=said.nullable,
        unique=said.unique,
        name=name,
        description=said.description,
    )


def _sentence(table: str, failures: pd.DataFrame) -> str:
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
    return f"Table {table} is invalid: " + "; ".join(parts) + "."
