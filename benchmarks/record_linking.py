"""How the work of linking grows with the number of records, and how fast addresses become keys.

Records are those of four lists of an invented city whose area grows with them, so that a record
has as many neighbors in a large city as in a small one, with contract numbers and tax credits.
Comparing all with all would take 25 times as long for 5 times the records; n log n takes 6 times as
long. Neither a crowd of records that nothing tells apart may take longer than that, nor a chain of
records that each share a door with the next. Of several runs the least counts, each size in turn:
what others add on a shared machine is no part of the work.
"""

import random
import statistics
import sys
import time
from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from housing.linkage.addresses import keys_by_row
from housing.linkage.properties import link_records
from housing.tables import Contracts, Covenants, Records, complete, empty
from housing.terms import LocationQuality, OwnerType, Tenancy

SIZES = (1_000, 5_000, 25_000, 90_000)
CROWDS = (1_000, 4_000)
CHAINS = (400, 1_600)
RUNS = 3
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


def crowd_of(count: int) -> pd.DataFrame:
    """Records of four lists at one door of one tower, a row for each home."""
    rows = [
        {
            "record_id": f"{LISTS[number % len(LISTS)]}:{number}",
            "source_id": LISTS[number % len(LISTS)],
            "source_record_id": str(number),
            "name": "Oak Tower",
            "address": "1 Elm Street",
            "latitude": 40.0,
            "longitude": -75.0,
            "units_total": 60,
        }
        for number in range(count)
    ]
    return complete(pd.DataFrame(rows).assign(**_UNKNOWN), Records)


def chain_of(count: int) -> pd.DataFrame:
    """Records of one list, each at a door of the one before it and at a door of its own."""
    rows = [
        {
            "record_id": f"{LISTS[1]}:{number:06}",
            "source_id": LISTS[1],
            "source_record_id": str(number),
            "address": f"{2 * number + 2} Elm Street; {2 * number + 4} Elm Street",
        }
        for number in range(count)
    ]
    return complete(pd.DataFrame(rows).assign(**_UNKNOWN), Records)


def with_contracts(records: pd.DataFrame) -> pd.DataFrame:
    """The records, with one contract number for the catalog's and HUD's of one development."""
    numbers = "DC39" + records["source_record_id"].astype("string").str.zfill(7)
    is_told = records["source_id"].isin(["catalog", "hud"]) & (records["units_total"] % 3 == 0)
    return records.assign(contract_number_hud=numbers.where(is_told))


def credits_of(records: pd.DataFrame) -> pd.DataFrame:
    """A tax credit for each record of the tax credits' list and every second of the catalog."""
    numbers = records["source_record_id"].astype(int)
    is_told = (records["source_id"] == "catalog") & (numbers % 2 == 0)
    told = records.loc[is_told | (records["source_id"] == "tax_credits")]
    numbers = told["source_record_id"].astype(int)
    made = {
        "covenant_id": told["record_id"] + "-1",
        "record_id": told["record_id"],
        "program_source": "Low-Income Housing Tax Credit",
        "units_assisted": told["units_total"],
        "start_date": pd.to_datetime((1988 + numbers % 35).astype(str)).where(numbers % 5 > 0),
    }
    return complete(pd.DataFrame(made), Covenants)


def seconds_to_link(records: pd.DataFrame) -> tuple[float, int]:
    """Processor seconds of linking, and how many properties come of it."""
    none = pd.DataFrame(
        {name: pd.Series(dtype="string") for name in ("record_id", "property_id", "author")}
    ).assign(reason=pd.Series(dtype="string"), date=pd.Series(dtype="datetime64[us]"))
    covenants = credits_of(records)
    start = time.process_time()
    links, _ = link_records(
        records,
        covenants,
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


def growth(what: str, cities: Sequence[pd.DataFrame]) -> None:
    """Link cities of growing size and print how the time grows, and whether it may."""
    turns = [[seconds_to_link(records) for records in cities] for _ in range(RUNS)]
    before: tuple[int, float] | None = None
    for records, runs in zip(cities, zip(*turns, strict=True), strict=True):
        seconds, properties = min(runs)
        said = f"{len(records):7,} {what}, {properties:7,} properties: {seconds:6.2f} s"
        if before:
            more, longer = len(records) / before[0], seconds / before[1]
            fair = more * np.log(len(records)) / np.log(before[0])
            kept = "no faster than n log n" if longer <= fair else "FASTER THAN n log n"
            said += f", {more:.1f} times the records take {longer:.1f} times as long: {kept}"
            said += f" ({fair:.1f})"
        print(said, flush=True)
        before = (len(records), seconds)


def main() -> None:
    """Link cities and crowds of growing size, and key the addresses of the largest city."""
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    seconds_to_link(with_contracts(lists_of(500)))
    growth("records", [with_contracts(lists_of(size)) for size in sizes])
    growth("records at one door", [crowd_of(size) for size in CROWDS])
    growth("records in a chain", [chain_of(size) for size in CHAINS])
    records = lists_of(sizes[-1])
    print(f"address keys: {address_rate(records):,.0f} of {len(records):,} per second")


if __name__ == "__main__":
    main()
