"""What a publisher sends: an answer to a question, or a file, and how it is recognized again."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from housing.errors import FetchError, UnfinishedError

#: Answers that mean "later".
BUSY = (429, 500, 502, 503, 504)

#: Machines that may be spoken to without encryption.
_THIS_MACHINE = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Validators:
    """What a publisher says by which it recognizes the same file again."""

    etag: str | None = None
    last_modified: str | None = None

    @property
    def strong(self) -> str | None:
        """What proves the same bytes, so that a download may be continued (RFC 9110, 13.1.5)."""
        if self.etag:
            return None if self.etag.startswith("W/") else self.etag
        return self.last_modified


@dataclass(frozen=True, slots=True)
class Answer:
    """A publisher's answer to one question."""

    #: The address without any key.
    url: str
    body: bytes
    validators: Validators
    #: Where the answer came from in the end, if the publisher sent us on.
    landed: str = ""

    def json(self) -> Any:
        """Return what the answer says.

        Raises:
            UnfinishedError: it broke off.
        """
        try:
            return json.loads(self.body)
        except ValueError as error:
            raise UnfinishedError(f"{shown(self.url)} sent half an answer ({error}).") from error


@dataclass(frozen=True, slots=True)
class Download:
    """A file that was saved."""

    #: The address without any key.
    url: str
    bytes: int
    validators: Validators


def shown(url: str) -> str:
    """Return an address as it may be printed: without what follows the question mark.

    >>> shown("https://api.census.gov/data/2022/acs/acs5?key=secret")
    'https://api.census.gov/data/2022/acs/acs5'
    """
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname or ''}{parts.path}"


def with_parameters(url: str, parameters: dict[str, str]) -> str:
    """Return an address with what stands after the question mark."""
    if not parameters:
        return url
    return f"{url}{'&' if '?' in url else '?'}{urlencode(parameters, safe='*:,')}"


def require_encrypted(url: str) -> None:
    """Refuse an address that anybody on the way could answer for.

    Raises:
        FetchError: it is neither https nor on this machine.
    """
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in _THIS_MACHINE:
        raise FetchError(f"{shown(url)} is not encrypted: only https addresses are fetched.")


def refusal(status: int, named: str) -> str:
    """Say in words what a status code means to a person."""
    if status in BUSY:
        return f"{named} is too busy to answer ({status}), however often it is asked. Try later."
    if status in (401, 403):
        return (
            f"{named} refuses ({status}): it wants a key, another one, or a person with a browser."
        )
    if status in (404, 410):
        return f"{named} is not there any more ({status}). The publisher has moved it."
    return f"{named} answered {status} and sent nothing that can be used."
