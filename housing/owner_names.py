"""Whose names may be shown: organizations' as published, people's never.

    as published                                  shown
    MAYFAIR MANSIONS, LP                          MAYFAIR MANSIONS, LP
    Fort Stanton LP / Jane Doe                    Fort Stanton LP / [individual, name withheld]
    DOE JANE A                                    [individual, name withheld]
    [INDIVIDUAL - REDACTED]                       [individual, name withheld]

A name is shown only where a word of it says that it is an organization. Everything else may be a
person and is withheld, among it some organizations whose names give no sign, and trusts, which
are mostly named after the people behind them.
"""

import re
from functools import lru_cache

import pandas as pd

#: What stands where a person's name was.
WITHHELD = "[individual, name withheld]"

#: Words, or beginnings of words marked `*`, that hardly any person's name carries.
_TELLING = """
    llc llp lllp lp ltd limited inc incorporat* corp corpor corporat* company companies assoc*
    partn* prtn* ptnr* coop co-op cooperat* tenants condo condominium* housing hsg apartment* apts
    apt lofts devel develop* redevelop* management mgmt realty properties property investment*
    investors capital ventures venture group holding* foundation fund bank national citibank
    mortgage securities services enterprise* community neighborhood* ministry ministries baptist
    methodist lutheran episcopal presbyterian catholic pentecostal adventist congregation*
    archdiocese* diocese synagogue mosque hospital university college school* institute library
    museum clinic authority agency department dept government govt commission district
    international organization network coalition residences residential preservation
    rehabilitation construction builders contractors seniors center centre nonprofit ymca ywca
    society federation fellowship estates suites townhouse* townhomes brothers bros hotel hotels
    embassy republic railroad railway managers neighbors cdc
"""

#: Words that organizations and families both carry: they tell where nothing speaks of a person.
_SUGGESTING_WORDS = """
    church house houses court courts home homes manor manors plaza tower village garden gardens
    square place terrace heights mission city mid-city street avenue road council union club bible
    gospel northwest northeast southwest southeast
"""

#: Expressions that name an organization though none of their words does alone.
_EXPRESSION = re.compile(
    r"\b(?:united states|district of columbia|state of|city of|county of|land trust|trust company"
    r"|real estate"
    r"|bank (?:and|&) trust|house of|board of trustees|archbishop of)\b|(?:&|\band) co$"
    r"|\b(?:st|saints?) .*\b(?:church|parish|homes)\b"
)

#: Organizations of Washington's catalog known by initials or by a name without a telling word.
_KNOWN = frozenset(
    (
        "cemi", "cpd", "cpdc", "cpdc & cemi", "dcha", "dche", "green door", "nht",
        "so others may eat", "so others might eat", "some", "wmata",
    )
)  # fmt: skip

#: Common given names of the United States (Social Security Administration, births since 1920).
_GIVEN_NAMES = """
    aaron adam alan albert alexander alice allen amanda amy andrea andrew angela ann anna anne
    anthony arthur ashley barbara benjamin betty beverly billy bobby brandon brenda brian bruce
    bryan carl carol carolyn catherine charles charlotte cheryl christina christine christopher
    clara clarence craig cynthia daniel david deborah debra denise dennis diana diane donald donna
    doris dorothy douglas earl edward elizabeth emily emma eric ernest ethan eugene evelyn frances
    francis frank fred gary george gerald gloria gregory harold harry heather helen henry howard
    isabella jack jacob jacqueline james jane janet janice jason jean jeffrey jennifer jeremy jerry
    jesse jessica joan joe john johnny jonathan jordan jose joseph joshua joyce juan judith judy
    julia julie justin karen katherine kathleen kathryn keith kelly kenneth kevin kimberly kyle
    larry laura lauren lawrence leon linda lisa lori louis madison margaret maria marie marilyn
    mark martha marvin mary matthew megan melissa michael michelle nancy natalie nathan nicholas
    nicole noah olivia pamela patricia patrick paul peter philip rachel ralph randy raymond rebecca
    richard robert roger ronald rose roy russell ruth ryan samantha samuel sandra sara sarah scott
    sean sharon shirley sophia stephanie stephen steven stewart susan teresa terry theresa thomas
    timothy tyler victoria vincent virginia walter wayne william willie zachary
"""

#: Marks of a trust or an estate that belongs to somebody, and of `First M Last`.
_PERSONAL = re.compile(
    r"\b(?:revocable|irrevocable|living|family|testamentary) trust|\b(?:estate|heirs) of\b"
    r"|^[a-z'-]+ [a-z] [a-z'-]+$"
)

#: Marks of an account or an office held for somebody, whoever holds it.
_ON_BEHALF = frozenset({"custodian", "fbo", "ira"})

