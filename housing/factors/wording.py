"""Answers that several numbers make together, put into words once for each combination."""

from collections.abc import Callable, Sequence

import numpy as np

from housing.factors.base import Words
from housing.factors.distinct import distinct


def worded(
    keys: Sequence[np.ndarray],
    *,
    value: Callable[..., str | None],
    sentence: Callable[..., str],
) -> Words:
    """Put several arrays into words together, each distinct combination only once."""
    codes, first = distinct(keys)
    rows = list(zip(*(key[first].tolist() for key in keys), strict=True))
    return Words(codes, [value(*row) for row in rows], [sentence(*row) for row in rows])
