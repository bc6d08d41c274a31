"""The pages of a project, the author's and the generated ones, each rendered in one locale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from jinja2 import Environment

from groundplan.derive.facts import Facts
from groundplan.i18n.gettext.catalogue import Catalogue
from groundplan.i18n.speech import Speech
from groundplan.i18n.texts.sources import is_published
from groundplan.render.figures.atlas import Outlines
from groundplan.render.pages.context import PageContext
from groundplan.render.pages.environment import environment
from groundplan.render.pages.links import Links
from groundplan.render.pages.localized import Written, localized
from groundplan.render.pages.page import Rendered, render_page
from groundplan.render.pages.registry import PAGES
from groundplan.render.translations.status import Translations
from groundplan.render.words.words import Words
from groundplan.resolve.selectors import Scope


@dataclass(frozen=True)
class Pages:
    """What pages are rendered from. `own` maps the path of each of the author's pages, from the project's root, to its source."""

    facts: Facts
    scope: Scope
    root: Path
    folder: str
    """Where the generated pages are, below `docs/`."""
    own: Mapping[str, str]
    speeches: Iterable[Speech]
    catalogues: Mapping[str, Catalogue] = field(default_factory=dict)
    downloads: tuple[str, ...] = ()
    translations: Translations | None = None

    @cached_property
    def words(self) -> Mapping[str, Words]:
        """The words of each locale."""
        return {speech.tag: Words(speech, self.source_locale) for speech in self.speeches}

    @property
    def source_locale(self) -> str:
        return self.facts.model.project.locale

    def generated(self) -> Mapping[str, str]:
        """The source of each generated page, by its path in `docs/`."""
        return {path: written.text for path, written in self._templates.items()}

    def is_published(self, front_matter: Mapping[str, object], locale: str) -> bool:
        """Whether a page is published in `locale`."""
        return is_published(front_matter, locale, self.source_locale)

    def written(self, path: str, source: str) -> Written:
        """The page of `docs/`, or the template of ours or the project's, that `source` comes from."""
        docs_path = f"docs/{path}"
        text = self.own.get(docs_path)
        return Written(docs_path, text) if text is not None else self._templates.get(path, Written(docs_path, source))

    def render(self, path: str, body: str, locale: str, links: Links) -> Rendered:
        """The page `path` of `docs/` in `locale`; `body` is its source without front matter."""
        page, words = self.written(path, body), self.words[locale]
        is_prose = page.path in self.own
        fallback = "" if locale == self.source_locale else self.source_locale
        lookup, catalogue = words.prose if is_prose else None, self.catalogues.get(locale)
        template = localized(page, body, locale, lookup, fallback=fallback, catalogue=catalogue)
        return render_page(template, self.context(locale, links))

    def context(self, locale: str, links: Links) -> PageContext:
        """What the functions of a page work with."""
        return PageContext(
            self.facts, self.scope, self.words[locale], links, self.jinja, self.root, self._outlines, self.downloads, self.translations
        )

    @cached_property
    def jinja(self) -> Environment:
        return environment(self.root)

    @cached_property
    def _outlines(self) -> Outlines:
        return Outlines(self.facts)

    @cached_property
    def _templates(self) -> Mapping[str, Written]:
        return dict(self._generated())

    def _generated(self) -> Iterator[tuple[str, Written]]:
        for kind in PAGES:
            if kind.has_content(self.facts):
                yield f"{self.folder}{kind.name}.md", self._template(f"pages/{kind.name}.md.jinja")

    def _template(self, name: str) -> Written:
        assert self.jinja.loader is not None
        text, file, _ = self.jinja.loader.get_source(self.jinja, name)
        path = Path(file or name)
        return Written(path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else f"templates/{name}", text)
