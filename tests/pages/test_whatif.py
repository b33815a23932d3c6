"""What if: other weights show another list, say so, travel in a link, and publish nothing."""

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from housing.factors import FACTORS
from housing.scoring import Weights
from housing.scoring.whatif import rescore
from housing.snapshots import Snapshot, read_table
from tests.pages.reading import cells, words
from ui.changed_view import scores_sentence

OpenPage = Callable[..., AppTest]

LINK = "D1-2_bands-85-65-45"
CHANGED = "Changed view"


def test_the_published_list_says_nothing_of_weights(open_page: OpenPage) -> None:
    page = open_page("pages/triage.py")
    assert CHANGED not in words(page)
    assert "published" not in page.dataframe[0].value
    assert "weights" not in page.query_params


@pytest.mark.parametrize("script", ["pages/triage.py", "pages/method.py"])
def test_a_link_restores_the_weights_and_the_page_says_it_is_a_changed_view(
    open_page: OpenPage, script: str
) -> None:
    page = open_page(script, weights=LINK)
    assert not page.exception
    assert CHANGED in words(page)
    assert "counts 2 times; Very High begins at 85 instead of 80" in words(page)
    assert page.slider(key="whatif_D1").value == 2
    assert page.number_input(key="whatif_VERY_HIGH").value == 85
    assert page.query_params["weights"] in (LINK, [LINK])


def test_the_list_shows_the_changed_score_beside_the_published_one(
    open_page: OpenPage, demo: Snapshot
) -> None:
    shown = open_page("pages/triage.py", weights=LINK).dataframe[0].value
    tables = {
        name: read_table(demo, name)
        for name in ("properties", "covenants", "inspections", "issues", "signals")
    }
    expected = rescore(
        **tables,
        as_of=date.fromisoformat(demo.manifest["as_of"][:10]),
        weights=Weights({"D1": 2}, (85, 65, 45)),
    ).compared
    columns = {"score": "score", "published": "score_published", "change": "change"}
    for column, name in columns.items():
        assert sorted(shown[column].dropna()) == sorted(expected[name].dropna())
    known = shown.dropna(subset=["score"])
    assert (known["score"] - known["published"] == known["change"]).all()
    assert known["change"].abs().sum() > 0


def test_moving_a_slider_changes_the_view_and_writes_the_link(open_page: OpenPage) -> None:
    page = open_page("pages/method.py")
    assert "Everything stands as published" in words(page)
    page.slider(key="whatif_D1").set_value(3.0).run()
    assert page.query_params["weights"] in ("D1-3", ["D1-3"])
    assert CHANGED in words(page)
    assert "→" in cells(page)


def test_one_click_leads_back_to_what_is_published(open_page: OpenPage) -> None:
    page = open_page("pages/triage.py", weights=LINK)
    page.button(key="whatif_back").click().run()
    assert CHANGED not in words(page)
    assert "weights" not in page.query_params
    assert page.slider(key="whatif_D1").value == 1


def test_edges_that_do_not_fall_are_refused_in_words(open_page: OpenPage) -> None:
    page = open_page("pages/method.py")
    page.number_input(key="whatif_HIGH").set_value(90).run()
    assert any("Very High must begin above High" in error.value for error in page.error)
    assert CHANGED not in words(page)


@pytest.mark.parametrize("weights", ["E99-2", "E5-x", "bands-1-2-3", "<img src=x>", "_" * 500])
def test_a_broken_link_shows_what_is_published_and_names_what_it_ignored(
    open_page: OpenPage, weights: str
) -> None:
    page = open_page("pages/triage.py", weights=weights)
    assert not page.exception
    assert CHANGED not in words(page)
    assert len(page.toast) == bool(weights.strip("_"))


def test_filters_apply_to_the_changed_bands(open_page: OpenPage) -> None:
    page = open_page("pages/triage.py", weights="bands-3-2-1", band="very_high")
    scored = page.dataframe[0].value
    assert (scored["score"] >= 3).all()
    assert len(scored) > len(open_page("pages/triage.py", band="very_high").dataframe[0].value)


def test_the_exported_list_says_that_its_scores_are_not_the_published_ones() -> None:
    assert scores_sentence(Weights()) == "published"
    assert "CHANGED VIEW, not the published scores: Owner (E5) counts 2 times." in scores_sentence(
        Weights({"E5": 2})
    )


def test_every_factor_has_a_slider(open_page: OpenPage) -> None:
    page = open_page("pages/method.py")
    assert {slider.key for slider in page.slider} == {f"whatif_{one.code}" for one in FACTORS}
