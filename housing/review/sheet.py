"""The review queue as a spreadsheet, and the answers people wrote into it."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from housing.errors import ConfigError, told_by_line
from housing.exports import without_formulas
from housing.review.facts import FACTS
from housing.review.pairs import Pairs
from housing.terms import Verdict
from housing.verdicts import COLUMNS, RECORDS, fault

#: What people fill in. A line without a verdict is left as it is.
ANSWERS = ("verdict", "reason", "evidence_url", "reviewer")

_KEY = ("table", "subject_id", "candidate_id")

_HOW = (
    "Write same, different or unsure under verdict, why under reason (not needed for unsure) and "
    "your name under reviewer, e.g. same, the deed of 2005 names both, A. Reviewer. Lines without "
    "a verdict are skipped. Mend these lines and import the file again."
)


def sheet(pairs: Pairs, state: pd.DataFrame, context: Mapping[str, str]) -> bytes:
    """Return the queue as a CSV that spreadsheets open as text, with columns to fill in.

    Args:
        pairs: see `pairs_left`.
        state: the same pairs with what has been said of them, see `with_state`.
        context: which place and snapshot, repeated in every line.
    """
    left, right = (
        pd.DataFrame(side)[list(FACTS)].add_prefix(f"{name}_")
        for name, side in (("subject", pairs.subject), ("candidate", pairs.candidate))
    )
    both = [f"{name}_{fact}" for fact in FACTS for name in ("subject", "candidate")]
    facts = pd.concat([left, right], axis="columns")[both]
    told = state[["homes", "evidence", "distance_meters", "state"]].join(facts)
    blank = dict.fromkeys(ANSWERS, "")
    listed = told.join(state[["pair", *_KEY]]).assign(**context, **blank)
    first = [*ANSWERS, *[name for name in listed if name not in ANSWERS]]
    text = without_formulas(listed[first]).to_csv(index=False, date_format="%Y-%m-%d")
    return text.encode("utf-8-sig")


def answers(
    content: bytes, name: str, state: pd.DataFrame, place_id: str, today: date
) -> pd.DataFrame:
    """Return the verdicts people wrote into a sheet, signed and dated today.

    Args:
        content: the file.
        name: what it is called.
        state: the pairs with what has been said of them, see `with_state`.
        place_id: the place they are in.
        today: the day the verdicts are given.

    Raises:
        ConfigError: every line that cannot be used, with what to do; or what is wrong with the
            file. No verdict of such a file is returned.
    """
    lines = _lines(content, name)
    listed = state[["pair", *_KEY, "property_id", "verdict"]].to_dict("records")
    about: dict[str, Mapping[Any, Any]] = {str(one["pair"]): one for one in listed}
    by_key = {tuple(one[name] for name in _KEY): str(one["pair"]) for one in listed}
    given: list[dict[str, Any]] = []
    faults: list[tuple[int, str]] = []
    for line, row in lines:
        if not row["verdict"]:
            if row["reason"]:
                faults.append((line, "there is a reason, and no verdict."))
            continue
        pair = row.get("pair") or by_key.get(tuple(row.get(one, "") for one in _KEY), "")
        if pair not in about:
            faults.append((line, _unknown(row)))
            continue
        made = _verdict(row, about[pair], place_id, today)
        if said := fault(made):
            faults.append((line, _in_sheet(said)))
        given.append(made | {"line": line, "property_id": about[pair]["property_id"]})
    faults += _contradictions(given, listed)
    if faults:
        raise ConfigError(f"{told_by_line(name, faults)}\n{_HOW}")
    return pd.DataFrame(given, columns=list(COLUMNS), dtype="string")


def _lines(content: bytes, name: str) -> list[tuple[int, dict[str, str]]]:
    """The lines of a file with their numbers, whatever sign a spreadsheet puts between cells."""
    text = _decoded(content)
    wanted = {"verdict", "reason", "reviewer"}
    for sign in (",", ";", "\t"):
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=sign)
        names = [(one or "").strip().casefold() for one in reader.fieldnames or ()]
        if wanted <= set(names) and ("pair" in names or set(_KEY) <= set(names)):
            reader.fieldnames = names
            return [(reader.line_num, _cells(row)) for row in reader]
    raise ConfigError(
        f"{name} has no columns pair, verdict, reason and reviewer, so nothing was changed. "
        "Make a sheet first: python -m housing review export --out FILE.csv"
    )


def _decoded(content: bytes) -> str:
    """Text in any of the encodings in which spreadsheets save a CSV."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _cells(row: Mapping[Any, Any]) -> dict[str, str]:
    """Cells as people meant them: without blanks around, and without a guard against formulas."""
    texts = {str(name): cell for name, cell in row.items() if isinstance(cell, str)}
    bare = {name: text.strip() for name, text in texts.items()}
    known = dict.fromkeys(ANSWERS, "")
    return known | {name: text[1:] if text.startswith("'") else text for name, text in bare.items()}


def _verdict(
    row: Mapping[str, str], about: Mapping[Any, Any], place_id: str, today: date
) -> dict[str, Any]:
    given = {
        "jurisdiction": place_id,
        **{one: about[one] for one in _KEY},
        "verdict": row["verdict"].casefold(),
        "reason": row["reason"],
        "evidence_url": row["evidence_url"],
        "author": row["reviewer"],
        "date": today.isoformat(),
    }
    return {name: value or None for name, value in given.items()}


def _unknown(row: Mapping[str, str]) -> str:
    asked = row.get("pair") or " and ".join(row.get(one, "") for one in _KEY[1:])
    return (
        f"{asked or 'it'} is no pair that waits in this snapshot. Export the queue again and take "
        "the line from there."
    )


def _in_sheet(said: str) -> str:
    """A fault in the words of the sheet, in which the author is the reviewer."""
    return said.replace("its author", "its reviewer")


def _contradictions(
    given: Sequence[Mapping[str, Any]], listed: Sequence[Mapping[Any, Any]]
) -> list[tuple[int, str]]:
    """Lines that say otherwise than another: a pair twice, a record that is two properties."""
    faults = []
    first: dict[Any, Mapping[str, Any]] = {}
    for one in given:
        before = first.setdefault(_pair_of(one), one)
        if before is not one:
            faults.append((one["line"], f"line {before['line']} is about the same pair."))
    kept = [{**one, "line": None} for one in listed if _pair_of(one) not in first]
    owners: dict[Any, Mapping[Any, Any]] = {}
    for one in (*kept, *given):
        if one["table"] != RECORDS or one["verdict"] != Verdict.SAME.value:
            continue
        other = owners.setdefault(one["subject_id"], one)
        if one["line"] and other["property_id"] != one["property_id"]:
            where = f"line {other['line']}" if other["line"] else "a verdict given before"
            faults.append(
                (
                    one["line"],
                    f"{one['subject_id']} is the same as another property by {where}; it can be "
                    "one of them only.",
                )
            )
    return faults


def _pair_of(row: Mapping[Any, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in _KEY)
