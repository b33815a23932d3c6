"""What signals in force make of a score, and that the model's own is kept."""

import pandas as pd
import pytest

from tests.scoring_cases import Row, covenant, points_of, score, score_one

#: Model score 19 without signals, and 84 with a short, profitable contract.
LONG = covenant(years=22)
SHORT = covenant("renewable", 0.67, units=18)
FAMILY: Row = {"owner_type": "for_profit", "tenancy": "family"}
HOT: Row = {**FAMILY, "rent_to_fmr_pct": 68.0, "year_built": 1970, "market_growth_pctile": 85.0}


def signal(kind: str, day: str = "2026-03-01", **known: object) -> Row:
    return {"kind": kind, "signal_date": day, **known}


@pytest.mark.parametrize(
    ("kind", "shown", "band"),
    [
        ("offer_of_sale", 85, "Very High"),
        ("qualified_contract_request", 75, "High"),
        ("receivership", 70, "High"),
        ("human_flag", 60, "High"),
    ],
)
def test_a_floor_raises_the_shown_score_and_leaves_the_model(
    kind: str, shown: int, band: str
) -> None:
    plain = score_one(LONG, **FAMILY)
    found = score_one(LONG, signals=[signal(kind)], **FAMILY)
    assert (found["score"], found["band"]) == (shown, band)
    assert found["model_score"] == plain["score"] == plain["model_score"]
    assert found["override"] == kind
    assert found["score_low"] == found["score"] <= found["score_high"]


def test_the_override_says_who_when_why_and_until_when() -> None:
    found = score_one(LONG, signals=[signal("human_flag")], **FAMILY)
    assert found["override_text"] == (
        f"Raised from {found['model_score']} to 60 by a signal: flag set by a person, 1 Mar 2026. "
        "Seen at the door. Stated by A. Advocate; source: the author's own word; "
        "in force until 1 Mar 2027."
    )
    assert found["is_flagged"]
    assert found["flag_text"].startswith("Flagged: 1 Mar 2026. Seen at the door.")
    assert found["reason"].startswith("Flag set by a person, 1 Mar 2026. ")


def test_a_floor_under_the_model_moves_nothing_and_still_flags() -> None:
    found = score_one(SHORT, signals=[signal("human_flag")], **HOT)
    assert found["score"] == found["model_score"] == 84
    assert pd.isna(found["override"])
    assert found["is_flagged"]
    assert found["reason"].startswith("Flagged by a person. ")


def test_of_several_floors_the_highest_holds() -> None:
    both = [signal("human_flag", "2026-05-01"), signal("offer_of_sale", "2026-01-01")]
    found = score_one(LONG, signals=both, **FAMILY)
    assert (found["score"], found["override"]) == (85, "offer_of_sale")
    assert found["is_flagged"]
    assert found["signals"] == "human_flag;offer_of_sale"


def test_preservation_financing_caps_the_score() -> None:
    found = score_one(SHORT, signals=[signal("preservation_financing")], **HOT)
    assert (found["model_score"], found["score"], found["band"]) == (84, 35, "Low")
    assert found["score_high"] == 35
    assert found["override_text"].startswith("Capped from 84 to 35 by a signal")


@pytest.mark.parametrize(
    ("noticed", "shown"), [("2026-02-28", 35), ("2026-03-01", 85), ("2026-05-01", 85)]
)
def test_financing_answers_older_notices_and_no_newer_one(noticed: str, shown: int) -> None:
    both = [signal("preservation_financing"), signal("opt_out_notice", noticed)]
    assert score_one(SHORT, signals=both, **HOT)["score"] == shown


def test_an_expired_flag_drops_and_stays_on_record() -> None:
    found = score_one(LONG, signals=[signal("human_flag", "2025-06-30")], **FAMILY)
    assert found["score"] == found["model_score"]
    assert not found["is_flagged"]
    assert pd.isna(found["flag_text"])
    assert pd.isna(found["signals"])


def test_the_override_is_a_row_after_the_cards_which_still_add_up() -> None:
    made = score({"one": [LONG]}, {"one": FAMILY}, signals=[signal("offer_of_sale")])
    rows, found = made.contributions, made.scores.loc["one"]
    sums = rows.groupby("card")["points"].sum()
    assert sums["exit"] == found["exit_score"]
    assert sums["distress"] == found["distress_score"]
    assert sums["override"] == found["score"] - found["model_score"]
    assert rows["code"].iloc[-1] == "S1"
    assert rows["sentence"].iloc[-1] == found["override_text"]


