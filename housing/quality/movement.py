"""Gates on what moved: properties that came and went, and scores that changed their band."""

from housing.quality.gate import NO_EARLIER, Gate, Pair, share
from housing.terms import Change

#: From April 2016 to April 2017 the DC catalog lost none of 362 properties.
LARGEST_LOST_RATIO = 0.05

#: A judgement: more new homes than a city builds; a list that was added says so in its reason.
LARGEST_GAINED_RATIO = 0.25

#: Measured on DC: 0 percent in a month, 1 in a quarter, 4 in half a year, 10 in a year with a new
#: catalog, 28 in ten years.
LARGEST_BAND_MOVES_RATIO = 0.15

#: In a place this small a few properties are a large share.
FEW_PROPERTIES = 5


def properties_lost(pair: Pair) -> Gate:
    """Whether too many properties are on no list any more."""
    count = pair.counts(Change.PROPERTY_UNLISTED)
    total = 0 if pair.properties_before is None else len(pair.properties_before)
    return Gate(
        "Properties on no list any more",
        f"{count:,} of {total:,} ({share(count, total):.1%})" if pair.published else NO_EARLIER,
        f"at most {LARGEST_LOST_RATIO:.0%}: the DC catalog lost none in a year, and a list that "
        "comes short hides homes",
        count <= max(FEW_PROPERTIES, total * LARGEST_LOST_RATIO),
        "See on the Data page, under What changed, which list they were on.",
    )


def properties_gained(pair: Pair) -> Gate:
    """Whether more properties are new than a city builds."""
    count = pair.counts(Change.PROPERTY_NEW)
    total = 0 if pair.properties_before is None else len(pair.properties_before)
    return Gate(
        "New properties",
        f"{count:,} beside {total:,} ({share(count, total):.1%})" if pair.published else NO_EARLIER,
        f"at most {LARGEST_GAINED_RATIO:.0%}: where a list was added that is right; else the same "
        "buildings may be listed under new ids",
        pair.published is None or count <= max(FEW_PROPERTIES, total * LARGEST_GAINED_RATIO),
        "See whether a list was added. If not, the publisher may have changed its ids: compare "
        "names and addresses.",
    )


def bands(pair: Pair) -> Gate:
    """Whether too many scores moved to another band."""
    count = pair.counts(Change.BAND_UP) + pair.counts(Change.BAND_DOWN)
    before = pair.properties_before
    total = 0 if before is None else int(before["score"].notna().sum())
    method = pair.comparison.notes if pair.comparison else ()
    why = next((note for note in method if "scoring version" in note), "")
    return Gate(
        "Scores that moved a band",
        f"{count:,} of {total:,} ({share(count, total):.1%})" if pair.published else NO_EARLIER,
        f"at most {LARGEST_BAND_MOVES_RATIO:.0%}: in DC it was 0% in a month, 4% in half a year "
        "and 10% in a year with a new catalog",
        count <= max(FEW_PROPERTIES, total * LARGEST_BAND_MOVES_RATIO),
        (why + " " if why else "")
        + "See under What changed which contribution moved them: one column that became unreadable "
        "moves all of them alike.",
    )
