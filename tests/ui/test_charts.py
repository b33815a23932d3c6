"""Charts: what is drawn is what the tables say, and nothing undated or unknown is left out."""

import json
from datetime import date
from typing import Any

import pandas as pd
import pytest

from housing.tables import Contributions, LinkedCovenants, LinkedInspections, Schedule
from tests.factory import table
from ui import charts, counts, property_charts, score_charts, timeline
from ui.charts import Drawing
from ui.text import en

AS_OF = date(2026, 10, 1)


def drawn(drawing: Drawing) -> str:
    """Return the chart as the browser gets it."""
    return json.dumps(drawing.chart.to_dict(), default=str)


def covenants(*rows: dict[str, Any]) -> pd.DataFrame:
    return table(LinkedCovenants, rows)


def state_of(**said: Any) -> str:
    row = {"usable_end_date": "2040-01-01", "units_counted": 10, **said}
    return str(timeline.covenant_states(covenants(row), AS_OF).item())


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, timeline.IN_FORCE),
        ({"usable_end_date": "2028-10-01"}, timeline.ENDING),
        ({"usable_end_date": "2028-10-02"}, timeline.IN_FORCE),
        ({"usable_end_date": "2025-01-01", "is_stale": True}, timeline.PAST_END),
        ({"usable_end_date": "2025-01-01", "is_expired_unverified": True}, timeline.PAST_END),
        ({"usable_end_date": None}, timeline.NO_END),
        ({"usable_end_date": None, "kind": "open_ended"}, timeline.OPEN_ENDED),
        ({"is_active": False, "status": "ended"}, timeline.ENDED),
        ({"is_active": False, "actual_end_date": "2020-01-01"}, timeline.ENDED),
        ({"is_active": False, "usable_start_date": "2027-01-01"}, timeline.NOT_BEGUN),
        ({"is_active": False}, timeline.REPLACED),
        ({"is_active": False, "observed_date": "2026-12-01"}, timeline.NOT_KNOWN),
        ({"units_counted": 0}, timeline.REPEATED),
        ({"is_covenant": False, "kind": "none"}, timeline.NO_RESTRICTION),
    ],
)
def test_every_covenant_stands_somewhere(said: dict[str, Any], expected: str) -> None:
    assert state_of(**said) == expected


def test_a_covenant_without_an_end_reaches_past_every_other_and_says_so() -> None:
    bars = timeline.covenant_bars(
        covenants(
            {"usable_start_date": "2000-01-01", "usable_end_date": "2045-06-30"},
            {"usable_start_date": "2000-01-01"},
        ),
        AS_OF,
    )
    dated, open_end = bars.to_dict("records")
    assert dated["ends"] == "until 30 Jun 2045"
    assert open_end["ends"] == "no end on record"
    assert open_end["drawn_end"] > dated["drawn_end"]


def test_a_covenant_without_any_date_has_a_bar() -> None:
    bars = timeline.covenant_bars(covenants({}), AS_OF)
    assert len(bars) == 1
    assert bars["drawn_start"].item() < pd.Timestamp(AS_OF) < bars["drawn_end"].item()
    assert "no end on record" in drawn(timeline.timeline_chart(bars, AS_OF))


def test_rows_that_repeat_or_restrict_nothing_have_no_bar() -> None:
    bars = timeline.covenant_bars(
        covenants({"units_counted": 0}, {"is_covenant": False, "kind": "none"}), AS_OF
    )
    assert bars.empty


def test_the_timeline_tells_its_states_in_words_too() -> None:
    bars = timeline.covenant_bars(
        covenants({"usable_end_date": "2027-03-01", "units_counted": 64}), AS_OF
    )
    drawing = timeline.timeline_chart(bars, AS_OF)
    assert [swatch.label for swatch in drawing.legend] == [timeline.ENDING]
    assert "64 homes: Ends within 2 years, until 1 Mar 2027" in drawing.description


@pytest.fixture
def exit_card() -> pd.DataFrame:
    known = [
        {"position": 0, "code": "E0", "label": "Start", "points": 40},
        {"position": 1, "code": "E1", "label": "Kind", "points": 25, "value": "lapses"},
        {"position": 2, "code": "E5", "label": "Owner", "points": -7, "value": "nonprofit"},
    ]
    return table(
        Contributions,
        [
            *({**one, "points_low": one["points"], "points_high": one["points"]} for one in known),
            {
                "position": 3,
                "code": "E4",
                "label": "Rents",
                "points": 0,
                "points_low": -6,
                "points_high": 14,
                "is_missing": True,
            },
        ],
    )


def test_each_bar_begins_where_the_one_before_it_ended(exit_card: pd.DataFrame) -> None:
    steps = score_charts.waterfall_steps(exit_card, "exit")
    assert steps["start"].tolist() == [0, 40, 65, 58, 0]
    assert steps["end"].tolist() == [40, 65, 58, 58, 58]


