"""The surveyor's plan of Port Amity: river, coast, avenues and plats, drawn by hand.

Everything here is invented. Coordinates are meters east and north of Custom House Square, which
stands in the open Atlantic, so that the city can be mistaken for no place on earth.
"""

from dataclasses import dataclass

#: Custom House Square in EPSG:32618 (UTM zone 18 north): about 36.60 north, 74.60 west.
ORIGIN = (535_800.0, 4_050_600.0)

CITY = "Port Amity"
STATE = "ZZ"
#: Not codes of any state or county.
STATE_FIPS = "99"
COUNTY_FIPS = "001"

#: Center of the Amity River from far upstream to the bay: x, y and width.
RIVER = (
    (-6840.0, 2510.0, 125.0),
    (-4940.0, 1445.0, 120.0),
    (-3270.0, 1140.0, 115.0),
    (-2205.0, 830.0, 105.0),
    (-1595.0, 685.0, 100.0),
    (-1140.0, 770.0, 100.0),
    (-775.0, 685.0, 100.0),
    (-580.0, 365.0, 125.0),
    (-640.0, 25.0, 165.0),
    (-760.0, -295.0, 120.0),
    (-670.0, -630.0, 130.0),
    (-325.0, -860.0, 165.0),
    (100.0, -980.0, 245.0),
    (580.0, -1140.0, 460.0),
    (1140.0, -1445.0, 900.0),
)

#: The shore of the bay, from far in the northeast to the river's mouth, then on to the far south.
SHORE_NORTH = (
    (10640.0, 7220.0),
    (6080.0, 3950.0),
    (3495.0, 1750.0),
    (2355.0, 820.0),
    (2050.0, 425.0),
    (1930.0, 90.0),
    (1975.0, -200.0),
    (1815.0, -380.0),
    (1560.0, -320.0),
    (1290.0, -425.0),
    (950.0, -610.0),
    (530.0, -705.0),
    (190.0, -830.0),
)
SHORE_SOUTH = (
    (150.0, -1095.0),
    (395.0, -1290.0),
    (530.0, -1560.0),
    (425.0, -1900.0),
    (230.0, -2510.0),
    (455.0, -4180.0),
    (-150.0, -7220.0),
)

#: Limits of the city, out to the fairway in the bay.
LIMITS = (
    (-1810.0, -1445.0),
    (-1900.0, -230.0),
    (-1840.0, 760.0),
    (-1635.0, 1360.0),
    (-685.0, 1490.0),
    (685.0, 1465.0),
    (1750.0, 1305.0),
    (2250.0, 730.0),
    (2395.0, 0.0),
    (2240.0, -685.0),
    (1445.0, -1255.0),
    (800.0, -1720.0),
    (-230.0, -1695.0),
)


@dataclass(frozen=True, slots=True)
class Avenue:
    """A wide street that divides plats and neighborhoods; `path` may run past what it meets."""

    name: str
    path: tuple[tuple[float, float], ...]
    width: float


AVENUES = (
    Avenue("Concord Avenue", ((-900.0, -353.5), (3400.0, 2254.0)), 30.0),
    Avenue("Ropewalk Street", ((1185.0, -1445.0), (850.0, -230.0), (627.0, 574.0)), 22.0),
    Avenue("Beacon Avenue", ((2205.0, -800.0), (1445.0, 190.0), (1187.0, 914.0)), 24.0),
    Avenue("Meridian Avenue", ((250.0, 342.0), (230.0, 1595.0), (330.0, 3600.0)), 28.0),
    Avenue("Mill Road", ((-610.0, 355.0), (-325.0, 685.0), (-425.0, 1595.0)), 20.0),
    Avenue("Highland Avenue", ((-341.0, 820.0), (230.0, 850.0), (1275.0, 965.0)), 22.0),
    Avenue("Ferry Road", ((-900.0, -353.5), (-1140.0, -325.0), (-3200.0, 395.0)), 24.0),
    Avenue("Causeway Road", ((-578.0, -573.0), (-1025.0, -895.0), (-3400.0, -1010.0)), 22.0),
)


@dataclass(frozen=True, slots=True)
class Layout:
    """One surveyor's grid: how far it is turned and how large its blocks are."""

    code: str
    #: Degrees the grid is turned counterclockwise.
    angle: float
    #: Length of a block along its streets, and depth across, in meters: least and most.
    block_length: tuple[int, int]
    block_depth: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Plat:
    """Land between avenues and river. `seed` is a point in it."""

    code: str
    neighborhood: str
    seed: tuple[float, float]
    layout: str


LAYOUTS = (
    Layout("harbor", 17.0, (104, 150), (66, 78)),
    Layout("lantern", 38.0, (120, 170), (74, 86)),
    Layout("north", 0.0, (124, 176), (70, 80)),
    Layout("orchard", 5.0, (150, 200), (82, 94)),
    Layout("mill", -9.0, (140, 220), (80, 100)),
    Layout("ferry", 24.0, (120, 180), (68, 78)),
    Layout("south", -14.0, (130, 190), (70, 82)),
)

PLATS = (
    Plat("OH", "Old Harbor", (75.0, -380.0), "harbor"),
    Plat("RW", "Ropewalk", (950.0, 75.0), "harbor"),
    Plat("LP", "Lantern Point", (1785.0, 380.0), "lantern"),
    Plat("CH", "Concord Heights", (-75.0, 495.0), "north"),
    Plat("CE", "Concord Heights", (610.0, 745.0), "north"),
    Plat("QH", "Quarry Hill", (-75.0, 1140.0), "north"),
    Plat("OR", "Orchard Hill", (835.0, 1180.0), "orchard"),
    Plat("TB", "Tannery Bend", (-990.0, 1100.0), "mill"),
    Plat("FL", "Ferry Landing", (-1215.0, 230.0), "ferry"),
    Plat("FS", "Ferry Landing", (-1140.0, -570.0), "south"),
    Plat("SM", "Saltmarsh", (-685.0, -1255.0), "south"),
)
