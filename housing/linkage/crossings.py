"""Addresses that name no door: crossings of two streets, streets, boxes, names of places.

A crossing is a key of its own, which only another crossing can be equal to: `14th St & Park Rd NW`
has four corners, and a point geocoded to it lies in the street, so it says on which parcel nothing
stands. Real lists have few. Of 362 addresses of Washington's catalog one is a crossing and one a
street; of 220 of its tax credits four are names and one a street; of 13,097 rural properties of
the Department of Agriculture 484 name no door, and 62 of these a crossing.
"""

import re

import pandas as pd

from housing.linkage.addresses import address_keys, plain_text
from housing.linkage.streets import QUADRANTS, TYPES, street_key, street_words

_LEAD = re.compile(r"^\W*(?:(?:NEAR|AT|THE|CORNER|INTERSECTION|JUNCTION)\s+(?:OF\s+)?(?:THE\s+)?)+")
_BETWEEN = re.compile(r"\s*(?:&|@|\bAND\b|\bAT\b|/)\s*")
_BOX = re.compile(r"\b(?:P\.? ?O\.? ?)?BOX\b")
_NUMBERED = re.compile(r"\d+(?:ST|ND|RD|TH)")
_SHORT_QUADRANTS = frozenset(QUADRANTS.values())


def crossing_key(text: str) -> str | None:
    """Key of a crossing of two streets, in either order; null where the text names none.

    A quadrant that only one street states is the other's, too.

    >>> crossing_key("14th St & Park Rd NW"), crossing_key("corner of Park Road and 14th Street NW")
    ('14TH ST NW & PARK RD NW', '14TH ST NW & PARK RD NW')
    >>> crossing_key("1330 7th St NW"), crossing_key("Smith & Jones"), crossing_key("7th St NW")
    (None, None, None)
    """
    key = _crossing(text)
    return key if key and _crossing(key) == key else None


def why_no_door(text: object) -> str | None:
    """Why an address names no door, to follow `which`; null where it names one.

    >>> why_no_door("14th St & Park Rd NW"), why_no_door("Elm St")
    ('is a crossing of two streets', 'has no house number that can be read')
    >>> why_no_door("PO Box 9"), why_no_door("The Bixby"), why_no_door("1 Elm St")
    ('is a box', 'names no street', None)
    """
    if not isinstance(text, str) or not text.strip():
        return "is unknown"
    if address_keys(text):
        return None
    if crossing_key(text):
        return "is a crossing of two streets"
    if _BOX.search(plain_text(text)):
        return "is a box"
    words = street_words(plain_text(text))
    is_street = TYPES.keys() & words[1:]
    return "has no house number that can be read" if is_street else "names no street"


def are_crossings(texts: pd.Series) -> pd.Series:
    """Whether each address is a crossing.

    >>> are_crossings(pd.Series(["14th & Elm St", "1 Elm St", None])).tolist()
    [True, False, False]
    """
    return texts.map(lambda text: isinstance(text, str) and bool(crossing_key(text))).astype(bool)


def _crossing(text: str) -> str | None:
    if address_keys(text):
        return None
    pieces = _BETWEEN.split(_LEAD.sub("", plain_text(text)))
    if len(pieces) != 2 or re.search(r",\s*\w", pieces[0]):
        return None
    streets = [street_words(piece) for piece in pieces]
    if not any(_is_street(words) for words in streets):
        return None
    stated = {words[-1] for words in streets if words and words[-1] in _SHORT_QUADRANTS}
    if len(stated) == 1:
        streets = [words if words[-1:] == [*stated] else [*words, *stated] for words in streets]
    keys = [street_key(words) for words in streets]
    named = sorted(key for key in keys if key and key not in _SHORT_QUADRANTS)
    return " & ".join(named) if len({*named}) == 2 else None


def _is_street(words: list[str]) -> bool:
    """Whether a type or a number tells that these words are a street's name."""
    return bool(TYPES.keys() & words[1:]) or any(map(_NUMBERED.fullmatch, words))
