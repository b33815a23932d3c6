"""Gates on the lists a draft was made from: their columns, how long they are, what was rejected."""

from collections.abc import Mapping
from typing import Any

from housing.quality.gate import NO_EARLIER, Gate, Pair, share
from housing.snapshots import Snapshot

#: A list that lost more than this share of its rows is taken for a broken file. A judgement: HUD's
#: monthly lists move by less than 3 percent, the DC catalog from 2016 to 2017 by 1.4.
LARGEST_LOSS_RATIO = 0.2

#: A list that more than doubled holds every row twice, or is another list. Of five real vintages
#: of DC's Affordable Housing one did (190 to 558 rows in five years): look once, then accept.
LARGEST_GROWTH_RATIO = 1.0

#: In a list this short a few rows are a large share.
FEW_ROWS = 10

#: Of the real lists none has more than 3 percent of its rows in quarantine.
LARGEST_QUARANTINED_RATIO = 0.05

#: Tables of which shrinking would hide homes.
WATCHED = ("properties", "covenants", "records", "parcels")


def columns(pair: Pair) -> Gate:
    """Whether a publisher dropped or renamed a column since the published snapshot."""
    before, now = _by_source(pair.published), _by_source(pair.draft)
    known = {
        source: (set(lines[0].get("columns", ())), set(now[source][0].get("columns", ())))
        for source, lines in before.items()
        if source in now
    }
    compared = {source: both for source, both in known.items() if all(both)}
    gone = {source: sorted(was - are) for source, (was, are) in compared.items() if was - are}
    new = sum(len(are - was) for was, are in compared.values())
    told = "; ".join(
        f"{_title(now[source])} no longer has {', '.join(names)}" for source, names in gone.items()
    )
    fine = f"no column gone in {len(compared)} lists, {new} new"
    return Gate(
        "Columns of every list",
        told or (fine if pair.published else NO_EARLIER),
        "no column of the last run may be missing: a renamed column reads as unknown everywhere, "
        "and nobody notices until a call list is wrong",
        not gone,
        "Open the new file beside the old one and see whether the column was renamed or dropped.",
    )


def rows(pair: Pair) -> Gate:
    """Whether a list or a table shrank or grew as real ones do not."""
    limit = (
        f"no list or table may lose more than {LARGEST_LOSS_RATIO:.0%} of its rows or more than "
        f"double: real lists move by 3% a month, and {FEW_ROWS} rows never count as much"
    )
    look = "Check that the file is complete, of the right city, and not another list."
    if not int(pair.draft.manifest["tables"]["properties"]["rows"]):
        measured = "the draft has no properties"
        return Gate("Rows of every list and table", measured, limit, False, look)
    if pair.published is None:
        return Gate("Rows of every list and table", NO_EARLIER, limit, True, look)
    moved = [
        f"{name} {'fell' if after < before else 'rose'} from {before:,} to {after:,} rows"
        for name, before, after in _row_counts(pair.published, pair.draft)
        if _is_suspicious(before, after)
    ]
    missing = [
        f"{_title(lines)} is missing: no file of it was imported"
        for source, lines in _by_source(pair.published).items()
        if source not in _by_source(pair.draft)
    ]
    told = "; ".join([*missing, *moved])
    return Gate("Rows of every list and table", told or "as last time", limit, not told, look)


def quarantined(pair: Pair) -> Gate:
    """Whether too many rows of a list could not be read."""
    found = []
    for lines in _by_source(pair.draft).values():
        rejected = sum(int(line.get("quarantined") or 0) for line in lines)
        made = sum(max(line["rows_out"].values(), default=0) for line in lines)
        ratio = share(rejected, rejected + made)
        if ratio > LARGEST_QUARANTINED_RATIO and rejected > FEW_ROWS:
            found.append(f"{_title(lines)} has {rejected:,} of {rejected + made:,} rows rejected")
    return Gate(
        "Rejected rows",
        "; ".join(found) or "no list above the limit",
        f"at most {LARGEST_QUARANTINED_RATIO:.0%} of a list may be in quarantine: none of the real "
        "lists has more than 3%",
        not found,
        "Read the rejected rows on the Data page: the publisher may have changed how it writes "
        "dates or ids.",
    )


def _is_suspicious(before: int, after: int) -> bool:
    if abs(after - before) <= FEW_ROWS and after:
        return False
    return after < before * (1 - LARGEST_LOSS_RATIO) or after > before * (1 + LARGEST_GROWTH_RATIO)


def _row_counts(published: Snapshot, draft: Snapshot) -> list[tuple[str, int, int]]:
    """Rows before and now of every watched table, then of every list that both have."""
    was, are = (_rows_of(one) for one in (published, draft))
    tables = [(f"table {name}", was[name], are[name]) for name in WATCHED if was.get(name)]
    before, now = _by_source(published), _by_source(draft)
    lists = [
        (_title(now[source]), _made(before[source]), _made(now[source]))
        for source in before
        if source in now and _made(before[source])
    ]
    return [*tables, *lists]


def _rows_of(snapshot: Snapshot) -> dict[str, int]:
    return {name: int(facts["rows"]) for name, facts in snapshot.manifest["tables"].items()}


def _made(lines: list[Mapping[str, Any]]) -> int:
    """Rows a source became: of its largest table, all its files together."""
    return sum(max(line["rows_out"].values(), default=0) for line in lines)


def _by_source(snapshot: Snapshot | None) -> dict[str, list[Mapping[str, Any]]]:
    """Lines of the manifest's inputs by source, newest file first."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for line in snapshot.manifest.get("inputs", ()) if snapshot else ():
        found.setdefault(line["source_id"], []).append(line)
    return found


def _title(lines: list[Mapping[str, Any]]) -> str:
    return str(lines[0]["title"])
