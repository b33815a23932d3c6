"""What every test may rely on: no network, no clock tricks, one sample city for the session."""

import os
import socket
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

#: Tests assert what happens, never how fast: a busy machine is no reason to fail.
settings.register_profile("calm", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("calm")

ROOT = Path(__file__).resolve().parent.parent

#: When the tests' snapshots say they were built.
BUILT_AT = datetime(2026, 10, 2, 12, 0, tzinfo=UTC)

_LOCAL = {"127.0.0.1", "::1", "localhost"}

_MAIN = sys.modules["__main__"]


@pytest.fixture(autouse=True)
def own_main_module() -> Iterator[None]:
    """Take away a page that a test left as `__main__`: a new process would run it first."""
    sys.modules["__main__"] = _MAIN
    yield
    sys.modules["__main__"] = _MAIN


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Refuse every connection that leaves this machine.

    Libraries that open sockets in C pass this guard by; none that we use fetches anything.
    """
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in _LOCAL:
            raise OSError(f"A test tried to reach {address[0]}: tests use no network.")
        connect(self, address)

    socket.socket.connect = guarded  # type: ignore[method-assign,assignment]
    yield
    socket.socket.connect = connect  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def sample_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder in which the fictional sample city is published."""
    from housing.pipeline.sample import build_sample

    folder = tmp_path_factory.mktemp("sample")
    build_sample(folder, BUILT_AT)
    return folder


@pytest.fixture(scope="session")
def sample(sample_dir: Path) -> Any:
    """Return the sample city's published snapshot."""
    from housing.snapshots import current

    return current(sample_dir)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where the suite guards the main branch, a skipped test is a failed one."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter is not None and reporter.stats.get("skipped"):
        reporter.write_line("In CI nothing may be skipped.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
