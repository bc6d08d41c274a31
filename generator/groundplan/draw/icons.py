"""The files of icons: those of the package `diagrams` by class path, and the project's own."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pathlib import Path

from groundplan.project.member import MODEL
from groundplan.project.passive import active_part

_PICTURES = frozenset({".svg", ".png"})


def icon_file(icon: str, root: Path, models: Iterable[str] = (MODEL,)) -> Path | None:
    """The picture of `icon`: a file in the folder `icons` of one of `models`, or that of a class such as `aws.compute.EKS`."""
    for model in models:
        own = root / model / "icons" / icon
        if "/" not in icon and ".." not in icon and "\0" not in icon and own.is_file():
            is_inside = any(own.resolve().is_relative_to(home.resolve()) for home in (root, own.parent))
            return own if own.suffix in _PICTURES and is_inside and _only_shows(own) else None
    return _class_icon(icon)


def _only_shows(picture: Path) -> bool:
    return picture.suffix != ".svg" or not active_part(picture.read_bytes())


def asset_name(icon: str) -> str:
    """The name under which a site shares an icon's file."""
    return icon.lower() if Path(icon).suffix in _PICTURES else f"{icon.lower()}.png"


@cache
def _class_icon(path: str) -> Path | None:
    """Read from the class itself, whose module is imported; None where there is no such class."""
    module, _, name = path.rpartition(".")
    try:
        found = getattr(import_module(f"diagrams.{module}"), name, None)
    except (ImportError, ValueError):
        return None
    folder, file = getattr(found, "_icon_dir", None), getattr(found, "_icon", None)
    if not folder or not file:
        return None
    package = Path(str(import_module("diagrams").__file__)).parent
    icon = package.parent / folder / file
    return icon if icon.is_file() else None
