"""Layouts are kept, and never trusted blindly."""

from dataclasses import replace
from pathlib import Path

from draw.scenes import both, box, card, line
from groundplan.domain.boundary import BoundaryKind
from groundplan.domain.channel import Exposure, Layer
from groundplan.domain.flow import Direction
from groundplan.draw import Engine, Scene, cached_layout, lay_out
from groundplan.draw.layout.cache import digest


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
    scene = small()
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


def test_a_changed_text_is_another_layout() -> None:
    scene = small()
    longer = replace(scene.cards[0], name={"en": "Another name", "ko": "다른 이름"})
    assert digest(replace(scene, cards=(longer, *scene.cards[1:]))) != digest(scene)
