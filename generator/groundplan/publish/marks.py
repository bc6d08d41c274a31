"""The small pictures in a theme's style sheets, as files: under a strict policy an address may not hold a picture."""

from __future__ import annotations

import hashlib
import posixpath
import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

FOLDER = "assets/groundplan/marks"
FROM_DISK = f"{FOLDER}/disk.css"
"""The pictures as they were: a browser reads no masks from files beside a page that it has opened from a disk."""

_MARK = re.compile(
    r"""(?P<property>--(?P<name>[\w-]+)):\s*url\((?P<quote>["'])data:image/svg\+xml(?:;charset=utf-?8)?,(?P<svg>.*?)(?P=quote)\)""",
    re.DOTALL | re.IGNORECASE,
)


class MovedPictures(NamedTuple):
    """A style sheet without pictures in it: its text, path in the site -> picture, and the declarations as they were."""

    css: str
    files: dict[str, str]
    declared: tuple[str, ...]


def moved(path: str, css: str) -> MovedPictures:
    """The style sheet at `path` with the pictures of its custom properties in files."""
    files: dict[str, str] = {}
    declared: list[str] = []

    def address(found: re.Match[str]) -> str:
        svg = unquote(found["svg"])
        file = f"{FOLDER}/{found['name']}.{hashlib.sha256(svg.encode()).hexdigest()[:8]}.svg"
        files[file] = svg
        declared.append(found[0])
        return f'{found["property"]}:url("{posixpath.relpath(file, posixpath.dirname(path))}")'

    return MovedPictures(_MARK.sub(address, css), files, tuple(declared))


def move_all(site: Path) -> None:
    """Move the pictures out of the theme's style sheets below `site`."""
    declared: dict[str, None] = {}
    for sheet in sorted((site / "assets/stylesheets").glob("*.css")):
        found = moved(sheet.relative_to(site).as_posix(), sheet.read_text(encoding="utf-8"))
        if found.files:
            declared |= dict.fromkeys(found.declared)
            sheet.write_text(found.css, encoding="utf-8")
            for path, svg in found.files.items():
                _write(site / path, svg)
    _write(site / FROM_DISK, f":root{{{';'.join(declared)}}}\n")


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
