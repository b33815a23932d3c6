"""Archives and workbooks as they really arrive: bombs, tricks, locks, halves; made on the fly."""

import struct
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from tests.raw_files import workbook
from tests.sources.bad_files import as_csv, bad, cells, odd, put

#: How much a bomb unpacks to; on disk it is a thousandth of it.
BOMB_BYTES = 3_000_000_000

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def packed(folder: Path, members: dict[str, str | bytes], name: str = "homes.zip") -> Path:
    """Write an archive."""
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return folder / name


def zeros_packed(size: int) -> bytes:
    """So many bytes of zero as an archive packs them, without ever having them all."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    return piece * (size // 1_000_000) + packer.flush()


def bomb(path: Path, member: str, declared: int) -> Path:
    """Add a member that unpacks to gigabytes to an archive, saying it has `declared` bytes."""
    content = path.read_bytes() if path.exists() else b"PK\x05\x06" + bytes(18)
    end = content.rfind(b"PK\x05\x06")
    count, size, start = struct.unpack("<HII", content[end + 10 : end + 20])
    data, name = zeros_packed(BOMB_BYTES), member.encode()
    facts = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, 0, len(data), declared, len(name), 0)
    local = b"PK\x03\x04" + facts + name + data
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + facts + struct.pack("<HHHII", 0, 0, 0, 0, start)
    directory = content[start : start + size] + entry + name
    tail = struct.pack(
        "<HHHHIIH", 0, 0, count + 1, count + 1, len(directory), start + len(local), 0
    )
    path.write_bytes(content[:start] + local + directory + b"PK\x05\x06" + tail)
    return path


def sheet(
    rows: Sequence[Sequence[Any]],
    *,
    doctype: str = "",
    more_rows: str = "",
    is_escaped: bool = False,
    error_cells: bool = False,
) -> str:
    """One sheet's XML; `#...` is a cell of type error where asked for."""

    def cell(value: Any) -> str:
        if isinstance(value, int | float):
            return f"<c><v>{value}</v></c>"
        if error_cells and str(value).startswith("#"):
            return f'<c t="e"><v>{value}</v></c>'
        return f'<c t="inlineStr"><is><t>{value if is_escaped else escape(str(value))}</t></is></c>'

    body = "".join("<row>" + "".join(map(cell, row)) + "</row>" for row in rows)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<worksheet xmlns="{_MAIN}">'
        f"<sheetData>{body}{more_rows}</sheetData></worksheet>"
    )


def book(folder: Path, sheets: dict[str, str], name: str = "homes.xlsx") -> Path:
    """A workbook of sheets by title."""
    numbered = list(enumerate(sheets, 1))
    listed = "".join(f'<sheet name="{title}" sheetId="{n}" r:id="r{n}"/>' for n, title in numbered)
    links = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/worksheet" Target="s{n}.xml"/>'
        for n, _ in numbered
    )
    types = "".join(
        f'<Override PartName="/xl/s{n}.xml" ContentType="{_KIND}.worksheet+xml"/>'
        for n, _ in numbered
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
        f'PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}'
        "</Relationships>",
    }
    made = {part: f'<?xml version="1.0" encoding="UTF-8"?>{text}' for part, text in parts.items()}
    made |= {f"xl/s{n}.xml": sheets[title] for n, title in numbered}
    return packed(folder, made, name)


# --- archives


@bad("unpacks to")
def bomb_by_declared_size(folder: Path) -> Path:
    return bomb(folder / "homes.zip", "homes.csv", BOMB_BYTES)


@bad("other size than it says|unpacks to|not a complete zip")
def bomb_that_lies_about_its_size(folder: Path) -> Path:
    return bomb(folder / "homes.zip", "homes.csv", 500)


@bad("holds 20,000 files|holds more than")
def archive_of_thousands(folder: Path) -> Path:
    path = folder / "homes.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(20_000):
            archive.writestr(f"{number}", b"")
    return path


@bad("outside of its own folder")
def path_upwards(folder: Path) -> Path:
    return packed(folder, {"../../homes.csv": as_csv()})


@bad("outside of its own folder")
def path_from_the_root(folder: Path) -> Path:
    return packed(folder, {"/etc/homes.csv": as_csv()})


@bad("outside of its own folder")
def path_of_windows(folder: Path) -> Path:
    return packed(folder, {"C:\\homes.csv": as_csv()})


