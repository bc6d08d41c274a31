"""Writes `advances.json`: how wide each character is at most, over the sans-serif fonts that readers' machines use; and `face.json`, beside
what draws: how wide it is, bold, in the face that comes with a site.

Run by hand when the set of fonts changes; needs fonttools and the fonts, given as files:

    python measure.py regular=DejaVuSans.ttf,LiberationSans-Regular.ttf,… bold=DejaVuSans-Bold.ttf,…
    python measure.py face=noto-sans-latin-700-normal.woff,noto-sans-latin-ext-700-normal.woff

The committed file was made from DejaVu Sans, Liberation Sans (the widths of Arial and Helvetica), Noto Sans, Open Sans, Roboto,
Inter, Lato and Cantarell, as Debian packages them. It holds thousandths of an em, no outlines.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
RANGES = (range(0x20, 0x7F), range(0xA0, 0x250), range(0x370, 0x400), range(0x400, 0x530), range(0x1E00, 0x1F00), range(0x2010, 0x2040))
SINGLES = (0x20AC, 0x2116, 0x2122, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265)


def widest(files: list[str]) -> dict[str, int]:
    """Character -> its greatest advance in thousandths of an em."""
    advances: dict[str, int] = {}
    for file in files:
        font = TTFont(file)
        cmap, metrics, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
        for point in (*(p for r in RANGES for p in r), *SINGLES):
            if point in cmap:
                width = -(-metrics[cmap[point]][0] * 1000 // em)
                advances[chr(point)] = max(width, advances.get(chr(point), 0))
    return advances


def main() -> None:
    given = dict(argument.split("=", 1) for argument in sys.argv[1:])
    table = {weight: widest(files.split(",")) for weight, files in sorted(given.items())}
    face = {letter: width for letter, width in table.pop("face", {}).items() if letter < "\u0180"}
    for path, found in ((HERE / "advances.json", table), (HERE.parents[1] / "svg/face.json", face)):
        if found:
            text = json.dumps(found, ensure_ascii=True, sort_keys=True, indent=0, separators=(",", ":"))
            path.write_text(text + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
