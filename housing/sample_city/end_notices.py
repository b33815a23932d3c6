"""Notices that a covenant ends, which Port Amity's ordinance asks of owners: most give them."""

from datetime import date, timedelta

from housing.sample_city.hard_cases import HARD_CASES
from housing.sample_city.model import AS_OF, Development, Notice

#: What the city's list calls the notice.
KIND = "Notice of covenant end"

#: Owners write about fourteen months ahead, two months before the notice is due.
DAYS_AHEAD = 426

#: One owner of so many gives no notice: the list covers the time, and none is on file.
ONE_SILENT_OF = 4


def end_notices(one: Development) -> list[Notice]:
    """Notices of the covenants that end after the day of the sample, where the owner gave any."""
    number = int("".join(letter for letter in one.id if letter.isdigit()) or 0)
    if one.id in HARD_CASES.values() or number % ONE_SILENT_OF == 0:
        return []
    stated = [covenant.end for covenant in one.covenants] + [covenant.end for covenant in one.city]
    ends = {end for end in stated if isinstance(end, date)}
    written = sorted(end - timedelta(days=DAYS_AHEAD) for end in ends if end > AS_OF)
    return [Notice(day, KIND) for day in written if day <= AS_OF]
