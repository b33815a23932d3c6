"""What is around a property, in sentences: rents that HUD sets, and the census tract."""

from collections.abc import Callable

from ui.dossier import Dossier
from ui.explain import Row, day, is_known, usd


def sentences(file: Dossier) -> list[str]:
    """Say everything that is known of what is around a property."""
    row = file.row
    told = (
        set_rents(row, file.source(row.get("fair_market_rent_source"))),
        tract_figures(row, file.source(row.get("tract_figures_source"))),
    )
    return [sentence for sentence in told if sentence]


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


#: A figure whose standard error is more than this share of it is not worth reading (Census Bureau,
#: ACS handbook: the coefficient of variation; the limit is the usual judgement).
UNRELIABLE_ABOVE = 0.3

#: What turns a 90 percent margin of error into a standard error (Census Bureau, ACS handbook).
STANDARD_ERRORS = 1.645


def tract_figures(row: Row, source: str) -> str | None:
    """Say rent, income and poverty of a property's tract, each with its margin of error.

    None where nothing is known, and in snapshots from before they were read.
    """
    told = [
        _figure("median rent", row, "tract_rent_usd", usd),
        _figure("median household income", row, "tract_income_usd", usd),
        _figure("persons in poverty", row, "tract_poverty_ratio", _percent),
    ]
    said = [figure for figure in told if figure]
    if not said:
        return None
    return f"In its tract, {row['tract_figures_period']}: {', '.join(said)} ({source})."


def _figure(name: str, row: Row, column: str, shown: Callable[[float], str]) -> str | None:
    value, margin = row.get(column), row.get(f"{column}_margin")
    if value is None or not is_known(value):
        return None
    if margin is None or not is_known(margin):
        return f"{name} {shown(value)}, margin of error unknown"
    is_rough = margin / STANDARD_ERRORS > value * UNRELIABLE_ABOVE
    return f"{name} {shown(value)} ± {shown(margin)}{', too rough to rely on' if is_rough else ''}"


def _percent(share: float) -> str:
    return f"{share * 100:.0f}%"


def _where(area: str) -> str:
    kind, _, code = area.partition(":")
    return f"in ZIP code {code}" if kind == "zip" else "in its county"
