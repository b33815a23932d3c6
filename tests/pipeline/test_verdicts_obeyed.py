"""What a person says in the app is obeyed by the next build, whatever rules and publishers say."""

import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from housing.jurisdictions import load_jurisdiction
from housing.pipeline import build
from housing.sample_city import HARD_CASES
from housing.snapshots import Snapshot, read_table
from housing.verdicts import append_verdicts
from tests.conftest import BUILT_AT
from tests.pipeline.test_build import AS_OF

ROOT = Path(__file__).resolve().parent.parent.parent
FIRST, SECOND = (f"prescat_projects:{HARD_CASES[f'phases_{one}']}" for one in ("first", "second"))
SIGNED = {"jurisdiction": "sample", "reason": "fictional deed", "author": "A", "date": "2026-10-02"}


def linked_by(snapshot: Snapshot, name: str, method: str) -> dict[str, Any]:
    links = read_table(snapshot, name)
    found: dict[str, Any] = links.loc[links["method"] == method].iloc[0].to_dict()
    return found


def founder(links: pd.DataFrame, property_id: str) -> str:
    own = links.loc[(links["property_id"] == property_id) & (links["method"] == "own_record")]
    return str(own["record_id"].iloc[0])


@pytest.fixture(scope="module")
def obeyed(sample_dir: Path, sample: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Give three verdicts, the first of them in the app, and build again."""
    folder = tmp_path_factory.mktemp("obeyed")
    (folder / "raw").symlink_to(sample_dir / "raw")
    shutil.copytree(sample_dir / "snapshots", folder / "snapshots")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOLDFAST_DATA_DIR", str(folder))
        record = in_the_app(different_from=FIRST)
        st.cache_resource.clear()
    contract = linked_by(sample, "record_links", "contract_number")
    parcel = linked_by(sample, "parcel_links", "identifier")
    known = founder(read_table(sample, "record_links"), contract["property_id"])
    pairs = (
        ("record_links", contract["record_id"], known),
        ("parcel_links", parcel["property_id"], parcel["parcel_id"]),
        ("record_links", "gone:1", known),
    )
    rows = [
        SIGNED | {"table": table, "subject_id": one, "candidate_id": two, "verdict": "different"}
        for table, one, two in pairs
    ]
    append_verdicts(folder / "overrides", pd.DataFrame(rows))
    place = load_jurisdiction("sample")
    draft = build(place, AS_OF, folder, BUILT_AT.isoformat(), previous=sample)
    return {"draft": draft, "record": record, "contract": contract, "parcel": parcel}


def in_the_app(different_from: str) -> str:
    """Answer the queue until the pair with this candidate is in view; the record it is about."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page("pages/data.py")
    app.query_params["section"] = "review"
    app.run()
    picker = app.selectbox(key="choose_pair")
    name = "Mooring Yard Phase I"
    picker.select(next(one for one in picker.options if one.endswith(name))).run()
    app.text_input(key="verdict_name").set_value("A. Reviewer (fictional)")
    next(one for one in app.text_input if "Reason" in one.label).set_value("fictional: two plats")
    app.button(key="verdict_different").click().run()
    assert not app.exception
    given = app.session_state["verdicts_given"][0]
    assert given["candidate_id"] == different_from
    return str(given["subject_id"])


def test_a_verdict_given_in_the_app_settles_the_link(obeyed: Any) -> None:
    links = read_table(obeyed["draft"], "record_links").set_index("record_id")
    assert links.loc[obeyed["record"], "property_id"] == links.loc[SECOND, "property_id"]
    assert links.loc[obeyed["record"], "method"] == "address"


def test_not_even_a_contract_number_outvotes_it(obeyed: Any) -> None:
    links = read_table(obeyed["draft"], "record_links").set_index("record_id")
    before = obeyed["contract"]
    assert links.loc[before["record_id"], "property_id"] != before["property_id"]


def test_not_even_a_publisher_puts_a_property_on_a_parcel_it_is_said_not_to_stand_on(
    obeyed: Any,
) -> None:
    links = read_table(obeyed["draft"], "parcel_links")
    of_property = links.loc[links["property_id"] == obeyed["parcel"]["property_id"]]
    assert len(of_property)
    assert obeyed["parcel"]["parcel_id"] not in set(of_property["parcel_id"])


def test_a_verdict_on_what_is_gone_is_reported(obeyed: Any) -> None:
    issues = read_table(obeyed["draft"], "issues")
    lost = issues.loc[issues["issue"] == "decision_leads_nowhere"]
    assert lost["row_id"].tolist() == ["gone:1"]
    step = next(one for one in obeyed["draft"].manifest["steps"] if "decisions" in one["step"])
    assert "1 lead nowhere now" in step["note"]
    assert (step["rows_in"], step["rows_out"]) == (4, 3)
