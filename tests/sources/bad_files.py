"""Files as they really arrive: broken, hostile, or merely odd, each made on the fly and small.

Every maker writes one file of the invented town of Elm into a folder and returns its path. `BAD`
holds what has to be refused, with words of the sentence that says why; `ODD` what is read all the
same, with words of what is told about it.
"""

import csv
import gzip
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.raw_files import workbook

#: Writes a file into a folder.
Maker = Callable[[Path], Path]

BAD: dict[str, tuple[Maker, str]] = {}
ODD: dict[str, tuple[Maker, str]] = {}

HEADER = (
    "HOME_ID", "NAME", "ADDRESS", "LAT", "LON", "HOMES", "AFFORDABLE", "PROGRAM", "STARTS", "ENDS",
)  # fmt: skip


def homes(count: int = 30) -> list[dict[str, Any]]:
    """Rows of Elm's list of homes, as good as can be."""
    return [
        {
            "HOME_ID": f"E-{row:03}",
            "NAME": f"Elm Court {row}",
            "ADDRESS": f"{row} OAK ST",
            "LAT": 40 + row / 1000,
            "LON": -100 - row / 1000,
            "HOMES": 20 + row,
            "AFFORDABLE": 10 + row,
            "PROGRAM": "LIHTC",
            "STARTS": "2001-01-01",
            "ENDS": "2031-01-01",
        }
        for row in range(1, count + 1)
    ]


def as_csv(rows: Sequence[dict[str, Any]] | None = None, **changed: Any) -> str:
    """The list as CSV; `changed` cells hold in every row, a callable gives each row's."""
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADER, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    for row in homes() if rows is None else rows:
        writer.writerow(
            row | {name: new(row) if callable(new) else new for name, new in changed.items()}
        )
    return out.getvalue()


def cells(**changed: Any) -> list[list[Any]]:
    """The list as cells of a sheet."""
    return [[*HEADER], *([(row | changed)[name] for name in HEADER] for row in homes())]


def bad(says: str) -> Callable[[Maker], Maker]:
    """A file that is refused, and words of the sentence."""
    return lambda maker: _listed(BAD, maker, says)


def odd(tells: str) -> Callable[[Maker], Maker]:
    """A file that is read, and words of what is told."""
    return lambda maker: _listed(ODD, maker, tells)


def _listed(kinds: dict[str, tuple[Maker, str]], maker: Maker, said: str) -> Maker:
    kinds[maker.__name__] = (maker, said)
    return maker


