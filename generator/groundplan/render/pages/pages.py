"""The pages of a project, the author's and the generated ones, each rendered in one locale."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from groundplan.derive.facts import Facts
from groundplan.domain.entry import Audience
from groundplan.i18n.speech import Speech
from groundplan.i18n.texts.flavour import BODY, Flavour
from groundplan.i18n.texts.prose import FrontMatter, Ids, Localized, is_template
from groundplan.i18n.texts.readers import is_for
from groundplan.i18n.texts.sources import is_published
from groundplan.load.snippets import SnippetPart
from groundplan.project.member import ALONE, MODEL, Member
from groundplan.render.figures.atlas import Outlines
from groundplan.render.figures.edition_figures import EditionMap
from groundplan.render.figures.values import Values
from groundplan.render.pages.changes import EditionChange
from groundplan.render.pages.context import PageContext, Rehearse, Siblings
from groundplan.render.pages.environment import PageEnvironment, environment
from groundplan.render.pages.files import RuleFiles
from groundplan.render.pages.including import Includes, lines_of_part, without_lines_above
from groundplan.render.pages.links import Links
from groundplan.render.pages.page import Rendered, render_page
from groundplan.render.pages.page_source import PageSource, WrittenPage, page_source
from groundplan.render.pages.record import PageRecord
from groundplan.render.pages.registry import PAGES, PORTFOLIO, VOLUME, PageKind
from groundplan.render.pages.volumes import Volumes
from groundplan.render.tables.portfolio import portfolio
from groundplan.render.translations.status import Translations
from groundplan.render.words.words import Words
from groundplan.resolve.selectors import Scope

PagesBeside: TypeAlias = "Mapping[str, Pages]"


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
    member: Member = ALONE
    models: tuple[str, ...] = (MODEL,)
    """The folders of models whose icons there are."""
    downloads: tuple[str, ...] = ()
    translations: Translations | None = None
    rule_files: Callable[[Mapping[str, Words]], Mapping[str, RuleFiles]] = lambda _: {}
    """Locale -> the allow-list as files; made when a page or the site asks."""
    edition: Callable[[], tuple[str, str]] = lambda: ("", "")
    """What the state of the model is called, and its day."""
    rehearse: Rehearse = lambda _claim, _change: None
    changes: Callable[[Words], list[EditionChange]] | None = None
    """What changed between editions, in the words of a locale; None where the project names no editions."""
    maps: Callable[[Mapping[str, Words]], Mapping[str, EditionMap]] = lambda _: {}
    """The maps of what changed between editions, by what stands for the changes in addresses."""
    origin: Callable[[Words], str] = lambda _: ""
    """Which edition of the model this is, by what it was made, and what was proven, in the words of a locale."""
    document: Callable[[str], str] = lambda _: ""
    """Where the site has the document of a locale; empty where it has none."""
    html: bool = False
    """Whether texts of the model may hold HTML."""
    docs: str = "docs"
    """The folder of the author's pages."""
    audience: Audience = Audience.INTERNAL
    includes: Includes = field(default_factory=Includes)
    """What pages include."""
    plain: Callable[[str, str], bool] = lambda _path, _source: False
    """Whether one of the author's pages is no template."""
    flavour: Flavour = BODY
    """The Markdown that the author's pages are written in."""
    inherited: Callable[[str], FrontMatter] = lambda _: {}
    """What folders say of a page, in place of its front matter."""
    ids: Ids = lambda _: None
    """The ids that the site gives to headings."""
    beside: PagesBeside = field(default_factory=dict)
    """The pages of all projects of the site by name, this one included; none where it is the only one."""
    differences: Callable[[Sequence[tuple[str, Facts, Words]]], list[EditionChange]] = lambda _: []
    """What differs between the first of several projects and each of the others, in words of one locale."""

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

    def in_volumes(self) -> Mapping[str, str]:
        """The path of each page that a long list comes in -> that of the page of the list."""
        return {f"{self.folder}{name}.md": f"{self.folder}{volume.page}.md" for name, volume in self.volumes.all.items()}

    def empty(self) -> Collection[str]:
        """The paths of the generated pages that the model has nothing to show on."""
        return {f"{self.folder}{kind.name}.md" for kind in PAGES if not self._shows(kind)}

    def _shows(self, kind: PageKind) -> bool:
        return kind.is_shown(self.facts, editions=self.changes is not None)

    def is_published(self, front_matter: FrontMatter, locale: str) -> bool:
        """Whether a page is published in `locale`, for whom the site is for."""
        return is_for(self.audience, front_matter) and is_published(front_matter, locale, self.source_locale)

    def written(self, path: str, source: str) -> WrittenPage:
        """The page of `docs/`, or the template of ours or the project's, that `source` comes from."""
        docs_path = f"{self.docs}/{path}"
        text = self.own.get(docs_path)
        return WrittenPage(docs_path, text) if text is not None else self._templates.get(path, WrittenPage(docs_path, source))

    def render(self, path: str, body: str, locale: str, links: Links, *, whole: bool = False) -> Rendered:
        """The page `path` of `docs/` in `locale`; `body` is its source without front matter. A `whole` one has long lists itself."""
        page, words = self.written(path, body), self.words[locale]
        fallback = "" if locale == self.source_locale else self.source_locale
        lookup = words.prose if page.path in self.own else None
        own = page.path in self.own
        is_plain = own and self.plain(page.path, page.text)

        def source(written: WrittenPage, body: str) -> PageSource:
            plain = is_plain or (own and not is_template(body))
            return page_source(written, body, locale, lookup, fallback, ids=self.ids, plain=plain, flavour=self.flavour)

        def include(text: str, render: Callable[[PageSource], str]) -> str:
            def part(included: SnippetPart) -> str:
                written = WrittenPage(included.path, self.includes.files[included.path])
                return without_lines_above(render(_cut(source(written, written.text), included)), included)

            return self.includes.filled(page.path, text, part) if page.path in self.own else text

        context = self.context(locale, links, path)
        return render_page(source(page, body), replace(context, volumes=None) if whole else context, include)

    def calls(self, path: str, source: str) -> bool:
        """Whether there is anything in the page `path` for Jinja, be it in what it includes."""
        page = f"{self.docs}/{path}"
        return any(map(is_template, self.includes.texts(page, source))) and not self.plain(page, source)

    def context(self, locale: str, links: Links, path: str) -> PageContext:
        """What the functions of the page `path` work with."""
        speaks = self.member.speaks(path)
        own = self.member.name if speaks and self.member.folder else None
        context = self._context(locale, links, PageRecord(own))
        volume = self.volumes.named(path.removeprefix(self.folder).removesuffix(".md"))
        return replace(context, volume=volume, is_elsewhere=not speaks and path != f"{PORTFOLIO}.md")

    def _context(self, locale: str, links: Links, record: PageRecord) -> PageContext:
        return PageContext(
            self.facts,
            self.scope,
            self.words[locale],
            links,
            self.jinja,
            self.root,
            self._outlines,
            self.member,
            self.downloads,
            lambda: self.rules.get(locale, RuleFiles()),
            self.edition,
            self.rehearse,
            self._changes if self.changes else None,
            self.translations,
            self.document(locale),
            record,
            self._siblings,
            self.volumes,
            pages=self._names,
        )

    @cached_property
    def _names(self) -> tuple[str, ...]:
        folder = f"{self.docs}/{self.folder}"
        own = (path.removeprefix(folder).removesuffix(".md") for path in self.own if path.startswith(folder))
        return (PORTFOLIO, *(kind.name for kind in PAGES), *self.volumes.all, *own)

    @cached_property
    def _siblings(self) -> Siblings:
        def context(name: str, page: PageContext) -> PageContext:
            pages = self.beside[name]
            return pages._context(page.words.locale, page.links.into(pages.folder, pages.volumes), page.record)

        return Siblings(tuple(self.beside), context, self._portfolio if self.beside else None)

    def _portfolio(self, page: PageContext) -> Values:
        seen = [self._siblings.context(name, page) for name in self.beside]
        return {**portfolio(seen), "changes": self.differences([(each.member.name, each.facts, each.words) for each in seen])}

    def _changes(self, words: Words) -> list[EditionChange]:
        """What changed between editions, with what draws it."""
        told = self.changes(words) if self.changes else []
        maps = {change.id: self.edition_maps.get(change.id) for change in told}
        return [replace(each, map=found.view_in(words.locale), badges=found.badges) if (found := maps[each.id]) else each for each in told]

    @cached_property
    def edition_maps(self) -> Mapping[str, EditionMap]:
        """The maps of what changed, in all languages."""
        return self.maps(self.words)

    @cached_property
    def rules(self) -> Mapping[str, RuleFiles]:
        """The allow-list as files, of each locale."""
        return self.rule_files(self.words) if self.facts.openings else {}

    @cached_property
    def volumes(self) -> Volumes:
        """The pages that its long lists come in."""
        return Volumes(self.facts)

    @cached_property
    def jinja(self) -> PageEnvironment:
        return environment(self.root)

    @cached_property
    def _outlines(self) -> Outlines:
        return Outlines(self.facts)

    @cached_property
    def _templates(self) -> Mapping[str, WrittenPage]:
        return dict(self._generated())

    def _generated(self) -> Iterator[tuple[str, WrittenPage]]:
        if self.beside and self.member.keeps_rest:
            yield f"{PORTFOLIO}.md", self._template(f"pages/{PORTFOLIO}.md.jinja")
        for kind in PAGES:
            if self._shows(kind):
                yield f"{self.folder}{kind.name}.md", self._template(f"pages/{kind.name}.md.jinja")
        for name in self.volumes.all:
            yield f"{self.folder}{name}.md", self._template(f"pages/{VOLUME}.md.jinja")

    def _template(self, name: str) -> WrittenPage:
        assert self.jinja.loader is not None
        text, file, _ = self.jinja.loader.get_source(self.jinja, name)
        path = Path(file or name)
        return WrittenPage(path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else f"templates/{name}", text)


def _cut(source: PageSource, part: SnippetPart) -> PageSource:
    """The lines of `part` of a file; those of its author where one of them is only a part of what a translator wrote."""
    template = lines_of_part(source.body.template, part)
    if template.count("\ufdd0") != template.count("\ufdd1"):
        return replace(source, body=Localized(lines_of_part(source.source, part), {}))
    return replace(source, body=Localized(template, source.body.texts))
