"""Which deeds on record are sales to a new owner: judged here, for everyone who asks.

A deed changes no owner where its source says that buyer and seller are the same, where its price is
nominal, or where the buyer had bought the property before.
"""

import pandas as pd

from housing.owner_names import plain_names

#: Deeds without a real price name one dollar or ten: up to this a price is nominal. Judgement; no
#: sale in the DC Preservation Catalog's export of 2016 is for 11 to 8,000 dollars.
NOMINAL_USD = 1_000

#: What a source writes for a name it does not publish tells nobody from anybody.
_WITHHELD = "WITHHELD"


def buyers(sales: pd.DataFrame) -> pd.Series:
    """Names of the buyers in one spelling, for comparing; empty where none is stated."""
    return plain_names(sales["party"]).fillna("")


def why_owner_stays(sales: pd.DataFrame) -> pd.Series:
    """Say why a deed is no sale to a new owner; null where it is one, as far as is known.

    Args:
        sales: deeds with `property_id`, `event_date`, `price_usd`, `party` and
            `is_related_transfer`, in any order.
    """
    told = (
        (
            sales["is_related_transfer"].fillna(False).astype(bool),
            "its source marks it as a transfer between the same hands",
        ),
        (sales["price_usd"] <= NOMINAL_USD, "the price is nominal"),
        (_is_bought_again(sales), "the buyer had already bought it before"),
    )
    said = pd.Series(pd.NA, index=sales.index, dtype="string")
    for holds, why in reversed(told):
        said = said.mask(holds.fillna(False).astype(bool), why)
    return said


def _is_bought_again(sales: pd.DataFrame) -> pd.Series:
    """Whether the deed before has the same buyer; of one day the highest price comes first."""
    ordered = sales.assign(buyer=buyers(sales)).sort_values(
        ["property_id", "event_date", "price_usd"],
        ascending=[True, True, False],
        na_position="last",
        kind="stable",
    )
    buyer = ordered["buyer"]
    is_named = buyer.ne("") & ~buyer.str.contains(_WITHHELD, regex=False)
    again = is_named & buyer.eq(ordered.groupby("property_id")["buyer"].shift()).fillna(False)
    return again.reindex(sales.index)
