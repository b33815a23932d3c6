"""Names of developments: what each says, and when it is no evidence at all.

One development goes by several names (`Brookland Manor aka Brentwood Village`): the best pair of
them counts. One may say more than the other (`Phyllis Wheatley YWCA`), but where each says
something else they are two (`Eckington Yards`, `Eckington Park`). Phases, sections and buildings
of one development share a name and are different properties: names that state different ones
speak against each other however alike they read. A name that repeats the address or the street
(`1330 7th St Apts`, `R Street Apts`) says nothing that the address does not.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from housing.linkage.addresses import address_keys
from housing.linkage.streets import TYPES

#: Words that any development may carry. `Gardens` or `Manor` are not among them: they are often
#: all that tells two developments of one neighborhood apart.
_GENERIC = frozenset(
    str.split(
        "THE OF AT ON IN AND FOR APARTMENT APT COOPERATIVE COOP CONDOMINIUM CONDO LP LLC INC"
        " LIMITED PARTNERSHIP ASSOCIATION ASSOC ASSN TENANT HOUSING RESIDENCE REHAB RENOVATION ACQ"
        " PRESERVATION REDEVELOPMENT RESYNDICATION ACQUISITION DEVELOPMENT LIHTC TOPA PUD IZ RENTAL"
    )
)
#: When a project was proposed says nothing about which one it is: `Summer 2018`, `2019 RFP`.
_DATED = re.compile(
    r"(?<=[A-Z] )(?:(?:SPRING|SUMMER|FALL|WINTER|JAN|FEB|MAR|APR|MAY|JUNE?|JULY?|AUG|SEPT?|OCT"
    r"|NOV|DEC) )?(?:19|20)\d\d(?: (?:RFP|NOFA))?(?=\s*(?:$|[-)]))"
)
#: A numbered partnership is a phase: `LP1` is `LP 1` is Phase I.
_PARTNERSHIP = re.compile(r"\bLP ?(?=\d\b)")
#: A second name with one of these is the owner's.
_COMPANY = re.compile(r"\b(?:LLC|LP|INC|CORP|LLLP)\b")
_SHORT = {"SAINT": "ST", "FORT": "FT", "MOUNT": "MT", "SR": "SENIOR"}
_ALIAS = re.compile(
    r"\s*(?:[()/;:]|,(?=\s*\d)|\s-+\s|\b(?:AKA|FKA|A\.K\.A\.?|F\.K\.A\.?|FORMERLY|FORMER)\b)\s*"
)

_NUMERALS = {
    numeral: str(number) for number, numeral in enumerate(str.split("I II III IV V VI VII VIII"), 1)
}
_KINDS = {
    kind: words.split()[0]
    for words in ("PHASE PH SECTION SECT SEC NO LP", "BUILDING BLDG TOWER WING", "PARCEL", "BLOCK")
    for kind in words.split()
} | {"BUNDLE": "BUNDLE", "LOAN": "LOAN"}
#: Words that make a name that of an added building, not of the whole.
_ADDED = re.compile(r"\b(?:EXPANSION|ANNEX)\b")
_VALUE = r"[0-9]{1,3}[A-Z]?|[IVX]{1,4}[A-Z]?|[A-Z](?:-?[0-9])?"
_PART = re.compile(
    rf"\b(?P<kind>{'|'.join(_KINDS)})S?\.? (?P<one>{_VALUE})\b"
    rf"(?:(?:,| AND| &)+ (?P<other>{_VALUE})\b)?|\b(?P<credit>[0-9]) ?%"
)
_SIDES = frozenset(str.split("NORTH SOUTH EAST WEST"))
_NUMBER = re.compile(r"\d")
_LAST_PART = re.compile(r"[IVX]{1,4}|[0-9]{1,2}")
#: Types that make a short name nothing but a street's; `Court` and `Terrace` also name buildings.
_STREETS = frozenset(str.split("AVE BLVD DR HWY LN RD ST"))


class NameRead(NamedTuple):
    """What a name says, read once: see `name_forms`, `name_parts`, `first_name`, `street_name`."""

    forms: tuple[str, ...]
    parts: dict[str, set[str]]
    first: str
    street: str


def read_names(
    names: Iterable[object], read: dict[str, NameRead] | None = None
) -> dict[object, NameRead]:
    """Read each different name once.

    Args:
        names: as published.
        read: what plain texts say, where they were read before; new ones are added.

    >>> read_names(["Oak Court II", None])["Oak Court II"].forms
    ('OAK CT',)
    """
    read = {} if read is None else read
    plain = {name: _plain(name) for name in names}
    read |= {text: _read(text) for text in {*plain.values()} - read.keys()}
    return {name: read[text] for name, text in plain.items()}


def name_parts(name: object) -> dict[str, set[str]]:
    """Phases, buildings, parcels and sides a name states, by kind; Roman numerals as numbers.

    >>> name_parts("Kenilworth Courts Phase II")
    {'PHASE': {'2'}}
    >>> name_parts("Shay East Apts")
    {'SIDE': {'EAST'}}
    """
    return _read(_plain(name)).parts


def name_forms(name: object) -> tuple[str, ...]:
    """Every name in a name, first things first, in the form that is compared.

    Empty where none is evidence.

    >>> name_forms("Brookland Manor (The Brentwood Village Apts.)")
    ('BROOKLAND MANOR', 'BRENTWOOD VILLAGE', 'BROOKLAND MANOR BRENTWOOD VILLAGE')
    >>> name_forms("1330 7th St Apts")
    ()
    """
    return _read(_plain(name)).forms


def street_name(name: object) -> str:
    """The street that a name repeats, empty if it says more or less than that.

    >>> street_name("R Street Apts"), street_name("1330 7th St Apts"), street_name("Oak Court")
    ('R ST', '', '')
    """
    return _read(_plain(name)).street


def first_name(name: object) -> str:
    """What stands before any second name.

    >>> first_name("Clifton Terrace (Wardman Court Apts)")
    'CLIFTON TERRACE'
    """
    return _read(_plain(name)).first


def shared_forms(
    said: Iterable[NameRead], source_ids: Iterable[object], places: Iterable[object]
) -> frozenset[str]:
    """Forms that one source uses for three places or more: `Walter Reed` names no building of it.

    Two are often one development, listed once before and once after it was renewed. Phases of one
    development are no such places: they are told apart by their numbers.

    Args:
        said: what each record's name says.
        source_ids: its list.
        places: where it is; None where that is unknown.
    """
    used: dict[tuple[str, object, str], set[object]] = {}
    for read, source_id, place in zip(said, source_ids, places, strict=True):
        phase = " ".join(sorted(read.parts.get("PHASE", ())))
        for form in read.forms if place is not None else ():
            used.setdefault((form, source_id, phase), set()).add(place)
    return frozenset(form for (form, *_), found in used.items() if len(found) > 2)


def _read(text: str) -> NameRead:
    aliases = _ALIAS.split(text)
    words = [_words(alias) for alias in aliases]
    doors = [_NUMBER.search(alias) and address_keys(alias) for alias in aliases]
    forms = [
        _form(said)
        for place, (alias, said, door) in enumerate(zip(aliases, words, doors, strict=True))
        if not door and not (place and _COMPANY.search(alias))
    ]
    told = [form for form in forms if form]
    is_street = _is_street(words[0]) and not doors[0]
    return NameRead(
        forms=tuple(dict.fromkeys([*told, " ".join(told)])) if told else (),
        parts=_parts(text, words),
        first=aliases[0],
        street=_shortened(words[0]) if is_street else "",
    )


def _parts(text: str, aliases: Iterable[list[str]]) -> dict[str, set[str]]:
    parts: dict[str, set[str]] = {}
    for found in _PART.finditer(text):
        kind = _KINDS.get(found["kind"], "CREDIT")
        stated = (found["one"], found["other"], found["credit"])
        parts.setdefault(kind, set()).update(
            _NUMERALS.get(value, value) for value in stated if value
        )
    for words in aliases:
        if len(words) > 1 and words[-1] in _SIDES:
            parts.setdefault("SIDE", set()).add(words[-1])
        for number in words[len(_without_number(words)) :]:
            parts.setdefault("PHASE", set()).add(_NUMERALS.get(number, number))
    if _ADDED.search(text):
        parts["ADDED"] = {"ADDED"}
    return parts


def _form(said: list[str]) -> str:
    """One name without generic words and parts; empty if nothing but an address is left."""
    words = _without_number(said)
    is_number = all(word.isdigit() or word in _NUMERALS for word in words)
    return "" if _is_street(words) or is_number else _shortened(words)


def _is_street(words: list[str]) -> bool:
    return 1 < len(words) < 4 and TYPES.get(words[-1]) in _STREETS


def _shortened(words: list[str]) -> str:
    return " ".join(TYPES.get(word, word) for word in words)


def _without_number(words: list[str]) -> list[str]:
    """Drop a phase's number, which is compared on its own: `Sheridan Station III`."""
    kept = list(words)
    while len(kept) > 1 and _LAST_PART.fullmatch(kept[-1]):
        kept.pop()
    return kept


def _words(name: str) -> list[str]:
    words = re.findall(r"[A-Z0-9]+", re.sub(r"['.]", "", _PART.sub(" ", name)))
    words = [_singular(_SHORT.get(word, word)) for word in words]
    return [word for word in words if word not in _GENERIC]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("S") and not word.endswith("SS") else word


def _plain(name: object) -> str:
    text = unicodedata.normalize("NFKD", name) if isinstance(name, str) else ""
    plain = text.encode("ascii", "ignore").decode().upper()
    return _DATED.sub(" ", _PARTNERSHIP.sub("LP ", plain))
