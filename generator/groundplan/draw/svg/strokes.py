"""What lines are made of: a stroke, a casing where they are private, a tube where they are a tunnel, and how their looks are named."""

from __future__ import annotations

from groundplan.domain.channel import Layer
from groundplan.draw.geometry import Point, Spline
from groundplan.draw.layout.strands import WALL
from groundplan.draw.scene.scene import Line
from groundplan.draw.svg.element import Element, number
from groundplan.draw.svg.parts import classes, status


def line_classes(name: str, line: Line, exposure: str | None = None) -> str:
    """The classes that tell a flow's looks; `exposure` where it is not that of the line."""
    overlay = "gp-overlay" if line.layer is Layer.OVERLAY else ""
    return classes(name, f"gp-{line.direction}", f"gp-{exposure or line.exposure}", overlay, status(line.status))


def curved(spline: Spline) -> str:
    """Path data of a spline."""
    points = [f"{number(point.x)} {number(point.y)}" for point in spline]
    return f"M{points[0]}C{' '.join(points[1:])}"


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
