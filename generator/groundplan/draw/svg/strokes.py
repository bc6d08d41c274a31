"""Lines, tunnels, arrows and badges as SVG."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from html import escape

from groundplan.domain.channel import Exposure, Layer
from groundplan.domain.entry import Status
from groundplan.draw.geometry import Point, Rect, Spline
from groundplan.draw.layout.badges import Spot
from groundplan.draw.layout.layout import Layout
from groundplan.draw.layout.strands import WALL, Leg, Tunnel
from groundplan.draw.measure.sizes import BADGE_HEIGHT, badge_width, tally_width
from groundplan.draw.scene.scene import Badge, Line, Scene
from groundplan.draw.svg import arrows
from groundplan.draw.svg.element import attributes, number

ABSENT = "gp-absent"
"""The class of what is in the picture for other configurations than the one that it shows."""
_TUNNEL_ARROW = 12.0


def line_elements(scene: Scene, layout: Layout, absent: Collection[str] = ()) -> Iterator[str]:
    """Every line: first the tunnels and the carriers that they are, then what runs inside and beside them."""
    by_id = {line.id: line for line in scene.lines}
    for tunnel in layout.tunnels:
        if tunnel.carrier is None:
            shared = [badge.flow for id_ in tunnel.lines for badge in by_id[id_].badges]
            classes = f"gp-tunnel gp-{by_id[tunnel.lines[0]].direction}{_hidden(shared, absent)}"
            looks = {"class": classes, "data-flows": " ".join(shared)}
            yield f"<g{attributes(looks)}>{_tube(tunnel)}</g>"
    carriers = {tunnel.carrier for tunnel in layout.tunnels}
    for line in sorted(scene.lines, key=lambda line: line.id not in carriers):
        tubes = [tunnel for tunnel in layout.tunnels if tunnel.carrier == line.id]
        drawn = "".join(_tube(tunnel) + _tube_arrow(tunnel) for tunnel in tubes)
        drawn += "".join(_leg(line, leg) for leg in layout.lines[line.id] if leg.spline not in {tunnel.spline for tunnel in tubes})
        yield f"<g{attributes(_line_attributes(line, absent))}>{drawn}</g>"


def badge_elements(scene: Scene, layout: Layout, locale: str, links: Mapping[str, str], absent: Collection[str] = ()) -> Iterator[str]:
    """Every badge. A flow's first one is read out and can be reached by keyboard; its others repeat it for the eye."""
    known = {(line.id, badge.flow): (line, badge) for line in scene.lines for badge in line.badges}
    named = {x.id: x.title[locale] for x in scene.boxes} | {x.id: x.name[locale] for x in scene.cards}
    seen: set[str] = set()
    for spot in layout.badges:
        if spot.leader is not None:
            yield _leader(spot, spot.leader, known[spot.line, spot.flow][0], absent)
    for spot in sorted(layout.badges, key=lambda spot: (known[spot.line, spot.flow][1].number, spot.leg)):
        line, badge = known[spot.line, spot.flow]
        first = spot.flow not in seen
        seen.add(spot.flow)
        if line.tallied:
            yield _tally(spot, line, f"{named[line.source]} → {named[line.target]}", absent, first=first)
            continue
        label = f"{badge.number} {badge.title[locale]}: {named[line.source]} → {named[line.target]}"
        yield _badge(spot, line, badge, label, links.get(badge.flow), first=first, hidden=_hidden([spot.flow], absent))


def _hidden(flows: Collection[str], absent: Collection[str]) -> str:
    """The class, after a space, of what shows only flows that are absent."""
    return f" {ABSENT}" if all(flow in absent for flow in flows) else ""


def _line_attributes(line: Line, absent: Collection[str]) -> dict[str, str | None]:
    flows = [badge.flow for badge in line.badges]
    return {
        "class": _classes("gp-line", line) + _hidden(flows, absent),
        "data-flow": flows[0] if len(flows) == 1 else None,
        "data-flows": " ".join(flows),
        "data-from": line.source,
        "data-to": line.target,
    }


def _classes(name: str, line: Line) -> str:
    overlay = "gp-overlay" if line.layer is Layer.OVERLAY else ""
    status = "" if line.status is Status.ACTIVE else f"gp-{line.status}"
    return " ".join(filter(None, (name, f"gp-{line.direction}", f"gp-{line.exposure}", overlay, status)))


