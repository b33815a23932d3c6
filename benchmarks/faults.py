"""Three hundred faults: a refresh is killed or its disk fails, and nothing published may suffer.

    python -m benchmarks faults

Every trial imports, writes a draft, compares, measures and publishes, in a process of its own, on a
few developments of Washington as published; one in five links, judges and scores them anew, the
others write tables that were built beforehand. `tests/fault_run.py` says what strikes and what must
hold. Faults are drawn from a seed, a quarter of each kind. `FAULTS`, `SEED` and `BUILT_ONE_IN` in
the environment draw others.
"""

import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.fault_run import Kind, draw, trial, undisturbed

FAULTS = int(os.environ.get("FAULTS", "300"))
BUILT_ONE_IN = int(os.environ.get("BUILT_ONE_IN", "5"))
SEED = int(os.environ.get("SEED", "20261122"))


def main() -> None:
    """Let every fault strike in turn; print what was published after each kind of fault."""
    struck: Counter[Kind] = Counter()
    shown: Counter[tuple[Kind, str]] = Counter()
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        known = undisturbed(Path(folder))
        print(f"an undisturbed run: {known.writes} writes, {known.seconds:.1f} s", flush=True)
        for number, fault in enumerate(draw(SEED, FAULTS, known), start=1):
            is_real = number % BUILT_ONE_IN == 0
            done = trial(known, Path(folder) / "trial", fault, is_real=is_real)
            struck[fault.kind] += done.has_struck
            shown[fault.kind, done.shown] += 1
            if done.wrong:
                wrong.append(done)
                print(f"WRONG after {fault}: {'; '.join(done.wrong)}", flush=True)
            if number % 50 == 0:
                print(f"{number} of {FAULTS}", flush=True)
    print(f"{'fault':20} trials  struck  A shown  B shown")
    for kind in Kind:
        counts = shown[kind, "A"], shown[kind, "B"]
        print(f"{kind:20} {sum(counts):6}  {struck[kind]:6}  {counts[0]:7}  {counts[1]:7}")
    print(f"{FAULTS} faults, {sum(struck.values())} struck, {len(wrong)} left something wrong")
    if wrong:
        sys.exit(1)


if __name__ == "__main__":
    main()