#: What firms put after their founder's name: `Jane Doe & Associates`.
_FIRM_ENDING = re.compile(
    r"(?:(?:assoc\w*|co|company|companies|sons|partners|inc|llc|corp|ltd|lp)\b[ ,]*)+"
)

#: Where one field holds several names. A slash between blanks joins an owner and a contact.
_BETWEEN_NAMES = re.compile(r"(\s+/\s+|\s+\+\s+|\s*;\s*|\s+c/o\s+)", re.IGNORECASE)

#: Where one name may hold a person and an organization.
_WITHIN_NAME = re.compile(r"(\s*\(.*?\)\s*|\s*&\s*|\s+and\s+|/)", re.IGNORECASE)

_ASIDE = re.compile(r"\(([^()]*)\)")

#: Remarks in brackets that are no names: what of a parcel is owned, and how.
_REMARK = re.compile(r"[\w.&'-]*|(?:land|imps|improvements?) only|not yet closed", re.IGNORECASE)

_SUGGESTING = frozenset(_SUGGESTING_WORDS.split())
_GIVEN = frozenset(_GIVEN_NAMES.split())
_TELLING_WORDS = frozenset(word for word in _TELLING.split() if not word.endswith("*"))
_TELLING_BEGINNINGS = tuple(word[:-1] for word in _TELLING.split() if word.endswith("*"))

#: A word by itself: not one after a hyphen or apostrophe, nor one before an apostrophe.
_WORD = re.compile(r"(?<![\w'-])(?:co-op|\w+)(?![\w'])")


def masked(names: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Names with every person's part withheld, and which names lost something.

    A field with several names keeps those of organizations. Null stays null.
    """
    shown = {name: _shown(name) for name in names.dropna().unique()}
    result = names.map(shown, na_action="ignore").astype("string")
    return result, result.str.contains(WITHHELD, regex=False).fillna(False).astype(bool)


def plain_names(names: pd.Series) -> pd.Series:
    """Names without case, punctuation or doubled blanks, for comparing."""
    return (
        names.astype("string")
        .str.upper()
        .str.replace(r"[^A-Z0-9 ]", "", regex=True)
        .str.split()
        .str.join(" ")
    )


@lru_cache(maxsize=262144)
def is_organization(name: str) -> bool:
    """Whether a word of the name says that it belongs to an organization.

    >>> is_organization("Jubilee Housing Limited Partnership"), is_organization("Jane Cooper")
    (True, False)
    """
    plain = _plain(name)
    words = set(re.findall(r"[a-z0-9'-]+", plain))
    if "redacted" in words or "withheld" in words:
        return False
    if plain in _KNOWN or (words and all(len(word) == 1 for word in words)):
        return True
    has_given_name = bool(words & _GIVEN)
    if words & _ON_BEHALF or ("trustee" in words and has_given_name):
        return False
    if _has_telling_word(plain) or _EXPRESSION.search(plain):
        return True
    return not (has_given_name or _PERSONAL.search(plain)) and bool(words & _SUGGESTING)


def _has_telling_word(plain: str) -> bool:
    words = _WORD.findall(plain)
    return not _TELLING_WORDS.isdisjoint(words) or any(
        word.startswith(_TELLING_BEGINNINGS) for word in words
    )


def _shown(field: str) -> str:
    """One field, every name in it shown or withheld on its own."""
    names = _BETWEEN_NAMES.split(field.strip())
    for position in range(0, len(names), 2):
        name = names[position]
        if name:
            is_shown = is_organization(_ASIDE.sub(" ", name))
            names[position] = _without_people(name) if is_shown else WITHHELD
    return "".join(names)


def _without_people(name: str) -> str:
    """`Jane Doe & Oak Housing LLC` keeps the organization; `Jane Doe & Associates` is one."""
    parts = _WITHIN_NAME.split(name)
    for position in range(0, len(parts) - 1, 2):
        words = _plain(parts[position]).split()
        is_person = (
            1 < len(words) < 5
            and bool(_GIVEN.intersection(words))
            and not is_organization(parts[position])
            and not _FIRM_ENDING.fullmatch(_plain(parts[position + 2]))
        )
        if is_person:
            parts[position] = WITHHELD
    return _ASIDE.sub(_aside, "".join(parts))


def _aside(found: re.Match[str]) -> str:
    """What stands in brackets: a remark, an abbreviation or an organization is shown."""
    text = found[1].strip()
    return found[0] if _REMARK.fullmatch(text) or is_organization(text) else f"({WITHHELD})"


def _plain(name: str) -> str:
    """Lower case without dots and commas, and `L. L. C.` written as one word."""
    plain = " ".join(re.sub(r"[.,]", " ", name.casefold()).split())
    plain = re.sub(r"\bl ?l ?c\b", "llc", plain)
    return re.sub(r"\b(?:l ?){1,3}p\b", "lp", plain)
