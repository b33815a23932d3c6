"""No rule may put together what people say is two."""

import pandas as pd
import pytest

from housing.errors import ConfigError
from housing.terms import LinkMethod
from tests.linking_cases import linked, override, record


def different(*pairs: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame(pairs, columns=["record_id", "other_id"])


def test_not_even_a_contract_number_outvotes_a_person() -> None:
    rows = [record("city:1", contract_number_hud="DC1"), record("hud:9", contract_number_hud="DC1")]
    assert linked(*rows).loc["hud:9", "property_id"] == "city-1"
    apart = linked(*rows, different=different(("city:1", "hud:9")))
    assert apart.loc["hud:9", "method"] == LinkMethod.OWN_RECORD


def test_a_record_does_not_come_in_through_another_member() -> None:
    rows = [
        record("city:1", address="1 Elm St NW"),
        record("hud:8", address="1 Elm St NW"),
        record("lihtc:9", address="1 Elm St NW"),
    ]
    links = linked(*rows, different=different(("hud:8", "lihtc:9")))
    assert links.loc["hud:8", "property_id"] == "city-1"
    assert links.loc["lihtc:9", "property_id"] == "lihtc-9"


def test_without_one_of_two_candidates_the_other_is_clear() -> None:
    rows = [
        record("city:1", address="1 Elm St NW"),
        record("city:2", address="1 Elm St NW"),
        record("hud:8", address="1 Elm St NW"),
    ]
    assert linked(*rows).loc["hud:8", "method"] == LinkMethod.REVIEW
    links = linked(*rows, different=different(("hud:8", "city:2")))
    assert links.loc["hud:8", "property_id"] == "city-1"


def test_decisions_that_contradict_each_other_stop_the_build() -> None:
    with pytest.raises(ConfigError, match="city:1 and hud:9 are different"):
        linked(
            record("city:1"),
            record("hud:9"),
            overrides=override("hud:9", "city-1"),
            different=different(("city:1", "hud:9")),
        )
