"""HTML the app writes itself: feed words stay words, colors never stand alone."""

from html.parser import HTMLParser

import pandas as pd
import pytest

from tests.demo_snapshot import HOSTILE
from ui import markup
from ui.charts import ARROW, Swatch


class _Elements(HTMLParser):
    """Names of every element and attribute of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.mark.parametrize("text", HOSTILE)
def test_feed_text_in_a_table_is_only_text(text: str) -> None:
    written = markup.table([{"Name": text, text: "x"}], text)
    found = _Elements()
    found.feed(written)
    assert found.tags <= {"div", "style", "table", "thead", "tbody", "tr", "th", "td"}
    assert found.attributes <= {"role", "tabindex", "aria-label", "style", "class", "scope"}


def test_an_unknown_cell_is_a_dash() -> None:
    written = markup.table([{"A": "a", "B": None, "C": pd.NA}], "three")
    assert written.count("<td>–</td>") == 2


def test_a_date_is_not_broken_in_two() -> None:
    assert "14\N{NO-BREAK SPACE}Mar\N{NO-BREAK SPACE}2031" in markup.table(
        [{"End": "until 14 Mar 2031"}], "ends"
    )


def test_a_wide_table_scrolls_in_its_own_box() -> None:
    wide = markup.table([dict.fromkeys("ABCDEFGH", "x")], "wide")
    assert "overflow-x:auto" in wide
    assert f"min-width:{8 * markup.COLUMN_PIXELS}px" in wide


def test_every_table_has_a_name_and_heads() -> None:
    written = markup.table([{"A": "a"}], "Covenants of Mill Court")
    assert 'aria-label="Covenants of Mill Court"' in written
    assert '<th scope="col">A</th>' in written
    assert '<th scope="row">a</th>' in written


def test_every_swatch_stands_beside_its_words() -> None:
    written = markup.legend([Swatch("In force", "#123456"), Swatch("No end", "#654321", ARROW)])
    assert "In force" in written
    assert "▶</span>No end" in written


def test_the_score_strip_says_its_numbers_to_a_screen_reader() -> None:
    row = pd.Series({"score": 72, "score_low": 55, "score_high": 84, "band": "High"})
    assert 'aria-label="Score 72 of 100, range 55 to 84"' in markup.score_strip(row)


def test_tiles_escape_what_they_show() -> None:
    assert "<b>" not in markup.number_tiles([("<b>", "1", "<b>")])
