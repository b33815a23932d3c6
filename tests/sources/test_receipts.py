"""Receiving: what a file is, when it describes, and that a bad one leaves no trace."""

import json
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from housing.errors import FileUnreadableError, HoldfastError, SnapshotError, SourceChangedError
from housing.sources import (
    acs_rents,
    acs_tracts,
    census_tracts,
    dc_clusters,
    dc_lots,
    dc_owner_parcels,
    dc_wards,
)
from housing.sources.answers import Download, Validators
from housing.sources.receipts import (
    clear_unfinished,
    receipts,
    receive,
    recognize,
    verify,
    vintage_of,
)
from tests.sources.outlines import EXCERPTS, changed, excerpt, swap_coordinates

SOURCES = [
    module.SOURCE
    for module in (
        acs_rents,
        acs_tracts,
        census_tracts,
        dc_clusters,
        dc_lots,
        dc_owner_parcels,
        dc_wards,
    )
]
OWNERS = EXCERPTS / "dc_owner_parcels" / "owner_parcels_2016-07.geojson"
RENTS = EXCERPTS / "acs_rents" / "acs5_rents_2022.csv"
AT = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


def everything(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*"))


@pytest.mark.parametrize(
    "path",
    [
        path
        for source in SOURCES
        for path in sorted((EXCERPTS / source.id).iterdir())
        if "missing_key" not in path.name
    ],
    ids=lambda path: path.name,
)
def test_every_excerpt_is_recognized_by_its_columns(path: Path) -> None:
    source = recognize(path, SOURCES)
    assert source is not None
    assert source.id == path.parent.name


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("notes.txt", "ssl,ownername"),
        ("other.csv", "name,address\nx,y\n"),
        ("other.geojson", '{"type":"FeatureCollection","features":[{"properties":{"a":1}}]}'),
        ("settings.json", '{"ssl": 1}'),
    ],
)
def test_a_file_nobody_knows_is_not_recognized(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert recognize(tmp_path / name, SOURCES) is None


def test_a_banner_above_the_column_names_does_not_hide_them(tmp_path: Path) -> None:
    path = tmp_path / "rents.csv"
    path.write_text("Prepared by the city\n\n" + RENTS.read_text(encoding="utf-8"))
    assert recognize(path, SOURCES) is acs_rents.SOURCE


def test_names_tell_lists_with_the_same_columns_apart(tmp_path: Path) -> None:
    twins = [
        replace(acs_rents.SOURCE, id="city", name_hints=("city",)),
        replace(acs_rents.SOURCE, id="county", name_hints=("county", "parish")),
    ]
    path = tmp_path / "County_Rents_2022.csv"
    shutil.copy(RENTS, path)
    found = recognize(path, twins)
    assert found is not None
    assert found.id == "county"
    assert recognize(RENTS, twins) is None


def test_a_web_page_under_a_data_name_is_an_error_not_a_riddle() -> None:
    with pytest.raises(FileUnreadableError, match="is a web page"):
        recognize(EXCERPTS / "acs_rents" / "missing_key_2022.csv", SOURCES)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("HUD_LIHTC_DC_2022-12-13.csv", date(2022, 12, 13)),
        ("Subsidy_2017-04.csv", date(2017, 4, 1)),
        ("affordable-housing_2016_08.geojson", date(2016, 8, 1)),
        ("Real_property_rpt_20161110_parsed.csv", date(2016, 11, 10)),
        ("ward_2022.geojson", date(2022, 1, 1)),
        ("census-tracts-2010.geojson", date(2010, 1, 1)),
        ("prescat_2016_04/Project.csv", date(2016, 4, 1)),
        ("lihtc_2022/dc/Project.csv", date(2022, 1, 1)),
        ("prescat_2016_04/Subsidy_2017-04-30.csv", date(2017, 4, 30)),
        ("context/DCtracts2020_acs2016_2020_ndi.csv", None),
        ("context/census_tract.geojson", None),
        ("FMR_2Bed_1983_2022_rev.csv", None),
        ("list_2016-02-31.csv", None),
        ("case_120164512.csv", None),
        ("2016/deep/deeper/list.csv", None),
    ],
)
def test_the_day_of_a_list_is_read_from_its_name_then_its_folders(
    path: str, expected: date | None
) -> None:
    assert vintage_of(Path("/somewhere") / path) == expected


