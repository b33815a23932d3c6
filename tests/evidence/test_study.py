"""Rankings side by side, groups, and the conditions for calling the flags validated."""

import numpy as np
import pandas as pd
import pytest

from housing.evidence import baselines, gate
from housing.evidence.results import (
    MIN_LOSSES,
    POINTS,
    AtShare,
    Estimate,
    Group,
    Ranking,
    Rate,
    Study,
)
from housing.evidence.study import Cases, bands, calibration, compared, groups, ranking, rate


@pytest.fixture(scope="module")
def cases() -> Cases:
    rng = np.random.default_rng(6)
    lost = rng.random(600) < 0.2
    return Cases(lost, rng.integers(5, 90, 600).astype(float), np.arange(600) // 4, repetitions=40)


def test_intervals_hold_the_figure_and_are_the_same_every_time(cases: Cases) -> None:
    scores = cases.lost + np.random.default_rng(7).normal(size=600)
    first, again = ranking("a", scores, cases), ranking("a", scores, cases)
    assert first == again
    assert first.auc is not None
    assert first.auc.low < first.auc.value < first.auc.high


def test_rows_of_one_contract_widen_the_interval(cases: Cases) -> None:
    scores = np.repeat(np.random.default_rng(8).normal(size=60), 10)
    lost = np.repeat(np.random.default_rng(9).random(60) < 0.4, 10)
    homes = np.ones(600)
    by_row = ranking("a", scores, Cases(lost, homes, np.arange(600), repetitions=100)).auc
    by_contract = ranking(
        "a", scores, Cases(lost, homes, np.arange(600) // 10, repetitions=100)
    ).auc
    assert by_row is not None
    assert by_contract is not None
    assert by_contract.high - by_contract.low > 1.5 * (by_row.high - by_row.low)


def test_too_few_losses_are_said_and_not_measured() -> None:
    lost = np.arange(300) < MIN_LOSSES - 1
    few = ranking("a", np.arange(300.0), Cases(lost, np.ones(300), np.arange(300)))
    assert few.auc is None
    assert "too few to say" in str(few.note)


def test_a_ranking_that_ties_everybody_ranks_none(cases: Cases) -> None:
    flat = ranking("class", np.zeros(600), cases)
    assert flat.auc is None
    assert "ranks none" in str(flat.note)


def test_a_baseline_without_figures_says_why(cases: Cases) -> None:
    _, dates = compared(np.arange(600.0), cases, {baselines.LAST_END: "no end dates"})
    assert (dates.name, dates.note, dates.auc) == (baselines.LAST_END, "no end dates", None)


def test_groups_count_everybody_once(cases: Cases) -> None:
    names = ["large"] * 560 + ["small"] * 40
    made = groups("program", names, np.arange(600.0), ["High"] * 600, cases)
    assert [group.rate.n for group in made] == [560, 40]
    assert sum(group.rate.lost for group in made) == cases.lost.sum()
    assert made[1].auc is None
    assert made[1].bands == ()


def test_bands_stand_highest_first_and_hold_everybody() -> None:
    lost = np.asarray([True, False, False, True])
    found = bands(["Low", "High", "Low", "High"], lost)
    assert [(band.label, band.n, band.lost) for band in found] == [("High", 2, 1), ("Low", 2, 1)]


def test_calibration_bins_say_what_the_scale_stands_for() -> None:
    found = calibration(np.asarray([40.0, 40.0, 70.0]), np.asarray([False, True, True]))
    assert [one.observed.label for one in found] == [
        "40 to under 45 points",
        "65 points or more",
    ]
    # 40 points are odds of 0.087; 30 more are odds 2 ** 2.5 as high
    assert found[0].nominal == pytest.approx(0.087 / 1.087, abs=1e-6)
    assert found[1].nominal == pytest.approx(0.4921 / 1.4921, abs=1e-3)


def test_the_base_rate_of_a_program_is_counted_on_other_contracts() -> None:
    # one contract per program: nothing is known of it from others but the share overall
    lost = np.asarray([True, False] * 10)
    contract = np.arange(20) // 2
    programs = [f"program {one}" for one in contract]
    assert baselines.program_rate(programs, lost, contract) == pytest.approx(0.5)


def test_classes_follow_the_last_end() -> None:
    years = np.asarray([0.5, 1.0, 3.0, 10.0, 10.1, -1.0, np.nan])
    found = baselines.chpc_style(years)
    assert found[:6].tolist() == [3, 3, 2, 1, 0, 3]
    assert 0 <= found[6] <= 3


def test_a_property_in_no_class_stands_in_the_middle() -> None:
    classes = pd.Series(["Very High", "Unclassified", "Low", "Moderate"])
    assert baselines.chpc_classes(classes).tolist() == [3, 1, 0, 1]


def of(n: int, lost: int, label: str = "High") -> Rate:
    return rate(label, np.arange(n) < lost)


def measured(auc: float, lift: float, name: str = POINTS) -> Ranking:
    figure = Estimate(value=auc, low=auc, high=auc)
    top = AtShare(
        share=0.1,
        precision=0.1,
        lift=Estimate(value=lift, low=lift, high=lift),
        captured=0.1,
        captured_homes=None,
    )
    return Ranking(name=name, auc=figure, average_precision=figure, at=(top,))


def judged(
    *, auc: float = 0.7, slope: Estimate | None = None, chpc: float = 1.0, upper: int = 30
) -> list[bool]:
    """Judge studies that meet every condition but for what is asked."""
    program = Group(by="program", rate=of(300, 40), bands=(of(100, upper), of(200, 10, "Low")))
    decisions = Study(
        id="a",
        title="",
        who="contracts",
        asked="left",
        contracts=1,
        overall=of(300, 40),
        rankings=(measured(auc, 2),),
        groups=(program,),
        calibration_slope=slope,
    )
    categories = decisions.model_copy(
        update={"rankings": (measured(0.6, 2), measured(0.6, chpc, baselines.CHPC))}
    )
    return [criterion.is_met for criterion in gate.criteria(decisions, categories)]


def test_each_condition_can_fail_alone() -> None:
    slope = Estimate(value=0.5, low=0.4, high=0.6)
    assert judged(slope=slope) == [True, True, True, True]
    assert judged(slope=slope, upper=3) == [False, True, True, True]
    assert judged(slope=slope, chpc=2.1) == [True, False, True, True]
    assert judged(slope=slope, auc=0.59) == [True, True, False, True]
    assert judged() == [True, True, True, False]


def test_a_tiny_band_is_not_held_against_the_flags() -> None:
    assert gate.rises([of(3, 0), of(100, 20), of(200, 20)])
    assert not gate.rises([of(30, 0), of(100, 20), of(200, 20)])


def test_rising_beyond_chance_asks_for_clear_intervals() -> None:
    close = [of(100, 12), of(100, 10)]
    assert gate.rises(close)
    assert not gate.rises(close, beyond_chance=True)
    assert gate.rises([of(1000, 300), of(1000, 100)], beyond_chance=True)
