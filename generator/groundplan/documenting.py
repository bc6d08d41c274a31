"""From an analysed project to its document, its pages as PDF, and to its pages as files for other generators of sites."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from groundplan.document.make import LEGEND_WIDTH, bind_pages, make_document
from groundplan.document.order import in_order
from groundplan.document.page_files import page_files
from groundplan.document.typst import SET_WITH, pdf
from groundplan.export.rows import choices, origin
from groundplan.exporting import exported
from groundplan.project.memo import Memo, versions
from groundplan.render.figures.standalone import Pictured, Standalone

if TYPE_CHECKING:
    from groundplan.analysis import Analysis
    from groundplan.derive.facts import Facts
    from groundplan.document.dialects import Dialect
    from groundplan.domain.procedure import Procedure
    from groundplan.domain.view import View
    from groundplan.export.exported import Exported
    from groundplan.load.site_tree import PlacedTree
    from groundplan.render.figures.edition_figures import EditionMap
    from groundplan.render.pages.pages import Pages

Drawers: TypeAlias = "dict[str, Standalone]"
"""What draws the model, and what draws each map of a change: each in whichever language it is asked for."""
_READ_WITH = ("babel", "diagrams", "jinja2", "markdown", "pymdown-extensions")
"""The packages that pages are read with, and that icons come from."""


def document_of(analysis: Analysis, pages: Pages, prepared: Exported, drawers: Drawers) -> bytes:
    """The pages under the configuration and in the language of `prepared`, drawn by those of `drawers` that are there.

    Raises GroundplanError where the extra `pdf` is not installed.
    """
    work = _Work(analysis, _with_facts(pages, prepared.facts), prepared, drawers)
    paths = work.paths(analysis.settings.document)
    return pdf(*make_document(prepared, work.pages, paths, markdown=work.markdown, draw=work.draw, export=work.rules))


def _with_facts(pages: Pages, facts: Facts) -> Pages:
    """The pages as they are where they have these facts: what they have worked out and compiled is good for each language."""
    return pages if facts is pages.facts else replace(pages, facts=facts)


def page_files_of(analysis: Analysis, pages: Pages, prepared: Exported, dialect: Dialect, drawers: Drawers) -> Mapping[str, bytes]:
    """The pages under the configuration and in the language of `prepared`, each as a file of `dialect`, and their pictures."""
    work = _Work(analysis, replace(pages, facts=prepared.facts), prepared, drawers)
    bound, pictures = bind_pages(prepared, work.pages, work.paths(()), markdown=work.markdown, draw=work.draw, export=work.rules)
    assert prepared.configuration is not None
    chosen = (": ".join(pair) for pair in choices(prepared.facts, prepared.configuration, prepared.words))
    told = (*chosen, *origin(prepared.words, prepared.provenance))
    return page_files(bound, pictures, pages.words[prepared.words.locale], dialect, told)


@dataclass(frozen=True)
class _Work:
    """What documents of a project are made with."""

    analysis: Analysis
    pages: Pages
    prepared: Exported
    drawers: Drawers

    @property
    def markdown(self) -> PlacedTree | None:
        return self.analysis.prose.site.tree.get("markdown_extensions")

    def paths(self, patterns: Collection[str]) -> list[str]:
        """Which pages, in which order."""
        here = {*(path.removeprefix(f"{self.pages.docs}/") for path in self.pages.own), *self.pages.generated()}
        return in_order(here, self.pages.generated(), self.analysis.prose.site.tree.get("nav"), patterns)

    def draw(self, entry: View | Procedure) -> Pictured | None:
        found = (each for each in self.pages.edition_maps.values() if each.view.id == entry.id) if entry.id.startswith("_") else ()
        map_ = next(iter(found), None)
        of = map_.view.id if map_ else ""
        if of not in self.drawers:
            self.drawers[of] = self._drawer_of(map_) if map_ else self._drawer()
        return self.drawers[of].speaking(self.prepared.words.locale).pictured(entry, LEGEND_WIDTH)

    def _drawer(self) -> Standalone:
        configuration = self.prepared.configuration
        assert configuration is not None
        tag = self.prepared.words.locale
        return Standalone(self.prepared.facts, self.pages.words, tag, self.pages.root, configuration, models=self.pages.models)

    def _drawer_of(self, map_: EditionMap) -> Standalone:
        """What draws two editions in one, under the default choices: those of the document may be none of theirs."""
        facts, tag = map_.facts, self.prepared.words.locale
        configuration, models = facts.default.configuration, self.pages.models
        return Standalone(facts, map_.words, tag, self.pages.root, configuration, marks=map_.became, models=models)

    def rules(self, seen: Facts) -> Exported:
        if seen.viewpoint is self.prepared.facts.viewpoint:
            return self.prepared
        words = self.pages.words[self.prepared.words.locale]
        return exported(seen, words, self.analysis.revision, self.prepared.configuration)


def documents_of_site(analysis: Analysis, pages: Pages) -> Mapping[str, Callable[[], bytes]]:
    """The documents that a site offers, by their paths, each made when it is asked for: in each language, under the default choices."""
    return dict(_documents(analysis, pages))


def _documents(analysis: Analysis, pages: Pages) -> Iterator[tuple[str, Callable[[], bytes]]]:
    drawers: Drawers = {}
    for tag in pages.words:
        if path := pages.document(tag):
            yield path, partial(_of_locale, analysis, pages, tag, drawers)


def _of_locale(analysis: Analysis, pages: Pages, tag: str, drawers: Drawers) -> bytes:
    """Made anew where anything has changed that it follows from."""
    inputs = analysis.inputs_of_pages(pages.audience, *pages.words, versions(*SET_WITH, *_READ_WITH))
    kept = Memo(analysis.sources.root, posixpath.join("documents", analysis.sources.member.name, tag), inputs)
    content = kept.content_of(tag, partial(_made, analysis, pages, tag, drawers))
    kept.keep()
    return content


def _made(analysis: Analysis, pages: Pages, tag: str, drawers: Drawers) -> bytes:
    facts = pages.facts
    prepared = exported(facts, pages.words[tag], analysis.revision, facts.default.configuration)
    return document_of(analysis, pages, prepared, drawers)
