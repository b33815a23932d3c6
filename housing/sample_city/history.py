"""What happened to a development: owners, sales, inspections, notices, unpaid taxes."""

from datetime import date, timedelta

import numpy as np

from housing.sample_city.model import Development, Event, Inspection, Notice
from housing.sample_city.owners import MANAGERS, MASKED_IN_CATALOG

#: Programs that HUD inspects.
_INSPECTED = ("Project-based section 8", "Section 202/811", "Project rental assistance contract",
              "HUD-insured mortgage", "Public housing")  # fmt: skip

_SALE = "OTR: Sold to {buyer}; price: ${price:,}; sale type: Market."
_NOTICES = (
    "5+ rental unit offer of sale",
    "Notice of transfer",
    "Tenant organization registration application",
    "Right of first refusal",
)


def add_history(rng: np.random.Generator, development: Development) -> None:
    """Fill in what the registers would hold of it."""
    development.manager = str(rng.choice(MANAGERS)) if rng.random() < 0.8 else ""
    _inspect(rng, development)
    _sell(rng, development)
    if development.owner.hud_type == "Profit motivated" and rng.random() < 0.2:
        _give_notice(rng, development)
    if rng.random() < 0.045:
        development.tax_years_unpaid = int(rng.choice([1, 1, 2, 3]))


def sale(day: date, buyer: str, price: int) -> Event:
    """A sale as the tax office describes it."""
    return Event(day, "Property sale", _SALE.format(buyer=buyer, price=price))


def foreclosure(day: date, number: int) -> Event:
    """A notice of foreclosure as the recorder of deeds describes it."""
    text = (
        f"ROD: Notice of foreclosure sale ({day.year}{number:06d}); issued by [trustee redacted]."
    )
    return Event(day, "Foreclosure notice", text)


def printed_score(rng: np.random.Generator, score: int) -> str:
    """A score as HUD prints it: number, letter for the worst defect, mark for smoke detectors."""
    letter = str(
        rng.choice(["a", "b", "c"], p=[0.22, 0.40, 0.38] if score >= 60 else [0, 0.2, 0.8])
    )
    return f"{score}{letter}{'*' if rng.random() < 0.22 else ''}"


def _inspect(rng: np.random.Generator, development: Development) -> None:
    if not any(covenant.portfolio in _INSPECTED for covenant in development.covenants):
        return
    usual = float(np.clip(rng.normal(84, 8), 52, 98))
    if rng.random() < 0.08:
        usual = float(rng.uniform(34, 62))
    day = date(int(rng.choice([2023, 2024, 2025, 2026], p=[0.2, 0.27, 0.33, 0.2])),
               int(rng.integers(1, 9)), int(rng.integers(1, 28)))  # fmt: skip
    for _ in range(int(rng.integers(2, 5))):
        score = int(np.clip(round(usual + rng.normal(0, 5)), 21, 99))
        development.inspections.append(Inspection(day, printed_score(rng, score)))
        day -= timedelta(days=int(rng.integers(500, 1150)))


def _sell(rng: np.random.Generator, development: Development) -> None:
    """Sales up to the present owner's purchase; public homes and trusts were hardly ever sold."""
    since = development.owner_since
    if development.owner.hud_type == "Public housing authority" or not isinstance(since, date):
        return
    homes = development.units or 10
    buyer = development.title_holder
    price = int(homes * rng.uniform(28_000, 105_000) // 1000 * 1000)
    if rng.random() < 0.75:
        development.events.append(sale(since, buyer, price))
    if rng.random() < 0.05:
        development.events.append(foreclosure(since - timedelta(days=200), int(price % 99_991)))
    if development.owner.hud_type == "Profit motivated" and rng.random() < 0.025:
        filed = date(2025, 10, 1) + timedelta(days=int(rng.integers(0, 330)))
        development.events.append(foreclosure(filed, int(price % 99_989)))
    earlier = since
    for _ in range(int(rng.integers(0, 3))):
        earlier -= timedelta(days=int(rng.integers(900, 4000)))
        price = int(price * rng.uniform(0.4, 0.9) // 1000 * 1000)
        development.events.append(sale(earlier, MASKED_IN_CATALOG, price))


def _give_notice(rng: np.random.Generator, development: Development) -> None:
    day = date(2024, 1, 1) + timedelta(days=int(rng.integers(0, 980)))
    kind = str(rng.choice(_NOTICES, p=[0.5, 0.2, 0.2, 0.1]))
    price = int((development.units or 10) * rng.uniform(90_000, 190_000) // 1000 * 1000)
    development.notices.append(
        Notice(day, kind, price=price if kind.endswith("offer of sale") else None)
    )
