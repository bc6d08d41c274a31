"""Points, rectangles and Bézier splines of a drawing. Pixels; y grows downwards."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple, TypeAlias


class Point(NamedTuple):
    """A place in the drawing."""

    x: float
    y: float

    def towards(self, other: Point, share: float) -> Point:
        """The point at `share` of the way to `other`."""
        return Point(self.x + (other.x - self.x) * share, self.y + (other.y - self.y) * share)

    def moved(self, dx: float, dy: float) -> Point:
        return Point(self.x + dx, self.y + dy)

    def distance(self, other: Point) -> float:
        return math.hypot(self.x - other.x, self.y - other.y)


_new = tuple.__new__
"""Makes a point in half of the time that its class takes, where there are a million of them."""
Coordinates: TypeAlias = tuple[float, float]
"""A point without its name."""
RectSides: TypeAlias = tuple[float, float, float, float]
"""Left, right, top and bottom of a rectangle, where there are so many that to look them up would take as long as to compare them."""
ROUNDING = 0.001
"""More than what sums of pixels are off by."""
Curve: TypeAlias = tuple[Point, Point, Point, Point]
"""A cubic Bézier curve."""
Spline: TypeAlias = tuple[Point, ...]
"""Cubic Bézier curves end to end: 3n + 1 points."""


class Rect(NamedTuple):
    """A rectangle by its top left corner."""

    x: float
    y: float
    width: float
    height: float

    @classmethod
    def around(cls, centre: Point, width: float, height: float) -> Rect:
        return cls(centre.x - width / 2, centre.y - height / 2, width, height)

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def centre(self) -> Point:
        return Point(self.x + self.width / 2, self.y + self.height / 2)

    @property
    def sides(self) -> RectSides:
        return self.x, self.x + self.width, self.y, self.y + self.height

    @property
    def corner(self) -> Point:
        """The top left one."""
        return Point(self.x, self.y)

    def at(self, corner: Point) -> Rect:
        """As large, elsewhere."""
        return Rect(corner.x, corner.y, self.width, self.height)

    def grown(self, by: float) -> Rect:
        return Rect(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def moved(self, dx: float, dy: float) -> Rect:
        return Rect(self.x + dx, self.y + dy, self.width, self.height)

    def overlaps(self, other: Rect) -> bool:
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def holds(self, point: Point) -> bool:
        return self.x <= point.x <= self.right and self.y <= point.y <= self.bottom

    def distance(self, point: Point) -> float:
        """How far `point` is outside; 0 within."""
        dx = max(self.x - point.x, 0.0, point.x - self.right)
        dy = max(self.y - point.y, 0.0, point.y - self.bottom)
        return math.hypot(dx, dy)


def apart(a: Rect, b: Rect) -> float:
    """The pixels between two rectangles; 0 where they touch."""
    dx = max(a.x - b.right, b.x - a.right, 0.0)
    dy = max(a.y - b.bottom, b.y - a.bottom, 0.0)
    return math.hypot(dx, dy)


def bounds(rects: Iterable[Rect]) -> Rect:
    """The smallest rectangle around all of `rects`; an empty one around none."""
    known = list(rects)
    if not known:
        return Rect(0.0, 0.0, 0.0, 0.0)
    x, y = min(r.x for r in known), min(r.y for r in known)
    return Rect(x, y, max(r.right for r in known) - x, max(r.bottom for r in known) - y)


def curves(spline: Spline) -> Iterator[Curve]:
    """The single Bézier curves of a spline."""
    for at in range(0, len(spline) - 1, 3):
        yield spline[at], spline[at + 1], spline[at + 2], spline[at + 3]


def split(curve: Curve, share: float) -> tuple[Curve, Curve]:
    """De Casteljau's construction: the two parts of a curve before and after `share` of its parameter."""
    a, b, c, d = curve
    ab, bc, cd = a.towards(b, share), b.towards(c, share), c.towards(d, share)
    abc, bcd = ab.towards(bc, share), bc.towards(cd, share)
    middle = abc.towards(bcd, share)
    return (a, ab, abc, middle), (middle, bcd, cd, d)


def at(curve: Curve, share: float) -> Point:
    """The point of a curve at `share` of its parameter."""
    a, b, c, d = curve
    rest = 1 - share
    w0, w1, w2, w3 = rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3
    return Point(w0 * a.x + w1 * b.x + w2 * c.x + w3 * d.x, w0 * a.y + w1 * b.y + w2 * c.y + w3 * d.y)


def flatten(spline: Spline, step: float = 6.0) -> list[Point]:
    """Points along a spline, roughly `step` pixels apart, both ends included."""
    return [_new(Point, pair) for pair in trace(spline, step)]


def trace(spline: Spline, step: float) -> list[Coordinates]:
    """The same, where there are so many that to make points of them would take as long as to find them."""
    pairs: list[Coordinates] = [spline[0]]
    for (ax, ay), (bx, by), (cx, cy), (dx, dy) in curves(spline):
        length = math.hypot(ax - bx, ay - by) + math.hypot(bx - cx, by - cy) + math.hypot(cx - dx, cy - dy)
        pairs += [
            (w0 * ax + w1 * bx + w2 * cx + w3 * dx, w0 * ay + w1 * by + w2 * cy + w3 * dy)
            for w0, w1, w2, w3 in _weights(max(2, math.ceil(length / step)))
        ]
    return pairs


@lru_cache(4096)
def _weights(count: int) -> tuple[tuple[float, float, float, float], ...]:
    """How much each control point counts at the ends of `count` equal parts of a curve's parameter."""
    shares = (index / count for index in range(1, count + 1))
    return tuple(((1 - s) ** 3, 3 * (1 - s) ** 2 * s, 3 * (1 - s) * s**2, s**3) for s in shares)


def length_of(spline: Spline) -> float:
    """The pixels along a spline."""
    return sum([math.hypot(ax - bx, ay - by) for (ax, ay), (bx, by) in pairwise(trace(spline, 6.0))])


def evenly(spline: Spline, count: int) -> list[Point]:
    """`count` points along a spline, at least two, equally far from each other, both ends included."""
    points = trace(spline, 3.0)
    reached = [0.0, *accumulate([math.hypot(px - qx, py - qy) for (px, py), (qx, qy) in pairwise(points)])]
    found, at_point, last, whole = [], 0, len(points) - 2, reached[-1]
    for index in range(count):
        wanted = whole * index / (count - 1)
        while at_point < last and reached[at_point + 1] < wanted:
            at_point += 1
        span = reached[at_point + 1] - reached[at_point]
        share = (wanted - reached[at_point]) / span if span else 0.0
        (px, py), (qx, qy) = points[at_point], points[at_point + 1]
        found.append(_new(Point, (px + (qx - px) * share, py + (qy - py) * share)))
    return found


def reversed_spline(spline: Spline) -> Spline:
    return tuple(reversed(spline))


def outside(spline: Spline, rect: Rect) -> Spline:
    """What follows where `spline`, which starts inside `rect`, leaves it for good; the whole of it if it never does."""
    parts = list(curves(spline))
    for index in range(len(parts) - 1, -1, -1):
        if rect.holds(parts[index][0]) and not rect.holds(parts[index][3]):
            low, high = 0.0, 1.0
            for _ in range(30):
                middle = (low + high) / 2
                low, high = (middle, high) if rect.holds(at(parts[index], middle)) else (low, middle)
            rest = split(parts[index], high)[1]
            return rest + tuple(point for part in parts[index + 1 :] for point in part[1:])
    return spline
