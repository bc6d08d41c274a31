"""Headings in which there is nothing to read: readers of screens could not name them, and a document may not have them."""

from __future__ import annotations

import unicodedata
from typing import Any

_UNSEEN = ("Z", "C", "M")
"""Categories of Unicode whose letters alone show nothing: spaces, controls, and marks on other letters."""


def all_titled(document: Any, title: str) -> Any:
    """A document as plain values in which each heading says something: an empty one is only a place, an empty section bears `title`."""
    if isinstance(document, list | tuple):
        return [all_titled(item, title) for item in document]
    if not isinstance(document, dict):
        return document
    if document.get("kind") == "heading" and not _is_read(document["text"]):
        return {"kind": "anchor", "anchor": document["anchor"]}
    found = {key: all_titled(value, title) for key, value in document.items()}
    if "blocks" in found and "kind" not in found and not _is_read(found["title"]):
        found["title"] = [{"text": title, "styles": [], "target": ""}]
    return found


def _is_read(text: Any) -> bool:
    return any(unicodedata.category(letter)[0] not in _UNSEEN for span in text for letter in span["text"])
