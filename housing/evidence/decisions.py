"""What owners of real Section 8 contracts decided: HUD's contract lists of 2003 to 2016, compared.

Two tables made by georgetown-analytics/housing-risk (MIT) from 32 of HUD's lists. In both, *in*
means the contract's end was extended from one list to the next, and *out* that its status went
from active to terminated, expired, canceled or suspended.

* `sec8_decisions_encoded.csv` holds the most decisions, with owner and previous term, but neither
  contract number nor date. Rows that agree in program, homes and bedrooms stand for one contract:
  that joins some contracts and splits hardly any, which is the careful side to err on.
* `sec8_decisions_with_contract_clean.csv` has contract numbers, but fewer contracts and no owner.
  It repeats each decision for every census year of rents; only one is kept.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from housing.errors import ConfigError
from housing.evidence import leaks
from housing.factors import EventKind
from housing.factors.base import OWNER_TYPES, Flags, Floats, Whole
from housing.terms import OwnerType

FOLDER = Path("national") / "sec8_outcomes"
ENCODED = "sec8_decisions_encoded.csv"
CODES = "meta_category_order.json"
WITH_CONTRACT = "sec8_decisions_with_contract_clean.csv"

#: Programs whose contracts renew, in words of HUD and ours: Section 8, 202/8. Conversions under
#: RAD (3 rows), rent supplements and 202/811 contracts end by other rules.
RENEWABLE = {
    "Other S8 New": "Section 8 new construction",
    "Other S8 Rehab": "Section 8 substantial rehabilitation",
    "S8 FmHA": "Section 8 with a rural (515) loan",
    "S8 Loan Mgmt": "Section 8 loan management",
    "S8 Preservation": "Section 8 preservation",
    "S8 Prop. Disp.": "Section 8 property disposition",
    "S8 State Agency": "Section 8 by a state agency",
    "Sec. 202": "Section 202 with Section 8",
}

#: HUD's owner types that say what an owner is; its codes 00 to 05 are explained nowhere.
OWNERS = {
    "Profit Motivated": OwnerType.FOR_PROFIT,
    "Limited Dividend": OwnerType.LIMITED_DIVIDEND,
    "Non-Profit": OwnerType.NONPROFIT,
}

BEDROOMS = tuple(f"br{number}_count" for number in range(6))

#: Fields known before the decision, by file. Rents are of the list in which the decision shows.
FIELDS_ENCODED = (
    "program_type_group_name",
    "owner_company_type",
    "rent_to_fmr_ratio",
    "assisted_units_count",
    "previous_contract_term_months",
)
FIELDS_WITH_CONTRACT = ("program_type_group_name", "rent_to_fmr_ratio", "assisted_units_count")

#: Further fields known before, that the points do not use: the leak guard looks at them too.
FIELDS_BESIDE = (
    "median_rent",
    *BEDROOMS,
    "is_hud_administered_ind",
    "is_acc_old_ind",
    "is_acc_performance_based_ind",
    "mgmt_agent_company_type",
    "primary_financing_type",
)

#: The field that gives a decision away: the term as HUD rewrote it on renewal.
GIVEAWAY = "contract_term_months_qty"

#: Rents under this share of fair market rent are no rents: 23 of 27 such rows say 0.
LEAST_RENT_PCT = 20.0


@dataclass(frozen=True, slots=True)
class Decisions:
    """Decisions about contracts: facts as the factors ask for them, and what became of each."""

    table: pd.DataFrame
    facts: pd.DataFrame
    lost: Flags
    homes: Floats
    contract: Whole

    def __len__(self) -> int:
        return len(self.lost)


def read_decisions(data: Path) -> Decisions:
    """Read the decisions without contract numbers, of programs whose contracts renew."""
    table = pd.read_csv(there(data, ENCODED), index_col=0)
    codes = json.loads(there(data, CODES).read_text(encoding="utf-8"))["categorical_features"]
    for field, names in codes.items():
        if field in table and field != "decision":
            table[field] = [names[int(code)].strip() for code in table[field]]
    table = table[table["program_type_group_name"].isin(RENEWABLE)].reset_index(drop=True)
    same = ["program_type_group_name", "assisted_units_count", *BEDROOMS]
    contract = np.asarray(table.groupby(same, dropna=False).ngroup(), np.int64)
    return _decisions(table, (table["decision"] == 1).to_numpy(), contract, FIELDS_ENCODED)


def read_decisions_with_contract(data: Path) -> Decisions:
    """Read the decisions with contract numbers, each once, of programs whose contracts renew."""
    table = pd.read_csv(there(data, WITH_CONTRACT))
    decided = table["decision"].isin(["in", "out"])
    renews = table["program_type_group_name"].isin(RENEWABLE)
    repeated = [column for column in table if column != "median_rent"]
    table = table[decided & renews].drop_duplicates(repeated).reset_index(drop=True)
    contract = np.asarray(table.groupby("contract_number").ngroup(), np.int64)
    lost = (table["decision"] == "out").to_numpy()
    return _decisions(table, lost, contract, FIELDS_WITH_CONTRACT)


def for_guard(decisions: Decisions, *extra: str) -> pd.DataFrame:
    """Return every field known before the decision as numbers, and `extra` ones unguarded."""
    fields = [*FIELDS_ENCODED, *FIELDS_BESIDE]
    chosen = leaks.features(decisions.table, fields).join(decisions.table[list(extra)])
    texts = chosen.select_dtypes(exclude="number").columns
    return chosen.assign(**{name: pd.factorize(chosen[name])[0] for name in texts})


def _decisions(
    table: pd.DataFrame, lost: np.ndarray, contract: Whole, fields: tuple[str, ...]
) -> Decisions:
    known = leaks.features(table, fields)
    units = known["assisted_units_count"].to_numpy(np.float64)
    rent = known["rent_to_fmr_ratio"].to_numpy(np.float64)
    facts = pd.DataFrame(
        {
            "kind": np.full(len(table), int(EventKind.RENEWABLE)),
            "years": np.zeros(len(table)),
            "rent_to_fmr_pct": np.where(rent >= LEAST_RENT_PCT, rent, np.nan),
            "units": np.where(units > 0, units, np.nan),
        }
    )
    if "owner_company_type" in known:
        facts["owner"] = [
            OWNER_TYPES.index(OWNERS.get(name, OwnerType.UNKNOWN))
            for name in known["owner_company_type"]
        ]
    if "previous_contract_term_months" in known:
        months = known["previous_contract_term_months"].to_numpy(np.float64)
        facts["previous_term_months"] = np.where(months > 0, months, np.nan)
    return Decisions(table, facts, lost, facts["units"].to_numpy(), contract)


def there(data: Path, name: str) -> Path:
    """Return the path of a public file.

    Raises:
        ConfigError: it is not there.
    """
    path = data / FOLDER / name
    if not path.exists():
        raise ConfigError(
            f"{path} is not there; docs/evidence.md says where these public files come from."
        )
    return path
