"""The lines, tunnels and badges of a map."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial

from groundplan.domain.channel import Exposure
from groundplan.draw.geometry import Point, Rect, Spline
from groundplan.draw.layout.badges import Spot
from groundplan.draw.layout.layout import Layout
from groundplan.draw.layout.strands import WALL, Leg, Tunnel
from groundplan.draw.measure.sizes import BADGE_HEIGHT, tally_width
from groundplan.draw.scene.scene import Badge, ByLocale, Line, Scene
from groundplan.draw.svg import arrows, parts
from groundplan.draw.svg.element import Attributes, Element
from groundplan.draw.svg.sheet import Dress
from groundplan.draw.svg.strokes import casing, curved, halved, line_classes, straight, stroke, tube
from groundplan.draw.svg.voice import Voice

ABSENT = "gp-absent"
"""The class of what is in the picture for other configurations than the one that it shows."""
_TUNNEL_ARROW = 12.0


def line_elements(scene: Scene, layout: Layout, absent: Collection[str] = ()) -> Iterator[Element]:
    """Every line: first the tunnels and the carriers that they are, then what runs inside and beside them."""
    by_id = {line.id: line for line in scene.lines}
    for tunnel in layout.tunnels:
        if tunnel.carrier is None:
            shared = [badge for id_ in tunnel.lines for badge in by_id[id_].badges]
            style = parts.classes("gp-tunnel", f"gp-{by_id[tunnel.lines[0]].direction}", _hidden(shared, absent))
            flows = " ".join(dict.fromkeys(badge.flow for badge in shared))
            yield Element("g", {"class": style, "data-flows": flows, "data-where": _wheres(shared)}, _tube(tunnel))
    carriers = {tunnel.carrier for tunnel in layout.tunnels}
    for line in sorted(scene.lines, key=lambda line: line.id not in carriers):
        yield Element("g", _line_attributes(line, absent), tuple(_course(line, layout)))


def badge_elements(scene: Scene, layout: Layout, voice: Voice, absent: Collection[str] = ()) -> Iterator[Element]:
    """Every badge. A flow's first one is read out and can be reached by keyboard, one for each way by choice; others are for the eye."""
    known = {(line.id, badge.flow): (line, badge) for line in scene.lines for badge in line.badges}
    named = {x.id: x.title for x in scene.boxes} | {x.id: x.name for x in scene.cards}
    seen: set[tuple[str, str]] = set()
    for spot in layout.badges:
        if spot.leader is not None:
            yield _leader(spot, spot.leader, *known[spot.line, spot.flow], absent)
    for spot in sorted(layout.badges, key=lambda spot: (known[spot.line, spot.flow][1].number, spot.leg)):
        line, badge = known[spot.line, spot.flow]
        first = (spot.flow, badge.where) not in seen
        seen.add((spot.flow, badge.where))
        if line.tallied:
            yield _tally(spot, line, voice.text(partial(_ends, named, line)), absent, first=first)
            continue
        label = voice.text(partial(_label, named, line, badge))
        href = voice.text(partial(_address, badge)) or None
        yield _badge(spot, line, badge, label, href, first=first, hidden=_hidden([badge], absent))


def _ends(named: Mapping[str, ByLocale], line: Line, tag: str, _: Dress) -> str:
    return f"{named[line.source][tag]} → {named[line.target][tag]}"


def _label(named: Mapping[str, ByLocale], line: Line, badge: Badge, tag: str, dress: Dress) -> str:
    return f"{badge.number} {badge.title[tag]}: {_ends(named, line, tag, dress)}"


def _address(badge: Badge, _: str, dress: Dress) -> str:
    return dress.flow_links.get(badge.flow, "")


def _hidden(badges: Iterable[Badge], absent: Collection[str]) -> str:
    """The class of what shows only flows that are absent, or go another way."""
    return "" if any(badge.is_seen(absent) for badge in badges) else ABSENT


def _wheres(badges: Iterable[Badge]) -> str | None:
    """Of flows that go another way with other choices, with which they go this one, as JSON: flow -> alternatives."""
    decided = {badge.flow: badge.where for badge in badges if badge.where}
    return "{" + ",".join(f"{json.dumps(flow)}:{where}" for flow, where in decided.items()) + "}" if decided else None


