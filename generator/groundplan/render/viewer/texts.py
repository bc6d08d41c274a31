"""What the viewer asks for beside the facts, once a reader wants to know more of something: the records of these texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryTexts:
    """What is told of an entry beside its facts."""

    text: str = ""
    also: str = ""
    """Its names in other languages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewerTexts:
    """What the viewer asks for once a reader wants to know more of something, in a file of its own for each language."""

    places: Mapping[str, EntryTexts]
    flows: Mapping[str, EntryTexts]
    steps: Mapping[str, Sequence[EntryTexts]]
    """What is told of each step of a procedure."""
    claims: Mapping[str, str]
    """What each promise states."""
