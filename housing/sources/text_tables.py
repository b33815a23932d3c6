"""What a table as text has to be, line by line, and what is odd about one that can be read.

Checked once, when a file is received: raw files never change afterwards.
"""

import csv
import re
from collections.abc import Iterator

from housing.errors import FileUnreadableError

__all__ = ["ERROR_CELLS", "remarks_on_text", "require_text_table"]

#: What spreadsheets write where a formula failed: the cell is unknown.
ERROR_CELLS = (
    "#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
)  # fmt: skip

#: No list of homes or parcels has more columns; New York's PLUTO has 90.
MOST_COLUMNS = 2_000

#: No row of a list is longer.
LONGEST_LINE = 1_000_000

#: How far down a table as text the column names may stand, below a publisher's banner.
BANNER_LINES = 5

_NOT_ASCII = re.compile(rb"[^\n]*[\x80-\xff][^\n]*")
_ERROR_CELL = re.compile(
    r"(?:^|,)\"?(" + "|".join(map(re.escape, ERROR_CELLS)) + r")(?=\"?(?:,|$))", re.M
)
_FORMULA = re.compile(r"(?:^|,)\"?=[^,\n]+", re.M)


def require_text_table(content: bytes, name: str) -> None:
    """Refuse text that is no table, or that would be read wrong without anybody noticing.

    Raises:
        FileUnreadableError: one sentence with the line, how many there are, and what to do.
    """
    unified = _unified(content)
    _require_few_columns(unified, name)
    _require_short_lines(unified, name)
    zeros = unified.count(0)
    if zeros:
        line = unified.count(b"\n", 0, unified.find(0)) + 1
        raise FileUnreadableError(
            f"{name} holds bytes of zero, {zeros:,} of them, the first in line {line:,}: it is "
            "damaged, or no text. Download it again."
        )
    _require_one_encoding(unified, name)
    _require_whole_rows(unified.decode("utf-8-sig", errors="replace"), name)


def remarks_on_text(content: bytes) -> list[str]:
    """Say what is odd about a table that is read all the same."""
    unified = _unified(content)
    said = []
    if content.startswith(b"\xef\xbb\xbf"):
        said.append("it begins with a byte-order mark, which is passed over")
    try:
        text = unified.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = unified.decode("latin-1")
        said.append("it is not in UTF-8 and read as Western text (latin-1): look at accented names")
    short = [number for number, count, wanted in _counted(text) if count < wanted]
    if short:
        said.append(
            f"{_rows(len(short))} fewer cells than the header, e.g. line {short[0]:,}; what is "
            "missing there is unknown"
        )
    if errors := list(_ERROR_CELL.finditer(text)):
        said.append(
            f"{len(errors):,} of its cells hold a spreadsheet's error, e.g. {errors[0][1]} in line "
            f"{_line(text, errors[0].end()):,}; they are unknown"
        )
    if formulas := list(_FORMULA.finditer(text)):
        said.append(
            f"{len(formulas):,} of its cells begin with = as a formula does, e.g. in line "
            f"{_line(text, formulas[0].end()):,}; they are kept as text and never run"
        )
    return said


def _unified(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _rows(count: int) -> str:
    return "1 row has" if count == 1 else f"{count:,} rows have"


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _require_few_columns(content: bytes, name: str) -> None:
    end = content.find(b"\n")
    columns = content.count(b",", 0, end if end >= 0 else len(content)) + 1
    if columns > MOST_COLUMNS:
        raise FileUnreadableError(
            f"{name} has {columns:,} columns in its first line; a list has {MOST_COLUMNS:,} at "
            "most. It is no list of homes, or its line ends are lost. Download it again."
        )


def _require_short_lines(content: bytes, name: str) -> None:
    """Every stretch as long as a line may be has to have a line's end in it."""
    for start in range(0, len(content) - LONGEST_LINE, LONGEST_LINE):
        if content.find(b"\n", start, start + LONGEST_LINE) < 0:
            line = content.count(b"\n", 0, start) + 1
            raise FileUnreadableError(
                f"{name} has a line of more than {LONGEST_LINE:,} characters, line {line:,}: it is "
                "damaged, or no table. Download it again."
            )


def _require_one_encoding(content: bytes, name: str) -> None:
    """Refuse text of which some lines are in UTF-8 and some are not."""
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    else:
        return
    first: dict[bool, int] = {}
    for found in _NOT_ASCII.finditer(content):
        try:
            found[0].decode("utf-8-sig")
            is_utf_8 = True
        except UnicodeDecodeError:
            is_utf_8 = False
        first.setdefault(is_utf_8, found.start())
        if len(first) > 1:
            good, other = (content.count(b"\n", 0, first[one]) + 1 for one in (True, False))
            raise FileUnreadableError(
                f"{name} mixes two encodings: line {good:,} is in UTF-8 and line {other:,} is not. "
                "Names with accents would be wrong. Ask the publisher for one in UTF-8."
            )


def _require_whole_rows(text: str, name: str) -> None:
    """Refuse rows with cells that no column is for, and a file that breaks off within a row."""
    last = text.count("\n") + 1
    many: list[tuple[int, int, int]] = []
    for number, count, wanted in _counted(text):
        if count > wanted:
            many.append((number, count, wanted))
        elif count < wanted and number == last:
            raise FileUnreadableError(
                f"{name} breaks off in its last line, {number:,}, after {count} of {wanted} cells. "
                "Download it again."
            )
    if many:
        number, count, wanted = many[0]
        raise FileUnreadableError(
            f"{name}: line {number:,} has {count} cells, but the header has {wanted}, and so it is "
            f"in {len(many):,} lines in all. A comma within a cell needs quotation marks around "
            "it; ask the publisher for a sound file."
        )


def _counted(text: str) -> Iterator[tuple[int, int, int]]:
    """Lines with another number of cells than the header: line, cells, and the header's."""
    lines = text.split("\n")
    wanted, above = _header(lines)
    for number, line in enumerate(lines[above:], above + 1):
        if not line or line.isspace():
            continue
        if line.count('"') % 2:
            return  # a cell with a line's end in it: from here on lines are no rows
        count = _cells(line)
        if count != wanted:
            yield number, count, wanted


def _header(lines: list[str]) -> tuple[int, int]:
    """Cells of the header, and the lines above it: a banner has few cells."""
    counts = [_cells(line) for line in lines[:BANNER_LINES]]
    above = next((at for at, count in enumerate(counts) if count * 2 > max(counts)), 0)
    return counts[above], above


def _cells(line: str) -> int:
    if '"' not in line:
        return line.count(",") + 1
    return len(next(csv.reader([line]), ()))
