"""Whether a built site gives away what its audience must not see."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path

TEXT_FILES = frozenset({".html", ".json", ".js", ".svg", ".xml", ".txt", ".csv", ".md", ".css", ".webmanifest"})


def leaks(site: Path, secrets: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each secret found in a file below `site`: what it is called, and the file's path from there.

    `secrets` maps a text that must not appear to what it is called. Words are compared as wholes, so that the id `api` is
    not found in `capital`; characters that HTML or JSON escape are compared as what they stand for.
    """
    if not secrets:
        return
    words = sorted(secrets, key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))})(?![\w-])")
    for path in sorted(site.rglob("*")):
        if path.suffix not in TEXT_FILES or not path.is_file():
            continue
        text = unescape(path.read_text(encoding="utf-8", errors="replace")).replace('\\"', '"')
        for found in sorted(set(pattern.findall(text))):
            yield secrets[found], path.relative_to(site).as_posix()
