"""What people said of a place's lists on the Data page: lists of their own, and renamed columns.

    data/lists/<place>.json

It belongs to whoever runs the app, like raw files do; the place's own file in `data/jurisdictions`
stays as it is. A list that was described once is read again without being asked about.
"""

import json
import os
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from housing.errors import ConfigError
from housing.layouts import AnyList, Columns


class KeptLists(BaseModel):
    """Lists and columns of one place."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    #: Lists that only people here described.
    lists: dict[str, AnyList] = {}
    #: Columns of lists that the place's own file describes, the edition told last at the end.
    columns: dict[str, list[dict[str, Columns]]] = {}


def path_of(data_dir: Path, place_id: str) -> Path:
    """Return where a place's file is."""
    return data_dir / "lists" / f"{place_id}.json"


def read_kept(data_dir: Path, place_id: str) -> KeptLists:
    """Read what people said; nothing where nobody said anything.

    Raises:
        ConfigError: the file says something that cannot be.
    """
    path = path_of(data_dir, place_id)
    try:
        return KeptLists.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return KeptLists()
    except (OSError, ValueError) as error:
        said = faults(error) if isinstance(error, ValidationError) else str(error)
        raise ConfigError(
            f"{path} cannot be read ({said}). Correct it, or move it elsewhere: the lists it "
            "describes are then asked about again."
        ) from error


def keep_list(data_dir: Path, place_id: str, name: str, layout: AnyList, is_ours: bool) -> Path:
    """Remember a list of people's own, or that a list of the place's file names its columns so."""
    kept = read_kept(data_dir, place_id)
    if is_ours:
        kept = kept.model_copy(update={"lists": {**kept.lists, name: layout}})
    else:
        told = [one for one in kept.columns.get(name, []) if one != layout.columns]
        columns = {**kept.columns, name: [*told, layout.columns]}
        kept = kept.model_copy(update={"columns": columns})
    path = path_of(data_dir, place_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(kept.model_dump_json(indent=2, exclude_defaults=True), encoding="utf-8")
    beside.replace(path)
    return path


def read_list(path: Path) -> AnyList:
    """Read the description of one list.

    Raises:
        ConfigError: the file says something that cannot be.
    """
    try:
        return TypeAdapter(AnyList).validate_python(json.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        raise ConfigError(f"The description of the list does not do: {faults(error)}.") from error
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path} is no description of a list ({error}).") from error


def faults(error: ValidationError) -> str:
    """Say what a description gets wrong, without the words of a library."""
    return "; ".join(
        ".".join(
            str(part) for part in fault["loc"] if part not in ("parcels", "areas", "covenants")
        )
        + f": {fault['msg'].removeprefix('Value error, ')}"
        for fault in error.errors()
    )
