"""A difference for a terminal."""

from __future__ import annotations

from groundplan.diff.difference import Difference
from groundplan.diff.report.lines import cosmetic, parts


def report(found: Difference) -> str:
    """Nothing where nothing changed."""
    blocks = []
    for part in parts(found):
        lines = [part.title]
        for line in part.lines:
            lines += [f"  {line.mark} {line.text}", *(f"      {told}" for told in line.told)]
        blocks.append("\n".join(lines))
    if said := cosmetic(found):
        blocks.append(said)
    return "\n\n".join(blocks) + "\n" if blocks else ""
