"""What becomes of connections, in their looks: by the strokes of their lines, and by a sign on their badges, in any colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from groundplan.draw.geometry import Point
from groundplan.draw.svg import parts
from groundplan.draw.svg.element import Element

_SIGNS = {"added": "M-4 0H4M0-4V4", "gone": "M-4 0H4", "changed": "M-4 1C-2-4 2 4 4-1"}
"""In a square of 8 around the middle; the viewer has the same (`picture/marks.ts`)."""


def marked(content: Iterable[Element | str], marks: Mapping[str, str]) -> Iterator[Element | str]:
    """`content` with what becomes of each flow in the classes of its lines and badges, and with signs."""
    if not marks:
        yield from content
        return
    for node in content:
        if isinstance(node, str):
            yield node
            continue
        flows = str(node.attributes.get("data-flows") or node.attributes.get("data-flow") or "").split()
        became = next((marks[flow] for flow in flows if flow in marks), "")
        style = parts.classes(str(node.attributes.get("class") or ""), *([f"gp-{became}"] if became else []))
        inside = (*marked(node.content, marks), *(_sign(node, became) if became else ()))
        yield Element(node.name, {**node.attributes, "class": style or None}, inside)


def _sign(badge: Element, became: str) -> Iterator[Element]:
    """The sign at the corner of a disc, where the element has one."""
    discs = (node for node in badge.content if isinstance(node, Element) and node.attributes.get("class") == "gp-disc")
    for disc in discs:
        x, y, width = (disc.attributes[name] for name in ("x", "y", "width"))
        if isinstance(x, float) and isinstance(y, float) and isinstance(width, float):
            shapes = (Element("circle", {"r": "7"}), Element("path", {"d": _SIGNS[became]}))
            yield Element("g", {"class": "gp-sign", **parts.placed(Point(x + width, y))}, shapes)
