"""HUD's words for kinds of owners, wherever a list copies them."""

import pandas as pd

from housing.sources.cells import coded
from housing.terms import OwnerType

#: HUD writes the words in two cases and pads them. `Individual` stands on organizations of every
#: kind (79 of 203 in Washington's catalog of 2016), so it proves nothing; neither does `Other`.
OWNER_TYPES = {
    "profit motivated": OwnerType.FOR_PROFIT.value,
    "limited dividend": OwnerType.LIMITED_DIVIDEND.value,
    "non-profit": OwnerType.NONPROFIT.value,
    "non-profit controlled": OwnerType.NONPROFIT.value,
    "public housing authority": OwnerType.PUBLIC.value,
}


def owner_types(words: pd.Series) -> pd.Series:
    """HUD's words as our owner types."""
    return coded(words, OWNER_TYPES, OwnerType.UNKNOWN.value)
