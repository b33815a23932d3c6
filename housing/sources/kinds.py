"""Kinds of files that publishers send, and how a file shows that it is of another kind."""

from dataclasses import dataclass

from housing.errors import FetchError

#: How web pages begin, in lower case.
_PAGE_STARTS = (b"<!doctype html", b"<html", b"<head")

#: How much of a file tells its kind.
HEAD_BYTES = 512


@dataclass(frozen=True, slots=True)
class Kind:
    """What people call such a file, and how its bytes begin; one of `starts`, none of `never`."""

    name: str
    words: str
    starts: tuple[bytes, ...] = ()
    never: tuple[bytes, ...] = ()


_PACKED = (b"PK\x03\x04", b"PK\x05\x06")
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"

KINDS = {
    kind.name: kind
    for kind in (
        Kind("csv", "a table as text", never=(*_PACKED, _OLD_WORKBOOK, b"%PDF", b"{")),
        Kind("xlsx", "a workbook", starts=_PACKED),
        Kind("xls", "a workbook", starts=(_OLD_WORKBOOK,)),
        Kind("zip", "an archive", starts=_PACKED),
        Kind("json", "JSON", starts=(b"{", b"[")),
        Kind("geojson", "GeoJSON", starts=(b"{",)),
        Kind("html", "a web page", starts=(b"<",)),
    )
}


def require_type(content_type: str, kind: Kind, named: str) -> None:
    """Refuse a web page by its content type, before its bytes are read.

    Raises:
        FetchError: a page where something else was expected.
    """
    if kind.name != "html" and content_type.split(";")[0].strip().lower() in _PAGE_TYPES:
        raise _page_instead(kind, named)


def require_kind(head: bytes, kind: Kind, named: str) -> None:
    """Refuse bytes that cannot be the beginning of such a file.

    Raises:
        FetchError: nothing at all, a web page, or another kind of file.
    """
    start = head[:HEAD_BYTES].lstrip(b"\xef\xbb\xbf \r\n\t")
    if not start:
        raise FetchError(f"{named} sent an empty answer where {kind.words} was expected.")
    if kind.name != "html" and start.lower().startswith(_PAGE_STARTS):
        raise _page_instead(kind, named)
    if start.startswith(kind.never) or not start.startswith(kind.starts or (b"",)):
        raise FetchError(
            f"{named} sent something else than {kind.words}: it begins with {start[:12]!r}."
        )


_PAGE_TYPES = ("text/html", "application/xhtml+xml")


def _page_instead(kind: Kind, named: str) -> FetchError:
    return FetchError(
        f"{named} sent a web page where {kind.words} was expected: the publisher refuses, has "
        "moved the file, or asks for a login. Open the address in a browser to see which."
    )
