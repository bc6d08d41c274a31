"""What a reader meets on each page of a built site: whether it jumps, what the first window shows, how far it is to the end.

    python generator/benchmarks/bench_look.py --site FOLDER [--widths 1440 1024 390] [--locales en ko ja]

A line a page: the layout shift while it loads; its height; how much of the first picture the first window shows; tab stops;
targets smaller than 24 pixels; badges that are not on a line of their own; titles that a line runs over; kilobytes of the first
load, compressed. The numbers are those of the contract that `docs/contributing/decisions/0067-first-window.md` tells of.
"""

from __future__ import annotations

import argparse
import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench_viewer import _chromium, _served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Response

HEIGHTS = {1440: 900, 1024: 768, 390: 844}
"""Width of a window -> its height."""
COLUMNS = "shift, height, first picture seen, tab stops, small targets, stray badges, crossed titles, kB gz"

SHIFT = """
window.shift = 0
new PerformanceObserver(list => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value })
  .observe({ type: "layout-shift", buffered: true })
"""

READ = (Path(__file__).parent / "look.js").read_text(encoding="utf-8")


def main() -> None:
    arguments = _arguments()
    with _served(arguments.site) as address, _chromium() as browser:
        for width in arguments.widths:
            print(f"\n{width} x {HEIGHTS[width]}: {COLUMNS}")
            for path in pages(arguments.site, arguments.locales):
                print("  ", path or "(home)", *report(visit(browser, address + path, width)))


def pages(site: Path, locales: list[str]) -> Iterator[str]:
    """The home page and those of the reference system, in each locale, by their paths in the site."""
    for locale in locales:
        root = site if locale == "en" else site / locale
        found = [root / "index.html", *sorted((root / "network-security").rglob("index.html"))]
        yield from (page.parent.relative_to(site).as_posix().removeprefix(".") + "/" * (page.parent != site) for page in found)


def visit(browser: Browser, url: str, width: int) -> dict[str, Any]:
    """What a reader meets who opens `url` in a window of `width`."""
    touched = width < 500
    page = browser.new_page(viewport={"width": width, "height": HEIGHTS[width]}, has_touch=touched, is_mobile=touched)
    page.add_init_script(SHIFT)
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - the browser marks what it is given
    page.goto(url, wait_until="networkidle")
    page.wait_for_timeout(300)
    page.evaluate("() => new Promise(requestAnimationFrame)")
    loaded = sum(map(_size, answers))
    found: dict[str, Any] = page.evaluate(READ)
    page.close()
    return found | {"weight": loaded}


def report(found: dict[str, Any]) -> list[str]:
    seen = "-" if found["seen"] is None else f"{found['seen']:.0%}"
    names = ("stops", "small", "stray", "crossed")
    counts = [str(len(found[name])) if isinstance(found[name], list) else str(found[name]) for name in names]
    return [f"{found['shift']:.3f}", str(found["height"]), seen, *counts, f"{found['weight'] / 1000:.0f}"]


def _size(response: Response) -> int:
    """Bytes as a server sends them that compresses text."""
    if not response.ok:
        return 0
    body = response.body()
    return min(len(body), len(gzip.compress(body)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--site", type=Path, required=True, help="a site that is built")
    parser.add_argument("--widths", type=int, nargs="+", choices=HEIGHTS, default=list(HEIGHTS))
    parser.add_argument("--locales", nargs="+", default=["en", "ko", "ja"])
    return parser.parse_args()


if __name__ == "__main__":
    main()
