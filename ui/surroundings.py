"""What is around a property, in sentences: the rents that HUD sets there."""

from ui.explain import Row, day, is_known, usd


def set_rents(row: Row, source: str) -> str | None:
    """Say the fair market rent around a property, and the most that tax credits allow.

    None where neither is known, and in snapshots from before they were read.
    """
    said = []
    if is_known(row.get("fair_market_rent_usd")):
        said.append(
            f"HUD's fair market rent of two bedrooms {_where(row['fair_market_rent_area'])} is "
            f"{usd(row['fair_market_rent_usd'])} a month with utilities ({source}, in force since "
            f"{day(row['fair_market_rent_date'])})."
        )
    if is_known(row.get("tax_credit_rent_usd")):
        said.append(
            f"Tax credits at 60% of the area's median income let such a home cost up to "
            f"{usd(row['tax_credit_rent_usd'])} here; what homes really cost is often less."
        )
    return " ".join(said) or None


def _where(area: str) -> str:
    kind, _, code = area.partition(":")
    return f"in ZIP code {code}" if kind == "zip" else "in its county"
