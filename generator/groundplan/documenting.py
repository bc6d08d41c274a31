"""From an analysed project to its document: its pages as PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from groundplan.document.make import LEGEND_WIDTH, make_document
from groundplan.document.order import in_order
from groundplan.document.typst import pdf
from groundplan.exporting import exported
from groundplan.render.figures.standalone import Pictured, Standalone

if TYPE_CHECKING:
    from groundplan.analysis import Analysis
    from groundplan.derive.facts import Facts
    from groundplan.domain.procedure import Procedure
    from groundplan.domain.view import View
    from groundplan.export.exported import Exported
    from groundplan.render.pages.pages import Pages


def document_of(analysis: Analysis, pages: Pages, prepared: Exported) -> bytes:
    """The pages under the configuration and in the language of `prepared`.

    Raises GroundplanError where the extra `pdf` is not installed.
    """
    pages = replace(pages, facts=prepared.facts)
    tag, configuration = prepared.words.locale, prepared.configuration
    assert configuration is not None
    drawer = Standalone(prepared.facts, pages.words, tag, pages.root, configuration, models=pages.models)

    def rules(seen: Facts) -> Exported:
        other = partial(exported, seen, pages.words[tag], analysis.revision, configuration)
        return prepared if seen.viewpoint is prepared.facts.viewpoint else other()

    def draw(entry: View | Procedure) -> Pictured | None:
        return drawer.pictured(entry, LEGEND_WIDTH)

    site, docs = analysis.prose.site.tree, f"{pages.docs}/"
    here = {*(path.removeprefix(docs) for path in pages.own), *pages.generated()}
    paths = in_order(here, pages.generated(), site.get("nav"), analysis.settings.document)
    return pdf(*make_document(prepared, pages, paths, markdown=site.get("markdown_extensions"), draw=draw, export=rules))


def documents_of_site(analysis: Analysis, pages: Pages) -> Mapping[str, Callable[[], bytes]]:
    """The documents that a site offers, by their paths, each made when it is asked for: in each language, under the default choices."""
    return dict(_documents(analysis, pages))


def _documents(analysis: Analysis, pages: Pages) -> Iterator[tuple[str, Callable[[], bytes]]]:
    for tag in pages.words:
        if path := pages.document(tag):
            yield path, partial(_of_locale, analysis, pages, tag)


def _of_locale(analysis: Analysis, pages: Pages, tag: str) -> bytes:
    facts = pages.facts
    prepared = exported(facts, pages.words[tag], analysis.revision, facts.default.configuration)
    return document_of(analysis, pages, prepared)
