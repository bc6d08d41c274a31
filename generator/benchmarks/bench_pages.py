"""The largest pages of a site, in bytes and elements, and how its explorer answers in a browser: prints tables.

    python generator/benchmarks/bench_pages.py SITE [--page explorer/] [--runs 5]

`SITE` is a built site. Elements are those of the document when its scripts have come to rest, without those in shadows. Times are those
of the main thread of Chromium, in milliseconds of its processor, so that what else a busy machine does counts little: what a letter or
a choice takes from the event until the next frame is drawn. Frames are on the clock.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench_viewer import FRAMES, _chromium, _served

from groundplan.render.long_tables import elements

if TYPE_CHECKING:
    from playwright.sync_api import Page

LARGEST = 8
SOUGHT = "quartz 1"
COUNT = "() => document.querySelectorAll('*').length"
DRAWN = "() => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)))"
TYPE = """letters => {
  const field = document.querySelector("groundplan-diagram").shadowRoot.querySelector("input[type=search]")
  field.value = letters
  field.dispatchEvent(new Event("input", { bubbles: true }))
}"""
OPEN = "() => document.querySelector('groundplan-diagram').shadowRoot.querySelector('[data-menu=choices]').click()"
CHOOSE = "at => document.querySelector('groundplan-diagram').shadowRoot.querySelectorAll('input[type=radio]:not(:checked)')[at]?.click()"
SORT = "() => document.querySelector('.gp-table .gp-sort').click()"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("--page", default="explorer/")
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    print("| page | kB | elements |\n| --- | --- | --- |")
    for path in sorted(arguments.site.rglob("*.html"), key=lambda path: -path.stat().st_size)[:LARGEST]:
        html = path.read_text(encoding="utf-8")
        print(f"| {path.relative_to(arguments.site)} | {len(html.encode()) / 1000:.0f} | {elements(html)} |")
    seen = []
    with _served(arguments.site) as address, _chromium() as browser:
        for _ in range(arguments.runs):
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            seen.append(visit(page, address + arguments.page))
            page.close()
    print("\n| what | seen |\n| --- | --- |")
    for what in seen[0]:
        print(f"| {what} | {median(each[what] for each in seen):.0f} |")


def visit(page: Page, url: str) -> dict[str, float]:
    """What one visit took."""
    spent = clock(page)
    page.goto(url)
    page.wait_for_function("() => performance.getEntriesByName('groundplan ready').length", timeout=120_000)
    page.wait_for_load_state("networkidle")
    page.evaluate(DRAWN)
    found = {"to load, ms": spent(), "elements": page.evaluate(COUNT)}
    found["a letter, ms"] = max(each(page, spent, TYPE, (SOUGHT[:end] for end in range(1, len(SOUGHT) + 1))))
    each(page, spent, TYPE, [""])
    page.evaluate(OPEN)
    found["an option, ms"] = max(each(page, spent, CHOOSE, range(4)))
    found["sorting, ms"] = max(each(page, spent, SORT, [None] * 2))
    page.keyboard.press("Escape")
    frames = sorted(page.evaluate(FRAMES))
    return {**found, "a frame while it is moved, ms": median(frames), "the slowest of twenty, ms": frames[int(len(frames) * 0.95)]}


def clock(page: Page) -> Callable[[], float]:
    """Tells how long the main thread has worked since it was asked last, in milliseconds."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = 0.0

    def spent() -> float:
        nonlocal before
        metrics = {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
        took, before = 1_000 * (metrics["TaskDuration"] - before), metrics["TaskDuration"]
        return took

    return spent


def each(page: Page, spent: Callable[[], float], act: str, values: object) -> list[float]:
    """How long the page works after each of some acts."""
    times = []
    for value in values:  # type: ignore[attr-defined]
        page.evaluate(DRAWN)
        spent()
        page.evaluate(act, value)
        page.evaluate(DRAWN)
        times.append(spent())
    return times


if __name__ == "__main__":
    main()
