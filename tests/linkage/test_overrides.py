"""People's decisions are signed, dated, and said once."""

from pathlib import Path

import pandas as pd
import pytest

from housing import config
from housing.errors import ConfigError
from housing.linkage.overrides import (
    read_parcel_overrides,
    read_record_overrides,
    signature,
)

RECORDS = "jurisdiction,record_id,property_id,reason,evidence_url,author,date\n"
PARCELS = "jurisdiction,property_id,parcel_id,reason,evidence_url,author,date\n"


def records(folder: Path, *lines: str) -> pd.DataFrame:
    (folder / "record_links.csv").write_text(RECORDS + "\n".join(f"dc,{one}" for one in lines))
    return read_record_overrides([folder], "dc")


def parcels(folder: Path, *lines: str) -> pd.DataFrame:
    (folder / "parcel_links.csv").write_text(PARCELS + "\n".join(f"dc,{one}" for one in lines))
    return read_parcel_overrides([folder], "dc")


def test_a_decision_is_read_with_its_date(tmp_path: Path) -> None:
    table = records(tmp_path, "lihtc:9,city-1,same deed,,A. Reviewer,2026-09-01")
    assert table["record_id"].tolist() == ["lihtc:9"]
    assert table["date"].tolist() == [pd.Timestamp("2026-09-01")]
    assert signature(table).tolist() == ["Decided by A. Reviewer on 2026-09-01: same deed"]


def test_ids_stay_text(tmp_path: Path) -> None:
    assert parcels(tmp_path, "city-1,0423,deed,,A,2026-09-01")["parcel_id"].tolist() == ["0423"]


def test_no_file_means_no_decisions(tmp_path: Path) -> None:
    assert read_record_overrides([tmp_path], "dc").empty
    assert read_parcel_overrides([], "dc").empty


def test_the_shipped_files_can_be_read() -> None:
    shipped = [config.OVERRIDES_DIR]
    assert read_record_overrides(shipped, "dc").columns.tolist() == RECORDS.strip().split(",")[1:]
    assert read_parcel_overrides(shipped, "dc").columns.tolist() == PARCELS.strip().split(",")[1:]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param("lihtc:9,city-1,,,A,2026-09-01", "line 2: .* its reason", id="no reason"),
        pytest.param("lihtc:9,city-1,deed,,,2026-09-01", "its author", id="unsigned"),
        pytest.param("lihtc:9,city-1,deed,,A,", "its date", id="undated"),
        pytest.param("lihtc:9,,deed,,A,2026-09-01", "its property_id", id="no property"),
        pytest.param("lihtc:9,city-1,deed,,A,9/1/2026", "'9/1/2026' is no date", id="other date"),
    ],
)
def test_an_incomplete_decision_stops_the_build(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        records(tmp_path, line)


def test_a_record_is_decided_once(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="line 3: .*earlier line"):
        records(tmp_path, "r:1,city-1,x,,A,2026-09-01", "r:1,city-2,y,,B,2026-09-02")


def test_a_property_may_stand_on_several_parcels(tmp_path: Path) -> None:
    table = parcels(tmp_path, "city-1,A,x,,A,2026-09-01", "city-1,B,x,,A,2026-09-01")
    assert table["parcel_id"].tolist() == ["A", "B"]


def test_a_property_may_stand_on_none_but_not_on_none_and_one(tmp_path: Path) -> None:
    none = "city-1,,demolished,,A,2026-09-01"
    assert parcels(tmp_path, none)["parcel_id"].isna().all()
    with pytest.raises(ConfigError, match="on none in another line"):
        parcels(tmp_path, none, "city-1,B,x,,A,2026-09-01")


def test_a_renamed_column_is_named(tmp_path: Path) -> None:
    (tmp_path / "record_links.csv").write_text("record,property_id\n")
    with pytest.raises(ConfigError, match="no column jurisdiction, record_id"):
        read_record_overrides([tmp_path], "dc")


def test_every_bad_line_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as told:
        records(
            tmp_path, "r:1,,deed,,A,2026-09-01", "r:2,c-1,deed,,A,2026-09-01", "r:3,c-1,,,A,soon"
        )
    lines = str(told.value).splitlines()
    assert lines[0].endswith("2 lines cannot be used. Nothing was changed.")
    assert [line.split(":")[0].strip() for line in lines[1:]] == ["line 2", "line 4", "line 4"]


def test_another_place_is_not_decided_about(tmp_path: Path) -> None:
    row = "r:1,city-1,deed,,A,2026-09-01"
    (tmp_path / "record_links.csv").write_text(f"{RECORDS}sample,{row}\ndc,{row}\n")
    assert len(read_record_overrides([tmp_path], "sample")) == 1
    assert read_record_overrides([tmp_path], "boston").empty


def test_two_files_do_not_decide_on_one_record(tmp_path: Path) -> None:
    row = "dc,r:1,city-1,deed,,A,2026-09-01"
    folders = [tmp_path / "kept", tmp_path / "given"]
    for folder in folders:
        folder.mkdir()
        (folder / "record_links.csv").write_text(RECORDS + row)
    assert len(read_record_overrides([folders[0], folders[0]], "dc")) == 1
    with pytest.raises(ConfigError, match="decide on r:1"):
        read_record_overrides(folders, "dc")


def test_a_file_a_spreadsheet_wrote_in_another_encoding_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "record_links.csv").write_bytes(RECORDS.encode("utf-16"))
    with pytest.raises(ConfigError, match="no CSV in UTF-8"):
        read_record_overrides([tmp_path], "dc")
