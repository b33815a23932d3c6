"""No property of the sample city, nor one with any single fact missing, is said in code words."""

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest

from housing.snapshots import Snapshot, read_table
from housing.tables import Properties, columns_of
from ui import briefing, cards, dossier, explain, rows, standing
from ui.dossier import Dossier

#: How a missing value would show if it reached a sentence.
CODE_WORDS = re.compile(r"\b(nan|None|NaN|NaT)\b|<NA>")

#: Columns that `Properties` lets be null, other than the outline.
NULLABLE = [
    name
    for name, column in Properties.to_schema().columns.items()
    if column.nullable and name in columns_of(Properties) and name != "geometry"
]


@pytest.fixture(scope="module")
def tables(sample: Snapshot) -> dict[str, pd.DataFrame]:
    return {name: pd.DataFrame(read_table(sample, name)) for name in dossier.TABLES}


def said(file: Dossier) -> Iterator[Any]:
    """Yield every sentence and cell of a property's card and of its score."""
    row = file.row
    yield explain.headline(row)
    yield cards.place(row)
    yield explain.score_line(row) if explain.is_known(row["score"]) else explain.score_sentence(row)
    yield from (explain.confidence_sentence(row), briefing.raises_sentence(row), briefing.step(row))
    yield from (row["reason"], row["largest_for"], row["largest_against"], row["largest_unknown"])
    yield from (cards.last_end(row, file.covenants), cards.milestone(row))
    yield from (explain.units_sentence(row), explain.programs(row["programs"]))
    yield from (explain.owner_words(row), explain.owner_with_doubt(row))
    yield from (explain.deep_sentence(row), explain.deep_exit_sentence(row, file.as_of))
    yield from (briefing.about(row, file.covenants), explain.assessed_sentence(row))
    yield from (standing.flag_sentence(row), standing.override_sentence(row))
    yield from (standing.disagreement(row), *explain.missing_facts(row))
    listed = [*standing.classes(row), *rows.horizons(row)]
    for card in ("exit", "distress", "override"):
        listed += [*rows.contributions(file, card), *rows.bases(file, card)]
    for line in listed:
        yield from line.values()


def in_code(file: Dossier) -> list[str]:
    told = [str(one) for one in said(file) if explain.is_known(one)]
    return [one for one in told if CODE_WORDS.search(one)]


def test_every_property_of_the_sample_city_is_said_in_words(
    sample: Snapshot, tables: dict[str, pd.DataFrame]
) -> None:
    ids = tables["properties"]["property_id"]
    assert len(ids) > 300
    for property_id in ids:
        file = dossier.gather(property_id, tables, sample.manifest)
        assert not in_code(file), property_id


@pytest.mark.parametrize("column", NULLABLE)
def test_any_single_fact_may_be_missing(
    sample: Snapshot, tables: dict[str, pd.DataFrame], column: str
) -> None:
    properties = tables["properties"]
    kinds = properties.groupby(["status", "is_flagged", "has_stale_end"], dropna=False)
    for property_id in kinds["property_id"].first():
        blank = properties.copy()
        blank.loc[blank["property_id"] == property_id, column] = None
        file = dossier.gather(property_id, tables | {"properties": blank}, sample.manifest)
        assert not in_code(file), property_id
