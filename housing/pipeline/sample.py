"""The sample city takes the same road as real data: generated files, import, build, publish."""

from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from filelock import FileLock

from housing.errors import FileUnreadableError
from housing.jurisdictions import load_jurisdiction
from housing.pipeline.build import build
from housing.pipeline.gather import Progress
from housing.pipeline.publish import publish
from housing.pipeline.receive import import_files
from housing.sample_city import write_sample_city
from housing.snapshots import Snapshot, current, last_published

#: The day the sample city's files describe.
SAMPLE_AS_OF = date(2026, 10, 1)

#: Who publishes it, and why its gates may be overruled: the code that draws it may have changed.
BUILDER = "sample city"
REBUILT = "the fictional sample city is drawn anew by its own code"


def build_sample(
    data_dir: Path,
    at: datetime,
    on_progress: Progress = lambda _: None,
    *,
    only_if_none: bool = False,
) -> Snapshot:
    """Generate, import, build and publish the fictional sample city.

    With `only_if_none`, a snapshot that is already published is left as it is and returned. Two
    processes that start together build it once: the second waits for the first.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    with FileLock(data_dir / "sample.lock"):
        published = current(data_dir)
        if only_if_none and published is not None:
            return published
        place = load_jurisdiction("sample")
        with TemporaryDirectory(prefix="holdfast-sample-") as folder:
            on_progress("Drawing the fictional city of Port Amity")
            write_sample_city(Path(folder))
            imported = import_files(
                [Path(folder)], data_dir, at, BUILDER, place, on_progress=on_progress
            )
        if imported.refused:
            path, why = imported.refused[0]
            raise FileUnreadableError(f"The sample city's own {path.name} was refused: {why}")
        draft = build(
            place,
            SAMPLE_AS_OF,
            data_dir,
            at.isoformat(),
            on_progress,
            previous=last_published(data_dir, place.id),
        )
        return publish(data_dir, draft.id, at.isoformat(), who=BUILDER, accept=REBUILT)
