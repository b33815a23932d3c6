"""Downloading: the one door to publishers. Every request of the project passes through here.

What goes wrong on the way is met here, once. A busy publisher (429, 5xx) is asked again, as late as
it says itself; an answer that breaks off is asked for again, a large file from where it broke off.
What is already here is not sent a second time, if the publisher can tell. What is too large or of
another kind is refused. Keys travel and are never written down.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar
from urllib.parse import quote, urlsplit

import requests
import requests_cache
import tenacity
import urllib3
from requests.adapters import HTTPAdapter

from housing.errors import FetchError, UnfinishedError
from housing.sources.answers import (
    BUSY,
    Answer,
    Download,
    Validators,
    refusal,
    require_encrypted,
    shown,
    with_parameters,
)
from housing.sources.keys import Key, Redacting, talkative_loggers
from housing.sources.kinds import KINDS, Kind, require_kind, require_type
from housing.sources.unfinished import Part

#: hud.gov answers programs that do not look like browsers with 202 and nothing.
_AGENT = "Mozilla/5.0 (compatible; Holdfast; affordable housing preservation)"

_CHUNK = 1 << 16

#: What happens to an answer on its way, after it began.
_BROKEN_OFF = (requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, how often to ask again, and how much to take."""

    connect_seconds: float = 10
    read_seconds: float = 120
    tries: int = 5
    #: Waiting time before the second try; it doubles with every further one.
    backoff_seconds: float = 1
    longest_wait_seconds: float = 120
    #: A judgement: the lists named so far are far smaller, the largest of known size 29 MB.
    largest_file_bytes: int = 2_000_000_000
    largest_answer_bytes: int = 200_000_000


