"""Street names as keys: `SEVENTH STREET, N.W.` and `7th St NW` are one street.

Spellings follow the Postal Service's Publication 28 (Postal Addressing Standards, appendixes B
and C): short forms of street types, directions and units. Words are only shortened where they
mean what the short form means: PARK ROAD keeps its PARK, and North Street is not N Street.
"""

import re

_TYPES = """
ALY ALLEY ALLY|AVE AV AVEN AVENU AVENUE AVN|BLVD BOUL BOULEVARD BLV|BR BRIDGE|CIR CIRC CIRCLE
CRES CRESCENT|CT COURT CRT|CTR CENTER CENTRE|CV COVE|DR DRIVE DRV|EXPY EXPRESSWAY|FWY FREEWAY
GDNS GARDENS|GRN GREEN|HTS HEIGHTS|HWY HIGHWAY HIWAY|LN LANE|LOOP|MALL|MEWS|PARK|PATH|PIKE
PKWY PARKWAY PKY PKWAY|PL PLACE|PLZ PLAZA|PROM PROMENADE|PT POINT|RD ROAD|ROW|RTE ROUTE
SQ SQUARE SQR|ST STREET STR|TER TERR TERRACE|TRCE TRACE|TRL TRAIL|TPKE TURNPIKE|VW VIEW|WALK
WAY WY|WHARF|XING CROSSING
"""
#: Every way to write a street type, and its short form.
TYPES = {
    word: group.split()[0]
    for line in _TYPES.strip().splitlines()
    for group in line.split("|")
    for word in group.split()
}
#: Types that are never a street's whole name: alone they name no street.
_BARE_TYPES = frozenset(str.split("AVE BLVD CIR CT DR LN PL RD ST TER WAY"))
#: Types that a number may follow: COUNTY ROAD 12.
_NUMBERED_TYPES = frozenset(str.split("HWY RD RTE"))

_COMPASS = {"NORTH": "N", "SOUTH": "S", "EAST": "E", "WEST": "W"}
_COMPASS |= {short: short for short in "NSEW"}

#: Every way to write a quadrant in one word, and its short form.
QUADRANTS = {
    far + near: far[0] + near[0] for far in ("NORTH", "SOUTH") for near in ("EAST", "WEST")
}
_SHORT_QUADRANTS = frozenset(QUADRANTS.values())
QUADRANTS |= {short: short for short in _SHORT_QUADRANTS}

_SHORT_WORDS = {"SAINT": "ST", "MOUNT": "MT", "FORT": "FT", "JUNIOR": "JR"}
_UNITS = frozenset(
    str.split("APT APARTMENT UNIT STE SUITE RM ROOM FL FLOOR BLDG BUILDING PH TRLR #")
)
_STATES = frozenset(
    str.split(
        "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV"
        " NH NJ NM NY NC ND OH OK OR PA PR RI SC SD TN TX UT VT VA WA WV WI WY"
    )
)

_KING = re.compile(
    r"\b(?:(?:DR|DOCTOR|REV) )?(?:MARTIN LUTHER KING|M ?L KING|M ?L ?K)\b(?:,? (?:JR|JUNIOR)\b)?"
)
_DROPPED = re.compile(r"[.'\u2019]")
_NOT_WORD = re.compile(r"[^A-Z0-9,#]+")
_CROSSING = re.compile(r"\bAND \d.*")
_ORDINAL = re.compile(r"\d+(?:ST|ND|RD|TH)")
_ZIP = re.compile(r"\d{5}")


def ordinal(number: int) -> str:
    """Write a number as street signs do.

    >>> [ordinal(number) for number in (1, 2, 3, 11, 22, 113)]
    ['1ST', '2ND', '3RD', '11TH', '22ND', '113TH']
    """
    ending = "TH" if number // 10 % 10 == 1 else {1: "ST", 2: "ND", 3: "RD"}.get(number % 10, "TH")
    return f"{number}{ending}"


_UNDER_TWENTY = str.split(
    "FIRST SECOND THIRD FOURTH FIFTH SIXTH SEVENTH EIGHTH NINTH TENTH ELEVENTH TWELFTH THIRTEENTH"
    " FOURTEENTH FIFTEENTH SIXTEENTH SEVENTEENTH EIGHTEENTH NINETEENTH"
)
_TENS = str.split("TWENT THIRT FORT FIFT SIXT SEVENT EIGHT NINET")
_ORDINALS = {word: place for place, word in enumerate(_UNDER_TWENTY, 1)}
_ORDINALS |= {f"{stem}IETH": 10 * place for place, stem in enumerate(_TENS, 2)}
_ORDINALS |= {
    f"{stem}Y {word}": 10 * tens + ones
    for tens, stem in enumerate(_TENS, 2)
    for ones, word in enumerate(_UNDER_TWENTY[:9], 1)
}
_ORDINAL_WORDS = re.compile(rf"\b(?:{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})\b")


