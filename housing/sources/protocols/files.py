"""Files at an address of their own, and files whose address an index page tells."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from housing.errors import SourceChangedError
from housing.sources.answers import Answer, Download, Validators, shown
from housing.sources.definitions import IndexedFile, PlainFile
from housing.sources.download import Downloads
from housing.sources.protocols.arrivals import Arrival, Told, named


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a file of the wanted name, and the day its name says."""

    url: str
    name: str
    day: date | None


def fetch_plain(
    downloads: Downloads,
    file: PlainFile,
    folder: Path,
    known: Mapping[str, Validators],
    told: Told,
) -> Arrival | None:
    """Save a file; None where the publisher says it is still the one that is `known`.

    Its day is the one on which the publisher last changed it, where he says so.
    """
    return _saved(downloads, file, file.url, None, folder, known, told)


def fetch_indexed(
    downloads: Downloads,
    file: IndexedFile,
    folder: Path,
    known: Mapping[str, Validators],
    told: Told,
) -> Arrival | None:
    """Save the newest file of the wanted name that an index page links.

    Raises:
        SourceChangedError: the page links no such file any more, or several without a day.
    """
    link = downloads.ask(
        file.page,
        lambda answer: newest(links(answer, file), file),
        kind="html",
        is_remembered=True,
    )
    return _saved(downloads, file, link.url, link.day, folder, known, told)


def links(answer: Answer, file: IndexedFile) -> list[Link]:
    """Links on a page whose file has the wanted name, each once.

    Raises:
        SourceChangedError: there is none; the message says what there is.
    """
    page = _Page()
    page.feed(answer.body.decode("utf-8", errors="replace"))
    base = urljoin(answer.landed or answer.url, page.base)
    named_links = {}
    for address in page.addresses:
        url = urljoin(base, address.strip())
        parts = urlsplit(url)
        if parts.scheme == "http" and parts.hostname == urlsplit(base).hostname:
            url = parts._replace(scheme=urlsplit(base).scheme).geturl()
        named_links[url] = unquote(parts.path.rsplit("/", 1)[-1])
    fitting = [
        Link(url, name, _day(found, file, name))
        for url, name in named_links.items()
        if (found := re.fullmatch(file.link, name))
    ]
    if not fitting:
        files = [name for name in named_links.values() if re.search(r"\.(xlsx?|csv|zip)$", name)]
        there = f"It links {len(files)} files: {', '.join(files[:10])}." if files else ""
        raise SourceChangedError(
            f"{shown(answer.url)} has no link any more to a file like {file.link}. {there}".strip()
        )
    return fitting


def newest(found: list[Link], file: IndexedFile) -> Link:
    """Of several links the one with the latest day.

    Raises:
        SourceChangedError: there are several, and no days to tell.
    """
    if len(found) == 1:
        return found[0]
    dated = [link for link in found if link.day is not None]
    if not dated:
        raise SourceChangedError(
            f"{shown(file.page)} links {len(found)} files like {file.link}, and their names say "
            f"no day: {', '.join(link.name for link in found[:5])}."
        )
    return max(dated, key=lambda link: (link.day or date.min, link.url))


def _saved(
    downloads: Downloads,
    file: PlainFile | IndexedFile,
    url: str,
    day: date | None,
    folder: Path,
    known: Mapping[str, Validators],
    told: Told,
) -> Arrival | None:
    path = named(folder, file, None, f".{file.kind}")
    download = downloads.save(url, path, file.kind, known.get(url), told)
    if download is None:
        return None
    day = day or _changed(download)
    return Arrival(path.replace(named(folder, file, day, f".{file.kind}")), download, day)


def _changed(download: Download) -> date | None:
    """Day of a Last-Modified header, which servers sometimes write wrong."""
    stated = download.validators.last_modified
    try:
        return parsedate_to_datetime(stated).date() if stated else None
    except ValueError:
        return None


def _day(found: re.Match[str], file: IndexedFile, name: str) -> date | None:
    written = found.groupdict().get("date")
    if written is None:
        return None
    try:
        return datetime.strptime(written, file.layout).date()  # noqa: DTZ007 - a day has no zone
    except ValueError as error:
        raise SourceChangedError(
            f"{name}: {written!r} is no day like {file.layout}; {shown(file.page)} has changed."
        ) from error


class _Page(HTMLParser):
    """Collects where the links of a page lead."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.base = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        address = dict(attributes).get("href")
        if address and tag == "a":
            self.addresses.append(address)
        if address and tag == "base":
            self.base = address
