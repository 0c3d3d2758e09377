"""Run a benchmark: `python -m benchmarks NAME ...`; without a name, list them."""

import importlib
import sys
from pathlib import Path


def names() -> list[str]:
    """The benchmarks that can be run: the modules here that have a `main`."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return [file.stem for file in files if not file.stem.startswith("_") and "\ndef main(" in file.read_text()]


def main() -> None:
    """Run the one that is named, with the rest of the arguments."""
    if len(sys.argv) < 2 or sys.argv[1] not in names():
        print("usage: python -m benchmarks NAME [options]; NAME --help lists the options\n")
        for name in names():
            summary = (importlib.import_module(f"benchmarks.{name}").__doc__ or "").strip().splitlines()[0]
            print(f"  {name:12} {summary}")
        sys.exit(2 if len(sys.argv) > 1 else 0)
    module = importlib.import_module(f"benchmarks.{sys.argv.pop(1)}")
    module.main()


main()
