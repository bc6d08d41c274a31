"""Addresses and ports in the cells of tables, which end a line between their parts alone: a break at a hyphen would take it for one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

_Plain: TypeAlias = Any
"""A document, or a part of one, as plain values."""

WHOLE = "whole"
"""The style of what is broken after its dots alone."""
_LONGEST = 24
"""Letters of a part up to which the narrowest column has room for it."""
_HOST = r"(?:[\w*{}-]+\.)+[A-Za-z{][\w{}-]*(?::\d+)?"
_NETWORK = r"\d{1,3}(?:\.\d{1,3}){3}(?:/\d+)?|[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?:/\d+)?"
_PORTS = r"\d+(?:-\d+)?/[a-z]+"
_ADDRESS = re.compile(rf"(?<![\w.:/-])(?:{_NETWORK}|{_PORTS}|{_HOST})(?![\w:/-])")


def parts_of_addresses(text: str) -> Iterator[str]:
    """What is broken nowhere in the addresses and ports of a text."""
    return (part for found in _ADDRESS.finditer(text) for part in found[0].split("."))


def with_whole_addresses(document: _Plain) -> _Plain:
    """A document as plain values, in whose tables each address is marked, and each port with its protocol."""
    if isinstance(document, list | tuple):
        return [with_whole_addresses(item) for item in document]
    if not isinstance(document, dict):
        return document
    if document.get("kind") == "table":
        return {**document, "rows": [[[_line(line) for line in cell] for cell in row] for row in document["rows"]]}
    return {key: with_whole_addresses(value) for key, value in document.items()}


def _line(line: _Plain) -> _Plain:
    return {**line, "text": [piece for span in line["text"] for piece in _pieces(span)]}


def _pieces(span: _Plain) -> Iterator[_Plain]:
    text, at = span["text"], 0
    for found in _ADDRESS.finditer(text):
        if max(map(len, found[0].split("."))) < _LONGEST:
            if found.start() > at:
                yield {**span, "text": text[at : found.start()]}
            yield {**span, "text": found[0], "styles": [*span["styles"], WHOLE]}
            at = found.end()
    if at < len(text):
        yield {**span, "text": text[at:]}