def test_the_last_bar_is_the_total_with_its_range(exit_card: pd.DataFrame) -> None:
    total = score_charts.waterfall_steps(exit_card, "exit").iloc[-1]
    assert (total["points"], total["low"], total["high"]) == (58, 52, 72)
    assert total["label"] == "Total 58"
    assert total["value"] == "52 to 72"


def test_a_value_in_doubt_widens_the_total_and_says_its_range(exit_card: pd.DataFrame) -> None:
    """A for-profit owner on record gives 5 points; since a sale it may be anyone."""
    doubtful = exit_card.copy()
    doubtful.loc[2, ["points", "points_low", "points_high"]] = [5, -45, 7]
    steps = score_charts.waterfall_steps(doubtful, "exit")
    assert steps.loc[2, "text"] == "+5, −45 to +7"
    total = steps.iloc[-1]
    assert (total["points"], total["low"], total["high"]) == (70, 14, 86)


def test_an_unknown_is_drawn_as_a_range_and_not_as_zero(exit_card: pd.DataFrame) -> None:
    unknown = score_charts.waterfall_steps(exit_card, "exit").iloc[3]
    assert unknown["role"] == score_charts.UNKNOWN
    assert (unknown["low"], unknown["high"]) == (52, 72)
    assert unknown["text"] == "−6 to +14"


def test_a_question_without_any_data_says_so(exit_card: pd.DataFrame) -> None:
    silent = exit_card.assign(points_low=0.0, points_high=0.0)
    assert score_charts.waterfall_steps(silent, "exit")["text"].iloc[3] == "no data"


def test_every_bar_has_words_beside_its_color(exit_card: pd.DataFrame) -> None:
    drawing = score_charts.waterfall_chart(score_charts.waterfall_steps(exit_card, "exit"))
    assert drawing.description.startswith("Points: Start 40; Kind +25; Owner −7; Rents −6 to +14")
    assert len({swatch.label for swatch in drawing.legend}) == 5


def test_an_empty_card_is_only_a_total() -> None:
    steps = score_charts.waterfall_steps(table(Contributions, []), "exit")
    assert len(steps) == 1


@pytest.fixture
def schedule() -> pd.DataFrame:
    steps = [
        ("nominal", "2026-10-01", 100, 120, None),
        ("nominal", "2027-06-30", 20, 40, "lihtc"),
        ("nominal", "2060-01-01", 0, 0, "section_8_pbra"),
        ("renewals_assumed", "2026-10-01", 100, 120, None),
        ("renewals_assumed", "2027-06-30", 20, 40, "lihtc"),
    ]
    names = ["scenario", "date", "units_nested", "units_disjoint", "programs"]
    return table(
        Schedule,
        [dict(zip(names, step, strict=True)) | {"property_id": "p1"} for step in steps],
    )


def test_the_cliff_names_the_groups_it_draws(schedule: pd.DataFrame) -> None:
    by_year = counts.losses_by_year(counts.losses(schedule), 2026)
    drawing = charts.cliff_chart(by_year, counts.cliff_years(2026))
    assert [swatch.label for swatch in drawing.legend] == [
        en.TAX_CREDITS,
        en.RENT_CONTRACTS,
        charts.RENEWED,
    ]
    assert "100 in all, most in 2027 (80)" in drawing.description
    assert "2046 on" in drawn(drawing)


def test_the_gap_between_the_scenarios_is_shaded(schedule: pd.DataFrame) -> None:
    protected = counts.protected_by_date(schedule, AS_OF, years=40)
    drawing = charts.protected_chart(protected)
    assert "0 if every contract ends on its date, 20 if contracts are renewed" in (
        drawing.description
    )
    assert charts.SHADE in [swatch.look for swatch in drawing.legend]


def test_homes_that_stay_protected_are_carried_onward(schedule: pd.DataFrame) -> None:
    drawing = property_charts.steps_chart(schedule, AS_OF)
    assert "range: covenants overlap, or do not" in [swatch.label for swatch in drawing.legend]
    assert "2066-01-01" in drawn(drawing)


def test_no_curve_of_rental_assistance_where_there_is_none(schedule: pd.DataFrame) -> None:
    labels = [swatch.label for swatch in property_charts.steps_chart(schedule, AS_OF).legend]
    assert property_charts.ASSISTED not in labels


def test_inspections_say_their_score_as_published_and_their_standard() -> None:
    inspections = table(
        LinkedInspections,
        [
            {"inspection_date": "2019-05-01", "score": 58, "score_source": "58c*"},
            {"inspection_date": "2025-05-01", "score": 71, "protocol": "NSPIRE"},
            {"inspection_date": None, "score": 90},
        ],
    )
    drawing = property_charts.inspections_chart(inspections)
    assert drawing.description == (
        "Inspection scores: 1 May 2019 58c* (UPCS); 1 May 2025 71 (NSPIRE)"
    )
    assert [swatch.label for swatch in drawing.legend] == ["UPCS", "NSPIRE", "below 60 fails"]
