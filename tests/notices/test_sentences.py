"""A deadline in words that anybody can read."""

from tests.notices.case import OFFER, covenant, event, only, rule


def test_a_duty_says_by_when_who_does_what_and_to_whom_it_goes() -> None:
    row = only(rule(note="Late is late."), covenants=[covenant("2028-01-05")])
    assert row["sentence"] == (
        "By 5 Jan 2027 the owner must give notice. It goes to every tenant. Late is late."
    )


def test_a_window_says_both_days() -> None:
    given = rule(opens_months=-36, deadline_months=-30)
    row = only(given, covenants=[covenant("2030-01-31")])
    assert row["sentence"] == (
        "Between 31 Jan 2027 and 31 Jul 2027 the owner must give notice. It goes to every tenant."
    )


def test_a_right_says_until_when() -> None:
    row = only(rule(**OFFER), events=[event("2026-06-01")])
    assert row["sentence"] == "Until 16 Jul 2026 tenants may register."


def test_a_right_without_a_last_day_says_from_when() -> None:
    given = rule(trigger="year_14", nature="right", opens_months=0, deadline_months="")
    held = covenant("2045-01-01", program="lihtc", usable_start_date="2014-07-01")
    row = only(given, covenants=[held])
    assert row["sentence"] == "From 1 Jul 2028 on the owner may give notice."


def test_an_unverified_rule_says_so_in_title_and_sentence() -> None:
    row = only(rule(is_verified="no"), covenants=[covenant()])
    assert row["title"] == "One-year notice, unverified"
    assert row["sentence"].endswith("This rule is unverified: read the law before relying on it.")
    assert not row["is_verified"]


def test_a_verified_rule_names_the_day_it_was_read() -> None:
    row = only(rule(), covenants=[covenant()])
    assert row["title"] == "One-year notice"
    assert "unverified" not in row["sentence"]
    assert row["is_verified"]
    assert row["verified_date"].date().isoformat() == "2026-11-22"
    assert (row["citation"], row["source_url"]) == ("1 Code 2", "https://example.org/code")


def test_an_invented_rule_is_called_fictional_instead() -> None:
    given = rule(
        title="Notice (fictional)", citation="Fictional: Ordinance 1", is_verified="no",
        source_url="", verified_on="",
    )  # fmt: skip
    row = only(given, covenants=[covenant()])
    assert given.standing == "fictional"
    assert row["title"] == "Notice (fictional)"
    assert "unverified" not in row["sentence"]
    assert row["source_url"] is None or row["source_url"] != row["source_url"]
