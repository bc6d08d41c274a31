"""Drawings kept between builds: each by what it takes from the pages around it, all of them by what the model says."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from groundplan import draw as diagrams
from groundplan.plain import Plain
from groundplan.project.memo import Memo, digest

KeptDrawings: TypeAlias = Callable[[str, Mapping[str, diagrams.Dress], Callable[[], str]], str]
"""The drawing of a name in some dresses, each of a locale: as it was kept, or as the last argument makes it."""


@dataclass(frozen=True, slots=True)
class DrawingMemo:
    """Keeps the drawings of one model in `kept`, whose results follow from everything that shapes a drawing but its dresses."""

    kept: Memo

    def __call__(self, name: str, dresses: Mapping[str, diagrams.Dress], draw: Callable[[], str]) -> str:
        return self.kept.of(digest((name, json.dumps([_plain(tag, dress) for tag, dress in dresses.items()]))), draw)


def made_anew(_name: str, _dresses: Mapping[str, diagrams.Dress], draw: Callable[[], str]) -> str:
    """Keeps nothing."""
    return draw()


def _plain(tag: str, dress: diagrams.Dress) -> list[Plain]:
    """All of a dress but how its language sets a kind behind a name."""
    named = (sorted(each.items()) for each in (dress.icons, dress.links, dress.flow_links, dress.marks))
    return [tag, dress.title, dress.description, dress.prefix, dress.notes, sorted(dress.absent), *named]
