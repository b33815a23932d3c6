"""Washington's Preservation Catalog, inspections: HUD's scores, several per development.

Becomes one `inspections` row per development and day:

    inspection_id                              score  score_source  health_safety_code  protocol
    prescat_inspections:NL000001-2012-07-18    68     68b*          b                   UPCS

HUD prints a score as a number from 0 to 100, a letter for the worst health and safety defect (a
none, b not life-threatening, c life-threatening) and an asterisk for a defective smoke detector.
"""

from housing.sources import prescat
from housing.sources.base import RawFile, Source, Tables, finish
from housing.sources.reac_scores import reject_without_score, scored
from housing.sources.reading import read_table

#: The publisher's columns, in any case, and ours.
COLUMNS = {
    "Nlihc_id": "project_id",
    "REAC_date": "inspection_date",
    "REAC_score": "score_source",
}


def normalize(raw: RawFile) -> Tables:
    """One inspection per development and day; without a day or a score it is quarantined."""
    reading = read_table(raw, COLUMNS, SOURCE.id)
    dates = reading.require_dates("inspection_date", prescat.SLASHED)
    reject_without_score(reading)
    ids = reading.text("project_id") + "-" + dates.dt.strftime("%Y-%m-%d")
    reading.require_id(ids.loc[reading.table.index], "Nlihc_id")
    kept = reading.table.index
    inspections = scored(reading, dates.loc[kept]).assign(
        inspection_id=SOURCE.id + ":" + ids.loc[kept],
        source_id=SOURCE.id,
        record_id=prescat.record_ids(reading.text("project_id")),
    )
    return finish({"inspections": inspections}, reading.set_aside)


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
