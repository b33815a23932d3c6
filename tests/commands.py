"""Commands run in this process, the way a person types them."""

import sys

import pytest

from housing import cli


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Run a command in this process: exit code, output, errors."""
    argv, sys.argv = sys.argv, ["housing", *words]
    try:
        cli.main()
        code = 0
    except SystemExit as stop:
        code = int(stop.code or 0)
    finally:
        sys.argv = argv
    said = capsys.readouterr()
    return code, said.out, said.err