@pytest.mark.parametrize(
    ("kind", "code", "points"),
    [("sale", "E10", 8), ("aggregator_transfer", "E11", 6), ("first_refusal_dispute", "E11", 6)],
)
def test_a_sale_or_a_dispute_adds_points_to_the_exit_card(
    kind: str, code: str, points: int
) -> None:
    plain = score({"one": [LONG]}, {"one": FAMILY})
    made = score({"one": [LONG]}, {"one": FAMILY}, signals=[signal(kind)])
    assert code not in points_of(plain)
    assert points_of(made)[code] == points
    assert made.scores.loc["one", "exit_score"] == plain.scores.loc["one", "exit_score"] + points
    assert pd.isna(made.scores.loc["one", "override"])


def test_aggregator_and_dispute_together_count_once() -> None:
    both = [signal("aggregator_transfer"), signal("first_refusal_dispute", "2026-04-01")]
    assert points_of(score({"one": [LONG]}, {"one": FAMILY}, signals=both))["E11"] == 6


def test_a_renewal_overrides_nothing() -> None:
    plain, found = (score_one(LONG, signals=given, **FAMILY) for given in ([], [signal("renewal")]))
    assert found["score"] == plain["score"]
    assert found["signals"] == "renewal"


def test_a_lost_property_is_scored_by_no_signal() -> None:
    both = [signal("demolition", evidence_url="https://example.org/permit"), signal("human_flag")]
    found = score_one(LONG, signals=both, **FAMILY)
    assert found["status"] == "Lost"
    assert found[["score", "model_score", "override", "exit_score"]].isna().all()


def test_one_propertys_signal_is_not_anothers() -> None:
    made = score({"one": [LONG], "two": [LONG]}, signals=[signal("offer_of_sale")])
    assert made.scores["score"].tolist()[0] == 85
    assert made.scores.loc["two", "score"] == made.scores.loc["two", "model_score"] < 85


def test_intervals_contain_scores_whatever_the_signals() -> None:
    kinds = ("offer_of_sale", "human_flag", "preservation_financing", "receivership")
    for kind in kinds:
        for held in (LONG, SHORT, covenant("unknown", None, units=None)):
            found = score_one(held, signals=[signal(kind)])
            assert found["score_low"] <= found["score"] <= found["score_high"]


def test_what_a_signal_settles_is_said_before_homes_and_owner_and_nothing_twice() -> None:
    lost = signal("lost", reason="Sold at auction.")
    found = score_one(LONG, signals=[lost], units_restricted=64, **FAMILY)
    assert found["reason"] == (
        "Affordable homes lost, 1 Mar 2026: Sold at auction. 64 homes, for-profit owner"
    )


def test_the_row_of_an_override_says_from_what_to_what_and_by_whose_word() -> None:
    offer = signal("offer_of_sale", source_id="notices")
    made = score({"one": [LONG]}, {"one": FAMILY}, signals=[offer])
    row, model = made.contributions.iloc[-1], made.scores.loc["one", "model_score"]
    assert (row["card"], row["label"]) == ("override", "Signal: offer of sale to tenants or city")
    assert row["value"] == f"{model} to 85"
    assert row[["points", "points_low", "points_high"]].tolist() == [85 - model] * 3
    assert row["source_id"] == "notices"
    assert row["observed_date"] == pd.Timestamp("2026-03-01")
    assert not row["is_missing"]


def test_the_row_of_a_cap_takes_points_away_in_the_name_of_who_stated_it() -> None:
    made = score({"one": [SHORT]}, {"one": HOT}, signals=[signal("preservation_financing")])
    row = made.contributions.iloc[-1]
    assert (row["value"], row["points"], row["source_id"]) == ("84 to 35", -49, "A. Advocate")


@pytest.mark.parametrize("kind", ["human_flag", "preservation_financing"])
def test_of_two_signals_that_do_the_same_the_later_is_told(kind: str) -> None:
    both = [
        signal(kind, "2026-05-01", reason="The later word"),
        signal(kind, "2026-02-01", reason="The earlier word"),
    ]
    held, known = (LONG, FAMILY) if kind == "human_flag" else (SHORT, HOT)
    found = score_one(held, signals=both, **known)
    assert "1 May 2026. The later word" in found["override_text"]
    if kind == "human_flag":
        assert found["flag_text"].startswith("Flagged: 1 May 2026. The later word")
    assert found["signals"] == kind


def test_the_signals_of_each_property_stand_beside_it_whatever_their_order() -> None:
    flags = [
        signal("human_flag", property_id="three", reason="About three"),
        signal("human_flag", property_id="one", reason="About one"),
    ]
    made = score({name: [LONG] for name in ("one", "two", "three")}, signals=flags).scores
    assert made["is_flagged"].tolist() == [True, False, True]
    assert "About one" in made.loc["one", "flag_text"]
    assert pd.isna(made.loc["two", "flag_text"])
    assert "About three" in made.loc["three", "override_text"]
