"""Areas in words, classes and colors: what is not known is never drawn as little."""

from datetime import date

import pandas as pd
import pytest

from housing.tables import AreaFacts, Properties
from tests.factory import table
from tests.test_area_sums import areas, facts, properties
from ui import area_maps, area_rows
from ui.area_rows import AreaView

AS_OF = date(2026, 10, 1)


def view(kind: str = "ward", figures: pd.DataFrame | None = None) -> AreaView:
    told = table(AreaFacts, []) if figures is None else figures
    return area_rows.area_view(properties(), areas(), told, kind, kind.capitalize(), AS_OF)


@pytest.fixture
def total() -> dict[str, int]:
    return {"units_restricted": 152, "units_at_risk_5y": 60}


def test_the_headline_names_the_area_with_most_homes_at_risk(total: dict[str, int]) -> None:
    assert area_rows.headline(view(), total) == (
        "**Ward 1 has most homes at risk: 60 of 140 protected homes lose their last protection by "
        "1 Oct 2031** if every contract ends on its date; 20 if contracts are renewed. 60 in the "
        "whole city."
    )


def test_without_a_home_at_risk_the_headline_says_so(total: dict[str, int]) -> None:
    none = area_rows.area_view(
        properties().assign(units_at_risk_5y=0),
        areas(),
        table(AreaFacts, []),
        "ward",
        "Ward",
        AS_OF,
    )
    assert "No home is known to lose" in area_rows.headline(none, total)


def test_a_share_of_no_protected_homes_is_not_known() -> None:
    shares = area_rows.values(view(), "share")
    assert shares["ward:1"] == pytest.approx(60 / 140 * 100)
    assert pd.isna(shares["ward:2"])


def test_the_table_has_most_first_and_what_is_in_no_area_last() -> None:
    rows = area_rows.table(view(), "at_risk")
    assert rows["name"].tolist() == ["Ward 1", "Ward 2", "In no ward on record"]
    assert rows["lost"].tolist() == ["0", "70 + ?", "0"]
    assert set(rows["rent"]) == {"not known"}


def test_every_property_in_no_area_is_told() -> None:
    assert area_rows.nowhere(view()) == (
        "1 property (12 homes protected) is in no ward on record, and is the last line of the "
        "table."
    )


def test_a_rent_is_told_with_its_margin() -> None:
    figures = facts(
        {"period": "2013-2017", "value": 1000.0, "margin_of_error": 100.0},
        {"period": "2018-2022", "value": 1200.0, "margin_of_error": 50.0},
    )
    of_tracts = view("tract", figures)
    sentence = area_rows.rent_sentence(of_tracts, areas(), figures, "tract:001")
    assert sentence.startswith(
        "**Median rent $1,200 a month**, give or take $50, 2018-2022; up 20% since 2013-2017, "
        "give or take 13 points"
    )
    row = area_rows.table(of_tracts, "rent").iloc[0]
    assert (row["rent"], row["rent_change"]) == ("$1,200 ± $50", "+20% ± 13%")


def test_a_change_within_its_margin_is_no_clear_change() -> None:
    figures = facts(
        {"period": "2013-2017", "value": 1000.0, "margin_of_error": 300.0},
        {"period": "2018-2022", "value": 1200.0, "margin_of_error": 50.0},
    )
    said = area_rows.rent_sentence(view("tract", figures), areas(), figures, "tract:001")
    assert "no clear change since 2013-2017 (+20%" in said


def test_a_ward_tells_the_range_of_its_tracts_and_never_an_average() -> None:
    figures = facts({"value": 1200.0}, {"area_id": "tract:002", "value": 1900.0})
    said = area_rows.rent_sentence(view("ward", figures), areas(), figures, "ward:1")
    assert "2 census tracts within run from $1,200 to $1,900" in said


def test_a_rent_nobody_published_is_not_known() -> None:
    said = area_rows.rent_sentence(view(), areas(), table(AreaFacts, []), "ward:1")
    assert said.startswith("**What rents do here is not known.**")


def test_names_are_ordered_as_people_count() -> None:
    names = ["Ward 10", "Ward 9", "Arbor", "9 Mile", "Ward 1"]
    assert sorted(names, key=area_rows.by_number) == [
        "9 Mile",
        "Arbor",
        "Ward 1",
        "Ward 9",
        "Ward 10",
    ]


def test_none_and_not_known_are_two_things_on_the_map() -> None:
    values = pd.Series([0, None, 5, 80], index=list("abcd"), dtype="Float64")
    classes = area_maps.steps(values, "at_risk")
    assert classes.color(0) == area_maps.NO_HOMES
    assert classes.color(None) is None
    assert classes.color(5) != classes.color(80)
    said = [swatch.label for swatch in area_maps.legend(values, classes)]
    assert said[0] == "none (1)"
    assert said[-1] == "? not known (1)"


def test_every_area_is_in_one_class_of_the_legend() -> None:
    values = pd.Series(range(40), dtype="Float64")
    classes = area_maps.steps(values, "at_risk")
    counts = [
        int(swatch.label.rsplit("(", 1)[1].rstrip(")"))
        for swatch in area_maps.legend(values, classes)
    ]
    assert sum(counts) == 40
    assert len(classes.bounds) == len(area_maps.RAMP) - 1


@pytest.mark.parametrize("values", [[], [None], [7.0], [7.0, 7.0], [-3.0, 4.0]])
def test_few_or_equal_values_make_few_classes(values: list[float | None]) -> None:
    series = pd.Series(values, dtype="Float64")
    classes = area_maps.steps(series, "rent_change")
    assert all(classes.color(value) in classes.ramp for value in series.dropna())
    assert len(area_maps.legend(series, classes)) <= len(area_maps.RAMP)


def test_more_is_darker_in_black_and_white_too() -> None:
    def gray(color: str) -> float:
        red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    shades = [gray(color) for color in (area_maps.NO_HOMES, *area_maps.RAMP)]
    assert all(one - other > 10 for one, other in zip(shades, shades[1:], strict=False))


def test_the_report_adds_up_and_names_no_owner_as_not_on_record() -> None:
    own = area_rows.members(properties(), areas(), "ward", "ward:1")
    assert len(own) == 2
    (line,) = area_rows.owner_rows(own)
    assert line == {
        "Owner on record": "not on record",
        "Properties": "2",
        "Protected": "140",
        "At risk, 5 years": "60",
    }


def test_a_property_leads_to_its_page_whatever_its_id() -> None:
    own = table(Properties, [{"property_id": 'a"&b=<c>', "name": "<b>Name</b>"}])
    (line,) = area_rows.property_rows(own, "snap 1")
    assert line["Property"].address == "property?property_id=a%22%26b%3D%3Cc%3E&snapshot=snap+1"
