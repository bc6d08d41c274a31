"""Whether two commits build the same sites, byte for byte, and how long each takes, run by run in turn.

    python generator/benchmarks/same_bytes.py [OLD [NEW]] [--sizes 50/100 200/500] [--runs 3] [--no-reference]

OLD is where the branch left `main`, unless a commit is named; NEW is what stands in the folder, new files that git does not know left
out. The sources of all sites are those of OLD; only the program differs. Processor time of all processes, in seconds, medians; with
`--runs 0` none is taken.
The first build of each program lays pictures out and is not timed; what is kept between runs is its own. The exit code is 1
where files differ, and their paths are listed.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench_site import CONFIG, MINE
from estate import write_estate

TOP = Path(__file__).parents[2]
SHOWN = 40


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("old", nargs="?", default="")
    parser.add_argument("new", nargs="?", default="")
    parser.add_argument("--sizes", nargs="*", default=["50/100", "200/500"], help="estates, components/flows")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--no-reference", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        old = arguments.old or git("merge-base", "main", "HEAD")
        new = arguments.new or git("stash", "create") or "HEAD"
        programs = {side: program(folder / side, commit) for side, commit in (("old", old), ("new", new))}
        found = 0
        for project in projects(folder, programs["old"], arguments.sizes, reference=not arguments.no_reference):
            found += len(compared(project, programs, arguments.runs))
    return 1 if found else 0


def git(*words: str) -> str:
    """What git says."""
    return subprocess.run(["git", *words], cwd=TOP, check=True, capture_output=True, text=True).stdout.strip()


def program(folder: Path, commit: str) -> Path:
    """The program as of a commit, with the viewer of today."""
    archive = subprocess.run(["git", "archive", commit], cwd=TOP, check=True, capture_output=True).stdout
    folder.mkdir()
    subprocess.run(["tar", "-x"], cwd=folder, input=archive, check=True)
    shutil.copytree(TOP / "generator/viewer/dist", folder / "generator/viewer/dist")
    return folder


def projects(folder: Path, old: Path, sizes: list[str], *, reference: bool) -> Iterator[Path]:
    """The projects whose sites are compared: the reference one, and estates with a page for each kind."""
    if reference:
        root = folder / "reference"
        root.mkdir()
        for part in MINE:
            if (old / part).is_dir():
                shutil.copytree(old / part, root / part)
            else:
                shutil.copy(old / part, root / part)
        yield root
    for size in sizes:
        root = folder / f"estate-{size.replace('/', '-')}"
        components, flows = map(int, size.split("/"))
        write_estate(root, components, flows, ("ko", "ja"))
        (root / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
        (root / "docs").mkdir()
        (root / "docs/index.md").write_text("# Estate\n", encoding="utf-8")
        yield root


def compared(project: Path, programs: dict[str, Path], runs: int) -> list[str]:
    """The paths whose content differs, after printing them and the times."""
    for side, folder in programs.items():
        run(project, folder, side, "build", "--site", str(project.with_name(f"{project.name}-site-{side}")))
    old, new = (contents(project.with_name(f"{project.name}-site-{side}")) for side in ("old", "new"))
    differing = sorted(path for path in old.keys() | new.keys() if old.get(path) != new.get(path))
    print(f"{project.name}: {len(old)} files, {len(differing)} differ", *differing[:SHOWN], sep="\n  ")
    timed = project.with_name("timed")
    commands = (("check",), ("build", "--site", str(timed)))
    for words in commands if runs else ():
        times: dict[str, list[float]] = {side: [] for side in programs}
        for _ in range(runs):
            for side, folder in programs.items():
                for known in (timed, project.with_name(f"{project.name}-cache-{side}") / "groundplan/check"):
                    shutil.rmtree(known, ignore_errors=True)  # a site that is there is not built, and a check that is known not made
                times[side].append(run(project, folder, side, *words))
        before, after = (statistics.median(times[side]) for side in ("old", "new"))
        print(f"  {words[0]}: {before:.2f} s before, {after:.2f} s after ({after / before:.2f})", flush=True)
    return differing


def run(project: Path, program: Path, side: str, *words: str) -> float:
    """The processor time of `groundplan WORDS`, which ends with what it found, and never with an accident."""
    cache = project / ".cache"
    kept = project.with_name(f"{project.name}-cache-{side}")
    if kept.exists():
        kept.rename(cache)
    environment = {**os.environ, "PYTHONPATH": str(program / "generator"), "PYTHONHASHSEED": "0", "NO_MKDOCS_2_WARNING": "1"}
    before = _children()
    command = [sys.executable, "-m", "groundplan.cli", *words]
    ended = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    if ended.returncode not in (0, 1):
        raise SystemExit(f"{side}: groundplan {' '.join(words)} ended with {ended.returncode}\n{ended.stderr[-2000:]}")
    if cache.exists():
        cache.rename(kept)
    return _children() - before


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def contents(site: Path) -> dict[str, bytes]:
    """Every file of a site by its path."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


if __name__ == "__main__":
    sys.exit(main())
