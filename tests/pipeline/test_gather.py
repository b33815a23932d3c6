"""Which files a snapshot as of a day is made from."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from housing.pipeline.gather import chosen
from housing.sources.base import RawFile
from housing.sources.receipts import Receipt
from housing.sources.registry import SOURCES

WARDS = SOURCES["dc_wards"]
LAYERS = replace(WARDS, uses="every")


def received(name: str, vintage: date | None) -> Receipt:
    return Receipt(
        source_id=WARDS.id,
        raw=RawFile(Path(name), name, vintage),
        origin=name,
        retrieved=datetime(2026, 11, 22, tzinfo=UTC),
        sha256=name,
        bytes=1,
        who="test",
        place="dc",
    )


OLD = received("ward-2012.geojson", date(2012, 1, 1))
NEW = received("ward_2022.geojson", date(2022, 1, 1))
UNDATED = received("ward.geojson", None)


@pytest.mark.parametrize(
    ("as_of", "used"),
    [
        pytest.param(date(2016, 4, 1), [OLD], id="the latest known on the day"),
        pytest.param(date(2022, 1, 1), [NEW], id="the day itself counts"),
        pytest.param(date(2010, 1, 1), [OLD], id="the first one after, where none was known"),
        pytest.param(date(2026, 11, 22), [UNDATED], id="undated counts as of its receipt"),
    ],
)
def test_one_vintage_is_used(as_of: date, used: list[Receipt]) -> None:
    assert chosen([NEW, UNDATED, OLD], WARDS, as_of) == used


def test_layers_and_periods_are_all_used_newest_first() -> None:
    assert chosen([OLD, NEW], LAYERS, date(2026, 1, 1)) == [NEW, OLD]
    assert chosen([OLD, NEW], LAYERS, date(2016, 1, 1)) == [OLD]


def test_the_order_of_receiving_does_not_matter() -> None:
    day = date(2016, 4, 1)
    assert chosen([OLD, NEW], WARDS, day) == chosen([NEW, OLD], WARDS, day)


def test_a_file_received_again_stands_in_for_the_earlier_one() -> None:
    corrected = replace(NEW, sha256="corrected", retrieved=datetime(2026, 11, 23, tzinfo=UTC))
    for source in (WARDS, LAYERS):
        assert chosen([NEW, corrected], source, date(2026, 11, 30)) == [corrected]
        assert chosen([corrected, NEW], source, date(2026, 11, 30)) == [corrected]


def test_of_two_files_of_one_vintage_the_one_received_last_is_used() -> None:
    other = replace(
        received("a-better-name.geojson", NEW.raw.vintage),
        retrieved=datetime(2026, 11, 23, tzinfo=UTC),
    )
    assert chosen([NEW, other], WARDS, date(2026, 11, 30)) == [other]
    assert chosen([NEW, other], LAYERS, date(2026, 11, 30)) == [other, NEW]


def test_nothing_received_is_nothing_used() -> None:
    assert chosen([], WARDS, date(2026, 1, 1)) == []
