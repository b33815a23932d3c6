"""What a JSON file holds, read from its beginning: shapes, rows, or a server's excuse."""

import json
import re

from housing.errors import FileUnreadableError

__all__ = ["json_columns"]

#: The first shape of a list lies within so much of the file.
_HEAD = 20_000_000

#: An answer that says what went wrong is short.
_LONGEST_ANSWER = 100_000

_FIRST = re.compile(r'"(?:features|geometries)"\s*:\s*\[|^\s*\[|^\s*\{\s*"data"\s*:')
_GEOMETRIES = (
    "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon",
    "GeometryCollection",
)  # fmt: skip


def json_columns(content: bytes, name: str) -> list[str]:
    """Names of the first shape's attributes, of a list's first row, or of an answer's `data`.

    Raises:
        FileUnreadableError: it holds no shapes, only one without attributes, an error of the
            publisher's server, or lists within lists without end.
    """
    text = content[:_HEAD].decode("utf-8-sig", errors="replace")
    start = _FIRST.search(text)
    try:
        if start is None:
            _refuse_answer(content, name)
            return []
        at = _next_value(text, start.end())
        if text[at : at + 1] == "]":
            raise FileUnreadableError(f"{name} holds no shapes. Download it again.")
        first, _ = json.JSONDecoder().raw_decode(text, at)
    except RecursionError:
        raise FileUnreadableError(
            f"{name} has lists nested in lists without end, as no map has. Ask the publisher for "
            "another file."
        ) from None
    except ValueError:
        return []
    if isinstance(first, dict):
        first = first.get("properties") or first.get("attributes") or first
    return [str(column) for column in first]


def _refuse_answer(content: bytes, name: str) -> None:
    """Refuse what a server says instead of data, and a shape of which nothing is told."""
    if len(content) > _LONGEST_ANSWER:
        return
    said = json.loads(content.decode("utf-8-sig"))
    if not isinstance(said, dict):
        return
    if error := said.get("error"):
        words = error.get("message", error) if isinstance(error, dict) else error
        raise FileUnreadableError(
            f"{name} is no data: the publisher's server says that something went wrong "
            f"({str(words)[:200]}). Ask it again later."
        )
    if said.get("type") in _GEOMETRIES:
        raise FileUnreadableError(
            f"{name} is a bare geometry without attributes: nothing says what it outlines. Ask for "
            "the whole layer as GeoJSON (a FeatureCollection)."
        )


def _next_value(text: str, position: int) -> int:
    while text[position : position + 1].isspace():
        position += 1
    return position
