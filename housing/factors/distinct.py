"""Which rows say the same: what is made of them needs making only once."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd


def distinct(keys: Sequence[np.ndarray]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Number the distinct combinations of several arrays in order of appearance.

    Returns:
        The number of each row's combination, and the first row of every combination.
    """
    codes, _ = pd.factorize(keys[0], use_na_sentinel=False)
    for key in keys[1:]:
        others, values = pd.factorize(key, use_na_sentinel=False)
        codes, _ = pd.factorize(codes * len(values) + others)
    codes = codes.astype(np.int64)
    first = np.zeros(codes.max(initial=-1) + 1, np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    return codes, first
