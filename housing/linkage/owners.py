"""Owners' names and mailing addresses as keys: spellings of one owner share a key.

    as published                                 key                      family
    Green Door, Inc.                             GREEN DOOR               GREEN DOOR
    Development Corp. of Columbia Hgts.          DEV CORP COLUMBIA HEIGHTS (the same)
    Mayfair Mansions III Limited Partnership     MAYFAIR MANSIONS III     MAYFAIR MANSIONS

A person's name, and a name that says nothing, have no key: an unknown owner joins nothing. A
mailing address is as sure as it is precise: a street address, a post office box, a ZIP+4 code.
Mail sent in care of somebody else says whose desk it reaches, not who owns.
"""

import re
import unicodedata
from functools import lru_cache

import pandas as pd

from housing.linkage.addresses import address_keys
from housing.owner_names import WITHHELD, is_organization

#: Kinds of mailing address, the surest first, and one that joins nothing.
STREET, BOX, ZIP4, IN_CARE = "street", "box", "zip4", "in care of"

_FORMS = frozenset(str.split("LLC LP LLP LLLP INC CORP CO LTD LIMITED PC PLLC"))
_SPELLED = {
    "LIMITED PARTNERSHIP": "LP", "LTD PARTNERSHIP": "LP", "LIMITED LIABILITY COMPANY": "LLC",
    "LIMITED LIABILITY CO": "LLC", "DISTRICT OF COLUMBIA": "DC",
}  # fmt: skip
_SHORT = {
    "INCORPORATED": "INC", "CORPORATION": "CORP", "COMPANY": "CO", "DEVELOPMENT": "DEV",
    "DEVEL": "DEV", "ASSOCIATION": "ASSOC", "ASSOCIATES": "ASSOC", "ASSN": "ASSOC",
    "APARTMENTS": "APT", "APARTMENT": "APT", "APTS": "APT", "HSG": "HOUSING", "HGTS": "HEIGHTS",
    "COOPERATIVE": "COOP", "PROPERTY": "PROPERTIES", "PTNRS": "PARTNERS", "PRTNRS": "PARTNERS",
    "SAINT": "ST", "STREET": "ST", "AVENUE": "AVE", "MGMT": "MANAGEMENT",
}  # fmt: skip
_DROPPED = frozenset(("THE", "OF"))
_ENDINGS = _FORMS | {"AND"}
_ASIDE = re.compile(r"\([^()]*\)")

#: Words that any owner's name may carry: where nothing else is left, the legal form stays.
_GENERIC = frozenset(
    str.split(
        "HOUSING APT PROPERTIES PARTNERS ASSOC DEV COOP TENANTS CONDO CONDOMINIUM REALTY HOMES"
        " MANAGEMENT INVESTMENTS HOLDINGS GROUP OWNER OWNERS AND RESIDENTIAL COMMUNITY NONPROFIT"
    )
)
_LEGAL_LETTERS = (
    (re.compile(r"\bL L C\b"), "LLC"),
    (re.compile(r"\b(?:L )?(?:L )?L P\b"), "LP"),
)
_BETWEEN = re.compile(r"\s+/\s+|\s+\+\s+|\s*;\s*")
_IN_CARE_NAME = re.compile(r"\s+c/o\s.*$", re.IGNORECASE)
_PARTNER = re.compile(
    r"^(?P<owner>.+?), *(?P<partner>.+?),? +(?:general partner|managing member)$", re.IGNORECASE
)
_NUMBER = re.compile(r"\d{1,4}[A-Z]?|[IVX]{1,5}|PHASE|ONE|TWO|THREE|FOUR|FIVE")

_CARE = re.compile(
    r"\bC/O\b|\bC O\b|\bCARE OF\b|\bATTN\b|\bATTENTION\b|\bAGENTS?\b|\bESQ\b|\bATTORNEYS?\b"
    r"|\bLAW (?:OFFICES?|FIRM)\b|\bCORPORATION SERVICE CO|\bCT CORP"
)
_BOX = re.compile(r"\b(?:P ?O ?BOX|POST OFFICE BOX|POB|BOX) *#? *(\d+)\b")
_ZIP = re.compile(r"\b0*(\d{5})(?:-?(\d{4}))?$")
_QUADRANT = re.compile(r"\s*,\s*(?=[NS][EW]\b)")
_UNIT = re.compile(r"(?:\b(?:STE|SUITE|UNIT|APT|FL|FLOOR|RM|ROOM)\b|#)\W*([A-Z]?\d+[A-Z]?)\b")


