"""Review: what the rules left to people is answered on the Data page, and can be taken back."""

import csv
import io
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from housing.review import pairs_of, sheet, with_state
from housing.snapshots import current
from housing.verdicts import FILE, empty_verdicts, read_verdicts
from tests import demo_snapshot
from tests.pages.conftest import PATIENCE, ROOT
from tests.pages.reading import cells, html, tables, words

Open = Callable[..., AppTest]

LEFT = [
    {
        "record_id": "other_list:9",
        "method": "review",
        "property_id": None,
        "candidate_property_ids": "demo-0007;demo-0008",
        "candidate_record_ids": "demo_records:demo-0007\ndemo_records:demo-0008",
        "candidate_evidence": "one address; but two fit.\nalike names; but two fit.",
    }
]
RECORDS = [
    {
        "record_id": "other_list:9",
        "source_id": "other_list",
        "source_record_id": "9",
        "name": "<b>Gull</b> Court",
        "units_total": 900,
        "latitude": 34.0,
        "longitude": -40.0,
    }
]
TIES = [
    {
        "property_id": "demo-0003",
        "parcel_id": None,
        "method": "review",
        "has_outline": False,
        "evidence": "One address, two parcels.",
        "candidate_parcel_ids": "1003||0003;1004||0004",
    }
]
ISSUES = [
    {
        "issue": "decision_leads_nowhere",
        "row_id": "gone:1",
        "detail": "A. Reviewer decided on 2026-01-05 that gone:1 and x:2 are the same.",
    }
]


@pytest.fixture(scope="module")
def queue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with the demonstration city, in which two links are left to people."""
    folder = tmp_path_factory.mktemp("queue")
    more = {"record_links": LEFT, "records": RECORDS, "parcel_links": TIES, "issues": ISSUES}
    demo_snapshot.write(folder, 12, more=more)
    return folder


@pytest.fixture
def folder(queue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a data folder with that snapshot and no verdict yet."""
    (tmp_path / "snapshots").symlink_to(queue / "snapshots")
    monkeypatch.setenv("HOLDFAST_DATA_DIR", str(tmp_path))
    yield tmp_path
    st.cache_resource.clear()


def review(**query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE)
    app.switch_page("pages/data.py")
    for name, value in {"section": "review", **query}.items():
        app.query_params[name] = value
    return app.run()


def answer(app: AppTest, verdict: str, reason: str = "", name: str = "A. Reviewer") -> AppTest:
    app.text_input(key="verdict_name").set_value(name)
    next(one for one in app.text_input if "Reason" in one.label).set_value(reason)
    return app.button(key=f"verdict_{verdict}").click().run()


def given(folder: Path) -> list[str]:
    return read_verdicts([folder / "overrides"], "demo")["verdict"].tolist()


def test_the_queue_opens_from_a_link_with_the_largest_pair_first(folder: Path) -> None:
    app = review()
    assert not app.exception
    options = app.selectbox(key="choose_pair").options
    assert len(options) == 4
    assert options[0].startswith("900 homes: ")
    assert "one address; but two fit" in words(app).replace("\\", "")
    pair = str(app.query_params["pair"])
    assert pair.startswith("pair-")
    assert review(pair=pair).selectbox(key="choose_pair").value == pair


def test_both_sides_are_in_view_with_differences_in_words(folder: Path) -> None:
    told = tables(review())[0]
    assert told.columns.tolist() == ["Fact", "A", "B"]
    assert any(fact.startswith("≠ Name: differs") for fact in told["Fact"])
    assert any(fact.startswith("≠ Homes: differs by ") for fact in told["Fact"])
    assert "apart is not known" in words(review())


def test_what_a_feed_says_is_no_markup(folder: Path) -> None:
    app = review()
    assert "<b>Gull" not in html(app)
    assert not any("<b>Gull" in part.value for part in app.subheader)


def test_a_verdict_is_kept_and_the_next_pair_comes_up(folder: Path) -> None:
    app = answer(review(), "different", "two deeds")
    assert given(folder) == ["different"]
    assert "The next build obeys it" in app.success[0].value
    assert "alike names" in words(app)
    assert app.text_input(key="verdict_name").value == "A. Reviewer"
    assert next(one for one in app.text_input if "Reason" in one.label).value == ""


def test_same_settles_the_other_pair_of_the_record(folder: Path) -> None:
    app = answer(review(), "same", "one deed")
    assert "stand on parcel" in app.subheader[0].value
    assert "needs no answer" in cells(app)


