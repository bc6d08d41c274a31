"""A picture without what it holds for other configurations, in the places where the whole picture has everything."""

from __future__ import annotations

import math
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from groundplan.domain.channel import Exposure
from groundplan.draw.geometry import Spline, reversed_spline
from groundplan.draw.layout import badges, titles
from groundplan.draw.layout.basis import basis
from groundplan.draw.layout.layout import Layout, framed
from groundplan.draw.layout.placement import Placement
from groundplan.draw.layout.strands import Course, unbundle, way_of
from groundplan.draw.scene.bundles import Bundle, bundles
from groundplan.draw.scene.scene import Line, Scene

_MOST = 0.85
"""The share of the cards that must be there: one gap among seven is in order, a picture of gaps is not."""


@dataclass(frozen=True)
class Excerpt:
    """What the picture `whole` shows without `absent` flows, and without those that go another way."""

    whole: Scene
    absent: Collection[str]

    @cached_property
    def _left(self) -> Mapping[str, Line]:
        """The name of a line in the whole picture -> what is left of it."""
        return {line.id: left for line in self.whole.lines if (left := _left(line, self.absent)).badges}

    @cached_property
    def _before(self) -> Mapping[frozenset[str], Bundle]:
        """What joins two places in the whole picture."""
        return {frozenset((bundle.tail, bundle.head)): bundle for bundle in bundles(self.whole)}

    def shows(self, scene: Scene) -> bool:
        """Whether `scene` has the boxes of `whole` and nearly all of its cards, and between them what is left of the lines."""
        mine, other = basis(scene).scene, basis(self.whole).scene
        known = {card.id: card for card in other.cards}
        same = mine.direction is other.direction and mine.boxes == other.boxes and all(known.get(card.id) == card for card in mine.cards)
        return same and len(mine.cards) >= _MOST * len(known) and _told(scene.lines) == _told(self._left.values())

    def of(self, scene: Scene, layout: Layout) -> tuple[Scene, Layout]:
        """`scene` with these lines, and its layout where `layout` is that of the whole picture: lines close up, and badges follow.

        A card that is absent leaves a gap, as it does on a page.
        """
        scene = replace(scene, lines=tuple(self._left.values()))
        if self._left == {line.id: line for line in self.whole.lines} and len(scene.cards) == len(self.whole.cards):
            return scene, layout
        joined = bundles(scene)
        ways = tuple(self._way(bundle, layout) for bundle in joined)
        placement, course = Placement(layout.boxes, layout.cards, ways, {}), self._course(scene, joined, ways, layout)
        rooms = titles.rects(layout.titles, placement, layout.sizes)
        spots = badges.place(placement, scene, joined, course, rooms, most=math.inf)
        assert spots is not None
        cards = {card.id: layout.cards[card.id] for card in scene.cards}
        return scene, framed(replace(layout, cards=cards, lines=course.legs, tunnels=course.tunnels, badges=spots.settled()), scene)

    def _was(self, bundle: Bundle) -> Bundle:
        return self._before[frozenset((bundle.tail, bundle.head))]

    def _way(self, bundle: Bundle, layout: Layout) -> Spline:
        was = self._was(bundle)
        way = way_of(was, layout.lines)
        return way if was.tail == bundle.tail else reversed_spline(way)

    def _course(self, scene: Scene, joined: Sequence[Bundle], ways: Sequence[Spline], layout: Layout) -> Course:
        """The lines and tunnels of `scene`. What has nothing beside it that is left out stays as it is."""
        course = unbundle(scene, joined, ways)
        legs = {id_: [*legs] for id_, legs in course.legs.items()}
        for bundle in joined:
            was = self._was(bundle)
            if not was.inside and len(bundle.strands) == len(was.strands):
                for strand, same in zip(bundle.strands, was.strands, strict=True):
                    legs[strand.line.id][strand.leg] = layout.lines[same.line.id][same.leg]
        return replace(course, legs={id_: tuple(each) for id_, each in legs.items()})


def _left(line: Line, absent: Collection[str]) -> Line:
    badges = tuple(replace(badge, where="") for badge in line.badges if badge.is_seen(absent))
    public = any((badge.exposure or line.exposure) is Exposure.PUBLIC for badge in badges)
    return replace(line, badges=badges, exposure=Exposure.PUBLIC if public else Exposure.PRIVATE)


def _told(lines: Iterable[Line]) -> frozenset[Hashable]:
    """What lines say, however flows are dealt out to them."""
    return frozenset(
        (badge.flow, line.stops, line.direction, badge.exposure or line.exposure, line.layer, line.status)
        for line in lines
        for badge in line.badges
    )
