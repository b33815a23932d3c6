"""The backtests: contracts at their decision, contracts looked back at, a catalog a year on."""

from collections.abc import Mapping, Sequence

import numpy as np

from housing.evidence import baselines, catalog, panel
from housing.evidence.card import log_odds_of
from housing.evidence.decisions import RENEWABLE, Decisions
from housing.evidence.points import bands_of, exit_points, factor, facts_of, scores_of
from housing.evidence.results import Group, Study
from housing.evidence.study import (
    Cases,
    bands,
    calibration,
    calibration_slope,
    compared,
    groups,
    rate,
)
from housing.evidence.words import (
    CATALOG,
    DECISIONS,
    FLAGGED,
    FLAGGED_OR_EXPIRING,
    LOOK_BACK,
    WITH_CONTRACT,
)
from housing.factors.base import OWNER_TYPES, Flags, Floats
from housing.factors.owner import NAMES
from housing.scoring import band_of

PER_DECISION = (
    "The share lost is per decision, not per year: a contract decides several times.",
    "Lost means that HUD's list changed the contract from active to terminated, expired, canceled "
    "or suspended. That includes contracts replaced by one with another number, and some that are "
    "active again in a later list.",
    "Rents are of the list in which the decision shows, so some were set by the renewal itself.",
    "The lists are of 2003 to 2016. Owners, rents and rules have changed since.",
)

_NO_DATES = "not in this file: it has no end dates"
_ONE_END = "as the last end: one contract has one end"
_NO_OWNER = "not in this file"


def of_decisions(decided: Decisions, repetitions: int) -> Study:
    """Measure on the decisions that have an owner, but no contract number."""
    owner = factor("E5").answer(facts_of(decided.facts)).points
    owners = [NAMES.get(OWNER_TYPES[at], "unknown") for at in decided.facts["owner"]]
    return _of_decisions(
        DECISIONS,
        "Section 8 and 202/8 contracts at their decision, 2003 to 2016",
        decided,
        {baselines.OWNER: owner},
        {"owner type": owners},
        repetitions,
    )


def of_decisions_with_contract(decided: Decisions, repetitions: int) -> Study:
    """Measure on the decisions that have a contract number, but no owner."""
    return _of_decisions(
        WITH_CONTRACT,
        "The same lists, fewer contracts, with contract numbers",
        decided,
        {baselines.OWNER: _NO_OWNER},
        {},
        repetitions,
    )


def _of_decisions(
    study_id: str,
    title: str,
    decided: Decisions,
    by_owner: Mapping[str, Floats | str],
    grouped: Mapping[str, Sequence[str]],
    repetitions: int,
) -> Study:
    points = exit_points(facts_of(decided.facts))
    cases = Cases(decided.lost, decided.homes, decided.contract, repetitions=repetitions)
    programs = [RENEWABLE[name] for name in decided.table["program_type_group_name"]]
    ways: dict[str, Floats | str] = {
        baselines.PROGRAM: baselines.program_rate(programs, decided.lost, decided.contract),
        baselines.RENT: baselines.lowest(decided.facts["rent_to_fmr_pct"].to_numpy()),
        **by_owner,
        baselines.FIRST_END: _NO_DATES,
        baselines.LAST_END: _NO_DATES,
        baselines.CHPC: _NO_DATES,
    }
    names = [band.value for band in bands_of(points)]
    told: list[Group] = []
    for by, named in {"program": programs, **grouped}.items():
        told += groups(by, named, points, names, cases)
    return Study(
        id=study_id,
        title=title,
        who="contracts",
        asked="left",
        contracts=cases.contracts,
        overall=rate("all", decided.lost),
        rankings=compared(points, cases, ways),
        bands=bands(names, decided.lost),
        calibration_slope=calibration_slope(log_odds_of(points), cases),
        calibration=calibration(points, decided.lost),
        groups=tuple(told),
        limits=PER_DECISION,
    )


