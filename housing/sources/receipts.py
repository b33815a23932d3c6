"""Receiving: a downloaded or fetched file is recognized, checked, and kept with a receipt.

    data/raw/hud_lihtc/20261001T120000Z-1f3a9c02/HUD_LIHTC_DC_2022-12-13.csv
    data/raw/hud_lihtc/20261001T120000Z-1f3a9c02/receipt.json

A file is first read the way a build will read it; one that cannot be read is refused with the
sentence that says why, and nothing is written. The same bytes are kept once.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from housing.errors import FileUnreadableError, SnapshotError
from housing.sources.answers import Download, Validators
from housing.sources.base import RawFile, Source, Tables, read_bytes
from housing.sources.intake import HEAD, no_list, require_sound
from housing.sources.recognition import columns_of_file, data_suffix, member_name, vintage_of

__all__ = [
    "Receipt",
    "clear_unfinished",
    "keep",
    "places_received",
    "receipts",
    "receive",
    "recognize",
    "verify",
    "vintage_of",
    "why_unknown",
]

_RECEIPT = "receipt.json"

#: How folders begin in which a file is being received; nobody reads one.
_RECEIVING = ".receiving-"

#: A file of which more rows than this are doubtful is refused whole. A judgement: of the real
#: lists none has more than 3 percent.
LARGEST_REJECTED_RATIO = 0.2

#: So few doubtful rows are put aside even where the whole file is short.
FEW_ROWS = 20


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is known about one file that was received."""

    source_id: str
    raw: RawFile
    #: The path or the address it was received from.
    origin: str
    retrieved: datetime
    sha256: str
    bytes: int
    #: The person who brought it.
    who: str
    #: The jurisdiction it was brought for, where that was said.
    place: str | None = None
    #: Rows that go to quarantine, or lose a value to it.
    rejected: int = 0
    #: The publisher's columns, lower case; empty where the receipt does not say.
    columns: tuple[str, ...] = ()
    #: What the publisher recognizes it by, if it was fetched.
    validators: Validators = Validators()

    @property
    def vintage(self) -> date | None:
        """The day the list describes."""
        return self.raw.vintage


def recognize(path: Path, sources: Sequence[Source]) -> Source | None:
    """Return the source whose columns the file has; null where none or several would fit.

    Names in the file tell lists with the same columns apart.

    Raises:
        FileUnreadableError: the file has a known ending and cannot be read at all.
    """
    readable = {".zip"}.union(*(source.suffixes for source in sources))
    if path.suffix.lower() not in readable or _another_kind(path):
        return None
    require_sound(path)
    suffix = data_suffix(path)
    if not suffix:
        read_bytes(RawFile(path, path.name, None))  # says how many files are inside
    fitting = [source for source in sources if suffix in source.suffixes]
    if not fitting:
        return None
    rows = columns_of_file(path)
    matching = [
        source for source in fitting if any(source.signature <= set(columns) for columns in rows)
    ]
    name = path.name.lower()
    hinted = [
        source for source in matching if any(hint.lower() in name for hint in source.name_hints)
    ]
    candidates = hinted or [source for source in matching if not source.name_hints]
    most = max((len(source.signature) for source in candidates), default=0)
    best = [source for source in candidates if len(source.signature) == most]
    return best[0] if len(best) == 1 else None


def why_unknown(path: Path, place_name: str, sources: Sequence[Source]) -> str:
    """Say why a file is none of a place's lists: its ending, its separators, or which columns."""
    readable = sorted({".zip"}.union(*(source.suffixes for source in sources)))
    suffix = path.suffix.lower()
    if suffix in (".xlsm", ".xlsb"):
        return "workbooks with macros are not opened; save it as .xlsx"
    if suffix not in readable:
        return f"{suffix or 'no ending'} is none that is read ({', '.join(readable)})"
    if what := _another_kind(path):
        return what.rstrip(".")
    rows = columns_of_file(path)
    header = max(rows, key=len, default=[])
    for mark, named in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        if len(header) == 1 and mark in header[0]:
            return f"its columns stand between {named}; save it as CSV with commas"
    near = max(sources, key=lambda one: len(one.signature & {*header}) / max(len(one.signature), 1))
    told = f"no source of {place_name} has these columns"
    if not near.signature & {*header}:
        return f"{told} ({', '.join(header[:8]).upper() or 'none at all'})"
    missing = ", ".join(sorted(near.signature - {*header})).upper()
    if not missing:
        return f"{told} and its name; say which one it is: --source, e.g. {near.id}"
    return f"{told}; nearest is {near.title}, which also needs {missing}"


