"""Method: everything the code knows is shown as the code knows it."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from housing.factors import FACTORS
from housing.scoring import BANDS, SCORING_VERSION
from ui import method

OpenPage = Callable[..., AppTest]


@pytest.fixture
def page(open_page: OpenPage) -> AppTest:
    return open_page("pages/method.py")


def test_it_opens(page: AppTest) -> None:
    assert not page.exception


def test_every_factor_is_there_with_every_answer(page: AppTest) -> None:
    titles = [header.value for header in page.subheader]
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
