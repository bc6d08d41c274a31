"""Everything has a place of its own, and the same one on every machine and in every locale."""

import stat
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from examples import costly
from hypothesis import given

from draw.faults import Faults, faults
from draw.layouts import check, laid_out
from draw.scenes import both, box, card, reference, scenes
from draw.scenes import line as line_of
from groundplan.domain.boundary import BoundaryKind
from groundplan.domain.channel import Exposure
from groundplan.domain.component import ComponentKind
from groundplan.domain.flow import Direction
from groundplan.domain.party import Role
from groundplan.domain.view import DrawingDirection
from groundplan.draw import Engine, Scene, lay_out
from groundplan.draw.geometry import flatten
from groundplan.errors import LayoutFailed


@pytest.mark.parametrize("direction", DrawingDirection)
def test_the_reference_scene_overlaps_nowhere(direction: DrawingDirection) -> None:
    check(reference(direction), laid_out(reference(direction)))


def looping(direction: DrawingDirection) -> Scene:
    """The reference scene with lines that end where they begin: at cards, at a folded box, two at one card, and one by way of another."""
    internal, private, public = Direction.INTERNAL, Exposure.PRIVATE, Exposure.PUBLIC
    more = (
        line_of("clickhouse", "clickhouse", internal, private, 40, 41),
        line_of("monitoring", "monitoring", internal, private, 42),
        line_of("certificates", "certificates", internal, public, 43),
        line_of("certificates", "certificates", internal, private, 44),
        line_of("laptop", "laptop", Direction.EXTERNAL, public, 45, via=("other",)),
    )
    scene = reference(direction)
    return replace(scene, lines=(*scene.lines, *more))


@pytest.mark.parametrize("direction", [DrawingDirection.RIGHT, DrawingDirection.DOWN])
def test_a_line_may_end_where_it_begins(direction: DrawingDirection) -> None:
    scene = looping(direction)
    layout = laid_out(scene)
    check(scene, layout)
    for id_, card_id in (("flow-43", "certificates"), ("flow-42", "monitoring")):
        (leg,) = layout.lines[id_]
        place = layout.cards.get(card_id) or layout.boxes[card_id]
        assert place.grown(1.0).holds(leg.spline[0])
        assert place.grown(1.0).holds(leg.spline[-1])
        assert leg.spline[0].distance(leg.spline[-1]) > 10.0
        assert max(place.distance(point) for point in flatten(leg.spline)) > 20.0
    assert len(layout.lines["flow-45"]) == 2


@costly()
@given(scene=scenes())
def test_random_scenes_overlap_nowhere(scene: Scene) -> None:
    check(scene, laid_out(scene))


def test_a_badge_with_no_room_on_its_line_stands_beside_it_and_a_leader_says_whose_it_is() -> None:
    """As many connections from each to each as nobody could draw without one line over another."""
    cards = [card(f"card-{n}", both(f"Card {n}"), None) for n in range(9)]
    pairs = [(a, b) for a in range(9) for b in range(a + 1, 9)]
    lines = [line_of(f"card-{a}", f"card-{b}", Direction.INTERNAL, Exposure.PRIVATE, n) for n, (a, b) in enumerate(pairs, 100)]
    scene = Scene(id="crowd", boxes=(), cards=tuple(cards), lines=tuple(lines))
    layout = laid_out(scene)
    check(scene, layout)
    led = [spot for spot in layout.badges if spot.leader]
    assert led
    for spot in led:
        assert spot.leader
        way = flatten(layout.lines[spot.line][spot.leg].spline, 1.0)
        assert min(point.distance(spot.leader) for point in way) < 3.0


HARD = {
    "en": "Customer orders and invoices archive database",
    "ko": "고객 주문 및 청구서 보관 데이터베이스 서버",
    "ja": "お客様注文請求書アーカイブデータベースサーバー",
}
OWNED = {"en": "Account · Customer organisation", "ko": "계정 · 고객", "ja": "アカウント・お客様の組織"}


def nested(depth: int) -> Scene:
    """Boxes in boxes with long names in three languages, data stores in each, and several connections from each to the next but one."""
    boxes = [
        replace(box(f"box-{n}", "", BoundaryKind.VPC, parent=f"box-{n - 1}" if n else None), title=HARD, subtitle=OWNED)
        for n in range(depth)
    ]
    kinds = [ComponentKind.DATASTORE, ComponentKind.QUEUE, ComponentKind.GATEWAY]
    cards = [card(f"card-{n}", HARD, f"box-{n // 2}", kinds[n % 3]) for n in range(2 * depth)]
    pairs = [(n, n + 2) for n in range(2 * depth - 2)]
    lines = [
        line_of(f"card-{a}", f"card-{b}", Direction.INTERNAL, [Exposure.PUBLIC, Exposure.PRIVATE][a % 2], *range(3 * a + 8, 3 * a + 11))
        for a, b in pairs
    ]
    return Scene(id="nested", boxes=tuple(boxes), cards=tuple(replace(c, subtitle=OWNED) for c in cards), lines=tuple(lines))