@bad("a link")
def symlink_in_archive(folder: Path) -> Path:
    entry = zipfile.ZipInfo("homes.csv")
    entry.create_system, entry.external_attr = 3, 0o120777 << 16
    path = folder / "homes.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    return path


@bad("an archive in an archive")
def zip_in_zip(folder: Path) -> Path:
    inner = packed(folder, {"homes.csv": as_csv()}, "inner.zip").read_bytes()
    (folder / "inner.zip").unlink()
    return packed(folder, {"inner.zip": inner})


@bad("locked with a password")
def locked_archive(folder: Path) -> Path:
    path = packed(folder, {"homes.csv": as_csv()})
    content = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content[content.find(mark) + at] |= 1
    return put(folder, "homes.zip", bytes(content))


@bad("is not a complete zip archive")
def truncated_archive(folder: Path) -> Path:
    path = packed(folder, {"homes.csv": as_csv()})
    return put(folder, "homes.zip", path.read_bytes()[:-60])


@bad("holds 2 files: homes.csv, other.csv")
def archive_of_two(folder: Path) -> Path:
    return packed(folder, {"homes.csv": as_csv(), "other.csv": as_csv()})


@bad("is empty|holds no file")
def archive_of_nothing(folder: Path) -> Path:
    return packed(folder, {})


# --- workbooks


@bad("locked with a password")
def locked_workbook(folder: Path) -> Path:
    streams = (
        "EncryptionInfo".encode("utf-16-le") + bytes(36) + "EncryptedPackage".encode("utf-16-le")
    )
    return put(folder, "homes.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + streams)


@bad("is not a complete workbook")
def truncated_workbook(folder: Path) -> Path:
    path = workbook(folder, "homes.xlsx", cells()).path
    return put(folder, "homes.xlsx", path.read_bytes()[:-100])


@bad("is not a complete workbook")
def old_workbook_cut_off(folder: Path) -> Path:
    return put(folder, "homes.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


@bad("is not a complete workbook|no workbook")
def archive_as_workbook(folder: Path) -> Path:
    return packed(folder, {"homes.csv": as_csv()}, "homes.xlsx")


@bad("macros")
def workbook_with_macros(folder: Path) -> Path:
    return workbook(folder, "homes.xlsm", cells()).path


@bad("unpacks to")
def workbook_bomb(folder: Path) -> Path:
    path = workbook(folder, "homes.xlsx", cells()).path
    return bomb(path, "xl/media/image1.bmp", BOMB_BYTES)


@bad("entit|not a complete workbook")
def billion_laughs(folder: Path) -> Path:
    laughs = "".join(
        f'<!ENTITY l{n} "{"".join(f"&l{n - 1};" for _ in range(10))}">' for n in range(1, 10)
    )
    doctype = f'<!DOCTYPE worksheet [<!ENTITY l0 "ha">{laughs}]>'
    return book(folder, {"Homes": sheet(cells(NAME="&l9;"), doctype=doctype, is_escaped=True)})


@bad("cells|rows and .* columns")
def two_cells_far_apart(folder: Path) -> Path:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return book(folder, {"Homes": sheet(cells(), more_rows=far)})


@bad("no source of Elm has these columns")
def merged_headers(folder: Path) -> Path:
    above = ["Home", None, None, "Place", None, "Homes", None, "Covenant", None, None]
    below = ["Id", "Name", "Address", "Lat", "Lon", "All", "Affordable", "Program", "From", "To"]
    return workbook(folder, "homes.xlsx", [above, below, *cells()[1:]]).path


@bad("has no id")
def workbook_of_errors(folder: Path) -> Path:
    return book(folder, {"Homes": sheet(cells(HOME_ID="#REF!"), error_cells=True)})


@bad("is on another row too")
def same_list_in_two_sheets(folder: Path) -> Path:
    return book(folder, {"This year": sheet(cells()), "Last year": sheet(cells())})


@odd("")
def banner_above_the_header(folder: Path) -> Path:
    return workbook(folder, "homes.xlsx", [["City of Elm"], [None], *cells()]).path


@odd("2 sheets .Notes, Homes.")
def sheets_of_other_things(folder: Path) -> Path:
    return book(folder, {"Notes": sheet([["Read me"]]), "Homes": sheet(cells())})
