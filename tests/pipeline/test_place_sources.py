"""A place's sources: those Holdfast knows and those its own file describes."""

from typing import Any

import pytest

from housing.errors import ConfigError
from housing.jurisdictions import Jurisdiction, jurisdiction_ids, load_jurisdiction
from housing.layouts import AreaList
from housing.pipeline.place_sources import sources_of

WARDS = AreaList(
    kind="areas", area="ward", title="Wards", publisher="City", columns={"code": "WARD"}
)


def elm(**facts: Any) -> Jurisdiction:
    needed = {
        "id": "elm",
        "name": "Elm",
        "state": "MD",
        "local_crs": "EPSG:26985",
        "parcel_id_format": "plain",
    }
    return Jurisdiction(**needed, **facts)


@pytest.mark.parametrize("place_id", jurisdiction_ids())
def test_every_source_of_every_tracked_place_is_known(place_id: str) -> None:
    place = load_jurisdiction(place_id)
    assert tuple(sources_of(place)) == place.sources


def test_a_place_s_own_list_is_a_source_like_any_other() -> None:
    found = sources_of(elm(sources=("hud_lihtc", "elm_wards"), lists={"elm_wards": WARDS}))
    assert found["elm_wards"].title == "Wards"
    assert found["elm_wards"].signature == {"ward"}
    assert found["elm_wards"].makes == ("areas",)


def test_a_source_that_nobody_describes_is_named() -> None:
    with pytest.raises(ConfigError, match=r"elm.toml: sources names moon_base"):
        sources_of(elm(sources=("hud_lihtc", "moon_base")))


def test_a_list_may_not_take_a_known_source_s_name() -> None:
    with pytest.raises(ConfigError, match=r"lists.dc_wards has the name of a source"):
        sources_of(elm(sources=("dc_wards",), lists={"dc_wards": WARDS}))