@pytest.mark.parametrize("depth", [2, 4])
def test_in_deep_nests_with_long_names_every_badge_is_on_its_line_and_every_title_free(depth: int) -> None:
    scene = nested(depth)
    assert faults(scene, laid_out(scene)) == Faults(crossings=0)


@pytest.mark.parametrize("direction", DrawingDirection)
def test_no_line_of_the_reference_scene_passes_over_a_card(direction: DrawingDirection) -> None:
    scene = reference(direction)
    layout = laid_out(scene)
    over = [
        (line.id, card_id)
        for line in scene.lines
        for leg, ends in zip(layout.lines[line.id], line.legs(), strict=True)
        for card_id, place in layout.cards.items()
        if card_id not in ends and any(place.grown(-1).holds(point) for point in flatten(leg.spline))
    ]
    assert not over


def test_lines_end_where_their_stops_are() -> None:
    scene, layout = reference(), laid_out(reference())
    assert sum(len(legs) for legs in layout.lines.values()) == 16
    for line in scene.lines:
        for leg, (tail, head) in zip(layout.lines[line.id], line.legs(), strict=True):
            for id_, point in ((tail, leg.spline[0]), (head, leg.spline[-1])):
                place = layout.cards.get(id_) or layout.boxes[id_]
                border = place.grown(1.0).holds(point) and not place.grown(-12.0).holds(point)
                assert border, f"{line.id} does not end on the border of {id_}"


def test_the_vendor_stands_left_of_the_viewpoint() -> None:
    layout = laid_out(reference())
    assert layout.boxes["vendor-vpc"].right < layout.boxes["byoc-vpc"].x


def test_an_overlay_runs_inside_the_tunnel_that_its_carrier_makes() -> None:
    layout = laid_out(reference())
    by_carrier = {tunnel.carrier: tunnel for tunnel in layout.tunnels}
    assert by_carrier["flow-17"].lines == ("flow-3",)
    assert [leg.inside for leg in layout.lines["flow-3"]] == [True, True, True]
    assert layout.lines["flow-17"][0].spline == by_carrier["flow-17"].spline


def test_the_same_scene_gets_the_same_layout() -> None:
    assert lay_out(reference()) == laid_out(reference())


def test_the_layout_does_not_depend_on_which_locale_comes_first() -> None:
    scene = reference()
    turned = replace(scene, cards=tuple(replace(card, name=dict(reversed(card.name.items()))) for card in scene.cards))
    assert lay_out(turned) == laid_out(scene)


def test_cards_are_as_wide_as_the_widest_locale_needs() -> None:
    english = Scene(id="one", cards=(card("a", both("Queue"), None),))
    korean = Scene(id="one", cards=(card("a", both("Queue", "네트워크보안담당 대기열"), None),))
    assert lay_out(korean).sizes.card_width > lay_out(english).sizes.card_width


def test_an_empty_scene_has_a_size() -> None:
    layout = lay_out(Scene(id="empty"))
    assert layout.width > 0
    assert layout.height > 0


def test_no_program_is_needed_on_the_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert lay_out(reference()) == laid_out(reference())


def test_a_missing_engine_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(LayoutFailed, match="cannot be started"):
        lay_out(reference(), Engine(tmp_path / "nothing"))


def engine(folder: Path, script: str) -> Engine:
    """An engine that is a shell script."""
    program = folder / "engine"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return Engine(program, time_limit=1.0)


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("exec sleep 20", "took longer than 1 seconds"),
        ("echo 'lost edges' >&2; exit 1", "failed with code 1: lost edges"),
        ("echo nonsense", "not JSON"),
        ("echo '[]'", "not a layout"),
        ("""echo '{"bb": "0,0,10,10"}'""", "left something out"),
        ("""echo '{"bb": "0,0,10,10", "objects": [{"name": "n0", "pos": "e,"}]}'""", "left something out"),
    ],
)
def test_an_engine_that_fails_is_a_failed_layout(tmp_path: Path, script: str, message: str) -> None:
    with pytest.raises(LayoutFailed, match=message):
        lay_out(reference(), engine(tmp_path, script))


def test_an_engine_that_loses_an_edge_is_a_failed_layout(tmp_path: Path) -> None:
    real = Engine().program
    lossy = f""""{real}" "$@" | sed 's/"id": "e0"/"was": "e0"/'"""
    with pytest.raises(LayoutFailed, match="lines and"):
        lay_out(reference(), replace(engine(tmp_path, lossy), time_limit=20.0))