def test_a_received_file_is_kept_unchanged_with_a_receipt(tmp_path: Path) -> None:
    receipt = receive(OWNERS, dc_owner_parcels.SOURCE, tmp_path, AT, "A. Tester")
    assert receipt.raw.path.read_bytes() == OWNERS.read_bytes()
    assert receipt.raw.path.parent.name == f"20261001T120000Z-{receipt.sha256[:8]}"
    assert (receipt.vintage, receipt.who, receipt.retrieved) == (date(2016, 7, 1), "A. Tester", AT)
    assert receipt.origin == str(OWNERS)
    assert receipt.bytes == OWNERS.stat().st_size
    assert receipts(tmp_path, "dc_owner_parcels") == [receipt]
    assert {path.name for path in receipt.raw.path.parent.iterdir()} == {
        OWNERS.name,
        "receipt.json",
    }


def test_a_person_knows_the_vintage_better_than_the_name(tmp_path: Path) -> None:
    day = date(2016, 7, 16)
    receipt = receive(OWNERS, dc_owner_parcels.SOURCE, tmp_path, AT, "me", day)
    assert receipt.raw.vintage == day


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    first = receive(OWNERS, dc_owner_parcels.SOURCE, tmp_path, AT, "me")
    copy = tmp_path / "again_2020.geojson"
    shutil.copy(OWNERS, copy)
    assert receive(copy, dc_owner_parcels.SOURCE, tmp_path, LATER, "you") == first
    assert len(receipts(tmp_path, "dc_owner_parcels")) == 1


def test_receipts_come_in_the_order_of_arrival(tmp_path: Path) -> None:
    lots = EXCERPTS / "dc_lots"
    receive(lots / "parcel-lots.geojson", dc_lots.SOURCE, tmp_path, LATER, "me")
    receive(lots / "condo-approval-lots.geojson", dc_lots.SOURCE, tmp_path, AT, "me")
    assert [kept.retrieved for kept in receipts(tmp_path, "dc_lots")] == [AT, LATER]
    assert receipts(tmp_path, "dc_wards") == []


def test_a_changed_raw_file_is_noticed(tmp_path: Path) -> None:
    receipt = receive(OWNERS, dc_owner_parcels.SOURCE, tmp_path, AT, "A. Tester")
    verify(receipt)
    receipt.raw.path.write_bytes(receipt.raw.path.read_bytes().replace(b"HARBOR", b"HARBOUR"))
    with pytest.raises(SnapshotError, match="A. Tester brought on 2026-10-01: its bytes have"):
        verify(receipt)
    receipt.raw.path.unlink()
    with pytest.raises(FileUnreadableError, match="cannot be read: No such file"):
        verify(receipt)


def test_a_damaged_receipt_is_named(tmp_path: Path) -> None:
    receipt = receive(OWNERS, dc_owner_parcels.SOURCE, tmp_path, AT, "me")
    (receipt.raw.path.parent / "receipt.json").write_text("{", encoding="utf-8")
    with pytest.raises(SnapshotError, match="is not a readable receipt"):
        receipts(tmp_path, "dc_owner_parcels")


def test_a_crash_while_receiving_leaves_no_receipt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(self: Path, target: Path) -> Path:
        raise OSError("the power went out")

    monkeypatch.setattr(Path, "rename", crash)
    with pytest.raises(OSError, match="power"):
        receive(OWNERS, dc_owner_parcels.SOURCE, tmp_path, AT, "me")
    assert receipts(tmp_path, "dc_owner_parcels") == []
    assert [path for path in everything(tmp_path) if path.is_file()] == []


