"""Plugins that gather pages get to see one language at a time.

A list of tags, or a feed, would otherwise mix the languages of all editions.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from copy import copy
from importlib.util import find_spec
from typing import Any, TypeAlias

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from groundplan.i18n.locale.locale import Locale
from groundplan.project.memo import Memo, digest, versions
from groundplan.publish.mkdocs.memories import OF_PAGES, Event, Plugin, remember_apart
from groundplan.publish.mkdocs.reading import Reading
from groundplan.publish.mkdocs.speaking import Speaker
from groundplan.publish.search import spaced

PluginOfLocale: TypeAlias = "Mapping[Locale, Plugin | None]"

_ONE_EACH = ("material.plugins.tags.", "material.plugins.social.")
"""Plugins that print what they gathered into pages, or make a file for each path of a page: each locale gets one of its own."""
_DEFAULT_ONLY = ("mkdocs_rss_plugin.", "mkdocs_print_site_plugin.")
"""Plugins that write what they gathered to one address: it holds the default locale's pages."""
_REMEMBERING = ("mkdocs_autorefs.",)
"""Plugins that remember, while pages are read, where things are: each locale has its own."""
_BY_PATH = {"mkdocs_redirects.": "doc_pages"}
"""Plugins that look pages up by their paths, and the table that they do it in."""
_BY_ADDRESS = {"mkdocs_monorepo_plugin.": "aliases"}
"""Plugins that look folders up by the addresses of their pages, and the table that they do it in."""
_INDEX = ("material.plugins.search.",)
"""Plugins that read the pages for an index."""


def separate(config: MkDocsConfig, locales: Collection[Locale], locale_of: Callable[[Page], Locale]) -> None:
    """Let the plugins of `config` that gather pages see those of one locale only."""
    others = [locale for locale in locales if not locale.default]
    for plugin in config.plugins.values():
        module = type(plugin).__module__
        if module.startswith(_ONE_EACH):
            _dispatch(config, plugin, {locale: _another(plugin, config, locale) for locale in others}, locale_of)
        elif module.startswith(_DEFAULT_ONLY):
            _dispatch(config, plugin, dict.fromkeys(others), locale_of)
        elif module.startswith(_REMEMBERING):
            remember_apart(config, plugin, locales, locale_of)


def owners(config: MkDocsConfig, kinds: Iterable[str]) -> Iterator[Plugin]:
    """The plugins that have pages of their own kind; `kinds` are the modules of such kinds."""
    known = tuple(kinds)
    for plugin in config.plugins.values():
        home = type(plugin).__module__.rpartition(".")[0]
        if any(kind == home or kind.startswith(f"{home}.") for kind in known):
            yield plugin


def of_one_locale(config: MkDocsConfig) -> Iterator[Plugin]:
    """The plugins that hold the pages of the default locale alone."""
    return (plugin for plugin in config.plugins.values() if type(plugin).__module__.startswith(_DEFAULT_ONLY))


def search_in(config: MkDocsConfig, reading: Reading, speaker: Speaker, kept: Memo) -> None:
    """Let the plugins that make an index look at the edition of a page that is for them; the page stays as it was.

    What they make of it is `kept` for the next build.
    """
    methods = config.plugins.events["page_context"]
    for at, method in enumerate(methods):
        if type(getattr(method, "__self__", None)).__module__.startswith(_INDEX):
            methods[at] = _looking_at(method, reading, speaker, kept)
            config.plugins._event_origins[methods[at]] = config.plugins._event_origins.get(method, "<unknown>")


