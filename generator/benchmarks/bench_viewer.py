"""How soon readers can use a large diagram, how smoothly it moves, and how much script that takes.

    python generator/benchmarks/bench_viewer.py [--runs N] [--size 200/500] [--site FOLDER --page PATH]

A site of a synthetic estate is built, with one view of all of it, and read by a browser (Chromium, found on the path) from a
server in this process. Printed are medians over the runs. Beside them stands what the same browser takes for the same page
without the viewer's script: on a busy machine both are slow.
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from estate import write_estate

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SCRIPTS = "assets/groundplan"
CONFIG = """site_name: Estate
site_dir: site
theme: {name: material, font: false}
plugins: [search, groundplan]
"""
VIEW = "views:\n  everything: {name: Everything, show: {}}\n"
PAGE = "# Everything\n\n{{ diagram('everything') }}\n\n{{ connections() }}\n"

TIMES = """() => {
  const [page] = performance.getEntriesByType("navigation")
  const ready = performance.getEntriesByName("groundplan ready")[0]?.startTime
  return [page.domContentLoadedEventEnd, page.loadEventEnd, ready ?? 0]
}"""

FRAMES = """async () => {
  const canvas = document.querySelector(".gp-canvas")
  const { left, top, width, height } = canvas.getBoundingClientRect()
  const at = (type, x, y) => canvas.dispatchEvent(new MouseEvent(type, { bubbles: true, view: window, button: 0, clientX: x, clientY: y }))
  const [x, y] = [left + width / 2, top + height / 2]
  const frame = () => new Promise(resolve => requestAnimationFrame(resolve))
  at("mousedown", x, y)
  const times = [await frame()]
  for (let step = 1; step <= 120; step++) {
    const [clientX, clientY] = [x + 180 * Math.sin(step / 19), y + 90 * Math.sin(step / 11)]
    window.dispatchEvent(new MouseEvent("mousemove", { view: window, clientX, clientY }))
    times.push(await frame())
  }
  window.dispatchEvent(new MouseEvent("mouseup", { view: window, clientX: x, clientY: y }))
  return times.slice(1).map((time, index) => time - times[index])
}"""


class Reading(NamedTuple):
    """What one visit took, in milliseconds from the start of navigation; frames as their lengths."""

    content: float
    load: float
    ready: float
    frames: tuple[float, ...]


def main() -> None:
    arguments = _arguments()
    components, flows = (int(number) for number in arguments.size.split("/"))
    with tempfile.TemporaryDirectory() as folder:
        site = arguments.site or _build(Path(folder), components, flows)
        page = (site / arguments.page / "index.html").read_bytes()
        sizes = [f"{name} {_size((site / SCRIPTS / name).read_bytes())}" for name in ("viewer.js", "viewer.extras.js")]
        print(f"page {_size(page)}, {', '.join(sizes)}")
        with _served(site) as address, _chromium() as browser:
            _report(browser, address + arguments.page, arguments.runs)


def _report(browser: Browser, url: str, runs: int) -> None:
    plain, full = [], []
    for _ in range(runs):
        plain.append(_visit(browser, url, scripted=False))
        full.append(_visit(browser, url, scripted=True))
    drawn = [frame for reading in full for frame in reading.frames]
    print(f"without the viewer: content {_median(plain, 'content')}, load {_median(plain, 'load')}")
    print(f"with it:            content {_median(full, 'content')}, load {_median(full, 'load')}, ready {_median(full, 'ready')}")
    print(f"ready after load:   {median(reading.ready - reading.load for reading in full):.0f} ms")
    late = sum(frame > 1000 / 60 * 1.5 for frame in drawn)
    worst = sorted(drawn)[int(len(drawn) * 0.95)]
    print(f"panning:            {1000 / median(drawn):.0f} frames a second, 95 % below {worst:.0f} ms, {late} of {len(drawn)} late")


def _visit(browser: Browser, url: str, *, scripted: bool) -> Reading:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    if not scripted:
        page.route("**/viewer.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(url)
    if scripted:
        page.wait_for_function("() => performance.getEntriesByName('groundplan ready').length")
    content, load, ready = page.evaluate(TIMES)
    frames = tuple(_pan(page)) if scripted else ()
    page.close()
    return Reading(content, load, ready, frames)


def _pan(page: Page) -> list[float]:
    """Frames while the mouse drags the diagram, after it was zoomed in as a reader of a large one does."""
    page.locator(".gp-canvas").first.focus()
    for _ in range(4):
        page.keyboard.press("+")
    page.wait_for_function("() => !document.querySelector('groundplan-diagram').hasAttribute('moving')")
    frames: list[float] = page.evaluate(FRAMES)
    return frames


def _build(root: Path, components: int, flows: int) -> Path:
    write_estate(root, components, flows)
    (root / "model" / "everything.yaml").write_text(VIEW, encoding="utf-8")
    (root / "docs").mkdir()
    (root / "docs" / "index.md").write_text(PAGE, encoding="utf-8")
    (root / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    command = [sys.executable, "-c", "from groundplan.cli import main; main()", "build", str(root), "--site", str(root / "site")]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    return root / "site"


@contextmanager
def _served(site: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@contextmanager
def _chromium() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def _median(readings: list[Reading], name: str) -> str:
    return f"{median(getattr(reading, name) for reading in readings):.0f} ms"


def _size(content: bytes) -> str:
    return f"{len(gzip.compress(content)) / 1000:.1f} kB gz"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--size", default="200/500", help="components/flows of the estate")
    parser.add_argument("--site", type=Path, help="a built site to read instead of an estate")
    parser.add_argument("--page", default="", help="the page of the site, such as network-security/overview/")
    return parser.parse_args()


if __name__ == "__main__":
    main()