class Downloads:
    """One visit to publishers. Use it in a `with` statement."""

    def __init__(
        self,
        environment: Mapping[str, str],
        remembered: Path | None = None,
        patience: Patience | None = None,
    ) -> None:
        self.patience = patience or Patience()
        self._environment = environment
        self._secrets: set[str] = set()
        self._filter = Redacting(self._secrets)
        self._plain = self._outfitted(_Session())
        backend = "memory" if remembered is None else "sqlite"
        self._remembering = self._outfitted(
            _RememberingSession(
                remembered or "answers",
                backend=backend,
                expire_after=requests_cache.EXPIRE_IMMEDIATELY,
                always_revalidate=True,
                ignored_parameters=["key", "Authorization", "X-App-Token"],
            )
        )

    def __enter__(self) -> Self:
        for logger in talkative_loggers():
            logger.addFilter(self._filter)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._plain.close()
        self._remembering.close()
        for logger in talkative_loggers():
            logger.removeFilter(self._filter)

    def ask(
        self,
        url: str,
        read: Callable[[Answer], T],
        *,
        parameters: Mapping[str, str] | None = None,
        form: Mapping[str, str] | None = None,
        upload: Mapping[str, tuple[str, bytes, str]] | None = None,
        key: Key | None = None,
        kind: str = "json",
        is_remembered: bool = False,
    ) -> T:
        """Ask a publisher and read the answer; ask again while either is unfinished.

        Args:
            url: the address without parameters.
            read: what makes sense of the answer; it may raise `UnfinishedError`.
            parameters: what stands after the address.
            form: sent instead as a form, for questions too long for an address.
            upload: files sent with the form.
            key: the key the publisher wants.
            kind: what the answer should be, one of `KINDS`.
            is_remembered: small answers that seldom change; they are sent again only when changed.

        Raises:
            FetchError: out of reach, refused, or of another kind.
            KeyMissingError: the key is not set.
        """
        session = self._remembering if is_remembered else self._plain
        with_key, headers = self._keyed(parameters or {}, key)
        asked = {"params": with_key, "headers": headers, "data": form, "files": upload}
        method = "POST" if form is not None or upload is not None else "GET"

        def once() -> T:
            with self._sent(session, method, url, **asked) as response:
                self._require_success(response, url)
                require_type(response.headers.get("Content-Type", ""), KINDS[kind], shown(url))
                body = b"".join(self._chunks(response, url, self.patience.largest_answer_bytes))
                if not body.strip():
                    raise UnfinishedError(f"{shown(url)} sent an empty answer.")
                require_kind(body, KINDS[kind], shown(url))
                return read(
                    Answer(
                        url=with_parameters(url, dict(parameters or {})),
                        body=body,
                        validators=_validators(response),
                        landed=urlsplit(response.url)._replace(query="").geturl(),
                    )
                )

        return self._patiently(once)

    def save(
        self,
        url: str,
        path: Path,
        kind: str,
        known: Validators | None = None,
        on_bytes: Callable[[int, int | None], None] = lambda done, total: None,
    ) -> Download | None:
        """Save a publisher's file; None where it is still the one that is `known`.

        A download that broke off, in this run or an earlier one, is continued if the publisher
        proves that its file is still the same; else it begins anew.

        Raises:
            FetchError: out of reach, refused, too large, incomplete, or of another kind.
        """
        part = Part.of(path, url)

        def once() -> Download | None:
            start = part.size()
            with self._sent(
                self._plain, "GET", url, headers=_file_headers(part, start, known)
            ) as response:
                if response.status_code == 304:
                    return None
                start = _where_it_continues(response, part, start, url)
                total = self._announced(response, start, KINDS[kind], url)
                part.note(_validators(response).strong if total is not None else None)
                with part.path.open("ab" if start else "wb") as file:
                    for chunk in self._chunks(
                        response, url, self.patience.largest_file_bytes - start
                    ):
                        file.write(chunk)
                        on_bytes(file.tell(), total)
                return part.finish(path, total, KINDS[kind], _validators(response))

        try:
            return self._patiently(once)
        except FetchError:
            part.drop_unless_it_can_be_continued()
            raise

    def _outfitted(self, session: requests.Session) -> requests.Session:
        """Give a session our name and the rule when to ask a busy publisher again."""
        session.headers["User-Agent"] = _AGENT
        again = urllib3.Retry(
            total=self.patience.tries - 1,
            status_forcelist=BUSY,
            allowed_methods=None,
            backoff_factor=self.patience.backoff_seconds,
            backoff_max=self.patience.longest_wait_seconds,
            retry_after_max=int(self.patience.longest_wait_seconds),
            raise_on_status=False,
        )
        for scheme in ("https://", "http://"):
            session.mount(scheme, HTTPAdapter(max_retries=again))
        return session

    def _patiently(self, once: Callable[[], T]) -> T:
        """Try, and try again while the answer is unfinished."""
        return tenacity.Retrying(
            stop=tenacity.stop_after_attempt(self.patience.tries),
            wait=tenacity.wait_exponential(
                multiplier=self.patience.backoff_seconds, max=self.patience.longest_wait_seconds
            ),
            retry=tenacity.retry_if_exception_type(UnfinishedError),
            reraise=True,
        )(once)

    def _keyed(
        self, parameters: Mapping[str, str], key: Key | None
    ) -> tuple[dict[str, str], dict[str, str]]:
        value = key.value(self._environment) if key else None
        if key is None or value is None:
            return dict(parameters), {}
        self._secrets |= {value, quote(value, safe="")}
        if key.parameter:
            return {**parameters, key.parameter: value}, {}
        return dict(parameters), {key.header: key.prefix + value}

    @contextmanager
    def _sent(
        self, session: requests.Session, method: str, url: str, **asked: Any
    ) -> Iterator[requests.Response]:
        """Send a request; what the network does wrong becomes a sentence without any key."""
        require_encrypted(url)
        waits = (self.patience.connect_seconds, self.patience.read_seconds)
        try:
            with session.request(method, url, timeout=waits, stream=True, **asked) as response:
                yield response
        except requests.exceptions.RequestException as error:
            raise self._in_words(error, url) from (None if self._secrets else error)

    def _in_words(self, error: requests.exceptions.RequestException, url: str) -> FetchError:
        """What went wrong on the way, without the request itself: a key may stand in it."""
        cause = error.args[0] if error.args else None
        reason = getattr(cause, "reason", None)
        slow = (urllib3.exceptions.ReadTimeoutError, requests.exceptions.Timeout)
        if isinstance(error, _BROKEN_OFF) or isinstance(cause, slow):
            return UnfinishedError(f"{shown(url)} broke off in the middle of its answer.")
        if isinstance(error, requests.exceptions.SSLError):
            return FetchError(
                f"{shown(url)} cannot be spoken to safely: its certificate cannot be verified."
            )
        if isinstance(error, slow) or isinstance(reason, slow):
            return FetchError(f"{shown(url)} does not answer. Try again later.")
        return FetchError(
            f"{shown(url)} cannot be reached. Check the address and the internet connection."
        )

    def _require_success(self, response: requests.Response, url: str) -> None:
        if response.status_code in (200, 206):
            return
        raise FetchError(refusal(response.status_code, shown(url)))

    def _chunks(self, response: requests.Response, url: str, largest: int) -> Iterator[bytes]:
        """Bytes as they arrive, counted; more than were expected are refused."""
        taken = 0
        for chunk in response.iter_content(_CHUNK):
            taken += len(chunk)
            if taken > largest:
                raise FetchError(f"{shown(url)} sends more than {largest:,} bytes: refused.")
            yield chunk

    def _announced(
        self, response: requests.Response, start: int, kind: Kind, url: str
    ) -> int | None:
        """How large the file will be, if the publisher says; a wrong kind or size is refused."""
        self._require_success(response, url)
        require_type(response.headers.get("Content-Type", ""), kind, shown(url))
        length = response.headers.get("Content-Length", "")
        if (
            not length.isdigit()
            or response.headers.get("Content-Encoding", "identity") != "identity"
        ):
            return None
        total = start + int(length)
        if total > self.patience.largest_file_bytes:
            raise FetchError(
                f"{shown(url)} announces {total:,} bytes, more than the "
                f"{self.patience.largest_file_bytes:,} that are taken: refused."
            )
        return total


