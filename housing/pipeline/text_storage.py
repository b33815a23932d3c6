"""How a build keeps text in memory: as Python's own where its files are small, else as Arrow.

Whatever is done with a column of text takes Arrow 50 to 150 microseconds, however short the column
is; Python takes less for short columns and several times as long for long ones. What is made is the
same, to the last byte.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pandas as pd

#: Raw files up to so many bytes are small. Python's own text spared 18 percent of the processor's
#: time where Washington's files had 19 million bytes, 13 percent with its parcels six times over
#: (54 million) and 5 percent with 26 times (193 million).
SMALL_BYTES = 200_000_000


@contextmanager
def text_kept_for(size: int) -> Iterator[None]:
    """Keep text the way that suits raw files of so many bytes."""
    storage = "python" if size <= SMALL_BYTES else "pyarrow"
    with pd.option_context("mode.string_storage", storage):
        yield
