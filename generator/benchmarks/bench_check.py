"""How long `groundplan check` takes as a whole process, beside starting the interpreter and parsing the same bytes alone.

    python generator/benchmarks/bench_check.py [--runs N] [--processor] [--sizes 50/100 1000/3000 …] [--locales ko ja]

The runs are interleaved, so that a busy machine slows all. Printed are medians, their ratios, and the most memory that a run
of `check` held. There are two parses, both by libyaml: `nodes` stops at the nodes (`yaml.compose`), `data` goes on to plain data
(`yaml.load`), which is what a program that wants to use a model needs at least. Each run of `first` starts without the project's
cache, each of `again` with it. Bytecode is kept
between the runs, as installed packages keep it: an environment that forbids to write any would have all of ours compiled anew.
With `--locales`, each size has a second line: the same project with a whole catalogue of each. The parse is that of the YAML alone.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from typing import NamedTuple

from estate import write_estate

SIZES = ("50/100", "200/500", "1000/3000", "10000/30000")

PARSE = """
import sys, yaml
for path in sys.argv[1:]:
    with open(path, "rb") as file:
        yaml.{way}(file, yaml.CSafeLoader)
"""

CHECK = "from groundplan.cli import program; program()"


class Run(NamedTuple):
    """What one process took: seconds on the clock and on processors, and the most memory that it held."""

    clock: float
    processor: float
    mebibytes: float


def main() -> None:
    arguments = _arguments()
    what = "processor time" if arguments.processor else "time on the clock"
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} processors, medians of {arguments.runs} runs each, {what}")
    times = f"{'nodes':>9} {'data':>9} {'first':>9} {'/nodes':>6} {'/data':>6} {'again':>9} {'/data':>6}"
    print(f"{'size':>12} {'locales':>8} {times} {'memory':>9}")
    for size in arguments.sizes:
        components, flows = (int(number) for number in size.split("/"))
        for locales in [(), *([tuple(arguments.locales)] if arguments.locales else [])]:
            with tempfile.TemporaryDirectory() as folder:
                write_estate(Path(folder), components, flows, locales)
                environment = with_bytecode(Path(folder, "bytecode"))
                row = _row(Path(folder), arguments.runs, environment, processor=arguments.processor)
                print(f"{size:>12} {','.join(locales) or '-':>8} {row}", flush=True)


def _row(root: Path, runs: int, environment: dict[str, str], *, processor: bool) -> str:
    files = [str(path) for path in sorted(root.glob("model/*.yaml"))]
    nodes, data = ([sys.executable, "-c", PARSE.format(way=way), *files] for way in ("compose", "load"))
    check = [sys.executable, "-c", CHECK, "check", str(root)]
    ways = {"nodes": nodes, "data": data, "first": check, "again": check}
    done: dict[str, list[Run]] = {way: [] for way in ways}
    timed(check, environment)
    for _ in range(runs):
        shutil.rmtree(root / ".cache", ignore_errors=True)
        for way, command in ways.items():
            done[way].append(timed(command, environment))
    times = {way: median(run.processor if processor else run.clock for run in runs_of) for way, runs_of in done.items()}
    first, again = times["first"], times["again"]
    ratios = f"{_ms(first)} {first / times['nodes']:6.2f} {first / times['data']:6.2f} {_ms(again)} {again / times['data']:6.2f}"
    return f"{_ms(times['nodes'])} {_ms(times['data'])} {ratios} {max(run.mebibytes for run in done['first']):5.0f} MiB"


def seconds(runs: Iterable[Run]) -> float:
    """The median of their processor time."""
    return median(run.processor for run in runs)


def with_bytecode(folder: Path) -> dict[str, str]:
    """The environment of the runs: ours, but bytecode is written, and to `folder`."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder)}


def timed(command: list[str], environment: dict[str, str]) -> Run:
    """What a process takes; one that fails ends everything."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(child.pid, 0)
    clock = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{' '.join(command[:3])} … failed with exit code {child.returncode}")
    return Run(clock, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024))


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:6.0f} ms"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--processor", action="store_true", help="count processor time instead of the time on the clock")
    parser.add_argument("--sizes", nargs="+", default=SIZES, metavar="COMPONENTS/FLOWS")
    parser.add_argument("--locales", nargs="+", default=(), metavar="LOCALE", help="measure each size with catalogues of these, too")
    return parser.parse_args()


if __name__ == "__main__":
    main()
