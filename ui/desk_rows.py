"""The Refresh part in words and rows: lists and how late, what ails a file, gates, steps."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from housing.quality import Gate
from housing.snapshots import Snapshot
from housing.work import State, Work
from ui import explain
from ui.rows import Rows
from ui.text import en
from ui.text import refreshing as words

#: Steps that are shown while work is under way.
STEPS = 8

Listed = Mapping[str, Any]


def lists(told: Sequence[Listed], today: date) -> Rows:
    """Every list of a place, the late ones first: what is here, and whether a newer one is due."""
    ordered = sorted(told, key=lambda one: not is_late(one, today))
    return [
        {
            "List": one["title"],
            "Publisher": one["publisher"],
            "Describes": explain.day(one["vintage"]) if one["vintage"] else _undated(one),
            "Received": _received(one),
            "Renewed": one["cadence"],
            "Today": lateness(one, today),
            "How it comes": words.BY_ITSELF if one["is_fetched"] else words.BY_HAND,
        }
        for one in ordered
    ]


def lateness(one: Listed, today: date) -> str:
    """Say whether a list is late; one of which nobody knows the day counts from its receipt."""
    if not one["files"]:
        return words.NEVER
    day = date.fromisoformat(one["vintage"] or one["files"][0]["retrieved"][:10])
    days = (today - day).days
    if days <= one["late_after_days"]:
        return f"{explain.age(days)} old, {words.NOT_LATE}"
    return f"{explain.age(days)} old, {words.LATE_FETCHED if one['is_fetched'] else words.LATE}"


def is_late(one: Listed, today: date) -> bool:
    """Whether a list is here and late."""
    said = lateness(one, today)
    return said.endswith((words.LATE, words.LATE_FETCHED))


def tiles(told: Sequence[Listed], today: date) -> list[tuple[str, str, str]]:
    """Count the lists that are here, late, and missing."""
    here = [one for one in told if one["files"]]
    late = [one for one in here if is_late(one, today)]
    return [
        ("Lists", explain.number(len(here)), f"of {len(told)} {words.HERE_COUNT}"),
        ("Late", explain.number(len(late)), words.LATE_COUNT),
        ("Missing", explain.number(len(told) - len(here)), words.MISSING_COUNT),
    ]


def files(told: Sequence[Listed]) -> dict[tuple[str, str], str]:
    """Name the files that can be taken back, by list and folder, the last received first."""
    found = [
        (file["retrieved"], one["id"], file["folder"], _file_words(one, file))
        for one in told
        for file in one["files"]
    ]
    return {(source, folder): said for _, source, folder, said in sorted(found, reverse=True)}


def findings(found: Mapping[str, Any]) -> list[str]:
    """Say what ails a file: how many rows, where, what is wrong and what becomes of them."""
    told = []
    for one in found["findings"]:
        count = explain.plural(one["rows"], "row")
        reason = en.REASONS.get(one["reason"], one["reason"]).casefold()
        line = words.CHECK_LINE.format(line=one["line"]) if one["line"] else ""
        many = "e.g. " if one["rows"] > 1 and line else ""
        told.append(
            f"{words.CHECK_ROWS.format(count=count, reason=reason)}: {many}{line}{one['said']}"
        )
    if found["more_findings"]:
        told.append(words.CHECK_MORE.format(count=found["more_findings"]))
    return told


def what_it_is(found: Mapping[str, Any]) -> tuple[str, str]:
    """Say what a file counts and what it would become."""
    parts = []
    if found["row_count"] is not None:
        shape = "shape" if found["has_outlines"] else "row"
        parts.append(
            words.COUNTED.format(
                rows=explain.plural(found["row_count"], shape),
                columns=explain.plural(len(found["columns"]), "column"),
            )
        )
    made = [
        explain.plural(count, name.replace("_", " ").removesuffix("s"))
        for name, count in found["makes"].items()
    ]
    return " ".join(parts), words.MAKES.format(made=", ".join(made)) if made else ""


def gates(measured: Sequence[Gate]) -> Rows:
    """Every gate, those that are closed first."""
    return [
        {
            "Gate": gate.name,
            "Verdict": "passed" if gate.is_passed else "NOT PASSED",
            "Measured": gate.measured,
            "Limit": gate.limit,
            "What to look at": "" if gate.is_passed else gate.look_at,
        }
        for gate in sorted(measured, key=lambda gate: gate.is_passed)
    ]


def new_files(draft: Snapshot, before: Snapshot | None) -> list[str]:
    """Name the files a draft was built from and the published snapshot was not."""
    known = {one["sha256"] for one in before.manifest.get("inputs", [])} if before else set()
    return [
        f"{one['title']} ({one['file']})"
        for one in draft.manifest.get("inputs", [])
        if one["sha256"] not in known
    ]


def steps(work: Work, now: datetime) -> Rows:
    """The last steps of work under way, each with how long it took."""
    began = [datetime.fromisoformat(step.at) for step in work.steps]
    until = [*began[1:], datetime.fromisoformat(work.ended) if work.ended else now]
    told = [
        {"Step": step.words, "Seconds": f"{max((end - at).total_seconds(), 0):.1f}"}
        for step, at, end in zip(work.steps, began, until, strict=True)
    ]
    return told[-STEPS:][::-1]


def begun(work: Work, now: datetime) -> str:
    """Say who began work, when, and how long ago."""
    seconds = int((now - datetime.fromisoformat(work.began)).total_seconds())
    age = explain.plural(seconds // 60, "minute") if seconds >= 60 else f"{max(seconds, 0)} seconds"
    return words.BEGUN.format(who=work.who, when=moment(work.began), age=age)


def ending(work: Work) -> str:
    """Say how the last work ended."""
    facts = {"task": words.ENDED.get(work.task, work.task), "who": work.who}
    when = moment(work.ended or work.began)
    if work.state is State.DIED:
        last = f" {words.DIED_SAYING.format(words=work.steps[-1].words)}." if work.steps else ""
        return words.DIED.format(**facts, when=moment(work.began)) + last
    if work.state in (State.FAILED, State.REFUSED):
        return f"{words.FAILED.format(**facts, when=when, words=work.words)} {words.UNCHANGED}"
    is_same = work.task == "draft" and not work.result.get("is_new", True)
    named = "draft_same" if is_same else f"{work.task}_{work.result.get('outcome', '')}"
    said = words.DONE.get(named, words.DONE.get(work.task, ""))
    return said.format(who=work.who, when=when)


def moment(text: str) -> str:
    """Say a moment to the minute."""
    return f"{explain.day(text[:10])}, {text[11:16]} UTC"


def _undated(one: Listed) -> str:
    return words.NO_DAY if one["files"] else ""


def _received(one: Listed) -> str:
    if not one["files"]:
        return words.NEVER
    file = one["files"][0]
    return f"{explain.day(file['retrieved'][:10])}, {file['who']}"


def _file_words(one: Listed, file: Mapping[str, Any]) -> str:
    day = f", as of {explain.day(file['vintage'])}" if file["vintage"] else ""
    return f"{file['name']} ({one['title']}{day}; {file['who']}, {moment(file['retrieved'])})"