def zipped(folder: Path, *members: Path) -> Path:
    path = folder / "download.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in members:
            archive.write(member, member.name)
        archive.writestr("__MACOSX/._hidden", "not data")
    return path


def test_an_archive_of_one_file_is_read_and_kept_as_it_came(tmp_path: Path) -> None:
    path = zipped(tmp_path, OWNERS)
    assert recognize(path, SOURCES) is dc_owner_parcels.SOURCE
    receipt = receive(path, dc_owner_parcels.SOURCE, tmp_path / "data", AT, "me")
    assert receipt.raw.path.read_bytes() == path.read_bytes()
    assert receipt.raw.name == OWNERS.name
    assert receipt.vintage == date(2016, 7, 1)
    assert len(dc_owner_parcels.normalize(receipt.raw)["parcels"]) == 10


def cut_off(folder: Path) -> Path:
    path = zipped(folder, OWNERS)
    path.write_bytes(path.read_bytes()[:-300])
    return path


def damaged_inside(folder: Path) -> Path:
    path = zipped(folder, OWNERS)
    content = bytearray(path.read_bytes())
    content[200:260] = bytes(60)
    path.write_bytes(bytes(content))
    return path


def several_inside(folder: Path) -> Path:
    return zipped(folder, OWNERS, RENTS)


def swapped(folder: Path) -> Path:
    raw = excerpt("dc_owner_parcels/owner_parcels_2016-07.geojson")
    return changed(raw, folder, swap_coordinates).path


def every_id_gone(folder: Path) -> Path:
    raw = excerpt("dc_owner_parcels/owner_parcels_2016-07.geojson")
    return changed(raw, folder, lambda feature: feature["properties"].update(SSL="?")).path


def every_row_the_same_parcel(folder: Path) -> Path:
    raw = excerpt("dc_owner_parcels/owner_parcels_2016-07.geojson")
    return changed(
        raw, folder, lambda feature: feature["properties"].update(SSL="0423    0018")
    ).path


def renamed_column(folder: Path) -> Path:
    raw = excerpt("dc_owner_parcels/owner_parcels_2016-07.geojson")
    return changed(raw, folder, lambda feature: feature["properties"].pop("NEWTOTAL")).path


def other_encoding(folder: Path) -> Path:
    path = folder / "owners.geojson"
    text = OWNERS.read_text(encoding="utf-8").replace("HARBOR", "PE\u00d1A")
    path.write_bytes(text.encode("latin-1"))
    return path


def truncated(folder: Path) -> Path:
    path = folder / "owners.geojson"
    path.write_bytes(OWNERS.read_bytes()[:5000])
    return path


def web_page(folder: Path) -> Path:
    path = folder / "owners.geojson"
    path.write_text("<!DOCTYPE html><html><body>Sign in</body></html>")
    return path


def workbook(folder: Path) -> Path:
    path = folder / "owners.csv"
    path.write_bytes(b"PK\x03\x04" + bytes(100))
    return path


def empty(folder: Path) -> Path:
    path = folder / "owners.geojson"
    path.touch()
    return path


def missing(folder: Path) -> Path:
    return folder / "gone.geojson"


@pytest.mark.parametrize(
    ("bad", "error", "said"),
    [
        (missing, FileUnreadableError, "cannot be read: No such file"),
        (empty, FileUnreadableError, "is empty"),
        (web_page, FileUnreadableError, "is a web page"),
        (workbook, FileUnreadableError, "is not a complete zip archive"),
        (truncated, FileUnreadableError, "is not complete GeoJSON"),
        (cut_off, FileUnreadableError, "is not a complete zip archive"),
        (damaged_inside, FileUnreadableError, "is not a complete zip archive"),
        (several_inside, FileUnreadableError, "holds 2 files"),
        (other_encoding, FileUnreadableError, "is not text in UTF-8"),
        (renamed_column, SourceChangedError, "needs column 'newtotal'"),
        (swapped, FileUnreadableError, "latitude and longitude are swapped"),
        (
            every_id_gone,
            FileUnreadableError,
            "13 rows that cannot be used as they are, beside 0 that can",
        ),
        (
            every_row_the_same_parcel,
            FileUnreadableError,
            "rows that cannot be used as they are, beside 1 that can",
        ),
    ],
    ids=lambda case: getattr(case, "__name__", None),
)
def test_a_bad_file_is_refused_in_one_sentence_and_leaves_no_trace(
    tmp_path: Path, bad: Callable[[Path], Path], error: type[HoldfastError], said: str
) -> None:
    path = bad(tmp_path)
    data_dir = tmp_path / "data"
    with pytest.raises(error, match=said) as raised:
        receive(path, dc_owner_parcels.SOURCE, data_dir, AT, "me")
    assert "\n" not in str(raised.value)
    assert everything(data_dir) == []


