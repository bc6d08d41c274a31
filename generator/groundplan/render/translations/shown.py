"""On which pages each text of the model is shown: found by writing every page, with a mark in place of each text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import TypeAlias

from groundplan.derive.facts import Facts
from groundplan.domain.entry import Text
from groundplan.domain.procedure import Procedure
from groundplan.domain.view import View
from groundplan.draw import compose_chart
from groundplan.draw.scene.scene import ByLocale
from groundplan.i18n.interface.interface import interface
from groundplan.i18n.locale.formats import Formats
from groundplan.i18n.speech import Speech
from groundplan.render.figures.atlas import Atlas, unnamed
from groundplan.render.figures.undrawn import undrawn
from groundplan.render.pages.links import Links
from groundplan.render.pages.page import with_figures
from groundplan.render.pages.pages import Pages

_MARK = re.compile("\ue000(\\d+)\ue001")
"""Stands for a text on its way through templates and Markdown, which leave letters of private use alone."""


Remember: TypeAlias = Callable[[str, str, Callable[[], list[str]]], list[str]]
"""What is known of a page, by its path and its source, or else what a function finds."""


class _Marks:
    """Has a mark for each text, so that the finished page tells which texts are on it."""

    def __init__(self) -> None:
        self._marks: dict[str, int] = {}

    def translate(self, context: str, source: str) -> str | None:  # noqa: ARG002
        return f"\ue000{self._marks.setdefault(context, len(self._marks))}\ue001"

    def wording(self, source: str) -> str | None:  # noqa: ARG002
        return None

    def on(self, page: str) -> tuple[str, ...]:
        """The contexts of the texts on a finished page, in the order in which the page mentions them first."""
        contexts = tuple(self._marks)
        return tuple(dict.fromkeys(contexts[int(mark)] for mark in _MARK.findall(page)))


def texts_on_pages(pages: Pages, known: Remember = lambda _path, _source, find: find()) -> dict[str, tuple[str, ...]]:
    """Page -> the contexts of the model's texts on it. A page is named as in `docs/`: `network-security/connections.md`.

    `known` may have found those of a page before.
    """
    tag, marks = pages.source_locale, _Marks()
    marked = replace(pages, own={}, speeches=[Speech(tag, marks, interface(tag), Formats(tag, tag))])
    own = {path.removeprefix(f"{pages.docs}/"): source for path, source in pages.own.items()}
    sources = {**{path: source for path, source in marked.generated().items() if path not in own}, **own}
    return {path: tuple(known(path, source, partial(_on, marked, marks, path, source))) for path, source in sources.items()}


def _on(pages: Pages, marks: _Marks, path: str, source: str) -> list[str]:
    if not (pages.calls(path, source) or path in pages.generated()):
        return []
    tag, links = pages.source_locale, Links(str, pages.folder)
    page = pages.render(path, source, tag, links)
    filled = with_figures(page, pages.context(tag, links, path), lambda figure: undrawn(figure.of, pages.words[tag])[1])
    own = (figure for figure in page.figures if figure.project == pages.member.name)
    drawn = (context for figure in own for context in _said(pages.facts, figure.of))
    return list(dict.fromkeys((*drawn, *marks.on(filled.filled(lambda _, html: html))))) if page.whole else []


def _said(facts: Facts, of: View | Procedure) -> tuple[str, ...]:
    """The contexts of the texts that a drawing says."""
    said: dict[str, None] = {}

    def label(text: Text) -> ByLocale:
        said[str(text.route)] = None
        return {}

    if isinstance(of, Procedure):
        compose_chart(facts, of, facts.default.configuration, label, unnamed)
        return tuple(said)
    for text in (of.name, of.description):
        if text:
            label(text)
    atlas = Atlas(facts, of, label, unnamed)
    _ = atlas.start, atlas.levels
    return tuple(said)


def pages_of(texts: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Context -> the pages that show it, in their order."""
    shown: dict[str, list[str]] = {}
    for page, contexts in texts.items():
        for context in contexts:
            shown.setdefault(context, []).append(page)
    return {context: tuple(pages) for context, pages in shown.items()}
