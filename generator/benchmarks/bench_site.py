"""How long a site takes to build, and an edit to reach a browser, beside plain MkDocs of the same pages: prints a table.

    python generator/benchmarks/bench_site.py [--sizes 200/500 1000/3000] [--runs 3] [--edits]

Processor time of all processes, in seconds, medians of runs in turn. `--edits` asks Playwright and Chromium as well, on the clock.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep
from urllib.error import URLError
from urllib.request import urlopen

from estate import write_estate

from groundplan.i18n.texts.prose import split_front_matter
from groundplan.pipeline import open_site
from groundplan.render.parts import parts_put_in

REFERENCE = Path(__file__).parents[2]
MINE = ("docs", "model", "templates", "groundplan.toml", "mkdocs.yml")
LOCALES = ("ko", "ja")
CONFIG = """\
site_name: Estate
theme: {name: material, font: false}
plugins: [search, groundplan]
markdown_extensions: [admonition, attr_list, md_in_html, tables, {toc: {permalink: true}}]
"""
_OURS = re.compile(r"^  - groundplan:?.*\n(?:^      .*\n)*", re.MULTILINE)
_NAV = re.compile(r"^nav:\n(?:^[ -].*\n|^\n)*", re.MULTILINE)
WITHIN = 180
PAUSE = 5.0
"""Seconds in which a server comes to rest."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", nargs="*", default=["200/500"], help="estates, components/flows")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--edits", action="store_true", help="measure in a browser, too")
    arguments = parser.parse_args()
    print(f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()},")
    print(f"{os.getloadavg()[0]:.1f} processes waiting when this began.\n")
    print("| work | Groundplan | beside it |\n| --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        root = copied(Path(folder))
        for line in reference(root, Path(folder) / "plain", arguments.runs):
            print(line, flush=True)
        for size in arguments.sizes:
            print(estate(Path(folder) / size.replace("/", "-"), *map(int, size.split("/"))), flush=True)
        if arguments.edits:
            for line in edits(root, Path(folder) / "plain"):
                print(line, flush=True)


def copied(folder: Path) -> Path:
    """The reference project without layouts."""
    root = folder / "reference"
    root.mkdir()
    for name in MINE:
        source = REFERENCE / name
        if source.is_dir():
            shutil.copytree(source, root / name)
        else:
            shutil.copy(source, root / name)
    return root


def reference(root: Path, plain: Path, runs: int) -> Iterator[str]:
    """The reference project: cold, with layouts, and unchanged, beside plain MkDocs of the same pages."""
    cold = spent(build(root))
    write_plain(root, plain)
    pairs = [(spent(build(root)), spent(build(plain))) for _ in range(runs)]
    ours, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
    told = f"plain MkDocs of the same pages: {theirs:.1f} s"
    yield f"| build of the reference site, no layouts kept | {cold:.1f} s, {cold / theirs:.1f} times | {told} |"
    yield f"| the same with layouts kept | {ours:.1f} s, {ours / theirs:.2f} times | {told} |"
    command = [str(Path(sys.executable).with_name("groundplan")), "build", str(root)]
    run(command)
    again = spent(command)
    yield f"| `groundplan build` when nothing has changed | {again:.2f} s | {told} |"


def estate(root: Path, components: int, flows: int) -> str:
    """An estate in three languages: cold, with layouts, and how large its site is."""
    write_estate(root, components, flows, LOCALES)
    (root / "docs").mkdir()
    (root / "docs/index.md").write_text("# Estate\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    cold, warm = spent(build(root)), spent(build(root))
    files = [path for path in (root / "site").rglob("*") if path.is_file()]
    pages = max(path.stat().st_size for path in files if path.suffix == ".html")
    megabytes = sum(path.stat().st_size for path in files) / 1e6
    size = f"{megabytes:.0f} MB, {len(files)} files, the largest page {pages / 1e6:.1f} MB"
    return f"| build of {components}/{flows}, three languages | {cold:.0f} s, with layouts kept {warm:.1f} s; {size} | – |"


def build(root: Path) -> list[str]:
    return [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(root / "mkdocs.yml")]


def spent(command: list[str]) -> float:
    """Seconds of processor time that a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run(command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment())


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


def edits(root: Path, plain: Path) -> Iterator[str]:
    """From an edit to what a browser shows, on the clock."""
    flows = next(
        path for path in sorted((root / "model").glob("*.y*ml")) if re.search(r"^flows:", path.read_text(encoding="utf-8"), re.MULTILINE)
    )
    text = flows.read_text(encoding="utf-8")
    after = text[text.index("flows:") :]
    note, name = re.search(r"notes: ([A-Z][\w ]+)", after), re.search(r"\n    name: ([A-Z][\w ]+)", after)
    assert note, "a flow with notes"
    assert name, "a flow with a name"
    connections, page = "network-security/connections/", "guide/adopt/"
    with browser(root) as change:
        yield f"| a note changed, until a browser shows it | {change(flows, note[1], connections):.2f} s | |"
        yield f"| a name changed | {change(flows, name[1], connections):.2f} s | |"
        yield f"| a page changed | {change(root / 'docs/guide/adopt.md', '# Ad', page):.2f} s | |"
    with browser(plain) as change:
        yield f"| a page changed, plain MkDocs of the same pages | | {change(plain / 'docs/guide/adopt.md', '# Ad', page):.2f} s |"


@contextmanager
def browser(root: Path) -> Iterator[Callable[[Path, str, str], float]]:
    """A browser at a server of the site: writes a word before another in a file, and tells how long until it is seen at an address."""
    from playwright.sync_api import sync_playwright

    address = "127.0.0.1:8917"
    command = [sys.executable, "-m", "mkdocs", "serve", "-q", "-f", str(root / "mkdocs.yml"), "-a", address]
    server = subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://{address}/")
        with sync_playwright() as playwright:
            chromium = shutil.which("chromium")
            page = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"]).new_page()

            def change(file: Path, words: str, path: str) -> float:
                page.goto(f"http://{address}/{path}")
                sleep(PAUSE)
                before = file.read_text(encoding="utf-8")
                marked = words.replace("# ", "# Xylophone ") if words.startswith("# ") else f"Xylophone {words}"
                began = monotonic()
                file.write_text(before.replace(words, marked, 1), encoding="utf-8")
                page.wait_for_function("document.body && document.body.innerText.includes('Xylophone')", timeout=WITHIN * 1000)
                took = monotonic() - began
                file.write_text(before, encoding="utf-8")
                sleep(PAUSE)
                return took

            yield change
    finally:
        server.terminate()
        server.wait()


def wait_for(address: str) -> None:
    end = monotonic() + WITHIN
    while monotonic() < end:
        try:
            urlopen(address, timeout=WITHIN).close()
        except URLError:
            sleep(0.2)
        else:
            return
    raise TimeoutError(address)


if __name__ == "__main__":
    main()
