"""Review: what rules of linking left to people, and how people answer. Start with `pairs_left`.

pairs_left   a snapshot's tables -> a row per pair nobody has decided, with both sides' facts
with_state   what has been said of each pair since
sheet        the same queue to and from a spreadsheet
"""

from housing.review.pairs import TABLES, Pairs, pairs_left, pairs_of
from housing.review.sheet import answers, sheet
from housing.review.state import DECIDED, MOOT, UNSURE, WAITING, with_state

__all__ = [
    "DECIDED",
    "MOOT",
    "UNSURE",
    "WAITING",
    "TABLES",
    "Pairs",
    "answers",
    "pairs_left",
    "pairs_of",
    "sheet",
    "with_state",
]
