"""How well the flags would have worked: backtests on what became of real contracts.

Every test looks back to a day, uses only what was known then, and asks what was lost later.
`results` reads what the last run found and is all a page needs; `run` makes it again.
"""

from housing.evidence.results import Results, read_card, read_results

__all__ = ["Results", "read_card", "read_results"]
