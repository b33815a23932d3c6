"""Files at fixed addresses and on index pages: the newest one, or a sentence."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from housing.errors import FetchError, SourceChangedError
from housing.sources.answers import Validators
from housing.sources.definitions import IndexedFile, PlainFile
from housing.sources.download import Downloads
from housing.sources.protocols import files
from housing.sources.protocols.arrivals import Arrival
from tests.sources.publisher import Asked, Publisher, Reply, cut_in_half, publishing, workbook
from tests.sources.test_download import HASTE

#: As USDA's page for the Section 515 program links its files.
USDA = """<html><body><h1>Multi-Family Housing</h1><ul>
<li><a href="files/MFH_Section_515/ActiveProjects/USDA-RUR.PDF">Dictionary</a>
<li><a href='files/USDA_RD_MFH_Active_Projects-2026-02-11.xlsx'>Active Projects, February</a>
<li><A HREF="files/USDA_RD_MFH_Active_Projects-2026-08-17.xlsx">Active Projects, August</A>
<li><a href="files/USDA_RD_MFH_Active%20Projects-2027-01-01.xlsx">another name</a>
<li><a name="top">no address</a> <a href="">nowhere</a>
</ul></body></html>"""


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with publishing() as running:
        yield running


def indexed(publisher: Publisher, page: str, **said: Any) -> IndexedFile:
    publisher.tells("/data/MFH_section_515.html", page, Content_Type="text/html")
    return IndexedFile.model_validate(
        {
            "protocol": "index",
            "name": "usda_active_projects",
            "page": f"{publisher.base}/data/MFH_section_515.html",
            "link": r"USDA_RD_MFH_Active_Projects-(?P<date>\d{4}-\d{2}-\d{2})\.xlsx",
            "kind": "xlsx",
            **said,
        }
    )


def fetched(
    file: IndexedFile | PlainFile, folder: Path, known: dict[str, Validators] | None = None
) -> Arrival | None:
    way = files.fetch_plain if isinstance(file, PlainFile) else files.fetch_indexed
    with Downloads({}, patience=HASTE) as downloads:
        return way(downloads, file, folder, known or {}, lambda *_: None)


def test_the_newest_file_a_page_links_is_fetched(publisher: Publisher, tmp_path: Path) -> None:
    path = "/data/files/USDA_RD_MFH_Active_Projects-2026-08-17.xlsx"
    publisher.tells(path, workbook("August"))
    publisher.faults += [None, cut_in_half]
    arrival = fetched(indexed(publisher, USDA), tmp_path)
    assert arrival is not None
    assert arrival.download.url == publisher.base + path
    assert arrival.vintage == date(2026, 8, 17)
    assert arrival.path.name == "usda_active_projects_2026-08-17.xlsx"
    assert arrival.path.read_bytes() == workbook("August")


def test_a_page_without_the_link_says_what_it_has(publisher: Publisher, tmp_path: Path) -> None:
    file = indexed(publisher, USDA.replace("MFH_Active_Projects", "MFH_Projects"))
    with pytest.raises(SourceChangedError, match=r"no link any more.*It links 3 files: USDA_RD"):
        fetched(file, tmp_path)


def test_a_page_without_any_file_is_a_sentence(publisher: Publisher, tmp_path: Path) -> None:
    with pytest.raises(SourceChangedError, match=r"no link any more to a file like"):
        fetched(indexed(publisher, "<html><script>load()</script></html>"), tmp_path)


def test_something_else_than_a_page_is_a_sentence(publisher: Publisher, tmp_path: Path) -> None:
    file = indexed(publisher, "%PDF-1.7")
    with pytest.raises(FetchError, match="something else than a web page"):
        fetched(file, tmp_path)


def test_a_link_that_leads_to_a_web_page_is_a_sentence(
    publisher: Publisher, tmp_path: Path
) -> None:
    path = "/data/files/USDA_RD_MFH_Active_Projects-2026-08-17.xlsx"
    publisher.tells(path, "<!DOCTYPE html>Moved", Content_Type="text/html")
    with pytest.raises(FetchError, match="a web page where a workbook was expected"):
        fetched(indexed(publisher, USDA), tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_day_written_another_way_is_a_sentence(publisher: Publisher, tmp_path: Path) -> None:
    with pytest.raises(SourceChangedError, match="is no day like %m%d%Y"):
        fetched(indexed(publisher, USDA, layout="%m%d%Y"), tmp_path)


def test_a_file_without_a_day_has_to_be_the_only_one(publisher: Publisher, tmp_path: Path) -> None:
    file = indexed(publisher, USDA, link=r"USDA_RD_MFH_Active_Projects.*\.xlsx")
    with pytest.raises(SourceChangedError, match="links 2 files.*say no day"):
        fetched(file, tmp_path)


def test_links_lead_from_where_the_page_says(publisher: Publisher, tmp_path: Path) -> None:
    publisher.tells("/elsewhere/list.csv", "a,b\n1,2\n")
    page = '<html><base href="/elsewhere/"><a href="list.csv">x</a><a href="list.csv">x</a></html>'
    arrival = fetched(indexed(publisher, page, link=r"list\.csv", kind="csv"), tmp_path)
    assert arrival is not None
    assert arrival.path.name == "usda_active_projects.csv"


def test_links_lead_from_where_the_publisher_sent_us(publisher: Publisher, tmp_path: Path) -> None:
    publisher.tells("/moved/page.html", '<a href="list.csv">x</a>', Content_Type="text/html")
    publisher.tells("/moved/list.csv", "a,b\n1,2\n")
    file = indexed(publisher, "", link=r"list\.csv", kind="csv")
    publisher.pages["/data/MFH_section_515.html"] = lambda _: Reply(
        b"", 301, {"Location": "/moved/page.html"}
    )
    arrival = fetched(file, tmp_path)
    assert arrival is not None
    assert arrival.download.url == f"{publisher.base}/moved/list.csv"


def test_a_file_at_its_address_is_of_the_day_it_was_changed(
    publisher: Publisher, tmp_path: Path
) -> None:
    def page(asked: Asked) -> Reply:
        headers = {"ETag": '"v1"', "Last-Modified": "Thu, 28 May 2026 12:00:00 GMT"}
        if asked.headers.get("If-None-Match") == '"v1"':
            return Reply(status=304, headers=headers)
        return Reply(workbook("LIHTCPUB"), headers=headers)

    publisher.pages["/lihtc/lihtcpub.zip"] = page
    url = f"{publisher.base}/lihtc/lihtcpub.zip"
    file = PlainFile(protocol="file", name="lihtcpub", url=url, kind="zip")
    arrival = fetched(file, tmp_path)
    assert arrival is not None
    assert arrival.vintage == date(2026, 5, 28)
    assert arrival.path.name == "lihtcpub_2026-05-28.zip"
    assert fetched(file, tmp_path, {url: arrival.download.validators}) is None


def test_a_day_that_a_server_writes_wrong_is_unknown(publisher: Publisher, tmp_path: Path) -> None:
    publisher.tells("/list.csv", "a,b\n1,2\n", Last_Modified="yesterday")
    url = f"{publisher.base}/list.csv"
    arrival = fetched(PlainFile(protocol="file", name="list", url=url, kind="csv"), tmp_path)
    assert arrival is not None
    assert arrival.vintage is None
