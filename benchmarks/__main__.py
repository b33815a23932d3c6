"""Run every benchmark, or those named: `python -m benchmarks dc_build triage`."""

import importlib
import sys

ALL = ("linking", "dc_build", "covenants", "scoring", "triage")


def main() -> None:
    """Run the named benchmarks in turn; each prints its ratios."""
    for name in sys.argv[1:] or ALL:
        if name not in ALL:
            sys.exit(f"There is no benchmark {name!r}. There are: {', '.join(ALL)}.")
        print(f"\n== {name}", flush=True)
        importlib.import_module(f"benchmarks.{name}").main()


if __name__ == "__main__":
    main()
