"""How the work of linking grows with the number of records, and how fast addresses become keys.

Records are those of four lists of an invented city whose area grows with them, so that a record
has as many neighbors in a large city as in a small one. Comparing all with all would take 25 times
as long for 5 times the records; n log n takes 6 times as long.
"""

import random
import statistics
import sys
import time
from datetime import date

import numpy as np
import pandas as pd

from housing.linkage.addresses import keys_by_row
from housing.linkage.properties import link_records
from housing.tables import Contracts, Covenants, Records, complete, empty
from housing.terms import LocationQuality, OwnerType, Tenancy

SIZES = (1_000, 5_000, 25_000, 90_000)
LISTS = ("catalog", "hud", "tax_credits", "city_list")
CRS, AS_OF = "EPSG:32618", date(2026, 11, 22)
#: Of ten developments, each list but the catalog has about five.
_LISTED = 0.5
_FIRST = str.split("Oak Elm Cedar Maple Willow Harbor Mill River Garden Summit Union Liberty")
_LAST = str.split("Court Terrace Village Manor Square Towers Commons Place Heights Gardens")
_TYPES = str.split("Street Avenue Road Place Drive")


def lists_of(count: int, seed: int = 7) -> pd.DataFrame:
    """About `count` records of developments, in four lists, spelled as lists do."""
    dice = random.Random(seed)
    rows = []
    for number in range(int(count / (1 + _LISTED * (len(LISTS) - 1)))):
        side = count**0.5 / 500  # degrees: about as dense as Washington's lists
        named = f"{dice.choice(_FIRST)} {dice.choice(_FIRST)} {dice.choice(_LAST)} {number % 997}th"
        door, street = dice.randrange(100, 9_900), f"{dice.randrange(1, 400)}th"
        kind, homes = dice.choice(_TYPES), dice.randrange(5, 300)
        place = 40 + dice.random() * side, -75 + dice.random() * side
        for name in LISTS:
            if name == LISTS[0] or dice.random() < _LISTED:
                rows.append(
                    {
                        "record_id": f"{name}:{number}",
                        "source_id": name,
                        "source_record_id": str(number),
                        "name": named.upper() if dice.random() < 0.5 else f"{named} Apts",
                        "address": f"{door} {street} {kind if dice.random() < 0.8 else ''}".strip(),
                        "latitude": place[0] + dice.gauss(0, 0.0003),
                        "longitude": place[1] + dice.gauss(0, 0.0003),
                        "units_total": homes,
                    }
                )
    return complete(pd.DataFrame(rows).assign(**_UNKNOWN), Records)


_UNKNOWN = {
    "location_quality": LocationQuality.ROOFTOP.value,
    "tenancy": Tenancy.UNKNOWN.value,
    "owner_type": OwnerType.UNKNOWN.value,
}


def seconds_to_link(records: pd.DataFrame) -> tuple[float, int]:
    """Processor seconds of linking, and how many properties come of it."""
    none = pd.DataFrame(
        {name: pd.Series(dtype="string") for name in ("record_id", "property_id", "author")}
    ).assign(reason=pd.Series(dtype="string"), date=pd.Series(dtype="datetime64[us]"))
    start = time.process_time()
    links, _ = link_records(
        records,
        empty(Covenants),
        empty(Contracts),
        none,
        anchors=[LISTS[0]],
        as_of=AS_OF,
        local_crs=CRS,
        source_order=LISTS,
    )
    return time.process_time() - start, links["property_id"].nunique()


def address_rate(records: pd.DataFrame, runs: int = 3) -> float:
    """Addresses keyed per processor second, median of some runs."""
    rates = []
    for _ in range(runs):
        start = time.process_time()
        keys_by_row(records["address"])
        rates.append(len(records) / (time.process_time() - start))
    return statistics.median(rates)


def main() -> None:
    """Link cities of growing size and print how the time grows."""
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    before: tuple[int, float] | None = None
    seconds_to_link(lists_of(500))
    for size in sizes:
        records = lists_of(size)
        seconds, properties = seconds_to_link(records)
        said = f"{len(records):7,} records, {properties:7,} properties: {seconds:6.2f} s"
        if before:
            more, longer = len(records) / before[0], seconds / before[1]
            fair = more * np.log(len(records)) / np.log(before[0])
            said += f", {more:.1f} times the records take {longer:.1f} times (n log n: {fair:.1f})"
        print(said, flush=True)
        before = (len(records), seconds)
    print(f"address keys: {address_rate(records):,.0f} per second")


if __name__ == "__main__":
    main()
