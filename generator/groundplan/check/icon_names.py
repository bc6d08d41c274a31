"""Which icons there are, told from the files of the package `diagrams` without importing it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from groundplan.errors import GroundplanError
from groundplan.nearest import nearest

_FILE = re.compile(r"[\w-][\w.-]{0,99}")
_CLASS = re.compile(r"^(?:class (?P<class>[A-Z]\w*)\(|(?P<alias>[A-Z]\w*) = [A-Z]\w*$)", re.MULTILINE)


def icon_exists(path: str, own: Collection[str]) -> bool:
    """Whether `path` is a class such as `aws.compute.EKS`, or one of the project's own icons, the files below `model/icons/`."""
    if _FILE.fullmatch(path) and path in own:
        return True
    module, _, name = path.rpartition(".")
    return name in _classes(module)


def nearest_icon(path: str) -> str | None:
    """The icon most like `path`: the same module's, the same name elsewhere, or a similar name."""
    module, _, name = path.rpartition(".")
    close = nearest(name, _classes(module))
    if close:
        return f"{module}.{close}"
    by_name = {candidate.rpartition(".")[2].casefold(): candidate for candidate in all_icons()}
    near = nearest(name.casefold(), by_name)
    return by_name[near] if near else None


def search_icons(word: str) -> Iterator[str]:
    """The class paths that hold `word`, whatever its case."""
    return (path for path in all_icons() if word.casefold() in path.casefold())


@cache
def all_icons() -> tuple[str, ...]:
    """Every class path, sorted."""
    package = _package()
    modules = sorted(path.relative_to(package).with_suffix("") for path in package.glob("*/*.py") if path.stem != "__init__")
    return tuple(f"{'.'.join(module.parts)}.{name}" for module in modules for name in sorted(_classes(".".join(module.parts))))


@cache
def _classes(module: str) -> frozenset[str]:
    if not re.fullmatch(r"\w+\.\w+", module):
        return frozenset()
    file = _package().joinpath(*module.split(".")).with_suffix(".py")
    if not file.is_file():
        return frozenset()
    names = (match["class"] or match["alias"] for match in _CLASS.finditer(file.read_text(encoding="utf-8")))
    return frozenset(names)


@cache
def _package() -> Path:
    spec = find_spec("diagrams")
    if spec is None or spec.origin is None:
        raise GroundplanError("the package `diagrams` is not installed")
    return Path(spec.origin).parent
