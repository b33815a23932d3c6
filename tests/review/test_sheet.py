"""The queue goes to a spreadsheet and comes back; a sheet with one bad line changes nothing."""

import csv
import io
from datetime import date

import pandas as pd
import pytest

from housing.errors import ConfigError
from housing.review import answers, sheet, with_state
from housing.verdicts import empty_verdicts
from tests.review.case import pairs, verdict

TODAY = date(2026, 11, 22)
Rows = list[dict[str, str]]


def exported() -> bytes:
    found = pairs()
    state = with_state(found.about, empty_verdicts())
    return sheet(found, state, {"jurisdiction": "dc", "snapshot": "dc-1"})


def rows() -> Rows:
    return list(csv.DictReader(io.StringIO(exported().decode("utf-8-sig"))))


def written(lines: Rows, sign: str = ",", end: str = "\r\n") -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(lines[0]), delimiter=sign, lineterminator=end)
    writer.writeheader()
    writer.writerows(lines)
    return text.getvalue()


def filled(*said: tuple[int, str, str, str]) -> Rows:
    lines = rows()
    for place, *cells in said:
        lines[place] |= dict(zip(("verdict", "reason", "reviewer"), cells, strict=True))
    return lines


def read(content: bytes, before: pd.DataFrame | None = None) -> pd.DataFrame:
    held = empty_verdicts() if before is None else before
    return answers(content, "queue.csv", with_state(pairs().about, held), "dc", TODAY)


GOOD = ((1, "Same", "one déed, two lists", "A. Reviewer"), (4, "different", "plat", "B"))


def test_a_sheet_has_the_facts_of_both_sides_and_blank_answers() -> None:
    first = rows()[1]
    assert first["subject_address"] == "1 ELM ST NW"
    assert first["candidate_address"] == "1 Elm Street NW"
    assert {first[one] for one in ("verdict", "reason", "evidence_url", "reviewer")} == {""}
    assert first["snapshot"] == "dc-1"


def test_no_cell_is_a_formula() -> None:
    assert rows()[1]["subject_name"] == "'=ELM()"


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_answers_come_back_however_the_spreadsheet_saved_them(sign: str, encoding: str) -> None:
    given = read(written(filled(*GOOD), sign).encode(encoding))
    assert given["verdict"].tolist() == ["same", "different"]
    assert given["reason"].tolist() == ["one déed, two lists", "plat"]
    assert given["candidate_id"].tolist() == ["city:1", "0001    0002"]
    assert given["date"].unique().tolist() == ["2026-11-22"]
    assert given["author"].tolist() == ["A. Reviewer", "B"]


def test_a_sheet_without_answers_gives_none() -> None:
    assert read(exported()).empty


def test_a_line_may_name_its_pair_by_both_ids() -> None:
    lines = [{name: cell for name, cell in row.items() if name != "pair"} for row in filled(*GOOD)]
    assert len(read(written(lines).encode())) == 2


@pytest.mark.parametrize(
    ("place", "change", "said"),
    [
        pytest.param(0, {"verdict": "maybe"}, "line 2: 'maybe' is no verdict", id="word"),
        pytest.param(0, {"reason": ""}, "line 2: .*needs its reason", id="no reason"),
        pytest.param(0, {"reviewer": ""}, "line 2: .*needs its reviewer", id="unsigned"),
        pytest.param(0, {"verdict": ""}, "line 2: there is a reason, and no verdict", id="none"),
        pytest.param(2, {"pair": "pair-0"}, "line 4: pair-0 is no pair that waits", id="pair"),
        pytest.param(2, {}, "line 4: hud:8 is the same as another property by line 3", id="two"),
    ],
)
def test_a_bad_line_is_named(place: int, change: dict[str, str], said: str) -> None:
    lines = filled(*[(one, "same", "deed", "A") for one in (0, 1)])
    lines[place] |= {"verdict": "same", "reason": "deed", "reviewer": "A"} | change
    with pytest.raises(ConfigError, match=said):
        read(written(lines).encode())


def test_all_bad_lines_are_told_with_an_example_and_what_to_do() -> None:
    lines = filled((0, "yes", "", "A"), (1, "same", "", ""), (3, "unsure", "", ""))
    with pytest.raises(ConfigError) as told:
        read(written([*lines, lines[1]]).encode())
    said = str(told.value)
    assert said.startswith("queue.csv: 4 lines cannot be used. Nothing was changed.")
    assert "line 7: line 3 is about the same pair." in said
    assert "e.g. same," in said
    assert "import the file again" in said


def test_a_record_that_was_found_the_same_before_is_not_a_second_property() -> None:
    before = verdict("hud:8", "city:1", "same")
    second = filled((2, "same", "deed", "A"))
    with pytest.raises(ConfigError, match="line 4: .* by a verdict given before"):
        read(written(second).encode(), before)
    second[1] |= {"verdict": "different", "reason": "deed", "reviewer": "A"}
    assert len(read(written(second).encode(), before)) == 2


def test_unsure_needs_no_reason() -> None:
    assert read(written(filled((0, "unsure", "", "A"))).encode())["reason"].isna().all()


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\x89PNG\r\n\x1a\n\x00\x00"])
def test_another_file_is_one_sentence(content: bytes) -> None:
    with pytest.raises(ConfigError, match="queue.csv has no columns pair, verdict"):
        read(content)
