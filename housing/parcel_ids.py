"""Parcel ids in one spelling, so that two lists that mean the same parcel say the same text.

Washington writes square, suffix and lot (SSL) in columns of four characters:

    as published     canonical
    0423    0018     0423||0018
    5046E   0047     5046|E|0047
    PAR 02420088     PAR|0242|0088    a tract of land that was never divided into a square's lots
    RES 343D0000     RES|343D|0000    a federal reservation

New York writes borough, block and lot (BBL) as ten digits, and Cook County a property index number
(PIN) of 14; spreadsheets and people lose their zeros:

    1-233-4               1002330004
    Bronx 2440/1          2024400001
    17202260130000        17-20-226-013-0000
    2-06-301-004          02-06-301-004-0000

Another place whose ids are groups of digits says how wide each is: `digits:3-4` reads `12 34` as
`012-0034`. Places with letters in their ids are `plain`, which keeps every character.

The published text is always kept beside the canonical one, in `parcel_id_source`.
"""

import re
from collections.abc import Callable, Sequence

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


#: Widths of the groups of a Cook County PIN: area, section, block, parcel, and the unit of a
#: condominium or leasehold (County Clerk, About Property Index Number).
PIN_WIDTHS = (2, 2, 3, 3, 4)


def canonical(text: pd.Series, id_format: str) -> pd.Series:
    """Parcel ids in the one spelling of a place's format, null where they cannot be read.

    >>> canonical(pd.Series(["12 34", "0120034", "elm"]), "digits:3-4").tolist()
    ['012-0034', '012-0034', nan]

    Raises:
        ConfigError: there is no such format.
    """
    if not is_format(id_format):
        raise ConfigError(f"Parcel id format {id_format!r} is unknown. Known: {KNOWN_FORMATS}.")
    if id_format in FORMATS:
        return FORMATS[id_format](text)
    widths = id_format.removeprefix(_DIGITS).split("-")
    return canonical_digits(text, [int(width) for width in widths])


def is_format(id_format: str) -> bool:
    """Whether parcel ids can be read in this format.

    >>> [is_format(name) for name in ("ssl", "digits:2-2-3-3-4", "digits:0", "roman")]
    [True, True, False, False]
    """
    widths = rf"{_DIGITS}[1-9]\d?(-[1-9]\d?)*"
    return id_format in FORMATS or re.fullmatch(widths, id_format) is not None


def canonical_ssl(text: pd.Series) -> pd.Series:
    """`SQUARE|SUFFIX|LOT` of Washington's parcel ids, null where the text is not one.

    Case, blanks, hyphens and missing leading zeros do not matter; a canonical id stays as it is.

    >>> canonical_ssl(pd.Series(["0423    0018", "5046e 47", "PAR 02420088", "1st St"])).tolist()
    ['0423||0018', '5046|E|0047', 'PAR|0242|0088', nan]
    """
    given = pc.utf8_trim_whitespace(pc.utf8_upper(_arrow(text)))
    found = pa.nulls(len(given), pa.string())
    for layout in _LAYOUTS:
        if not found.null_count:
            break
        left = pc.is_null(found)
        found = pc.replace_with_mask(found, left, _spelled(given.filter(left), layout))
    return _like(text, found)


def canonical_bbl(text: pd.Series) -> pd.Series:
    """Ten digits of New York's borough, block and lot, null where the text is not one.

    Without separators only full width can be read. No block and no lot is numbered zero.

    >>> canonical_bbl(pd.Series(["1-00233-0004", "BK 3054 17", "1002330004.00000000"])).tolist()
    ['1002330004', '3030540017', '1002330004']
    """
    given = _without_decimals(pc.utf8_trim_whitespace(pc.utf8_upper(_arrow(text))))
    parts = pc.extract_regex(given, _BBL)
    names = pc.index_in(pc.struct_field(parts, "borough"), pa.array(list(_BOROUGHS)))
    borough = pa.array(list(_BOROUGHS.values())).take(names)
    block, lot = (
        pc.utf8_lpad(pc.struct_field(parts, name), width, "0")
        for name, width in (("block", 5), ("lot", 4))
    )
    apart = pc.binary_join_element_wise(borough, block, lot, "")
    whole = pc.if_else(pc.match_substring_regex(given, r"^[1-5]\d{9}$"), given, apart)
    is_nothing = pc.match_substring_regex(whole, "^.00000|0000$")
    return _like(text, pc.if_else(is_nothing, None, whole))


def canonical_pin(text: pd.Series) -> pd.Series:
    """`AREA-SECTION-BLOCK-PARCEL-UNIT` of Cook County's index numbers, null where it is none.

    The unit, which only condominiums and leaseholds have, may be left out.

    >>> canonical_pin(pd.Series(["17-20-226-013", "2063010040000", "17-20"])).tolist()
    ['17-20-226-013-0000', '02-06-301-004-0000', nan]
    """
    whole = canonical_digits(text, PIN_WIDTHS)
    return whole.fillna(canonical_digits(text, PIN_WIDTHS[:-1]) + "-0000")


