"""Reviewers' verdicts are signed and dated, appended whole or not at all, and never lost."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from housing.errors import ConfigError
from housing.verdicts import FILE, append_verdicts, read_verdicts

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
    with pytest.raises(ConfigError, match="line 2: .*author.*line 4: .*date"):
        read_verdicts([tmp_path], "dc")
