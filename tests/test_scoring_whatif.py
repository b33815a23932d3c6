"""The published list beside the one other weights give, on three properties worked out by hand."""

import pandas as pd
import pytest

from housing.scoring import PUBLISHED, Weights, score_properties
from housing.scoring.whatif import Moved, Rescored, moved, rescore
from housing.signals import judge_signals
from housing.tables import Issues, empty
from tests.scoring_cases import AS_OF, NO_INSPECTIONS, covenant, ended, score, stated, tables_of

HELD = {
    "near": [covenant(years=1)],
    "far": [covenant(years=12)],
    "lost": [ended("2020-01-01")],
    "also far": [covenant(years=12)],
}
KNOWN = {"far": {"owner_type": "for_profit"}, "near": {"owner_type": "steward"}}


def rescored(weights: Weights) -> Rescored:
    properties, covenants = tables_of(HELD, KNOWN)
    published = score(HELD, KNOWN).scores
    properties = properties.assign(**published.reset_index(drop=True))
    before = properties.copy()
    found = rescore(
        properties,
        covenants,
        NO_INSPECTIONS,
        empty(Issues),
        as_of=AS_OF,
        weights=weights,
    )
    pd.testing.assert_frame_equal(properties, before)
    return found


def test_published_weights_change_nothing() -> None:
    compared = rescored(PUBLISHED).compared
    assert compared["property_id"].tolist() == ["near", "far", "lost", "also far"]
    assert compared["change"].fillna(-99).tolist() == [0, 0, -99, 0]
    assert compared["rank"].equals(compared["rank_published"].rename("rank"))
    assert moved(compared) == Moved(up=0, down=0, changed_band=0)


def test_a_property_without_a_score_has_no_rank_and_equal_scores_share_one() -> None:
    weights = Weights({"E5": 0})
    compared = rescored(weights).compared.set_index("property_id")
    assert compared["rank"].fillna(0).tolist() == [1, 2, 0, 2]
    assert compared["rank_published"].fillna(0).tolist() == [2, 1, 0, 3]


def test_owners_left_out_move_the_steward_s_property_up() -> None:
    compared = rescored(Weights({"E5": 0})).compared.set_index("property_id")
    assert compared["score_published"].fillna(0).tolist() == [36, 39, 0, 33]
    assert compared["score"].fillna(0).tolist() == [74, 33, 0, 33]
    assert compared["change"].fillna(0).tolist() == [38, -6, 0, 0]
    assert compared["band_published"].fillna("-").tolist() == ["Low", "Low", "-", "Low"]
    assert compared["band"].fillna("-").tolist() == ["High", "Low", "-", "Low"]
    assert moved(compared.reset_index()) == Moved(up=2, down=1, changed_band=1)


@pytest.mark.parametrize(
    ("published", "now", "bands", "counted"),
    [
        pytest.param([1, 2], [1, 2], ["Low", "Low"], (0, 0, 0), id="nothing"),
        pytest.param([1, 2], [2, 1], ["Low", "Low"], (1, 1, 0), id="two change places"),
        pytest.param([1, None], [1, None], ["High", None], (0, 0, 1), id="a band changes"),
        pytest.param([3, 2], [2, 1], ["Low", "Low"], (2, 0, 0), id="both up"),
    ],
)
def test_moves_are_counted_by_direction_and_by_band(
    published: list[int | None],
    now: list[int | None],
    bands: list[str | None],
    counted: tuple[int, int, int],
) -> None:
    compared = pd.DataFrame(
        {
            "rank_published": pd.array(published, dtype="Int64"),
            "rank": pd.array(now, dtype="Int64"),
            "band_published": pd.array(["Low", "Low"], dtype="str"),
            "band": pd.array(bands, dtype="str"),
        }
    )
    found = moved(compared)
    assert (found.up, found.down, found.changed_band) == counted


def test_a_changed_view_names_sources_as_the_published_one_does() -> None:
    held = {"one": [ended("2019-05-31", source_id="register")], "two": [covenant(years=9)]}
    signals, _ = judge_signals(
        stated({"kind": "human_flag", "property_id": "two", "source_id": "catalog"}),
        pd.Index(list(held)),
        AS_OF,
    )
    titles = {"register": "The register", "catalog": "The city's catalog"}
    properties, covenants = tables_of(held)
    given = {"issues": empty(Issues), "as_of": AS_OF, "signals": signals, "titles": titles}
    published = score_properties(properties, covenants, NO_INSPECTIONS, **given).scores
    listed = properties.assign(**published.reset_index(drop=True))
    again = rescore(listed, covenants, NO_INSPECTIONS, weights=PUBLISHED, **given).scores
    assert again.loc["one", "status_reason"].endswith("31 May 2019, according to The register.")
    assert "source: The city's catalog" in again.loc["two", "flag_text"]
    said = ["status_reason", "override_text", "flag_text", "reason"]
    pd.testing.assert_frame_equal(again[said], published[said])
