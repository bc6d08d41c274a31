"""The largest pages of a site, in bytes and elements, and how its explorer answers in a browser: prints tables.

    python generator/benchmarks/bench_pages.py SITE [--page explorer/] [--runs 5]

`SITE` is a built site. Elements are those of the document when its scripts have come to rest, without those in shadows. Times are those
of the main thread of Chromium, in milliseconds of its processor: what else a busy machine does counts little. Frames are on the clock.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench_viewer import FRAMES, TIMES, _chromium, _served

from groundplan.render.long_tables import elements

if TYPE_CHECKING:
    from playwright.sync_api import Page

LARGEST = 12
COUNT = "() => document.querySelectorAll('*').length"
DRAWN = "await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)))"
TYPED = f"""async letters => {{
  const host = document.querySelector("groundplan-diagram").shadowRoot
  const times = []
  for (const end of letters.split("").map((_, at) => at + 1)) {{
    const field = host.querySelector("input[type=search]")
    field.value = letters.slice(0, end)
    const began = performance.now()
    field.dispatchEvent(new Event("input", {{ bubbles: true }}))
    {DRAWN}
    times.push(performance.now() - began)
  }}
  return times
}}"""
CHOSEN = f"""async () => {{
  const host = document.querySelector("groundplan-diagram").shadowRoot
  const times = []
  for (let at = 0; at < 4; at++) {{
    const radio = [...host.querySelectorAll("input[type=radio]:not(:checked)")][at]
    if (!radio) break
    const began = performance.now()
    radio.click()
    {DRAWN}
    times.push(performance.now() - began)
  }}
  return times
}}"""


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
    with _served(arguments.site) as address, _chromium() as browser:
        seen = []
        for _ in range(arguments.runs):
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(address + arguments.page)
            seen.append(visit(page))
            page.close()
    print("\n| what | seen |\n| --- | --- |")
    for what in seen[0]:
        print(f"| {what} | {median(each[what] for each in seen):.0f} |")


def visit(page: Page) -> dict[str, float]:
    """What one visit took."""
    page.wait_for_function("() => performance.getEntriesByName('groundplan ready').length")
    page.wait_for_load_state("networkidle")
    content, load, ready = page.evaluate(TIMES)
    found = {"content": content, "load": load, "ready": ready, "elements": page.evaluate(COUNT)}
    page.evaluate("() => document.querySelector('groundplan-diagram').shadowRoot.querySelector('[data-menu=search]')?.click()")
    page.wait_for_timeout(300)
    found["a letter"] = max(page.evaluate(TYPED, "quartz 1"))
    page.evaluate(TYPED, " ")
    page.evaluate("() => document.querySelector('groundplan-diagram').shadowRoot.querySelector('[data-menu=options]')?.click()")
    page.wait_for_timeout(300)
    found["an option"] = max(page.evaluate(CHOSEN), default=0)
    page.keyboard.press("Escape")
    frames = page.evaluate(FRAMES)
    found["a frame while it is moved"] = median(frames)
    found["the slowest of twenty"] = sorted(frames)[int(len(frames) * 0.95)]
    return found


if __name__ == "__main__":
    main()