def _looking_at(method: Event, reading: Reading, speaker: Speaker, kept: Memo) -> Event:
    entries: dict[File, list[object]] = {}
    keys: dict[File, str] = {}
    look = _at_words(method)
    made_with, is_cut = versions("mkdocs-material"), bool(find_spec("jieba"))  # by dictionaries, which may lie anywhere

    def event(context: object, *, page: Page, **known: object) -> None:
        index: Any = vars(method.__self__).get("search_index") if hasattr(method, "__self__") else None
        old = {id(entry) for entry in entries.get(page.file, ())}
        if index and old:
            index.entries = [entry for entry in index.entries if id(entry) not in old]
        count = len(index.entries) if index else 0
        before, meta = page.content, page.meta
        page.content = reading.sought(page)
        if tags := speaker.tags(page):
            page.meta = {**meta, "tags": tags}

        def indexed() -> str:
            look(context, page=page, **known)
            return json.dumps(index.entries[count:], default=str)

        try:
            if index is None or is_cut:
                look(context, page=page, **known)
            else:
                kept.forget(keys.pop(page.file, ""))
                keys[page.file] = digest((made_with, *_indexed_from(page)))
                index.entries[count:] = json.loads(kept.of(keys[page.file], indexed))
        finally:
            page.content, page.meta = before, meta
            entries[page.file] = index.entries[count:] if index else []

    return event


def _at_words(method: Event) -> Event:
    """Reads a page for an index, which would join the words of two cells."""

    def event(context: object, *, page: Page, **known: object) -> None:
        page.content = spaced(page.content or "")
        method(context, page=page, **known)

    return event


def _indexed_from(page: Page) -> Iterator[str]:
    """What an index follows from: what is on a page, what it is called, where it is."""
    yield from (page.content or "", page.url, str(page.title))
    yield from (repr(page.meta.get(key)) for key in ("title", "tags", "search"))
    items = [*page.toc]
    while items:
        item = items.pop()
        yield from (item.id, item.url)
        items += item.children


def introduce(config: MkDocsConfig, pages: Mapping[str, File], locales: Iterable[Locale]) -> None:
    """Tell the plugins that look pages up by path of those at `pages`, and those that do so by address of the folders of `locales`."""
    for plugin in config.plugins.values():
        for module, table in _BY_PATH.items():
            if type(plugin).__module__.startswith(module):
                vars(plugin)[table] = {**pages, **vars(plugin).get(table, {})}
        for module, table in _BY_ADDRESS.items():
            if type(plugin).__module__.startswith(module):
                known = vars(plugin).get(table, {})
                vars(plugin)[table] = {f"{locale.prefix}{folder}": found for locale in locales for folder, found in known.items()}


def _another(plugin: Plugin, config: MkDocsConfig, locale: Locale) -> Plugin:
    """A second instance with the same options, ready to build; what only a whole site has, such as a file to export, it leaves out."""
    other = type(plugin)()
    other.config = copy(plugin.config)
    if "export" in other.config:
        other.config["export"] = False
    if folder := other.config.get("cards_dir"):
        other.config["cards_dir"] = f"{locale.prefix}{folder}"
    other.on_startup(command="serve" if getattr(plugin, "is_serve", False) else "build", dirty=False)
    other.on_config(config)
    return other


def _dispatch(config: MkDocsConfig, plugin: Plugin, others: PluginOfLocale, locale_of: Callable[[Page], Locale]) -> None:
    for name, methods in config.plugins.events.items():
        for at, method in enumerate(methods):
            if getattr(method, "__self__", None) is not plugin:
                continue
            made = _by_page(method, others, locale_of) if name in OF_PAGES else _by_all(method, others) if name == "env" else method
            methods[at] = made
            config.plugins._event_origins[made] = config.plugins._event_origins.get(method, "<unknown>")


def _by_page(method: Event, others: PluginOfLocale, locale_of: Callable[[Page], Locale]) -> Event:
    """An event of a page, for the instance of its locale; for none where the locale has none."""

    def event(item: object, **known: object) -> object:
        page = item if isinstance(item, Page) else known["page"]
        assert isinstance(page, Page)
        locale = locale_of(page)
        if locale not in others:
            return method(item, **known)
        other = others[locale]
        return getattr(other, method.__name__)(item, **known) if other else None

    return event


def _by_all(method: Event, others: PluginOfLocale) -> Event:
    """An event of the whole site, for each instance."""

    def event(item: object, **known: object) -> object:
        result = method(item, **known)
        for other in filter(None, others.values()):
            getattr(other, method.__name__)(item, **known)
        return result

    return event
