"""Washington's Preservation Catalog, inspections: HUD's scores, several per development.

Becomes one `inspections` row per development and day:

    inspection_id                              score  score_source  health_safety_code  protocol
    prescat_inspections:NL000001-2012-07-18    68     68b*          b                   UPCS

HUD prints a score as a number from 0 to 100, a letter for the worst health and safety defect (a
none, b not life-threatening, c life-threatening) and an asterisk for a defective smoke detector.
"""

import numpy as np
import pandas as pd

from housing.sources import prescat
from housing.sources.base import RawFile, Source, Tables, finish
from housing.sources.reading import Reading, read_table
from housing.terms import InspectionProtocol, Reason

#: The publisher's columns, in any case, and ours.
COLUMNS = {
    "Nlihc_id": "project_id",
    "REAC_date": "inspection_date",
    "REAC_score": "score_source",
}

#: HUD's multifamily housing is inspected and scored under NSPIRE from this day (final rule of
#: May 11, 2023, 88 FR 30442; scoring notice of July 7, 2023, 88 FR 43371), under UPCS before.
NSPIRE_FIRST_DAY = pd.Timestamp("2023-10-01")

#: `94b`, `68b*`; one score of 1999 is printed `1.c*`.
SCORE = r"^(?P<number>\d{1,4})\.?(?P<letter>[abc])?(?P<star>\*)?$"

HIGHEST_SCORE = 100


def normalize(raw: RawFile) -> Tables:
    """One inspection per development and day; without a day or a score it is quarantined."""
    reading = read_table(raw, COLUMNS, SOURCE.id)
    dates = reading.require_dates("inspection_date", prescat.SLASHED)
    _reject_without_score(reading)
    ids = reading.text("project_id") + "-" + dates.dt.strftime("%Y-%m-%d")
    reading.require_id(ids.loc[reading.table.index], "Nlihc_id")
    kept = reading.table.index
    parts = _score_parts(reading)
    inspections = reading.texts("score_source").assign(
        inspection_id=SOURCE.id + ":" + ids.loc[kept],
        source_id=SOURCE.id,
        record_id=prescat.record_ids(reading.text("project_id")),
        inspection_date=dates.loc[kept],
        score=parts["number"].astype("Int64"),
        health_safety_code=parts["letter"],
        has_smoke_detector_defect=parts["star"].notna(),
        protocol=np.where(
            dates.loc[kept] >= NSPIRE_FIRST_DAY,
            InspectionProtocol.NSPIRE.value,
            InspectionProtocol.UPCS.value,
        ),
        observed_date=reading.vintage(),
    )
    return finish({"inspections": inspections}, reading.set_aside)


def _score_parts(reading: Reading) -> pd.DataFrame:
    return reading.text("score_source").str.lower().str.extract(SCORE)


def _reject_without_score(reading: Reading) -> None:
    numbers = _score_parts(reading)["number"].astype("Int64")
    reading.reject(
        numbers.isna(),
        Reason.UNREADABLE_NUMBER,
        "REAC_score '" + reading.text("score_source").fillna("") + "' is no score like 68b*.",
    )
    reading.reject(
        numbers.loc[reading.table.index] > HIGHEST_SCORE,
        Reason.OUT_OF_RANGE,
        "REAC_score '" + reading.text("score_source") + f"' is over {HIGHEST_SCORE}.",
    )


SOURCE = Source(
    id="prescat_inspections",
    title="DC Preservation Catalog: HUD inspections",
    publisher=prescat.PUBLISHER,
    url=prescat.URL,
    license=prescat.LICENSE,
    cadence=prescat.CADENCE,
    late_after_days=prescat.LATE_AFTER_DAYS,
    signature=frozenset({"nlihc_id", "reac_date", "reac_score"}),
    suffixes=(".csv",),
    makes=("inspections",),
    normalize=normalize,
)
