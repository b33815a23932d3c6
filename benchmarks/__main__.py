"""Run every benchmark, or those named: `python -m benchmarks dc_build triage`."""

import subprocess
import sys

ALL = (
    "linking",
    "record_linking",
    "dc_build",
    "covenants",
    "scoring",
    "triage",
    "memory",
    "national",
    "many_places",
    "faults",
)


def main() -> None:
    """Run the named benchmarks in turn, each in its own process; each prints its ratios."""
    for name in sys.argv[1:] or ALL:
        if name not in ALL:
            sys.exit(f"There is no benchmark {name!r}. There are: {', '.join(ALL)}.")
        print(f"\n== {name}", flush=True)
        subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=True)


if __name__ == "__main__":
    main()
