"""Raw files for tests of sources: excerpts as published, and copies of them with one fault."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

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
