"""The scripts that a theme writes into its templates, as files: what stands in a page does not run under a strict policy."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePosixPath
from typing import NamedTuple

from groundplan.hypertext import Change, HtmlElement, elements_in, replaced

FOLDER = "partials/javascripts/"
"""Where the theme keeps templates of scripts."""
PLACE = "assets/groundplan/theme"

_VALUE = re.compile(r'"\{\{(?P<expression>[^{}"]*(?:"[^"{}]*"[^{}"]*)*)\}\}"')
_TEMPLATE = re.compile(r"\{[{%#]")


class MovedScripts(NamedTuple):
    """A template whose scripts are files: its source, and path in the site -> script."""

    source: str
    files: dict[str, str]


def moved(name: str, source: str) -> MovedScripts:
    """The template `name` with its scripts in files. What a script takes from the page, its element tells: `data-given-1="…"`.

    A script that is made in another way stays where it is.
    """
    files: dict[str, str] = {}

    def outside(written: HtmlElement) -> Change | None:
        given: list[str] = []

        def value(text: re.Match[str]) -> str:
            given.append(f' data-given-{len(given) + 1}="{{{{ ({text["expression"]}) | e }}}}"')
            return f'document.currentScript.getAttribute("data-given-{len(given)}")'

        script = _VALUE.sub(value, written.inner(source))
        if next(written.opening.attributes(), None) or _TEMPLATE.search(script):
            return None
        path = f"{PLACE}/{PurePosixPath(name).stem}.{hashlib.sha256(script.encode()).hexdigest()[:8]}.js"
        files[path] = script
        return Change(written.opening.start, written.end, f"<script src=\"{{{{ '{path}' | url }}}}\"{''.join(given)}></script>")

    return MovedScripts(replaced(source, filter(None, map(outside, elements_in(source, "script")))), files)
