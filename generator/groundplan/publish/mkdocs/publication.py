"""A site in all its locales as one build of MkDocs.

The pages of the default locale stand at the root, those of the others below `/<tag>/`. To MkDocs and to other plugins, each of these
is the same file as its source, going elsewhere.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, DictLoader, Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url, write_file
from mkdocs.utils.meta import get_data

from groundplan.i18n.locale.locale import Locale
from groundplan.project.memo import Memo
from groundplan.publish import marks, policy
from groundplan.publish.mkdocs.files import (
    Edition,
    Extent,
    SharedFiles,
    belongs_to_others,
    by_path,
    edition_of,
    generated_page,
    is_built,
    leave_out_locale_folders,
    of_the_theme,
    shared,
)
from groundplan.publish.mkdocs.gathering import introduce, of_one_locale, owners, search_in, separate
from groundplan.publish.mkdocs.heading_marks import with_marks
from groundplan.publish.mkdocs.instead import Instead
from groundplan.publish.mkdocs.memories import Plugin
from groundplan.publish.mkdocs.navigation import localized_navigation, pages_in
from groundplan.publish.mkdocs.orders import address_from, orders
from groundplan.publish.mkdocs.plain import write_plain
from groundplan.publish.mkdocs.reading import Reading
from groundplan.publish.mkdocs.sitemap import sitemap_of
from groundplan.publish.mkdocs.speaking import Speaker
from groundplan.publish.mkdocs.theme import Rewriting, drop_unasked, head_text, lighten, settle_styles
from groundplan.publish.mkdocs.turning import Turning
from groundplan.publish.nav import pruned
from groundplan.publish.opening import Languages, description, told_languages
from groundplan.publish.search import split_index
from groundplan.publish.site import Site
from groundplan.publish.sitemap import compressed
from groundplan.publish.theme import above, languages, pseudo, spoken_toc, switch, with_note, without_endings

log = get_plugin_logger("groundplan")

TEXTS_OF_A_SITE, TEXTS_OF_A_PAGE = ("site_name", "site_description", "copyright"), ("title", "description")


class Publication:
    """One build: the site as it goes through the events of MkDocs."""

    def __init__(self, site: Site, config: MkDocsConfig, *, strict_policy: bool = False, keep: Collection[str] = ()) -> None:
        """Under a `strict_policy`, pages forbid themselves what is in no file of the site. `keep` stays as the theme makes it."""
        self.site = site
        self._policy, self.keep = policy.meta() if strict_policy else "", keep
        self._scripts: dict[str, str] = {}
        self.default = next(locale for locale in site.locales if locale.default)
        self.files = SharedFiles(())
        self._config = config
        self._published: dict[File, tuple[Locale, ...]] = {}
        self._extent = Extent.of(site, ())
        self._kinds: set[str] = set()  # the modules of other plugins' kinds of pages
        self._editions: dict[File, Edition] = {}
        self._navs: dict[str, Navigation] = {}
        self.reading = Reading(site.parts)
        self._speaker = Speaker(lambda: self.site, self.default, lambda page: self._edition(page).locale, self._policy)
        self._found = Memo(Path(config.config_file_path).parent, "search")
        self._said: dict[tuple[str, Locale], str] = {}
        """The titles of the navigation and the texts of the site."""
        self._texts = {locale.tag: self._texts_in(locale) for locale in site.locales}
        switched = len(site.locales) > 1 and "switch" not in keep
        self._turning = Turning(config, self._texts, self._word, switched=switched)

    def renew(self, site: Site) -> bool:
        """Take another state of the project. False where its pages, its languages or its titles are not those of this build."""
        if Extent.of(site, self._extent.others) != self._extent:
            return False
        if any(site.title(text, locale) != said for (text, locale), said in self._said.items()):
            return False
        generated = site.generated()
        for file in (*self._published, *self._editions):
            if file.src_uri in self._extent.generated:
                file._content = generated[file.src_uri]
        self.site, self.reading.parts = site, site.parts
        return all(self._locales_of(file) == locales for file, locales in self._published.items())

    def generate(self, files: Files) -> None:
        """Add the pages that come from templates, before other plugins look at what there is."""
        self._extent = Extent.of(self.site, files.src_uris)
        for path, source in self.site.generated().items():
            if path in self._extent.generated:
                files.append(generated_page(self._config, path, source, self.site.origin, listed=path not in self.site.volumes))

    def publish_files(self, files: Files) -> None:
        """Settle which pages are published where. Those that the default locale lacks leave, and their places in the navigation."""
        leave_out_locale_folders(files, self.site)
        gone = {*self._extent.empty}
        for file in [file for file in files if file.is_documentation_page()]:
            locales = self._locales_of(file)
            self._published[file] = locales
            if self.default not in locales:
                files.remove(file)
                gone.add(file.src_uri)
        if self._config.nav is not None:
            self._config.nav = pruned(self._config.nav, gone - set(files.src_uris))

    def _locales_of(self, file: File) -> tuple[Locale, ...]:
        if belongs_to_others(file):
            self._kinds.add(type(file.page).__module__)
            return (self.default,)
        return self.site.locales_of(file.src_uri, get_data(file.content_string)[1])

    def publish_editions(self, nav: Navigation, files: Files, passed_over: Collection[Plugin]) -> None:
        """Add the pages of all locales to `files`, and make the navigation of each locale out of its own pages.

        Now, because every plugin has seen by now which files there are and what the navigation is: each language to itself.
        """
        self.files = shared(files)
        pages = {file: locales for file, locales in self._published.items() if is_built(file)}
        self._editions |= {file: Edition(file.src_uri, self.default) for file in pages if file.src_uri in files.src_uris}
        passed_over = [*passed_over, *owners(self._config, self._kinds), *of_one_locale(self._config)]
        for locale in self.site.locales:
            self._navs[locale.tag] = nav if locale.default else self._localized(files, pages, locale, passed_over)
        search_in(self._config, self.reading, self._speaker, self._found)
        separate(self._config, self.site.locales, lambda page: self._edition(page).locale)
        introduce(self._config, {path: file for path, file in self.files.src_uris.items() if file in self._editions}, self.site.locales)
        self.site.render_ahead(orders(self._editions, self.files))

    def _localized(
        self, files: Files, pages: Mapping[File, tuple[Locale, ...]], locale: Locale, passed_over: Collection[Plugin]
    ) -> Navigation:
        editions = [edition_of(file, locale) for file, locales in pages.items() if locale in locales]
        here = {edition.src_uri for edition in editions}
        gone = {file.src_uri for file in self._published if file.src_uri not in here} | self._extent.empty - here
        nav = localized_navigation(
            files, editions, locale, self._config, gone=gone, passed_over=passed_over, title=lambda text: self._title(text, locale)
        )
        for edition in editions:
            self._editions[edition] = Edition(edition.src_uri, locale)
            self.files.append_edition(edition, locale)
        nav.homepage = self._page("index.md", locale) or self._page("README.md", locale) or next(pages_in(nav.items), None)
        return nav

    @property
    def number_of_pages(self) -> int:
        """How many pages there are, in all locales together."""
        return len(self._editions)

    def _page(self, path: str, locale: Locale) -> Page | None:
        return by_path(self.files.src_uris, locale, path)

    def _twins(self, path: str) -> dict[Locale, Page]:
        """The same page in all locales that have it."""
        return {locale: page for locale in self.site.locales if (page := self._page(path, locale))}

    def render(self, markdown: str, page: Page) -> str:
        """The Markdown of a page in its locale."""
        edition = self._edition(page)
        page.meta = {key: value for key, value in page.meta.items() if (key, value) != ("template", False)}  # not a name for MkDocs
        self._speaker.meet(page)
        for key in TEXTS_OF_A_PAGE:
            if isinstance(text := page.meta.get(key), str):
                page.meta[key] = self.site.title(text, edition.locale)
        self._config.mdx_configs = spoken_toc(self._extensions, lambda text: self.site.title(text, edition.locale))
        self._config.markdown_extensions = with_marks(self._config.markdown_extensions, translated=not edition.locale.default)
        self.files.reading = edition.locale.prefix
        return self.site.render(edition.path, markdown, edition.locale, partial(address_from, page, self.files))

    def end_reading(self, html: str, page: Page) -> str:
        """The content of a page whose links are resolved: whoever asks for a file now asks on behalf of no locale."""
        self.files.reading = ""
        return self.reading.end(self.files.moved(html, page, self._edition(page).locale), page)

    @cached_property
    def _extensions(self) -> Mapping[str, Any]:
        """The options of Markdown's extensions when the first page is rendered: other plugins have added theirs by then."""
        return without_endings(self._config.mdx_configs, Path(self._config.config_file_path).parent)

    def _edition(self, page: Page) -> Edition:
        """A page that came from another plugin after ours is in the default locale."""
        return self._editions.get(page.file) or Edition(page.file.src_uri, self.default)

    def add_languages(self, environment: Environment) -> None:
        """Let the theme speak each locale: under its own tag, in the nearest language that the theme has."""
        added: BaseLoader = DictLoader(languages(self.site.locales, self._config.theme.dirs))
        environment.filters |= {"pseudo": pseudo, "told": head_text, "spoken": self._speaker.spoken}
        environment.globals["groundplan"] = self._speaker.about(self.default)
        environment.policies["json.dumps_kwargs"] = {"sort_keys": True, "ensure_ascii": False}  # letters as they are
        environment.auto_reload = False  # each build begins with a new one
        own = (Rewriting(loader, self._scripts, self._config.theme.custom_dir, self.keep) for loader in filter(None, [environment.loader]))
        environment.loader = ChoiceLoader([*own, added])

    def dress_page(self, context: Any, page: Page) -> None:
        """Give a page the navigation, the texts and the language switch of its locale."""
        edition = self._edition(page)
        urls = {locale: twin.url for locale, twin in self._twins(edition.path).items()}
        instead = self._instead.addresses(page, urls)
        context["nav"] = self._navs[edition.locale.tag]
        context["groundplan"] = self._speaker.about(edition.locale) | {
            "languages": switch(self._instead.homes() | instead, urls, edition.locale),
            "above": above((other, get_relative_url(url, page.url)) for other, url in instead.items()),
        }
        self._speaker.name_tags(page.toc, edition.locale)
        if "descriptions" not in self.keep:
            page.meta.setdefault("description", description(page.content or "") or None)
        content = told_languages(page.content or "", partial(self._languages.other, page.url, edition.locale.tag))
        page.content = with_note(content, edition.locale, self.default, lambda text: self.site.title(text, edition.locale))
        self._turning.to(edition.locale, urls)

    @cached_property
    def _languages(self) -> Languages:
        return Languages({file.url: edition.locale.tag for file, edition in self._editions.items()})

    @cached_property
    def _instead(self) -> Instead:
        return Instead(self.site.locales, self._navs, lambda page, locale: self._page(self._edition(page).path, locale))

    def dress_template(self, context: Any, report: str = "") -> None:
        """Give a page that has no locale, such as 404, what it needs to speak to the readers of all."""
        homes = self._instead.homes()
        context["groundplan"] = self._speaker.about(self.default) | {
            "languages": switch(homes, homes, self.default),
            "title": self.site.title,
            "report": report,
        }
        self._turning.to(self.default, homes)

    def _texts_in(self, locale: Locale) -> dict[str, str]:
        return {key: self._title(text, locale) for key in TEXTS_OF_A_SITE if isinstance(text := self._config[key], str)}

    def _word(self, text: str, locale: Locale) -> str:
        return self.site.title(text, locale)

    def _title(self, text: str, locale: Locale) -> str:
        """A title that all pages show."""
        self._said[text, locale] = said = self.site.title(text, locale)
        return said

    def sitemap(self, only: Locale | None = None) -> str:
        """The pages of all locales, or of one."""
        return sitemap_of(self._editions.values(), self._twins, only)

    def asset(self, path: str) -> bytes | None:
        """What pages refer to at `path`, as far as it is known by now; None where that is nothing of ours."""
        return self.site.asset(path, self.files.address)

    def write_rest(self) -> None:
        """Write what is known only when all pages are, once all is in its place."""
        folder = Path(self._config.site_dir)
        self.write_known()
        known = of_the_theme(folder, self._config.theme)
        drop_unasked(folder, known, self.keep)
        settle_styles(folder, known, self.keep)
        marks.move_all(folder)
        self.site.inspect(folder, known)
        if found := policy.left_over(folder):
            log.log(logging.WARNING if self._policy else logging.INFO, policy.told(found))

    def inspect(self) -> None:
        """Look once more for what the site must not tell, when its pages have been made anew."""
        folder = Path(self._config.site_dir)
        self.site.inspect(folder, of_the_theme(folder, self._config.theme))

    def write_known(self) -> None:
        """Write what pages refer to, and the lists of them."""
        folder = Path(self._config.site_dir)
        for path, content in self.site.assets(self.files.address).items():
            write_file(content, str(folder / path))
        for path, script in self._scripts.items():
            write_file(script.encode(), str(folder / path))
        lighten(folder)
        if "search" not in self.keep:
            own = {file.url for file, edition in self._editions.items() if edition.locale.default}
            split_index(folder, self.site.locales, own, [file.url for file in self.files.documentation_pages()])
        for locale in self.site.locales:
            write_file(self.sitemap(locale).encode(), str(folder / locale.prefix / "search/pages.xml"))
        if "sitemap" not in self.keep:
            write_file(compressed(self.sitemap()), str(folder / "sitemap.xml.gz"))
        self._found.keep()
        if "markdown" not in self.keep:
            navs = {locale: self._navs[locale.tag] for locale in self.site.locales}
            write_plain(self._config, self._editions, navs, self._texts, self.site.volumes)
