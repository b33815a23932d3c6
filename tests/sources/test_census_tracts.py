"""Census tracts of both censuses, from fictional excerpts."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from housing.errors import SourceChangedError
from housing.sources.census_tracts import normalize
from tests.sources.outlines import changed, excerpt

OLD = excerpt("census_tracts/census-tracts-2010.geojson")
NEW = excerpt("census_tracts/census_tract.geojson")


def test_tracts_of_either_census_are_known_by_eleven_digits() -> None:
    assert normalize(OLD)["areas"]["code"].tolist() == ["99001004900", "99001000202"]
    assert normalize(NEW)["areas"]["area_id"].tolist() == ["tract:99001004902", "tract:99001980000"]


def test_a_tract_is_named_as_the_census_bureau_names_it() -> None:
    names = [*normalize(OLD)["areas"]["name"], *normalize(NEW)["areas"]["name"]]
    assert names == ["Tract 49", "Tract 2.02", "Tract 49.02", "Tract 9800"]


def test_the_census_is_known_by_its_columns_where_the_name_is_silent() -> None:
    assert NEW.vintage is None
    assert normalize(NEW)["areas"]["observed_date"].eq(pd.Timestamp("2020-01-01")).all()
    assert normalize(OLD)["areas"]["observed_date"].eq(pd.Timestamp("2010-01-01")).all()


def test_a_code_of_fewer_digits_is_counted_in_quarantine() -> None:
    assert normalize(NEW)["quarantine"]["reason"].tolist() == ["missing_id"]


def test_a_file_without_codes_stops_the_source(tmp_path: Path) -> None:
    def forget(feature: dict[str, Any]) -> None:
        del feature["properties"]["GEOCODE"]

    with pytest.raises(SourceChangedError, match="census_tracts needs column 'geocode'"):
        normalize(changed(NEW, tmp_path, forget))
