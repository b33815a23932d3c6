"""The whole road on the sample city: nobody lost, every point counted, the same in any order."""

import random
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from housing.jurisdictions import load_jurisdiction
from housing.pipeline import build, import_files
from housing.pipeline.text_storage import SMALL_BYTES, text_kept_for
from housing.sample_city import write_sample_city
from housing.snapshots import Snapshot, read_table
from housing.tables import SNAPSHOT_TABLES
from housing.tables.base import conforms
from tests.conftest import BUILT_AT

AS_OF = date(2026, 10, 1)


@pytest.mark.parametrize("name", SNAPSHOT_TABLES)
def test_every_published_table_is_what_its_model_says(sample: Snapshot, name: str) -> None:
    assert conforms(read_table(sample, name), SNAPSHOT_TABLES[name])


def test_the_sample_city_is_as_large_as_a_demonstration_needs(sample: Snapshot) -> None:
    assert len(read_table(sample, "properties")) >= 320
    assert len(read_table(sample, "covenants")) >= 650
    assert sample.manifest["jurisdiction"]["is_fictional"]


def test_every_property_has_parcels_or_a_line_that_says_why_not(sample: Snapshot) -> None:
    links = read_table(sample, "parcel_links")
    assert set(links["property_id"]) == set(read_table(sample, "properties")["property_id"])
    assert links["evidence"].str.len().min() > 5


def test_every_covenant_inspection_and_event_is_kept(sample: Snapshot) -> None:
    read = {step["step"]: step for step in sample.manifest["steps"]}
    judged = read["Judge covenants (every row is kept)"]
    assert judged["rows_out"] == len(read_table(sample, "covenants"))
    made: dict[str, int] = {}
    for line in sample.manifest["inputs"]:
        for table, rows in line["rows_out"].items():
            made[table] = made.get(table, 0) + rows
    for table in ("records", "inspections", "events", "contracts"):
        assert made[table] == len(read_table(sample, table))


def test_points_add_up_to_every_card(sample: Snapshot) -> None:
    properties = read_table(sample, "properties").set_index("property_id")
    points = read_table(sample, "contributions").groupby(["card", "property_id"])["points"].sum()
    for card in ("exit", "distress"):
        totals = properties[f"{card}_score"].astype(float).dropna()
        assert (points[card].reindex(totals.index) - totals).abs().max() < 1e-9


def test_homes_at_risk_never_shrink_with_the_horizon(sample: Snapshot) -> None:
    properties = read_table(sample, "properties").dropna(subset=["units_restricted"])
    horizons = [f"units_at_risk_{years}y" for years in (1, 2, 5, 10)]
    risk = properties[horizons].astype(float)
    assert (risk.diff(axis="columns").iloc[:, 1:].fillna(0) >= 0).all(axis=None)
    assert (risk[horizons[-1]] <= properties["units_restricted"].astype(float)).all()


def test_row_order_changes_nothing(sample: Snapshot, tmp_path: Path) -> None:
    files = tmp_path / "files"
    write_sample_city(files)
    for path in sorted(files.rglob("*.csv")):
        shuffle(path)
    place = load_jurisdiction("sample")
    import_files([files], tmp_path, BUILT_AT, "test", place)
    shuffled = build(place, AS_OF, tmp_path, BUILT_AT.isoformat())
    for name, key in {
        "properties": ["property_id"],
        "record_links": ["record_id"],
        "covenants": ["covenant_id"],
        "parcel_links": ["property_id", "parcel_id"],
        "contributions": ["property_id", "card", "position"],
    }.items():
        once = pd.DataFrame(read_table(sample, name)).sort_values(key, ignore_index=True)
        again = pd.DataFrame(read_table(shuffled, name)).sort_values(key, ignore_index=True)
        pd.testing.assert_frame_equal(once, again)


def test_the_same_bytes_are_written_however_text_is_kept(
    sample: Snapshot, sample_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "raw").symlink_to(sample_dir / "raw")
    monkeypatch.setattr("housing.pipeline.text_storage.SMALL_BYTES", 0)
    place = load_jurisdiction("sample")
    as_arrow = build(place, AS_OF, tmp_path, BUILT_AT.isoformat())
    assert as_arrow.manifest["tables"] == sample.manifest["tables"]


@pytest.mark.parametrize(
    ("size", "storage"), [(SMALL_BYTES, "python"), (SMALL_BYTES + 1, "pyarrow")]
)
def test_text_of_small_files_is_kept_as_pythons_own(size: int, storage: str) -> None:
    before = pd.Series(["Main Street"]).dtype
    with text_kept_for(size):
        assert pd.Series(["Main Street"]).dtype == pd.StringDtype(storage, na_value=np.nan)
    assert pd.Series(["Main Street"]).dtype == before


def shuffle(path: Path) -> None:
    """Put the rows of a file in another order, beneath their header."""
    content = path.read_bytes()
    newline = b"\r" if b"\r" in content and b"\n" not in content else b"\n"
    header, *rows = content.rstrip(newline).split(newline)
    random.Random(7).shuffle(rows)
    path.write_bytes(newline.join([header, *rows]) + newline)


def test_every_mended_outline_is_counted_and_told(sample: Snapshot) -> None:
    read = {step["step"]: step for step in sample.manifest["steps"]}
    step = read["Mend the outlines of parcels (every shape is kept)"]
    assert step["rows_in"] == step["rows_out"]
    issues = read_table(sample, "issues")
    told = issues.loc[issues["issue"] == "geometry_repaired"]
    assert step["note"].startswith(f"{len(told)} published outlines were invalid")
    parcels = read_table(sample, "parcels").set_index("parcel_id")
    drawn = parcels.index[parcels["is_geometry_repaired"]]
    assert set(drawn) <= set(told["row_id"])
    linked = read_table(sample, "parcel_links").dropna(subset="parcel_id")
    on_it = linked.groupby("parcel_id")["property_id"].agg(set)
    owned = told.dropna(subset="property_id")
    assert all(row.property_id in on_it[row.row_id] for row in owned.itertuples())
    assert set(told["row_id"]) & set(on_it.index) == set(owned["row_id"])