def _badge_classes(line: Line, badge: Badge) -> str:
    return _classes("gp-badge", replace(line, exposure=badge.exposure or line.exposure))


def _leg(line: Line, leg: Leg) -> str:
    cased = line.exposure is Exposure.PRIVATE and not leg.inside
    casing = _stroke("gp-casing", leg.spline) if cased else ""
    stroke = _stroke("gp-stroke", _shortened(leg.spline, arrows.shortening(line.direction)))
    return casing + stroke + arrows.head(leg.spline[-1], _heading(leg.spline), line.direction)


def _tube(tunnel: Tunnel) -> str:
    """The walls of a tunnel, and its pale inside."""
    spline = tunnel.spline if tunnel.carrier is None else _shortened(tunnel.spline, _TUNNEL_ARROW - 3.0)
    return _stroke("gp-wall", spline, tunnel.width + 2 * WALL) + _stroke("gp-inner", spline, tunnel.width)


def _tube_arrow(tunnel: Tunnel) -> str:
    """Which way the carrier itself is opened, however the overlays inside run."""
    return arrows.wide_head(tunnel.spline[-1], _heading(tunnel.spline), _TUNNEL_ARROW, tunnel.width / 2 + WALL + 4.0)


def _stroke(style: str, spline: Spline, width: float | None = None) -> str:
    wide = None if width is None else number(width)
    return f"<path{attributes({'class': style, 'd': path(spline), 'stroke-width': wide})}/>"


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


def _leader(spot: Spot, to: Point, line: Line, absent: Collection[str]) -> str:
    """From badges that found no place on their line to that line."""
    looks = {
        "class": f"gp-leader gp-{line.direction}{_hidden([spot.flow], absent)}",
        "data-flow": spot.flow,
        "d": f"M{number(spot.centre.x)} {number(spot.centre.y)}L{number(to.x)} {number(to.y)}",
    }
    return f"<path{attributes({**looks, 'aria-hidden': 'true'})}/>"


def _tally(spot: Spot, line: Line, ends: str, absent: Collection[str], *, first: bool) -> str:
    """How many flows a line stands for: a part of the line, on the level of the badges."""
    count = str(sum(badge.flow not in absent for badge in line.badges) or len(line.badges))
    rect = Rect.around(spot.centre, tally_width(len(line.badges)) - 6.0, BADGE_HEIGHT - 2.0)
    sheets = "".join(_disc("gp-disc", rect.moved(dx, 0.0), 4.0) for dx in (3.0, -1.0))
    inside = f'{sheets}<text x="{number(rect.centre.x - 1.0)}" y="{number(spot.centre.y + 3.9)}">{count}</text>'
    looks = _line_attributes(line, absent)
    looks |= {"class": f"{looks['class']} gp-tally"}
    looks |= {"role": "graphics-symbol", "aria-label": f"{count}: {ends}"} if first else {"aria-hidden": "true"}
    return f"<g{attributes(looks)}>{inside}</g>"


def _disc(style: str, rect: Rect, round_: float) -> str:
    shape = {"x": number(rect.x), "y": number(rect.y), "width": number(rect.width), "height": number(rect.height), "rx": number(round_)}
    return f"<rect{attributes({'class': style, **shape})}/>"


def _badge(spot: Spot, line: Line, badge: Badge, label: str, href: str | None, *, first: bool, hidden: str) -> str:
    rect = Rect.around(spot.centre, badge_width(badge.number) - 2.0, BADGE_HEIGHT - 2.0)
    disc = _disc("gp-disc", rect, math.floor(rect.height / 2))
    text = f'<text x="{number(spot.centre.x)}" y="{number(spot.centre.y + 3.9)}">{badge.number}</text>'
    inside = f"<title>{escape(label, quote=False)}</title>{disc}{text}"
    named: dict[str, str | None] = {"class": _badge_classes(line, badge) + (hidden if href is None else ""), "data-flow": badge.flow}
    named |= {"role": "graphics-symbol", "aria-label": label} if first else {"aria-hidden": "true"}
    group = f"<g{attributes(named)}>{inside}</g>"
    if href is None:
        return group
    reach: dict[str, str | None] = {"role": "link", "aria-label": label} if first else {"tabindex": "-1", "aria-hidden": "true"}
    return f"<a{attributes({'xlink:href': href, 'class': hidden.strip() or None} | reach)}>{group}</a>"
