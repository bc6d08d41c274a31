"""Text as a terminal may be given it."""

from __future__ import annotations

import unicodedata

_TURNS = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
"""Bidirectional classes of the characters that reorder what follows."""


def visible(text: str) -> str:
    """`text` without characters that a terminal would obey instead of showing them; a tab stays."""
    return "".join(char if char == "\t" or char.isprintable() or not _is_obeyed(char) else f"\\u{{{ord(char):x}}}" for char in text)


def _is_obeyed(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} or unicodedata.bidirectional(char) in _TURNS
