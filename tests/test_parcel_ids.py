"""Parcel ids: many spellings, one parcel."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.errors import ConfigError
from housing.parcel_ids import canonical, canonical_plain, canonical_ssl

DIGITS = st.text("0123456789", min_size=4, max_size=4)

CANONICAL = st.one_of(
    st.builds(
        "{}|{}|{}{}".format,
        DIGITS,
        st.text("ABCDEFNSW", max_size=4),
        DIGITS,
        st.sampled_from(["", "-1", "-OF12"]),
    ),
    st.builds("{}|{}|{}".format, st.sampled_from(["PAR", "RES"]), DIGITS, DIGITS),
)


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        pytest.param("0423    0018", "0423||0018", id="as published"),
        pytest.param("6095     0006", "6095||0006", id="a blank too many"),
        pytest.param("0423 0018", "0423||0018", id="fewer blanks"),
        pytest.param("0423-0018", "0423||0018", id="hyphen"),
        pytest.param("04230018", "0423||0018", id="no separator at full width"),
        pytest.param("423 18", "0423||0018", id="leading zeros lost"),
        pytest.param("0423\u00a0\u00a0\u00a0\u00a00018", "0423||0018", id="no-break spaces"),
        pytest.param(" 0423    0018 ", "0423||0018", id="padded"),
        pytest.param("5046E   0047", "5046|E|0047", id="suffix"),
        pytest.param("5046e0047", "5046|E|0047", id="suffix, lower case, no blanks"),
        pytest.param("0475-S-0033", "0475|S|0033", id="suffix between hyphens"),
        pytest.param("1065NE  0019", "1065|NE|0019", id="two-letter suffix"),
        pytest.param("PAR 02420088", "PAR|0242|0088", id="parcel"),
        pytest.param("par 242/88", "PAR|0242|0088", id="parcel as people write it"),
        pytest.param("RES 343D0000", "RES|343D|0000", id="reservation with a letter"),
        pytest.param("0616    0014-1", "0616||0014-1", id="part of a lot"),
        pytest.param("PAR 02410001-of1", "PAR|0241|0001-OF1", id="one of several polygons"),
        pytest.param("0273    000P", "0273||000P", id="lettered lot"),
    ],
)
def test_every_spelling_of_a_parcel_is_one_id(published: str, expected: str) -> None:
    assert canonical_ssl(pd.Series([published])).tolist() == [expected]


@pytest.mark.parametrize(
    "published",
    [None, "", "   ", "0000    Unassessed", "2535    PART", "0423018", "1330 7TH ST NW", "|||"],
)
def test_what_is_no_parcel_id_is_null(published: str | None) -> None:
    assert canonical_ssl(pd.Series([published], dtype="object")).isna().all()


@given(st.lists(CANONICAL, max_size=20))
def test_a_canonical_id_stays_as_it_is(ids: list[str]) -> None:
    assert canonical_ssl(pd.Series(ids, dtype="object")).tolist() == ids


@given(st.lists(st.one_of(st.none(), st.text(max_size=16)), max_size=20))
def test_reading_twice_reads_no_more(texts: list[str | None]) -> None:
    once = canonical_ssl(pd.Series(texts, dtype="object"))
    pd.testing.assert_series_equal(canonical_ssl(once), once)


@given(DIGITS, st.sampled_from(["", "N", "SW"]), DIGITS)
def test_the_published_layout_is_always_read(square: str, suffix: str, lot: str) -> None:
    published = f"{square}{suffix:<4}{lot}"
    assert canonical_ssl(pd.Series([published])).tolist() == [f"{square}|{suffix}|{lot}"]


def test_index_and_order_are_kept_in_a_frame_with_gaps() -> None:
    given_ids = pd.Series(["0423    0018", None, "PAR 02420088"], index=[7, 900, 3], name="ssl")
    expected = pd.Series(
        ["0423||0018", None, "PAR|0242|0088"], index=[7, 900, 3], name="ssl", dtype="str"
    )
    pd.testing.assert_series_equal(canonical_ssl(given_ids), expected)


def test_frames_put_together_from_several_files_are_read_whole() -> None:
    several = pd.concat([pd.Series(["0423 0018"], dtype="str")] * 3, ignore_index=True)
    assert canonical_ssl(several).tolist() == ["0423||0018"] * 3


def test_a_place_that_writes_ids_in_one_way_only_loses_no_character() -> None:
    given_ids = pd.Series([" 17-20-226-013 ", "a  b", " ", None])
    assert canonical(given_ids, "plain").tolist()[:2] == ["17-20-226-013", "A B"]
    assert canonical_plain(given_ids).isna().tolist() == [False, False, True, True]


def test_an_unknown_format_lists_the_known_ones() -> None:
    with pytest.raises(ConfigError, match=r"'bbl' is unknown. Known: plain, ssl"):
        canonical(pd.Series(["1"]), "bbl")
