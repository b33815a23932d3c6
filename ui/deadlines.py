"""A property's deadlines as a reader meets them: how long is left, what must happen, which law."""

from typing import Any

import pandas as pd

from housing.terms import NoticePhase
from ui import explain, plain
from ui.dossier import Dossier
from ui.text import en

#: Longer than any sentence about a deadline.
LONGEST = 1000

#: Most pressing first, as `NoticePhase` lists them.
PHASES = tuple(phase.value for phase in NoticePhase)

_AHEAD = (NoticePhase.DUE, NoticePhase.OPEN, NoticePhase.UPCOMING)

#: A thick edge marks what presses; the words beside it say the same.
_PRESSING = (NoticePhase.DUE, NoticePhase.EXPECTED_MISSING)

#: What makes two deadlines read alike.
_SAID = ["rule_id", "phase", "deadline_date", "opens_date", "sentence"]

_FAINT = "color-mix(in srgb,currentColor 22%,transparent)"
_BLOCK = (
    "display:grid;grid-template-columns:minmax(104px,132px) 1fr;gap:4px 16px;"
    "padding:10px 0 10px 12px;font-size:.9rem;line-height:1.5;"
)


def listed(file: Dossier) -> list[dict[Any, Any]]:
    """Return the property's deadlines, the most pressing first, then the soonest.

    What several covenants share in every word is told once; `alike` counts it.
    """
    rank = {phase: place for place, phase in enumerate(PHASES)}
    notices = file.notices.assign(
        rank=file.notices["phase"].map(rank),
        day=file.notices["deadline_date"].fillna(file.notices["opens_date"]),
    )
    ordered = notices.sort_values(["rank", "day", "rule_id"], na_position="last", kind="stable")
    alike = ordered.groupby(_SAID, sort=False, dropna=False)["rule_id"].transform("size")
    once = ordered.assign(alike=alike).drop_duplicates(_SAID)
    return list(once.to_dict("records"))


def countdown(one: dict[Any, Any]) -> str:
    """Say how long is left, or how long ago it was."""
    days = one["days_left"]
    if not explain.is_known(days):
        return "no date"
    if not explain.is_known(one["deadline_date"]):
        return f"opens in {explain.plural(days, 'day')}" if days > 0 else "open"
    if days == 0:
        return "today"
    left = explain.plural(abs(days), "day")
    return f"{left} left" if days > 0 else f"{left} ago"


def tiles(notices: list[dict[Any, Any]], most: int = 3) -> list[tuple[str, str, str]]:
    """Return the soonest deadlines ahead: what, how long, and the day."""
    ahead = [one for one in notices if one["phase"] in _AHEAD and one["days_left"] >= 0]
    ahead.sort(key=lambda one: (one["days_left"], one["rule_id"]))
    return [(str(one["title"]), countdown(one), _day(one) or "") for one in ahead[:most]]


def blocks(notices: list[dict[Any, Any]]) -> str:
    """Return every deadline as a block: countdown, title, sentence, law, and who checked it."""
    drawn = "".join(_block(one) for one in notices)
    return f'<div role="list" aria-label="Deadlines and notices">{drawn}</div>'


def checked(notices: pd.DataFrame) -> str:
    """Say when the rules were last read in their sources."""
    days = notices["verified_date"].dropna()
    last = (
        f" Rules shown as verified were last read on {explain.day(days.max())}."
        if len(days)
        else ""
    )
    return (
        f"This is not legal advice.{last} Read the law, or ask a lawyer, before acting on a date."
    )


def _block(one: dict[Any, Any]) -> str:
    edge = "6px solid currentColor" if one["phase"] in _PRESSING else f"6px solid {_FAINT}"
    day = _day(one)
    under = f'<div style="opacity:.8">{plain.html(day)}</div>' if day else ""
    return (
        f'<div role="listitem" style="{_BLOCK}border-left:{edge};'
        f'border-bottom:1px solid {_FAINT}">'
        f'<div><div style="font-weight:600">{plain.html(countdown(one))}</div>{under}'
        f'<div style="opacity:.8">{plain.html(en.NOTICE_PHASES[one["phase"]])}</div></div>'
        f'<div><div style="font-weight:600">{plain.html(one["title"])}{_times(one)}</div>'
        f"<div>{plain.html(one['sentence'], LONGEST)}</div>"
        f'<div style="opacity:.8">{_law(one)} · {plain.html(_standing(one))}</div></div></div>'
    )


def _times(one: dict[Any, Any]) -> str:
    return f" ({one['alike']} covenants)" if one["alike"] > 1 else ""


def _day(one: dict[Any, Any]) -> str | None:
    for name in ("deadline_date", "opens_date"):
        if explain.is_known(one[name]):
            return explain.day(one[name])
    return None


def _law(one: dict[Any, Any]) -> str:
    """Name the law, as a link where its text is on the web."""
    citation = plain.html(one["citation"])
    if not explain.is_known(one["source_url"]):
        return citation
    return (
        f'<a href="{plain.html(one["source_url"], LONGEST)}" target="_blank" '
        f'rel="noopener noreferrer">{citation}</a>'
    )


def _standing(one: dict[Any, Any]) -> str:
    if one["is_verified"]:
        return f"verified, read {explain.day(one['verified_date'])}"
    return "fictional" if "fictional" in one["title"] else "unverified"
