"""What if a factor counted for more: weights, their text in a link, and what they change."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from housing.errors import ConfigError
from housing.scoring import FACTORS, PUBLISHED, SCORE_COLUMNS, Weights
from housing.scoring.weights import CODES, LEAST, MOST, STEP, from_codes
from housing.scoring.whatif import Rescored, moved, rescore
from housing.snapshots import read_table
from tests.scoring_cases import covenant, points_of, score
from tests.test_scoring_laws import ANY, FACTS, SAMPLES, SOME

MULTIPLIERS = st.integers(int(LEAST / STEP), int(MOST / STEP)).map(lambda steps: steps * STEP)
EDGES = st.lists(st.integers(1, 99), min_size=3, max_size=3, unique=True).map(
    lambda edges: tuple(sorted(edges, reverse=True))
)
WEIGHTS = st.builds(
    Weights, factors=st.dictionaries(st.sampled_from(CODES), MULTIPLIERS), edges=EDGES
)

#: Factors that no answer, known or not, gives points below 0.
NEVER_NEGATIVE = [
    factor.code for factor in FACTORS if min(points for _, points in factor.bands) >= 0
]

TEXTS = st.text(alphabet="E3aD15bands-_.xn ", max_size=40)


class TestWeights:
    def test_nothing_named_is_published(self) -> None:
        assert PUBLISHED.is_published
        assert PUBLISHED.to_codes() == ""
        assert Weights({"E5": 1}) == PUBLISHED
        assert hash(Weights({"E5": 1})) == hash(PUBLISHED)

    def test_a_named_factor_or_edge_is_not(self) -> None:
        assert not Weights({"E5": 1.25}).is_published
        assert not Weights(edges=(80, 60, 41)).is_published

    @pytest.mark.parametrize(
        ("code", "multiplier"),
        [("E99", 1.5), ("E5", -0.25), ("E5", 3.25), ("E5", 1.1), ("E5", np.nan), ("E5", np.inf)],
    )
    def test_an_unknown_factor_or_a_multiplier_out_of_bounds_is_refused(
        self, code: str, multiplier: float
    ) -> None:
        with pytest.raises(ConfigError, match=code):
            Weights({code: multiplier})

    @pytest.mark.parametrize(
        "edges", [(60, 60, 40), (40, 60, 80), (100, 60, 40), (80, 60, 0), (80, 60), (80, 60, 40.5)]
    )
    def test_edges_that_leave_a_band_empty_are_refused(self, edges: Any) -> None:
        with pytest.raises(ConfigError, match="falling"):
            Weights(edges=edges)

    def test_they_cannot_be_changed_behind_the_reader_s_back(self) -> None:
        with pytest.raises(TypeError):
            Weights({"E5": 2.0}).factors["E5"] = 3.0  # type: ignore[index]


class TestLink:
    def test_reads_as_factors_in_the_order_of_the_cards_and_then_edges(self) -> None:
        weights = Weights({"D1": 0, "E3a": 1.5}, (85, 65, 45))
        assert weights.to_codes() == "E3a-1.5_D1-0_bands-85-65-45"

    @settings(max_examples=50, deadline=None)
    @given(WEIGHTS)
    def test_comes_back_as_it_went(self, weights: Weights) -> None:
        assert from_codes(weights.to_codes()) == (weights, "")

    @settings(max_examples=100, deadline=None)
    @given(st.one_of(st.text(max_size=60), TEXTS))
    def test_is_never_an_error(self, text: str) -> None:
        weights, ignored = from_codes(text)
        assert weights.is_published or from_codes(weights.to_codes()).weights == weights
        assert isinstance(ignored, str)

    def test_what_cannot_be_read_is_left_as_published_and_named(self) -> None:
        weights, ignored = from_codes("E5-2_E99-2_E3a-9_bands-40-60-80_E6_E7-1-2")
        assert weights == Weights({"E5": 2.0})
        for part in ("E99-2", "E3a-9", "bands-40-60-80", "E6", "E7-1-2"):
            assert part in ignored

    def test_a_long_link_is_not_repeated_whole(self) -> None:
        _, ignored = from_codes("_".join(["x" * 500] * 200))
        assert len(ignored) < 300
        assert "and 195 more" in ignored


class TestScores:
    def test_a_multiplier_multiplies_the_points_of_its_factor_alone(self) -> None:
        held = {"one": [covenant(years=3.3, units=30)]}
        plain = score(held, owner_type="for_profit", tenancy="family")
        twice = score(held, owner_type="for_profit", tenancy="family", weights=Weights({"E5": 2}))
        assert points_of(twice) == {**points_of(plain), "E5": 14}
        assert twice.scores.loc["one", "exit_score"] == plain.scores.loc["one", "exit_score"] + 7

    def test_time_that_counts_for_nothing_leaves_far_and_near_alike(self) -> None:
        held = {"near": [covenant(years=1)], "far": [covenant(years=25)]}
        scores = score(held, weights=Weights({"E2": 0})).scores
        assert scores.loc["near", "exit_score"] == scores.loc["far", "exit_score"] == 65

    def test_a_factor_left_out_no_longer_widens_the_interval(self) -> None:
        held = {"one": [covenant("renewable", 2, 60)]}
        plain = score(held).scores.loc["one"]
        without = score(held, weights=Weights({"D1": 0, "D2": 0})).scores.loc["one"]
        assert without["score_high"] < plain["score_high"]

    def test_the_largest_unknown_is_told_in_weighted_points(self) -> None:
        held = {"one": [covenant("renewable", 2, 60)]}
        found = score(held, weights=Weights({"D1": 1.25})).scores.loc["one", "largest_unknown"]
        assert found == "No inspection on record (-6.25 to +43.75 points)"

    def test_edges_move_the_bands_and_not_the_scores(self) -> None:
        held = {"one": [covenant("renewable", 2, 60)]}
        plain = score(held).scores.loc["one"]
        other = score(held, weights=Weights(edges=(40, 30, 20))).scores.loc["one"]
        assert (plain["score"], plain["band"]) == (46, "Moderate")
        assert (other["score"], other["band"]) == (46, "Very High")

    def test_a_band_is_provisional_by_the_edges_in_use(self) -> None:
        held = {"one": [covenant("renewable", 2, 60)]}
        plain = score(held).scores.loc["one"]
        below_all = score(held, weights=Weights(edges=(99, 98, 97))).scores.loc["one"]
        assert plain["is_band_provisional"]
        assert not below_all["is_band_provisional"]

    @SAMPLES
    @given(st.lists(st.tuples(ANY, FACTS), min_size=1, max_size=8), WEIGHTS)
    def test_points_add_up_and_the_interval_contains_the_score_under_any_weights(
        self, cases: list[Any], weights: Weights
    ) -> None:
        held = {str(number): rows for number, (rows, _) in enumerate(cases)}
        known = {str(number): facts for number, (_, facts) in enumerate(cases)}
        scored = score(held, known, weights)
        scores = scored.scores
        sums = scored.contributions.pivot_table(
            index="property_id", columns="card", values="points", aggfunc="sum"
        ).reindex(index=scores.index, columns=["exit", "distress"])
        assert (sums["distress"] == scores["distress_score"]).all()
        assert sums["exit"].equals(scores["exit_score"].rename("exit"))
        assert ((scored.contributions["points"] * 16) % 1 == 0).all()
        assert (scores["score_low"] <= scores["score"]).all()
        assert (scores["score"] <= scores["score_high"]).all()

    @SAMPLES
    @given(
        st.lists(st.tuples(SOME, FACTS), min_size=1, max_size=8),
        st.sampled_from(NEVER_NEGATIVE),
        st.tuples(MULTIPLIERS, MULTIPLIERS).map(sorted),
    )
    def test_weighing_a_factor_that_only_adds_more_never_lowers_a_score(
        self, cases: list[Any], code: str, multipliers: list[float]
    ) -> None:
        held = {str(number): rows for number, (rows, _) in enumerate(cases)}
        known = {str(number): facts for number, (_, facts) in enumerate(cases)}
        less, more = (score(held, known, Weights({code: by})).scores for by in multipliers)
        assert (less["score"].fillna(0) <= more["score"].fillna(0)).all()

    def test_several_factors_only_add(self) -> None:
        assert {"E7", "E8", "D2", "D3", "D4"} <= set(NEVER_NEGATIVE)


@pytest.fixture(scope="module")
def tables(sample: Any) -> dict[str, pd.DataFrame]:
    names = ("properties", "covenants", "inspections", "issues", "signals")
    return {name: read_table(sample, name) for name in names}


def _rescored(sample: Any, tables: dict[str, pd.DataFrame], weights: Weights) -> Rescored:
    as_of = pd.Timestamp(sample.manifest["as_of"]).date()
    return rescore(**tables, as_of=as_of, weights=weights)


class TestRescoring:
    def test_published_weights_give_the_published_scores(
        self, sample: Any, tables: dict[str, pd.DataFrame]
    ) -> None:
        found = _rescored(sample, tables, PUBLISHED).compared
        assert len(found) == len(tables["properties"])
        assert found["score"].notna().any()
        assert found["score"].equals(found["score_published"].rename("score"))
        assert found["band"].equals(found["band_published"].rename("band"))
        assert found["rank"].equals(found["rank_published"].rename("rank"))
        assert (found["change"].dropna() == 0).all()
        assert moved(found).up == moved(found).down == moved(found).changed_band == 0

    def test_other_weights_move_properties_and_leave_the_tables_alone(
        self, sample: Any, tables: dict[str, pd.DataFrame]
    ) -> None:
        before = tables["properties"].copy()
        found = _rescored(sample, tables, Weights({"E5": 3})).compared
        pd.testing.assert_frame_equal(pd.DataFrame(tables["properties"]), pd.DataFrame(before))
        assert (found["score_published"].array == before["score"].array).all()
        counted = moved(found)
        assert counted.up > 0
        assert counted.down > 0
        assert counted.changed_band > 0
        assert (found["change"] == found["score"] - found["score_published"]).all()

    def test_the_first_place_is_the_highest_score_s(
        self, sample: Any, tables: dict[str, pd.DataFrame]
    ) -> None:
        found = _rescored(sample, tables, Weights({"D1": 2})).compared
        assert found.loc[found["rank"] == 1, "score"].eq(found["score"].max()).all()
        assert found.loc[found["score"].isna(), "rank"].isna().all()

    @SAMPLES
    @given(st.lists(st.tuples(ANY, FACTS), min_size=1, max_size=8), EDGES)
    def test_edges_alone_change_no_score(self, cases: list[Any], edges: Any) -> None:
        held = {str(number): rows for number, (rows, _) in enumerate(cases)}
        known = {str(number): facts for number, (_, facts) in enumerate(cases)}
        plain, other = score(held, known).scores, score(held, known, Weights(edges=edges)).scores
        same = [
            name
            for name in SCORE_COLUMNS
            if not name.endswith("band") and name != "is_band_provisional"
        ]
        pd.testing.assert_frame_equal(plain[same], other[same])
