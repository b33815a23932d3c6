"""What is known only afterwards is refused by name, and noticed by what it does."""

import numpy as np
import pandas as pd
import pytest

from housing.errors import LeakError
from housing.evidence import decisions, leaks


@pytest.fixture(scope="module")
def contracts() -> pd.DataFrame:
    """Return contracts of which one field helps a little and one was written afterwards."""
    rng = np.random.default_rng(0)
    rent = rng.normal(100, 20, 1500)
    lost = rng.random(1500) < 1 / (1 + np.exp((rent - 70) / 20))
    return pd.DataFrame(
        {
            "rent": rent,
            "homes": rng.integers(5, 200, 1500),
            "term_after": np.where(lost, 1, 240) + rng.integers(0, 40, 1500),
            "contract": np.arange(1500) // 3,
            "lost": lost,
        }
    )


@pytest.mark.parametrize("field", sorted(leaks.NEVER))
def test_a_field_known_only_afterwards_is_refused(field: str) -> None:
    table = pd.DataFrame({field.upper(): [1], "rent": [2]})
    with pytest.raises(LeakError, match="may not be a feature"):
        leaks.features(table, ["rent", field.upper()])


def test_the_term_after_the_decision_is_on_the_list_and_in_no_feature_set() -> None:
    used = {*decisions.FIELDS_ENCODED, *decisions.FIELDS_WITH_CONTRACT, *decisions.FIELDS_BESIDE}
    assert decisions.GIVEAWAY in leaks.NEVER
    assert not used & set(leaks.NEVER)


def test_the_guard_names_the_field_that_gives_the_outcome_away(contracts: pd.DataFrame) -> None:
    fields = contracts[["rent", "homes", "term_after"]]
    found = leaks.leaks(fields, contracts["lost"].to_numpy(), contracts["contract"].to_numpy())
    assert [one.field for one in found] == ["term_after"]
    assert found[0].auc_with - found[0].auc_without > leaks.MOVES_AUC


def test_honest_fields_pass_the_guard(contracts: pd.DataFrame) -> None:
    honest = contracts[["homes"]].assign(
        agent=np.random.default_rng(2).integers(0, 5, len(contracts))
    )
    lost, contract = contracts["lost"].to_numpy(), contracts["contract"].to_numpy()
    assert leaks.leaks(honest, lost, contract) == ()


def test_what_was_observed_later_is_refused() -> None:
    day = pd.Timestamp("2009-02-01")
    seen = pd.Series(pd.to_datetime(["2005-01-01", "2011-09-01"]))
    with pytest.raises(LeakError, match="1 of 2 rows were observed after 2009-02-01"):
        leaks.require_known_by(seen, day)
    history = pd.DataFrame({"observed": seen})
    leaks.require_known_by(leaks.known_by(history, "observed", day)["observed"], day)
