"""Lists that people describe: remembered per place, read again without asking, never half."""

from pathlib import Path

import pytest

from housing.errors import ConfigError
from housing.jurisdictions import load_jurisdiction
from housing.kept_lists import keep_list, path_of, read_kept, read_list
from housing.layouts import AreaList, CovenantList
from housing.likely_columns import likely_columns
from housing.pipeline.place_sources import sources_of
from housing.sources.base import RawFile
from housing.terms import AreaKind

HOMES = CovenantList(
    kind="covenants",
    title="City homes",
    publisher="City",
    program="LIHTC",
    columns={"id": "Key", "address": "Street"},
)


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOLDFAST_DATA_DIR", str(tmp_path))
    return tmp_path


def test_a_list_of_ones_own_becomes_a_source_of_the_place(data_dir: Path) -> None:
    keep_list(data_dir, "cambridge", "own_homes", HOMES, is_ours=True)
    place = load_jurisdiction("cambridge")
    assert place.sources[-1] == "own_homes"
    assert sources_of(place)["own_homes"].title == "City homes"
    assert "own_homes" not in load_jurisdiction("denver").sources


def test_areas_of_ones_own_are_drawn_where_nobody_else_draws_them(data_dir: Path) -> None:
    wards = AreaList(
        kind="areas", area=AreaKind.WARD, title="Wards", publisher="City", columns={"code": "No"}
    )
    hoods = wards.model_copy(update={"area": AreaKind.NEIGHBORHOOD})
    keep_list(data_dir, "cambridge", "own_wards", wards, is_ours=True)
    keep_list(data_dir, "cambridge", "own_hoods", hoods, is_ours=True)
    layers = load_jurisdiction("cambridge").area_layers
    assert layers[AreaKind.WARD] == "own_wards"
    assert layers[AreaKind.NEIGHBORHOOD] == "cambridge_neighborhoods"


def test_a_renamed_column_is_learned_and_older_files_are_still_read(data_dir: Path) -> None:
    place = load_jurisdiction("cambridge")
    known = place.lists["cambridge_housing_authority"]
    newer = known.with_columns({**known.columns, "address": "SiteAddress"})
    keep_list(data_dir, "cambridge", "cambridge_housing_authority", newer, is_ours=False)
    source = sources_of(load_jurisdiction("cambridge"))["cambridge_housing_authority"]
    assert "siteaddress" in source.signature
    for column in ("Location", "SiteAddress"):
        path = data_dir / f"{column}.csv"
        path.write_text(f"ML,{column},UseCode,AYBYrBuilt,Occupancy\n1-2,5 ELM ST,970,1950,12\n")
        records = source.normalize(RawFile(path, path.name, None))["records"]
        assert records["address"].tolist() == ["5 ELM ST"]
        assert records["units_total"].tolist() == [12]


def test_what_was_told_last_holds_and_what_was_told_before_is_kept(data_dir: Path) -> None:
    known = load_jurisdiction("cambridge").lists["cambridge_parcels"]
    for name in ("MapLot", "Lot", "MapLot"):
        newer = known.with_columns({"parcel_id": name})
        keep_list(data_dir, "cambridge", "cambridge_parcels", newer, is_ours=False)
    told = load_jurisdiction("cambridge").lists["cambridge_parcels"]
    assert told.columns == {"parcel_id": "MapLot"}
    assert {"parcel_id": "ML"} in told.earlier_columns
    assert {"parcel_id": "Lot"} in told.earlier_columns


def test_a_broken_file_is_one_sentence_that_names_it(data_dir: Path) -> None:
    path = path_of(data_dir, "cambridge")
    path.parent.mkdir()
    for text in ("{", '{"lists": {"own_homes": {"kind": "covenants", "title": "x"}}}'):
        path.write_text(text)
        with pytest.raises(ConfigError, match=r"cambridge\.json cannot be read"):
            load_jurisdiction("cambridge")


def test_a_description_that_cannot_be_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_text('{"kind": "covenants", "title": "x", "publisher": "y", "columns": {"id": "K"}}')
    with pytest.raises(ConfigError, match="columns must name address"):
        read_list(path)


def test_nothing_is_remembered_where_nobody_said_anything(data_dir: Path) -> None:
    assert read_kept(data_dir, "cambridge").lists == {}


def test_columns_are_guessed_by_their_names_and_none_twice() -> None:
    theirs = ["SSL", "Owner", "Street Address", "Total Units", "Affordable_Units", "Cats"]
    ours = ["parcel_id", "address", "units_total", "units_assisted", "owner_name", "end_date"]
    assert likely_columns(ours, theirs) == {
        "parcel_id": "SSL",
        "address": "Street Address",
        "units_total": "Total Units",
        "units_assisted": "Affordable_Units",
        "owner_name": "Owner",
    }
