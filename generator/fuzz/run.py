"""Mutated input for every reader of what people write: does any crash, or say nothing of what it left out?

    python generator/fuzz/run.py [--cases 100000] [--seed 1] [--target NAME …] [--keep FOLDER]
    python generator/fuzz/run.py FILE …

The same cases for the same seed. A case that fails is written to FOLDER, where a second call reads it again by its name. Ends with 1
if any failed.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

from targets import TARGETS, Target

FAILURES = Path(".cache/fuzz")


class Failure(NamedTuple):
    """A case that a target did not stand."""

    target: str
    content: bytes
    error: Exception


def failures(target: Target, cases: int, seed: int) -> Iterator[Failure]:
    """What `target` does not stand of so many mutations of its seeds."""
    chance = Random(f"{target.name} {seed}")
    for content in (*target.seeds(), *(target.case(chance) for _ in range(cases))):
        if failure := tried(target, content):
            yield failure


def tried(target: Target, content: bytes) -> Failure | None:
    try:
        target.judge(content)
    except Exception as error:  # whatever it is: this is what is looked for
        return Failure(target.name, content, error)
    return None


def main() -> int:
    arguments = _arguments()
    if arguments.files:
        return max(_again(path) for path in arguments.files)
    failed = 0
    for target in TARGETS:
        if arguments.target and target.name not in arguments.target:
            continue
        began, cases = time.monotonic(), arguments.cases * target.weight // 100
        found = 0
        for failure in failures(target, cases, arguments.seed):
            found += 1
            print(f"  {_kept(failure, arguments.keep)}: {type(failure.error).__name__}: {str(failure.error)[:200]}")
        print(f"{target.name}: {cases} cases in {time.monotonic() - began:.0f} s, failed: {found}", flush=True)
        failed += found
    print(f"failed: {failed}")
    return 1 if failed else 0


def _kept(failure: Failure, folder: Path) -> Path:
    path = folder / failure.target / sha256(failure.content).hexdigest()[:12]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(failure.content)
    return path


def _again(path: Path) -> int:
    """Try the case at `path`, whose folder is called like its target, and show how it fails."""
    target = next(target for target in TARGETS if target.name == path.parent.name)
    target.judge(path.read_bytes())
    print(f"{path}: stood")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--target", action="append", choices=[target.name for target in TARGETS])
    parser.add_argument("--keep", type=Path, default=FAILURES)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
