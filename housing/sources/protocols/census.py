"""The Census Bureau's data API: one table of the American Community Survey, as it answers it.

The answer is a list in JSON: names first, then one row per tract, every figure as text. Without a
key the Bureau answers with a web page and the code of success.
"""

from collections.abc import Mapping
from pathlib import Path

from housing.errors import SourceChangedError
from housing.sources.answers import Answer, Download, Validators, shown
from housing.sources.definitions import CensusFile
from housing.sources.download import Downloads
from housing.sources.keys import CENSUS_KEY
from housing.sources.protocols.arrivals import Arrival, Told, named


def fetch(
    downloads: Downloads,
    file: CensusFile,
    folder: Path,
    known: Mapping[str, Validators],
    told: Told,
) -> Arrival | None:
    """Save the answer; the same one as before is told by its bytes when it is received.

    Raises:
        KeyMissingError: the Census Bureau's key is not set.
        SourceChangedError: the answer lacks a variable, or has no rows.
    """

    def checked(answer: Answer) -> tuple[Answer, int]:
        rows = answer.json()
        names = rows[0] if isinstance(rows, list) and rows and isinstance(rows[0], list) else []
        lacking = [name for name in file.variables if name not in names]
        if lacking:
            raise SourceChangedError(
                f"{shown(answer.url)} does not answer {', '.join(lacking)} any more."
            )
        if len(rows) < 2 or any(len(row) != len(names) for row in rows):
            raise SourceChangedError(f"{shown(answer.url)} sends no rows, or uneven ones.")
        return answer, len(rows) - 1

    asked = {"get": ",".join(file.variables), "for": file.for_, "in": file.within}
    answer, rows = downloads.ask(
        file.survey, checked, parameters=asked, key=CENSUS_KEY, is_remembered=True
    )
    told(rows, rows)
    path = named(folder, file, None, ".json")
    path.write_bytes(answer.body)
    download = Download(answer.url, len(answer.body), answer.validators)
    return Arrival(path, download, None, rows)
