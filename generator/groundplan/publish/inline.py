"""The scripts that a theme writes into its templates, as files: what stands in a page does not run under a strict policy."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePosixPath
from typing import NamedTuple

FOLDER = "partials/javascripts/"
"""Where the theme keeps templates of scripts."""
PLACE = "assets/groundplan/theme"

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
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

    def element(found: re.Match[str]) -> str:
        given: list[str] = []

        def value(text: re.Match[str]) -> str:
            given.append(f' data-given-{len(given) + 1}="{{{{ ({text["expression"]}) | e }}}}"')
            return f'document.currentScript.getAttribute("data-given-{len(given)}")'

        script = _VALUE.sub(value, found[1])
        if _TEMPLATE.search(script):
            return found[0]
        path = f"{PLACE}/{PurePosixPath(name).stem}.{hashlib.sha256(script.encode()).hexdigest()[:8]}.js"
        files[path] = script
        return f"<script src=\"{{{{ '{path}' | url }}}}\"{''.join(given)}></script>"

    return MovedScripts(_SCRIPT.sub(element, source), files)