def canonical_digits(text: pd.Series, widths: Sequence[int]) -> pd.Series:
    """Groups of digits at full width with hyphens between them, null where the text is not so.

    Lost leading zeros come back: in any group where something separates them, else in the first.

    >>> canonical_digits(pd.Series(["7 12", "00712", "0712", "712", "7-12-1"]), [3, 2]).tolist()
    ['007-12', '007-12', '007-12', '007-12', nan]
    """
    given = _without_decimals(pc.utf8_trim_whitespace(_arrow(text)))
    full, first = sum(widths), widths[0]
    is_whole = pc.match_substring_regex(given, rf"^\d{{{full - first + 1},{full}}}$")
    wide = pc.utf8_lpad(pc.if_else(is_whole, given, None), full, "0")
    places = [(sum(widths[:at]), sum(widths[: at + 1])) for at in range(len(widths))]
    whole = [pc.utf8_slice_codeunits(wide, *place) for place in places]
    groups = [rf"(?P<g{at}>\d{{1,{width}}})" for at, width in enumerate(widths)]
    parts = pc.extract_regex(given, "^" + r"[\s./-]+".join(groups) + "$")
    apart = [
        pc.utf8_lpad(pc.struct_field(parts, f"g{at}"), width, "0")
        for at, width in enumerate(widths)
    ]
    made = [pc.binary_join_element_wise(*read, "-") for read in (whole, apart)]
    return _like(text, pc.coalesce(*made))


def canonical_plain(text: pd.Series) -> pd.Series:
    """Upper case with single blanks: for places whose parcel ids are written in one way only.

    >>> canonical_plain(pd.Series([" r-00123  a ", ""])).tolist()
    ['R-00123 A', nan]
    """
    upper = pc.utf8_trim_whitespace(pc.utf8_upper(_arrow(text)))
    single = pc.replace_substring_regex(upper, r"\s+", " ")
    filled = pc.if_else(pc.equal(single, ""), None, single)
    return _like(text, filled)


#: How each format named in `data/jurisdictions` is read.
FORMATS: dict[str, Callable[[pd.Series], pd.Series]] = {
    "ssl": canonical_ssl,
    "bbl": canonical_bbl,
    "pin": canonical_pin,
    "plain": canonical_plain,
}

#: The known formats in words.
KNOWN_FORMATS = ", ".join(sorted(FORMATS)) + ", or digits: and widths of groups, as digits:3-4"


def is_condominium_unit(parcel_ids: pd.Series, id_format: str) -> pd.Series:
    """Whether a canonical id is a condominium unit's, which has no ground of its own.

    Null where the format does not tell. In Washington lots 2000 to 6999 are units' (the city's
    Vector Property Map), in New York 1001 to 6999 (Department of City Planning, PLUTO data
    dictionary), in Cook County those with a unit number.

    >>> is_condominium_unit(pd.Series(["2866||2051", "PAR|0242|2088"]), "ssl").tolist()
    [True, False]
    """
    if id_format not in _UNITS:
        return pd.Series(pd.NA, index=parcel_ids.index, dtype="boolean")
    return parcel_ids.astype("string").str.contains(_UNITS[id_format], regex=True).astype("boolean")


def is_condominium_billing(parcel_ids: pd.Series, id_format: str) -> pd.Series:
    """Whether a canonical id stands for a whole condominium: New York's lots 7501 to 7599.

    Null where the format has no such ids.

    >>> is_condominium_billing(pd.Series(["1002337501", "1002330004"]), "bbl").tolist()
    [True, False]
    """
    if id_format != "bbl":
        return pd.Series(pd.NA, index=parcel_ids.index, dtype="boolean")
    billing = parcel_ids.astype("string").str.contains(r"75(?:0[1-9]|[1-9]\d)$", regex=True)
    return billing.astype("boolean")


#: Canonical ids of condominium units.
_UNITS = {
    "ssl": r"^\d{4}\|[A-Z]*\|[2-6]\d{3}",
    "bbl": r"(?:1(?!000)|[2-6])\d{3}$",
    "pin": r"-(?!0000)\d{4}$",
}

#: How New York's boroughs are named, and their number.
_BOROUGHS = {
    name: str(number)
    for number, names in enumerate(
        (
            ("1", "MANHATTAN", "MN", "NEW YORK"),
            ("2", "BRONX", "BX", "THE BRONX"),
            ("3", "BROOKLYN", "BK", "KINGS"),
            ("4", "QUEENS", "QN"),
            ("5", "STATEN ISLAND", "SI", "RICHMOND"),
        ),
        start=1,
    )
    for name in names
}
_BBL = (
    r"^(?P<borough>[1-5]|[A-Z ]+?)[\s,/|-]+(?:BLOCK )?0*(?P<block>\d{1,5})"
    r"[\s,/|-]+(?:LOT )?0*(?P<lot>\d{1,4})$"
)

#: How a format of digits is named, before the widths of its groups.
_DIGITS = "digits:"


def _without_decimals(given: pa.Array) -> pa.Array:
    """Ids that a spreadsheet or a database has made a number of: `1002330004.0`."""
    return pc.replace_substring_regex(given, r"^(\d+)\.0+$", r"\1")


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
