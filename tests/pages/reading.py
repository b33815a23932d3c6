"""What a visitor reads on a page: its words, and its tables as frames."""

from html.parser import HTMLParser

import pandas as pd
from streamlit.testing.v1 import AppTest


def words(app: AppTest) -> str:
    """Everything said outside tables."""
    parts = (*app.markdown, *app.caption, *app.info, *app.warning)
    return " ".join(part.value for part in parts)


def html(app: AppTest) -> str:
    """Everything the app wrote as HTML: tables, tiles, legends."""
    return " ".join(str(part.proto.body) for part in app.get("html"))


def tables(app: AppTest) -> list[pd.DataFrame]:
    """Every table of the page, in order."""
    reader = _TableReader()
    reader.feed(html(app))
    return [pd.DataFrame(rows[1:], columns=rows[0]) for rows in reader.tables]


def cells(app: AppTest) -> str:
    """Every cell of every table."""
    return " ".join(str(cell) for table in tables(app) for cell in table.to_numpy().ravel())


class _TableReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("th", "td"):
            self._cell = []

    def handle_endtag(self, tag: str) -> None:
        if tag in ("th", "td") and self._cell is not None:
            text = "".join(self._cell).replace("\N{NO-BREAK SPACE}", " ")
            self.tables[-1][-1].append(text)
            self._cell = None

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)
