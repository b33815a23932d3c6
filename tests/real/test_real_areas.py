"""Areas of Washington DC: the same sums as the Overview, whichever way the city is cut."""

from datetime import date

import pytest

from housing.area_sums import area_sums, kinds, rents
from tests.real.conftest import Built
from ui import area_rows, counts

pytestmark = pytest.mark.real

AS_OF = date(2016, 4, 1)


@pytest.mark.parametrize("kind", ["ward", "neighborhood", "tract"])
def test_every_cut_of_the_city_adds_up_to_the_overview(dc_2016: Built, kind: str) -> None:
    properties, areas = dc_2016.table("properties"), dc_2016.table("areas")
    assert kind in kinds(areas)
    found, totals = area_sums(properties, areas, kind), counts.city_totals(properties)
    assert found["properties"].sum() == totals["properties"]
    for name in ("units_restricted", "units_at_risk_5y", "units_at_risk_renewals_5y"):
        assert found[name].sum() == totals[name] > 0
    assert found["unknown_units"].sum() == totals["unknown_units"]
    lost = properties[properties["status"] == "Lost"]
    assert found["lost_properties"].sum() == len(lost) > 0
    assert found["lost_units"].sum() == lost["units_total"].sum()


def test_figures_about_the_tracts_of_another_census_are_not_told(dc_2016: Built) -> None:
    areas, facts = dc_2016.table("areas"), dc_2016.table("area_facts")
    assert len(facts) > 600
    assert rents(facts, areas, AS_OF).empty


def test_wards_are_listed_as_people_count_them(dc_2016: Built) -> None:
    view = area_rows.area_view(
        dc_2016.table("properties"),
        dc_2016.table("areas"),
        dc_2016.table("area_facts"),
        "ward",
        "Ward",
        AS_OF,
    )
    assert view.places["name"].tolist() == [f"Ward {number}" for number in range(1, 9)]