def put(folder: Path, name: str, content: str | bytes) -> Path:
    """Write a file."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# --- no file of that kind at all


@bad("is empty")
def nothing_at_all(folder: Path) -> Path:
    return put(folder, "homes.csv", "")


@bad("is empty")
def blank_lines_only(folder: Path) -> Path:
    return put(folder, "homes.csv", "\n \n\r\n\t\n")


@bad("has a header but no rows")
def header_only(folder: Path) -> Path:
    return put(folder, "homes.csv", as_csv([]))


@bad("has a header but no rows")
def header_only_workbook(folder: Path) -> Path:
    return workbook(folder, "homes.xlsx", cells()[:1]).path


@bad("is a web page")
def web_page_as_csv(folder: Path) -> Path:
    return put(folder, "homes.csv", "\n\n<!DOCTYPE html><html><body>Sign in</body></html>")


@bad("is a web page")
def web_page_as_workbook(folder: Path) -> Path:
    return put(folder, "homes.xlsx", "<html><table><tr><td>HOME_ID</td></tr></table></html>")


@bad("is a web page")
def web_page_after_a_remark(folder: Path) -> Path:
    return put(folder, "parcels.geojson", "<!-- served by Elm --><!DOCTYPE html><html></html>")


@bad("is XML")
def service_exception_as_geojson(folder: Path) -> Path:
    return put(
        folder, "parcels.geojson", '<?xml version="1.0"?><ServiceException>no</ServiceException>'
    )


@bad("is a PDF")
def pdf_as_csv(folder: Path) -> Path:
    return put(folder, "homes.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj <<>> endobj")


@bad("is a picture")
def picture_as_csv(folder: Path) -> Path:
    return put(folder, "homes.csv", b"\x89PNG\r\n\x1a\n" + bytes(200))


@bad("is an archive of another kind")
def gzip_as_csv(folder: Path) -> Path:
    return put(folder, "homes.csv", gzip.compress(as_csv().encode()))


@bad("is a workbook or archive")
def workbook_as_csv(folder: Path) -> Path:
    return workbook(folder, "homes.csv", cells()).path


@odd("its ending is .xlsx, but it is text")
def csv_as_workbook(folder: Path) -> Path:
    return put(folder, "homes.xlsx", as_csv())


@bad("says that something went wrong")
def error_as_json(folder: Path) -> Path:
    answer = {"error": {"code": 500, "message": "Unable to complete operation."}}
    return put(folder, "parcels.geojson", json.dumps(answer))


# --- text


@bad("breaks off in its last line")
def truncated_csv(folder: Path) -> Path:
    return put(folder, "homes.csv", as_csv()[:-25])


@bad("is not a readable CSV file")
def open_quotation(folder: Path) -> Path:
    return put(folder, "homes.csv", as_csv().replace("Elm Court 7,", '"Elm Court 7,'))


@bad("line 5 has 12 cells.*header has 10")
def too_many_cells(folder: Path) -> Path:
    return put(folder, "homes.csv", as_csv().replace("Elm Court 4,", "Elm, Court, 4,"))


@bad("also needs STARTS")
def duplicate_headers(folder: Path) -> Path:
    return put(folder, "homes.csv", as_csv().replace("STARTS,ENDS", "ENDS,ENDS"))


@bad("a column twice, ENDS")
def same_column_twice(folder: Path) -> Path:
    lines = as_csv().splitlines()
    return put(
        folder,
        "homes.csv",
        "\n".join([lines[0] + ",ENDS", *(one + ",2040-01-01" for one in lines[1:])]),
    )


@bad("holds bytes of zero")
def nul_bytes(folder: Path) -> Path:
    return put(folder, "homes.csv", as_csv().replace("Elm Court 9", "Elm\x00Court\x009"))


@bad("UTF-16")
def utf_16(folder: Path) -> Path:
    return put(folder, "homes.csv", as_csv().encode("utf-16"))


@bad("UTF-16")
def utf_16_without_mark(folder: Path) -> Path:
    return put(folder, "homes.csv", as_csv().encode("utf-16-le"))


@bad("mixes two encodings.*line 3.*line 8")
def mixed_encodings(folder: Path) -> Path:
    lines = as_csv().encode().split(b"\n")
    lines[2] = lines[2].replace(b"Elm", "Peña".encode())
    lines[7] = lines[7].replace(b"Elm", "Peña".encode("latin-1"))
    return put(folder, "homes.csv", b"\n".join(lines))


@bad("has 10,000,010 columns")
def columns_by_the_million(folder: Path) -> Path:
    many = ",".join([*HEADER, *("C" for _ in range(10_000_000))])
    return put(folder, "homes.csv", many + "\n1,2\n")


@bad("has 1,000 MB; of this kind at most")
def endless_line(folder: Path) -> Path:
    path = put(folder, "homes.csv", as_csv())
    with path.open("r+b") as file:
        file.seek(999_999_999)
        file.write(b"\n")
    return path


@bad("has a line of more than 1,000,000 characters, line 32")
def long_line(folder: Path) -> Path:
    return put(folder, "homes.csv", as_csv() + "E-999," + "x" * 2_500_000 + "\n")


@bad("no source of Elm has these columns")
def emoji_header(folder: Path) -> Path:
    return put(folder, "homes.csv", as_csv().replace("HOME_ID", "🏠"))


@bad("nearest is Homes of Elm, which also needs AFFORDABLE")
def renamed_column(folder: Path) -> Path:
    return put(folder, "homes.csv", as_csv().replace("AFFORDABLE", "BELOW_MARKET"))


@bad("between semicolons")
def semicolons(folder: Path) -> Path:
    return put(folder, "homes.csv", as_csv().replace(",", ";"))


@bad("has no id")
def errors_of_a_spreadsheet(folder: Path) -> Path:
    return put(folder, "homes.csv", as_csv(HOME_ID="#REF!"))


# --- cells


@bad("homes '-12' is negative")
def negative_homes(folder: Path) -> Path:
    return put(folder, "homes.csv", as_csv(HOMES=-12))


@bad("'affordable' should hold numbers.*'about twenty'")
def words_for_numbers(folder: Path) -> Path:
    return put(folder, "homes.csv", as_csv(AFFORDABLE="about twenty"))


@bad("'ends' should hold dates")
def days_in_words(folder: Path) -> Path:
    return put(folder, "homes.csv", as_csv(ENDS="first of May"))


@bad("exchanged|swapped")
def swapped_columns(folder: Path) -> Path:
    return put(folder, "homes.csv", as_csv(LAT=lambda row: row["LON"], LON=lambda row: row["LAT"]))


@bad("no degrees|not in the United States")
def columns_in_feet(folder: Path) -> Path:
    return put(folder, "homes.csv", as_csv(LAT=447_123.5, LON=1_304_551.2))


@bad("not in the United States")
def infinite_columns(folder: Path) -> Path:
    return put(folder, "homes.csv", as_csv(LAT="inf", LON="-inf"))


@bad("has no id")
def ids_gone(folder: Path) -> Path:
    return put(folder, "homes.csv", as_csv(HOME_ID=""))


@bad("is on another row too")
def one_id_for_all(folder: Path) -> Path:
    return put(folder, "homes.csv", as_csv(HOME_ID="E-001"))


@bad("kilometers from Elm")
def another_citys_homes(folder: Path) -> Path:
    moved = as_csv(LAT=lambda row: row["LAT"] - 7, LON=lambda row: row["LON"] + 20)
    return put(folder, "homes.csv", moved)


# --- odd, and read


@odd("")
def byte_order_mark(folder: Path) -> Path:
    return put(folder, "homes.csv", "\ufeff" + as_csv())


@odd("1 column .*PHONE")
def extra_column(folder: Path) -> Path:
    lines = as_csv().splitlines()
    return put(
        folder, "homes.csv", "\n".join([lines[0] + ",PHONE", *(one + ",x" for one in lines[1:])])
    )


@odd("latin-1|UTF-8")
def western_encoding(folder: Path) -> Path:
    return put(folder, "homes.csv", as_csv(NAME="Peña Court").encode("latin-1"))


@odd("")
def apple_line_ends(folder: Path) -> Path:
    return put(folder, "homes.csv", as_csv().replace("\n", "\r"))


@odd("3 rows.* fewer cells")
def too_few_cells(folder: Path) -> Path:
    lines = as_csv().splitlines()
    lines[3:6] = [line.rsplit(",", 2)[0] for line in lines[3:6]]
    return put(folder, "homes.csv", "\n".join(lines) + "\n")


@odd("")
def thousands_separators(folder: Path) -> Path:
    return put(folder, "homes.csv", as_csv(HOMES="1,200"))


@odd("")
def three_forms_of_dates(folder: Path) -> Path:
    forms = ("2031-01-01", "1/1/2031", "2031/01/01 00:00:00+00")
    return put(folder, "homes.csv", as_csv(ENDS=lambda row: forms[row["HOMES"] % 3]))


@odd("1 .*formula|formula")
def formulas(folder: Path) -> Path:
    return put(folder, "homes.csv", as_csv(NAME='=HYPERLINK("http://example.org")'))


@odd("negative")
def one_negative_count(folder: Path) -> Path:
    return put(
        folder,
        "homes.csv",
        as_csv(HOMES=lambda row: -1 if row["HOME_ID"] == "E-007" else row["HOMES"]),
    )


@odd("#REF!")
def one_error_cell(folder: Path) -> Path:
    return put(
        folder,
        "homes.csv",
        as_csv(ENDS=lambda row: "#REF!" if row["HOME_ID"] == "E-007" else row["ENDS"]),
    )
