"""Areas: every property in the sums once, and a rent told with its margin or not at all."""

import math
from datetime import date

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box

from housing.area_sums import (
    area_ids,
    area_sums,
    comparable,
    kinds,
    percent_change,
    rents,
    tracts_within,
)
from housing.tables import AreaFacts, Areas, Properties
from tests.factory import table

AS_OF = date(2026, 10, 1)


def areas(census: str = "2020-01-01") -> gpd.GeoDataFrame:
    """Two wards side by side; two tracts in the first, one across the border, one in the other."""

    def area(kind: str, code: str, name: str, west: float, east: float) -> dict[str, object]:
        return {
            "area_id": f"{kind}:{code}",
            "kind": kind,
            "code": code,
            "name": name,
            "geometry": box(west, 0, east, 1),
            "observed_date": census,
        }

    return table(
        Areas,
        [
            area("city", "x", "City", 0, 4),
            area("ward", "1", "Ward 1", 0, 2),
            area("ward", "2", "Ward 2", 2, 4),
            area("tract", "001", "Tract 1", 0, 1),
            area("tract", "002", "Tract 2", 1, 2.4),
            area("tract", "003", "Tract 3", 2.4, 4),
            area("neighborhood", "9", "N9", 0, 4) | {"long_name": "Quarry, Mill"},
        ],
    )


def properties() -> pd.DataFrame:
    """Ward 1: 140 homes protected, 60 at risk. Ward 2: uncounted, and two lost. One in none."""
    return pd.DataFrame(
        table(
            Properties,
            [
                {
                    "ward": "Ward 1",
                    "units_restricted": 100,
                    "units_at_risk_5y": 60,
                    "units_at_risk_renewals_5y": 20,
                    "covenants_active": 1,
                    "neighborhood": "Quarry, Mill",
                    "tract": "001",
                },
                {"ward": "Ward 1", "units_restricted": 40, "covenants_active": 1},
                {"ward": "Ward 2", "covenants_active": 1},
                {"ward": "Ward 2", "status": "Lost", "units_total": 70, "units_restricted": 0},
                {"ward": "Ward 2", "status": "Lost"},
                {"ward": None, "units_restricted": 12, "covenants_active": 1},
            ],
        )
    )


def facts(*rows: dict[str, object]) -> pd.DataFrame:
    bland = {
        "area_id": "tract:001",
        "measure": "median_rent_usd",
        "unit": "usd",
        "tract_year": 2020,
        "period": "2018-2022",
    }
    return pd.DataFrame(table(AreaFacts, [bland | row for row in rows]))


def test_homes_are_summed_by_area_and_what_is_in_none_is_a_row() -> None:
    found = area_sums(properties(), areas(), "ward")
    first, second, nowhere = found.to_dict("records")
    assert (first["area_id"], second["area_id"]) == ("ward:1", "ward:2")
    assert pd.isna(nowhere["area_id"])
    assert first["units_restricted"] == 140
    assert first["units_at_risk_5y"] == 60
    assert first["units_at_risk_renewals_5y"] == 20
    assert first["protected_properties"] == 2
    assert nowhere["units_restricted"] == 12
    assert found["properties"].sum() == 6


def test_uncounted_and_lost_homes_are_told_apart_from_none() -> None:
    second = area_sums(properties(), areas(), "ward").iloc[1]
    assert second["units_restricted"] == 0
    assert second["unknown_units"] == 1
    assert second["lost_properties"] == 2
    assert second["lost_units"] == 70
    assert second["lost_unknown"] == 1


@pytest.mark.parametrize(
    ("kind", "first"),
    [("ward", "ward:1"), ("neighborhood", "neighborhood:9"), ("tract", "tract:001")],
)
def test_a_property_is_in_the_area_its_row_names(kind: str, first: str) -> None:
    ids = area_ids(properties(), areas(), kind)
    assert ids.iloc[0] == first
    assert pd.isna(ids.iloc[5])


def test_a_name_that_no_outline_has_is_no_area() -> None:
    strange = properties().assign(ward="Ward 77")
    found = area_sums(strange, areas(), "ward")
    assert found["properties"].tolist() == [0, 0, 6]


def test_the_kinds_offered_are_those_with_outlines() -> None:
    assert kinds(areas()) == ["ward", "neighborhood", "tract"]
    assert kinds(areas().iloc[:2]) == ["ward"]
    assert kinds(areas().iloc[:0]) == []


def test_a_change_of_rent_has_the_margin_of_the_ratio() -> None:
    """1,000 ± 100 to 1,200 ± 50: up 20 percent. The ratio's margin is
    sqrt(50² + (1.2 · 100)²) / 1000 = sqrt(2500 + 14400) / 1000 = 0.13."""
    told = rents(
        facts(
            {"period": "2013-2017", "value": 1000.0, "margin_of_error": 100.0},
            {"period": "2018-2022", "value": 1200.0, "margin_of_error": 50.0},
        ),
        areas(),
        AS_OF,
    ).loc["tract:001"]
    assert told["rent_usd"] == 1200
    assert told["rent_margin_usd"] == 50
    assert (told["from_period"], told["period"]) == ("2013-2017", "2018-2022")
    assert told["change_pct"] == pytest.approx(20)
    assert told["change_margin_pct"] == pytest.approx(13)


def test_one_survey_tells_a_rent_and_no_change() -> None:
    told = rents(facts({"value": 1200.0}), areas(), AS_OF).loc["tract:001"]
    assert told["rent_usd"] == 1200
    assert math.isnan(told["rent_margin_usd"])
    assert math.isnan(told["change_pct"])
    assert pd.isna(told["from_period"])


def test_a_suppressed_rent_is_not_known() -> None:
    assert rents(facts({"value": None}), areas(), AS_OF).empty


def test_figures_about_other_tracts_or_of_a_later_day_are_not_told() -> None:
    assert rents(facts({"value": 1200.0, "tract_year": 2010}), areas(), AS_OF).empty
    assert rents(facts({"value": 1200.0}), areas("2010-01-01"), AS_OF).empty
    later = facts({"value": 1200.0, "observed_date": "2026-10-02"})
    assert rents(later, areas(), AS_OF).empty


def test_figures_of_areas_that_are_no_tracts_need_no_census() -> None:
    ward = facts({"area_id": "ward:1", "tract_year": None, "value": 1500.0})
    assert len(comparable(ward, areas())) == 1
    assert rents(ward, areas(), AS_OF).loc["ward:1", "rent_usd"] == 1500


def test_no_change_can_be_told_from_nothing() -> None:
    nothing, some = pd.Series([0.0]), pd.Series([100.0])
    change, margin = percent_change(nothing, some, some, some)
    assert change.isna().all()
    assert margin.isna().all()


def test_a_tract_is_within_the_area_that_holds_its_middle() -> None:
    assert tracts_within(areas(), "ward:1") == ["tract:001", "tract:002"]
    assert tracts_within(areas(), "ward:2") == ["tract:003"]
    assert tracts_within(areas(), "ward:404") == []
