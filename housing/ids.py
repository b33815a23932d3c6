"""How ids of ours are made from publishers' ids: readable, stable, the same in any row order."""

from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd

from housing.terms import Forwarded


def founded_property_ids(record_ids: pd.Series) -> pd.Series:
    """Return the id of the property each record would found: its own id, safe in an address bar.

    >>> founded_property_ids(pd.Series(["prescat_projects:NL000001", "hud_lihtc:DCA 7/1"])).tolist()
    ['prescat_projects-NL000001', 'hud_lihtc-DCA_7_1']
    """
    dashed = record_ids.astype("string").str.replace(":", "-", n=1, regex=False)
    return dashed.str.replace(r"[^A-Za-z0-9_.-]", "_", regex=True)


def among(ids: pd.Series | pd.Index, others: Collection[Any]) -> np.ndarray:
    """Whether each id is one of the others: `isin`, which asks Arrow about texts one by one.

    >>> among(pd.Series(["a", "b", None]), pd.Series(["b", "c"])).tolist()
    [False, True, False]
    """
    return pd.Index(ids, dtype=object).isin(others)


def followed(forwarding: pd.DataFrame) -> dict[str, str]:
    """Say where each property id that was given up leads in the end, by table `Forwarding`."""
    merged = forwarding.loc[forwarding["reason"] == Forwarded.MERGED.value]
    became = dict(zip(merged["old_id"], merged["new_id"], strict=True))
    for old in became:
        seen = {old}
        while became[old] in became and became[old] not in seen:
            seen.add(became[old])
            became[old] = became[became[old]]
    return became
