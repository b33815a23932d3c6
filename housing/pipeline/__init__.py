"""The whole road: raw files in, a linked and scored snapshot out. Read `build` first.

import_files   a person's downloads -> raw files with receipts
check          are the raw files whole, and what becomes of their rows?
build          raw files -> tables -> links -> covenants -> profiles -> scores -> draft
publish        draft -> the snapshot that pages read, if it passes the gates
refresh        all of it, one at a time
"""

from housing.pipeline.build import build
from housing.pipeline.gather import Checked, check
from housing.pipeline.publish import publish
from housing.pipeline.receive import Imported, import_files
from housing.pipeline.refresh import Outcome, Refreshed, refresh

__all__ = [
    "Checked",
    "Imported",
    "Outcome",
    "Refreshed",
    "build",
    "check",
    "import_files",
    "publish",
    "refresh",
]
