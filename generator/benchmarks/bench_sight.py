"""Whether readers see what they open: everything that the pictures of a built site show, by a click and by an address.

    python generator/benchmarks/bench_sight.py --site FOLDER [--widths 1440 1024 390] [--pages network-security/explorer …]

A line a page with how much was tried, and a line for each thing that is not seen: covered by a panel or the header, or outside of the
window. See `docs/contributing/decisions/0106-what-is-lit-is-seen.md`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from bench_look import HEIGHTS
from bench_viewer import _chromium, _served

SWEEP = (Path(__file__).parent / "sight.js").read_text(encoding="utf-8")
WAYS = ("address", "click", "open")
PAGES = ("", "network-security", "network-security/overview", "network-security/explorer")


def main() -> None:
    arguments = _arguments()
    with _served(arguments.site) as address, _chromium() as browser:
        for width in arguments.widths:
            touched = width < 500
            context = browser.new_context(
                viewport={"width": width, "height": HEIGHTS[width]}, reduced_motion="reduce", has_touch=touched, is_mobile=touched
            )
            for path in arguments.pages:
                page = context.new_page()
                page.goto(f"{address}{path}/" if path else address, wait_until="networkidle")
                found = page.evaluate(SWEEP, {"ways": arguments.ways})
                print(
                    f"{width} {path or '(home)'}: {found['count']} tried, {len(found['faults'])} not seen", *found["faults"], sep="\n    "
                )
                page.close()
            context.close()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--site", type=Path, required=True, help="a site that is built")
    parser.add_argument("--widths", type=int, nargs="+", choices=HEIGHTS, default=list(HEIGHTS))
    parser.add_argument("--pages", nargs="+", default=list(PAGES))
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=list(WAYS))
    return parser.parse_args()


if __name__ == "__main__":
    main()
