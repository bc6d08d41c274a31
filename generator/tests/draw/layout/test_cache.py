"""Layouts are kept, and never trusted blindly."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path
from typing import Any

import grimp
import pytest
from hypothesis import given
from hypothesis import strategies as st

import groundplan.draw.measure
from draw.scenes import both, box, card, line
from groundplan.domain.boundary import BoundaryKind
from groundplan.domain.channel import Exposure, Layer
from groundplan.domain.component import ComponentKind
from groundplan.domain.entry import Status
from groundplan.domain.flow import Direction
from groundplan.domain.party import Role
from groundplan.domain.view import DrawingDirection
from groundplan.draw import Engine, Scene, cached_layout, cached_layouts, lay_out
from groundplan.draw.layout.basis import basis
from groundplan.draw.layout.cache import SHAPING, layout_key
from groundplan.draw.measure.sizes import badge_width


def small() -> Scene:
    """Two cards and a line that is a tunnel's, so that every part of a layout occurs."""
    cards = (card("a", both("A"), "place"), card("b", both("B"), None))
    private = line("a", "b", Direction.INBOUND, Exposure.PRIVATE, 1, layer=Layer.OVERLAY, carriers=("flow-2",))
    carrier = line("b", "a", Direction.OUTBOUND, Exposure.PUBLIC, 2, 3)
    return Scene(id="small", boxes=(box("place", "Place", BoundaryKind.VPC),), cards=cards, lines=(private, carrier))


def broken() -> Engine:
    """An engine that cannot answer: what comes back must come from the cache."""
    return replace(Engine(), time_limit=1e-9)


def test_a_kept_layout_is_the_layout(tmp_path: Path) -> None:
    scene = small()
    made = cached_layout(scene, tmp_path)
    assert made == lay_out(scene)
    assert cached_layout(scene, tmp_path, None) == made


def test_a_kept_layout_is_not_made_again(tmp_path: Path) -> None:
    scene, engine = small(), Engine()
    made = cached_layout(scene, tmp_path, engine)
    assert cached_layout(scene, tmp_path, broken()) == made


