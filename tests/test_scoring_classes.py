"""Other people's classes: by dates, owner and inspections alone."""

from typing import Any

import pandas as pd
import pytest

from tests.scoring_cases import TODAY, Row, covenant, ended, score_one


def ending(day: str, **known: Any) -> Row:
    return covenant(years=None, **{"usable_end_date": pd.Timestamp(day), **known})


@pytest.mark.parametrize(
    ("end", "chpc", "exits"),
    [
        ("2026-06-29", "Very High", True),
        ("2026-06-30", "Very High", True),
        ("2027-06-30", "Very High", True),
        ("2027-07-01", "High", True),
        ("2031-06-30", "High", True),
        ("2031-07-01", "Moderate", False),
        ("2036-06-30", "Moderate", False),
        ("2036-07-01", "Low", False),
    ],
)
def test_classes_change_the_day_after_the_edge(end: str, chpc: str, exits: bool) -> None:
    found = score_one(ending(end, years_to_end=1.0))
    assert found["chpc_style"] == chpc
    assert found["nlihc_exit_5y"] == exits
    assert found["is_chpc_stale"] == (pd.Timestamp(end) < TODAY)


def test_a_later_covenant_governs_the_class() -> None:
    assert score_one(covenant(years=0.5), covenant(years=12))["chpc_style"] == "Low"


@pytest.mark.parametrize(
    ("held", "known"),
    [
        (covenant("open_ended", None), {}),
        (covenant(years=0.5), {"owner_type": "steward"}),
    ],
)
def test_no_end_by_design_or_a_steward_is_low(held: Row, known: Row) -> None:
    found = score_one(held, **known)
    assert found["chpc_style"] == "Low"
    assert not found["is_chpc_stale"]


def test_a_nonprofit_is_no_steward() -> None:
    assert score_one(covenant(years=0.5), owner_type="nonprofit")["chpc_style"] == "Very High"


def test_what_has_no_date_is_not_classified() -> None:
    found = score_one(covenant(years=None))
    assert found["chpc_style"] == "Unclassified"
    assert pd.isna(found["nlihc_exit_5y"])


def test_lost_is_lost_whoever_owns_it() -> None:
    assert score_one(ended("2019-05-31"), owner_type="steward")["chpc_style"] == "Lost"


@pytest.mark.parametrize(("points", "fails"), [(59, True), (60, False), (None, None)])
def test_depreciation_is_a_failed_inspection(points: int | None, fails: bool | None) -> None:
    found = score_one(covenant(years=9), inspection_score=points)["nlihc_depreciation"]
    assert pd.isna(found) if fails is None else found == fails


KNOWN: Row = {
    "owner_type": "for_profit",
    "owner_name": "Elm Homes LLC",
    "owner_date": "2020-01-01",
    "rent_gap_pct": 10.0,
}
SOUND = covenant(years=9, end_basis="recorded")


def category(*held: Row, signals: tuple[Row, ...] = (), **known: Any) -> int:
    return int(score_one(*held, signals=signals, **{**KNOWN, **known})["dc_style_category"])


def test_a_sound_property_is_another_subsidized_one() -> None:
    assert category(SOUND) == 5


@pytest.mark.parametrize("kind", ["human_flag", "offer_of_sale", "foreclosure"])
def test_a_flag_or_a_notice_in_force_is_category_1(kind: str) -> None:
    assert category(SOUND, signals=({"kind": kind},)) == 1
    old = {"kind": kind, "signal_date": "2020-01-01"}
    assert category(SOUND, signals=(old,)) == 5


@pytest.mark.parametrize(("end", "is_expiring"), [("2027-06-30", True), ("2027-07-01", False)])
def test_an_end_within_12_months_is_category_2(end: str, is_expiring: bool) -> None:
    assert (category(SOUND, next_end_date=end) == 2) == is_expiring


@pytest.mark.parametrize(
    ("points", "day", "is_failing"),
    [(59, "2023-06-30", True), (59, "2023-06-29", False), (60, "2026-01-01", False)],
)
def test_a_failed_inspection_of_3_years_is_category_3(
    points: int, day: str, is_failing: bool
) -> None:
    found = category(SOUND, inspection_score=points, inspection_date=day)
    assert (found == 3) == is_failing


def test_what_is_poorly_documented_is_category_4() -> None:
    assert category(covenant("unknown", None)) == 4


def test_lost_and_replaced_come_before_everything() -> None:
    flag: Row = {"kind": "human_flag"}
    gone: Row = {"kind": "demolition", "evidence_url": "https://example.org/permit"}
    moved: Row = {"kind": "replaced", "evidence_url": "https://example.org/plan"}
    assert category(SOUND, signals=(flag, gone)) == 6
    assert category(SOUND, signals=(flag, moved)) == 7


def test_no_points_enter_a_class() -> None:
    calm, hot = (
        score_one(SOUND, rent_gap_pct=gap, market_growth_pctile=gap) for gap in (0.0, 90.0)
    )
    classes = ["chpc_style", "nlihc_exit_5y", "nlihc_depreciation"]
    assert calm["model_score"] < hot["model_score"]
    assert calm[classes].tolist() == hot[classes].tolist()


def test_a_steward_s_property_reaches_its_end_all_the_same() -> None:
    found = score_one(covenant(years=2), owner_type="steward")
    assert found["chpc_style"] == "Low"
    assert found["nlihc_exit_5y"]
