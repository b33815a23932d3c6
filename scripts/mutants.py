"""Change the rules in every way mutmut knows, one change at a time, and list what no test notices.

Usage: python scripts/mutants.py run PACKAGE [NAME ...] [--sample N] [--tests FILE ...]
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
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from mutant_looks import install
from mutant_trials import SAME, UNNOTICED, UNREACHED, Trials
from mutmut.__main__ import create_mutants
from mutmut.configuration import config
from mutmut.mutation.data import SourceFileMutationData
from mutmut.mutation.mutators import mutation_operators, operator_string
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.utils.file_utils import (
    change_cwd,
    copy_also_copy_files,
    copy_src_dir,
    setup_source_paths,
    walk_mutatable_files,
)

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

#: What can come of a change that is still to be looked at: a later test may notice it.
OPEN = {None: "untried", UNNOTICED: "unnoticed", UNREACHED: "unreached", SAME: "the same"}


def run(
    package: str, names: list[str], sample: int | None, patterns: Sequence[str] | None = None
) -> None:
    """Try the changes that no test has noticed yet: all, those named, or some drawn at random."""
    set_up(package)
    files = {
        name: data
        for data in map(results, sorted(walk_mutatable_files()))
        for name in data.exit_code_by_key
    }
    changes = list(files)
    if names:
        changes = [each for each in changes if any(fnmatchcase(each, name) for name in names)]
    if sample:
        changes = random.Random(SEED).sample(changes, min(sample, len(changes)))
    changes = [each for each in changes if files[each].exit_code_by_key[each] in OPEN]

    def keep(change: str, code: int) -> None:
        files[change].exit_code_by_key[change] = code
        with change_cwd(ROOT / "mutants" / package):
            files[change].save()
        sys.stderr.write(f"{change}: {OPEN.get(code, 'noticed')}\n")

    tests = [
        str(path) for pattern in patterns or TESTS[package] for path in sorted(Path().glob(pattern))
    ]
    with change_cwd("mutants"):
        arguments = ["--rootdir=.", "-q", "-s", *config().pytest_add_cli_args, *FACTS, *tests]
        if pytest.main(arguments, plugins=[Trials(changes, keep)]):
            raise SystemExit(f"The tests of {package} do not run.")


def set_up(package: str) -> None:
    """Write the package with all its changes, beside the tests that must notice them."""
    folder = ROOT / "mutants" / package
    folder.mkdir(parents=True, exist_ok=True)
    for shared in ("data", "housing", "pyproject.toml", "tests"):
        link = folder / shared
        if not link.is_symlink():
            link.symlink_to(ROOT / shared)
    os.chdir(folder)
    # Texts are left alone: a column's name is always noticed, and a sentence's wording is no rule.
    mutation_operators[:] = [pair for pair in mutation_operators if pair[1] is not operator_string]
    install()
    config().only_mutate[:] = [f"housing/{package}/*", f"housing/{package}.py"]
    set_mutant_under_test("mutant_generation")
    Path("mutants").mkdir(exist_ok=True)
    copy_src_dir()
    copy_also_copy_files()
    create_mutants(1)
    setup_source_paths()


def results(path: Path) -> SourceFileMutationData:
    """What is known of the changes of one module."""
    data = SourceFileMutationData(path=path)
    data.load()
    return data


def report(package: str) -> str:
    """Say how many changes were noticed, and show each that was not."""
    folder = ROOT / "mutants" / package / "mutants"
    tried = [
        (path, name, code)
        for path in sorted(folder.glob("housing/**/*.meta"))
        for name, code in json.loads(path.read_text("utf-8"))["exit_code_by_key"].items()
        if code is not None
    ]
    unnoticed = [(path, name, OPEN[code]) for path, name, code in tried if code in OPEN]
    noticed = len(tried) - len(unnoticed)
    share = f"{noticed / len(tried):.1%}" if tried else "none tried"
    lines = [f"{package}: {noticed} of {len(tried)} changes noticed ({share})"]
    for path, name, outcome in unnoticed:
        lines += [
            "",
            f"{name}: {outcome}",
            *_difference(path.with_suffix(""), name.rpartition(".")[2]),
        ]
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
    running.add_argument("--tests", nargs="+", help="hold them against these files alone")
    reporting = commands.add_parser("report")
    reporting.add_argument("packages", nargs="*", default=list(TESTS))
    given = parser.parse_args()
    if given.command == "run":
        run(given.package, given.names, given.sample, given.tests)
    else:
        sys.stdout.write("\n\n".join(report(package) for package in given.packages) + "\n")
