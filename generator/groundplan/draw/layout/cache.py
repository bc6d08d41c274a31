"""Layouts kept between runs. An entry is found by the digest of all that a layout depends on; a damaged one is made anew."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
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


def cached_layout(scene: Scene, folder: Path, engine: Engine | None = None) -> Layout:
    """The layout of `scene`, from `folder` if it is there whole. Raises LayoutFailed when it has to be made and cannot be."""
    entry = folder / f"{digest(scene, engine)}.json"
    known = _read(entry)
    if known is not None:
        return known
    layout = lay_out(scene, engine)
    _write(entry, layout)
    return layout


def is_cached(scene: Scene, folder: Path) -> bool:
    """Whether `folder` has an entry for `scene`, whole or not."""
    return (folder / f"{digest(scene)}.json").is_file()


def digest(scene: Scene, engine: Engine | None = None) -> str:
    """What a layout depends on, in a few letters: the scene with all its texts, this package, and the engine."""
    program = str(engine.program) if engine else version("graphviz-pure")
    content = json.dumps([_program_digest(), program, asdict(scene)], sort_keys=True, ensure_ascii=False)
    return sha256(content.encode()).hexdigest()[:32]


@cache
def _program_digest() -> str:
    """Changes with every change to the code that makes layouts."""
    total = sha256()
    for file in sorted(Path(__file__).parent.glob("**/*.py")) + sorted(Path(__file__).parent.glob("data/*.json")):
        total.update(file.name.encode() + b"\0" + file.read_bytes())
    return total.hexdigest()


def _read(entry: Path) -> Layout | None:
    try:
        stored = json.loads(entry.read_text(encoding="utf-8"))
        if stored["digest"] != _checksum(stored["layout"]):
            return None
        return _layout(stored["layout"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(entry: Path, layout: Layout) -> None:
    """Puts the whole entry in its place at once. A cache that cannot be written is no reason to fail."""
    content = json.loads(json.dumps(asdict(layout)))
    with suppress(OSError):
        entry.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=entry.parent, prefix=entry.stem)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"digest": _checksum(content), "layout": content}, file)
        Path(name).replace(entry)


def _checksum(content: object) -> str:
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


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
