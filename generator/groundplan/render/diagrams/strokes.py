"""Lines, tunnels, arrows and badges as SVG."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from html import escape

from groundplan.domain.channel import Exposure, Layer
from groundplan.domain.entry import Status
from groundplan.render.diagrams.badges import Spot
from groundplan.render.diagrams.geometry import Point, Rect, Spline
from groundplan.render.diagrams.layout import Layout
from groundplan.render.diagrams.routes import TUNNEL_WALL, Leg
from groundplan.render.diagrams.scene import Badge, Line, Scene
from groundplan.render.diagrams.sizes import BADGE_HEIGHT, badge_width
from groundplan.render.diagrams.xml import attributes, number

_ARROW = 9.0
_OVERLAY_WALL = 11.0


def line_elements(scene: Scene, layout: Layout) -> Iterator[str]:
    """Every line, those first that others run inside of."""
    tunnels = {line.id for line in scene.lines if any(leg.tunnel for leg in layout.lines[line.id])}
    for line in sorted(scene.lines, key=lambda line: line.id not in tunnels):
        inside = "".join(_leg(line, leg) for leg in layout.lines[line.id])
        yield f"<g{attributes(_line_attributes(line))}>{inside}</g>"


def badge_elements(scene: Scene, layout: Layout, locale: str, links: Mapping[str, str]) -> Iterator[str]:
    """Every badge. A flow's first one is read out and can be reached by keyboard; its others repeat it for the eye."""
    known = {badge.flow: (line, badge) for line in scene.lines for badge in line.badges}
    named = {x.id: x.title[locale] for x in scene.boxes} | {x.id: x.name[locale] for x in scene.cards}
    seen: set[str] = set()
    for spot in sorted(layout.badges, key=lambda spot: (known[spot.flow][1].number, spot.leg)):
        line, badge = known[spot.flow]
        first = spot.flow not in seen
        seen.add(spot.flow)
        label = f"{badge.number} {badge.title[locale]}: {named[line.source]} → {named[line.target]}"
        yield _badge(spot, line, badge, label, links.get(badge.flow), first=first)


def _line_attributes(line: Line) -> dict[str, str | None]:
    flows = [badge.flow for badge in line.badges]
    return {
        "class": _classes("gp-line", line),
        "data-flow": flows[0] if len(flows) == 1 else None,
        "data-flows": " ".join(flows),
        "data-from": line.source,
        "data-to": line.target,
    }


def _classes(name: str, line: Line) -> str:
    overlay = "gp-overlay" if line.layer is Layer.OVERLAY else ""
    status = "" if line.status is Status.ACTIVE else f"gp-{line.status}"
    return " ".join(filter(None, (name, f"gp-{line.direction}", f"gp-{line.exposure}", overlay, status)))


def _leg(line: Line, leg: Leg) -> str:
    if leg.tunnel:
        return _tunnel(leg)
    parts = []
    if line.layer is Layer.OVERLAY and not leg.inside:
        parts.append(_stroke("gp-wall", leg.spline, _OVERLAY_WALL))
        parts.append(_stroke("gp-inner", leg.spline, _OVERLAY_WALL - 3.0))
    elif line.exposure is Exposure.PRIVATE and not leg.inside:
        parts.append(_stroke("gp-casing", leg.spline))
    parts.append(_stroke("gp-stroke", _shortened(leg.spline, _ARROW - 2.0)))
    parts.append(_arrow(leg.spline, _ARROW, 4.5))
    return "".join(parts)


def _tunnel(leg: Leg) -> str:
    """A tube for the overlays that it carries; its own way is told by its arrow."""
    outer = leg.tunnel + 2 * TUNNEL_WALL
    short = _shortened(leg.spline, 9.0)
    return _stroke("gp-wall", short, outer) + _stroke("gp-inner", short, leg.tunnel) + _arrow(leg.spline, 12.0, outer / 2 + 4.0)


def _stroke(style: str, spline: Spline, width: float | None = None) -> str:
    wide = None if width is None else f"stroke-width:{number(width)}px"
    return f"<path{attributes({'class': style, 'd': path(spline), 'style': wide})}/>"


def path(spline: Spline) -> str:
    """Path data of a spline."""
    points = [f"{number(point.x)} {number(point.y)}" for point in spline]
    return f"M{points[0]}C{' '.join(points[1:])}"


def _heading(spline: Spline) -> Point:
    """The direction in which a spline arrives, of length 1."""
    end = spline[-1]
    before = next((point for point in reversed(spline[:-1]) if point.distance(end) > 0.5), Point(end.x - 1, end.y))
    length = before.distance(end)
    return Point((end.x - before.x) / length, (end.y - before.y) / length)


def _shortened(spline: Spline, by: float) -> Spline:
    way = _heading(spline)
    return (*spline[:-1], spline[-1].moved(-way.x * by, -way.y * by))


def _arrow(spline: Spline, length: float, half: float) -> str:
    way, tip = _heading(spline), spline[-1]
    back = tip.moved(-way.x * length, -way.y * length)
    corners = (tip, back.moved(-way.y * half, way.x * half), back.moved(way.y * half, -way.x * half))
    points = " L".join(f"{number(point.x)} {number(point.y)}" for point in corners)
    return f'<path class="gp-arrow" d="M{points}z"/>'


def _badge(spot: Spot, line: Line, badge: Badge, label: str, href: str | None, *, first: bool) -> str:
    rect = Rect.around(spot.centre, badge_width(badge.number) - 2.0, BADGE_HEIGHT - 2.0)
    disc = {
        "class": "gp-disc",
        "x": number(rect.x),
        "y": number(rect.y),
        "width": number(rect.width),
        "height": number(rect.height),
        "rx": number(math.floor(rect.height / 2)),
    }
    text = f'<text x="{number(spot.centre.x)}" y="{number(spot.centre.y + 3.9)}">{badge.number}</text>'
    inside = f"<title>{escape(label, quote=False)}</title><rect{attributes(disc)}/>{text}"
    named: dict[str, str | None] = {"class": _classes("gp-badge", line), "data-flow": badge.flow}
    named |= {"role": "graphics-symbol", "aria-label": label} if first else {"aria-hidden": "true"}
    group = f"<g{attributes(named)}>{inside}</g>"
    if href is None:
        return group
    reach: dict[str, str | None] = {"aria-label": label} if first else {"tabindex": "-1", "aria-hidden": "true"}
    return f"<a{attributes({'href': href} | reach)}>{group}</a>"
