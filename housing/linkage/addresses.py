"""Street addresses as keys: spellings of one address share a key, two addresses never do.

A key reads `1330 7TH ST NW`: house number, street name, USPS type, quadrant. The quadrant is part
of the address: 600 H Street NE and 600 H Street NW are a mile apart. What cannot be read for sure
(an intersection, a street without a number) has no key, because a wrong key makes a wrong link.

House numbers hyphenated as one number (37-15 73rd Street in Queens) are kept as they are where
they cannot be a range; a city that writes `112-16` so must link by parcel id instead.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from housing.linkage.streets import TYPES, street_key, street_words

#: A wider range names a site, not that many doors, and only its ends are taken. A judgement: the
#: longest block faces have about 25 doors on a side.
RANGE_MOST_DOORS = 50

#: One address by itself; any other field takes the careful, slower road through `address_keys`.
_PLAIN = r"^ *0*(?P<number>[1-9][0-9]*) +(?P<rest>[A-Za-z0-9 .,'#()]+)$"
_NOT_PLAIN = r"(?i)(?:\band|,)[^a-z0-9]*[0-9]"

#: What every field with several addresses, or a range, contains.
_SEVERAL = re.compile(r"[;&/]|\d\s*[-\u2010-\u2014]|,\W*\d|\band\b|[^\x00-\x7f]", re.IGNORECASE)

_BREAK = re.compile(r"\s*(?:;|(?<!\d)/|/(?!\d)|(?:&|\bAND\b|,)(?=[^A-Z0-9]*\d))\s*")
_NUMBER = re.compile(
    r"0*(?P<low>[1-9]\d*)(?P<half>\s+1/2(?!\w))?"
    r"(?:\s*-\s*0*(?P<high>[1-9]\d*)|\s?-?(?P<letter>(?<=[\d-])[A-Z]))?(?P<rest>\s.*|$)"
)
#: Letters a door may have of its own; N, S, E and W are directions first.
_DOOR_LETTERS = frozenset("ABCDFGHIJKLMOPQRTUVXYZ")
_SPELLED = {ord("\u00bd"): " 1/2"} | dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014"), "-")


def address_key(text: pd.Series) -> pd.Series:
    """Key of the first address in each field; null where none can be read.

    >>> address_key(pd.Series(["1330 Seventh Street, N.W.", "Bladensburg Rd NE"])).tolist()
    ['1330 7TH ST NW', <NA>]
    """
    given = pa.Table.from_pandas(text.astype("string").to_frame("text"), preserve_index=False)
    given = given["text"].cast(pa.string()).combine_chunks()
    plain = pc.and_(
        pc.match_substring_regex(given, _PLAIN),
        pc.invert(pc.match_substring_regex(given, _NOT_PLAIN)),
    )
    parts = pc.extract_regex(pc.if_else(plain, given, None), _PLAIN)
    number, rest = pc.struct_field(parts, "number"), pc.struct_field(parts, "rest")
    easy = pc.binary_join_element_wise(number, _each(rest, _after_number), "")
    hard = _each(pc.if_else(plain, None, given), _first_key)
    return pd.Series(pc.coalesce(easy, hard).to_pandas(), dtype="string").set_axis(text.index)


def address_keys(text: str) -> list[str]:
    """Keys of every address in one field, in order: lists, and ranges of doors on one side.

    >>> address_keys("2524 17th Street NW; 2518 17th Street NW; others")
    ['2524 17TH ST NW', '2518 17TH ST NW']
    >>> address_keys("1030 & 1034 Euclid St., NW, Washington, District of Columbia 20009")
    ['1030 EUCLID ST NW', '1034 EUCLID ST NW']
    >>> address_keys("4921-25 Georgia Ave. N.W.")
    ['4921 GEORGIA AVE NW', '4923 GEORGIA AVE NW', '4925 GEORGIA AVE NW']
    """
    keys: list[str] = []
    waiting: list[str] = []
    for piece in _BREAK.split(plain_text(text)):
        found = _NUMBER.match(piece.strip())
        if not found:
            continue
        numbers = _numbers(found)
        if found["rest"].strip():
            after = _after_number(found["rest"]) or ""
            is_street = after.startswith(" ") or (after and numbers[-1].isdigit())
            keys += [number + after for number in waiting + numbers if is_street]
            waiting = []
        elif not (keys and len(found["low"]) == 5):  # a ZIP code behind an address
            waiting += numbers
    return list(dict.fromkeys(keys))


def keys_by_row(text: pd.Series) -> pd.Series:
    """Every key of every field, one per row, under the field's own index label.

    >>> keys_by_row(pd.Series(["1 Elm St", "2-4 Oak St"], index=["a", "b"])).to_dict()
    {'a': '1 ELM ST', 'b': '4 OAK ST'}
    """
    several = text.astype("string").str.contains(_SEVERAL)
    is_several = several.fillna(False).to_numpy(bool)
    one = address_key(text[~is_several]).dropna()
    many = text[is_several].astype(object).map(address_keys).explode().dropna().astype("string")
    return pd.concat([one, many]).rename("address_key")


def without_quadrant(keys: pd.Series) -> pd.Series:
    """The keys without their quadrant, to find addresses that leave it out.

    >>> without_quadrant(pd.Series(["901 RHODE ISLAND AVE NW", "5 ELM ST"])).tolist()
    ['901 RHODE ISLAND AVE', '5 ELM ST']
    """
    return keys.astype("string").str.replace(r" (?:NW|NE|SW|SE)$", "", regex=True)


def without_type(keys: pd.Series) -> pd.Series:
    """The keys without their street type, to find addresses that mistake it.

    >>> without_type(pd.Series(["1164 BLADENSBURG AVE NE", "100 NORTH ST", "5 AVE C"])).tolist()
    ['1164 BLADENSBURG NE', '100 NORTH', '5 AVE C']
    """
    types = "|".join(sorted(set(TYPES.values())))
    return keys.astype("string").str.replace(
        rf"^(\S+ .+) (?:{types})(| NW| NE| SW| SE)$", r"\1\2", regex=True
    )


def plain_text(text: str) -> str:
    """Upper case ASCII: accents dropped, dashes and halves as on a keyboard.

    >>> plain_text("Pe\u00f1a St")
    'PENA ST'
    """
    plain = unicodedata.normalize("NFKD", text.translate(_SPELLED))
    return plain.encode("ascii", "ignore").decode().upper()


def _each(values: pa.Array, function: Callable[[str], str | None]) -> pa.Array:
    """Apply a function to each distinct value: a county has many doors and few streets."""
    coded = pc.dictionary_encode(values)
    made = pa.array([function(value) for value in coded.dictionary.to_pylist()], type=pa.string())
    return made.take(coded.indices)


def _first_key(text: str) -> str | None:
    return next(iter(address_keys(text)), None)


@lru_cache(maxsize=65536)
def _after_number(rest: str) -> str | None:
    """What follows the digits in a key: ` 7TH ST NW`, or `A 8TH ST NW` for door 4040 A.

    A street that would be read as another one the second time is too doubtful to have a key.
    """
    letter, street = _door_and_street(plain_text(rest))
    is_stable = street and _door_and_street(street) == ("", street)
    return f"{letter} {street}" if is_stable else None


def _door_and_street(rest: str) -> tuple[str, str | None]:
    """The letter of a door, if the street does not begin with it, and the street."""
    words = street_words(rest)
    if len(words) > 2 and words[0] in _DOOR_LETTERS and words[1] not in {*TYPES, "AND"}:
        is_door = len(words[1]) > 1 or words[2] in TYPES
        if is_door and any(word in TYPES for word in words[2:]):
            return words[0], street_key(words[1:])
    return "", street_key(words)


def _numbers(found: re.Match[str]) -> list[str]:
    """House numbers of one match: a number, or every second one of a range."""
    low, high = found["low"], found["high"]
    first = low + (found["letter"] or "") + (" 1/2" if found["half"] else "")
    if not high:
        return [first]
    end = low[: -len(high)] + high if len(high) < len(low) else high
    if int(end) < int(low):
        return [f"{low}-{high}"]
    doors = [str(number) for number in range(int(low) + 2, int(end) + 1, 2)]
    if (int(end) - int(low)) % 2 or len(doors) >= RANGE_MOST_DOORS:
        doors = [end]
    return [first, *doors]
