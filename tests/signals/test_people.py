"""What people may write into signals.csv, and the sentence that says what is wrong."""

from pathlib import Path

import pandas as pd
import pytest

from housing.errors import ConfigError
from housing.signals import read_signals

HEADER = "jurisdiction,property_id,kind,date,expires,intent,withdrawn,author,reason,evidence_url\n"
GOOD = "dc,p-1,human_flag,2026-03-01,,,,A. Advocate,Tenants report notices,"


def written(folder: Path, *lines: str) -> Path:
    (folder / "signals.csv").write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_without_a_file_there_are_no_signals(tmp_path: Path) -> None:
    assert read_signals(tmp_path, "dc").empty


def test_a_row_is_read_with_its_signature(tmp_path: Path) -> None:
    row = read_signals(written(tmp_path, GOOD), "dc").iloc[0]
    assert row["property_id"] == "p-1"
    assert row["signal_date"] == pd.Timestamp("2026-03-01")
    assert (row["author"], row["reason"]) == ("A. Advocate", "Tenants report notices")
    assert pd.isna(row["expires_date"])


def test_only_the_place_asked_for_is_read(tmp_path: Path) -> None:
    assert read_signals(written(tmp_path, GOOD), "sample").empty


def test_the_same_signal_twice_on_a_day_keeps_two_ids(tmp_path: Path) -> None:
    assert read_signals(written(tmp_path, GOOD, GOOD), "dc")["signal_id"].is_unique


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("dc,p-1,hunch,2026-03-01,,,,A,B,", "'hunch' is no kind of signal; they are "),
        ("dc,p-1,human_flag,2026-03-01,,,,,Why,", "a signal needs its author."),
        ("dc,p-1,human_flag,2026-03-01,,,,A,,", "a signal needs its reason."),
        ("dc,p-1,human_flag,,,,,A,Why,", "a signal needs its date."),
        ("dc,,human_flag,2026-03-01,,,,A,Why,", "a signal needs its property_id."),
        (",p-1,human_flag,2026-03-01,,,,A,Why,", "a signal needs its jurisdiction."),
        ("dc,p-1,human_flag,03/01/2026,,,,A,Why,", "'03/01/2026' is no date like 2026-11-22."),
        (
            "dc,p-1,human_flag,2026-03-01,2025-01-01,,,A,Why,",
            "it expires on 2025-01-01, before its date, 2026-03-01.",
        ),
        ("dc,p-1,opt_out_notice,2026-03-01,,maybe,,A,Why,", "'maybe' is no intent; "),
        ("dc,p-1,demolition,2026-03-01,,,,A,Why,", "needs its evidence_url."),
    ],
)
def test_a_bad_row_is_refused_in_one_sentence(tmp_path: Path, line: str, sentence: str) -> None:
    with pytest.raises(ConfigError) as refused:
        read_signals(written(tmp_path, GOOD, line), "dc")
    assert "signals.csv, line 3: " in str(refused.value)
    assert sentence in str(refused.value)


def test_every_bad_row_has_its_sentence(tmp_path: Path) -> None:
    bad = ("dc,p-1,hunch,2026-03-01,,,,A,B,", "dc,p-1,human_flag,2026-03-01,,,,,Why,")
    with pytest.raises(ConfigError, match=r"line 2: .*line 3: "):
        read_signals(written(tmp_path, *bad), "dc")


def test_a_column_that_is_missing_is_named(tmp_path: Path) -> None:
    (tmp_path / "signals.csv").write_text("property_id,kind\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="has no column jurisdiction, date"):
        read_signals(tmp_path, "dc")


def test_the_tracked_file_is_valid() -> None:
    from housing.config import OVERRIDES_DIR

    rows = read_signals(OVERRIDES_DIR, "sample")
    assert rows["signal_id"].is_unique