def street_words(text: str) -> list[str]:
    """Words of the street in the part of an address after the house number, without its tail.

    Unit, city, state and ZIP code are dropped; a quadrant, when there is one, comes last and in
    short form. The text is upper case ASCII.

    >>> street_words("SEVENTH STREET, N.W., WASHINGTON DC 20001")
    ['7TH', 'STREET', 'NW']
    """
    plain = _DROPPED.sub("", text).replace("#", " # ").replace("&", " AND ")
    named = _ORDINAL_WORDS.sub(
        lambda found: ordinal(_ORDINALS[found[0]]), _NOT_WORD.sub(" ", plain)
    )
    named = _CROSSING.sub("", _KING.sub("MARTIN LUTHER KING JR", named))
    words = _joined_quadrant(_first_segment(named))
    for place, word in enumerate(words):
        is_name = place == 0 or words[place + 1 : place + 2] and words[place + 1] in TYPES
        if word in QUADRANTS and not is_name:
            return [*_without_unit(words[:place]), QUADRANTS[word]]
    return _without_unit(_without_city(words))


def street_key(words: list[str]) -> str | None:
    """Key of a street: its words in short form, a quadrant at the end. Null if none is named.

    >>> street_key(["NORTH", "CAPITOL", "STREET", "NE"]), street_key(["NORTH", "STREET"])
    ('N CAPITOL ST NE', 'NORTH ST')
    >>> street_key(["SAINT", "PAUL", "ST"]), street_key(["ST"])
    ('ST PAUL ST', None)
    """
    *name, last = words or [""]
    quadrant = ""
    if (
        name
        and last in _SHORT_QUADRANTS
        or len(name) > 1
        and last in _COMPASS
        and name[-1] in TYPES
    ):
        quadrant = QUADRANTS.get(last) or _COMPASS[last]
    else:
        name = list(words)
    if not quadrant and len(name) > 1 and name[0] in QUADRANTS and name[1] not in TYPES:
        quadrant = QUADRANTS[name.pop(0)]
    short = [_short_word(name, place) for place in range(len(name))]
    nameless = not re.search("[A-Z]", "".join(short)) or len(short) == 1 and short[0] in _BARE_TYPES
    return None if nameless else " ".join([*short, quadrant]).rstrip()


def _short_word(name: list[str], place: int) -> str:
    """Shorten one word of a street's name where it means what the short form means."""
    word, after = name[place], name[place + 1 :]
    if not after:
        return TYPES.get(word, word) if place else word
    if word in _COMPASS and place == 0:
        return word if len(after) == 1 and after[0] in TYPES else _COMPASS[word]
    if word.isdigit() and len(word) <= 3 and len(after) == 1 and after[0] in TYPES:
        return ordinal(int(word))
    if TYPES.get(word) in _NUMBERED_TYPES and after[0][0].isdigit():
        return TYPES[word]
    if TYPES.get(word) == "AVE" and len(name) == 2 and len(after[0]) == 1:
        return "AVE"
    return _SHORT_WORDS.get(word, word)


def _first_segment(text: str) -> list[str]:
    """Words before the first comma, and a quadrant that stands behind it: `C STREET,,SE`."""
    first, *others = (segment.split() for segment in text.split(","))
    for words in others:
        alone = [word for word in _joined_quadrant(["", *words]) if word]
        if alone and (alone[0] in _SHORT_QUADRANTS or alone == [*QUADRANTS.keys() & alone]):
            return [*first, alone[0]]
        if words and words[0] not in _UNITS:
            break
    return first


def _joined_quadrant(words: list[str]) -> list[str]:
    """Join a quadrant written in two words after the street's name: N W, NORTH WEST."""
    for place in range(1, len(words) - 1):
        far, near = words[place : place + 2]
        is_last = place + 2 == len(words)
        joined = far + near
        if joined in QUADRANTS and (len(joined) == 2 or is_last):
            return [*words[:place], joined, *words[place + 2 :]]
    return words


def _without_unit(words: list[str]) -> list[str]:
    """Drop an apartment, floor or building and all that follows it."""
    for place, word in enumerate(words):
        if word in _UNITS and (words[place + 1 :] or [""])[0] not in TYPES:
            is_floor = word in ("FL", "FLOOR") and place and _ORDINAL.fullmatch(words[place - 1])
            return words[: place - 1 if is_floor else place]
    return words


def _without_city(words: list[str]) -> list[str]:
    """Drop city and state, which only a ZIP code or DC at the end gives away without a comma."""
    kept = list(words)
    if len(kept) > 2 and _ZIP.fullmatch(kept[-2]) and kept[-1].isdigit():
        kept.pop()
    ends_in_zip = len(kept) > 2 and _ZIP.fullmatch(kept[-1]) and kept[-2] not in TYPES
    if ends_in_zip:
        kept.pop()
    if not ends_in_zip and kept[-1:] != ["DC"]:
        return words
    types = [place for place, word in enumerate(kept) if place and word in TYPES]
    if len(kept) > 2 and kept[-1] in _STATES and kept[-2] not in TYPES:
        types = [place for place in types if place < len(kept) - 1]
    return kept[: types[-1] + 1] if types else kept
