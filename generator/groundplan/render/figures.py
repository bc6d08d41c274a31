"""Diagrams as figures of a page, and the files that they need."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from markupsafe import Markup

from groundplan.derive.facts import Facts
from groundplan.domain.view import View
from groundplan.render.links import Links
from groundplan.render.words import Words


class Figures:
    """Draws the views of one model, each layout once for all locales."""

    def __init__(self, facts: Facts, words: Mapping[str, Words], root: Path) -> None:
        self._facts = facts
        self._words = words
        self._root = root

    def figure(self, view: View, words: Words, links: Links) -> Markup:
        """The diagram of `view` with its legend."""
        return Markup("<figure>{}</figure>").format(words.name(view))

    def assets(self) -> Mapping[str, bytes]:
        """The icons that the figures drawn so far refer to."""
        return {}
