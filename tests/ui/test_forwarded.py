"""What became of a property that an old link was made for."""

from housing.tables import Forwarding
from tests.factory import table
from ui import forwarded

HISTORY = table(
    Forwarding,
    [
        {
            "old_id": "a-1",
            "new_id": "b-2",
            "reason": "merged",
            "date": "2026-07-01",
            "evidence": "a:1, published under a-1, now part of b-2.",
        },
        {"old_id": "b-2", "new_id": "c-3", "reason": "split", "date": "2026-07-01"},
        {"old_id": "b-2", "new_id": "gone-4", "reason": "split", "date": "2026-07-01"},
    ],
)


def test_an_old_link_says_what_it_was_made_for_and_since_when_it_is_not() -> None:
    said = forwarded.arrival("a-1", HISTORY)
    assert said.startswith("This link was made for a-1; it is now part of this property")
    assert "1 Jul 2026" in said
    assert "a:1, published under a-1" in said


def test_a_property_names_the_parts_that_left_it_and_are_still_there() -> None:
    parts = forwarded.partings("b-2", HISTORY, {"b-2": "Beacon", "c-3": "Cedar Court"})
    assert [part for part, _ in parts] == ["c-3"]
    assert "Cedar Court (c-3), which is now a property of its own" in parts[0][1]


def test_a_property_nothing_left_says_nothing() -> None:
    assert forwarded.partings("c-3", HISTORY, {"c-3": "Cedar Court"}) == []
