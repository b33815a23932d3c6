"""Files that are there whole or not at all, whatever happens to the machine meanwhile."""

import hashlib
import json
import os
import shutil
import stat
from pathlib import Path
from typing import Any

#: Ending of a folder that is being written or being cleared away; nobody reads one.
PARTIAL = ".partial"


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_whole(path: Path, text: str) -> None:
    """Write a file in one atomic step, on the disk itself before it takes the name."""
    beside = path.with_name(f"{path.name}.{os.getpid()}{PARTIAL}")
    with beside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    settle_folder(path.parent)


def write_json(path: Path, content: Any) -> None:
    """Write JSON in one atomic step, the same bytes for the same content."""
    write_whole(path, json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n")


def settle(folder: Path) -> None:
    """Wait until every file of a folder is on the disk, so that a power cut loses none."""
    for path in sorted(folder.iterdir()):
        path.chmod(stat.S_IREAD | stat.S_IWRITE)
        with path.open("r+b") as file:
            os.fsync(file.fileno())
    settle_folder(folder)


def settle_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk. Windows keeps them without being asked."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def protect(folder: Path) -> None:
    """Take away write permission, so that an accident cannot change what was published."""
    for path in folder.iterdir():
        path.chmod(stat.S_IREAD | stat.S_IRGRP | stat.S_IROTH)


def discard(folder: Path) -> None:
    """Take a folder away: its name first, in one step, then what is in it."""
    if not folder.exists():
        return
    if folder.suffix != PARTIAL:
        aside = folder.with_name(f".{folder.name}.{os.getpid()}{PARTIAL}")
        shutil.rmtree(aside, ignore_errors=True)
        folder = folder.rename(aside)
    for path in folder.iterdir():
        path.chmod(stat.S_IREAD | stat.S_IWRITE)
    shutil.rmtree(folder)