def test_a_refused_file_leaves_the_ones_received_before(tmp_path: Path) -> None:
    kept = receive(OWNERS, dc_owner_parcels.SOURCE, tmp_path / "data", AT, "me")
    before = everything(tmp_path / "data")
    with pytest.raises(FileUnreadableError):
        receive(truncated(tmp_path), dc_owner_parcels.SOURCE, tmp_path / "data", LATER, "me")
    assert everything(tmp_path / "data") == before
    verify(kept)


def test_a_receipt_says_where_the_file_came_from(tmp_path: Path) -> None:
    receipt = receive(RENTS, acs_rents.SOURCE, tmp_path, AT, "me")
    facts = json.loads((receipt.raw.path.parent / "receipt.json").read_text(encoding="utf-8"))
    assert facts == {
        "source_id": "acs_rents",
        "name": RENTS.name,
        "origin": str(RENTS),
        "retrieved": "2026-10-01T12:00:00+00:00",
        "sha256": receipt.sha256,
        "bytes": RENTS.stat().st_size,
        "vintage": "2022-01-01",
        "who": "me",
        "place": None,
        "columns": ["b25064_001e", "b25064_001m", "county", "name", "state", "tract"],
        "rejected": 1,
    }


def test_a_receipt_of_a_fetched_file_says_its_address_and_what_it_is_recognized_by(
    tmp_path: Path,
) -> None:
    known = Validators('"v1"', "Thu, 07 Dec 2023 05:00:00 GMT")
    fetched = Download("https://api.census.gov/data/2022/acs/acs5?get=NAME", 418, known)
    receipt = receive(RENTS, acs_rents.SOURCE, tmp_path, AT, "me", fetched=fetched)
    assert receipts(tmp_path, "acs_rents") == [receipt]
    assert receipt.origin == fetched.url
    assert receipt.validators == known


def test_files_of_one_source_for_two_places_are_kept_apart(tmp_path: Path) -> None:
    real = receive(RENTS, acs_rents.SOURCE, tmp_path, AT, "me", place="dc")
    fictional = receive(RENTS, acs_rents.SOURCE, tmp_path, AT, "me", place="sample")
    assert receipts(tmp_path, "acs_rents", "dc") == [real]
    assert receipts(tmp_path, "acs_rents", "sample") == [fictional]
    assert len(receipts(tmp_path, "acs_rents")) == 2
    assert receive(RENTS, acs_rents.SOURCE, tmp_path, LATER, "me", place="dc") == real


def test_what_a_kill_left_behind_is_cleared_away_once_it_is_old(tmp_path: Path) -> None:
    kept = receive(OWNERS, dc_owner_parcels.SOURCE, tmp_path, AT, "me")
    left = tmp_path / "raw" / "dc_owner_parcels" / ".receiving-abc" / "half"
    left.mkdir(parents=True)
    (left / "owners.geojson").write_text("{")
    assert clear_unfinished(tmp_path, datetime(1990, 1, 1, tzinfo=UTC)) == []
    assert clear_unfinished(tmp_path, datetime(2290, 1, 1, tzinfo=UTC)) == [
        "dc_owner_parcels/.receiving-abc"
    ]
    assert receipts(tmp_path, "dc_owner_parcels") == [kept]
    assert not left.parent.exists()
