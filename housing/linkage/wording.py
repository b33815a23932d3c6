"""What a rule says of the pairs it finds: the evidence, in words that can be checked."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat
from math import isnan

import numpy as np

from housing.linkage.clues import Clues
from housing.linkage.pairs import Pairs, joined, keys_of, once


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule finds. The evidence is put into words only of pairs that decide something."""

    pairs: Pairs
    #: The evidence of some of these pairs.
    say: Callable[[Pairs], list[str]]


def either(*found: Found) -> Found:
    """All pairs, each with the evidence that was found first."""
    parts = [
        Pairs(
            one.pairs.record_places,
            one.pairs.known_places,
            {"part": np.full(len(one.pairs), number), "row": np.arange(len(one.pairs))},
        )
        for number, one in enumerate(found)
    ]

    def say(some: Pairs) -> list[str]:
        said = np.empty(len(some), dtype=object)
        for number, one in enumerate(found):
            rows = some["part"] == number
            said[rows] = one.say(one.pairs.where(some["row"][rows]))
        return said.tolist()

    return Found(once(joined(parts, "part", "row")), say)


def sentences(*pieces: str | Sequence[str] | np.ndarray) -> list[str]:
    """Pieces one after the other: one text for all pairs, or one for each."""
    columns = [repeat(piece) if isinstance(piece, str) else piece for piece in pieces]
    return ["".join(row) for row in zip(*columns, strict=False)]


def homes_said(pairs: Pairs, clues: Clues) -> list[str]:
    """`, 136 and 137 homes`: what both lists count, empty where one does not."""
    left, right = (
        np.where(np.isnan(homes[:, 0]), homes[:, 1], homes[:, 0])
        for homes in pairs.sides(clues.homes)
    )
    return [_homes(one, other) for one, other in zip(left.tolist(), right.tolist(), strict=True)]


def credit_said(pairs: Pairs) -> list[str]:
    """`both have a tax credit of 2008 for 60 homes`."""
    years = np.where(np.isnan(pairs["year"]), pairs["year_known"], pairs["year"])
    return [
        f"both have a tax credit{'' if isnan(year) else f' of {year:.0f}'} for {homes:.0f} homes"
        for year, homes in zip(years.tolist(), pairs["homes"].tolist(), strict=True)
    ]


def both_names(pairs: Pairs, clues: Clues) -> list[str]:
    """Two names in quotation marks."""
    return _quoted(*pairs.sides(clues.name_texts))


def both_doors(pairs: Pairs, clues: Clues) -> list[str]:
    """The addresses that state the doors, in quotation marks, or names where only they do."""
    sides = (
        np.where(
            np.isin(keys_of(places, pairs["value"]), clues.named_doors),
            clues.name_texts[places],
            clues.addresses[places],
        )
        for places in (pairs.record_places, pairs.known_places)
    )
    return _quoted(*sides)


def both_addresses(pairs: Pairs, clues: Clues) -> list[str]:
    """Two addresses in quotation marks, or names of records without one."""
    sides = (
        [
            name if address is None else address
            for address, name in zip(
                clues.addresses[places].tolist(), clues.name_texts[places].tolist(), strict=True
            )
        ]
        for places in (pairs.record_places, pairs.known_places)
    )
    return _quoted(*sides)


def apart(pairs: Pairs) -> list[str]:
    """`83 meters apart`, empty where the distance is unknown."""
    meters = pairs["meters"].tolist()
    return ["" if isnan(one) else f"{one:.0f} meters apart" for one in meters]


def then_apart(pairs: Pairs) -> list[str]:
    """The same behind a comma."""
    return [f", {said}" if said else "" for said in apart(pairs)]


def _quoted(left: Iterable[str], right: Iterable[str]) -> list[str]:
    both = zip(left, right, strict=True)
    return [f"\u201c{one}\u201d and \u201c{other}\u201d" for one, other in both]


def _homes(one: float, other: float) -> str:
    if isnan(one) or isnan(other):
        return ""
    return f", {one:.0f} homes" if one == other else f", {one:.0f} and {other:.0f} homes"
