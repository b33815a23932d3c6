"""Change a package in every way mutmut knows, one change at a time, and list what no test sees.

Usage: python scripts/mutants.py PACKAGE [NAME ...], where a name may hold `*`, as
`housing.factors.age.*`. Each package is held against its own tests and has its own folder under
`mutants`, where finished results are kept: run it again and it goes on.
"""

import os
import sys
from pathlib import Path

from mutmut.__main__ import _run
from mutmut.configuration import config
from mutmut.mutation.mutators import mutation_operators, operator_string

ROOT = Path(__file__).resolve().parent.parent

#: The tests that must notice a change in each package: its own facts. Its laws, drawn at random
#: and slow, are left out, so that a figure says what the facts alone notice.
TESTS = {
    "covenants": ("tests/test_covenants_[!l]*.py", "tests/test_edge_cases_covenants.py"),
    "factors": ("tests/factors", "tests/test_scoring_golden.py"),
    "notices": ("tests/test_notices*.py",),
    "scoring": ("tests/test_scoring_[!l]*.py", "tests/test_edge_cases_*.py"),
}


def run(package: str, names: list[str]) -> None:
    """Run the mutants of a package that have no result yet, or those named."""
    folder = ROOT / "mutants" / package
    folder.mkdir(parents=True, exist_ok=True)
    for shared in ("data", "housing", "pyproject.toml", "tests"):
        link = folder / shared
        if not link.is_symlink():
            link.symlink_to(ROOT / shared)
    os.chdir(folder)
    # Texts are left alone: a column's name is always noticed, and a sentence's wording is no rule.
    mutation_operators[:] = [pair for pair in mutation_operators if pair[1] is not operator_string]
    config().only_mutate[:] = [f"housing/{package}/*", f"housing/{package}.py"]
    config().pytest_add_cli_args_test_selection[:] = [
        str(path) for pattern in TESTS[package] for path in sorted(Path().glob(pattern))
    ]
    _run(names, 1)


if __name__ == "__main__":
    run(sys.argv[1], sys.argv[2:])
