"""Words from feeds made harmless, in one place: Markdown, HTML and the map's `@@` expressions.

Names, addresses and sentences come from other people's files. Whatever they contain is shown as
the letters it is made of: never as a link, a heading, markup, or an instruction to the map.
"""

import html as _html
import re
from typing import Any

import pandas as pd

#: Longer than any name a person would read; a name beyond it is cut with an ellipsis.
LONGEST = 300

#: Room for a paragraph that says who stated what, when, why and until when.
PARAGRAPH = 1_500

#: Shows nothing and breaks what would be read as one word.
WORD_JOINER = "\u2060"

_PUNCTUATION = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$&=\"^])")

#: `:red[...]`, `:material/...:`, `:smile:` and `https://` begin at a colon.
_COLON = re.compile(r":(?=\S)")

#: `www.` and `name@place` become links without being asked to.
_BARE_LINK = re.compile(r"(?i)(www(?=\\?\.)|@)")

#: Control characters, and the two separators that would begin a new line.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")

#: Turning the direction of writing around hides what a text says.
_DIRECTION = dict.fromkeys(
    [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF]
)


def clean(value: Any, longest: int = LONGEST) -> str:
    """Return the value as one line without control characters; nothing for an unknown one."""
    if value is None or pd.isna(value):
        return ""
    text = str(value).translate(_DIRECTION)
    text = _CONTROL.sub(" ", text)
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1] + "…"


def markdown(value: Any, longest: int = LONGEST) -> str:
    """Return text that Markdown shows letter for letter."""
    text = _PUNCTUATION.sub(r"\\\1", clean(value, longest))
    text = _COLON.sub(f":{WORD_JOINER}", text)
    return _BARE_LINK.sub(rf"\1{WORD_JOINER}", text)


def html(value: Any, longest: int = LONGEST) -> str:
    """Return text that HTML shows letter for letter, inside quoted attributes too."""
    return _html.escape(clean(value, longest), quote=True)


def layer(value: Any) -> str:
    """Return text that a map layer keeps as text: the map reads a leading `@@` as an expression."""
    text = clean(value)
    return WORD_JOINER + text if text.startswith("@@") else text
