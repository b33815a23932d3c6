"""Twenty faults, drawn from a seed: nothing published is ever wrong, half, or out of reach.

Tables are built once and only written in the trials. The long form, which also builds, is
`python -m benchmarks faults`.
"""

from pathlib import Path

import pytest

from tests.fault_run import Kind, Undisturbed, draw, trial, undisturbed

SEED = 20261122
EACH = 5


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    """What a run without a fault does."""
    return undisturbed(tmp_path_factory.mktemp("faults"))


def test_there_is_something_to_disturb(known: Undisturbed) -> None:
    assert known.first != known.second
    assert known.writes > 50


@pytest.mark.parametrize("kind", Kind)
def test_a_fault_leaves_what_is_published_whole_and_the_next_run_succeeds(
    kind: Kind, known: Undisturbed, tmp_path: Path
) -> None:
    faults = [one for one in draw(SEED, EACH * len(Kind), known) if one.kind is kind]
    trials = [trial(known, tmp_path / "data", fault, is_real=False) for fault in faults]
    assert len(trials) == EACH
    assert [one for one in trials if one.wrong] == []
