"""Tables: what conforms passes untouched, what does not is coerced or refused in one sentence."""

from typing import Any

import geopandas as gpd
import pandas as pd
import pytest

from housing.errors import TableInvalidError
from housing.tables import SNAPSHOT_TABLES, SOURCE_TABLES, Inspections, Table, columns_of, empty
from housing.tables.base import conforms, validate
from tests.factory import table

MODELS = sorted(
    {*SOURCE_TABLES.values(), *SNAPSHOT_TABLES.values()}, key=lambda model: model.__name__
)


def inspections(**changed: Any) -> pd.DataFrame:
    good = table(Inspections, [{"score": 80}, {"score": None}])
    return good.assign(**changed)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_an_empty_table_has_every_column_and_its_type(model: type[Table]) -> None:
    made = empty(model)
    assert list(made.columns) == columns_of(model)
    assert conforms(made, model)
    assert ("geometry" in made) == isinstance(made, gpd.GeoDataFrame)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_column_is_explained(model: type[Table]) -> None:
    columns = model.to_schema().columns
    assert all(column.description for column in columns.values())


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        pytest.param({"score": [80, 200]}, "score: less_than_or_equal_to", id="out of range"),
        pytest.param({"protocol": "GUESS"}, "protocol: isin", id="not in the list"),
        pytest.param({"source_id": None}, "source_id: not_nullable", id="required"),
        pytest.param({"inspection_id": "same"}, "field_uniqueness", id="twice"),
        pytest.param({"extra": 1}, "'extra' does not belong", id="a column more"),
        pytest.param({"score": ["eighty", None]}, "score", id="not a number"),
    ],
)
def test_what_breaks_a_table_is_named_with_an_example(
    changed: dict[str, Any], sentence: str
) -> None:
    broken = inspections(**changed)
    assert not conforms(broken, Inspections)
    with pytest.raises(TableInvalidError, match=sentence):
        validate(broken, Inspections)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(TableInvalidError, match="column 'score' is missing"):
        validate(inspections().drop(columns="score"), Inspections)


def test_values_of_another_type_are_coerced_as_pandera_does() -> None:
    loose = inspections(score=["80", None], inspection_date=["2020-01-01", None])
    assert not conforms(loose, Inspections)
    assert conforms(validate(loose, Inspections), Inspections)


def test_the_year_9999_can_be_read() -> None:
    far = inspections(inspection_date=pd.Series(["9999-12-31", None], dtype="datetime64[us]"))
    assert validate(far, Inspections)["inspection_date"].iloc[0].year == 9999


def test_the_quick_answer_is_pandera_s_answer() -> None:
    good = inspections()
    pd.testing.assert_frame_equal(
        validate(good, Inspections),
        Inspections.to_schema().validate(good, lazy=True)[columns_of(Inspections)],
    )
