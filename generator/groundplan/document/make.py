"""Puts a document together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from groundplan.document.blocks import PrintedDocument
from groundplan.document.pages import Binder, BoundPage
from groundplan.document.prose import PageAround
from groundplan.document.reading import MarkdownReader
from groundplan.document.said import Said
from groundplan.document.shown import DrawEntry, ExportRules, Pictures
from groundplan.document.typst import Files, fonts_for
from groundplan.export.exported import Exported
from groundplan.export.rows import choices, origin
from groundplan.load.site_tree import PlacedTree
from groundplan.progress import counted
from groundplan.render.pages.links import Links
from groundplan.render.pages.pages import Pages
from groundplan.render.words.phrases import Phrases

LEGEND_WIDTH = 850.0
"""Pixels: the width of a page, in which the letters of a legend are as small as those of tables."""


def make_document(
    exported: Exported, pages: Pages, paths: Iterable[str], *, markdown: PlacedTree | None, draw: DrawEntry, export: ExportRules
) -> tuple[PrintedDocument, Files]:
    """The pages `paths` under one configuration as a document, and the files of its pictures.

    `markdown` are the extensions that the site reads its pages with; `export` gives the rules as the facts of a border have them.
    """
    assert exported.configuration is not None
    phrases = exported.words
    bound, files = bind_pages(exported, pages, paths, markdown=markdown, draw=draw, export=export)
    made = PrintedDocument(
        locale=phrases.locale,
        fonts=fonts_for(phrases.locale),
        title=exported.provenance.project,
        subtitle=phrases.gettext("Network security"),
        contents=phrases.gettext("Contents"),
        undrawn=phrases.gettext("A browser draws this. On paper, its source stands for it:"),
        configured=tuple(choices(exported.facts, exported.configuration, phrases)) if exported.facts.model.options else (),
        choices=phrases.gettext("Choices"),
        origin=tuple(origin(phrases, exported.provenance)),
        sections=tuple(page.section for page in bound),
    )
    return made, files


def bind_pages(
    exported: Exported, pages: Pages, paths: Iterable[str], *, markdown: PlacedTree | None, draw: DrawEntry, export: ExportRules
) -> tuple[list[BoundPage], Files]:
    """The pages `paths` under one configuration, and the files of their pictures, as `make_document` takes them."""
    assert exported.configuration is not None
    words = pages.words[exported.words.locale]
    said: Callable[[Links, PageAround], Said] = partial(
        Said, exported.facts, exported.configuration, words, Phrases(words, exported.facts.model.options)
    )
    pictures = Pictures(draw)
    binder = Binder(pages, MarkdownReader(markdown), said, export, pictures)
    told = tuple(paths)
    return list(binder.sections(counted(told, "page", len(told)), words.locale)), pictures.files
