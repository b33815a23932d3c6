"""Deadlines on a property's page: how long is left, which law, and whether somebody read it."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from housing.tables import SNAPSHOT_TABLES, Notices, empty
from tests.factory import table
from ui import deadlines
from ui.dossier import Dossier, gather

AS_OF = date(2026, 9, 30)


def notice(phase: str, days: int | None, **known: Any) -> dict[str, Any]:
    deadline = None if days is None else pd.Timestamp(AS_OF) + pd.Timedelta(days=days)
    return {
        "property_id": "p1",
        "rule_id": "rule",
        "title": "One-year notice",
        "nature": "duty",
        "trigger": "covenant_end",
        "phase": phase,
        "deadline_date": deadline,
        "days_left": days,
        "citation": "1 Code 2",
        "source_url": "https://example.org/code",
        "is_verified": True,
        "verified_date": "2026-11-22",
        "sentence": "The owner must give notice.",
        **known,
    }


def dossier(*rows: dict[str, Any]) -> Dossier:
    tables = {name: empty(model) for name, model in SNAPSHOT_TABLES.items()}
    tables["properties"] = table(SNAPSHOT_TABLES["properties"], [{"property_id": "p1"}])
    tables["notices"] = table(Notices, rows)
    return gather("p1", tables, {"as_of": str(AS_OF)})


@pytest.mark.parametrize(
    ("days", "said"),
    [(60, "60 days left"), (1, "1 day left"), (0, "today"), (-1, "1 day ago"), (None, "no date")],
)
def test_a_countdown_says_how_long(days: int | None, said: str) -> None:
    one = deadlines.listed(dossier(notice("due", days)))[0]
    assert deadlines.countdown(one) == said


@pytest.mark.parametrize(("days", "said"), [(5, "opens in 5 days"), (0, "open"), (-5, "open")])
def test_a_window_without_a_last_day_counts_to_its_first(days: int, said: str) -> None:
    row = notice("open", days, deadline_date=None, opens_date="2026-10-05")
    assert deadlines.countdown(deadlines.listed(dossier(row))[0]) == said


def test_what_presses_most_comes_first() -> None:
    rows = [
        notice("filed", -3), notice("no_date", None), notice("upcoming", 400),
        notice("upcoming", 200), notice("expected_missing", -9), notice("due", 3),
    ]  # fmt: skip
    order = [one["phase"] for one in deadlines.listed(dossier(*rows))]
    assert order == ["due", "expected_missing", "upcoming", "upcoming", "no_date", "filed"]
    assert deadlines.listed(dossier(*rows))[2]["days_left"] == 200


def test_tiles_are_the_three_soonest_ahead() -> None:
    rows = [notice("upcoming", days, title=str(days)) for days in (500, 100, 300, 200)]
    listed = deadlines.listed(dossier(*rows, notice("passed", -1), notice("no_date", None)))
    assert [title for title, _, _ in deadlines.tiles(listed)] == ["100", "200", "300"]
    assert deadlines.tiles(listed)[0] == ("100", "100 days left", "8 Jan 2027")


def test_a_block_names_the_law_with_a_link_and_the_day_it_was_read() -> None:
    drawn = deadlines.blocks(deadlines.listed(dossier(notice("due", 3))))
    assert '<a href="https://example.org/code" target="_blank" rel="noopener noreferrer">' in drawn
    assert "1 Code 2</a> · verified, read 22 Nov 2026" in drawn
    assert "Due within 90 days" in drawn


def test_what_nobody_read_is_marked_and_what_is_invented_is_called_so() -> None:
    unread = notice("due", 3, is_verified=False, source_url=None, verified_date=None)
    drawn = deadlines.blocks(deadlines.listed(dossier(unread)))
    assert "1 Code 2 · unverified" in drawn
    assert "<a " not in drawn
    invented = {**unread, "title": "Notice (Port Amity, fictional)"}
    assert "1 Code 2 · fictional" in deadlines.blocks(deadlines.listed(dossier(invented)))


def test_a_long_sentence_is_shown_whole_and_harmless() -> None:
    long = "word " * 120 + "<script>end</script>"
    drawn = deadlines.blocks(deadlines.listed(dossier(notice("due", 3, sentence=long))))
    assert drawn.count("word") == 120
    assert "&lt;script&gt;end" in drawn


def test_the_section_says_it_is_no_legal_advice_and_when_rules_were_read() -> None:
    read = dossier(notice("due", 3)).notices
    assert deadlines.checked(read).startswith("This is not legal advice. Rules shown as verified")
    assert "22 Nov 2026" in deadlines.checked(read)
    assert "last read" not in deadlines.checked(read.assign(verified_date=pd.NaT))


def test_what_several_covenants_share_in_every_word_is_told_once() -> None:
    undated = [notice("no_date", None) for _ in range(4)]
    listed = deadlines.listed(dossier(*undated, notice("no_date", None, rule_id="other")))
    assert sorted(one["alike"] for one in listed) == [1, 4]
    assert "One-year notice (4 covenants)" in deadlines.blocks(listed)


def test_deadlines_of_two_days_are_two() -> None:
    listed = deadlines.listed(dossier(notice("upcoming", 200), notice("upcoming", 230)))
    assert [one["alike"] for one in listed] == [1, 1]
    assert "covenants" not in deadlines.blocks(listed)
