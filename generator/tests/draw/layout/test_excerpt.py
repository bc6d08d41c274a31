"""What a picture shows under one configuration stands where the whole picture has it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pytest
from examples import costly
from hypothesis import given
from hypothesis import strategies as st

from draw.faults import faults
from draw.layouts import check, laid_out
from draw.scenes import line, reference, scenes
from groundplan.domain.channel import Exposure, Layer
from groundplan.domain.flow import Direction
from groundplan.draw import Excerpt, Layout, Scene
from groundplan.draw.geometry import flatten


def flows_of(scene: Scene) -> list[str]:
    return list(dict.fromkeys(badge.flow for line in scene.lines for badge in line.badges))


def seen(scene: Scene, absent: Collection[str]) -> Scene:
    """The scene as somebody would compose it who knows nothing of `absent` flows."""
    left = [replace(line, badges=tuple(badge for badge in line.badges if badge.flow not in absent)) for line in scene.lines]
    return replace(scene, lines=tuple(line for line in left if line.badges))


def taken_out(scene: Scene, absent: Collection[str]) -> tuple[Scene, Layout]:
    excerpt, alone = Excerpt(scene, absent), seen(scene, absent)
    assert excerpt.shows(alone)
    return excerpt.of(alone, laid_out(scene))


def distances(layout: Layout) -> set[tuple[float, float]]:
    """How far everything is from one of the things."""
    corners = [rect.corner for rect in (*layout.cards.values(), *layout.boxes.values())]
    return {(round(corner.x - corners[0].x, 1), round(corner.y - corners[0].y, 1)) for corner in corners}


@pytest.mark.parametrize("absent", flows_of(reference()))
def test_without_one_flow_all_else_stays_in_its_place_and_is_whole(absent: str) -> None:
    whole = laid_out(reference())
    scene, layout = taken_out(reference(), {absent})
    check(scene, layout)
    assert absent not in flows_of(scene)
    assert set(flows_of(scene)) == set(flows_of(reference())) - {absent}
    assert {spot.flow for spot in layout.badges} == set(flows_of(scene))
    assert distances(layout) == distances(whole)
    assert not faults(scene, layout).stray


@costly()
@given(data=st.data(), scene=scenes())
def test_of_any_scene_any_flows_may_be_absent(data: st.DataObject, scene: Scene) -> None:
    flows = flows_of(scene)
    absent = data.draw(st.sets(st.sampled_from(flows))) if flows else set()
    part, layout = taken_out(scene, absent)
    check(part, layout)
    assert distances(layout) == distances(laid_out(scene))


def test_nothing_absent_leaves_the_picture_as_it_is() -> None:
    scene = reference()
    assert taken_out(scene, ()) == (scene, laid_out(scene))


def side_by_side(*numbers: int) -> Scene:
    """Overlays in a tube of their own, each by itself, between two cards."""
    lines = [
        line("engineer", "clickhouse", Direction.INBOUND, Exposure.PRIVATE, number, layer=Layer.OVERLAY, turn=turn, paired=True)
        for turn, number in enumerate(numbers)
    ]
    return replace(reference(), lines=tuple(lines))


def test_a_tube_is_as_wide_as_what_is_left_in_it_which_runs_in_its_middle() -> None:
    _, layout = taken_out(side_by_side(3, 4, 5), {"flow-3", "flow-4"})
    [tunnel], [(leg,)] = layout.tunnels, layout.lines.values()
    [alone] = laid_out(side_by_side(5)).tunnels
    assert tunnel.width == alone.width < laid_out(side_by_side(3, 4, 5)).tunnels[0].width
    pairs = zip(flatten(tunnel.spline), flatten(leg.spline), strict=True)
    assert max(in_tube.distance(inside) for in_tube, inside in pairs) < 0.2
    [spot] = layout.badges
    assert min(point.distance(spot.centre) for point in flatten(leg.spline, 1.0)) < 1.5


def test_a_line_that_is_public_by_a_flow_that_is_absent_is_private() -> None:
    public = line("laptop", "nlb", Direction.INBOUND, Exposure.PUBLIC, 7, 8)
    mixed = replace(public, badges=(public.badges[0], replace(public.badges[1], exposure=Exposure.PRIVATE)))
    whole = replace(reference(), lines=(mixed,))
    alone = replace(whole, lines=(replace(mixed, exposure=Exposure.PRIVATE, badges=mixed.badges[1:]),))
    excerpt = Excerpt(whole, {"flow-7"})
    assert excerpt.shows(alone)
    assert [each.exposure for each in excerpt.of(alone, laid_out(whole))[0].lines] == [Exposure.PRIVATE]


def test_a_line_that_counts_its_flows_keeps_its_sign_whichever_flow_is_its_first() -> None:
    many = line("laptop", "nlb", Direction.INBOUND, Exposure.PRIVATE, *range(40, 49), tallied=True)
    whole = replace(reference(), lines=(many,))
    scene, layout = taken_out(whole, {"flow-40", "flow-41"})
    assert [spot.flow for spot in layout.badges] == [scene.lines[0].badges[0].flow] == ["flow-42"]
    assert list(layout.lines) == [scene.lines[0].id]


def without_cards(scene: Scene, *gone: str) -> Scene:
    lines = tuple(line for line in scene.lines if not {*gone}.intersection(line.stops))
    return replace(scene, lines=lines, cards=tuple(card for card in scene.cards if card.id not in gone))


def test_a_card_that_is_absent_leaves_a_gap() -> None:
    scene, gone = reference(), {"flow-7"}
    excerpt, alone = Excerpt(scene, gone), without_cards(scene, "laptop")
    assert excerpt.shows(alone)
    part, layout = excerpt.of(alone, laid_out(scene))
    check(part, layout)
    assert "laptop" not in layout.cards
    assert distances(layout) < distances(laid_out(scene))


def test_a_picture_with_many_gaps_is_better_laid_out_for_itself() -> None:
    scene = reference()
    alone = without_cards(scene, "laptop", "certificates")
    assert len(alone.cards) == len(scene.cards) - 2
    assert not Excerpt(scene, {"flow-7", "flow-12"}).shows(alone)


@pytest.mark.parametrize("change", ["another place", "another way", "a flow more", "a flow less"])
def test_what_shows_something_else_is_no_part_of_a_picture(change: str) -> None:
    scene = reference()
    first, *others = scene.lines
    other = {
        "another place": replace(scene, cards=tuple(replace(card, box=None) if card.id == "volumes" else card for card in scene.cards)),
        "another way": replace(scene, lines=(replace(first, via=()), *others)),
        "a flow more": replace(scene, lines=(*scene.lines, line("laptop", "other", Direction.INTERNAL, Exposure.PRIVATE, 99))),
        "a flow less": replace(scene, lines=tuple(others)),
    }[change]
    assert not Excerpt(scene, ()).shows(other)
    assert Excerpt(scene, ()).shows(scene)
