"""The pages of an analysed project, with all that they may ask for: each part is made when a page asks."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from typing import TYPE_CHECKING

from groundplan.analysis import today
from groundplan.derive.facts import Facts
from groundplan.derive.texts import texts
from groundplan.document.typst import is_installed
from groundplan.domain.entry import Audience
from groundplan.edition_maps import maps_of
from groundplan.editions import EditionStep, changes, compared_projects
from groundplan.export.downloads import paths
from groundplan.exporting import origin_of, site_files
from groundplan.i18n.gettext.translation import Source
from groundplan.i18n.texts.prose import Ids
from groundplan.i18n.texts.readers import pages_for
from groundplan.project.lazily import Lazily
from groundplan.project.memo import Memo, installed, versions
from groundplan.render.figures.edition_figures import EditionMap
from groundplan.render.kept_pages import HeadingIds, KeptPages
from groundplan.render.pages.changes import EditionChange
from groundplan.render.pages.faults import PageFault
from groundplan.render.pages.files import RuleFiles, kept_rule_files, rule_files_of
from groundplan.render.pages.including import Includes
from groundplan.render.pages.pages import Pages
from groundplan.render.pages.rehearsal import Edit, Rehearsal, rehearse
from groundplan.render.translations.status import Translations
from groundplan.render.words.words import Words

if TYPE_CHECKING:
    from groundplan.analysis import Analysis

MADE_WITH = ("babel", "diagrams", "graphviz-pure", "jinja2", "markdown", "markupsafe", "mkdocs", "pyyaml")
"""What pages are made with besides our own program."""


def assembled_pages(
    analysis: Analysis,
    audience: Audience,
    tags: tuple[str, ...],
    *,
    texts_by_page: Callable[[str], Mapping[str, Iterable[str]]],
    ids: Ids,
    beside: Mapping[str, Pages] | None,
) -> Pages:
    """The pages of a project for `audience`, in the locales `tags`. `texts_by_page` is what they tell of their translations.

    `ids` are those that the site gives to headings, `beside` the pages of all projects of the site.
    """
    facts, scope = analysis.seen_by(audience)
    settings, sources, prose = analysis.settings, analysis.sources, analysis.prose
    own = pages_for(audience, analysis.pages)
    asked = _Asked(analysis, facts, audience)
    return Pages(
        facts,
        scope,
        sources.root,
        analysis.folder,
        own,
        analysis.speeches(tags),
        sources.member,
        sources.models,
        paths(sources.member),
        _translations(analysis, facts, own, texts_by_page),
        asked.rule_files,
        asked.edition,
        cache(asked.rehearsed),
        changes=asked.changes if settings.editions else None,
        document=asked.document,
        origin=cache(asked.origin),
        maps=asked.maps,
        html=settings.html,
        docs=sources.docs,
        audience=audience,
        ids=ids,
        includes=Includes(prose.snippets, prose.parts),
        plain=prose.is_plain,
        flavour=prose.flavour.without_metadata(),
        inherited=prose.inherited,
        beside=_beside(analysis, audience, tags) if beside is None else beside,
        differences=compared_projects,
    )


def kept_pages(ids: HeadingIds, analysis: Analysis, pages: Pages) -> KeptPages:
    """The finished pages of earlier builds, which followed from the same; `ids` are those that the site gives to headings."""
    around = (pages.audience, *pages.words, "", *pages.beside, "", *map(pages.document, pages.words))
    inputs = analysis.inputs_of_pages(*around, today().isoformat(), versions(*MADE_WITH), installed())
    return KeptPages(Memo(analysis.sources.root, posixpath.join("pages", analysis.sources.member.name), inputs), ids)


def _translations(
    analysis: Analysis, facts: Facts, own: Mapping[str, str], texts_by_page: Callable[[str], Mapping[str, Iterable[str]]]
) -> Translations:
    hidden = analysis.pages.keys() - own.keys()
    seen = {str(text.route) for text in texts(facts)}

    @cache
    def sources(locale: str) -> tuple[Source, ...]:
        return tuple(source for source in analysis.texts(locale) if (source.file not in hidden if source.span else source.context in seen))

    def shown(locale: str) -> Mapping[str, Iterable[str]]:
        pages = {path.removeprefix(f"{analysis.sources.docs}/") for path in hidden}
        return {page: told for page, told in texts_by_page(locale).items() if page not in pages}

    return Translations(analysis.catalogues, sources, shown)


class _Asked:
    """What pages ask for that takes more than the facts: the formats of sheets and documents, git, other models."""

    def __init__(self, analysis: Analysis, facts: Facts, audience: Audience) -> None:
        self._analysis, self._facts, self._audience = analysis, facts, audience

    def rule_files(self, words: Mapping[str, Words]) -> Mapping[str, RuleFiles]:
        """Made anew where anything has changed that they follow from, which is no page."""
        analysis = self._analysis
        inputs = analysis.inputs(self._audience, *words, versions("babel"))
        kept = Memo(analysis.sources.root, posixpath.join("rules", analysis.sources.member.name), inputs)

        def made() -> str:
            return kept_rule_files(site_files(self._facts, words, self._facts.model.project.locale, analysis.revision))

        files = rule_files_of(kept.of("", made))
        kept.keep()
        return files

    def changes(self, words: Words) -> list[EditionChange]:
        return changes(self._told(), words)

    def maps(self, words: Mapping[str, Words]) -> Mapping[str, EditionMap]:
        return maps_of(self._told(), words)

    def _told(self) -> list[EditionStep]:
        return self._analysis.edition_steps(self._facts, self._audience)

    def origin(self, words: Words) -> str:
        return origin_of(self._facts, words, self._analysis.revision)

    def edition(self) -> tuple[str, str]:
        return self._analysis.revision.name, self._analysis.revision.date

    def document(self, locale: str) -> str:
        """Where a site has the document in `locale`; empty where the settings name no pages for one, or nothing is there to set it."""
        mark = "" if locale == self._facts.model.project.locale else f".{locale}"
        path = f"{self._analysis.sources.member.assets}/network-security{mark}.pdf"
        return path if self._analysis.settings.document and is_installed() else ""

    def rehearsed(self, claim: str, change: Edit) -> Rehearsal | None:
        return rehearse(self._analysis.sources, claim, change)


def _beside(analysis: Analysis, audience: Audience, tags: tuple[str, ...]) -> Mapping[str, Pages]:
    """The pages of all projects of the site, each as soon as a page asks for it. A broken one has findings of its own."""
    assert analysis.facts is not None
    spoken = tuple(dict.fromkeys((analysis.facts.model.project.locale, *tags)))

    def pages(read: Callable[[], Analysis]) -> Pages:
        other = read()
        if other.facts is None:
            raise PageFault(())
        return other.rendered_pages(audience, spoken, beside={})

    return Lazily({name: partial(pages, read) for name, read in analysis.beside.items()})
