"""Answers that several numbers make together, put into words once for each combination."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from housing.factors.base import Words


def worded(
    keys: Sequence[np.ndarray],
    *,
    value: Callable[..., str | None],
    sentence: Callable[..., str],
) -> Words:
    """Put several arrays into words together, each distinct combination only once."""
    table = pd.DataFrame(dict(enumerate(keys)))
    groups = table.groupby(list(table.columns), sort=False, dropna=False)
    codes = groups.ngroup().to_numpy().astype(np.int64)
    distinct = table.iloc[np.unique(codes, return_index=True)[1]]
    rows = list(distinct.itertuples(index=False, name=None))
    return Words(codes, [value(*row) for row in rows], [sentence(*row) for row in rows])