def test_a_damaged_entry_is_made_anew(tmp_path: Path) -> None:
    scene = Scene(id="one", cards=(card("a", both("A"), None),))
    made = cached_layout(scene, tmp_path)
    (entry,) = tmp_path.glob("*.json")
    whole = entry.read_text(encoding="utf-8")
    for damage in ("", "{", whole[: len(whole) // 2], whole.replace('"width": ', '"width": 1'), "[]", '{"digest": "x", "layout": {}}'):
        entry.write_text(damage, encoding="utf-8")
        assert cached_layout(scene, tmp_path) == made
        assert entry.read_text(encoding="utf-8") == whole


def test_a_folder_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    assert cached_layout(small(), file / "below") == lay_out(small())


def with_card(scene: Scene, **changed: object) -> Scene:
    return replace(scene, cards=(replace(scene.cards[0], **changed), *scene.cards[1:]))  # type: ignore[arg-type]


def with_box(scene: Scene, **changed: object) -> Scene:
    return replace(scene, boxes=(replace(scene.boxes[0], **changed),))  # type: ignore[arg-type]


def with_line(scene: Scene, **changed: object) -> Scene:
    return replace(scene, lines=(replace(scene.lines[0], **changed), *scene.lines[1:]))  # type: ignore[arg-type]


def with_badge(scene: Scene, **changed: object) -> Scene:
    (first,) = scene.lines[0].badges
    return with_line(scene, badges=(replace(first, **changed),))  # type: ignore[arg-type]


ALIKE = {
    "a view of another name": replace(small(), id="other"),
    "a renamed flow": with_badge(small(), title=both("Quite another name", "다른 이름")),
    "another exposure of a flow": with_badge(small(), exposure=Exposure.PUBLIC),
    "flows of later numbers": replace(
        small(),
        lines=tuple(replace(x, badges=tuple(replace(b, number=b.number + 5) for b in x.badges)) for x in small().lines),
    ),
    "another direction": with_line(small(), direction=Direction.EXTERNAL),
    "a planned flow": with_line(small(), status=Status.PLANNED),
    "a carrier that is not in the picture": with_line(small(), carriers=("flow-2", "flow-9")),
    "a card whose name takes as many lines": with_card(small(), name=both("B", "저장소")),
    "another kind of component with straight sides": with_card(small(), kind=ComponentKind.DATASTORE, subtitle=both("datastore")),
    "what is left out": replace(small(), omitted=3, folded=2, borders=(both("A border"),)),
    "an icon": with_card(small(), icon="onprem.database.ClickHouse"),
    "a card of somebody else": with_card(small(), role=Role.CUSTOMER),
    "another kind of box with a shorter name": with_box(small(), kind=BoundaryKind.SITE, subtitle=both("vpc")),
}
DIFFERENT = {
    "a card that needs more room": with_card(small(), name=both("A", "네트워크보안담당 대기열")),
    "a longer title": with_box(small(), title=both("A place with a long name")),
    "a longer kind": with_box(small(), subtitle=both("vpc · Customer Inc.")),
    "a kind with slanted sides": with_card(small(), kind=ComponentKind.GATEWAY),
    "a card elsewhere": with_card(small(), box=None),
    "a number of more digits": with_badge(small(), number=100),
    "numbers in another order": with_badge(small(), number=4),
    "a public line": with_line(small(), exposure=Exposure.PUBLIC),
    "no tunnel": with_line(small(), layer=Layer.UNDERLAY),
    "no carrier": with_line(small(), carriers=()),
    "a line that is counted": with_line(small(), tallied=True),
    "the viewpoint": with_box(small(), viewpoint=True),
    "an owner with a side": with_box(small(), role=Role.VENDOR),
    "another way to draw": replace(small(), direction=DrawingDirection.DOWN),
    "the picture of a place": replace(small(), level="place"),
    "the picture of a component": replace(small(), level="a"),
    "cards in another order": replace(small(), cards=small().cards[::-1]),
}


@pytest.mark.parametrize("scene", ALIKE.values(), ids=ALIKE)
def test_what_moves_nothing_lays_out_nothing(scene: Scene) -> None:
    assert scene != small()
    assert layout_key(basis(scene)) == layout_key(basis(small()))


@pytest.mark.parametrize("scene", DIFFERENT.values(), ids=DIFFERENT)
def test_what_moves_something_is_another_layout(scene: Scene) -> None:
    assert layout_key(basis(scene)) != layout_key(basis(small()))


def test_no_scene_that_is_laid_out_differently_shares_a_digest() -> None:
    digests = [layout_key(basis(scene)) for scene in (small(), *DIFFERENT.values())]
    assert len(set(digests)) == len(digests) == 18


@given(numbers=st.lists(st.integers(1, 2000), min_size=1, unique=True))
def test_numbers_keep_their_digits_and_their_order(numbers: list[int]) -> None:
    scene = with_line(small(), badges=line("a", "b", Direction.INBOUND, Exposure.PRIVATE, *numbers).badges)
    scene = replace(scene, lines=scene.lines[:1])
    before = [(b.flow, b.number) for x in scene.lines for b in x.badges]
    after = {b.flow: b.number for x in basis(scene).scene.lines for b in x.badges}
    assert sorted(before, key=lambda pair: pair[1]) == sorted(before, key=lambda pair: after[pair[0]])
    assert [badge_width(number) for _, number in before] == [badge_width(after[flow]) for flow, _ in before]


class Counting(Executor):
    """Does at once what it is given, and counts it."""

    def __init__(self) -> None:
        self.done = 0

    def map(self, work: Callable[..., Any], *arguments: Iterable[Any], **_: Any) -> Iterator[Any]:  # type: ignore[override]
        for each in zip(*arguments, strict=True):
            self.done += 1
            yield work(*each)


def test_scenes_of_one_shape_are_laid_out_once(tmp_path: Path) -> None:
    executor = Counting()
    turned = replace(small(), direction=DrawingDirection.DOWN)
    first, other, again = cached_layouts([small(), turned, ALIKE["a renamed flow"]], tmp_path, executor)
    assert executor.done == 2
    assert first == again != other
    assert cached_layouts([ALIKE["an icon"]], tmp_path, executor) == [first]
    assert executor.done == 2


def test_the_digest_is_of_all_code_that_makes_layouts_and_of_no_other() -> None:
    """Told by the imports: what shapes a layout is what `lay_out` imports. How pictures look and are told shapes none."""
    graph = grimp.build_graph("groundplan", cache_dir=None)
    imported = graph.find_upstream_modules("groundplan.draw.layout.layout") | {"groundplan.draw.layout.layout"}
    draw = {name.removeprefix("groundplan.draw.") for name in imported if name.startswith("groundplan.draw.")}
    packages = {name for name in draw if graph.find_children(f"groundplan.draw.{name}")}
    code = {f"{name.replace('.', '/')}.py" for name in draw - packages}
    data = {f"measure/data/{name}" for name in ("advances.json", "katakana.txt")}
    assert code | data == set(SHAPING)
    assert {"scene/bundles.py", "measure/katakana.py"} <= code
    assert not {name for name in code if name.startswith("svg/") or "legend" in name or "describe" in name}


def test_the_data_of_measures_is_all_in_the_digest() -> None:
    folder = Path(groundplan.draw.measure.__path__[0], "data")
    found = {f"measure/data/{path.name}" for path in folder.iterdir() if path.suffix in {".json", ".txt"}}
    assert len(found) == 2
    assert found == {name for name in SHAPING if not name.endswith(".py")}
