"""How long a site takes to build, beside plain MkDocs of the same pages: prints a table.

    python generator/benchmarks/bench_site.py [--sizes 50/100 200/500 1000/3000] [--runs 3]

Processor time of all processes, in seconds, medians of runs in turn.
From two sizes on it prints how the time grows with the number of connections.
"""

from __future__ import annotations

import argparse
import math
import os
import platform
import re
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from estate import write_estate

from groundplan.i18n.texts.prose import split_front_matter
from groundplan.render.parts import parts_put_in
from groundplan.sites import open_site

REFERENCE = Path(__file__).parents[2]
MINE = ("docs", "editions", "model", "templates", "groundplan.toml", "mkdocs.yml")
LOCALES = ("ko", "ja")
CONFIG = """\
site_name: Estate
theme: {name: material, font: false}
plugins: [search, groundplan]
markdown_extensions: [admonition, attr_list, md_in_html, tables, {toc: {permalink: true}}]
"""
READING = """
import sys
from hashlib import blake2b
from os import walk

site, *files = sys.argv[1:]
for folder, _, names in walk(site):
    files += [f"{folder}/{name}" for name in names]
for file in files:
    with open(file, "rb") as opened:
        blake2b(opened.read()).digest()
"""
"""Reads files and what is in a folder, and digests them: what no comparison can do without."""
_DOCUMENT = re.compile(r"^document = .*\n", re.MULTILINE)
_OURS = re.compile(r"^  - groundplan:?.*\n(?:^      .*\n)*", re.MULTILINE)
_NAV = re.compile(r"^nav:\n(?:^[ -].*\n|^\n)*", re.MULTILINE)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", nargs="*", default=["200/500"], help="estates, components/flows")
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    print("\n".join(head()), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        root = copied(Path(folder))
        for line in reference(root, Path(folder) / "plain", arguments.runs):
            print(line, flush=True)
        estates = []
        for size in arguments.sizes:
            estates.append(estate(Path(folder) / size.replace("/", "-"), *map(int, size.split("/"))))
            print(estates[-1], flush=True)
        if len(estates) > 1:
            print(fitted("a build without layouts", [(one.flows, one.cold) for one in estates]), flush=True)
            print(fitted("a build with layouts kept", [(one.flows, one.warm) for one in estates]), flush=True)


def head() -> Iterator[str]:
    """On which machine this was measured, how busy it was, and the head of the table."""
    yield f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()},"
    yield f"{os.getloadavg()[0]:.1f} processes waiting when this began.\n"
    yield "| work | Groundplan | beside it |\n| --- | --- | --- |"


def copied(folder: Path) -> Path:
    """The reference project without layouts."""
    root = folder / "reference"
    root.mkdir(parents=True)
    for name in MINE:
        source = REFERENCE / name
        if source.is_dir():
            shutil.copytree(source, root / name)
        else:
            shutil.copy(source, root / name)
    return root


def reference(root: Path, plain: Path, runs: int) -> Iterator[str]:
    """The reference project: cold, with layouts, and unchanged, beside plain MkDocs of the same pages."""
    pages = copied(root.parent / "pages")
    settings = pages / "groundplan.toml"
    settings.write_text(_DOCUMENT.sub("", settings.read_text(encoding="utf-8")), encoding="utf-8")
    cold, without = spent(build(root)), spent(build(pages))
    write_plain(root, plain)
    pairs = [(spent(build(root)), spent(build(plain))) for _ in range(runs)]
    ours, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
    told = f"plain MkDocs of the same pages: {theirs:.1f} s"
    yield f"| build of the reference site, no layouts kept, its pages | {without:.1f} s, {without / theirs:.1f} times | {told} |"
    yield f"| the same with documents of them as PDF in three languages | {cold:.1f} s, {cold / theirs:.1f} times | {told} |"
    yield f"| the same with layouts kept | {ours:.1f} s, {ours / theirs:.2f} times | {told} |"
    command = [str(Path(sys.executable).with_name("groundplan")), "build", str(root)]
    run(command)
    time.sleep(3)  # what was written a moment ago is read once more
    again, alone = (statistics.median(spent(each) for _ in range(5)) for each in (command, [sys.executable, "-c", READING, *read_by(root)]))
    yield f"| `groundplan build` when nothing has changed | {again:.3f} s, {again / alone:.1f} times | reading alone: {alone:.3f} s |"


def read_by(root: Path) -> list[str]:
    """What such a build reads of the project: the folder of its site, and then the files of its sources."""
    parts = (root / part for part in MINE)
    files = (path for part in parts for path in ([part] if part.is_file() else part.rglob("*")) if path.is_file())
    return [str(root / "site"), *map(str, files)]


@dataclass(frozen=True)
class Estate:
    """An estate in three languages: without layouts and with them, in seconds, and how large its site is."""

    components: int
    flows: int
    cold: float
    warm: float
    size: str

    def __str__(self) -> str:
        work = f"build of {self.components}/{self.flows}, three languages"
        return f"| {work} | {self.cold:.0f} s, with layouts kept {self.warm:.1f} s; {self.size} | – |"


def estate(root: Path, components: int, flows: int) -> Estate:
    write_estate(root, components, flows, LOCALES)
    (root / "docs").mkdir()
    (root / "docs/index.md").write_text("# Estate\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    cold, warm = spent(build(root)), spent(build(root))
    files = [path for path in (root / "site").rglob("*") if path.is_file()]
    pages = max(path.stat().st_size for path in files if path.suffix == ".html")
    megabytes = sum(path.stat().st_size for path in files) / 1e6
    size = f"{megabytes:.0f} MB, {len(files)} files, the largest page {pages / 1e6:.1f} MB"
    return Estate(components, flows, cold, warm, size)


def fitted(what: str, times: Sequence[tuple[int, float]]) -> str:
    """The exponent of the power of the number of connections that fits the times best: 1 is linear."""
    fit = statistics.linear_regression([math.log(flows) for flows, _ in times], [math.log(time) for _, time in times])
    return f"| growth of {what}, {times[0][0]} to {times[-1][0]} connections | to the power of {fit.slope:.2f} | 1 is linear |"


def build(root: Path) -> list[str]:
    return [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(root / "mkdocs.yml")]


def spent(command: list[str], within: float | None = None) -> float:
    """Seconds of processor time that a command takes. Raises TimeoutExpired where it takes longer than `within` seconds on the clock."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run(command, within)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def run(command: list[str], within: float | None = None) -> None:
    nowhere = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=nowhere, stderr=nowhere, env=environment(), start_new_session=True) as process:
        try:
            code = process.wait(within)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)  # with whatever it has started
            raise
    if code:
        raise subprocess.CalledProcessError(code, command)


def environment() -> dict[str, str]:
    return {"NO_MKDOCS_2_WARNING": "1", **os.environ, "PYTHONDONTWRITEBYTECODE": ""}


def write_plain(root: Path, plain: Path) -> None:
    """The same pages as a site of MkDocs alone: in each language, with pictures and tables as HTML."""
    site = open_site(root)
    pages = {path.relative_to(root / "docs").as_posix(): path.read_text(encoding="utf-8") for path in sorted((root / "docs").rglob("*.md"))}
    for path, text in {**site.generated(), **pages}.items():
        front_matter, body, _ = split_front_matter(text)
        for locale in site.locales_of(path, front_matter):
            target = plain / "docs" / locale.prefix / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(parts_put_in(site.render(path, body, locale, str), site.parts), encoding="utf-8")
    config = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (plain / "mkdocs.yml").write_text(_NAV.sub("", _OURS.sub("", config)), encoding="utf-8")


if __name__ == "__main__":
    main()
