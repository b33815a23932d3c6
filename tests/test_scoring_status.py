"""What is said of properties whose covenants have ended, or should have."""

from itertools import permutations
from typing import Any

import pandas as pd
import pytest

from tests.scoring_cases import covenant, ended, score, score_one


def test_every_covenant_ended_on_a_known_day_is_lost() -> None:
    found = score_one(ended("2014-03-01"), ended("2019-05-31"))
    assert found["status"] == "Lost"
    assert found[["score", "score_low", "score_high", "band", "exit_score"]].isna().all()
    assert found["reason"] == "Last covenant ended May 2019, number of homes unknown, owner unknown"
    assert not found["is_band_provisional"]


@pytest.mark.parametrize("actual", [None, "2029-01-01"])
def test_ended_without_a_day_is_to_be_verified_not_lost(actual: str | None) -> None:
    found = score_one(ended("2014-03-01"), ended(actual))
    assert found["status"] == "Off-monitoring"
    assert pd.isna(found["score"])


def test_one_covenant_in_force_keeps_a_property_scored() -> None:
    assert score_one(ended("2014-03-01"), covenant(years=9))["status"] == "Scored"


def test_an_insured_mortgage_neither_saves_nor_loses_a_property() -> None:
    mortgage = covenant("none", 20, program="fha_insured_mortgage")
    assert score_one(mortgage)["status"] == "Scored"
    assert score_one(mortgage, ended("2014-03-01"))["status"] == "Lost"


@pytest.mark.parametrize(
    "held",
    [
        pytest.param(covenant(is_active=False, units=0), id="not yet begun"),
        pytest.param(ended("2014-03-01", observed_date="2026-09-01"), id="not yet seen"),
    ],
)
def test_a_row_that_says_nothing_yet_loses_no_property(held: dict[str, Any]) -> None:
    assert score_one(held)["status"] == "Scored"


def test_a_renewed_contract_that_ended_does_not_hide_the_end_of_its_renewal() -> None:
    first = covenant(is_active=False, units=0, covenant_id="first")
    second = ended("2024-02-01", covenant_id="second", renewal_of="first")
    assert score_one(first, second)["status"] == "Lost"


def test_a_restriction_past_its_end_and_unconfirmed_is_called_so() -> None:
    found = score_one(covenant(years=-2, program="home", end_basis="recorded"))
    assert found["status"] == "Expired-unverified"
    assert found["exit_score"] == 40 + 25 + 8
    assert found["confidence_grade"] == "D"
    assert found["reason"] == (
        "HOME rents ended Jun 2024 on paper, nobody has confirmed it, 80 homes, owner unknown"
    )


def test_a_restriction_that_ends_today_counts_as_over() -> None:
    assert score_one(covenant(years=0))["status"] == "Expired-unverified"


def test_an_unconfirmed_end_under_a_live_covenant_is_scored() -> None:
    assert score_one(covenant(years=-2), covenant(years=9))["status"] == "Scored"


def test_a_stale_contract_is_scored_and_asked_about() -> None:
    found = score_one(covenant("renewable", -1.5))
    assert found["status"] == "Scored"
    assert found["next_milestone"].startswith("Ask the contract administrator")
    assert pd.isna(found["next_milestone_date"])


def test_a_foreclosure_is_never_scored_under_70() -> None:
    scored = score(
        {"one": [covenant(years=25)]},
        {"one": {"foreclosure_date": "2026-01-01", "inspection_score": 95}},
    )
    found = scored.scores.loc["one"]
    assert found["distress_score"] == 70
    assert found["score_low"] >= 70
    floor = scored.contributions.query("code == 'F0'")
    assert floor["points"].tolist() == [5]


@pytest.mark.parametrize(
    ("known", "points"),
    [
        ({"foreclosure_date": "2024-06-30"}, 65),
        ({"foreclosure_date": "2024-06-29"}, 0),
        ({"foreclosure_date": "2026-01-01", "last_sale_date": "2026-02-01"}, 0),
        ({"foreclosure_date": "2026-01-01", "last_sale_date": "2019-02-01"}, 65),
        ({"foreclosure_date": "2026-08-01"}, 0),
    ],
)
def test_a_foreclosure_counts_for_24_months_unless_sold_since(
    known: dict[str, Any], points: int
) -> None:
    assert score_one(covenant(years=25), **known)["distress_score"] == 5 + points


EVIDENCE = "https://example.org/permit"


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("demolition", "Lost"),
        ("lost", "Lost"),
        ("replaced", "Replaced"),
        ("off_monitoring", "Off-monitoring"),
    ],
)
def test_evidence_settles_a_status_and_is_told(kind: str, status: str) -> None:
    found = score_one(
        covenant(years=9, is_active=False, units=0),
        signals=[{"kind": kind, "evidence_url": EVIDENCE}],
    )
    assert found["status"] == status
    assert pd.isna(found["score"])
    assert found["status_date"] == pd.Timestamp("2026-03-01")
    assert found["status_reason"].endswith(
        f"1 Mar 2026. Seen at the door. Stated by A. Advocate; source: {EVIDENCE}."
    )


