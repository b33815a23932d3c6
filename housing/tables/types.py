"""Column types, named once: text, whole numbers, dates. Null always means unknown."""

from typing import Any

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera import dtypes
from pandera.engines import pandas_engine

Text = pd.StringDtype
Whole = pd.Int64Dtype
YesNo = pd.BooleanDtype


@pandas_engine.Engine.register_dtype
@dtypes.immutable
class Date(pandas_engine.DataType):
    """A calendar date at microsecond resolution, so that 9999-12-31 can be read and then judged.

    pandera's own datetime is fixed at nanoseconds, which end in the year 2262.
    """

    type = np.dtype("datetime64[us]")

    def coerce(self, data_container: Any) -> Any:
        """Read the column as dates at microsecond resolution."""
        return pd.to_datetime(data_container).astype(self.type)

    def check(self, pandera_dtype: Any, data_container: Any = None) -> bool:
        """Whether a column already has this type."""
        if data_container is not None:
            return bool(data_container.dtype == self.type)
        return isinstance(pandera_dtype, Date)

    def __str__(self) -> str:
        return str(self.type)


def required(description: str, **checks: Any) -> Any:
    """Declare a column in which every row has a value."""
    return pa.Field(nullable=False, description=description, **checks)


def optional(description: str, **checks: Any) -> Any:
    """Declare a column that may be null, which means unknown: never zero, never no, never safe."""
    return pa.Field(nullable=True, description=description, **checks)
