"""Gates on places and dates: whether homes are where the city is, and ends are days that can be."""

from datetime import date

import pandas as pd

from housing.quality.gate import Gate, Pair, share
from housing.snapshots import read_table

#: Of 362 DC properties none lies in no ward; of 1,256 as of 2026, none.
LARGEST_OUTSIDE_RATIO = 0.05

#: Losing the coordinates of more properties than this is a column gone wrong.
LARGEST_UNLOCATED_RISE = 0.05

#: Of 1,131 real DC covenants one has an impossible date.
LARGEST_IMPOSSIBLE_RATIO = 0.02

#: Losing the ends of more covenants than this is a column gone wrong: from 2016 to 2017 the DC
#: catalog withdrew 2 of 489.
LARGEST_UNDATED_RISE = 0.05

#: No rent restriction is older than the first federal housing act (1934), and none that is dated
#: runs longer than 99 years, the longest lease and deed term in use.
FIRST_YEAR = 1934
LONGEST_YEARS = 99

#: So few never count.
FEW = 3


def geometry(pair: Pair) -> Gate:
    """Whether properties have a point, and whether it lies in the city."""
    located = pair.properties["latitude"].notna()
    outside = located & pair.properties["ward"].isna() & _has_wards(pair)
    ratio = share(int(outside.sum()), int(located.sum()))
    rise = 0.0
    if pair.properties_before is not None:
        rise = float(pair.properties_before["latitude"].notna().mean() - located.mean())
    is_outside = ratio > LARGEST_OUTSIDE_RATIO and int(outside.sum()) > FEW
    return Gate(
        "Places",
        f"{int(outside.sum()):,} of {int(located.sum()):,} points in no ward; "
        f"{int((~located).sum()):,} properties without a point",
        f"at most {LARGEST_OUTSIDE_RATIO:.0%} of the points outside, and at most "
        f"{LARGEST_UNLOCATED_RISE:.0%} of properties may lose theirs: exchanged or projected "
        "coordinates put a whole city elsewhere",
        not is_outside and rise <= LARGEST_UNLOCATED_RISE,
        "Look at the map: are points at sea or in one heap? The publisher may have changed the "
        "coordinate system or exchanged latitude and longitude.",
    )


def dates(pair: Pair) -> Gate:
    """Whether covenants' days can be, and whether they still have ends."""
    now = pd.DataFrame(read_table(pair.draft, "covenants"))
    impossible = _impossible(now, date.fromisoformat(str(pair.draft.manifest["as_of"])[:10]))
    ratio = share(impossible, len(now))
    undated = now["end_date"].isna().mean() if len(now) else 0.0
    rise = 0.0
    if pair.published is not None:
        was = pd.DataFrame(read_table(pair.published, "covenants"))
        rise = _rise_undated(was, now)
    return Gate(
        "Dates",
        f"{impossible:,} of {len(now):,} covenants with an impossible date; {undated:.1%} without "
        f"an end, {rise:+.1%} among those listed before",
        f"at most {LARGEST_IMPOSSIBLE_RATIO:.0%} may be impossible (one of DC's 1,131 is), and at "
        f"most {LARGEST_UNDATED_RISE:.0%} may lose their end (the DC catalog withdrew 2 in a year)",
        (ratio <= LARGEST_IMPOSSIBLE_RATIO or impossible <= FEW) and rise <= LARGEST_UNDATED_RISE,
        "Open the list of covenants: the order of day and month, or the name of the end column, "
        "may have changed.",
    )


def _impossible(covenants: pd.DataFrame, as_of: date) -> int:
    """Covenants that end before they start, before 1934, or more than 99 years ahead."""
    start, end = covenants["start_date"], covenants["end_date"]
    known = end.notna()
    year = end.dt.year
    wrong = (
        (year < FIRST_YEAR) | (year > as_of.year + LONGEST_YEARS) | (start.notna() & (start > end))
    )
    return int((known & wrong).sum())


def _rise_undated(was: pd.DataFrame, now: pd.DataFrame) -> float:
    """Share of the covenants in both that lost their end, less those that gained one."""
    both = was[["covenant_id", "end_date"]].merge(
        now[["covenant_id", "end_date"]], on="covenant_id", suffixes=("_was", "_now")
    )
    if both.empty:
        return 0.0
    return float(both["end_date_now"].isna().mean() - both["end_date_was"].isna().mean())


def _has_wards(pair: Pair) -> bool:
    """Whether the place has wards at all: without them nothing can lie outside."""
    return bool(pair.properties["ward"].notna().any())