def _line_attributes(line: Line, absent: Collection[str], style: str = "") -> dict[str, str | float | None]:
    flows = [badge.flow for badge in line.badges]
    return {
        "class": parts.classes(line_classes("gp-line", line), _hidden(line.badges, absent), style),
        "data-flow" if len(flows) == 1 else "data-flows": " ".join(flows),
        "data-where": _wheres(line.badges),
        "data-from": line.source,
        "data-via": " ".join(line.via) or None,
        "data-to": line.target,
    }


def _course(line: Line, layout: Layout) -> Iterator[Element]:
    """All of a line: the tunnels that it is, and its other legs."""
    tubes = [tunnel for tunnel in layout.tunnels if tunnel.carrier == line.id]
    for tunnel in tubes:
        yield from _tube(tunnel)
        yield _tube_arrow(tunnel)
    taken = {tunnel.spline for tunnel in tubes}
    for leg in layout.lines[line.id]:
        if leg.spline not in taken:
            yield from _leg(line, leg)


def _leg(line: Line, leg: Leg) -> Iterator[Element]:
    if line.exposure is Exposure.PRIVATE and not leg.inside:
        yield casing(curved(leg.spline))
    yield stroke(curved(_shortened(leg.spline, arrows.shortening(line.direction))))
    yield arrows.head(leg.spline[-1], _heading(leg.spline), line.direction)


def _tube(tunnel: Tunnel) -> tuple[Element, Element]:
    spline = tunnel.spline if tunnel.carrier is None else _shortened(tunnel.spline, _TUNNEL_ARROW - 3.0)
    return tube(curved(spline), tunnel.width)


def _tube_arrow(tunnel: Tunnel) -> Element:
    """Which way the carrier itself is opened, however the overlays inside run."""
    return arrows.wide_head(tunnel.spline[-1], _heading(tunnel.spline), _TUNNEL_ARROW, tunnel.width / 2 + WALL + 4.0)


def _heading(spline: Spline) -> Point:
    """The direction in which a spline arrives, of length 1."""
    end = spline[-1]
    before = next((point for point in reversed(spline[:-1]) if point.distance(end) > 0.5), Point(end.x - 1, end.y))
    length = before.distance(end)
    return Point((end.x - before.x) / length, (end.y - before.y) / length)


def _shortened(spline: Spline, by: float) -> Spline:
    way = _heading(spline)
    return (*spline[:-1], spline[-1].moved(-way.x * by, -way.y * by))


def _leader(spot: Spot, to: Point, line: Line, badge: Badge, absent: Collection[str]) -> Element:
    """From badges that found no place on their line to that line."""
    style = parts.classes("gp-leader", f"gp-{line.direction}", _hidden([badge], absent))
    at = {"data-flow": spot.flow, "data-where": _wheres([badge])}
    return Element("path", {"class": style, **at, "d": straight(spot.centre, to), "aria-hidden": "true"})


def _tally(spot: Spot, line: Line, ends: str, absent: Collection[str], *, first: bool) -> Element:
    """How many flows a line stands for: a part of the line, on the level of the badges."""
    count = str(sum(badge.is_seen(absent) for badge in line.badges) or len(line.badges))
    rect = Rect.around(spot.centre, tally_width(len(line.badges)) - 6.0, BADGE_HEIGHT - 2.0)
    sheets = [parts.block("gp-disc", rect.moved(dx, 0.0), 4.0) for dx in (3.0, -1.0)]
    told: Attributes = {"role": "graphics-symbol", "aria-label": f"{count}: {ends}"} if first else {"aria-hidden": "true"}
    looks = {**_line_attributes(line, absent, "gp-tally"), **told}
    return Element("g", looks, (*sheets, parts.count(spot.centre.moved(-1.0, 0.0), count)))


def _badge(spot: Spot, line: Line, badge: Badge, label: str, href: str | None, *, first: bool, hidden: str) -> Element:
    """Where it is a link, that is what is read out, and not the sign in it once more."""
    style = parts.classes(line_classes("gp-badge", line, badge.exposure), "" if href else hidden)
    told: Attributes = {"role": "graphics-symbol", "aria-label": label} if first and href is None else {"aria-hidden": "true"}
    at = {"data-flow": badge.flow, "data-where": _wheres([badge]), **parts.placed(halved(spot.centre))}
    group = Element("g", {"class": style, **told, **at}, parts.badge(badge.number, label))
    if href is None:
        return group
    reach: Attributes = {"role": "link", "aria-label": label} if first else {"tabindex": "-1", "aria-hidden": "true"}
    return Element("a", {"xlink:href": href, "class": hidden or None, **reach}, (group,))
