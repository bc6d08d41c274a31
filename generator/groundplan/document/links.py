"""Where things are in a document, and what leads to them."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator
from urllib.parse import unquote

from groundplan.plain import Plain

_PAGE = "page:"
ABROAD = ("http://", "https://", "mailto:", "tel:")
"""How addresses begin that lead out of a document."""


def place(target: str) -> str:
    """The anchor of what is at a path of the site, such as `connections.md#flow-pay`, or `connections.md`."""
    path, _, id_ = target.partition("#")
    path = path.partition("?")[0]
    return f"{_PAGE}{path}#{id_}" if id_ else f"{_PAGE}{path}"


def target(path: str, address: str) -> str:
    """Where `address` leads from the page `path`: a place in the document, or out of it; empty where a document cannot go."""
    if address.startswith((_PAGE, *ABROAD)):
        return address
    way, _, id_ = address.partition("#")
    way = unquote(way.partition("?")[0])
    if way and not way.endswith(".md"):
        return ""
    return place(f"{posixpath.normpath(posixpath.join(posixpath.dirname(path), way)) if way else path}#{id_}".removesuffix("#"))


def settled(document: Plain, known: Collection[str], used: set[str]) -> Plain:
    """A document as plain values, in which links lead to places that are there, and each place is there once.

    A link to a lost place of a page leads to the page; one to a page that is not in the document is none. `used` are the places
    that have been seen so far.
    """
    if isinstance(document, list | tuple):
        return [settled(item, known, used) for item in document]
    if not isinstance(document, dict):
        return document
    found = {key: settled(value, known, used) for key, value in document.items()}
    if isinstance(goal := found.get("target"), str):
        found["target"] = _known(goal, known)
    if isinstance(anchor := found.get("anchor"), str):
        found["anchor"] = _once(anchor, used)
    if isinstance(anchors := found.get("anchors"), list):
        found["anchors"] = [_once(str(each), used) for each in anchors]
    return found


def anchors(document: Plain) -> Iterator[str]:
    """Every place in a document."""
    if isinstance(document, list | tuple):
        for item in document:
            yield from anchors(item)
    elif isinstance(document, dict):
        for key, value in document.items():
            if key == "anchor" and isinstance(value, str):
                yield value
            elif key == "anchors" and isinstance(value, list | tuple):
                yield from map(str, value)
            else:
                yield from anchors(value)


def _known(goal: str, known: Collection[str]) -> str:
    if goal in known or goal.startswith(ABROAD):
        return goal
    page = goal.partition("#")[0]
    return page if page in known else ""


def _once(anchor: str, used: set[str]) -> str:
    if anchor in used:
        return ""
    used.add(anchor)
    return anchor
