"""What a layer of an ArcGIS server says about itself, and how it is asked.

Layer numbers are given to other layers: a layer is found by its name. Errors come under the code of
success. Esri, "Query (Feature Service/Layer)", says what the parameters mean.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from housing.errors import FetchError, SourceChangedError, UnfinishedError
from housing.sources.answers import BUSY, Answer, shown
from housing.sources.definitions import ArcgisFile
from housing.sources.download import Downloads

#: Codes that mean "who are you?" (Esri, "Error codes": invalid token, token required).
_WHO = (498, 499, 403)

#: How the same fault is put that a second try often cures.
_PASSING = ("unable to complete operation", "failed to execute query")


@dataclass(frozen=True, slots=True)
class Layer:
    """What a layer says about itself."""

    url: str
    name: str
    object_id: str
    #: Rows it gives at once.
    page: int
    has_pages: bool
    gives_geojson: bool
    fields: tuple[str, ...]
    dates: frozenset[str]
    #: Fields whose codes are spelled out, and the words.
    words: Mapping[str, Mapping[Any, str]]
    #: When it was last edited, where it says so.
    edited: float | None


def describe(downloads: Downloads, file: ArcgisFile) -> Layer:
    """Find a layer by its name, and ask it about itself.

    Raises:
        SourceChangedError: no layer, or several, of that name; or no object ids.
    """
    said = _told_by(downloads, file.service)
    url = f"{file.service}/{_number(said, file)}"
    facts = _told_by(downloads, url)
    fields = [field for field in facts.get("fields") or [] if isinstance(field, dict)]
    kinds = {field["name"]: field.get("type") for field in fields}
    ids = [name for name, kind in kinds.items() if kind == "esriFieldTypeOID"]
    object_id = facts.get("objectIdField") or next(iter(ids), None)
    if not object_id:
        raise SourceChangedError(f"Layer {file.layer_name} of {shown(url)} has no object ids.")
    lacking = [name for name in (*file.words, *file.rename) if name not in kinds]
    if lacking:
        raise SourceChangedError(f"Layer {shown(url)} has no field {', '.join(lacking)} any more.")
    most = int(facts.get("maxRecordCount") or 1000)
    edited = (facts.get("editingInfo") or {}).get("lastEditDate")
    return Layer(
        url=url,
        name=facts.get("name", file.layer_name),
        object_id=object_id,
        page=min(file.page_size or most, most),
        has_pages=bool((facts.get("advancedQueryCapabilities") or {}).get("supportsPagination")),
        gives_geojson="geojson" in str(facts.get("supportedQueryFormats", "")).lower(),
        fields=tuple(kinds),
        dates=frozenset(name for name, kind in kinds.items() if kind == "esriFieldTypeDate"),
        words={field["name"]: _words(field) for field in fields if field["name"] in file.words},
        edited=edited / 1000 if edited else None,
    )


def count(downloads: Downloads, layer: Layer, where: str) -> int:
    """How many rows the layer says it has."""
    said = query(downloads, layer, {"where": where, "returnCountOnly": "true"})
    if not isinstance(said.get("count"), int):
        raise SourceChangedError(f"{shown(layer.url)} does not say how many rows it has.")
    return int(said["count"])


def query(
    downloads: Downloads, layer: Layer, asked: Mapping[str, str], is_long: bool = False
) -> dict[str, Any]:
    """Ask the layer; a long question is sent as a form.

    Raises:
        FetchError: it refuses, or stays busy.
    """
    parameters = {"f": "json", **asked}
    url = f"{layer.url}/query"
    if is_long:
        return downloads.ask(url, _understood, form=parameters)
    return downloads.ask(url, _understood, parameters=parameters)


def _told_by(downloads: Downloads, url: str) -> dict[str, Any]:
    """What a service or layer says about itself."""
    return downloads.ask(url, _understood, parameters={"f": "json"}, is_remembered=True)


def _understood(answer: Answer) -> dict[str, Any]:
    """Read an answer; errors come under the code of success."""
    said = answer.json()
    if not isinstance(said, dict):
        raise UnfinishedError(f"{shown(answer.url)} sent something that is no answer.")
    error = said.get("error")
    if not error:
        return said
    code = error.get("code") if isinstance(error, dict) else None
    words = " ".join(str(error.get("message", "") if isinstance(error, dict) else error).split())
    if code in BUSY or words.lower().startswith(_PASSING):
        raise UnfinishedError(
            f"{shown(answer.url)} is busy ({code}): {words or 'no reason given'}."
        )
    if code in _WHO:
        raise FetchError(f"{shown(answer.url)} asks for a login ({code}): the layer is not public.")
    raise FetchError(f"{shown(answer.url)} refuses the question ({code}): {words}.")


def _number(said: Mapping[str, Any], file: ArcgisFile) -> int:
    """The layer of that name; of several, the one under the number it had."""
    layers = [*(said.get("layers") or []), *(said.get("tables") or [])]
    wanted = {_folded(name) for name in (file.layer_name, *file.also_called)}
    fitting = [one["id"] for one in layers if _folded(str(one.get("name", ""))) in wanted]
    fitting = [one for one in fitting if one == file.layer] or fitting
    if len(fitting) == 1:
        return int(fitting[0])
    names = ", ".join(f"{one.get('id')} {one.get('name')}" for one in layers[:80])
    problem = f"has {len(fitting)} layers" if fitting else "has no layer"
    raise SourceChangedError(
        f"{shown(file.service)} {problem} called {file.layer_name!r}. It has: {names}."
    )


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _words(field: Mapping[str, Any]) -> dict[Any, str]:
    """The words of a field's codes (Esri: coded-value domain)."""
    coded = (field.get("domain") or {}).get("codedValues") or []
    return {one["code"]: str(one["name"]) for one in coded}