def test_one_record_is_not_made_two_properties(folder: Path) -> None:
    app = answer(review(), "same", "one deed")
    picker = app.selectbox(key="choose_pair")
    picker.select(next(one for one in picker.options if one.startswith("900 homes"))).run()
    if "alike names" not in words(app):
        other = [one for one in picker.options if one.startswith("900 homes")][1]
        app.selectbox(key="choose_pair").select(other).run()
    app = answer(app, "same", "another deed")
    assert "one of them only" in app.error[0].value
    assert given(folder) == ["same"]


def test_a_verdict_is_taken_back(folder: Path) -> None:
    app = answer(review(), "same", "one deed")
    app.button(key="verdict_undo").click().run()
    assert given(folder) == []
    assert "taken back" in app.info[0].value
    assert "one address" in words(app)


@pytest.mark.parametrize(
    ("verdict", "reason", "name", "asked"),
    [
        pytest.param("same", "", "A", "in a few words why", id="no reason"),
        pytest.param("different", "deed", " ", "your name", id="unsigned"),
        pytest.param("same", "", "", "your name and in a few words why", id="neither"),
    ],
)
def test_an_unsigned_verdict_is_not_kept(
    folder: Path, verdict: str, reason: str, name: str, asked: str
) -> None:
    app = answer(review(), verdict, reason, name)
    assert f"please write {asked}" in app.error[0].value.replace("\\", "")
    assert not (folder / "overrides" / FILE).exists()


def test_unsure_needs_no_reason_and_still_waits(folder: Path) -> None:
    app = answer(review(), "unsure")
    assert given(folder) == ["unsure"]
    assert "somebody was unsure" in cells(app)


def test_a_tie_of_parcels_is_answered_too(folder: Path) -> None:
    app = review()
    parcel = next(one for one in app.selectbox(key="choose_pair").options if "on parcel" in one)
    app.selectbox(key="choose_pair").select(parcel).run()
    assert "lies in the parcel (B)" in words(app)
    answer(app, "different", "the plat shows another lot")
    held = read_verdicts([folder / "overrides"], "demo")
    assert held[["table", "subject_id", "candidate_id"]].to_numpy().tolist() == [
        ["parcel_links", "demo-0003", "1003||0003"]
    ]


def test_a_folder_that_cannot_be_written_is_a_sentence(folder: Path) -> None:
    app = review()
    (folder / "overrides").write_text("a file where a folder belongs")
    app = answer(app, "unsure")
    assert not app.exception
    assert "cannot be written" in app.error[0].value


def test_a_file_nobody_can_read_is_told_and_the_rest_of_the_page_opens(folder: Path) -> None:
    (folder / "overrides").mkdir()
    (folder / "overrides" / FILE).write_text("jurisdiction,table\n")
    app = review()
    assert not app.exception
    assert "has no column" in app.error[0].value
    assert not review(section="all").exception


def test_decisions_that_may_be_removed_are_listed(folder: Path) -> None:
    assert "A. Reviewer decided on 2026-01-05 that gone:1 and x:2 are the same." in cells(review())


def test_the_doubts_lead_to_the_queue(folder: Path) -> None:
    app = review(section="all")
    assert any("4 links the rules" in str(link.proto.label) for link in app.get("page_link"))


def test_where_nothing_waits_the_page_says_what_to_do(open_page: Open) -> None:
    app = open_page("pages/data.py", section="review")
    assert "nothing waits for you" in app.info[0].value
    assert "docs/reviewing.md" in app.info[0].value


def test_an_older_snapshot_is_looked_at_only(
    queue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(queue / "snapshots", tmp_path / "snapshots")
    demo_snapshot.write(tmp_path, 3, "demo-2026-10-31")
    monkeypatch.setenv("HOLDFAST_DATA_DIR", str(tmp_path))
    app = review(snapshot=demo_snapshot.SNAPSHOT_ID)
    assert not app.exception
    assert not [one for one in app.text_input if one.key == "verdict_name"]
    assert any("older snapshot" in one.value for one in app.info)
    st.cache_resource.clear()


def test_the_sheet_to_download_has_every_pair(folder: Path) -> None:
    snapshot = current(folder)
    assert snapshot is not None
    found = pairs_of(snapshot)
    content = sheet(found, with_state(found.about, empty_verdicts()), {"jurisdiction": "demo"})
    lines = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert len(lines) == 4
    assert any("sheet to fill in" in str(one.label) for one in review().get("download_button"))
