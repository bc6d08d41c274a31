"""Everything that the page on performance tells of, in one run on one machine: prints the table.

    python generator/benchmarks/bench_table.py [--quick] [--likec4 PROGRAM] [--runs 3]

Builds of the reference site beside plain MkDocs, edits in a browser, builds of estates beside LikeC4, checks of estates from 50/100 to
10000/30000, options that entangle, and how builds and checks grow. Times are processor time of all processes, in seconds, unless they
are told to be on the clock. What is not installed is left out: a browser for Playwright, LikeC4 (`.cache/tests/likec4` unless it is
named). `--quick` leaves out the largest estates. The whole run takes a little more than ten minutes of processor time with `--runs 1`.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from bench_check import CHECK, PARSE, Run, seconds, timed, with_bytecode
from bench_edits import EDITS, PAGE_CHANGED, Edit, served
from bench_options import MODELS, checked, write
from bench_site import REFERENCE, Estate, copied, estate, fitted, head, reference, spent
from estate import write_estate

BUILDS, QUICK_BUILDS = ("50/100", "200/500", "1000/3000"), ("50/100", "200/500")
CHECKS, QUICK_CHECKS = ("50/100", "200/500", "1000/3000", "10000/30000"), ("50/100", "200/500", "1000/3000")
PATIENCE = 120
"""Seconds after which a peer is given up."""
LIKEC4 = REFERENCE / ".cache/tests/likec4/node_modules/.bin/likec4"


def main() -> None:
    arguments = _arguments()
    print("\n".join(head()), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for line in rows(Path(folder), arguments):
            print(line, flush=True)


def rows(folder: Path, arguments: argparse.Namespace) -> Iterator[str]:
    """The lines of the table, each as soon as it is measured."""
    root, plain = copied(folder), folder / "plain"
    yield from reference(root, plain, arguments.runs)
    if find_spec("playwright") and shutil.which("chromium"):
        yield from seen(root, plain, arguments.runs)
    built: list[Estate] = []
    for size in QUICK_BUILDS if arguments.quick else BUILDS:
        project = folder / f"estate-{size.replace('/', '-')}"
        built.append(estate(project, *map(int, size.split("/"))))
        yield str(built[-1])
        yield from likec4(arguments.likec4, project, size)
    yield fitted("a build without layouts", [(one.flows, one.cold) for one in built])
    yield fitted("a build with layouts kept", [(one.flows, one.warm) for one in built])
    yield from checks(folder, QUICK_CHECKS if arguments.quick else CHECKS, arguments.runs)
    yield from entangled(folder, arguments.runs)


def likec4(program: Path, project: Path, size: str) -> Iterator[str]:
    """A site of LikeC4 of the same model, in one language, with one view of everything; nothing where it is not installed.

    It lays out with its own copy of Graphviz, as it does where none is installed, which gives up on some of these views.
    """
    if not (program.exists() and shutil.which("node")):
        return
    sources = project / "likec4"
    sources.mkdir()
    spent([sys.executable, "-c", CHECK, "export", "likec4", str(project), "--output", str(sources / "model.c4")])
    try:
        build = [str(program), "build", "--no-use-dot", "-o", str(project / "likec4-site"), str(sources)]
        took = f"{spent(build, PATIENCE):.0f} s"
    except subprocess.CalledProcessError:
        took = "it could not lay out the view"
    except subprocess.TimeoutExpired:
        took = f"not done after {PATIENCE} s on the clock"
    yield f"| {size} with LikeC4, one language, one view | – | {took} |"


def checks(folder: Path, sizes: Sequence[str], runs: int) -> Iterator[str]:
    """`check` without and with its cache, and its memory, beside the parse that it needs; then how it grows."""
    environment = with_bytecode(folder / "bytecode")
    found: list[tuple[int, float]] = []
    for size in sizes:
        components, flows = map(int, size.split("/"))
        root = folder / f"check-{components}-{flows}"
        write_estate(root, components, flows)
        times: dict[str, list[Run]] = {kind: [] for kind in ("parse", "first", "again")}
        if not found:
            timed(_ways(root)["first"], environment)  # which leaves bytecode behind
        for _ in range(runs if flows < 10_000 else 1):
            shutil.rmtree(root / ".cache", ignore_errors=True)
            for kind, command in _ways(root).items():
                times[kind].append(timed(command, environment))
        found.append((flows, seconds(times["first"])))
        memory = max(run.mebibytes for run in times["first"])
        again, parse = seconds(times["again"]), seconds(times["parse"])
        yield f"| check of {size} | {found[-1][1]:.2f} s, again {again:.2f} s; {memory:.0f} MiB | parsing alone: {parse:.2f} s |"
    yield fitted("a check", found)


def _ways(root: Path) -> dict[str, list[str]]:
    files = [str(path) for path in sorted(root.glob("model/*.yaml"))]
    parse = PARSE.format(way="compose")
    check = [sys.executable, "-c", CHECK, "check", str(root)]
    return {"parse": [sys.executable, "-c", parse, *files], "first": check, "again": check}


def seen(root: Path, plain: Path, runs: int) -> Iterator[str]:
    """From an edit to what a browser shows first."""
    for project, edits, before in ((root, EDITS, ""), (plain, [PAGE_CHANGED], "plain MkDocs of the same pages: ")):
        try:
            with served(project) as change:
                for edit in edits:
                    told, gone = _seen(change, replace(edit, redrawn=False), runs)
                    yield f"| {before}{edit.name} | {'–' if before else told} | {told if before else '–'} |"
                    if edit.gone:
                        yield f"| {edit.name}, mended | {gone} | – |"
        except TimeoutError as error:
            yield f"| {before}edits | the server did not come up: {error} | – |"


def _seen(change: Callable[[Edit], tuple[float, float, float, float]], edit: Edit, runs: int) -> tuple[str, str]:
    """How long it takes until an edit is seen, and until it is seen that it was taken back."""
    try:
        clock, processor, _, gone = (statistics.median(column) for column in zip(*(change(edit) for _ in range(runs)), strict=True))
    except TimeoutError as error:
        return str(error), ""
    return f"{processor:.2f} s, {clock:.2f} s on the clock", f"{gone:.2f} s on the clock"


def entangled(folder: Path, runs: int) -> Iterator[str]:
    """Checks of options that hang together badly."""
    for number, (name, made) in enumerate(MODELS.items()):
        root = folder / f"options-{number}"
        root.mkdir()
        write(root, made())
        time, memory = min(checked(root) for _ in range(runs))
        yield f"| check of options: {name} | {time:.2f} s, {memory:.0f} MB | – |"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--likec4", type=Path, default=LIKEC4)
    parser.add_argument("--runs", type=int, default=3)
    return parser.parse_args()


if __name__ == "__main__":
    main()
