"""Change the rules in every way mutmut knows, one change at a time, and list what no test notices.

Usage: python scripts/mutants.py run PACKAGE [--sample N] [NAME ...]
       python scripts/mutants.py report [PACKAGE ...]

A name may hold `*`, as `housing.factors.age.*`. Each package is held against its own tests in its
own folder under `mutants`, where results are kept: run it again and it goes on where it stopped.
"""

import argparse
import difflib
import json
import os
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from mutmut.__main__ import _run
from mutmut.configuration import config
from mutmut.mutation.file_mutation import mutate_file_contents
from mutmut.mutation.mutators import mutation_operators, operator_string
from mutmut.utils.format_utils import get_mutant_name

ROOT = Path(__file__).resolve().parent.parent

#: The tests that must notice a change in each package: its own.
TESTS = {
    "covenants": ("tests/test_covenants_*.py", "tests/test_edge_cases_covenants.py"),
    "factors": ("tests/factors", "tests/test_scoring_golden.py", "tests/test_edge_cases_facts.py"),
    "notices": ("tests/notices",),
    "scoring": ("tests/test_scoring_*.py", "tests/test_edge_cases_*.py"),
}

#: Of these, the facts: laws, which Hypothesis draws, are slow and would hide that a fact is
#: missing, and building the whole sample city first costs too much for every change.
FACTS = ("-m", "not hypothesis", "-k", "not TestRescoring")

#: So that a sample is the same for everybody who draws it from the same code.
SEED = 20261122

#: What mutmut notes of a change that no test noticed, and of one that no test even reached.
UNNOTICED = (0, 33)


def run(package: str, names: list[str], sample: int | None) -> None:
    """Try the changes that have no result yet, or those named, or some drawn at random."""
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
    config().pytest_add_cli_args[:] += FACTS
    config().pytest_add_cli_args_test_selection[:] = [
        str(path) for pattern in TESTS[package] for path in sorted(Path().glob(pattern))
    ]
    if sample:
        changes = every_change()
        names = random.Random(SEED).sample(changes, min(sample, len(changes)))
    _run(names, 1)


def every_change() -> list[str]:
    """Names of all changes of the package that is set up."""
    return [
        get_mutant_name(path, name)
        for path in sorted(Path("housing").rglob("*.py"))
        if config().should_mutate(path)
        for name in mutate_file_contents(str(path), path.read_text("utf-8")).mutant_names
    ]


def report(package: str) -> str:
    """Say how many changes were noticed, and show each that was not."""
    folder = ROOT / "mutants" / package / "mutants"
    tried = [
        (path, name, code)
        for path in sorted(folder.glob("housing/**/*.meta"))
        for name, code in json.loads(path.read_text("utf-8"))["exit_code_by_key"].items()
        if code is not None
    ]
    unnoticed = [(path, name) for path, name, code in tried if code in UNNOTICED]
    noticed = len(tried) - len(unnoticed)
    share = f"{noticed / len(tried):.1%}" if tried else "none tried"
    lines = [f"{package}: {noticed} of {len(tried)} changes noticed ({share})"]
    for path, name in unnoticed:
        lines += ["", name, *_difference(path.with_suffix(""), name.rpartition(".")[2])]
    return "\n".join(lines)


def _difference(path: Path, name: str) -> Iterator[str]:
    """The lines that a change took away and put in."""
    spans = json.loads(path.with_name(f"{path.name}.spans").read_text("utf-8"))["spans"]
    text = path.read_text("utf-8").splitlines()
    kept, changed = (
        text[spans[which][0] : spans[which][1]] for which in (re.sub(r"\d+$", "orig", name), name)
    )
    lines = difflib.unified_diff(kept, changed, n=0, lineterm="")
    return (f"  {line}" for line in lines if not re.match(r"---|\+\+\+|@@|.\s*def ", line))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    running = commands.add_parser("run")
    running.add_argument("package", choices=TESTS)
    running.add_argument("names", nargs="*")
    running.add_argument("--sample", type=int)
    reporting = commands.add_parser("report")
    reporting.add_argument("packages", nargs="*", default=list(TESTS))
    given = parser.parse_args()
    if given.command == "run":
        run(given.package, given.names, given.sample)
    else:
        sys.stdout.write("\n\n".join(report(package) for package in given.packages) + "\n")
