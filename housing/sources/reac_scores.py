"""HUD's inspection scores as it prints them, `68b*`: what they mean, and under which standard."""

import numpy as np
import pandas as pd

from housing.sources.reading import Reading
from housing.terms import InspectionProtocol, Reason

#: HUD's multifamily housing is inspected and scored under NSPIRE from this day (final rule of
#: May 11, 2023, 88 FR 30442; scoring notice of July 7, 2023, 88 FR 43371), under UPCS before.
NSPIRE_FIRST_DAY = pd.Timestamp("2023-10-01")

#: `94b`, `68b*`; one score of 1999 is printed `1.c*`.
SCORE = r"^(?P<number>\d{1,4})\.?(?P<letter>[abc])?(?P<star>\*)?$"

HIGHEST_SCORE = 100


def score_parts(reading: Reading) -> pd.DataFrame:
    """Number, letter and asterisk of the column `score_source`."""
    return reading.text("score_source").str.lower().str.extract(SCORE)


def reject_without_score(reading: Reading) -> None:
    """Quarantine rows whose score cannot be read or is over 100."""
    named = reading.spelled["score_source"]
    numbers = score_parts(reading)["number"].astype("Int64")
    reading.reject(
        numbers.isna(),
        Reason.UNREADABLE_NUMBER,
        f"{named} '" + reading.text("score_source").fillna("") + "' is no score like 68b*.",
    )
    reading.reject(
        numbers.loc[reading.table.index] > HIGHEST_SCORE,
        Reason.OUT_OF_RANGE,
        f"{named} '" + reading.text("score_source") + f"' is over {HIGHEST_SCORE}.",
    )


def scored(reading: Reading, dates: pd.Series) -> pd.DataFrame:
    """Columns of the `inspections` table that a score and its day make."""
    parts = score_parts(reading)
    return reading.texts("score_source").assign(
        inspection_date=dates,
        score=parts["number"].astype("Int64"),
        health_safety_code=parts["letter"],
        has_smoke_detector_defect=parts["star"].notna(),
        protocol=np.where(
            dates >= NSPIRE_FIRST_DAY,
            InspectionProtocol.NSPIRE.value,
            InspectionProtocol.UPCS.value,
        ),
        observed_date=reading.vintage(),
    )
