"""Washington's refresh of April 2017: every link made for April 2016 opens the same property."""

from datetime import date

import pytest

from housing.jurisdictions import load_jurisdiction
from housing.pipeline import build
from housing.snapshots import Snapshot, read_table
from tests.real.conftest import BUILT_AT, Built

pytestmark = pytest.mark.real

REFRESHED = date(2017, 5, 1)


@pytest.fixture(scope="module")
def dc_2017(dc_2016: Built) -> Snapshot:
    """Washington DC after the catalog's subsidies of April 2017, remembering April 2016."""
    return build(
        load_jurisdiction("dc"),
        REFRESHED,
        dc_2016.data_dir,
        BUILT_AT.isoformat(),
        previous=dc_2016.snapshot,
    )


def test_it_is_the_refreshed_list(dc_2017: Snapshot) -> None:
    files = {one["source_id"]: one["file"] for one in dc_2017.manifest["inputs"]}
    assert files["prescat_subsidies"] == "Subsidy_2017-04.csv"


def test_every_id_of_the_year_before_is_still_its_propertys_id(
    dc_2016: Built, dc_2017: Snapshot
) -> None:
    before = dc_2016.table("record_links").set_index("record_id")["property_id"].dropna()
    after = read_table(dc_2017, "record_links").set_index("record_id")["property_id"].dropna()
    assert len(before) > 360
    assert after[before.index].equals(before)
    forwarding = read_table(dc_2017, "forwarding")
    assert forwarding.empty
