"""How the time to build a site grows with its locales.

    python generator/benchmarks/bench_locales.py [--runs N]

Builds a copy of the reference project, whose layouts are in the cache, in 1 to 6 locales. The runs of all are interleaved, so
that a busy machine slows all. Printed are medians of processor time, what each locale added to the first, and how many pages
there were. Locales beyond those of the project and the pseudo-locales have no translation; their pages cost the same.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

REFERENCE = Path(__file__).parents[2]
PARTS = ("model", "docs", "templates", "groundplan.toml", "mkdocs.yml")
LOCALES = ("en", "ko", "ja", "qps", "fr", "de")
COUNTS = (1, 2, 3, 6)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        root = _project(Path(folder))
        for count in COUNTS:  # fills the cache of layouts, which depend on the widest locale
            _build(root, count)
        seconds: dict[int, list[float]] = {count: [] for count in COUNTS}
        pages = {}
        for _ in range(runs):
            for count in COUNTS:
                seconds[count].append(_build(root, count))
                pages[count] = len(list((root / "site").rglob("index.html")))
    print(f"{'locales':>7} {'pages':>6} {'seconds':>8} {'ratio':>6} {'per further locale':>19}")
    first = median(seconds[1])
    for count in COUNTS:
        now = median(seconds[count])
        added = f"{(now - first) / (count - 1):.2f}" if count > 1 else ""
        print(f"{count:>7} {pages[count]:>6} {now:>8.2f} {now / first:>6.2f} {added:>19}")


def _project(root: Path) -> Path:
    """A copy of the reference project that lists all locales, as do its pages that are translated."""
    for part in PARTS:
        source = REFERENCE / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / part)
    for path in (root / "model/project.yaml", *(root / "docs").rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"locales: \[en, ko, ja\]", f"locales: [{', '.join(LOCALES)}]", text), encoding="utf-8")
    return root


def _build(root: Path, count: int) -> float:
    """Build the site in `count` locales; the processor time in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "GROUNDPLAN_LOCALES": ",".join(LOCALES[:count])}
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(root / "mkdocs.yml"), "-d", str(root / "site")]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
