"""What lines are made of: a stroke, a casing where they are private, a tube where they are a tunnel, and how their looks are named."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from groundplan.domain.channel import Layer
from groundplan.draw.geometry import Point, Spline, curves
from groundplan.draw.layout.strands import WALL
from groundplan.draw.scene.scene import Line
from groundplan.draw.svg.element import Element, number
from groundplan.draw.svg.parts import classes, status

_LEVEL = 0.25
"""Pixels by which a curve may rise or fall that is told as a straight line."""


def line_classes(name: str, line: Line, exposure: str | None = None) -> str:
    """The classes that tell a flow's looks; `exposure` where it is not that of the line."""
    overlay = "gp-overlay" if line.layer is Layer.OVERLAY else ""
    return classes(name, f"gp-{line.direction}", f"gp-{exposure or line.exposure}", overlay, status(line.status))


def curved(spline: Spline) -> str:
    """Path data of a spline, in halves of a pixel. Points are told from where the curve before ends: that is half as long when packed."""
    at = halved(spline[0])
    data, last = f"M{number(at.x)} {number(at.y)}", ""
    for points in _level_as_one(spline):
        way = [point.moved(-at.x, -at.y) for point in map(halved, points)]
        at = at.moved(*way[-1])
        level = len(way) == 1 and not way[0].y
        command = "h" if level else "cl"[len(way) == 1]
        told = number(way[0].x) if level else " ".join(f"{number(x)} {number(y)}" for x, y in way).replace(" -", "-")
        data += told if command == last and told.startswith("-") else f" {told}" if command == last else command + told
        last = command
    return data


def halved(point: Point) -> Point:
    """The place nearest to `point` in halves of a pixel."""
    return Point(round(point.x * 2) / 2, round(point.y * 2) / 2)


def _level_as_one(spline: Spline) -> Iterator[tuple[Point, ...]]:
    """The points of each curve after its first one; of curves in a row that run level, only the last one."""
    for level, run in groupby(curves(spline), key=lambda curve: all(abs(point.y - curve[0].y) <= _LEVEL for point in curve)):
        parts = list(run)
        if level:
            yield (parts[-1][-1],)
        else:
            yield from (part[1:] for part in parts)


def level_line(start: float, end: float, y: float) -> str:
    """Path data of a level line."""
    return f"M{number(start)} {number(y)}H{number(end)}"


def upright(x: float, start: float, end: float) -> str:
    """Path data of a line that runs up or down."""
    return f"M{number(x)} {number(start)}V{number(end)}"


def straight(start: Point, end: Point) -> str:
    """Path data of a line in any direction."""
    return f"M{number(start.x)} {number(start.y)}L{number(end.x)} {number(end.y)}"


def stroke(way: str, style: str = "gp-stroke", width: float | None = None) -> Element:
    """A line along the path `way`."""
    return Element("path", {"class": style, "d": way, "stroke-width": width})


def casing(way: str) -> Element:
    """The pale stroke below a private line."""
    return stroke(way, "gp-casing")


def tube(way: str, width: float) -> tuple[Element, Element]:
    """The walls of a tunnel, and its pale inside, `width` pixels wide."""
    return stroke(way, "gp-wall", width + 2 * WALL), stroke(way, "gp-inner", width)
