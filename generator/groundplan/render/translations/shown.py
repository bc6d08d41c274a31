"""On which pages each text of the model is shown: found by writing every page, with a mark in place of each text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import TemplateError

from groundplan.derive.facts import Facts
from groundplan.domain.entry import Text
from groundplan.domain.procedure import Procedure
from groundplan.domain.view import View
from groundplan.draw import compose_chart
from groundplan.draw.scene.scene import Labels
from groundplan.errors import GroundplanError
from groundplan.i18n.interface.interface import interface
from groundplan.i18n.locale.formats import Formats
from groundplan.i18n.speech import Speech
from groundplan.render.figures.atlas import Atlas
from groundplan.render.figures.charts import Charts
from groundplan.render.figures.figures import Figures
from groundplan.render.pages.environment import environment
from groundplan.render.pages.faults import PageFault
from groundplan.render.pages.functions import Functions, PageContext
from groundplan.render.pages.links import Links
from groundplan.render.pages.registry import PAGES
from groundplan.render.sandbox.budget import TooMuch
from groundplan.render.words.words import Words
from groundplan.resolve.selectors import Scope

_BAD_PAGE = (PageFault, TooMuch, TemplateError, TypeError, ValueError, LookupError, ArithmeticError, AttributeError)
"""What a page that is at fault may raise; its findings are others' business."""
_MARK = re.compile("\ue000(\\d+)\ue001")
"""Stands for a text on its way through templates and Markdown, which leave letters of private use alone."""


class _Marks:
    """Has a mark for each text, so that the finished page tells which texts are on it."""

    def __init__(self) -> None:
        self._marks: dict[str, int] = {}
        self.drawn: dict[str, None] = {}

    def translate(self, context: str, source: str) -> str | None:  # noqa: ARG002
        return f"\ue000{self._marks.setdefault(context, len(self._marks))}\ue001"

    def wording(self, source: str) -> str | None:  # noqa: ARG002
        return None

    def on(self, page: str) -> tuple[str, ...]:
        """The contexts of the texts on a finished page, in the order in which the page mentions them first."""
        contexts = tuple(self._marks)
        return tuple(dict.fromkeys((*self.drawn, *(contexts[int(mark)] for mark in _MARK.findall(page)))))


class _Sketches(Figures):
    """Notes what a diagram would say, and draws nothing."""

    def __init__(self, facts: Facts, words: Words, marks: _Marks, root: Path) -> None:
        super().__init__(facts, {words.locale: words}, root)
        self._marks = marks

    def figure(self, view: View, words: Words, links: Links) -> Mapping[str, object]:  # noqa: ARG002
        for text in (view.name, view.description):
            if text:
                self.labels(text)
        atlas = Atlas(self._facts, view, self.labels, self.kinds)
        _ = atlas.start, atlas.levels
        return {"view": view.id, "drawing": None}

    def labels(self, text: Text) -> Labels:
        self._marks.drawn[str(text.route)] = None
        return super().labels(text)


class _SketchedCharts(Charts):
    def figure(self, procedure: Procedure, words: Words, links: Links) -> Mapping[str, object]:  # noqa: ARG002
        compose_chart(self._facts, procedure, self._facts.default.configuration, self._figures.labels, self._figures.kinds)
        return {"drawing": None}


@dataclass(frozen=True)
class Pages:
    """What a project's pages are written from. `prose` maps the path of each page from the project's root to its source."""

    facts: Facts
    scope: Scope
    root: Path
    folder: str
    prose: Mapping[str, str]

    def texts(self) -> dict[str, tuple[str, ...]]:
        """Page -> the contexts of the model's texts on it. A page is named as in `docs/`: `network-security/connections.md`."""
        return {path: self._on(source) for path, source in self._sources()}

    def _sources(self) -> Iterator[tuple[str, str]]:
        own = {path.removeprefix("docs/"): source for path, source in self.prose.items()}
        loader = environment(self.root).loader
        assert loader is not None
        for kind in PAGES:
            path = f"{self.folder}{kind.name}.md"
            if path not in own and kind.has_content(self.facts):
                yield path, loader.get_source(environment(self.root), f"pages/{kind.name}.md.jinja")[0]
        yield from own.items()

    def _on(self, source: str) -> tuple[str, ...]:
        if "{{" not in source and "{%" not in source:
            return ()
        tag, marks = self.facts.model.project.locale, _Marks()
        words = Words(Speech(tag, marks, interface(tag), Formats(tag, tag)), tag)
        figures = _Sketches(self.facts, words, marks, self.root)
        charts = _SketchedCharts(self.facts, {tag: words}, figures)
        jinja = environment(self.root)
        context = PageContext(self.facts, self.scope, words, Links(str, self.folder), jinja, figures, charts)
        try:
            return marks.on(jinja.page(source, Functions(context).all()))
        except GroundplanError:
            raise
        except _BAD_PAGE:
            return ()


def pages_of(texts: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Context -> the pages that show it, in their order."""
    shown: dict[str, list[str]] = {}
    for page, contexts in texts.items():
        for context in contexts:
            shown.setdefault(context, []).append(page)
    return {context: tuple(pages) for context, pages in shown.items()}
