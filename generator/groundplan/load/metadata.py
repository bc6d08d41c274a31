"""What stands above a page without rules around it: metadata as MultiMarkdown writes it, which MkDocs reads.

Told from `mkdocs.utils.meta`: lines of a key, a colon and a value up to the first empty line, or the first that is neither a key
nor more of a value.
"""

from __future__ import annotations

import re

_KEY = re.compile(r" {0,3}(?P<key>[A-Za-z0-9_-]+):\s*(?P<value>.*)")
_MORE = re.compile(r"(?: {4}|\t)\s*(?P<value>.*)")


def metadata(text: str) -> tuple[dict[str, str], int]:
    """The metadata of a page without front matter, and where its body begins."""
    found: dict[str, str] = {}
    key, at = "", 0
    while at < len(text):
        end = text.find("\n", at) + 1 or len(text)
        line = text[at:end].rstrip("\n")
        if not line.strip():
            return found, end if found else 0
        if begun := _KEY.match(line):
            key, value = begun["key"].lower(), begun["value"].strip()
        elif key and (more := _MORE.match(line)):
            value = more["value"].strip()
        else:
            break
        found[key] = f"{found[key]} {value}" if key in found else value
        at = end
    return found, at
