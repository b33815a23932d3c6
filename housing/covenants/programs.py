"""Programs: every publisher's wording, what it means, and what happens when its term ends."""

from pathlib import Path

import pandas as pd

from housing.config import REFERENCE_DIR
from housing.errors import ConfigError
from housing.terms import CovenantKind, Program

COLUMNS = ("program_source", "source_family", "program", "kind", "reason", "basis")

#: Which rows of the crosswalk a source's covenants are looked up in, before those of `any`.
FAMILIES = {
    "prescat_subsidies": "prescat",
    "hud_section8": "hud_section8",
    "hud_lihtc": "hud_lihtc",
    "dc_affordable_housing": "dc_affordable_housing",
    "city_covenants": "city_covenants",
}

#: Those of every other source, such as the lists of a place's own file.
OTHER_FAMILY = "city_covenants"

#: Rows of the crosswalk that hold for every source.
ANY_FAMILY = "any"

#: Ends a wording in the crosswalk that stands for everything that begins so.
PREFIX_MARK = "*"


def load_programs(path: Path = REFERENCE_DIR / "programs.csv") -> pd.DataFrame:
    """Read the crosswalk of programs.

    Raises:
        ConfigError: the file is missing or names a program, kind or wording that cannot be.
    """
    if not path.is_file():
        raise ConfigError(f"The crosswalk of programs is not there ({path}).")
    programs = pd.read_csv(path, dtype="string", keep_default_na=False)
    if list(programs.columns) != list(COLUMNS):
        raise ConfigError(f"{path.name} must have the columns {', '.join(COLUMNS)}.")
    families = {*FAMILIES.values(), ANY_FAMILY}
    for column, allowed in (
        ("program", {p.value for p in Program}),
        ("kind", {k.value for k in CovenantKind}),
        ("source_family", families),
    ):
        wrong = programs.loc[~programs[column].isin(allowed), column]
        if len(wrong):
            raise ConfigError(
                f"{path.name}: {column} {wrong.iloc[0]!r} (line {wrong.index[0] + 2}) is not one "
                f"of {', '.join(sorted(allowed))}."
            )
    twice = _keys(programs["source_family"], programs["program_source"]).duplicated()
    if twice.any():
        name = programs.loc[twice, "program_source"].iloc[0]
        raise ConfigError(f"{path.name} maps {name!r} twice for the same source.")
    return programs


def classify(covenants: pd.DataFrame, programs: pd.DataFrame) -> pd.DataFrame:
    """Return `program`, `kind` and `is_mapped` for each covenant, by source and wording.

    Case and spacing do not matter. A wording the crosswalk does not have is program `other` of
    kind `unknown`, and still counts as a covenant: what we do not know is not safe.
    """
    wordings = covenants[["source_id", "program_source"]].drop_duplicates(ignore_index=True)
    family = wordings["source_id"].map(FAMILIES).fillna(OTHER_FAMILY).astype("string")
    row = _matches(_keys(family, wordings["program_source"]), programs)
    everywhere = pd.Series(ANY_FAMILY, index=wordings.index, dtype="string")
    row = row.fillna(_matches(_keys(everywhere, wordings["program_source"]), programs))
    found = (
        programs[["program", "kind"]].reindex(row.fillna(-1).astype("int64")).reset_index(drop=True)
    )
    known = wordings.assign(
        program=found["program"].fillna(Program.OTHER.value),
        kind=found["kind"].fillna(CovenantKind.UNKNOWN.value),
        is_mapped=found["program"].notna(),
    )
    joined = covenants[["source_id", "program_source"]].merge(
        known, how="left", on=["source_id", "program_source"]
    )
    return joined[["program", "kind", "is_mapped"]].set_axis(covenants.index)


def _matches(keys: pd.Series, programs: pd.DataFrame) -> pd.Series:
    """Index of the crosswalk row of each key: the exact wording, else the longest beginning."""
    rows = _keys(programs["source_family"], programs["program_source"])
    exact = pd.Series(rows.index, index=rows, dtype="Int64")
    found = keys.map(exact)
    beginnings = rows[rows.str.endswith(PREFIX_MARK)].str.removesuffix(PREFIX_MARK)
    for row in beginnings.str.len().sort_values(ascending=False).index:
        starts = keys.str.startswith(beginnings[row]).fillna(False)
        found = found.mask(found.isna() & starts, row)
    return found


def _keys(family: pd.Series, wording: pd.Series) -> pd.Series:
    """Source family and wording as one text, regardless of case and spacing."""
    plain = wording.astype("string").str.replace(r"\s+", " ", regex=True).str.strip()
    return family.astype("string") + "|" + plain.str.casefold()
