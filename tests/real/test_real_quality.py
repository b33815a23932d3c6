"""What is impossible in Washington's real lists is told, and is in no count as published."""

from housing.quality import Pair, failed, measure, report
from housing.terms import Check
from tests.quality.test_report import keeps_out
from tests.real.conftest import Built


def test_the_known_faults_of_the_catalog_are_found(dc_2016: Built) -> None:
    counts = report(dc_2016.snapshot)["check"].value_counts()
    assert counts[Check.END_BEFORE_START] == 1
    assert counts[Check.IMPOSSIBLE_DATE] == 1
    assert counts[Check.UNITS_OVER_TOTAL] > 20
    assert counts[Check.STALE_END] > 10


def test_none_of_them_is_in_a_count_as_published(dc_2016: Built) -> None:
    keeps_out(dc_2016.snapshot, report(dc_2016.snapshot))


def test_the_real_lists_pass_the_gates_of_a_first_snapshot(dc_2016: Built) -> None:
    assert not failed(measure(Pair(dc_2016.snapshot, None)))
