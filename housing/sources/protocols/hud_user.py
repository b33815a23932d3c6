"""HUD USER's data API: fair market rents or income limits of one county or metro area, one year.

The answer is kept as HUD sends it. Rents of an area are one set, `basicdata` an object; where HUD
sets rents by ZIP code it is a list with one set per ZIP code and one for the whole metro area.
"""

from collections.abc import Mapping
from pathlib import Path

from housing.errors import FetchError, SourceChangedError
from housing.sources.answers import Answer, Download, Validators, shown
from housing.sources.definitions import HudUserFile
from housing.sources.download import Downloads
from housing.sources.keys import HUD_USER_KEY
from housing.sources.protocols.arrivals import Arrival, Told, named


def fetch(
    downloads: Downloads,
    file: HudUserFile,
    folder: Path,
    known: Mapping[str, Validators],
    told: Told,
) -> Arrival | None:
    """Save the answer of one year.

    Raises:
        KeyMissingError: the token is not set.
        SourceChangedError: the answer has another form, or is of another year.
    """
    answer, rows = downloads.ask(
        file.url,
        lambda answer: (answer, _count(answer, file.year)),
        parameters={"year": str(file.year)},
        key=HUD_USER_KEY,
        is_remembered=True,
    )
    told(rows, rows)
    path = named(folder, file, None, ".json")
    path.write_bytes(answer.body)
    download = Download(answer.url, len(answer.body), answer.validators)
    return Arrival(path, download, file.vintage, rows)


def _count(answer: Answer, year: int) -> int:
    """How many sets of figures an answer holds, once it is the answer that was wanted."""
    said = answer.json()
    if isinstance(said, dict) and said.get("error"):
        raise FetchError(f"{shown(answer.url)} refuses the question: {said['error']}.")
    facts = said.get("data") if isinstance(said, dict) else None
    if not isinstance(facts, dict):
        raise SourceChangedError(f"{shown(answer.url)} sends an answer without data.")
    figures = facts.get("basicdata", facts)
    sets = figures if isinstance(figures, list) else [figures]
    if not sets or not all(isinstance(one, dict) for one in sets):
        raise SourceChangedError(f"{shown(answer.url)} sends figures in a form nobody knows.")
    stated = facts.get("year") or sets[0].get("year")
    if stated is not None and str(stated) != str(year):
        raise SourceChangedError(f"{shown(answer.url)} answers {stated} when asked for {year}.")
    return len(sets)
