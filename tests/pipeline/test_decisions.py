"""Decisions of people are obeyed by the next build, and reported when they can be removed."""

from pathlib import Path

import pandas as pd
import pytest

from housing.errors import ConfigError
from housing.pipeline import decisions as kept
from housing.pipeline.decisions import (
    Decisions,
    check_followed,
    check_grounds,
    read_decisions,
    signed_links,
)
from housing.pipeline.heeded import heeded, heeded_parcels
from housing.tables import ParcelLinks, RecordLinks
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
    lost = Decisions(NAMED, pair("same", "hud:0"), PAIRS, NAMED, NAMED)
    assert doubts(lost, {"city:1": "city-1"}) == ["decision_leads_nowhere"]


def test_a_decision_the_rules_now_make_by_themselves_is_reported() -> None:
    same = Decisions(NAMED, pair("same"), PAIRS, NAMED, NAMED)
    assert doubts(same, {"city:1": "city-1", "hud:9": "city-1"}) == ["decision_agreed"]
    apart = Decisions(NAMED, PAIRS, pair("different"), NAMED, NAMED)
    assert doubts(apart, {"city:1": "city-1", "hud:9": "hud-9"}) == ["decision_agreed"]


def test_a_decision_that_is_needed_is_not() -> None:
    needed = Decisions(NAMED, pair("same"), PAIRS, NAMED, NAMED)
    assert doubts(needed, {"city:1": "city-1", "hud:9": "hud-9"}) == []


def test_the_file_that_names_properties_comes_before_verdicts() -> None:
    named = pd.DataFrame([{"record_id": "hud:9", "property_id": "city-2"} | SIGNED])
    assert signed_links(named, pair("same"))["property_id"].tolist() == ["city-2"]
    assert signed_links(NAMED, pair("same"))["property_id"].tolist() == ["city-1"]


def test_a_decision_is_told_with_its_author_and_day() -> None:
    lost = Decisions(NAMED, pair("same", "hud:0"), PAIRS, NAMED, NAMED)
    links = table(RecordLinks, [])
    told = heeded(lost, pd.Index(["city:1"]), lambda: links)["detail"].item()
    assert told.startswith("A decided on 2026-09-01 that hud:0 and city:1 are the same.")


def test_two_that_are_the_same_may_not_end_as_two_properties() -> None:
    both = pd.concat([pair("same"), pair("same", other="city:2")])
    links = [("hud:9", "city-2"), ("city:1", "city-1"), ("city:2", "city-2")]
    table_of = table(RecordLinks, [{"record_id": r, "property_id": p} for r, p in links])
    with pytest.raises(ConfigError, match="hud:9 and city:1 are the same"):
        check_followed(Decisions(NAMED, both, PAIRS, NAMED, NAMED), table_of)


def ground(*pairs: tuple[str, str | None]) -> pd.DataFrame:
    rows = [{"property_id": one, "parcel_id": parcel} | SIGNED for one, parcel in pairs]
    return pd.DataFrame(rows, columns=["property_id", "parcel_id", *SIGNED])


def parcel_doubts(there: pd.DataFrame, not_there: pd.DataFrame) -> list[tuple[str, str]]:
    rules = [
        {"property_id": "city-1", "parcel_id": "A"},
        {"property_id": "city-2", "parcel_id": None, "candidate_parcel_ids": "B;C"},
    ]
    links = table(ParcelLinks, rules)
    known, parcels = pd.Index(["city-1", "city-2"]), pd.Series(["A", "B", "C"])
    found = heeded_parcels(there, not_there, known, parcels, lambda: links)
    return list(zip(found["issue"], found["row_id"], strict=True))


@pytest.mark.parametrize(
    ("there", "not_there", "said"),
    [
        pytest.param([("city-9", "A")], [], ["decision_leads_nowhere"], id="property is gone"),
        pytest.param([], [("city-1", "Z")], ["decision_leads_nowhere"], id="parcel is gone"),
        pytest.param([("city-1", "A")], [], ["decision_agreed"], id="rules put it there too"),
        pytest.param([("city-1", "A"), ("city-1", "B")], [], [], id="rules know one of two"),
        pytest.param([], [("city-1", "B")], ["decision_agreed"], id="no rule puts it there"),
        pytest.param([], [("city-1", "A")], [], id="a rule would put it there"),
        pytest.param([], [("city-2", "B")], [], id="a rule might put it there"),
    ],
)
def test_decisions_on_parcels_are_reported_when_they_may_go(
    there: list[tuple[str, str]], not_there: list[tuple[str, str]], said: list[str]
) -> None:
    assert [one for one, _ in parcel_doubts(ground(*there), ground(*not_there))] == said


def test_a_property_is_not_both_on_a_parcel_and_off_it() -> None:
    with pytest.raises(ConfigError, match="city-1 stands on parcel A"):
        check_grounds(ground(("city-1", "A")), ground(("city-1", "A")))
    check_grounds(ground(("city-1", None)), ground(("city-1", "A")))


def test_every_bad_line_of_every_file_is_told_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "OVERRIDES_DIR", tmp_path / "none")
    given = tmp_path / "overrides"
    given.mkdir()
    head = "reason,evidence_url,author,date\ndc"
    (given / "record_links.csv").write_text(f"jurisdiction,record_id,property_id,{head},r:1,,,,,\n")
    (given / "parcel_links.csv").write_text(f"jurisdiction,property_id,parcel_id,{head},,,,,,\n")
    (given / "review_verdicts.csv").write_text(
        f"jurisdiction,table,subject_id,candidate_id,verdict,{head},records,r:1,r:2,so,,,,\n"
    )
    with pytest.raises(ConfigError) as told:
        read_decisions(tmp_path, "dc")
    for name in ("record_links.csv", "parcel_links.csv", "review_verdicts.csv"):
        assert f"{name}: 1 line cannot be used" in str(told.value)


def test_a_mistyped_place_is_told_instead_of_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "OVERRIDES_DIR", tmp_path / "none")
    given = tmp_path / "overrides"
    given.mkdir()
    head = "jurisdiction,record_id,property_id,reason,evidence_url,author,date"
    row = "r:1,city-1,deed,,A,2026-09-01"
    (given / "record_links.csv").write_text(f"{head}\nsample,{row}\nSample,{row}\n")
    with pytest.raises(ConfigError, match="(?s)line 3: 'Sample' is no place; they are .*sample"):
        read_decisions(tmp_path, "dc")
