"""Method: everything the code knows is shown as the code knows it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from housing.evidence import read_card, read_results
from housing.evidence.results import Results
from housing.factors import FACTORS
from housing.scoring import BANDS, SCORING_VERSION
from ui import evidence, method
from ui.evidence_charts import bands_chart, captured_chart

OpenPage = Callable[..., AppTest]


ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def tested() -> Results:
    results = read_results()
    assert results is not None
    return results


@pytest.fixture
def page(open_page: OpenPage) -> AppTest:
    return open_page("pages/method.py")


def test_it_opens(page: AppTest) -> None:
    assert not page.exception


def test_every_factor_is_there_with_every_answer(page: AppTest) -> None:
    titles = [header.value for header in page.subheader if " · " in header.value]
    assert titles == [f"{factor.code} · {factor.label}" for factor in FACTORS]
    for factor in FACTORS:
        assert len(method.answers(factor)) == len(factor.bands)


def test_bands_cover_every_score_once() -> None:
    ranges = [row["Score"].split(" to ") for row in method.bands()]
    scores = [score for low, high in ranges for score in range(int(low), int(high) + 1)]
    assert sorted(scores) == list(range(101))
    assert len(ranges) == len(BANDS)


def test_the_version_is_the_codes(page: AppTest) -> None:
    assert f"Scoring version {SCORING_VERSION}" in " ".join(text.value for text in page.caption)


def test_unknown_answers_are_said_with_the_points_the_code_gives() -> None:
    told = {factor.code: method.unknown(factor) for factor in FACTORS}
    assert "0 points, and the range of the score opens" in told["E5"]
    assert "-5 points" in told["E2"]


def test_no_piece_of_evidence_is_without_a_source() -> None:
    assert all(row["Source"] and row["Known how"] for row in method.evidence())


def test_it_is_never_called_a_probability() -> None:
    assert "not a probability" in method.in_short()


def test_the_backtest_is_told_in_plain_words_with_its_verdict(
    page: AppTest, tested: Results
) -> None:
    assert any("Of 100 contracts in the top tenth" in text.value for text in page.markdown)
    warnings = [warning.value for warning in page.warning]
    assert warnings[0].startswith("Not validated" if not tested.is_validated else "Validated")
    assert any(tested.points_sha256[:12] in caption.value for caption in page.caption)


def test_figures_of_another_version_carry_a_warning(tested: Results) -> None:
    assert evidence.out_of_date(tested, tested.scoring_version) is None
    told = evidence.out_of_date(tested, "99.0")
    assert told is not None
    assert "99.0" in told


def test_without_a_backtest_the_page_says_so(tmp_path: Path) -> None:
    assert read_results(tmp_path) is None
    assert "No backtest" in evidence.NOTHING_YET


def test_every_condition_says_what_was_found_and_whether_it_is_met(tested: Results) -> None:
    rows = evidence.conditions(tested)
    assert len(rows) == 4
    assert all(row["Found"] for row in rows)
    assert {row["Result"] for row in rows} <= {evidence.MET, evidence.NOT_MET}


def test_a_ranking_without_figures_says_why(tested: Results) -> None:
    for study in tested.studies:
        for row, ranking in zip(evidence.rankings(study), study.rankings, strict=True):
            assert row["AUC"]
            assert (ranking.note is None) == (ranking.auc is not None)


def test_simpler_rankings_that_did_better_are_named(tested: Results) -> None:
    told = " ".join(evidence.weak_points(tested))
    assert "did better" in told
    assert "too few to say" in told


def test_charts_say_in_words_what_they_draw(tested: Results) -> None:
    study = tested.study("decisions")
    drawn = bands_chart(study)
    assert all(f"{band.n:,} contracts" in drawn.description for band in study.bands)
    lines = captured_chart(study)
    assert all(one.name in lines.description for one in study.rankings if one.curve)


def test_the_fitted_card_stands_beside_the_published_points() -> None:
    rows = evidence.fitted_card(read_card())
    answers = {row["Answer"]: row for row in rows}
    assert answers["E3a · under 70%"]["Published"] == "14"
    assert all(" to " in row["Fitted"] for row in rows)


def test_the_page_needs_no_model_library() -> None:
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, ui.backtests, housing.evidence; print('sklearn' in sys.modules)",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "False"
