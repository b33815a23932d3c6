"""Koop, Esri's own open FeatureServer, on this machine, serving GeoJSON files as layers."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

KOOP = Path(__file__).resolve().parent.parent / "koop"

#: Kinds of fields by the type of their values, as Esri calls them.
KINDS = {bool: "String", int: "Integer", float: "Double", str: "String"}


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Run Koop on a folder of GeoJSON files; the address of its services.

    It stops when its standard input is closed, so that it never outlives the tests.
    """
    node = shutil.which("node")
    if node is None or not (KOOP / "node_modules" / "@koopjs" / "koop-core").is_dir():
        pytest.skip("Koop is not installed: `make test` installs it where Node.js and npm are")
    server = subprocess.Popen(
        [node, str(KOOP / "server.js"), str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert server.stdout is not None
        port = server.stdout.readline().strip().decode()
        assert port.isdigit(), "Koop stopped before it answered"
        yield f"http://127.0.0.1:{port}/file-geojson/rest/services"
    finally:
        server.terminate()
        server.wait(timeout=20)
        for pipe in (server.stdin, server.stdout):
            assert pipe is not None
            pipe.close()


def as_layer(path: Path, folder: Path, name: str, most: int = 2000) -> dict[str, Any]:
    """Put a GeoJSON file where Koop serves it, as a layer of that name; what it holds.

    Its fields are declared by their values: by itself Koop takes lot `0042` for a date.
    """
    shapes = json.loads(path.read_text(encoding="utf-8-sig"))
    rows = [feature["properties"] for feature in shapes["features"]]
    for number, row in enumerate(rows, start=1):
        row.setdefault("OBJECTID", number)
    names = dict.fromkeys(column for row in rows for column in row)
    fields = [
        {"name": column, "type": "Date" if _is_moment(rows, column) else _kind(rows, column)}
        for column in names
    ]
    shapes["metadata"] = {
        "name": name, "idField": "OBJECTID", "maxRecordCount": most, "fields": fields,
    }  # fmt: skip
    (folder / path.name).write_text(json.dumps(shapes), encoding="utf-8")
    return shapes


def _kind(rows: list[dict[str, Any]], column: str) -> str:
    kinds = {KINDS[type(row[column])] for row in rows if row.get(column) is not None}
    if kinds == {"Integer", "Double"}:
        return "Double"
    return kinds.pop() if len(kinds) == 1 else "String"


def _is_moment(rows: list[dict[str, Any]], column: str) -> bool:
    values = [row[column] for row in rows if row.get(column) is not None]
    return bool(values) and all(
        isinstance(value, str) and len(value) == 24 and value.endswith("Z") for value in values
    )
