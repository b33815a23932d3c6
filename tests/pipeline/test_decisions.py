"""Decisions of people are obeyed by the next build, and reported when they can be removed."""

import pandas as pd

from housing.pipeline.decisions import Decisions, heeded, signed_links
from housing.tables import RecordLinks
from tests.factory import table

SIGNED = {"reason": "deed", "evidence_url": None, "author": "A", "date": "2026-09-01"}
NAMED = pd.DataFrame(columns=["record_id", "property_id", *SIGNED])
PAIRS = pd.DataFrame(columns=["record_id", "other_id", "verdict", "property_id", *SIGNED])


def pair(verdict: str, one: str = "hud:9", other: str = "city:1") -> pd.DataFrame:
    row = {"record_id": one, "other_id": other, "verdict": verdict, "property_id": "city-1"}
    return pd.DataFrame([row | SIGNED])


def doubts(decisions: Decisions, owner: dict[str, str]) -> list[str]:
    links = table(RecordLinks, [{"record_id": r, "property_id": p} for r, p in owner.items()])
    return heeded(decisions, pd.Index(list(owner)), lambda: links)["issue"].tolist()


def test_a_decision_of_a_record_that_is_gone_is_reported() -> None:
    lost = Decisions(NAMED, pair("same", "hud:0"), PAIRS, NAMED)
    assert doubts(lost, {"city:1": "city-1"}) == ["decision_leads_nowhere"]


def test_a_decision_the_rules_now_make_by_themselves_is_reported() -> None:
    same = Decisions(NAMED, pair("same"), PAIRS, NAMED)
    assert doubts(same, {"city:1": "city-1", "hud:9": "city-1"}) == ["decision_agreed"]
    apart = Decisions(NAMED, PAIRS, pair("different"), NAMED)
    assert doubts(apart, {"city:1": "city-1", "hud:9": "hud-9"}) == ["decision_agreed"]


def test_a_decision_that_is_needed_is_not() -> None:
    needed = Decisions(NAMED, pair("same"), PAIRS, NAMED)
    assert doubts(needed, {"city:1": "city-1", "hud:9": "hud-9"}) == []


def test_the_file_that_names_properties_comes_before_verdicts() -> None:
    named = pd.DataFrame([{"record_id": "hud:9", "property_id": "city-2"} | SIGNED])
    assert signed_links(named, pair("same"))["property_id"].tolist() == ["city-2"]
    assert signed_links(NAMED, pair("same"))["property_id"].tolist() == ["city-1"]
