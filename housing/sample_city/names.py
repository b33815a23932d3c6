"""Invented names: streets, places, developments and organizations of a city that is not there."""

from collections.abc import Iterator

import numpy as np

_TREES = ("Alder", "Ash", "Aspen", "Bayberry", "Beech", "Birch", "Catalpa", "Cedar", "Chestnut",
          "Cypress", "Dogwood", "Elder", "Elm", "Hawthorn", "Hazel", "Hickory", "Holly", "Juniper",
          "Larch", "Laurel", "Linden", "Locust", "Magnolia", "Maple", "Mulberry", "Myrtle", "Oak",
          "Pear", "Pine", "Plum", "Poplar", "Quince", "Rowan", "Sorrel", "Spruce", "Sumac",
          "Sycamore", "Tamarack", "Walnut", "Willow")  # fmt: skip
_SEA = ("Albatross", "Anchor", "Barnacle", "Barque", "Binnacle", "Bosun", "Bowline", "Brig",
        "Buoy", "Cable", "Capstan", "Clipper", "Cockle", "Compass", "Cooper", "Coral", "Cormorant",
        "Crosstree", "Cutter", "Dory", "Eider", "Fathom", "Foghorn", "Foresail", "Galley",
        "Gannet", "Halyard", "Harpoon", "Hawser", "Helm", "Heron", "Jib", "Kelp", "Ketch", "Lugger",
        "Mainsail", "Marlin", "Mizzen", "Mooring", "Osprey", "Oyster", "Pelican", "Pilot", "Plover",
        "Quahog", "Ratline", "Reef", "Rigging", "Rudder", "Sandpiper", "Schooner", "Scupper",
        "Sextant", "Shoal", "Sloop", "Spar", "Spindrift", "Starboard", "Stern", "Tern", "Tiller",
        "Topsail", "Trawler", "Windlass", "Yawl")  # fmt: skip
_TRADES = ("Baker", "Brickyard", "Candle", "Carter", "Chandler", "Copper", "Cordage", "Dyer",
           "Forge", "Foundry", "Fuller", "Glass", "Granary", "Hatter", "Kiln", "Lantern", "Loom",
           "Malt", "Mason", "Mill", "Orchard", "Potter", "Print", "Quarry", "Sailmaker", "Salt",
           "Shuttle", "Slate", "Smith", "Spindle", "Tallow", "Tanner", "Thimble", "Tinker",
           "Treadle", "Wagon", "Weaver", "Wheel", "Wool")  # fmt: skip
_STONES = ("Agate", "Amber", "Basalt", "Beryl", "Chalk", "Cobalt", "Flint", "Garnet", "Granite",
           "Jasper", "Marble", "Onyx", "Opal", "Pearl", "Pumice", "Quartz", "Sandstone", "Topaz",
           "Candor", "Charity", "Constancy", "Courage", "Fidelity", "Friendship", "Gratitude",
           "Harmony", "Hope", "Industry", "Justice", "Mercy", "Patience", "Prudence", "Temperance",
           "Unity", "Bluebell", "Clover", "Fern", "Foxglove", "Iris", "Ivy", "Lavender", "Lilac",
           "Lupine", "Marigold", "Primrose", "Rosemary", "Thistle", "Thyme", "Verbena",
           "Violet")  # fmt: skip
_SUFFIXES = ("Street", "Street", "Street", "Street", "Street", "Place", "Road", "Street", "Lane",
             "Street", "Terrace", "Street", "Court", "Street")  # fmt: skip


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `11th`."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10)
    return f"{number}{ending or 'th'}"


def street_names() -> Iterator[str]:
    """Names for streets, no two alike: numbers first, then sea, trees, trades and stones."""
    for number in range(1, 22):
        yield f"{ordinal(number)} Street"
    lists = (_SEA, _TREES, _TRADES, _STONES)
    longest = max(len(words) for words in lists)
    mixed = [words[place] for place in range(longest) for words in lists if place < len(words)]
    for place, word in enumerate(dict.fromkeys(mixed)):
        yield f"{word} {_SUFFIXES[place % len(_SUFFIXES)]}"


def development_names(rng: np.random.Generator) -> Iterator[str]:
    """Words for developments, no two alike, in an order that the seed decides."""
    words = list(dict.fromkeys([*_SEA, *_TREES, *_TRADES, *_STONES]))
    kinds = ("", "", "Old", "Upper", "Little", "New", "Long", "Far", "Green", "Blue")
    pairs = [f"{kind} {word}".strip() for kind in dict.fromkeys(kinds) for word in words]
    first, rest = pairs[: len(words)], pairs[len(words) :]
    for batch in (first, rest):
        for place in rng.permutation(len(batch)):
            yield batch[place]
