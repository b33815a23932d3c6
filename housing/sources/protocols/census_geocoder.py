"""The Census Bureau's batch geocoder: where addresses are, a thousand at a time, without a key.

    address_id  match  quality  latitude  longitude   tract
    PA0001      Match  Exact    38.9072   -77.0369    11001004902
    PA0002      Tie             (none)    (none)      (none)

Addresses leave the machine: only those of buildings, never of people, belong here. An address that
is not found, or fits several places, comes back without a place: nothing is guessed.
"""

import csv
import io
from collections.abc import Callable

import pandas as pd

from housing.errors import UnfinishedError
from housing.sources.answers import Answer, shown
from housing.sources.download import Downloads

ADDRESS = "https://geocoding.geo.census.gov/geocoder/geographies/addressbatch"

#: The Bureau takes 10,000; fewer are answered sooner and lost less often.
AT_ONCE = 1_000

#: What is sent, in this order, without a header.
SENT = ("address_id", "street", "city", "state", "zip")

#: What comes back, in this order, without a header; lines of addresses not found are shorter.
_ANSWERED = (
    "address_id", "input", "match", "quality", "matched_address", "place", "line_id", "side",
    "state", "county", "tract", "block",
)  # fmt: skip

_FORM = {"benchmark": "Public_AR_Current", "vintage": "Current_Current"}


def geocode(
    downloads: Downloads,
    addresses: pd.DataFrame,
    url: str = ADDRESS,
    told: Callable[[int, int], None] = lambda done, total: None,
) -> pd.DataFrame:
    """Say where addresses are; one row for each, in their order.

    Args:
        downloads: the door.
        addresses: columns `SENT`; the ids differ.
        url: the geocoder's address.
        told: told how many addresses are answered, of how many.

    Raises:
        FetchError: the Bureau cannot be reached, or keeps losing addresses.
    """
    parts = []
    for start in range(0, len(addresses), AT_ONCE):
        asked = addresses.iloc[start : start + AT_ONCE][list(SENT)].astype("string").fillna("")
        parts.append(_answered(downloads, asked, url))
        told(min(start + AT_ONCE, len(addresses)), len(addresses))
    columns = ["address_id", "match", "quality", "matched_address"]
    if not parts:
        return pd.DataFrame(columns=[*columns, "latitude", "longitude", "tract"])
    rows = pd.concat(parts, ignore_index=True)
    place = rows["place"].str.extract(r"^\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*$").astype("Float64")
    code = rows["state"].str.zfill(2) + rows["county"].str.zfill(3) + rows["tract"].str.zfill(6)
    return rows[columns].assign(
        latitude=place[1],
        longitude=place[0],
        tract=code.where(code.str.fullmatch(r"\d{11}").fillna(False)),
    )


def _answered(downloads: Downloads, asked: pd.DataFrame, url: str) -> pd.DataFrame:
    """One batch, in the order asked; an answer that lost addresses is asked for again."""
    sent = asked.to_csv(index=False, header=False).encode()

    def read(answer: Answer) -> pd.DataFrame:
        lines = [
            (line + [""] * len(_ANSWERED))[: len(_ANSWERED)]
            for line in csv.reader(io.StringIO(answer.body.decode("utf-8", errors="replace")))
            if line
        ]
        table = pd.DataFrame(lines, columns=list(_ANSWERED), dtype="string")
        if sorted(table["address_id"]) != sorted(asked["address_id"]):
            raise UnfinishedError(f"{shown(url)} answered {len(table)} of {len(asked)} addresses.")
        table = table.mask(table == "")
        return table.set_index("address_id").loc[asked["address_id"].tolist()].reset_index()

    upload = {"addressFile": ("addresses.csv", sent, "text/csv")}
    return downloads.ask(url, read, form=_FORM, upload=upload, kind="csv")
