"""Names of developments: how alike two are, and when a name is no evidence at all.

One development goes by several names (`Brookland Manor aka Brentwood Village`): the best pair of
them counts. One may say more than the other (`Phyllis Wheatley YWCA`), but where each says
something else they are two (`Eckington Yards`, `Eckington Park`). Phases, sections and buildings
of one development share a name and are different properties: names that state different ones
speak against each other however alike they read. A name that repeats the address or the street
(`1330 7th St Apts`, `R Street Apts`) says nothing that the address does not.
"""

import math
import re
import unicodedata
from collections.abc import Set
from functools import lru_cache

import pandas as pd
from rapidfuzz import fuzz

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
_LAST_PART = re.compile(r"[IVX]{1,4}|[0-9]{1,2}")
#: Two words of five letters and more are one word misspelled from this likeness on: `Lawrence`
#: and `Laurence`, not `Tower` and `Towne`. A judgement.
_SAME_WORD = 82.0
#: The most that two names are alike which each say something else. A judgement.
OTHER_NAME = 0.7
#: Types that make a short name nothing but a street's; `Court` and `Terrace` also name buildings.
_STREETS = frozenset(str.split("AVE BLVD DR HWY LN RD ST"))


def name_similarity(
    left: pd.Series, right: pd.Series, ignored: Set[str] = frozenset()
) -> pd.Series:
    """How alike two names are, row by row: 0 to 1, null where either is no evidence.

    Args:
        left: names as published.
        right: names as published, in the same order.
        ignored: forms of names (see `name_forms`) that are no evidence here.

    >>> name_similarity(
    ...     pd.Series(["Hubbard Place", "Mayfair Mansions I", "1330 7th St Apts"]),
    ...     pd.Series(["HUBBARD PL. APTS", "Mayfair Mansions II", "1330 7TH STREET"]),
    ... ).tolist()
    [1.0, 0.0, nan]
    """
    pairs = zip(left.to_numpy(object), right.to_numpy(object), strict=True)
    alike = [_similarity(one, other, ignored) for one, other in pairs]
    return pd.Series(alike, index=left.index, dtype=float)


def names_conflict(left: object, right: object) -> bool:
    """Whether both names state a part of a development, and not the same one.

    >>> names_conflict("Oak Court", "Oak Court II"), names_conflict("Oak Court I", "Oak Court II")
    (False, True)
    """
    return are_opposed(name_parts(left), name_parts(right))


def are_opposed(stated: dict[str, set[str]], others: dict[str, set[str]]) -> bool:
    """Whether two names' parts are of one kind and not the same."""
    return any(stated[kind].isdisjoint(others[kind]) for kind in stated.keys() & others.keys())


@lru_cache(maxsize=65536)
def name_parts(name: object) -> dict[str, set[str]]:
    """Phases, buildings, parcels and sides a name states, by kind; Roman numerals as numbers.

    >>> name_parts("Kenilworth Courts Phase II")
    {'PHASE': {'2'}}
    >>> name_parts("Shay East Apts")
    {'SIDE': {'EAST'}}
    """
    text = _plain(name)
    parts: dict[str, set[str]] = {}
    for found in _PART.finditer(text):
        kind = _KINDS.get(found["kind"], "CREDIT")
        stated = (found["one"], found["other"], found["credit"])
        parts.setdefault(kind, set()).update(
            _NUMERALS.get(value, value) for value in stated if value
        )
    for alias in _ALIAS.split(text):
        words = _words(alias)
        if len(words) > 1 and words[-1] in _SIDES:
            parts.setdefault("SIDE", set()).add(words[-1])
        while len(words) > 1 and _LAST_PART.fullmatch(words[-1]):
            number = words.pop()
            parts.setdefault("PHASE", set()).add(_NUMERALS.get(number, number))
    if _ADDED.search(text):
        parts["ADDED"] = {"ADDED"}
    return parts


@lru_cache(maxsize=65536)
def name_forms(name: object) -> tuple[str, ...]:
    """Every name in a name, first things first, in the form that is compared.

    Empty where none is evidence.

    >>> name_forms("Brookland Manor (The Brentwood Village Apts.)")
    ('BROOKLAND MANOR', 'BRENTWOOD VILLAGE', 'BROOKLAND MANOR BRENTWOOD VILLAGE')
    >>> name_forms("1330 7th St Apts")
    ()
    """
    first, *others = _ALIAS.split(_plain(name))
    names = [first, *(other for other in others if not _COMPANY.search(other))]
    forms = [form for name in names if (form := _form(name))]
    return tuple(dict.fromkeys([*forms, " ".join(forms)])) if forms else ()


def shared_forms(names: pd.Series, source_ids: pd.Series, places: pd.Series) -> frozenset[str]:
    """Forms that one source uses for three places or more: `Walter Reed` names no building of it.

    Two are often one development, listed once before and once after it was renewed. Phases of one
    development are no such places: they are told apart by their numbers.
    """
    text = names.astype(object)
    phases = text.map(lambda name: " ".join(sorted(name_parts(name).get("PHASE", ()))))
    used = pd.DataFrame(
        {"form": text.map(name_forms), "source_id": source_ids, "phase": phases, "place": places}
    )
    used = used.explode("form").dropna()
    counts = used.groupby(["form", "source_id", "phase"])["place"].nunique()
    return frozenset(counts[counts > 2].index.get_level_values("form"))


def street_name(name: object) -> str:
    """The street that a name repeats, empty if it says more or less than that.

    >>> street_name("R Street Apts"), street_name("1330 7th St Apts"), street_name("Oak Court")
    ('R ST', '', '')
    """
    text = _ALIAS.split(_plain(name))[0]
    words = _words(text)
    return _shortened(words) if _is_street(words) and not address_keys(text) else ""


@lru_cache(maxsize=65536)
def first_name(name: object) -> str:
    """What stands before any second name.

    >>> first_name("Clifton Terrace (Wardman Court Apts)")
    'CLIFTON TERRACE'
    """
    return _ALIAS.split(_plain(name))[0]


def _similarity(one: object, other: object, ignored: Set[str]) -> float:
    """How alike the best pair of their forms is; NaN where either has none that is evidence."""
    mine, theirs = (
        [form for form in name_forms(name) if form not in ignored] for name in (one, other)
    )
    if not mine or not theirs:
        return math.nan
    if names_conflict(one, other):
        return 0.0
    return max(_alike(form, others) for form in mine for others in theirs)


@lru_cache(maxsize=65536)
def _alike(left: str, right: str) -> float:
    """Share of letters in words that both names have, misspellings forgiven."""
    if left.replace(" ", "") == right.replace(" ", ""):
        return 1.0
    mine, theirs = left.split(), right.split()
    for word in left.split():
        same = next((other for other in theirs if _is_same_word(word, other)), None)
        if same:
            mine.remove(word)
            theirs.remove(same)
    others = [sum(map(len, words)) for words in (mine, theirs)]
    share = 1 - sum(others) / (len(left.replace(" ", "")) + len(right.replace(" ", "")))
    return min(share, OTHER_NAME) if all(others) else share


def _is_same_word(one: str, other: str) -> bool:
    return one == other or min(len(one), len(other)) > 4 and fuzz.ratio(one, other) >= _SAME_WORD


def _form(name: str) -> str:
    """One name without generic words and parts; empty if nothing but an address is left."""
    if address_keys(name):
        return ""
    words = _without_number(_words(name))
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
