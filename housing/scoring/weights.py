"""What if a factor counted for more, or less? A multiplier per factor, and the edges of the bands.

The published points are evidence where there is any and judgement elsewhere, and people who know
a city may judge otherwise. Weights let them see what would change: they never change what is
published. In a link they read `E3a-1.5_E5-0.25_bands-85-65-45`; published ones are an empty text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import NamedTuple

from housing.errors import ConfigError
from housing.factors import FACTORS, Factor, Points
from housing.scoring.bands import BANDS

#: 0 leaves a factor out, 3 makes it count three times. Points are multiples of a quarter, so
#: with steps of a quarter every sum of points is exact: a multiple of one sixteenth.
LEAST, MOST, STEP = 0.0, 3.0, 0.25

#: An edge of 0 or of more than 99 would leave a band without scores.
LOWEST_EDGE, HIGHEST_EDGE = 1, 99

#: Lower edges of Very High, High and Moderate, as published.
PUBLISHED_EDGES = (BANDS[0][1], BANDS[1][1], BANDS[2][1])

#: What a link calls the edges.
EDGES_CODE = "bands"

#: So many ignored parts of a link are named, and so many letters of each.
NAMED_PARTS, NAMED_LETTERS = 5, 24

#: The codes that have a multiplier, in the order in which the cards read.
CODES = tuple(factor.code for factor in FACTORS)


@dataclass(frozen=True, slots=True)
class Weights:
    """Multipliers by factor code, and the lower edges of the three upper bands.

    A factor that is not named counts once. Where a card starts, and the floors under undated and
    foreclosed properties, are not weighted. Equal weights are equal objects.

    Raises:
        ConfigError: a code no factor has, a multiplier or an edge out of bounds.
    """

    factors: Mapping[str, float] = field(default_factory=dict)
    edges: tuple[int, int, int] = PUBLISHED_EDGES

    def __post_init__(self) -> None:
        for code, multiplier in self.factors.items():
            _check_factor(code, multiplier)
        _check_edges(self.edges)
        kept = {code: float(self.factors[code]) for code in CODES if self.of(code) != 1.0}
        object.__setattr__(self, "factors", MappingProxyType(kept))
        object.__setattr__(self, "edges", tuple(int(edge) for edge in self.edges))

    def __hash__(self) -> int:
        return hash(self.to_codes())

    @property
    def is_published(self) -> bool:
        """Whether nothing differs from what is published."""
        return not self.factors and self.edges == PUBLISHED_EDGES

    def of(self, code: str) -> float:
        """Multiplier of a factor."""
        return float(self.factors.get(code, 1.0))

    def weighed(self, factor: Factor, answer: Points) -> Points:
        """Return a factor's points times its multiplier."""
        by = self.of(factor.code)
        if by == 1.0:
            return answer
        return replace(
            answer, points=answer.points * by, low=answer.low * by, high=answer.high * by
        )

    def to_codes(self) -> str:
        """Return a short text for a link, the same for equal weights."""
        parts = [f"{code}-{multiplier:g}" for code, multiplier in self.factors.items()]
        if self.edges != PUBLISHED_EDGES:
            parts.append("-".join([EDGES_CODE, *map(str, self.edges)]))
        return "_".join(parts)


class ReadWeights(NamedTuple):
    """Weights read from a link, and a sentence naming what was ignored; empty if nothing was."""

    weights: Weights
    ignored: str


def from_codes(text: str) -> ReadWeights:
    """Read what `Weights.to_codes` wrote. Whatever cannot be read is left as published and named.

    A link may come from anywhere, and from a version with other factors: it is never an error.
    """
    weights, ignored = PUBLISHED, []
    for part in filter(None, text.strip().split("_")):
        try:
            weights = _with_part(weights, part)
        except (ConfigError, ValueError):
            ignored.append(part)
    return ReadWeights(weights, _sentence(ignored))


def _with_part(weights: Weights, part: str) -> Weights:
    code, *values = part.split("-")
    if code == EDGES_CODE:
        first, second, third = (int(value) for value in values)
        return replace(weights, edges=(first, second, third))
    (multiplier,) = (float(value) for value in values)
    return replace(weights, factors={**weights.factors, code: multiplier})


def _sentence(ignored: list[str]) -> str:
    if not ignored:
        return ""
    named = [part[:NAMED_LETTERS] for part in ignored[:NAMED_PARTS]]
    more = len(ignored) - len(named)
    told = ", ".join(named) + (f" and {more} more" if more else "")
    return f"Ignored, because no factor or value is called that: {told}."


def _check_factor(code: str, multiplier: float) -> None:
    if code not in CODES:
        raise ConfigError(f"There is no factor {code!r}. Factors: {', '.join(CODES)}.")
    if not (LEAST <= multiplier <= MOST and float(multiplier / STEP).is_integer()):
        raise ConfigError(
            f"The multiplier of {code} must be {LEAST:g} to {MOST:g} in steps of {STEP:g}, "
            f"not {multiplier!r}."
        )


def _check_edges(edges: tuple[int, ...]) -> None:
    is_whole = all(float(edge).is_integer() for edge in edges)
    is_within = all(LOWEST_EDGE <= edge <= HIGHEST_EDGE for edge in edges)
    if not (is_whole and is_within and len(edges) == 3 and edges[0] > edges[1] > edges[2]):
        raise ConfigError(
            f"The edges of the bands must be three falling whole numbers from {HIGHEST_EDGE} to "
            f"{LOWEST_EDGE}, not {edges!r}."
        )


#: What is published: every factor once, bands from 80, 60 and 40.
PUBLISHED = Weights()
