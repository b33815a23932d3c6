"""A download under way: the bytes so far, and which file they are the beginning of."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from housing.errors import FetchError, UnfinishedError
from housing.sources.answers import Download, Validators, shown
from housing.sources.kinds import HEAD_BYTES, Kind, require_kind


@dataclass(slots=True)
class Part:
    """The beginning of a file. It may be continued while the publisher's file stays the same."""

    path: Path
    facts: Path
    url: str

    @classmethod
    def of(cls, path: Path, url: str) -> "Part":
        """Where the beginning of a file from an address is kept, beside its final place."""
        path.parent.mkdir(parents=True, exist_ok=True)
        mark = hashlib.sha256(url.encode()).hexdigest()[:8]
        part = path.with_name(f"{path.name}.{mark}.part")
        return cls(part, part.with_name(part.name + ".json"), url)

    def validator(self) -> str | None:
        """What the publisher said by which it recognizes the file."""
        try:
            return json.loads(self.facts.read_text(encoding="utf-8"))["validator"]
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def size(self) -> int:
        """Bytes that may be kept: none, where nothing proves what they are the beginning of."""
        return self.path.stat().st_size if self.validator() and self.path.exists() else 0

    def note(self, validator: str | None) -> None:
        """Remember what the file is recognized by."""
        self.facts.write_text(json.dumps({"validator": validator}), encoding="utf-8")

    def drop(self) -> None:
        """Forget what came so far."""
        self.path.unlink(missing_ok=True)
        self.facts.unlink(missing_ok=True)

    def drop_unless_it_can_be_continued(self) -> None:
        """Leave behind only what the next visit can use."""
        if not self.size():
            self.drop()

    def finish(self, path: Path, total: int | None, kind: Kind, validators: Validators) -> Download:
        """Check that everything is there and of the right kind, and give it its name.

        Raises:
            UnfinishedError: bytes are missing.
            FetchError: it is another kind of file.
        """
        size = self.path.stat().st_size
        if total is not None and size < total:
            raise UnfinishedError(f"{shown(self.url)} broke off after {size:,} of {total:,} bytes.")
        with self.path.open("rb") as file:
            head = file.read(HEAD_BYTES)
        try:
            require_kind(head, kind, shown(self.url))
        except FetchError:
            self.drop()
            raise
        self.path.replace(path)
        self.facts.unlink(missing_ok=True)
        return Download(self.url, size, validators)
