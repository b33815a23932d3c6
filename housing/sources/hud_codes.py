"""HUD's words and codes for owners, counties and geocoding, wherever a list copies them."""

import pandas as pd

from housing.reference_places import counties, find_state
from housing.sources.cells import coded
from housing.terms import LocationQuality, OwnerType

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


#: How exact HUD's geocoding says a coordinate is (`LVL2KX`, `LOCATION_QUALITY`).
LOCATION_QUALITIES = {
    "r": LocationQuality.ROOFTOP.value,
    "4": LocationQuality.ZIP4.value,
    "b": LocationQuality.COARSE.value,
    "t": LocationQuality.COARSE.value,
    "2": LocationQuality.COARSE.value,
    "5": LocationQuality.COARSE.value,
    "z": LocationQuality.COARSE.value,
}


def state_letters(*columns: pd.Series) -> pd.Series:
    """Two letters of the state, from the first column that holds letters, digits or a name.

    >>> state_letters(pd.Series(["Colorado", None]), pd.Series(["8", "24"])).tolist()
    ['CO', 'MD']
    """
    found = pd.Series(pd.NA, index=columns[0].index, dtype="string")
    for column in columns:
        known = {text: find_state(text.zfill(2)) for text in column.dropna().unique()}
        found = found.fillna(column.map(known).astype("string"))
    return found


def county_fips(states: pd.Series, codes: pd.Series) -> pd.Series:
    """Five digits of the county, from the state's letters and HUD's three digits, or as they are.

    >>> county_fips(pd.Series(["CO", "CO"]), pd.Series(["31", "8031"])).tolist()
    ['08031', '08031']
    """
    first = {county.state: fips[:2] for fips, county in counties().items()}
    five = codes.where(codes.str.fullmatch(r"\d{4,5}").fillna(False)).str.zfill(5)
    three = codes.where(codes.str.fullmatch(r"\d{1,3}").fillna(False)).str.zfill(3)
    return five.fillna(states.map(first).astype("string") + three).astype("string")
