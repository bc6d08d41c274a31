"""A plugin that remembers, while pages are read, where things are remembers for each locale on its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy
from typing import Any, TypeAlias, TypeVar

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from groundplan.i18n.locale.locale import Locale

T = TypeVar("T")
Event: TypeAlias = Callable[..., object]
Plugin: TypeAlias = "BasePlugin[Any]"  # as text: MkDocs makes a class of what it is asked with
LocaleOf: TypeAlias = Callable[[Page], Locale]

OF_PAGES = ("pre_page", "page_markdown", "page_content", "page_context", "post_page")


def remember_apart(config: MkDocsConfig, plugin: Plugin, locales: Iterable[Locale], locale_of: LocaleOf) -> None:
    """Let `plugin` know, from a page's first event to the next page's, only what it has learned from pages of the same locale."""
    memories = _Memories(plugin, locales, locale_of)
    for name in (*OF_PAGES, "env"):
        methods = config.plugins.events[name]
        for at, method in enumerate(methods):
            if getattr(method, "__self__", None) is plugin:
                methods[at] = memories.in_all(method) if name == "env" else memories.in_own(method)
                config.plugins._event_origins[methods[at]] = config.plugins._event_origins.get(method, "<unknown>")


class _Memories:
    """What a plugin has remembered of each locale; one of them is what it remembers now."""

    def __init__(self, plugin: Plugin, locales: Iterable[Locale], locale_of: LocaleOf) -> None:
        self._plugin, self._locale_of = plugin, locale_of
        self._kept = {locale: {name: _own(value) for name, value in vars(plugin).items()} for locale in locales}
        self._present = next(iter(self._kept))

    def _recall(self, locale: Locale) -> None:
        if locale != self._present:
            self._kept[self._present] = dict(vars(self._plugin))
            vars(self._plugin).update(self._kept[locale])
            self._present = locale

    def in_own(self, method: Event) -> Event:
        """An event of a page."""

        def event(item: object, **known: object) -> object:
            page = item if isinstance(item, Page) else known["page"]
            assert isinstance(page, Page)
            self._recall(self._locale_of(page))
            return method(item, **known)

        return event

    def in_all(self, method: Event) -> Event:
        """An event of the whole site, for the pages of each locale."""

        def event(item: object, *, files: Files, **known: object) -> object:
            for locale in self._kept:
                self._recall(locale)
                item = method(item, files=[file for file in files if file.page and self._locale_of(file.page) == locale], **known) or item
            return item

        return event


def _own(value: T) -> T:
    return copy(value) if isinstance(value, dict | list | set) else value
