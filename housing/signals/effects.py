"""What each kind of signal does while it is in force, for how long, and on what grounds."""

from dataclasses import dataclass

from housing.factors.foreclosure import CURRENT_MONTHS
from housing.terms import SignalEffect, SignalKind

#: A signal counts for so long unless it says otherwise: judgement.
DEFAULT_MONTHS = 12

#: Preservation financing holds the homes for longer than a notice threatens them: judgement.
FINANCED_MONTHS = 24

#: A sale says something about the owner's plans for so long: judgement.
SALE_MONTHS = 24

#: Floors and caps of the displayed score, and points on the exit card: judgement.
LEAVING, ASKED, FAILING, FLAGGED, FINANCED = 85, 75, 70, 60, 35
SOLD, DISPUTED = 8, 6


@dataclass(frozen=True, slots=True)
class Effect:
    """One kind's effect. `months` is how long it lasts unless stated; null is for good.

    `asks_intent` marks notices on which an owner also says that nothing will change;
    `is_routine` those that the law makes every owner send, so that silence says nothing.
    """

    kind: SignalKind
    name: str
    effect: SignalEffect
    basis: str
    points: int | None = None
    months: int | None = DEFAULT_MONTHS
    asks_intent: bool = False
    is_routine: bool = False
    needs_evidence: bool = False


def _notice(kind: SignalKind, name: str, basis: str, points: int = LEAVING) -> Effect:
    return Effect(kind, name, SignalEffect.FLOOR, basis, points, asks_intent=True)


#: Every kind of signal, in the order a person would worry about them.
EFFECTS: dict[SignalKind, Effect] = {
    effect.kind: effect
    for effect in (
        _notice(
            SignalKind.OPT_OUT_NOTICE,
            "notice that the owner leaves Section 8",
            "one-year notice, 42 U.S.C. 1437f(c)(8); floor judgement",
        ),
        _notice(
            SignalKind.TERMINATION_NOTICE,
            "notice that a contract is terminated",
            "the payments stop; floor judgement",
        ),
        _notice(
            SignalKind.PREPAYMENT_NOTICE,
            "notice that a restricted mortgage is prepaid",
            "restrictions may end with the mortgage; floor judgement",
        ),
        Effect(
            SignalKind.OFFER_OF_SALE,
            "offer of sale to tenants or city",
            SignalEffect.FLOOR,
            "the rights to purchase run out in months (DC TOPA: 45 days to register, 120 to "
            "finance); floor judgement",
            LEAVING,
        ),
        _notice(
            SignalKind.STATE_12_MONTH_NOTICE,
            "notice to tenants a year or less before restrictions end",
            "e.g. California Government Code 65863.10; floor judgement",
        ),
        Effect(
            SignalKind.STATE_LONG_NOTICE,
            "notice to tenants two or three years before restrictions end",
            SignalEffect.FLOOR,
            "California 3 years, Massachusetts 24 months; sent as a routine, so the intent box "
            "decides; floor judgement",
            ASKED,
            asks_intent=True,
            is_routine=True,
        ),
        Effect(
            SignalKind.QUALIFIED_CONTRACT_REQUEST,
            "request for a qualified contract",
            SignalEffect.FLOOR,
            "the agency has one year to find a buyer, 26 U.S.C. 42(h)(6)(I); floor judgement",
            ASKED,
        ),
        Effect(
            SignalKind.FORECLOSURE,
            "foreclosure",
            SignalEffect.FLOOR,
            "covenants may not survive it; the distress card holds the same floor",
            FAILING,
            CURRENT_MONTHS,
        ),
        Effect(
            SignalKind.RECEIVERSHIP,
            "receivership",
            SignalEffect.FLOOR,
            "a court runs the property; floor judgement",
            FAILING,
        ),
        Effect(
            SignalKind.ABATEMENT,
            "abatement of rental assistance",
            SignalEffect.FLOOR,
            "HUD stops payments for failed inspections; floor judgement",
            FAILING,
        ),
        Effect(
            SignalKind.HUMAN_FLAG,
            "flag set by a person",
            SignalEffect.FLOOR,
            "people know more than lists: in Washington DC 12 of 18 flagged properties score Low "
            "on HUD's fields; floor judgement",
            FLAGGED,
        ),
        Effect(
            SignalKind.SALE,
            "sale to a buyer not on the list of stewards",
            SignalEffect.POINTS,
            "a new owner has new plans; judgement",
            SOLD,
            SALE_MONTHS,
        ),
        Effect(
            SignalKind.AGGREGATOR_TRANSFER,
            "limited partner's share bought by an aggregator",
            SignalEffect.POINTS,
            "WSHFC 2019: aggregators contest the nonprofit's right; judgement",
            DISPUTED,
        ),
        Effect(
            SignalKind.FIRST_REFUSAL_DISPUTE,
            "dispute over the nonprofit's right of first refusal",
            SignalEffect.POINTS,
            "26 U.S.C. 42(i)(7), disputed in court; judgement",
            DISPUTED,
        ),
        Effect(
            SignalKind.PRESERVATION_FINANCING,
            "preservation financing closed",
            SignalEffect.CAP,
            "lenders bind the homes anew; judgement",
            FINANCED,
            FINANCED_MONTHS,
        ),
        Effect(
            SignalKind.RENEWAL,
            "renewal or new agreement on record",
            SignalEffect.NONE,
            "replaces the dates the score is made from, and overrides nothing",
            months=FINANCED_MONTHS,
        ),
        Effect(
            SignalKind.CONVERSION,
            "public housing converted to a contract",
            SignalEffect.NONE,
            "the contract that took over is scored: converted, not lost",
            months=None,
        ),
        Effect(
            SignalKind.DEMOLITION,
            "demolition",
            SignalEffect.STATUS,
            "the homes are gone",
            months=None,
            needs_evidence=True,
        ),
        Effect(
            SignalKind.LOST,
            "affordable homes lost",
            SignalEffect.STATUS,
            "a person, or the catalog's editors, say so",
            months=None,
            needs_evidence=True,
        ),
        Effect(
            SignalKind.REPLACED,
            "homes replaced elsewhere",
            SignalEffect.STATUS,
            "a person, or the catalog's editors, say so",
            months=None,
            needs_evidence=True,
        ),
        Effect(
            SignalKind.OFF_MONITORING,
            "no longer monitored",
            SignalEffect.STATUS,
            "HUD: an agency may keep such homes affordable (NHPD says the same), so not lost",
            months=None,
        ),
    )
}

#: Kinds that raise the displayed score while in force.
FLOORS = tuple(kind for kind, rule in EFFECTS.items() if rule.effect == SignalEffect.FLOOR)

#: Kinds that tell of homes kept.
PRESERVING = (SignalKind.PRESERVATION_FINANCING, SignalKind.RENEWAL, SignalKind.CONVERSION)


def effect_words(effect: Effect) -> str:
    """Say what a kind does while in force.

    >>> effect_words(EFFECTS[SignalKind.OFFER_OF_SALE])
    'score never under 85'
    """
    return {
        SignalEffect.FLOOR: f"score never under {effect.points}",
        SignalEffect.CAP: f"score never over {effect.points}",
        SignalEffect.POINTS: f"{effect.points} points more on the exit card",
        SignalEffect.STATUS: "sets the status",
        SignalEffect.NONE: "shown; moves no score",
    }[effect.effect]
