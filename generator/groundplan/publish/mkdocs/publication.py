"""A site in all its locales as one build of MkDocs.

The pages of the default locale stand at the root, those of the others below `/<tag>/`; these enter MkDocs in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, DictLoader, Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url, write_file
from mkdocs.utils.meta import get_data

from groundplan.i18n.locale.locale import Locale
from groundplan.publish.blocks import unwrapped
from groundplan.publish.mkdocs.files import Edition, LocalizedPage, SharedFiles
from groundplan.publish.nav import without
from groundplan.publish.search import point_to_index, spaced, split_index
from groundplan.publish.site import Site
from groundplan.publish.sitemap import compressed, editions, sitemap
from groundplan.publish.theme import above, directed, explained, languages, pseudo, spoken_palette, spoken_permalinks, switch

log = get_plugin_logger("groundplan")

TEXTS_OF_A_SITE = ("site_name", "site_description", "copyright")
TEXTS_OF_A_PAGE = ("title", "description")


class Publication:
    """One build: the site as it goes through the events of MkDocs."""

    def __init__(self, site: Site, config: MkDocsConfig) -> None:
        self.site = site
        self.default = next(locale for locale in site.locales if locale.default)
        self.files = SharedFiles(())
        self._config = config
        self._palette = config.theme.get("palette")
        self._editions: dict[str, Edition] = {}
        self._navs: dict[str, Navigation] = {}
        self._texts = {locale.tag: self._texts_in(locale) for locale in site.locales}

    def publish_files(self, files: Files) -> Files:
        """All files in all locales. Pages that are published nowhere leave, and with them their places in the navigation."""
        self.files = SharedFiles(self._without_locale_folders(files))
        for path, source in self.site.generated().items():
            if path not in self.files.src_uris:
                self.files.append(File.generated(self._config, path, content=source))
        gone = {file.src_uri for file in self.files.documentation_pages() if not self._publish(file)}
        if self._config.nav is not None:
            self._config.nav = without(self._config.nav, gone)
        return self.files

    def _without_locale_folders(self, files: Files) -> Iterator[File]:
        prefixes = tuple(locale.prefix for locale in self.site.locales if not locale.default)
        for file in files:
            if file.is_documentation_page() and file.src_uri.startswith(prefixes):
                log.warning(f"'{file.src_uri}' is left out: the folder belongs to the localized pages, which are made from the others")
            else:
                yield file

    def _publish(self, file: File) -> bool:
        """Add the editions of a page; tell whether the default locale has one."""
        source = file.content_string
        locales = self.site.locales_of(file.src_uri, get_data(source)[1])
        for locale in locales:
            edition = file if locale.default else self._localized(file, source, locale)
            self._editions[edition.src_uri] = Edition(file.src_uri, locale)
        if self.default not in locales:
            self.files.remove(file)
        return self.default in locales

    def _localized(self, file: File, source: str, locale: Locale) -> File:
        edition = File.generated(self._config, locale.prefix + file.src_uri, content=source, inclusion=InclusionLevel.NOT_IN_NAV)
        edition.edit_uri = file.edit_uri
        LocalizedPage(edition, self._config, locale)
        self.files.append(edition)
        return edition

    def translate_nav(self, nav: Navigation) -> None:
        """Make the navigation of each locale out of that of the default one."""
        self._navs = {locale.tag: nav if locale.default else self._translated(nav, locale) for locale in self.site.locales}

    def _translated(self, nav: Navigation, locale: Locale) -> Navigation:
        items = list(self._items(nav.items, locale))
        pages = list(_pages(items))
        for page, before, after in zip(pages, [None, *pages], [*pages[1:], None], strict=False):
            page.previous_page, page.next_page = before, after
        localized = Navigation(items, pages)
        localized.homepage = self._page("index.md", locale) or self._page("README.md", locale) or next(iter(pages), None)
        return localized

    def _items(self, items: Iterable[StructureItem], locale: Locale) -> Iterator[StructureItem]:
        for item in items:
            match item:
                case Page():
                    page = self._page(item.file.src_uri, locale)
                    if page and "title" in vars(item):  # given in mkdocs.yml; otherwise the page brings its own
                        page.title = self.site.title(str(item.title), locale)
                    if page:
                        yield page
                case Section():
                    children = list(self._items(item.children, locale))
                    section = Section(self.site.title(item.title, locale), children)
                    for child in children:
                        child.parent = section
                    if children:
                        yield section
                case Link():
                    yield Link(self.site.title(item.title, locale), item.url)

    def _page(self, path: str, locale: Locale) -> Page | None:
        file = self.files.src_uris.get(locale.prefix + path)
        return file.page if file else None

    def _twins(self, path: str) -> dict[Locale, Page]:
        """The same page in all locales that have it."""
        return {locale: page for locale in self.site.locales if (page := self._page(path, locale))}

    def render(self, markdown: str, page: Page) -> str:
        """The Markdown of a page in its locale."""
        edition = self._edition(page)
        for key in TEXTS_OF_A_PAGE:
            if isinstance(text := page.meta.get(key), str):
                page.meta[key] = self.site.title(text, edition.locale)
        self._config.mdx_configs = spoken_permalinks(self._extensions, lambda text: self.site.title(text, edition.locale))
        self.files.reading = edition.locale.prefix
        return self.site.render(edition.path, markdown, edition.locale, partial(self._relative, page))

    def _say(self, locale: Locale, text: str) -> str:
        return self.site.title(text, locale)

    def end_reading(self, html: str) -> str:
        """The content of a page whose links are resolved: whoever asks for a file now asks on behalf of no locale."""
        self.files.reading = ""
        return spaced(unwrapped(html))

    @cached_property
    def _extensions(self) -> Mapping[str, Any]:
        """The options of Markdown's extensions when the first page is rendered: other plugins have added theirs by then."""
        return self._config.mdx_configs

    def _relative(self, page: Page, target: str) -> str:
        path, mark, anchor = target.partition("#")
        return get_relative_url(self._url(path), page.url) + mark + anchor if path else target

    def _url(self, path: str) -> str:
        """From the root of the site."""
        file = self.files.get_file_from_path(path)
        return file.url if file else path

    def _address(self, target: str, locale: Locale) -> str:
        path, mark, anchor = target.partition("#")
        self.files.reading = locale.prefix
        try:
            return self._url(path) + mark + anchor
        finally:
            self.files.reading = ""

    def _edition(self, page: Page) -> Edition:
        """A page that came from another plugin after ours is in the default locale."""
        return self._editions.get(page.file.src_uri) or Edition(page.file.src_uri, self.default)

    def add_languages(self, environment: Environment) -> None:
        """Let the theme speak each locale: under its own tag, in the nearest language that the theme has."""
        added: BaseLoader = DictLoader(languages(self.site.locales, self._config.theme.dirs))
        environment.filters["pseudo"] = pseudo
        environment.loader = ChoiceLoader([*filter(None, [environment.loader]), added])

    def dress_page(self, context: Any, page: Page) -> None:
        """Give a page the navigation, the texts and the language switch of its locale."""
        edition = self._edition(page)
        urls = {locale: twin.url for locale, twin in self._twins(edition.path).items()}
        context["nav"] = self._navs[edition.locale.tag]
        context["groundplan"] = {
            "languages": switch(self._homes() | self._instead(page), urls, edition.locale),
            "say": partial(self._say, edition.locale),
        }
        page.content = explained(page.content or "", edition.locale, self.default, partial(self._say, edition.locale))
        self._dress(edition.locale, urls)

    def dress_template(self, context: Any, report: str = "") -> None:
        """Give a page that has no locale, such as 404, what it needs to speak to the readers of all."""
        homes = self._homes()
        say = partial(self._say, self.default)
        context["groundplan"] = {"languages": switch(homes, homes, self.default), "title": self.site.title, "say": say, "report": report}
        self._dress(self.default, homes)

    def finish_page(self, html: str, page: Page | None = None) -> str:
        """The page, written the way of its locale and searching in it."""
        locale = self._edition(page).locale if page else self.default
        if page:
            html = above(html, ((other, get_relative_url(url, page.url)) for other, url in self._instead(page).items()))
        return point_to_index(directed(html, locale), locale.prefix)

    def _instead(self, page: Page) -> dict[Locale, str]:
        """What each locale that lacks `page` has in its place: the first page of the innermost section around it, or its home."""
        twins = self._twins(self._edition(page).path)
        homes = self._homes()
        return {locale: self._near(page, locale) or homes[locale] for locale in self.site.locales if locale not in twins}

    def _near(self, page: Page, locale: Locale) -> str | None:
        around = (other for section in page.ancestors for other in _pages([section]))
        found = (self._page(self._edition(other).path, locale) for other in around)
        return next((near.url for near in found if near), None)

    def _homes(self) -> dict[Locale, str]:
        home = {locale: self._navs[locale.tag].homepage for locale in self.site.locales}
        fallback = home[self.default]
        return {locale: page.url if (page := home[locale] or fallback) else "" for locale in self.site.locales}

    def _dress(self, locale: Locale, urls: Mapping[Locale, str]) -> None:
        """Turn the configuration, which all pages share, to a locale. Pages are written one after the other."""
        for key, text in self._texts[locale.tag].items():
            self._config[key] = text
        self._config.theme["language"] = locale.tag
        if self._palette:
            self._config.theme["palette"] = spoken_palette(self._palette, lambda text: self.site.title(text, locale))
        if len(self.site.locales) > 1:
            self._config.extra["alternate"] = [{"lang": language, "link": url} for language, url in editions(urls)]

    def _texts_in(self, locale: Locale) -> dict[str, str]:
        texts = {key: self._config[key] for key in TEXTS_OF_A_SITE}
        return {key: self.site.title(text, locale) for key, text in texts.items() if isinstance(text, str)}

    def sitemap(self, only: Locale | None = None) -> str:
        """The pages of all locales, or of one."""
        pages = []
        for edition in self._editions.values():
            urls = {locale: page.canonical_url for locale, page in self._twins(edition.path).items() if page.canonical_url}
            if edition.locale in urls and only in (None, edition.locale):
                pages.append((urls[edition.locale], editions(urls)))
        return sitemap(pages)

    def write_rest(self) -> None:
        """Write what is known only when all pages are: what they refer to, and the lists of them."""
        folder = Path(self._config.site_dir)
        for path, content in self.site.assets(self._address).items():
            write_file(content, str(folder / path))
        split_index(folder, self.site.locales)
        for locale in self.site.locales:
            write_file(self.sitemap(locale).encode(), str(folder / locale.prefix / "search/pages.xml"))
        write_file(compressed(self.sitemap()), str(folder / "sitemap.xml.gz"))
        self.site.inspect(folder)


def _pages(items: Iterable[StructureItem]) -> Iterator[Page]:
    for item in items:
        if isinstance(item, Page):
            yield item
        elif isinstance(item, Section):
            yield from _pages(item.children)
