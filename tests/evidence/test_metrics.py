"""Figures worked out by hand, and laws they obey."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score

from housing.evidence import metrics
from housing.evidence.metrics import Tally


def counted(scores: list[float], lost: list[int], homes: list[float] | None = None) -> Tally:
    many = None if homes is None else np.asarray(homes, float)
    return metrics.tally(metrics.levels(scores), np.asarray(lost, bool), many)


def test_auc_counts_pairs_in_the_right_order_and_ties_half() -> None:
    # lost 3 and 1, kept 2 and 1: (3>2), (3>1), (1<2), (1=1) = 1 + 1 + 0 + 0.5 of 4
    assert metrics.auc(counted([3, 2, 1, 1], [1, 0, 1, 0])) == pytest.approx(2.5 / 4)


def test_average_precision_is_the_mean_precision_at_each_loss() -> None:
    # losses stand first and third: (1/1 + 2/3) / 2
    assert metrics.average_precision(counted([9, 8, 7, 6], [1, 0, 1, 0])) == pytest.approx(5 / 6)


def test_without_a_loss_there_is_no_auc() -> None:
    assert np.isnan(metrics.auc(counted([1, 2], [0, 0])))


def test_a_tie_across_the_line_counts_what_a_draw_would_give() -> None:
    # top quarter of 4 is 1 place, for which two tie, one of them lost
    assert metrics.precision_at(counted([5, 5, 1, 0], [1, 0, 1, 0]), 0.25) == pytest.approx(0.5)


def test_a_ranking_that_ties_everybody_is_as_good_as_chance() -> None:
    tied = counted([1, 1, 1, 1, 1], [1, 0, 0, 0, 1])
    assert metrics.precision_at(tied, 0.2) == pytest.approx(0.4)
    assert metrics.lift_at(tied, 0.2) == pytest.approx(1.0)
    assert metrics.captured_at(tied, 0.2) == pytest.approx(0.2)
    assert metrics.auc(tied) == pytest.approx(0.5)


def test_the_top_share_may_hold_part_of_a_contract() -> None:
    # 30 percent of 5 are 1.5 places: the first, lost, and half of the second, kept
    assert metrics.precision_at(counted([5, 4, 3, 2, 1], [1, 0, 0, 0, 1]), 0.3) == pytest.approx(
        1 / 1.5
    )


def test_homes_captured_weigh_contracts_by_their_homes() -> None:
    found = counted([4, 3, 2, 1], [1, 0, 0, 1], homes=[10, 500, 500, 30])
    assert metrics.homes_captured_at(found, 0.25) == pytest.approx(10 / 40)
    assert metrics.captured_at(found, 0.25) == pytest.approx(1 / 2)


@pytest.mark.parametrize(
    ("lost", "n", "low", "high"),
    [
        # Brown, Cai and DasGupta's formula by hand for 10 of 100, and the two edges
        pytest.param(10, 100, 0.0552, 0.1744, id="one in ten"),
        pytest.param(0, 10, 0.0, 0.2775, id="none"),
        pytest.param(10, 10, 0.7225, 1.0, id="all"),
        pytest.param(0, 0, 0.0, 1.0, id="nobody asked"),
    ],
)
def test_wilson(lost: int, n: int, low: float, high: float) -> None:
    assert metrics.wilson(lost, n) == pytest.approx((low, high), abs=1e-4)


def test_a_scale_that_says_what_happens_has_slope_one() -> None:
    # 1 of 4 lost at odds 1:3, 3 of 4 lost at odds 3:1
    log_odds = np.log([1 / 3] * 4 + [3.0] * 4)
    lost = np.asarray([1, 0, 0, 0, 1, 1, 1, 0], bool)
    assert metrics.calibration_slope(log_odds, lost) == pytest.approx(1.0, abs=1e-3)


def test_a_scale_twice_too_wide_has_slope_one_half() -> None:
    log_odds = 2 * np.log([1 / 3] * 4 + [3.0] * 4)
    lost = np.asarray([1, 0, 0, 0, 1, 1, 1, 0], bool)
    assert metrics.calibration_slope(log_odds, lost) == pytest.approx(0.5, abs=1e-3)


ranked = st.lists(
    st.tuples(st.integers(0, 6), st.booleans(), st.integers(1, 300)), min_size=4, max_size=60
).filter(lambda rows: len({lost for _, lost, _ in rows}) == 2)


@given(ranked)
def test_figures_agree_with_scikit_learn_row_by_row(rows: list[tuple[int, bool, int]]) -> None:
    scores, lost, weights = (np.asarray(column) for column in zip(*rows, strict=True))
    found = metrics.tally(metrics.levels(scores), lost, weights=weights.astype(float))
    assert metrics.auc(found) == pytest.approx(roc_auc_score(lost, scores, sample_weight=weights))
    assert metrics.average_precision(found) == pytest.approx(
        average_precision_score(lost, scores, sample_weight=weights)
    )


@given(ranked)
def test_only_the_order_of_scores_matters(rows: list[tuple[int, bool, int]]) -> None:
    scores, lost, _ = (np.asarray(column) for column in zip(*rows, strict=True))
    plain = metrics.tally(metrics.levels(scores), lost)
    bent = metrics.tally(metrics.levels(np.exp(scores / 3.0) - 7), lost)
    assert metrics.auc(plain) == pytest.approx(metrics.auc(bent))
    assert metrics.precision_at(plain, 0.1) == pytest.approx(metrics.precision_at(bent, 0.1))


@given(ranked)
def test_ranking_the_other_way_round_gives_the_rest(rows: list[tuple[int, bool, int]]) -> None:
    scores, lost, _ = (np.asarray(column) for column in zip(*rows, strict=True))
    up = metrics.auc(metrics.tally(metrics.levels(scores), lost))
    down = metrics.auc(metrics.tally(metrics.levels(-scores), lost))
    assert up + down == pytest.approx(1.0)


@given(ranked, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows: list[tuple[int, bool, int]], luck: object) -> None:
    mixed = list(rows)
    luck.shuffle(mixed)  # type: ignore[attr-defined]
    found = [
        metrics.precision_at(
            counted([score for score, _, _ in some], [int(lost) for _, lost, _ in some]), 0.1
        )
        for some in (rows, mixed)
    ]
    assert found[0] == pytest.approx(found[1])


@given(st.integers(0, 400), st.integers(1, 400))
def test_wilsons_interval_holds_the_share_and_stays_between_0_and_1(lost: int, more: int) -> None:
    n = lost + more
    low, high = metrics.wilson(lost, n)
    assert 0 <= low <= lost / n <= high <= 1


def test_the_slope_is_logistic_regressions() -> None:
    rng = np.random.default_rng(1)
    log_odds = rng.normal(size=400)
    lost = rng.random(400) < 1 / (1 + np.exp(-0.7 * log_odds))
    straight = LogisticRegression(C=np.inf).fit(log_odds.reshape(-1, 1), lost)
    assert metrics.calibration_slope(log_odds, lost) == pytest.approx(
        straight.coef_[0, 0], abs=1e-3
    )
