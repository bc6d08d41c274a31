"""Builds that are killed at random moments, and builds of one site at once: is the folder always whole, old or new?

    python generator/benchmarks/kills.py [--kills 100] [--swaps 50] [--pairs 10] [--seed N]

`kills` are of whole `groundplan build` processes, at any moment from their start to a little after their usual end; `swaps` are of
processes that do nothing but publish prepared sites in turn, so that most kills hit the moments around the swap. All by SIGKILL, which
nobody can answer. After each, the folder is compared file by file with the site before and the site to come, no process may be left,
and in the end the next build must leave nothing beside the site. Ends with 1 if anything was in pieces.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

SHOP = Path(__file__).parents[1] / "tests" / "project" / "shop"
MODEL = "model/shop.yaml"
OLD, NEW = "Web shop", "Corner shop"

SWAPS = """
import shutil, sys
from pathlib import Path
from groundplan.publish.staging import Staging

site, *generations = map(Path, sys.argv[1:])
print("ready", flush=True)
while True:
    for generation in generations:
        staging = Staging(site)
        shutil.copytree(generation, staging.folder, dirs_exist_ok=True)
        staging.publish()
"""
"""Publishes sites in turn until it is killed."""


class Killed:
    """A project whose site is built again and again, now with one name and now with another."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root / "shop"
        self.site = self.root / "site"
        self.random = random.Random(seed)
        shutil.copytree(SHOP, self.root)
        self.wholes = {NEW: self._built(NEW)}
        started = time.monotonic()
        self.wholes[OLD] = self._built(OLD)
        self.usual = time.monotonic() - started

    def name(self, name: str) -> None:
        """Give the project a name, which nearly every page shows."""
        model = self.root / MODEL
        text = model.read_text(encoding="utf-8")
        model.write_text(text.replace(OLD, name).replace(NEW, name), encoding="utf-8")

    def _built(self, name: str) -> dict[str, bytes]:
        self.name(name)
        assert self.start().wait() == 0, "the project does not build"
        return contents(self.site)

    def start(self) -> subprocess.Popen[bytes]:
        """A build, in a group of processes of its own."""
        command = [sys.executable, "-m", "groundplan.cli", "build", str(self.root)]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)

    def kill(self) -> str:
        """Kill the next build at a random moment; what is wrong then, or nothing."""
        self.name(self.random.choice((OLD, NEW)))
        build = self.start()
        time.sleep(self.random.uniform(0, self.usual * 1.1))
        build.send_signal(signal.SIGKILL)
        build.wait()
        return _left(build.pid) or self.judged()

    def pair(self) -> str:
        """Two builds at once; what is wrong then, or nothing."""
        builds = [self.start() for _ in range(2)]
        codes = sorted(build.wait() for build in builds)
        return self.judged() if codes in ([0, 0], [0, 2]) else f"the builds ended with {codes}"

    def judged(self) -> str:
        """What is wrong with the site as it is; nothing, if it is one of the whole ones."""
        now = contents(self.site)
        if now in self.wholes.values():
            return ""
        return f"{len(now)} files, of which {sum(now.get(p) == c for p, c in self.wholes[OLD].items())} are old ones"

    def tidied(self) -> str:
        """What the next build leaves beside the site."""
        assert self.start().wait() == 0, "the next build fails"
        left = sorted(path.name for path in self.root.glob(".site*"))
        return f"left beside the site: {left}" if left else self.judged()


def swap(root: Path, seed: int, kills: int) -> list[str]:
    """Kill a process that publishes two sites in turn; what was wrong, each time that something was."""
    chance = random.Random(seed)
    site, generations = root / "site", [root / "one", root / "two"]
    for number, folder in enumerate(generations):
        for index in range(60):
            (folder / f"{index % 6}").mkdir(parents=True, exist_ok=True)
            (folder / f"{index % 6}" / f"{index + number}.html").write_text(folder.name)
    wholes = [contents(folder) for folder in generations]
    shutil.copytree(generations[0], site)
    (site / ".git").mkdir()
    (site / ".git" / "HEAD").write_text("ref")
    faults = []
    for _ in range(kills):
        process = subprocess.Popen([sys.executable, "-c", SWAPS, site, *generations], stdout=subprocess.PIPE, start_new_session=True)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0, 0.05))
        process.kill()
        process.communicate()
        hidden = (site / ".git" / "HEAD").is_file()
        if contents(site) not in wholes or not hidden:
            faults.append(f"{len(contents(site))} files, {'with' if hidden else 'without'} .git")
    return faults


def contents(site: Path) -> dict[str, bytes]:
    """Each file of a site that is not hidden."""
    files = (path for path in sorted(site.rglob("*")) if path.is_file())
    named = ((path.relative_to(site).as_posix(), path) for path in files)
    return {name: path.read_bytes() for name, path in named if not name.startswith(".")}


def _left(group: int) -> str:
    """Whether a process of a killed build lives on, a few seconds later."""
    end = time.monotonic() + 5
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return ""
        time.sleep(0.02)
    left = subprocess.run(["ps", "-o", "args=", "--sort", "pid", "-g", str(group)], capture_output=True, text=True, check=False).stdout
    os.killpg(group, signal.SIGKILL)
    return f"a process lived on: {left.strip()[:300]}"


def main() -> int:
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        killed = Killed(Path(folder), arguments.seed)
        print(f"a build takes {killed.usual:.1f} s and writes {len(killed.wholes[OLD])} files")
        faults = _tried("kills of a build", arguments.kills, killed.kill)
        faults += _tried("next builds", 1, killed.tidied)
        faults += _tried("pairs of builds", arguments.pairs, killed.pair)
        swaps = swap(Path(folder, "swaps"), arguments.seed, arguments.swaps)
        print(f"kills around the swap: {arguments.swaps}, in pieces: {len(swaps)}", *swaps, sep="\n  ")
    return 1 if faults or swaps else 0


def _tried(what: str, times: int, attempt: Callable[[], str]) -> list[str]:
    faults = [fault for fault in (attempt() for _ in range(times)) if fault]
    print(f"{what}: {times}, in pieces: {len(faults)}", *faults, sep="\n  ", flush=True)
    return faults


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("kills", 100), ("swaps", 50), ("pairs", 10), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
