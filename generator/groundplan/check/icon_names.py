"""Which icons there are, told from the files of the package `diagrams` without importing it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from groundplan.errors import GroundplanError
from groundplan.nearest import nearest

PROJECT_ICONS = "model/icons"
PICTURES = (".svg", ".png")

_FILE = re.compile(r"[\w-][\w.-]{0,99}")
_CLASS = re.compile(r"^(?:class (?P<class>[A-Z]\w*)\(|(?P<alias>[A-Z]\w*) = [A-Z]\w*$)", re.MULTILINE)


def icon_problem(path: str, own: Mapping[str, str]) -> str:
    """Why `path` is neither a class such as `aws.compute.EKS` nor one of the project's `own` icons; nothing if it is one.

    `own` are the files in `model/icons/`, each with what is wrong with it.
    """
    if _FILE.fullmatch(path) and path in own:
        return _file_problem(path, own[path])
    module, _, name = path.rpartition(".")
    return "" if name in _classes(module) else f"there is no icon `{path}`"


def _file_problem(name: str, problem: str) -> str:
    if not name.endswith(PICTURES):
        return f"the icon `{name}` is neither an SVG nor a PNG: its name ends in none of {', '.join(PICTURES)}"
    return problem and f"the icon `{name}` {problem}"


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
    """The class paths that hold each part of `word`, whatever its case and what stands between its parts."""
    parts = re.findall(r"[^\W_]+", word.casefold())
    return (path for path in all_icons() if parts and all(part in path.casefold() for part in parts))


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
