"""Starting work: a command of Holdfast's as a process of its own, and a place for what is uploaded.

The app reads no file that somebody brings: a process does, and what it finds is in a status file.
"""

import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from housing.config import ROOT, data_dir
from housing.errors import HoldfastError
from housing.work import LOG, REFRESH, folder_of, look

#: How long a process may take to say that it is at work; a busy machine takes seconds.
PATIENCE_SECONDS = 30.0

#: Commands that are waited for answer within seconds.
ANSWER_SECONDS = 120

#: Uploads that nobody drafted with are cleared away after a day.
UPLOAD_SECONDS = 24 * 3600

#: Letters for names of folders: no digits, which would be taken for the day of a list.
_LETTERS = "bcdfghjkmnpqrstvwxz"

_started: list["subprocess.Popen[bytes]"] = []


class StartError(HoldfastError):
    """A process could not be started, or ended before it said anything."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file somebody brought, beside the work of looking at it."""

    id: str
    path: Path

    @property
    def work(self) -> str:
        """The name of the work that looks at it."""
        return f"preview-{self.id}"


def stage(name: str, content: Any) -> Upload:
    """Put an uploaded file where a process can read it; older uploads are cleared away."""
    _clear_away()
    upload_id = "".join(secrets.choice(_LETTERS) for _ in range(12))
    folder = _uploads() / upload_id
    folder.mkdir(parents=True)
    path = folder / safe_name(name)
    with path.open("wb") as file:
        file.write(content)
    return Upload(upload_id, path)


def unstage(upload: Upload) -> None:
    """Clear an upload away, and what was seen in it."""
    shutil.rmtree(upload.path.parent, ignore_errors=True)
    shutil.rmtree(folder_of(data_dir(), upload.work), ignore_errors=True)


def safe_name(name: str) -> str:
    r"""Return a file's own name without folders, control characters or a leading dot.

    >>> safe_name("../../etc/Ward 2022.geojson"), safe_name("C:\\files\\.hidden.csv"), safe_name("")
    ('Ward 2022.geojson', 'hidden.csv', 'file')
    """
    own = re.split(r"[\\/]", name)[-1]
    plain = re.sub(r'[\x00-\x1f\x7f<>:"|?*]', "", own).strip(" .")
    return plain[-120:].lstrip(" .") or "file"


def describe_list(upload: Upload, layout: Mapping[str, Any]) -> Path:
    """Write what a person says of a list beside the file they brought."""
    path = upload.path.parent / ".list.json"
    path.write_text(json.dumps(layout), encoding="utf-8")
    return path


def begin(work: str, *arguments: str) -> None:
    """Start a command that reports under a name, and wait until it says that it is at work.

    Raises:
        StartError: it ended before it said anything, as where somebody else is at it.
    """
    _started[:] = [process for process in _started if process.poll() is None]
    before = look(data_dir(), work)
    folder = folder_of(data_dir(), work)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOG).open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "housing", *arguments],
            cwd=ROOT,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    _started.append(process)
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        now = look(data_dir(), work)
        if now is not None and (before is None or now.began != before.began):
            return
        if process.poll() is not None:
            raise StartError(last_words(work))
        time.sleep(0.1)
    raise StartError(f"no sign of work within {PATIENCE_SECONDS:.0f} seconds")


def begin_refresh(*arguments: str) -> None:
    """Start a draft, a refresh or a publication."""
    begin(REFRESH, *arguments)


def answer(*arguments: str) -> str:
    """Run a short command to its end and return what it printed.

    Raises:
        StartError: it failed; its last sentence.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-m", "housing", *arguments],
            cwd=ROOT,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=ANSWER_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise StartError(f"no answer within {ANSWER_SECONDS} seconds") from error
    if done.returncode:
        raise StartError(_last_line(done.stderr) or _last_line(done.stdout))
    return done.stdout


def last_words(work: str) -> str:
    """Return the last line that a process printed, without `Error:`."""
    try:
        text = (folder_of(data_dir(), work) / LOG).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return _last_line(text)


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1].removeprefix("Error: ").removeprefix("Refused: ") if lines else ""


def _environment() -> dict[str, str]:
    return {**os.environ, "HOLDFAST_DATA_DIR": str(data_dir().resolve())}


def _uploads() -> Path:
    return data_dir() / "uploads"


def _clear_away() -> None:
    """Clear away uploads and looks at them that are older than a day."""
    folders = [*_uploads().glob("*"), *folder_of(data_dir(), "").glob("preview-*")]
    for folder in folders:
        if time.time() - folder.stat().st_mtime > UPLOAD_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)
