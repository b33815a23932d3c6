"""Shipped results: read as written, refused when broken, told in plain words first."""

from pathlib import Path

import pandas as pd
import pytest

from housing.errors import ConfigError
from housing.evidence import Results, read_card, read_results
from housing.evidence.results import CARD_COLUMNS, CARD_FILE, RESULTS_FILE, write_results
from housing.evidence.run import Run, write_run
from housing.evidence.words import in_words, lines, verdict


@pytest.fixture(scope="module")
def shipped() -> Results:
    results = read_results()
    assert results is not None
    return results


def test_what_is_written_is_read_again(shipped: Results, tmp_path: Path) -> None:
    write_results(shipped, tmp_path)
    assert read_results(tmp_path) == shipped


def test_every_row_of_the_card_says_where_it_comes_from(shipped: Results, tmp_path: Path) -> None:
    write_run(Run(shipped, read_card()), tmp_path)
    rows = pd.read_csv(tmp_path / CARD_FILE)
    assert rows["source"].str.contains("sha256").all()
    pd.testing.assert_frame_equal(rows[list(CARD_COLUMNS)], read_card())


def test_no_results_is_not_an_error_and_broken_ones_are_a_sentence(tmp_path: Path) -> None:
    assert read_results(tmp_path) is None
    (tmp_path / RESULTS_FILE).write_text("{}", encoding="utf-8")
    (tmp_path / CARD_FILE).write_text("code,answer\n", encoding="utf-8")
    for read in (read_results, read_card):
        with pytest.raises(ConfigError, match="evidence --write"):
            read(tmp_path)


def test_plain_words_come_before_figures(shipped: Results) -> None:
    told = list(lines(shipped))
    assert told[0] == in_words(shipped.study("decisions"))
    assert told[0].startswith("Of 100 contracts in the top tenth by score, about ")
    assert told[1] == verdict(shipped)
    assert told[-1].endswith(shipped.points_sha256)


def test_one_failed_condition_is_enough_for_not_validated(shipped: Results) -> None:
    met = tuple(one.model_copy(update={"is_met": True}) for one in shipped.criteria)
    assert verdict(shipped.model_copy(update={"criteria": met})).startswith("Validated")
    failed = (met[0].model_copy(update={"is_met": False}), *met[1:])
    assert verdict(shipped.model_copy(update={"criteria": failed})).startswith("Not validated")


def test_the_card_holds_every_contract_once_per_factor(shipped: Results) -> None:
    rows = read_card()
    contracts = rows.groupby("code")["contracts"].sum()
    assert set(contracts) == {shipped.study("decisions").overall.n}
