"""Feed text is shown letter for letter: in Markdown, in HTML, on the map."""

import re
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from ui import plain

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "@@=((",
    "@@#Color.red",
    '=HYPERLINK("http://example.invalid")',
    "**bold** _it_ ~~no~~ `code`",
    "[link](javascript:alert(1))",
    "![picture](http://example.invalid/x.png)",
    "# heading",
    "1. list",
    "- list",
    "> quote",
    "| a | b |",
    ":red[red] :material/home: :smile:",
    "$x^2$",
    "http://example.invalid www.example.invalid a@example.invalid",
    "&lt;b&gt; &amp;",
    'x" onmouseover="alert(1)',
    "line\nbreak\ttab\x00null",
    "\\\\ \\* backslashes",
)


def invisible_removed(text: str) -> str:
    return text.replace(plain.WORD_JOINER, "")


class Text(HTMLParser):
    """Collects what a browser would show, and every tag it would make."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)


def rendered(markdown: str) -> Text:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    page = Text()
    page.feed(parser.render(markdown))
    page.close()
    return page


@pytest.mark.parametrize("hostile", HOSTILE)
def test_markdown_shows_hostile_text_letter_for_letter(hostile: str) -> None:
    page = rendered(plain.markdown(hostile))
    assert invisible_removed(page.text).strip() == plain.clean(hostile)
    assert page.tags == ["p"]


@given(st.text(alphabet=st.characters(max_codepoint=0x2FF), max_size=60))
def test_markdown_shows_any_text_letter_for_letter(text: str) -> None:
    page = rendered(plain.markdown(text))
    assert invisible_removed(page.text).strip() == plain.clean(text)
    assert set(page.tags) <= {"p"}


@pytest.mark.parametrize("link", ["http://a.b", "https://a.b", "www.a.b", "a@b.cd", ":smile:"])
def test_nothing_in_markdown_is_left_for_streamlit_to_turn_into_a_link_or_icon(link: str) -> None:
    text = re.sub(r"\\(.)", r"\1", plain.markdown(link))
    assert not re.search(r"https?://|www\.|[\w.]+@\w|:\w+:", text)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_html_shows_hostile_text_letter_for_letter(hostile: str) -> None:
    page = Text()
    page.feed(f'<b title="{plain.html(hostile)}">{plain.html(hostile)}</b>')
    page.close()
    assert page.text == plain.clean(hostile)
    assert page.tags == ["b"]


@given(st.text(max_size=40))
def test_no_text_reaches_a_layer_as_an_expression(text: str) -> None:
    assert not plain.layer(text).startswith("@@")
    assert not plain.layer("@@" + text).startswith("@@")


def test_a_text_the_map_would_read_keeps_its_letters() -> None:
    assert invisible_removed(plain.layer("@@=1+1 Court")) == "@@=1+1 Court"


def test_text_cannot_turn_the_direction_of_writing_around() -> None:
    assert plain.clean("\u202etxet\u202c \u2066x\u2069") == "txet x"


def test_a_text_is_one_line_of_bounded_length() -> None:
    assert plain.clean(" two\n\n lines ") == "two lines"
    assert len(plain.clean("long " * 500)) == plain.LONGEST


@pytest.mark.parametrize("unknown", [None, float("nan"), pd.NA, pd.NaT])
def test_an_unknown_value_says_nothing(unknown: object) -> None:
    assert plain.clean(unknown) == plain.markdown(unknown) == plain.html(unknown) == ""