def _another_kind(path: Path) -> str | None:
    """What a file is, where it is a PDF, a picture or the like that often lies beside lists."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return no_list(file.read(HEAD))


def receive(
    path: Path,
    source: Source,
    data_dir: Path,
    retrieved: datetime,
    who: str,
    vintage: date | None = None,
    place: str | None = None,
    fetched: Download | None = None,
    look: Callable[[Tables], None] = lambda _: None,
) -> Receipt:
    """Check a file and keep its bytes with a receipt; bytes already kept are not kept again.

    Two places may have files of the same source, the fictional city and a real one for instance:
    `place` keeps them apart. A file that was `fetched` has its address as origin. `look` sees
    the tables before the file is kept, and may refuse it.

    Raises:
        HoldfastError: the file cannot become the source's tables. Nothing was written.
    """
    require_sound(path)
    vintage = vintage or vintage_of(path)
    if known := kept_already(path, data_dir, source.id, place):
        return known
    columns = _columns(path, source)
    tables = source.normalize(RawFile(path, member_name(path), vintage))
    rejected = few_enough_rejected(tables, path.name)
    look(tables)
    return _kept(
        path, source.id, data_dir, retrieved, who, vintage, place, fetched, rejected, columns
    )


def keep(
    path: Path,
    list_id: str,
    data_dir: Path,
    retrieved: datetime,
    who: str,
    vintage: date | None = None,
    place: str | None = None,
    fetched: Download | None = None,
) -> Receipt:
    """Keep a file that no source reads yet, so that its history is not lost."""
    if known := kept_already(path, data_dir, list_id, place):
        return known
    vintage = vintage or vintage_of(path)
    return _kept(path, list_id, data_dir, retrieved, who, vintage, place, fetched, 0)


def receipts(data_dir: Path, source_id: str, place: str | None = None) -> list[Receipt]:
    """Return the receipts of a source, the first received first; of one place, if it is given."""
    folder = data_dir / "raw" / source_id
    found = [_read(path) for path in folder.glob(f"[0-9]*/{_RECEIPT}")]
    return sorted(
        (receipt for receipt in found if place is None or receipt.place == place),
        key=lambda receipt: (receipt.retrieved, receipt.raw.name, receipt.sha256),
    )


def places_received(data_dir: Path) -> set[str]:
    """Name every place that a file was received for."""
    found = (_read(path) for path in (data_dir / "raw").glob(f"*/[0-9]*/{_RECEIPT}"))
    return {receipt.place for receipt in found if receipt.place}


def clear_unfinished(data_dir: Path, before: datetime) -> list[str]:
    """Clear away files of which a crash cut the receiving short; return the names of their folders.

    What was begun after `before` may be another process's work and is left alone.
    """
    left = sorted((data_dir / "raw").glob(f"*/{_RECEIVING}*"))
    gone = [folder for folder in left if folder.stat().st_mtime < before.timestamp()]
    for folder in gone:
        shutil.rmtree(folder)
    return [f"{folder.parent.name}/{folder.name}" for folder in gone]


def verify(receipt: Receipt) -> None:
    """Check that a kept file is still the one that was received.

    Raises:
        FileUnreadableError: the file is gone.
        SnapshotError: its bytes have changed.
    """
    digest, _ = _fingerprint(receipt.raw.path)
    if digest != receipt.sha256:
        raise SnapshotError(
            f"{receipt.raw.path} is not the file that {receipt.who} brought on "
            f"{receipt.retrieved:%Y-%m-%d}: its bytes have changed. Raw files are never edited. "
            f"Delete the folder {receipt.raw.path.parent} and import the file again."
        )


def few_enough_rejected(tables: Tables, name: str) -> int:
    """Count the rows of a file that cannot be used as they are.

    Raises:
        FileUnreadableError: they are too many: the file is refused whole.
    """
    rejected = tables.get("quarantine")
    if rejected is None:
        return 0
    made = max((len(table) for kind, table in tables.items() if kind != "quarantine"), default=0)
    few = max(made * LARGEST_REJECTED_RATIO, min(made, FEW_ROWS))
    if len(rejected) > few:
        worst = rejected["detail"].mode().iloc[0]
        raise FileUnreadableError(
            f"{name} has {len(rejected):,} rows that cannot be used as they are, beside {made:,} "
            f"that can: it is not what it seems to be. Most often: {worst}"
        )
    return len(rejected)


def kept_already(path: Path, data_dir: Path, source_id: str, place: str | None) -> Receipt | None:
    """Return the receipt of the same bytes, if they are kept."""
    digest, _ = _fingerprint(path)
    same = (one for one in receipts(data_dir, source_id, place) if one.sha256 == digest)
    return next(same, None)


def _kept(
    path: Path,
    source_id: str,
    data_dir: Path,
    retrieved: datetime,
    who: str,
    vintage: date | None,
    place: str | None,
    fetched: Download | None,
    rejected: int,
    columns: Sequence[str] = (),
) -> Receipt:
    """Keep a file's bytes with their receipt."""
    digest, size = _fingerprint(path)
    moment = retrieved.astimezone(UTC)
    label = f"{moment:%Y%m%dT%H%M%SZ}-{digest[:8]}" + (f"-{place}" if place else "")
    folder = data_dir / "raw" / source_id / label
    facts = {
        "source_id": source_id,
        "name": path.name,
        "origin": fetched.url if fetched else str(path.resolve()),
        "retrieved": moment.isoformat(),
        "sha256": digest,
        "bytes": size,
        "vintage": vintage.isoformat() if vintage else None,
        "who": who,
        "rejected": rejected,
        "place": place,
        "columns": list(columns),
        **(asdict(fetched.validators) if fetched else {}),
    }
    _keep(path, folder, facts)
    return _read(folder / _RECEIPT)


