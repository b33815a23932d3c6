"""What a published snapshot remembers of ids, for the build that comes after it."""

import pandas as pd

from housing.linkage.kept_ids import Memory, no_memory
from housing.snapshots import Snapshot, has_table, read_table
from housing.tables import PublishedIds, validate


def remembered(previous: Snapshot | None) -> Memory:
    """Read under which ids records were published; nothing where nothing was.

    A snapshot from before ids were remembered is understood by its links.
    """
    if previous is None:
        return no_memory()
    if has_table(previous, "published_ids"):
        return Memory(read_table(previous, "published_ids"), read_table(previous, "forwarding"))
    links = read_table(previous, "record_links").dropna(subset=["property_id"])
    since = pd.Timestamp(previous.manifest["as_of"])
    known = links[["record_id", "property_id"]].assign(since_date=since)
    return Memory(validate(known, PublishedIds), no_memory().forwarding)
