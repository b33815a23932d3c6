"""Late and failed sources are told in one sentence each, wherever their values stand."""

from datetime import date
from typing import Any

from housing.attempts import Failure
from ui import lateness

TODAY = date(2026, 11, 23)
CONTRACTS = {
    "source_id": "hud_section8",
    "title": "HUD contracts",
    "vintage": "2016-08-31",
    "retrieved": "2026-11-01T00:00:00+00:00",
    "late_after_days": 45,
    "cadence": "monthly; HUD overwrites the file",
}
ROLL = {
    "source_id": "tax_roll",
    "title": "Tax roll",
    "vintage": None,
    "retrieved": "2025-01-02T09:00:00+00:00",
    "late_after_days": 365,
    "cadence": "yearly",
}
FRESH = CONTRACTS | {"source_id": "wards", "title": "Wards", "vintage": "2026-11-10"}


def told(*inputs: dict[str, Any], **failed: Failure) -> list[str]:
    return [one.sentence for one in lateness.late_sources(inputs, TODAY, failed)]


def test_a_late_source_says_its_day_what_was_expected_and_by_how_much() -> None:
    assert told(CONTRACTS) == [
        "HUD contracts: data of 31 Aug 2016, expected monthly: 10 years late"
    ]


def test_a_source_that_says_no_day_is_late_by_the_day_it_was_received() -> None:
    assert told(ROLL) == [
        "Tax roll: received 2 Jan 2025, without a day of its own, expected yearly: 11 months late"
    ]


def test_a_source_in_time_is_not_told() -> None:
    assert told(FRESH) == []
    assert lateness.banner([], 3, TODAY, TODAY) is None


def test_the_newest_file_of_a_source_counts() -> None:
    assert told(CONTRACTS, CONTRACTS | {"vintage": "2026-11-01"}) == []


def test_a_fetch_that_failed_is_told_although_the_data_is_in_time() -> None:
    failure = Failure("2026-11-20", "The server refused.")
    assert told(FRESH, wards=failure) == [
        "Wards: data of 10 Nov 2026; the last fetch, on 20 Nov 2026, failed"
    ]


def test_only_sources_whose_values_stand_there_are_told_beside_them() -> None:
    late = lateness.late_sources([CONTRACTS, ROLL], TODAY, {})
    assert len(lateness.beside(late, {"tax_roll", "wards"})) == 1
    assert lateness.source_ids(["a; b", None], ["c"]) == {"a", "b", "c"}


def test_a_banner_names_the_latest_and_counts_the_rest() -> None:
    several = [ROLL | {"source_id": f"list_{n}", "title": f"List {n}"} for n in range(4)]
    late = lateness.late_sources([CONTRACTS, *several, FRESH], TODAY, {})
    assert lateness.banner(late, 6, date(2026, 11, 1), TODAY) == (
        "5 of 6 sources are late: HUD contracts (10 years late), List 0 (11 months late) and 3 "
        "more."
    )


def test_a_snapshot_of_long_ago_is_read_as_history() -> None:
    late = lateness.late_sources([CONTRACTS], TODAY, {})
    said = lateness.banner(late, 1, date(2016, 4, 1), TODAY)
    assert said == (
        "This describes 1 Apr 2016. 1 of 1 source is late: HUD contracts (10 years late)."
    )