def test_a_list_that_calls_homes_lost_adds_nothing_to_dated_ends() -> None:
    listed = {"kind": "lost", "source_id": "catalog"}
    found = score_one(ended("2019-05-31", source_id="register"), signals=[listed])
    assert found["status_reason"] == (
        "Every covenant on record has ended, the last on 31 May 2019, according to register."
    )
    assert (found["status_date"], found["status_evidence_source"]) == (
        pd.Timestamp("2019-05-31"),
        "register",
    )


def test_a_list_dates_a_loss_whose_covenants_ended_undated() -> None:
    listed = {"kind": "lost", "source_id": "catalog"}
    found = score_one(ended(None), signals=[listed])
    assert found["status"] == "Lost"
    assert found["status_evidence_source"] == "catalog"
    assert found["reason"] == (
        "Affordable homes lost, as listed on 1 Mar 2026: Seen at the door. "
        "Number of homes unknown, owner unknown"
    )


def test_replaced_is_not_lost_though_every_covenant_ended() -> None:
    moved = {"kind": "replaced", "source_id": "catalog"}
    assert score_one(ended("2018-08-31"), signals=[moved])["status"] == "Replaced"


def test_planned_homes_protect_nobody_today() -> None:
    planned = covenant(is_active=False, units=0, status="planned")
    found = score_one(planned)
    assert found["is_planned_only"]
    assert found["reason"].startswith("Not built yet: planned homes protect nobody today")
    assert not score_one(planned, covenant(years=9))["is_planned_only"]


@pytest.mark.parametrize(
    ("held", "beginning"),
    [
        (covenant(years=9, source_id="list"), "At least one covenant is in force according to"),
        (covenant("renewable", -1.5), "The stated end of its contract, "),
        (covenant(years=-2), "The last restriction on record ended on "),
        (covenant("open_ended", None), "Restrictions have no end by design according to"),
        (ended(None), "Every covenant on record is listed as ended, at least one without its day"),
    ],
)
def test_every_status_says_what_it_rests_on(held: dict[str, Any], beginning: str) -> None:
    assert score_one(held)["status_reason"].startswith(beginning)


def test_no_covenant_is_said_to_be_no_evidence_of_loss() -> None:
    assert score_one()["status_reason"] == (
        "No covenant on record is in force, and no source says that homes were lost."
    )


def test_the_last_of_several_ends_is_said_whatever_their_order() -> None:
    for order in (["2014-03-01", "2019-05-31"], ["2019-05-31", "2014-03-01"]):
        assert "ended May 2019" in score_one(*(ended(day) for day in order))["reason"]


def test_an_end_on_the_day_of_the_snapshot_is_evidence() -> None:
    assert score_one(ended("2026-06-30"))["status"] == "Lost"


def test_an_end_tomorrow_is_none_yet() -> None:
    assert score_one(ended("2026-07-01"))["status"] == "Off-monitoring"


def test_what_a_source_saw_on_the_day_counts() -> None:
    assert score_one(ended("2014-03-01", observed_date="2026-06-30"))["status"] == "Lost"


def test_each_property_is_lost_by_its_own_covenants() -> None:
    scores = score(
        {
            "lost": [ended("2014-03-01")],
            "held": [ended("2015-03-01"), covenant(years=9)],
            "undated": [ended("2016-03-01"), ended(None)],
            "never": [],
            "lost later": [ended("2018-03-01"), ended("2017-01-01")],
        }
    ).scores
    assert scores["status"].tolist() == ["Lost", "Scored", "Off-monitoring", "Scored", "Lost"]
    assert scores["score"].notna().tolist() == [False, True, False, True, False]
    assert scores["reason"].str.contains("ended Mar").tolist() == [True, False, False, False, True]


def test_an_undated_covenant_beside_an_unconfirmed_end_is_scored() -> None:
    assert score_one(covenant(years=-2), covenant(years=None))["status"] == "Scored"


def test_a_contract_that_covers_the_homes_of_an_unconfirmed_end_is_scored() -> None:
    found = score_one(covenant(years=-2), covenant("renewable", -3))
    assert found["status"] == "Scored"


def test_of_undated_ends_the_one_seen_last_is_told_whatever_their_order() -> None:
    seen = [
        ended(None, covenant_id="a", source_id="old list", observed_date="2012-01-01"),
        ended(None, covenant_id="b", source_id="new list", observed_date="2019-01-01"),
        ended(None, covenant_id="c", source_id="undated list", observed_date=None),
    ]
    for order in permutations(seen):
        assert "by new list, 1 Jan 2019" in score_one(*order)["status_reason"]


def test_of_ends_seen_on_one_day_the_first_by_id_is_told_whatever_their_order() -> None:
    twins = [ended(None, covenant_id=name, source_id=f"list {name}") for name in ("a", "b")]
    for order in permutations(twins):
        assert score_one(*order)["status_evidence_source"] == "list a"


def test_a_dated_end_is_told_before_any_undated_one() -> None:
    held = [ended("2014-03-01", source_id="register"), ended(None, source_id="list")]
    for order in permutations(held):
        assert score_one(*order)["status_evidence_source"] == "register"