def looked_back(found: panel.LookedBack, repetitions: int) -> Study:
    """Measure on contracts as they stood on days in the past."""
    points = exit_points(facts_of(found.facts))
    homes = np.full(len(found.lost), np.nan)
    cases = Cases(found.lost, homes, found.contract, has_homes=False, repetitions=repetitions)
    years = found.facts["years"].to_numpy()
    days = ", ".join(f"{day:%B %Y}" for day in found.days.unique())
    names = [band.value for band in bands_of(points)]
    ways: dict[str, Floats | str] = {
        baselines.FIRST_END: _ONE_END,
        baselines.LAST_END: baselines.soonest(years),
        baselines.CHPC: baselines.chpc_style(years),
    }
    return Study(
        id=LOOK_BACK,
        title=f"200 contracts drawn at random, looked back at from {days}",
        who="contracts",
        asked="were gone three years later",
        contracts=cases.contracts,
        overall=rate("all", found.lost),
        rankings=compared(scores_of(points).astype(float), cases, ways),
        bands=bands(names, found.lost),
        limits=(
            "Features come from the list of that day and earlier ones; gone means active in "
            "neither of the first two lists three years later or more.",
            "A contract may be gone because another number replaced it: the file does not say "
            "which property it belongs to.",
            "No rent, owner or number of homes is in it, so only time, kind and previous term "
            "could speak.",
        ),
    )


def of_catalog(listed: catalog.Catalog, repetitions: int) -> list[Study]:
    """Measure on Washington's catalog: against the next list, and against its own categories."""
    everyone = np.ones(len(listed.properties), bool)
    ended = listed.covenants["has_ended"]
    missing = int(listed.covenants["is_missing"].sum())
    loans = int((ended & ~listed.covenants["is_covenant"]).sum())
    same_day = (
        "The categories are of the same day: this is agreement, not a forecast. Category 2 partly "
        "reflects end dates, which rankings by end date share.",
        "Categories are people's judgement. An editor's flag lifts the score that is shown, so the "
        "score is taken here before such signals.",
    )
    return [
        _of_catalog(
            CATALOG,
            "Washington DC, catalog of April 2016 scored as of that day, against April 2017",
            "lost a covenant within a year",
            listed,
            listed.lost,
            everyone,
            repetitions,
            (
                f"{ended.sum()} rows active in 2016 are listed as ended in 2017; {loans} of them "
                "are insured mortgages and bonds, which restrict no rent.",
                f"{missing} more rows are missing in 2017, which is no evidence that they ended.",
                "One later list cannot confirm itself.",
            ),
        ),
        _of_catalog(
            FLAGGED,
            "Washington DC 2016: properties the editors flagged (category 1) among the others (5)",
            "were flagged",
            listed,
            listed.in_category(1),
            listed.in_category(1, 5),
            repetitions,
            same_day,
        ),
        _of_catalog(
            FLAGGED_OR_EXPIRING,
            "Washington DC 2016: flagged, expiring or failing (1 to 3) among the others (5)",
            "were flagged, expiring or failing",
            listed,
            listed.in_category(1, 2, 3),
            listed.in_category(1, 2, 3, 5),
            repetitions,
            same_day,
        ),
    ]


def _of_catalog(
    study_id: str,
    title: str,
    asked: str,
    listed: catalog.Catalog,
    lost: Flags,
    among: Flags,
    repetitions: int,
    limits: tuple[str, ...],
) -> Study:
    rows = listed.properties[among]
    first, last = (catalog.years_until(rows[name]) for name in ("first_end_date", "last_end_date"))
    cases = Cases(
        lost[among],
        rows["units_restricted"].to_numpy(np.float64, na_value=np.nan),
        np.arange(len(rows)),
        has_homes=False,
        repetitions=repetitions,
    )
    ways: dict[str, Floats | str] = {
        baselines.FIRST_END: baselines.soonest(first),
        baselines.LAST_END: baselines.soonest(last),
        baselines.CHPC: baselines.chpc_classes(rows["chpc_style"]),
    }
    return Study(
        id=study_id,
        title=title,
        who="properties",
        asked=asked,
        contracts=len(rows),
        overall=rate("all", cases.lost),
        rankings=compared(listed.scores[among], cases, ways),
        bands=bands([band_of(score).value for score in listed.scores[among]], cases.lost),
        limits=limits,
    )
