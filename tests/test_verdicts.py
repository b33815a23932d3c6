"""Reviewers' verdicts are signed and dated, appended whole or not at all, and never lost."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from housing.errors import ConfigError
from housing.verdicts import FILE, append_verdicts, read_verdicts, withdraw_verdict

WHOLE = {
    "jurisdiction": "dc",
    "table": "record_links",
    "subject_id": "lihtc:9",
    "candidate_id": "city:1",
    "verdict": "same",
    "reason": "same deed, and\none owner",
    "evidence_url": "",
    "author": "A. Reviewer",
    "date": "2026-11-22",
}


def verdicts(*changes: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame([WHOLE | change for change in changes])


def test_the_last_verdict_holds_and_the_earlier_one_stays_on_record(tmp_path: Path) -> None:
    append_verdicts(tmp_path, verdicts({}))
    path = append_verdicts(tmp_path, verdicts({"verdict": "different", "author": "B"}))
    held = read_verdicts([tmp_path, tmp_path], "dc")
    assert held[["verdict", "author"]].to_numpy().tolist() == [["different", "B"]]
    assert len(path.read_text().splitlines()) == 3
    assert read_verdicts([tmp_path], "sample").empty


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param({"author": " "}, "needs its author", id="unsigned"),
        pytest.param({"reason": ""}, "needs its reason", id="without reason"),
        pytest.param({"verdict": "maybe"}, "'maybe' is no verdict", id="another word"),
        pytest.param({"date": "11/22/2026"}, "no date like", id="another date"),
        pytest.param({"candidate_id": "lihtc:9"}, "with itself", id="one record twice"),
        pytest.param({"table": "owners"}, "no table of links", id="another table"),
    ],
)
def test_one_bad_verdict_of_two_writes_nothing(
    tmp_path: Path, change: dict[str, str], said: str
) -> None:
    with pytest.raises(ConfigError, match=f"Verdict 2: .*{said}"):
        append_verdicts(tmp_path, verdicts({}, change))
    assert not (tmp_path / FILE).exists()


def test_every_bad_line_of_a_file_gets_a_sentence(tmp_path: Path) -> None:
    verdicts({"author": ""}, {}, {"date": ""}).to_csv(tmp_path / FILE, index=False)
    with pytest.raises(ConfigError, match="(?s)2 lines cannot.*line 2: .*author.*line 4: .*date"):
        read_verdicts([tmp_path], "dc")


def test_only_an_unsure_verdict_needs_no_reason(tmp_path: Path) -> None:
    append_verdicts(tmp_path, verdicts({"verdict": "unsure", "reason": ""}))
    assert read_verdicts([tmp_path], "dc")["verdict"].tolist() == ["unsure"]


def test_a_property_may_be_said_not_to_stand_on_a_parcel(tmp_path: Path) -> None:
    ids = {"table": "parcel_links", "subject_id": "city-1", "candidate_id": "0001    0002"}
    append_verdicts(tmp_path, verdicts(ids | {"verdict": "different"}))
    assert read_verdicts([tmp_path], "dc")["candidate_id"].tolist() == ["0001    0002"]


def test_a_verdict_taken_back_lets_the_one_before_hold_again(tmp_path: Path) -> None:
    append_verdicts(tmp_path, verdicts({}, {"candidate_id": "city:2"}))
    mine = WHOLE | {"verdict": "different", "author": "B"}
    append_verdicts(tmp_path, pd.DataFrame([mine]))
    withdraw_verdict(tmp_path, mine)
    assert read_verdicts([tmp_path], "dc")["verdict"].tolist() == ["same", "same"]
    with pytest.raises(ConfigError, match="not the last one"):
        withdraw_verdict(tmp_path, mine)


def test_what_somebody_else_said_since_is_not_taken_back(tmp_path: Path) -> None:
    append_verdicts(tmp_path, verdicts({}, {"author": "B", "verdict": "unsure"}))
    with pytest.raises(ConfigError, match="not the last one"):
        withdraw_verdict(tmp_path, WHOLE)
    assert len((tmp_path / FILE).read_text().splitlines()) == 3


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "overrides").write_text("a file where a folder belongs")
    with pytest.raises(ConfigError, match="cannot be written"):
        append_verdicts(tmp_path / "overrides", verdicts({}))


def test_nothing_is_written_after_lines_nobody_can_read(tmp_path: Path) -> None:
    verdicts({"author": ""}).to_csv(tmp_path / FILE, index=False)
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(ConfigError, match="line 2: .*author"):
        append_verdicts(tmp_path, verdicts({}))
    assert (tmp_path / FILE).read_bytes() == before


def test_two_reviewers_at_once_lose_nothing(tmp_path: Path) -> None:
    rows = [verdicts({"candidate_id": f"city:{number}"}) for number in range(12)]
    with ThreadPoolExecutor(4) as reviewers:
        list(reviewers.map(lambda row: append_verdicts(tmp_path, row), rows))
    assert len(read_verdicts([tmp_path], "dc")) == 12
