"""Raw files for tests of sources: excerpts as published, and copies of them with one fault."""

import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

from housing.sources.base import RawFile, Tables

EXCERPTS = Path(__file__).resolve().parent / "excerpts"


def excerpt(source_id: str, name: str, vintage: date | None = None) -> RawFile:
    """Return an excerpt of a real file, in the publisher's own layout and encoding."""
    return RawFile(EXCERPTS / source_id / name, name, vintage)


def changed(raw: RawFile, folder: Path, edits: Mapping[str, str]) -> RawFile:
    """Write a copy in which texts are replaced; a text that is not there is a fault of the test."""
    content = raw.path.read_bytes().decode("latin-1")
    for old, new in edits.items():
        assert old in content, f"{raw.name} does not hold {old!r}"
        content = content.replace(old, new)
    return written(folder, raw.name, content, raw.vintage)


def with_row(raw: RawFile, folder: Path, row: str) -> RawFile:
    """Write a copy with one row more at its end."""
    content = raw.path.read_bytes().decode("latin-1").rstrip("\r\n") + "\n" + row + "\n"
    return written(folder, raw.name, content, raw.vintage)


def written(folder: Path, name: str, content: str, vintage: date | None = None) -> RawFile:
    """Write a file as it might arrive."""
    path = folder / name
    path.write_bytes(content.encode("latin-1"))
    return RawFile(path, name, vintage)


def row_numbers(tables: Tables) -> list[int]:
    """Lines of the file that quarantine names."""
    return [] if "quarantine" not in tables else tables["quarantine"]["row_number"].tolist()


def reasons(tables: Tables) -> list[str]:
    """Reasons that quarantine gives, in the file's order."""
    return [] if "quarantine" not in tables else tables["quarantine"]["reason"].tolist()


def workbook(
    folder: Path, name: str, rows: Sequence[Sequence[object]], vintage: date | None = None
) -> RawFile:
    """Write a workbook of one sheet: text as text, numbers as numbers, None as nothing."""
    cells = [
        "<row>"
        + "".join(
            "<c/>"
            if cell is None
            else f"<c><v>{cell}</v></c>"
            if isinstance(cell, int | float)
            else f'<c t="inlineStr"><is><t>{escape(str(cell))}</t></is></c>'
            for cell in row
        )
        + "</row>"
        for row in rows
    ]
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/s.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/worksheet" Target="s.xml"/></Relationships>',
        "xl/s.xml": f'<worksheet xmlns="{main}"><sheetData>{"".join(cells)}</sheetData>'
        "</worksheet>",
    }
    path = folder / name
    with zipfile.ZipFile(path, "w") as archive:
        for part, text in parts.items():
            archive.writestr(part, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return RawFile(path, name, vintage)
