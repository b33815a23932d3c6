"""A publisher on this machine, which answers as told, and as unreliably as told."""

import http.client
import io
import threading
import zipfile
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Asked:
    """One request that reached the publisher."""

    method: str
    path: str
    parameters: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    @property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True))


@dataclass(frozen=True)
class Reply:
    """One answer. `cut` sends only so many bytes of the announced body and hangs up."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int | None = None
    #: Hang up without a word.
    is_dropped: bool = False


#: What is done to an answer before it is sent.
Fault = Callable[[Reply], Reply]


class Publisher:
    """Answers requests by path; faults spoil the next answers, one each."""

    def __init__(self, upstream: str | None = None) -> None:
        self.pages: dict[str, Callable[[Asked], Reply]] = {}
        self.asked: list[Asked] = []
        self.faults: deque[Fault | None] = deque()
        self._upstream = urlsplit(upstream) if upstream else None
        self._server = _Quiet(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def tells(self, path: str, body: bytes | str, **headers: str) -> None:
        """Answer a path with the same bytes every time; `_` in a header's name is a hyphen."""
        content = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = lambda _: Reply(content, headers=named)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)

    def answer(self, asked: Asked) -> Reply:
        page = self.pages.get(asked.path)
        if page is not None:
            return page(asked)
        return self._forwarded(asked) if self._upstream else Reply(b"not here", 404)

    def _forwarded(self, asked: Asked) -> Reply:
        assert self._upstream is not None
        line = http.client.HTTPConnection(self._upstream.netloc, timeout=60)
        passed = {
            name: value
            for name, value in asked.headers.items()
            if name.lower() in {"content-type", "if-none-match", "accept"}
        }
        line.request(asked.method, asked.headers["X-Target"], asked.body or None, passed)
        reply = line.getresponse()
        body = reply.read()
        line.close()
        kept = {
            name: value
            for name, value in reply.getheaders()
            if name.lower() in {"content-type", "etag"}
        }
        return Reply(body, reply.status, kept)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        publisher = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:  # noqa: N802 - the library's name
                self._serve("GET")

            def do_POST(self) -> None:  # noqa: N802
                self._serve("POST")

            def _serve(self, method: str) -> None:
                parts = urlsplit(self.path)
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                headers = {**dict(self.headers.items()), "X-Target": self.path}
                parameters = dict(parse_qsl(parts.query, keep_blank_values=True))
                asked = Asked(method, parts.path, parameters, headers, body)
                publisher.asked.append(asked)
                fault = publisher.faults.popleft() if publisher.faults else None
                reply = publisher.answer(asked)
                self._send(fault(reply) if fault else reply)

            def _send(self, reply: Reply) -> None:
                if reply.is_dropped:
                    self.close_connection = True
                    return
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                if reply.status != 304:
                    self.wfile.write(reply.body[: reply.cut])
                if reply.cut is not None:
                    self.close_connection = True

            def log_message(self, *words: object) -> None:
                pass

        return Handler


class _Quiet(ThreadingHTTPServer):
    """A server that does not complain when the other side hangs up."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        pass


@contextmanager
def publishing(upstream: str | None = None) -> Iterator[Publisher]:
    """Run a publisher for the length of a block."""
    publisher = Publisher(upstream)
    publisher.start()
    try:
        yield publisher
    finally:
        publisher.stop()


def workbook(word: str = "") -> bytes:
    """The beginnings of a workbook, with the same bytes at any time of day."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(zipfile.ZipInfo("xl/workbook.xml"), f"<workbook>{word}</workbook>")
    return made.getvalue()


def dropped(_: Reply) -> Reply:
    """The line goes dead."""
    return Reply(is_dropped=True)


def cut_in_half(reply: Reply) -> Reply:
    """Half of the announced bytes arrive."""
    return Reply(reply.body, reply.status, reply.headers, cut=len(reply.body) // 2)


def half_a_page(reply: Reply) -> Reply:
    """A page that ends in the middle and says that this was all."""
    return Reply(reply.body[: len(reply.body) // 2], reply.status, reply.headers)


def too_many(_: Reply) -> Reply:
    """Too many requests; come back at once."""
    return Reply(b"slow down", 429, {"Retry-After": "0"})


def broken(_: Reply) -> Reply:
    """A fault on the publisher's side."""
    return Reply(b"<html>oops</html>", 500, {"Content-Type": "text/html"})


def error_as_success(_: Reply) -> Reply:
    """What ArcGIS does when it is busy: an error under the code of success."""
    return Reply(
        b'{"error":{"code":500,"message":"Error performing query operation","details":[]}}',
        headers={"Content-Type": "application/json"},
    )
