"""Parcel ids in one spelling, so that two lists that mean the same parcel say the same text.

Washington writes square, suffix and lot (SSL) in columns of four characters:

    as published     canonical
    0423    0018     0423||0018
    5046E   0047     5046|E|0047
    PAR 02420088     PAR|0242|0088    a tract of land that was never divided into a square's lots
    RES 343D0000     RES|343D|0000    a federal reservation

The published text is always kept beside the canonical one, in `parcel_id_source`.
"""

from collections.abc import Callable

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from housing.errors import ConfigError

#: What may follow a lot's number: `0042-1`, and `0001-OF1` for one polygon of several.
_ENDING = r"(?P<ending>(?:-(?:OF)?\d{1,2})?)$"

#: How square, suffix and lot are written, the published layout first. Where nothing separates
#: them, only full width can be read: `0423018` might be square 42 or square 423.
_LAYOUTS = (
    r"^(?P<square>\d{4})\s*(?P<suffix>[A-Z]{0,4})\s*(?P<lot>\d{4}|\d{3}[A-Z])" + _ENDING,
    r"^(?P<square>PAR|RES)\s*(?P<suffix>\d{4}|\d{3}[A-Z])(?P<lot>\d{4})" + _ENDING,
    r"^(?P<square>\d{1,4})[\s|-]*(?P<suffix>[A-Z]{0,4})[\s|/-]+(?P<lot>\d{1,4}|\d{1,3}[A-Z])"
    + _ENDING,
    r"^(?P<square>PAR|RES)[\s|-]*(?P<suffix>\d{1,4}|\d{1,3}[A-Z])[\s|/-]+(?P<lot>\d{1,4})"
    + _ENDING,
)


def canonical(text: pd.Series, id_format: str) -> pd.Series:
    """Parcel ids in the one spelling of a place's format, null where they cannot be read.

    Raises:
        ConfigError: the format is none of `FORMATS`.
    """
    if id_format not in FORMATS:
        raise ConfigError(
            f"Parcel id format {id_format!r} is unknown. Known: {', '.join(sorted(FORMATS))}."
        )
    return FORMATS[id_format](text)


def canonical_ssl(text: pd.Series) -> pd.Series:
    """`SQUARE|SUFFIX|LOT` of Washington's parcel ids, null where the text is not one.

    Case, blanks, hyphens and missing leading zeros do not matter; a canonical id stays as it is.
    """
    given = pc.utf8_trim_whitespace(pc.utf8_upper(_arrow(text)))
    found = pa.nulls(len(given), pa.string())
    for layout in _LAYOUTS:
        if not found.null_count:
            break
        left = pc.is_null(found)
        found = pc.replace_with_mask(found, left, _spelled(given.filter(left), layout))
    return _like(text, found)


def canonical_plain(text: pd.Series) -> pd.Series:
    """Upper case with single blanks: for places whose parcel ids are written in one way only."""
    upper = pc.utf8_trim_whitespace(pc.utf8_upper(_arrow(text)))
    single = pc.replace_substring_regex(upper, r"\s+", " ")
    filled = pc.if_else(pc.equal(single, ""), None, single)
    return _like(text, filled)


#: How each format named in `data/jurisdictions` is read.
FORMATS: dict[str, Callable[[pd.Series], pd.Series]] = {
    "ssl": canonical_ssl,
    "plain": canonical_plain,
}


def _arrow(text: pd.Series) -> pa.Array:
    made = pa.array(text.astype("str"), type=pa.string(), from_pandas=True)
    whole = made.combine_chunks() if isinstance(made, pa.ChunkedArray) else made
    return pc.replace_substring(whole, "\u00a0", " ")


def _like(text: pd.Series, made: pa.Array) -> pd.Series:
    values = made.to_numpy(zero_copy_only=False)
    return pd.Series(values, index=text.index, name=text.name, dtype="str")


def _spelled(given: pa.Array, layout: str) -> pa.Array:
    parts = pc.extract_regex(given, layout)
    square, suffix, lot, ending = (
        pc.struct_field(parts, name) for name in ("square", "suffix", "lot", "ending")
    )
    is_land = pc.is_in(square, pa.array(["PAR", "RES"]))
    wide = pc.if_else(is_land, pc.utf8_lpad(suffix, 4, "0"), suffix)
    number = pc.if_else(is_land, square, pc.utf8_lpad(square, 4, "0"))
    whole = pc.binary_join_element_wise(number, wide, pc.utf8_lpad(lot, 4, "0"), "|")
    return pc.binary_join_element_wise(whole, ending, "")
