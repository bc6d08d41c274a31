"""Our own templates around facts. They are part of the program, so they run without the sandbox that pages and overrides run in."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from groundplan.bundled import templates_folder
from groundplan.render.figures.values import Values
from groundplan.render.pages.record import Unknown, recording
from groundplan.render.parts import SOUGHT, UNSOUGHT

_REFERENCE = re.compile(r"""\{%-?\s*(?:extends|from|import|include)\s+["']([^"']+)["']""")
"""How our own templates name others; parsing them for that would take longer than most of them are worth."""


class OwnTemplates(Environment):
    """Jinja for templates that come with the program."""

    def __init__(self) -> None:
        super().__init__(
            loader=FileSystemLoader(templates_folder()),
            undefined=Unknown,
            autoescape=is_html,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        self.globals = {"unsought": Markup(UNSOUGHT), "sought": Markup(SOUGHT)}

    def getattr(self, obj: object, attribute: str) -> Any:
        """A key of a mapping goes before its methods."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def rendered(self, name: str, values: Values) -> str:
        """What the template `name` makes of `values`."""
        with recording(None):
            template = self.get_template(name)
        return template.render(values)

    def around(self, name: str) -> frozenset[str]:
        """`name` and the templates that it takes parts from."""
        assert self.loader is not None
        found, waiting = {name}, [name]
        while waiting:
            source, *_ = self.loader.get_source(self, waiting.pop())
            named = {*_REFERENCE.findall(source)} - found
            found |= named
            waiting += named
        return frozenset(found)


def is_html(name: str | None) -> bool:
    """Whether what a template prints is escaped for HTML."""
    return name is not None and name.endswith(".html.jinja")


@cache
def own_templates() -> OwnTemplates:
    """Compiled once for all that a process renders."""
    return OwnTemplates()


@cache
def _around(name: str) -> frozenset[str]:
    return own_templates().around(name)


def _is_same(copy: Path, own: Path) -> bool:
    """Whether a project's template says what ours does."""
    return copy.is_file() and copy.read_bytes() == own.read_bytes()


def ours_at(root: Path) -> Callable[[str], bool]:
    """Tells of a template whether the project at `root` leaves it as it is, with all that it takes parts from."""
    folder = root / "templates"
    if not folder.is_dir() or folder.resolve() == templates_folder().resolve():
        return lambda _: True

    @cache
    def ours(name: str) -> bool:
        return not any((folder / other).exists() and not _is_same(folder / other, templates_folder() / other) for other in _around(name))

    return ours
