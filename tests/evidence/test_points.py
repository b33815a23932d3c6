"""The points under test are the factors' own, and a change of any is noticed."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from housing.evidence import points
from housing.factors import FACTORS, EventKind, Facts
from housing.scoring import EXIT_START
from housing.terms import Band


def test_a_contract_at_its_end_gets_the_points_of_each_answer() -> None:
    facts = points.facts_of(
        pd.DataFrame(
            {
                "kind": [int(EventKind.RENEWABLE)] * 2,
                "years": [0.0, 0.0],
                "rent_to_fmr_pct": [68.0, np.nan],
                "units": [18.0, np.nan],
            }
        )
    )
    by_hand = [EXIT_START + 8 + 14 + 6, EXIT_START + 8]
    assert points.exit_points(facts).tolist() == by_hand
    assert points.bands_of(points.exit_points(facts)) == [Band.HIGH, Band.MODERATE]


def test_what_a_file_does_not_hold_is_unknown_and_not_zero() -> None:
    facts = points.facts_of(pd.DataFrame({"units": [30.0]}))
    assert isinstance(facts, Facts)
    assert np.isnan(facts.years[0])
    assert np.isnan(facts.rent_to_fmr_pct[0])
    assert facts.kind[0] == EventKind.UNKNOWN
    assert not facts.is_stale[0]


def test_a_changed_band_changes_the_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    before = points.frozen_points()
    text, given = FACTORS[2].bands[0]
    changed = replace(FACTORS[2], bands=((text, given + 1), *FACTORS[2].bands[1:]))
    monkeypatch.setattr(points, "FACTORS", (*FACTORS[:2], changed, *FACTORS[3:]))
    assert points.frozen_points().sha256 != before.sha256
    assert points.frozen_points().version == before.version
