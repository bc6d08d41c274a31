"""Layouts kept between runs. An entry is found by the digest of all that a layout depends on; a damaged one is made anew."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from groundplan.draw.geometry import Point, Rect
from groundplan.draw.layout.badges import Spot
from groundplan.draw.layout.engine import Engine
from groundplan.draw.layout.layout import Layout, lay_out
from groundplan.draw.layout.strands import Leg, Tunnel
from groundplan.draw.layout.titles import Title
from groundplan.draw.measure.sizes import Sizes
from groundplan.draw.scene.scene import Scene
from groundplan.project.store import Store


def cached_layout(scene: Scene, folder: Path, engine: Engine | None = None) -> Layout:
    """The layout of `scene`, from `folder` if it is there whole. Raises LayoutFailed when it has to be made and cannot be."""
    store, key = Store(folder), digest(scene, engine)
    known = _read(store.recall(key))
    if known is not None:
        return known
    layout = lay_out(scene, engine)
    store.keep(key, asdict(layout))
    return layout


def is_cached(scene: Scene, folder: Path) -> bool:
    """Whether `folder` has an entry for `scene`, whole or not."""
    return digest(scene) in Store(folder)


def digest(scene: Scene, engine: Engine | None = None) -> str:
    """What a layout depends on, in a few letters: the scene with all its texts, this package, and the engine."""
    program = str(engine.program) if engine else version("graphviz-pure")
    content = json.dumps([_program_digest(), program, asdict(scene)], sort_keys=True, ensure_ascii=False)
    return sha256(content.encode()).hexdigest()[:32]


_DRAW = Path(__file__).parents[1]
_SHAPING = ("layout/*.py", "measure/*.py", "measure/data/*.json", "measure/data/*.txt", "scene/bundles.py", "scene/scene.py", "geometry.py")
"""The code and the data that a layout follows from."""


@cache
def _program_digest() -> str:
    """Changes with every change to what makes layouts."""
    total = sha256()
    for file in (path for pattern in _SHAPING for path in sorted(_DRAW.glob(pattern))):
        total.update(file.name.encode() + b"\0" + file.read_bytes())
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
        sizes=Sizes(**content["sizes"]),
        boxes={id_: Rect(**rect) for id_, rect in content["boxes"].items()},
        titles={id_: Title(**title) for id_, title in content["titles"].items()},
        cards={id_: Rect(**rect) for id_, rect in content["cards"].items()},
        lines={id_: tuple(Leg(_spline(leg["spline"]), leg["inside"]) for leg in legs) for id_, legs in content["lines"].items()},
        tunnels=tuple(
            Tunnel(_spline(tunnel["spline"]), tunnel["width"], tuple(tunnel["lines"]), tunnel["carrier"]) for tunnel in content["tunnels"]
        ),
        badges=tuple(map(_spot, content["badges"])),
    )


def _spot(spot: Mapping[str, Any]) -> Spot:
    leader = Point(*spot["leader"]) if spot["leader"] else None
    return Spot(spot["flow"], spot["line"], spot["leg"], Point(*spot["centre"]), leader)


def _spline(points: list[list[float]]) -> tuple[Point, ...]:
    return tuple(Point(*point) for point in points)