def owner_names(field: object) -> list[str]:
    """Organizations that one field names as owners, people left out.

    >>> owner_names("Fort Stanton LP / [individual, name withheld]")
    ['Fort Stanton LP']
    >>> owner_names("Bluebell Terrace LP, Gull Hill Housing Corporation general partner")
    ['Bluebell Terrace LP', 'Gull Hill Housing Corporation']
    """
    if not isinstance(field, str):
        return []
    names = []
    for part in _BETWEEN.split(_IN_CARE_NAME.sub("", field.strip())):
        found = _PARTNER.match(part)
        names += [found["owner"], found["partner"]] if found else [part]
    return [name for name in names if WITHHELD not in name and owner_key(name)]


@lru_cache(maxsize=262144)
def owner_key(name: str) -> str:
    """The name without case, punctuation and legal form; empty for a person or a mere word.

    >>> owner_key("Green Door, Inc.") == owner_key("GREEN DOOR INC") == owner_key("Green Door")
    True
    >>> owner_key("Jane Doe"), owner_key("Housing Corp.")
    ('', 'HOUSING CORP')
    """
    if not is_organization(_ASIDE.sub(" ", name)):
        return ""
    words = _words(name)
    core = list(words)
    while core and core[-1] in _ENDINGS:
        core.pop()
    if not core:
        return ""
    return " ".join(words if _GENERIC.issuperset(core) else core)


def legal_form(name: str) -> str:
    """The legal form at the end of a name, empty where none is stated.

    >>> legal_form("Oak Court, L.P."), legal_form("Green Door")
    ('LP', '')
    """
    words = _words(name)
    return words[-1] if words and words[-1] in _FORMS else ""


def name_family(key: str) -> str:
    """A key without the number of its series: `MAYFAIR MANSIONS III` is of `MAYFAIR MANSIONS`.

    >>> name_family(owner_key("Foo Apartments II LP")), name_family(owner_key("1330 7th St LP"))
    ('FOO APT', '1330 7TH ST')
    """
    words = key.split()
    while len(words) > 1 and _NUMBER.fullmatch(words[-1]):
        words.pop()
    return " ".join(words)


def mailing_keys(mailing: pd.Series) -> pd.DataFrame:
    """Key and kind of each mailing address; null where it is too vague to mean one place.

    >>> mailing_keys(pd.Series(["1200 G St NW, Ste 800, Washington, DC 20005-3814"])).iloc[0, 0]
    '1200 G ST NW #800, 20005'
    >>> mailing_keys(pd.Series(["Reno, NV 89501", "Reno, NV 89501-3814"]))["address_key"].tolist()
    [<NA>, 'ZIP+4 89501-3814']
    """
    known = {text: _mailing(text) for text in mailing.dropna().unique()}
    pairs = [known.get(text, (pd.NA, pd.NA)) for text in mailing.astype(object)]
    return pd.DataFrame(
        pairs, columns=["address_key", "address_kind"], index=mailing.index, dtype="string"
    )


def _mailing(text: str) -> tuple[object, object]:
    """Key and kind of one address."""
    plain = " ".join(_upper(text).replace(".", "").split()).strip(" ,")
    if _CARE.search(plain):
        return plain, IN_CARE
    code = _ZIP.search(plain)
    zip5 = f", {code[1]}" if code else ""
    if box := _BOX.search(plain):
        return (f"PO BOX {box[1]}{zip5}", BOX) if code else (pd.NA, pd.NA)
    unit = _UNIT.search(plain)
    before = _QUADRANT.sub(" ", _UNIT.sub("", plain[: code.start()] if code else plain))
    doors = address_keys(before.split(",")[0])
    if doors and code:
        return f"{doors[0]}{f' #{unit[1]}' if unit else ''}{zip5}", STREET
    if code and code[2]:
        return f"ZIP+4 {code[1]}-{code[2]}", ZIP4
    return pd.NA, pd.NA


@lru_cache(maxsize=262144)
def _words(name: str) -> tuple[str, ...]:
    """Words of a name in one spelling; an abbreviation in brackets is left out."""
    text = _upper(_ASIDE.sub(" ", name)).replace("&", " AND ")
    text = " ".join(re.sub(r"[^\w ]+", " ", re.sub(r"['.]", "", text)).split())
    for letters, form in _LEGAL_LETTERS:
        text = letters.sub(form, text)
    for spelled, form in _SPELLED.items():
        text = re.sub(rf"\b{spelled}\b", form, text)
    words = [_SHORT.get(word, word) for word in text.split()]
    return tuple(word for word in words if word not in _DROPPED) or tuple(words)


def _upper(text: str) -> str:
    """Upper case without accents."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(part for part in parts if not unicodedata.combining(part)).upper()
