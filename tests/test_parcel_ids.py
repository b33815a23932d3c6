"""Parcel ids: many spellings, one parcel."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.errors import ConfigError
from housing.parcel_ids import (
    canonical,
    canonical_plain,
    canonical_ssl,
    is_condominium_billing,
    is_condominium_unit,
)

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
    with pytest.raises(ConfigError, match=r"'roman' is unknown. Known: bbl, pin, plain, ssl, or"):
        canonical(pd.Series(["1"]), "roman")


@pytest.mark.parametrize("name", ["digits:", "digits:0", "digits:3--4", "digits:3-", "digits:a"])
def test_a_format_of_digits_names_the_width_of_every_group(name: str) -> None:
    with pytest.raises(ConfigError, match="digits:3-4"):
        canonical(pd.Series(["1"]), name)


@pytest.mark.parametrize(
    ("id_format", "published", "expected"),
    [
        ("bbl", "1002330004", "1002330004"),
        ("bbl", "1-233-4", "1002330004"),
        ("bbl", "1-00233-0004", "1002330004"),
        ("bbl", "1/00233/0004", "1002330004"),
        ("bbl", "1002330004.00000000", "1002330004"),
        ("bbl", "Manhattan Block 233 Lot 4", "1002330004"),
        ("bbl", "manhattan, block 233, lot 4", "1002330004"),
        ("bbl", "STATEN ISLAND 5 7501", "5000057501"),
        ("pin", "17-20-226-013-0000", "17-20-226-013-0000"),
        ("pin", "17202260130000", "17-20-226-013-0000"),
        ("pin", "1720226013", "17-20-226-013-0000"),
        ("pin", "17-20-226-013-1042", "17-20-226-013-1042"),
        ("pin", "02063010040000", "02-06-301-004-0000"),
        ("pin", "2063010040000", "02-06-301-004-0000"),
        ("pin", "2063010040000.0", "02-06-301-004-0000"),
        ("pin", "02 06 301 004", "02-06-301-004-0000"),
        ("digits:9", "1234", "000001234"),
        ("digits:9", "001234567", "001234567"),
        ("digits:9", "1234567", "001234567"),
        ("digits:3-4", "012/34", "012-0034"),
    ],
)
def test_every_spelling_of_another_citys_parcel_is_one_id(
    id_format: str, published: str, expected: str
) -> None:
    assert canonical(pd.Series([published]), id_format).tolist() == [expected]


@pytest.mark.parametrize(
    ("id_format", "published"),
    [
        ("bbl", "6002330004"),
        ("bbl", "1000000004"),
        ("bbl", "1002330000"),
        ("bbl", "100233"),
        ("bbl", "Elm 233 4"),
        ("bbl", "10023300041"),
        ("pin", "17-20"),
        ("pin", "17-20-226-013-00001"),
        ("pin", "123"),
        ("digits:3-4", "1-2-3"),
        ("digits:3-4", "A12-0034"),
    ],
)
def test_what_is_no_id_of_the_city_is_null(id_format: str, published: str) -> None:
    assert canonical(pd.Series([published]), id_format).isna().all()


@pytest.mark.parametrize("id_format", ["bbl", "pin", "plain", "ssl", "digits:3-4", "digits:14"])
@given(
    texts=st.lists(
        st.none()
        | st.text(max_size=12)
        | st.text("0123456789-/. ", max_size=18)
        | st.from_regex(r"[1-5][- ]\d{1,5}[-/]\d{1,4}", fullmatch=True)
        | st.from_regex(r"\d{2}-\d{2}-\d{3}-\d{3}(-\d{4})?", fullmatch=True),
        max_size=12,
    )
)
def test_a_read_id_is_read_as_itself(id_format: str, texts: list[str | None]) -> None:
    once = canonical(pd.Series(texts, dtype="object"), id_format)
    pd.testing.assert_series_equal(canonical(once, id_format), once)


@given(st.integers(1, 5), st.integers(1, 99_999), st.integers(1, 9_999))
def test_new_yorks_ids_are_the_same_with_and_without_zeros(
    borough: int, block: int, lot: int
) -> None:
    spelled = [
        f"{borough}{block:05}{lot:04}",
        f"{borough}-{block}-{lot}",
        f"{borough} {block:05} {lot:04}",
    ]
    assert canonical(pd.Series(spelled), "bbl").tolist() == spelled[:1] * 3


@pytest.mark.parametrize(
    ("id_format", "parcel_id", "is_unit"),
    [
        ("ssl", "2866||2051", True),
        ("ssl", "5046|E|6999", True),
        ("ssl", "2866||1999", False),
        ("ssl", "2866||7000", False),
        ("ssl", "RES|0002|2001", False),
        ("bbl", "1002331001", True),
        ("bbl", "1002331000", False),
        ("bbl", "1002337501", False),
        ("bbl", "1002330004", False),
        ("pin", "17-20-226-013-1042", True),
        ("pin", "17-20-226-013-0000", False),
        ("plain", "2051", None),
    ],
)
def test_a_lots_number_tells_a_condominiums_unit(
    id_format: str, parcel_id: str, is_unit: bool | None
) -> None:
    found = is_condominium_unit(pd.Series([parcel_id]), id_format)
    assert found.astype(object).where(found.notna(), None).tolist() == [is_unit]


def test_only_new_york_has_lots_that_stand_for_a_whole_condominium() -> None:
    ids = pd.Series(["1002337500", "1002337501", "1002337599", "1002331001"])
    assert is_condominium_billing(ids, "bbl").tolist() == [False, True, True, False]
    assert is_condominium_billing(ids, "ssl").isna().all()