class _Keyless:
    """A session that takes no key along to another host and never leaves encryption."""

    def rebuild_auth(self, prepared_request: Any, response: Any) -> None:
        require_encrypted(prepared_request.url)
        before, after = urlsplit(response.request.url), urlsplit(prepared_request.url)
        if before.netloc != after.netloc:
            prepared_request.headers.pop("Authorization", None)
            prepared_request.headers.pop("X-App-Token", None)


class _Session(_Keyless, requests.Session):
    pass


class _RememberingSession(_Keyless, requests_cache.CachedSession):
    pass


def _file_headers(part: Part, start: int, known: Validators | None) -> dict[str, str]:
    """Ask for the bytes as they are: the rest of them, or all unless they are known."""
    headers = {"Accept-Encoding": "identity"}
    if start:
        return {**headers, "Range": f"bytes={start}-", "If-Range": part.validator() or ""}
    if known and known.etag:
        headers["If-None-Match"] = known.etag
    if known and known.last_modified:
        headers["If-Modified-Since"] = known.last_modified
    return headers


def _where_it_continues(response: requests.Response, part: Part, start: int, url: str) -> int:
    """Which byte the answer begins with: 0, where the publisher sends the whole file after all."""
    if response.status_code == 416:
        part.drop()
        raise UnfinishedError(f"{shown(url)} will not continue a download that broke off.")
    if response.status_code != 206:
        return 0
    if not response.headers.get("Content-Range", "").startswith(f"bytes {start}-"):
        part.drop()
        raise UnfinishedError(f"{shown(url)} continued a download at another place than asked.")
    return start


def _validators(response: requests.Response) -> Validators:
    return Validators(response.headers.get("ETag"), response.headers.get("Last-Modified"))
