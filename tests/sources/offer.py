"""Offer bad files to imports that may take so much memory more: `offer FOLDER BYTES KIND ...`."""

import resource
import sys
from pathlib import Path

from housing.errors import FileUnreadableError
from housing.pipeline import import_files
from tests.sources import bad_archives, bad_files, bad_shapes
from tests.sources.elm import AT, ELM

#: Modules whose makers are listed in `BAD`.
MADE_BY = (bad_archives, bad_files, bad_shapes)


def main() -> None:
    """Print the sentence that refuses each."""
    folder, limit, kinds = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
    paths = [bad_files.BAD[kind][0](_folder(folder / kind)) for kind in kinds]
    pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[0])
    taken = pages * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (taken + limit, resource.RLIM_INFINITY))
    for kind, path in zip(kinds, paths, strict=True):
        try:
            done = import_files([path], folder / "data", AT, "a volunteer", ELM)
            said = "; ".join(why for _, why in done.refused)
        except FileUnreadableError as error:
            said = str(error)
        sys.stdout.write(f"{kind}: {said}\n")


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


if __name__ == "__main__":
    main()