def test_an_engine_that_answers_one_graph_of_several_is_a_failed_layout(tmp_path: Path) -> None:
    """The answers follow each other, and must not be taken for each other's."""
    real = Engine().program
    first = f""""{real}" "$@" | sed '/^}}/q'"""
    with pytest.raises(LayoutFailed, match=r"left something out: \d+ graphs went in, 1 came out"):
        lay_out(reference(), replace(engine(tmp_path, first), time_limit=20.0))


def test_the_global_state_of_the_graph_library_is_restored(tmp_path: Path) -> None:
    import diagrams

    with pytest.raises(LayoutFailed):
        lay_out(reference(), engine(tmp_path, "exit 3"))
    assert diagrams.getdiagram() is None


def joined(direction: DrawingDirection) -> Scene:
    """Seven folded clusters in a VPC, each joined with each other one, and with two of the vendor's."""
    clusters = [f"cluster-{number}" for number in range(7)]
    vendors = ["vendor-0", "vendor-1"]
    pairs = [*combinations(clusters, 2), *((vendor, cluster) for vendor in vendors for cluster in clusters)]
    return Scene(
        id="joined",
        direction=direction,
        boxes=(
            box("vpc", "Customer VPC", BoundaryKind.VPC, role=Role.CUSTOMER, viewpoint=True),
            *(box(id_, id_, BoundaryKind.CLUSTER, role=Role.CUSTOMER, parent="vpc", collapsed=9) for id_ in clusters),
            *(box(id_, id_, BoundaryKind.CLUSTER, role=Role.VENDOR, collapsed=9) for id_ in vendors),
        ),
        lines=tuple(line_of(a, b, Direction.INTERNAL, Exposure.PRIVATE, number) for number, (a, b) in enumerate(pairs)),
    )


@pytest.mark.parametrize("direction", DrawingDirection)
def test_a_crowd_of_joined_places_fits_a_laptop_and_overlaps_nowhere(direction: DrawingDirection) -> None:
    scene = joined(direction)
    layout = laid_out(scene)
    check(scene, layout)
    assert layout.width <= 1240


@pytest.mark.parametrize("direction", DrawingDirection)
def test_lines_between_places_of_one_box_do_not_leave_it(direction: DrawingDirection) -> None:
    scene = joined(direction)
    layout = laid_out(scene)
    frame = layout.boxes["vpc"]
    inside = [line for line in scene.lines if {box.id for end in (line.source, line.target) for box in scene.enclosing(end)} == {"vpc"}]
    kept = [line for line in inside if line.source not in {"vendor-0", "vendor-1"}]
    leaving = [line.id for line in kept if not all(frame.holds(point) for point in flatten(layout.lines[line.id][0].spline))]
    assert len(kept) == 21
    assert not leaving


def test_the_picture_of_a_component_has_initiators_before_it_and_targets_behind() -> None:
    opening, opened = ["a", "b", "c"], ["d", "e"]
    lines = [line_of(id_, "middle", Direction.INTERNAL, Exposure.PRIVATE, n) for n, id_ in enumerate(opening, 1)]
    lines += [line_of("middle", id_, Direction.INTERNAL, Exposure.PRIVATE, n) for n, id_ in enumerate(opened, 10)]
    home = box("vpc", "VPC", BoundaryKind.VPC, role=Role.CUSTOMER, viewpoint=True)
    cards = tuple(card(id_, both(id_), "vpc") for id_ in ("middle", *opening, *opened))
    layout = lay_out(Scene(id="star", level="middle", boxes=(home,), cards=cards, lines=tuple(lines)))
    middle = layout.cards["middle"]
    assert all(layout.cards[id_].right < middle.x for id_ in opening)
    assert all(layout.cards[id_].x > middle.right for id_ in opened)


def test_no_badge_of_another_line_hides_a_loop_in_a_crowd() -> None:
    ids = [f"card-{n}" for n in range(7)]
    home = box("vpc", "VPC", BoundaryKind.VPC, role=Role.CUSTOMER, viewpoint=True)
    cards = tuple(card(id_, both(id_), "vpc" if n < 4 else None) for n, id_ in enumerate(ids))
    loops = [line_of(id_, id_, Direction.INTERNAL, Exposure.PRIVATE, n) for n, id_ in enumerate(ids, 1)]
    pairs = [(a, b) for a in ids for b in ids if a != b and (ids.index(a) + 2 * ids.index(b)) % 3]
    others = [line_of(a, b, Direction.OUTBOUND, Exposure.PUBLIC, *range(100 + 6 * n, 105 + 6 * n)) for n, (a, b) in enumerate(pairs[:20])]
    scene = Scene(id="crowd", boxes=(home,), cards=cards, lines=(*loops, *others))
    assert len(others) == 20
    check(scene, laid_out(scene))
