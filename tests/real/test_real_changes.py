"""The catalog of April 2017 in the place of that of April 2016: every difference is reported.

The expected counts were found by comparing the two published files themselves, joined by
`Nlihc_id` and `Subsidy_id`: 721 and 731 rows, 719 in common.
"""

import os
import shutil

import pandas as pd
import pytest

from housing.changes import Comparison, compare
from housing.jurisdictions import load_jurisdiction
from housing.pipeline import build
from housing.terms import Change
from tests.real.conftest import AS_OF, BUILT_AT, Built


@pytest.fixture(scope="module")
def replaced(dc_2016: Built, tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """Washington on the same day from the same files, but for the catalog's subsidies."""
    folder = tmp_path_factory.mktemp("dc2017catalog")
    raw = dc_2016.data_dir / "raw"
    old = {path.parent for path in raw.glob("prescat_subsidies/*/Subsidy.csv")}
    for receipt in raw.glob("*/*/receipt.json"):
        if receipt.parent not in old:
            target = folder / "raw" / receipt.parent.relative_to(raw)
            shutil.copytree(receipt.parent, target, copy_function=os.link)
    place = load_jurisdiction("dc")
    newer = build(place, AS_OF, folder, BUILT_AT.isoformat(), previous=dc_2016.snapshot)
    return compare(dc_2016.snapshot, newer)


@pytest.fixture(scope="module")
def counts(replaced: Comparison) -> pd.Series:
    changes = replaced.changes
    return changes.loc[changes["source_id"] == "prescat_subsidies", "change"].value_counts()


def test_twelve_rows_are_new_and_two_are_no_longer_listed(counts: pd.Series) -> None:
    assert counts[Change.COVENANT_NEW] == 12
    assert counts[Change.COVENANT_UNLISTED] == 2


def test_thirty_three_ends_moved_of_which_thirty_two_are_later(counts: pd.Series) -> None:
    assert counts[Change.COVENANT_RENEWED] + counts[Change.END_LATER] == 32
    assert counts[Change.END_EARLIER] == 1


def test_one_row_gained_an_end_and_two_lost_theirs(counts: pd.Series) -> None:
    assert counts[Change.END_STATED] == 1
    assert counts[Change.END_WITHDRAWN] == 2


def test_eight_covenants_went_from_active_to_ended(replaced: Comparison, counts: pd.Series) -> None:
    assert counts[Change.COVENANT_ENDED] == 8
    ended = replaced.changes[replaced.changes["change"] == Change.COVENANT_ENDED]
    assert set(zip(ended["before"], ended["after"], strict=True)) == {("active", "ended")}


def test_the_catalog_numbers_its_rows_anew_and_the_changes_say_so(replaced: Comparison) -> None:
    """17 rows of 2016 name another program in 2017; of two, ours is the same for both words."""
    rows = replaced.changes[replaced.changes["change"] == Change.PROGRAM_CHANGED]
    gibson = rows[rows["row_id"] == "prescat_subsidies:NL000133-3"]
    assert gibson["before"].tolist() == ["Sec 8 loan management set-aside"]
    assert gibson["after"].tolist() == ["Project-based vouchers"]
    withdrawn = replaced.changes[replaced.changes["change"] == Change.END_WITHDRAWN]
    assert withdrawn["sentence"].str.contains("may have numbered its rows anew").all()


def test_every_score_that_moved_says_why(replaced: Comparison) -> None:
    moved = replaced.changes.dropna(subset=["points"])
    assert len(moved) > 0
    assert moved["sentence"].str.contains("What moved it most|none stands out").all()
    assert moved["sentence"].str.contains("none stands out").sum() <= len(moved) // 10


def test_nothing_is_called_lost_because_it_is_not_listed(replaced: Comparison) -> None:
    gone = replaced.changes["change"].isin([Change.COVENANT_UNLISTED, Change.PROPERTY_UNLISTED])
    said = replaced.changes.loc[gone, "sentence"]
    assert said.str.contains("not evidence|nothing is lost|says nothing about").all()
