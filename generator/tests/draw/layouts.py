"""What holds of every layout."""

from __future__ import annotations

from itertools import combinations

from projects import SHARED_LAYOUTS

from draw.faults import faults
from groundplan.draw import Layout, Scene, cached_layout
from groundplan.draw.geometry import Rect, flatten
from groundplan.draw.layout.badges import rect
from groundplan.draw.layout.placement import Placement
from groundplan.draw.layout.score import merged
from groundplan.draw.measure.sizes import measure


def badge_rects(scene: Scene, layout: Layout) -> list[Rect]:
    marks = {badge.flow: (line, badge) for line in scene.lines for badge in line.marks}
    return [rect(*marks[spot.flow], spot.centre) for spot in layout.badges]


def title_rects(scene: Scene, layout: Layout) -> list[Rect]:
    sizes = measure(scene)
    return [r for id_, title in layout.titles.items() for r in title.rects(sizes.titles[id_], layout.boxes[id_])]


def solid_rects(scene: Scene, layout: Layout) -> list[Rect]:
    return [*layout.cards.values(), *(layout.boxes[box.id] for box in scene.leaves)]


def laid_out(scene: Scene) -> Layout:
    """The layout of a scene: made once for all tests, runs and workers, and again where the code that makes layouts has changed."""
    return cached_layout(scene, SHARED_LAYOUTS)


def encloses(outer: Rect, inner: Rect) -> bool:
    return outer.x <= inner.x and outer.y <= inner.y and inner.right <= outer.right and inner.bottom <= outer.bottom


def hidden_loops(scene: Scene, layout: Layout) -> list[str]:
    """The lines from a place to itself on which a badge of another line lies, which hides most of so short a line."""
    ends = {line.id: {line.source, *line.via, line.target} for line in scene.lines}
    marks = {(line.id, badge.flow): (line, badge) for line in scene.lines for badge in line.marks}
    rects = [(spot.line, rect(*marks[spot.line, spot.flow], spot.centre)) for spot in layout.badges]
    return [
        id_
        for id_, stops in ends.items()
        if len(stops) == 1
        for leg in layout.lines[id_]
        if any(r.holds(point) for other, r in rects if ends[other] != stops for point in flatten(leg.spline))
    ]


def near_lines(rooms: list[Rect], layout: Layout, within: float) -> bool:
    """Whether a line, or a tunnel with its half width, comes within so many pixels of one of `rooms`."""
    lines = [(leg.spline, 0.0) for legs in layout.lines.values() for leg in legs]
    tunnels = [(tunnel.spline, tunnel.width / 2) for tunnel in layout.tunnels]
    reached = ((room.grown(wide + within), spline) for spline, wide in (*lines, *tunnels) for room in rooms)
    return any(room.holds(point) for room, spline in reached for point in flatten(spline, 1.0))


def check(scene: Scene, layout: Layout) -> None:
    """What holds of every layout, whatever is drawn."""
    page = Rect(0, 0, layout.width, layout.height)
    solid, badges = solid_rects(scene, layout), badge_rects(scene, layout)
    assert set(layout.cards) == {card.id for card in scene.cards}
    assert set(layout.boxes) == {box.id for box in scene.boxes}
    assert {id_: len(legs) for id_, legs in layout.lines.items()} == {line.id: len(line.via) + 1 for line in scene.lines}
    assert not [(a, b) for a, b in combinations(solid, 2) if a.overlaps(b)]
    assert not [(a, b) for a, b in combinations(badges, 2) if a.overlaps(b)]
    assert not [(a, b) for a in badges for b in (*solid, *title_rects(scene, layout)) if a.overlaps(b)]
    assert not hidden_loops(scene, layout)
    assert not faults(scene, layout).covering
    assert not list(merged(Placement(layout.boxes, layout.cards, (), {}), scene))
    assert all(encloses(page, r) for r in (*solid, *badges, *layout.boxes.values()))
    assert all(page.holds(point) for legs in layout.lines.values() for leg in legs for point in flatten(leg.spline))
    sizes = measure(scene)
    for id_, title in layout.titles.items():
        frame = layout.boxes[id_]
        rooms = title.rects(sizes.titles[id_], frame)
        assert all(encloses(frame.grown(-4), r) for r in rooms), f"the title of {id_} touches its border"
        assert not near_lines(rooms, layout, 3.0) if id_ in layout.clear_titles else near_lines(rooms, layout, 7.0)
    for thing in (*scene.cards, *scene.boxes):
        inner = layout.cards.get(thing.id) or layout.boxes[thing.id]
        assert all(encloses(layout.boxes[box.id], inner) for box in scene.enclosing(thing.id))
