"""Layouts kept between runs. An entry is found by the digest of all that a layout depends on; a damaged one is made anew."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from groundplan.draw.geometry import Point, Rect
from groundplan.draw.layout.badges import Spot
from groundplan.draw.layout.basis import Basis, basis
from groundplan.draw.layout.engine import Engine
from groundplan.draw.layout.layout import Layout, arrange
from groundplan.draw.layout.strands import Leg, Tunnel
from groundplan.draw.layout.titles import Title
from groundplan.draw.measure.sizes import Sizes, TitleSize
from groundplan.draw.scene.scene import Scene
from groundplan.project.store import Store


def cached_layout(scene: Scene, folder: Path, engine: Engine | None = None) -> Layout:
    """The layout of `scene`, from `folder` if it is there whole. Raises LayoutFailed when it has to be made and cannot be."""
    based = basis(scene)
    return layout_of(based, layout_key(based, engine), folder, engine)


def layout_of(based: Basis, key: str, folder: Path, engine: Engine | None = None) -> Layout:
    """The layout of every scene with this basis, which has the digest `key`; from `folder` if it is there whole. Raises LayoutFailed."""
    store = Store(folder)
    known = _read(store.recall(key))
    if known is not None:
        return known
    layout = arrange(based, engine)
    keep(layout, key, folder)
    return layout


def keep(layout: Layout, key: str, folder: Path) -> None:
    """Keep the layout of the basis with the digest `key`."""
    Store(folder).keep(key, asdict(layout))


def is_cached(key: str, folder: Path) -> bool:
    """Whether `folder` has an entry for the basis with the digest `key`, whole or not."""
    return key in Store(folder)


def kept_as(key: str, folder: Path) -> Iterator[tuple[str, bytes]]:
    """The file in which the layout with the digest `key` is kept: its name and its content; nothing where there is none."""
    path = Store(folder).path(key)
    if path.is_file():
        yield path.name, path.read_bytes()


def layout_key(based: Basis, engine: Engine | None = None) -> str:
    """What a layout depends on, in a few letters: its basis, the code and data that shape it, and the engine."""
    program = str(engine.program) if engine else version("graphviz-pure")
    content = [_program_digest(), version("diagrams"), program, asdict(based)]
    return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:32]


_DRAW = Path(__file__).parents[1]
SHAPING = (
    "geometry.py",
    "layout/axes.py",
    "layout/badges.py",
    "layout/basis.py",
    "layout/beside.py",
    "layout/candidates.py",
    "layout/chains.py",
    "layout/columns.py",
    "layout/engine.py",
    "layout/gaps.py",
    "layout/graph.py",
    "layout/lanes.py",
    "layout/layout.py",
    "layout/least.py",
    "layout/loops.py",
    "layout/near_lines.py",
    "layout/placement.py",
    "layout/rounds.py",
    "layout/routes.py",
    "layout/score.py",
    "layout/strands.py",
    "layout/titles.py",
    "measure/data/advances.json",
    "measure/data/katakana.txt",
    "measure/katakana.py",
    "measure/metrics.py",
    "measure/shapes.py",
    "measure/sizes.py",
    "scene/bundles.py",
    "scene/scene.py",
)
"""The code and the data that a layout follows from. A test compares them with what `layout` imports."""


@cache
def _program_digest() -> str:
    """Changes with every change to what makes layouts."""
    total = sha256()
    for name in SHAPING:
        total.update(name.encode() + b"\0" + (_DRAW / name).read_bytes() + b"\0")
    return total.hexdigest()


def _read(stored: Any) -> Layout | None:
    try:
        return _layout(stored)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _layout(content: Mapping[str, Any]) -> Layout:
    return Layout(
        width=content["width"],
        height=content["height"],
        sizes=_sizes(content["sizes"]),
        boxes={id_: Rect(*rect) for id_, rect in content["boxes"].items()},
        titles={id_: Title(**title) for id_, title in content["titles"].items()},
        cards={id_: Rect(*rect) for id_, rect in content["cards"].items()},
        lines={id_: tuple(Leg(_spline(leg["spline"]), leg["inside"]) for leg in legs) for id_, legs in content["lines"].items()},
        tunnels=tuple(
            Tunnel(_spline(tunnel["spline"]), tunnel["width"], tuple(tunnel["lines"]), tunnel["carrier"]) for tunnel in content["tunnels"]
        ),
        badges=tuple(map(_spot, content["badges"])),
    )


def _sizes(sizes: Mapping[str, Any]) -> Sizes:
    return Sizes(sizes["card_width"], {id_: TitleSize(**size) for id_, size in sizes["titles"].items()})


def _spot(spot: Mapping[str, Any]) -> Spot:
    leader = Point(*spot["leader"]) if spot["leader"] else None
    return Spot(spot["flow"], spot["line"], spot["leg"], Point(*spot["centre"]), leader)


def _spline(points: list[list[float]]) -> tuple[Point, ...]:
    return tuple(Point(*point) for point in points)
