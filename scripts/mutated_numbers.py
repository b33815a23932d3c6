"""Raise every number a module states by one, one at a time, and list those no test notices.

Usage: python scripts/mutated_numbers.py PACKAGE [PACKAGE ...]

mutmut changes what functions do and leaves the numbers beside them alone: points, edges, years.
These are changed in a copy of the tree; a process per number imports it and runs the same tests.
"""

import ast
import compileall
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

# Imported before the processes part, so that none of them needs to import it again.
import geopandas  # noqa: F401
import hypothesis  # noqa: F401
import pandera.pandas  # noqa: F401
import pytest

from mutants import FACTS, ROOT, TESTS

COPY = ROOT / "mutants" / "numbers"

#: What the tests read of the tree.
READ = ("data/jurisdictions", "data/overrides", "data/reference", "housing", "tests")


def numbers(module: Path) -> Iterator[ast.Constant]:
    """Every number that a module states outside its functions and classes."""
    for statement in ast.parse(module.read_text("utf-8")).body:
        if isinstance(statement, ast.Assign | ast.AnnAssign):
            for node in ast.walk(statement):
                if isinstance(node, ast.Constant) and type(node.value) in (int, float):
                    yield node


def raised(text: str, number: ast.Constant) -> str:
    """The module's text with one number raised by one."""
    lines = text.splitlines(keepends=True)
    line = lines[number.lineno - 1].encode()
    start, end = number.col_offset, number.end_col_offset
    lines[number.lineno - 1] = (
        line[:start] + repr(number.value + 1).encode() + line[end:]
    ).decode()
    return "".join(lines)


def is_noticed(tests: list[str]) -> bool:
    """Run the tests in a process of their own, on the copy as it now stands."""
    child = os.fork()
    if not child:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        os._exit(int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *FACTS, *tests])))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0


def try_package(package: str) -> str:
    """Say how many raised numbers the package's tests notice, and show each that they do not."""
    tests = [str(path) for pattern in TESTS[package] for path in sorted(Path().glob(pattern))]
    if is_noticed(tests):
        raise SystemExit(f"The tests of {package} fail before any number is changed.")
    tried, unnoticed = 0, []
    for module in sorted(Path("housing", package).rglob("*.py")):
        text = module.read_text("utf-8")
        for number in numbers(module):
            tried += 1
            module.write_text(raised(text, number), "utf-8")
            shutil.rmtree(module.parent / "__pycache__", ignore_errors=True)
            if not is_noticed(tests):
                line = text.splitlines()[number.lineno - 1].strip()
                unnoticed.append(f"  {module}:{number.lineno} {number.value}: {line}")
        module.write_text(text, "utf-8")
    noticed = tried - len(unnoticed)
    return "\n".join([f"{package}: {noticed} of {tried} raised numbers noticed", *unnoticed])


def set_up() -> None:
    """Copy what the tests read, compiled, and never compile into it again."""
    shutil.rmtree(COPY, ignore_errors=True)
    for part in READ:
        shutil.copytree(ROOT / part, COPY / part)
    shutil.copy(ROOT / "pyproject.toml", COPY)
    compileall.compile_dir(COPY / "housing", quiet=1)
    sys.dont_write_bytecode = True
    os.chdir(COPY)
    sys.path.insert(0, str(COPY))


if __name__ == "__main__":
    set_up()
    for name in sys.argv[1:] or TESTS:
        sys.stdout.write(f"{try_package(name)}\n")