def _columns(path: Path, source: Source) -> list[str]:
    """The publisher's columns, lower case: of the first rows, the one that has what we read."""
    rows = columns_of_file(path)
    header = next((row for row in rows if source.signature <= set(row)), [])
    return sorted({*header})


def _fingerprint(path: Path) -> tuple[str, int]:
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return digest, path.stat().st_size
    except OSError as error:
        raise FileUnreadableError(f"{path} cannot be read: {error.strerror}.") from error


def _keep(path: Path, folder: Path, facts: Mapping[str, object]) -> None:
    """Write file and receipt to a folder beside the final one, then rename it: all or nothing."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=_RECEIVING, dir=folder.parent) as temporary:
        staged = Path(temporary) / folder.name
        staged.mkdir()
        shutil.copyfile(path, staged / path.name)
        text = json.dumps(facts, indent=2, ensure_ascii=False)
        (staged / _RECEIPT).write_text(text + "\n", encoding="utf-8")
        digest, _ = _fingerprint(staged / path.name)
        if digest != facts["sha256"]:
            raise FileUnreadableError(f"{path} changed while it was being received. Try again.")
        try:
            staged.rename(folder)
        except OSError:
            if not folder.exists():  # else another import kept the same file just now
                raise


def _read(path: Path) -> Receipt:
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        kept = path.parent / facts["name"]
        vintage = date.fromisoformat(facts["vintage"]) if facts["vintage"] else None
        return Receipt(
            source_id=facts["source_id"],
            raw=RawFile(kept, member_name(kept), vintage),
            origin=facts["origin"],
            retrieved=datetime.fromisoformat(facts["retrieved"]),
            sha256=facts["sha256"],
            bytes=facts["bytes"],
            who=facts["who"],
            place=facts.get("place"),
            rejected=facts.get("rejected", 0),
            columns=tuple(facts.get("columns", ())),
            validators=Validators(facts.get("etag"), facts.get("last_modified")),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SnapshotError(
            f"{path} is not a readable receipt ({error}). Delete its folder and import the file "
            "again."
        ) from error
