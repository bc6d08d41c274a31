"""The pages of a project, the author's and the generated ones, each rendered in one locale."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from groundplan.derive.facts import Facts
from groundplan.domain.entry import Audience
from groundplan.i18n.speech import Speech
from groundplan.i18n.texts.readers import is_for
from groundplan.i18n.texts.sources import is_published
from groundplan.render.figures.atlas import Outlines
from groundplan.render.pages.context import PageContext
from groundplan.render.pages.environment import PageEnvironment, environment
from groundplan.render.pages.files import RuleFiles
from groundplan.render.pages.links import Links
from groundplan.render.pages.page import Rendered, render_page
from groundplan.render.pages.page_source import Written, page_source
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
    """Where the generated pages are, below the folder of pages."""
    own: Mapping[str, str]
    speeches: Iterable[Speech]
    downloads: tuple[str, ...] = ()
    translations: Translations | None = None
    rule_files: Callable[[Mapping[str, Words]], Mapping[str, RuleFiles]] = lambda _: {}
    """Locale -> the allow-list as files; made when a page or the site asks."""
    html: bool = False
    """Whether texts of the model may hold HTML."""
    docs: str = "docs"
    """The folder of the author's pages."""
    audience: Audience = Audience.INTERNAL

    @cached_property
    def words(self) -> Mapping[str, Words]:
        """The words of each locale."""
        return {speech.tag: Words(speech, self.source_locale, html=self.html) for speech in self.speeches}

    @property
    def source_locale(self) -> str:
        return self.facts.model.project.locale

    def generated(self) -> Mapping[str, str]:
        """The source of each generated page, by its path in `docs/`."""
        return {path: written.text for path, written in self._templates.items()}

    def empty(self) -> Collection[str]:
        """The paths of the generated pages that the model has nothing to show on."""
        return {f"{self.folder}{kind.name}.md" for kind in PAGES if not kind.has_content(self.facts)}

    def is_published(self, front_matter: Mapping[str, object], locale: str) -> bool:
        """Whether a page is published in `locale`, for whom the site is for."""
        return is_for(self.audience, front_matter) and is_published(front_matter, locale, self.source_locale)

    def written(self, path: str, source: str) -> Written:
        """The page of `docs/`, or the template of ours or the project's, that `source` comes from."""
        docs_path = f"{self.docs}/{path}"
        text = self.own.get(docs_path)
        return Written(docs_path, text) if text is not None else self._templates.get(path, Written(docs_path, source))

    def render(self, path: str, body: str, locale: str, links: Links) -> Rendered:
        """The page `path` of `docs/` in `locale`; `body` is its source without front matter."""
        page, words = self.written(path, body), self.words[locale]
        fallback = "" if locale == self.source_locale else self.source_locale
        lookup = words.prose if page.path in self.own else None
        return render_page(page_source(page, body, locale, lookup, fallback), self.context(locale, links))

    def context(self, locale: str, links: Links) -> PageContext:
        """What the functions of a page work with."""
        return PageContext(
            self.facts,
            self.scope,
            self.words[locale],
            links,
            self.jinja,
            self.root,
            self._outlines,
            self.downloads,
            lambda: self.rules.get(locale, RuleFiles()),
            self.translations,
        )

    @cached_property
    def rules(self) -> Mapping[str, RuleFiles]:
        """The allow-list as files, of each locale."""
        return self.rule_files(self.words) if self.facts.openings else {}

    @cached_property
    def jinja(self) -> PageEnvironment:
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
