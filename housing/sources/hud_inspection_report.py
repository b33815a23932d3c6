"""HUD's report of inspection scores: the newest three inspections of a property in one row.

Becomes up to three `inspections` rows per property:

    inspection_id                 record_id                 score  inspection_date
    hud_inspection_report:654321  hud_properties:800003041  68     2022-03-14

The report has neither addresses nor homes, so it founds no property: its inspections belong to
HUD's list of properties, by HUD's id. The day is that on which HUD released the score, some days or
weeks after the inspection.
"""

import pandas as pd

from housing.sources.base import RawFile, Source, Tables, finish
from housing.sources.cells import parse_moments
from housing.sources.hud_inspections import DATE_FORMATS
from housing.sources.reac_scores import reject_without_score, scored
from housing.sources.reading import Reading, read_table, reading_of
from housing.terms import Reason

#: How many inspections a row holds.
NEWEST = (1, 2, 3)

#: HUD's columns, in any case, and ours; those of the inspections end in their number.
COLUMNS = {
    "REMS Property Id": "property_id_hud",
    **{f"Inspection ID-{n}": f"inspection_id_{n}" for n in NEWEST},
    **{f"Inspection Score-{n}": f"score_{n}" for n in NEWEST},
    **{f"Release Date-{n}": f"date_{n}" for n in NEWEST},
}

#: The list whose records the inspections belong to.
LISTED_IN = "hud_properties:"

#: The columns of one inspection, once the three stand below each other.
_ONE = {
    "Inspection ID": "inspection_id",
    "REMS Property Id": "property_id_hud",
    "Inspection Score": "score_source",
    "Release Date": "inspection_date",
}


def normalize(raw: RawFile) -> Tables:
    """Up to three inspections per row."""
    reading = read_table(raw, COLUMNS, SOURCE.id)
    reading.require_id(reading.text("property_id_hud"))
    single = _below_each_other(reading)
    single.require_id(single.text("inspection_id"))
    reject_without_score(single)
    text = single.text("inspection_date")
    days, unreadable = parse_moments(text, DATE_FORMATS)
    single.note(
        unreadable,
        Reason.UNREADABLE_DATE,
        "Release Date '{}' is in none of HUD's formats; the row is kept without it.",
        text,
    )
    inspections = scored(single, days).assign(
        inspection_id=SOURCE.id + ":" + single.text("inspection_id"),
        source_id=SOURCE.id,
        record_id=LISTED_IN + single.text("property_id_hud"),
    )
    rejected = [*reading.set_aside, *single.set_aside]
    return finish({"inspections": inspections}, rejected)


def _below_each_other(reading: Reading) -> Reading:
    """One row per inspection; where there were fewer than three, fewer."""
    parts = [
        pd.DataFrame(
            {
                "Inspection ID": reading.text(f"inspection_id_{number}"),
                "REMS Property Id": reading.text("property_id_hud"),
                "Inspection Score": reading.text(f"score_{number}"),
                "Release Date": reading.text(f"date_{number}"),
                "row_number": reading.table["row_number"],
            }
        )
        for number in NEWEST
    ]
    stacked = pd.concat(parts, ignore_index=True)
    held = stacked[["Inspection ID", "Inspection Score", "Release Date"]].notna().any(axis=1)
    return reading_of(stacked.loc[held].reset_index(drop=True), reading.raw, _ONE, SOURCE.id)


SOURCE = Source(
    id="hud_inspection_report",
    title="Inspection scores of multifamily properties, the newest three (REAC)",
    publisher="HUD Office of Multifamily Housing Programs",
    url="https://www.hud.gov/stat/mfh/inspection-scores",
    license="Public domain (U.S. Government work)",
    cadence="several times a year; HUD overwrites the file",
    late_after_days=270,
    signature=frozenset({"rems property id", "inspection score-1", "release date-1"}),
    suffixes=(".xls", ".xlsx", ".csv"),
    makes=("inspections",),
    normalize=normalize,
    covers="nation",
)
