"""What a run found, in words a person can repeat, before any figure."""

from collections.abc import Iterator

from housing.evidence.results import POINTS, Canary, Ranking, Results, Study

#: Ids of the studies.
DECISIONS, WITH_CONTRACT, LOOK_BACK, CATALOG, FLAGGED, FLAGGED_OR_EXPIRING = (
    "decisions",
    "decisions_with_contract",
    "look_back",
    "catalog",
    "flagged",
    "flagged_or_expiring",
)


def verdict(results: Results) -> str:
    """Say whether the flags may be called validated, and why not."""
    failed = [criterion for criterion in results.criteria if not criterion.is_met]
    if not failed:
        return "Validated on the contracts below: every condition set beforehand is met."
    met = len(results.criteria) - len(failed)
    return (
        f"Not validated: {met} of {len(results.criteria)} conditions set beforehand are met. "
        "Use the score to decide whom to call first, never as a forecast."
    )


def in_words(study: Study) -> str:
    """Say what the top tenth held, out of a hundred contracts."""
    ours = study.ranking(POINTS)
    overall = f"{100 * study.overall.value:.0f} of 100"
    if ours is None or ours.auc is None:
        why = ours.note if ours else "not ranked"
        return f"{study.overall.lost:,} of {study.overall.n:,} {study.asked}: {why}."
    top = next(one for one in ours.at if one.share == 0.1)
    return (
        f"Of 100 {study.who} in the top tenth by score, about {100 * top.precision:.0f} "
        f"{study.asked}; {overall} overall. Calling that tenth would have reached "
        f"{100 * top.captured:.0f} of every 100 that {study.asked}."
    )


def beaten(study: Study) -> list[str]:
    """Say which simpler ways of ranking did better than the score."""
    ours = study.ranking(POINTS)
    if ours is None or ours.auc is None:
        return []
    told = []
    for other in study.rankings:
        if other.auc is not None and other.auc.value > ours.auc.value:
            lifts = [one.lift_at(0.1) for one in (other, ours)]
            tops = " against ".join(f"{lift.value:.2f}" for lift in lifts if lift)
            told.append(
                f"{study.title}: ranking by “{other.name}” did better than the score, AUC "
                f"{other.auc.value:.3f} against {ours.auc.value:.3f}, top tenth {tops} times the "
                "average."
            )
    return told


def fitted_in_words(results: Results) -> str:
    """Say what fitting gained, on contracts the card was not fitted to."""
    fit = results.fit
    first, second = fit.auc_other_half
    return (
        f"On contracts it was not fitted to, the fitted card's AUC is {fit.auc_fitted.value:.2f} "
        f"instead of {fit.auc_points:.2f} (gain {fit.auc_gain.value:.3f}, "
        f"{fit.auc_gain.low:.3f} to {fit.auc_gain.high:.3f}). The top tenth holds "
        f"{fit.lift_fitted.value:.2f} times the average instead of {fit.lift_points:.2f}. Fitted "
        f"to one half of the file and tried on the other: {first:.2f} and {second:.2f}."
    )


def figures(ranking: Ranking) -> str:
    """Put a ranking's figures in one line."""
    if ranking.auc is None or ranking.average_precision is None:
        return ranking.note or "not measured"
    lift = ranking.lift_at(0.1)
    return (
        f"AUC {ranking.auc.value:.3f} ({ranking.auc.low:.3f} to {ranking.auc.high:.3f}), "
        f"average precision {ranking.average_precision.value:.3f}, top tenth "
        f"{lift.value if lift else float('nan'):.2f} times the average"
    )


def canary_in_words(canary: Canary) -> str:
    """Say what one leaked field would do."""
    others = ", ".join(canary.leaks_among_allowed) or "none"
    return (
        f"With {canary.field}, which HUD overwrites on renewal, a model's AUC would jump from "
        f"{canary.auc_without:.2f} to {canary.auc_with:.2f}; it may never be a feature. Fields in "
        f"use that alone do as much: {others}."
    )


def lines(results: Results) -> Iterator[str]:
    """Say everything a run found, plain words first."""
    first = results.study(DECISIONS)
    yield in_words(first)
    yield verdict(results)
    for criterion in results.criteria:
        met = "met    " if criterion.is_met else "not met"
        yield f"  {met} {criterion.asked}: {criterion.found}"
    for study in results.studies:
        yield ""
        yield from _study_lines(study)
    yield ""
    for study in results.studies:
        yield from beaten(study)
    yield fitted_in_words(results)
    yield canary_in_words(results.canary)
    same = sum(check.is_same for check in results.checks)
    yield f"{same} of {len(results.checks)} figures published before are found again."
    for check in results.checks:
        if not check.is_same:
            found = f"{check.published:g} published, {check.found:.2f} found"
            yield f"  {check.said}: {found}; {check.why}"
    yield f"Points: version {results.scoring_version}, sha256 {results.points_sha256}"


def _study_lines(study: Study) -> Iterator[str]:
    whole = study.overall
    of = f"{whole.n:,} cases of {study.contracts:,} {study.who}"
    yield f"{study.title}: {of}; {whole.lost:,} {study.asked}"
    yield f"  {in_words(study)}"
    for ranking in study.rankings:
        yield f"  {ranking.name}: {figures(ranking)}"
    for band in study.bands:
        yield (
            f"  {band.label}: {band.lost:,} of {band.n:,} ({100 * band.value:.1f}%, "
            f"{100 * band.low:.1f} to {100 * band.high:.1f})"
        )
    for group in study.groups:
        told = f"AUC {group.auc.value:.2f}" if group.auc else "too few to say"
        yield f"  {group.by} {group.rate.label}: {group.rate.lost:,} of {group.rate.n:,}, {told}"
    for limit in study.limits:
        yield f"  {limit}"
