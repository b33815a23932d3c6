"""Answers of HUD USER's data API, as they were kept: what they are about, and their figures."""

import json
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from housing.errors import FileUnreadableError, SourceChangedError
from housing.sources.base import RawFile, read_text
from housing.tables import AreaFacts, columns_of

#: What HUD USER asks its users to say.
NOTICE = "This product uses the HUD User Data API but is not endorsed or certified by HUD User."

#: The county in a file's name: `fmr_11001_2026.json`. The answers themselves do not say it.
_COUNTY = re.compile(r"(?<!\d)(\d{5})(?!\d)")


def read_answer(raw: RawFile, source_id: str, *wanted: str) -> Mapping[str, Any]:
    """Return what an answer holds under `data`.

    Raises:
        FileUnreadableError: it is no whole JSON.
        SourceChangedError: it has none of the keys that are wanted.
    """
    try:
        said = json.loads(read_text(raw))
    except ValueError as error:
        raise FileUnreadableError(
            f"{raw.name} is not a complete answer of HUD USER ({error}). Fetch it again."
        ) from error
    facts = said.get("data") if isinstance(said, dict) else None
    if not isinstance(facts, dict) or not any(
        isinstance(facts.get(k), dict | list) for k in wanted
    ):
        raise SourceChangedError(
            f"{raw.name}: source {source_id} needs an answer of HUD USER with "
            f"{' or '.join(map(repr, wanted))}. See docs/sources/{source_id}.md."
        )
    return facts


def county_of(raw: RawFile) -> str:
    """Return the county a file's name says it is about, five digits.

    Raises:
        FileUnreadableError: the name does not say it.
    """
    found = _COUNTY.findall(raw.name)
    if not found:
        raise FileUnreadableError(
            f"{raw.name} does not say which county it is about. Put its five digits and the year "
            "into the name, e.g. fmr_11001_2026.json."
        )
    return str(found[0])


def year_of(raw: RawFile, *stated: Any) -> int:
    """Return the fiscal year, as the answer says in one of several places.

    Raises:
        SourceChangedError: it says none.
    """
    for said in stated:
        if re.fullmatch(r"20\d\d", str(said)):
            return int(said)
    raise SourceChangedError(f"{raw.name} does not say of which fiscal year it is.")


def amount(cell: Any) -> float:
    """Return dollars, of which HUD writes some as text; not a number, or none above 0: unknown.

    >>> amount("1875.0"), amount(1950), amount("N/A")
    (1875.0, 1950.0, nan)
    """
    found = pd.to_numeric(str(cell).replace(",", ""), errors="coerce")
    return float(found) if found > 0 else float("nan")


def as_facts(rows: list[dict[str, Any]], source_id: str, year: int, seen: Any) -> pd.DataFrame:
    """Return rows of area, measure and value as table `AreaFacts`."""
    facts = pd.DataFrame(rows, columns=["area_id", "measure", "value"]).assign(
        source_id=source_id,
        margin_of_error=float("nan"),
        unit="usd",
        period=f"FY{year}",
        tract_year=pd.Series(pd.NA, range(len(rows)), dtype="Int64"),
        observed_date=pd.Timestamp(seen),
    )
    return facts[columns_of(AreaFacts)]
