"""What changed between two snapshots: properties, covenants, owners and scores, in sentences.

`compare` makes table `Changes`. A row that a publisher no longer lists is said to be on no list
any more, never to be lost. A score that moved names the contribution that moved it most, and says
when the method of scoring changed too.
"""

from housing.changes.compare import Comparison, changes_csv, compare
from housing.changes.two import two_snapshots
from housing.changes.words import lines, summary

__all__ = ["Comparison", "changes_csv", "compare", "lines", "summary", "two_snapshots"]
