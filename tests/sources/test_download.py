"""Downloading: what goes wrong on the way to a publisher, and that nothing wrong is kept."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import urllib3.util.retry

from housing.errors import FetchError, KeyMissingError, UnfinishedError
from housing.sources.answers import Answer, Validators, shown
from housing.sources.download import Downloads, Patience
from housing.sources.keys import CENSUS_KEY, HUD_USER_KEY, SOCRATA_KEY
from tests.sources.publisher import (
    Asked,
    Publisher,
    Reply,
    broken,
    cut_in_half,
    dropped,
    half_a_page,
    publishing,
    too_many,
    workbook,
)

#: As patient as ever, but never waiting.
HASTE = Patience(connect_seconds=30, read_seconds=120, tries=4, backoff_seconds=0)
SECRET = "s3cret/key+"
ROWS = b"hud_id,yr_pis\n" + b"DCB1998,1998\n" * 40_000


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with publishing() as running:
        yield running


@pytest.fixture
def downloads() -> Iterator[Downloads]:
    with Downloads({}, patience=HASTE) as opened:
        yield opened


def said(answer: Answer) -> object:
    return answer.json()


def file_of(content: bytes, etag: str | None = '"v1"'):  # noqa: ANN201 - a page
    """A file whose publisher honors conditions and ranges, as a web server does."""

    def page(asked: Asked) -> Reply:
        headers = {"Content-Type": "text/csv", "Last-Modified": "Mon, 26 May 2025 00:00:00 GMT"}
        if etag:
            headers["ETag"] = etag
        if etag and asked.headers.get("If-None-Match") == etag:
            return Reply(status=304, headers=headers)
        wanted = asked.headers.get("Range")
        if wanted and asked.headers.get("If-Range") == etag:
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
            span = f"bytes {start}-{len(content) - 1}/{len(content)}"
            return Reply(content[start:], 206, {**headers, "Content-Range": span})
        return Reply(content, headers=headers)

    return page


def test_a_file_arrives_whole_and_is_known_by_what_the_publisher_calls_it(
    publisher: Publisher, downloads: Downloads, tmp_path: Path
) -> None:
    publisher.pages["/list.csv"] = file_of(ROWS)
    told: list[tuple[int, int | None]] = []
    done = downloads.save(
        f"{publisher.base}/list.csv",
        tmp_path / "list.csv",
        "csv",
        on_bytes=lambda got, total: told.append((got, total)),
    )
    assert done is not None
    assert (tmp_path / "list.csv").read_bytes() == ROWS
    assert done.bytes == len(ROWS)
    assert done.validators == Validators('"v1"', "Mon, 26 May 2025 00:00:00 GMT")
    assert told[-1] == (len(ROWS), len(ROWS))
    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]


def test_a_file_that_is_already_here_is_not_sent_again(
    publisher: Publisher, downloads: Downloads, tmp_path: Path
) -> None:
    publisher.pages["/list.csv"] = file_of(ROWS)
    known = Validators('"v1"', None)
    assert downloads.save(f"{publisher.base}/list.csv", tmp_path / "x.csv", "csv", known) is None
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("fault", [dropped, too_many, broken, cut_in_half])
def test_a_fault_on_the_way_is_overcome(
    fault, publisher: Publisher, downloads: Downloads, tmp_path: Path
) -> None:
    publisher.pages["/list.csv"] = file_of(ROWS)
    publisher.faults.append(fault)
    downloads.save(f"{publisher.base}/list.csv", tmp_path / "list.csv", "csv")
    assert (tmp_path / "list.csv").read_bytes() == ROWS


def test_a_download_that_breaks_off_goes_on_where_it_stopped(
    publisher: Publisher, downloads: Downloads, tmp_path: Path
) -> None:
    publisher.pages["/list.csv"] = file_of(ROWS)
    publisher.faults += [cut_in_half, cut_in_half]
    downloads.save(f"{publisher.base}/list.csv", tmp_path / "list.csv", "csv")
    assert (tmp_path / "list.csv").read_bytes() == ROWS
    starts = [asked.headers.get("Range") for asked in publisher.asked]
    assert starts[0] is None
    assert starts[1] is not None
    assert starts[2] is not None
    assert int(starts[2][6:-1]) > int(starts[1][6:-1]) > 0


def test_the_next_visit_goes_on_where_the_last_one_gave_up(
    publisher: Publisher, tmp_path: Path
) -> None:
    publisher.pages["/list.csv"] = file_of(ROWS)
    publisher.faults.append(cut_in_half)
    once = Patience(tries=1, backoff_seconds=0)
    with (
        Downloads({}, patience=once) as first,
        pytest.raises(UnfinishedError, match="broke off"),
    ):
        first.save(f"{publisher.base}/list.csv", tmp_path / "list.csv", "csv")
    assert not (tmp_path / "list.csv").exists()
    with Downloads({}, patience=once) as second:
        second.save(f"{publisher.base}/list.csv", tmp_path / "list.csv", "csv")
    assert (tmp_path / "list.csv").read_bytes() == ROWS
    assert "Range" in publisher.asked[-1].headers


def test_a_file_that_changed_meanwhile_begins_anew(
    publisher: Publisher, downloads: Downloads, tmp_path: Path
) -> None:
    newer = ROWS.replace(b"1998", b"2004")

    def page(asked: Asked) -> Reply:
        first = len(publisher.asked) == 1
        return file_of(ROWS if first else newer, '"v1"' if first else '"v2"')(asked)

    publisher.pages["/list.csv"] = page
    publisher.faults.append(cut_in_half)
    done = downloads.save(f"{publisher.base}/list.csv", tmp_path / "list.csv", "csv")
    assert (tmp_path / "list.csv").read_bytes() == newer
    assert done is not None
    assert done.validators.etag == '"v2"'


@pytest.mark.parametrize("status", [200, 416])
def test_a_publisher_that_cannot_continue_sends_the_whole_file(
    status: int, publisher: Publisher, downloads: Downloads, tmp_path: Path
) -> None:
    def page(asked: Asked) -> Reply:
        if "Range" in asked.headers and status == 416:
            return Reply(status=416)
        return Reply(ROWS, headers={"ETag": '"v1"'})

    publisher.pages["/list.csv"] = page
    publisher.faults.append(cut_in_half)
    downloads.save(f"{publisher.base}/list.csv", tmp_path / "list.csv", "csv")
    assert (tmp_path / "list.csv").read_bytes() == ROWS


def test_a_download_continued_at_another_place_is_not_glued_on(
    publisher: Publisher, downloads: Downloads, tmp_path: Path
) -> None:
    def page(asked: Asked) -> Reply:
        if "Range" in asked.headers:
            return Reply(ROWS[7:], 206, {"Content-Range": f"bytes 7-{len(ROWS) - 1}/{len(ROWS)}"})
        return Reply(ROWS, headers={"ETag": '"v1"'})

    publisher.pages["/list.csv"] = page
    publisher.faults.append(cut_in_half)
    downloads.save(f"{publisher.base}/list.csv", tmp_path / "list.csv", "csv")
    assert (tmp_path / "list.csv").read_bytes() == ROWS


@pytest.mark.parametrize("etag", [None, 'W/"v1"'])
def test_without_proof_that_it_is_the_same_file_nothing_is_continued(
    etag: str | None, publisher: Publisher, downloads: Downloads, tmp_path: Path
) -> None:
    headers = {"ETag": etag} if etag else {}
    publisher.pages["/list.csv"] = lambda _: Reply(ROWS, headers=headers)
    publisher.faults.append(cut_in_half)
    downloads.save(f"{publisher.base}/list.csv", tmp_path / "list.csv", "csv")
    assert (tmp_path / "list.csv").read_bytes() == ROWS
    assert not any("Range" in asked.headers for asked in publisher.asked)


@pytest.mark.parametrize(
    ("kind", "body", "content_type", "expected"),
    [
        ("xlsx", b"<!DOCTYPE html><p>Please log in", "text/html", "a web page where a workbook"),
        ("xlsx", b"\n<HTML><p>Moved", "application/octet-stream", "a web page where a workbook"),
        ("csv", b"<html>", "text/csv", "a web page where a table as text"),
        ("xlsx", b"a,b\n1,2\n", "text/csv", "something else than a workbook"),
        ("csv", workbook(), "text/csv", "something else than a table as text"),
        ("xls", workbook(), "application/vnd.ms-excel", "something else than a workbook"),
        ("zip", b"%PDF-1.7", "application/zip", "something else than an archive"),
        ("csv", b"", "text/csv", "an empty answer"),
    ],
)
def test_another_kind_of_file_is_refused_in_words(
    kind: str,
    body: bytes,
    content_type: str,
    expected: str,
    publisher: Publisher,
    downloads: Downloads,
    tmp_path: Path,
) -> None:
    publisher.tells("/file", body, Content_Type=content_type)
    with pytest.raises(FetchError, match=expected):
        downloads.save(f"{publisher.base}/file", tmp_path / "file", kind)
    assert not list(tmp_path.iterdir())


def test_a_workbook_is_a_workbook_under_any_content_type(
    publisher: Publisher, downloads: Downloads, tmp_path: Path
) -> None:
    publisher.tells("/file", workbook(), Content_Type="application/octet-stream")
    downloads.save(f"{publisher.base}/file", tmp_path / "file.xlsx", "xlsx")
    assert (tmp_path / "file.xlsx").read_bytes() == workbook()


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (202, "answered 202"),
        (403, r"refuses \(403\)"),
        (404, "not there any more"),
        (503, "too busy"),
    ],
)
def test_a_refusal_is_a_sentence(
    status: int, expected: str, publisher: Publisher, downloads: Downloads, tmp_path: Path
) -> None:
    publisher.pages["/file"] = lambda _: Reply(b"", status)
    with pytest.raises(FetchError, match=expected):
        downloads.save(f"{publisher.base}/file", tmp_path / "file.csv", "csv")


def test_a_publisher_out_of_reach_is_a_sentence(downloads: Downloads) -> None:
    with publishing() as gone:
        base = gone.base
    with pytest.raises(FetchError, match="cannot be reached"):
        downloads.ask(f"{base}/x", said)


def test_a_publisher_that_cannot_be_verified_is_a_sentence(
    publisher: Publisher, downloads: Downloads
) -> None:
    with pytest.raises(FetchError, match="cannot be spoken to safely"):
        downloads.ask(publisher.base.replace("http:", "https:") + "/x", said)


def test_a_publisher_that_never_answers_is_a_sentence(tmp_path: Path) -> None:
    import socket

    with socket.socket() as deaf, Downloads({}, patience=Patience(5, 0.2, 1, 0)) as hasty:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        with pytest.raises(FetchError, match="does not answer"):
            hasty.ask(f"http://127.0.0.1:{deaf.getsockname()[1]}/x", said)


@pytest.mark.parametrize("is_announced", [True, False])
def test_what_is_too_large_is_refused(
    is_announced: bool, publisher: Publisher, tmp_path: Path
) -> None:
    headers = {} if is_announced else {"Content-Encoding": "identity, identity"}
    publisher.pages["/list.csv"] = lambda _: Reply(ROWS, headers=headers)
    small = Patience(backoff_seconds=0, largest_file_bytes=1000)
    with Downloads({}, patience=small) as modest, pytest.raises(FetchError, match="1,000.*refused"):
        modest.save(f"{publisher.base}/list.csv", tmp_path / "list.csv", "csv")
    assert not list(tmp_path.iterdir())


def test_an_answer_is_asked_for_again_while_it_is_half(
    publisher: Publisher, downloads: Downloads
) -> None:
    publisher.tells("/answer", '{"count": 1258}')
    publisher.faults += [half_a_page, cut_in_half, too_many]
    assert downloads.ask(f"{publisher.base}/answer", said) == {"count": 1258}
    assert len(publisher.asked) == 4


def test_an_answer_that_stays_half_is_a_sentence(
    publisher: Publisher, downloads: Downloads
) -> None:
    publisher.tells("/answer", '{"count": ')
    with pytest.raises(UnfinishedError, match="half an answer"):
        downloads.ask(f"{publisher.base}/answer", said)
    assert len(publisher.asked) == HASTE.tries


def test_the_publisher_says_how_long_to_wait(
    publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(urllib3.util.retry.time, "sleep", waited.append)
    publisher.tells("/answer", "[]")
    publisher.faults += [
        lambda _: Reply(b"", 429, {"Retry-After": "7"}),
        lambda _: Reply(b"", 503, {"Retry-After": "86400"}),
        lambda _: Reply(b"", 500),
    ]
    with Downloads({}, patience=Patience(backoff_seconds=1, longest_wait_seconds=60)) as patient:
        assert patient.ask(f"{publisher.base}/answer", said) == []
    assert waited[:2] == [7, 60]
    assert waited[2] > 0


def test_a_remembered_answer_is_sent_again_only_when_it_changed(
    publisher: Publisher, tmp_path: Path
) -> None:
    def page(asked: Asked) -> Reply:
        known = asked.headers.get("If-None-Match") == '"a"'
        return Reply(b"" if known else b'{"name":"Wards"}', 304 if known else 200, {"ETag": '"a"'})

    publisher.pages["/layer"] = page
    publisher.tells("/other", "[1]")
    for _ in range(2):
        with Downloads({}, tmp_path / "answers.sqlite", HASTE) as visit:
            name = visit.ask(f"{publisher.base}/layer", said, is_remembered=True)
            assert name == {"name": "Wards"}
            assert visit.ask(f"{publisher.base}/other", said, is_remembered=True) == [1]
    assert [asked.headers.get("If-None-Match") for asked in publisher.asked] == [
        None,
        None,
        '"a"',
        None,
    ]


def test_keys_travel_and_are_never_written_down(
    publisher: Publisher, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    environment = {"CENSUS_API_KEY": SECRET, "HUD_USER_TOKEN": SECRET}
    answers = tmp_path / "answers.sqlite"
    publisher.tells("/data", "[1]", ETag='"a"')
    publisher.faults += [dropped, too_many]
    told: list[Answer] = []
    for name in ("urllib3", "requests_cache", ""):
        caplog.set_level(logging.DEBUG, logger=name or None)
    with Downloads(environment, answers, HASTE) as visit:
        for key in (CENSUS_KEY, HUD_USER_KEY):
            visit.ask(
                f"{publisher.base}/data",
                told.append,
                parameters={"get": "NAME"},
                key=key,
                is_remembered=True,
            )
        publisher.pages["/data"] = lambda _: Reply(b"", 403)
        with pytest.raises(FetchError) as refused:
            visit.ask(f"{publisher.base}/data", said, key=CENSUS_KEY)
    assert publisher.asked[0].parameters["key"] == SECRET
    assert any(
        asked.headers.get("Authorization") == f"Bearer {SECRET}" for asked in publisher.asked
    )
    assert told[0].url == f"{publisher.base}/data?get=NAME"
    written = answers.read_bytes() + caplog.text.encode() + str(refused.value).encode()
    assert caplog.text
    for form in (SECRET, "s3cret%2Fkey%2B"):
        assert form.encode() not in written
    assert shown(f"{publisher.base}/data?key={SECRET}").endswith("/data")


def test_a_key_stays_out_of_the_words_when_nobody_answers() -> None:
    with publishing() as gone:
        base = gone.base
    with (
        Downloads({"CENSUS_API_KEY": SECRET}, patience=HASTE) as visit,
        pytest.raises(FetchError) as failed,
    ):
        visit.ask(f"{base}/data", said, key=CENSUS_KEY)
    assert "s3cret" not in str(failed.value)
    assert failed.value.__cause__ is None


def test_a_missing_key_is_a_sentence_that_says_how_to_get_one(
    publisher: Publisher, downloads: Downloads
) -> None:
    with pytest.raises(KeyMissingError, match=r"CENSUS_API_KEY: ask for a free one at https"):
        downloads.ask(f"{publisher.base}/data", said, key=CENSUS_KEY)
    assert not publisher.asked


def test_where_a_key_is_only_a_courtesy_none_is_needed(
    publisher: Publisher, downloads: Downloads
) -> None:
    publisher.tells("/data", "[]")
    assert downloads.ask(f"{publisher.base}/data", said, key=SOCRATA_KEY) == []


def test_a_key_does_not_follow_to_another_host(publisher: Publisher) -> None:
    with publishing() as other:
        other.tells("/data", "[]")
        there = f"{other.base}/data"
        publisher.pages["/data"] = lambda _: Reply(b"", 302, {"Location": there})
        with Downloads({"SOCRATA_APP_TOKEN": SECRET}, patience=HASTE) as visit:
            visit.ask(f"{publisher.base}/data", said, key=SOCRATA_KEY)
        assert publisher.asked[0].headers["X-App-Token"] == SECRET
        assert "X-App-Token" not in other.asked[0].headers


@pytest.mark.parametrize("is_redirected", [False, True])
def test_only_encrypted_addresses_are_fetched(
    is_redirected: bool, publisher: Publisher, downloads: Downloads
) -> None:
    publisher.pages["/data"] = lambda _: Reply(b"", 302, {"Location": "http://example.org/x"})
    url = f"{publisher.base}/data" if is_redirected else "http://example.org/x"
    with pytest.raises(FetchError, match="only https"):
        downloads.ask(url, said)
