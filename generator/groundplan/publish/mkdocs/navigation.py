"""The navigation of each locale, made by MkDocs and the other plugins from the pages of that locale alone.

To them, each locale is a site of its own: the same paths, no other language around.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Link, Navigation, Section, get_navigation
from mkdocs.structure.pages import Page

from groundplan.i18n.locale.locale import Locale
from groundplan.publish.mkdocs.files import localize_home
from groundplan.publish.mkdocs.memories import Plugin
from groundplan.publish.nav import pruned


def localized_navigation(
    files: Files,
    editions: Collection[File],
    locale: Locale,
    config: MkDocsConfig,
    *,
    gone: Collection[str],
    passed_over: Collection[Plugin],
    title: Callable[[str], str],
) -> Navigation:
    """The navigation of `locale`, whose pages are `editions`; those in `gone` it does not have. `title` translates titles.

    `passed_over` are plugins that are not asked: ours, and those that have pages of their own kind.
    """
    with _quiet(config), _with_pages(files, editions), _with_nav(config, gone):
        made = _by_others(get_navigation(files, config), files, config, passed_over)
        for edition in editions:
            if edition.page:
                localize_home(edition.page, locale)
    for item in _all(made.items):
        _translate(item, title)
    return made


def _by_others(nav: Navigation, files: Files, config: MkDocsConfig, passed_over: Collection[Plugin]) -> Navigation:
    for method in config.plugins.events["nav"]:
        plugin = getattr(method, "__self__", None)
        if any(plugin is one for one in passed_over):
            continue
        before = dict(vars(plugin)) if plugin is not None else {}
        nav = method(nav, config=config, files=files) or nav
        if plugin is not None:  # what it remembers is of the default locale
            vars(plugin).clear()
            vars(plugin).update(before)
    return nav


@contextmanager
def _with_pages(files: Files, editions: Iterable[File]) -> Iterator[None]:
    """Let `files`, which plugins know again, hold the pages of one locale, and whatever is no page."""
    kept = files._src_uris
    shown = [*editions, *(file for file in files if not file.is_documentation_page())]
    files._src_uris = {file.src_uri: file for file in shown}
    try:
        yield
    finally:
        files._src_uris = kept


@contextmanager
def _with_nav(config: MkDocsConfig, gone: Collection[str]) -> Iterator[None]:
    nav = config.nav
    config.nav = pruned(nav, gone) if nav is not None else None
    try:
        yield
    finally:
        config.nav = nav


@contextmanager
def _quiet(config: MkDocsConfig) -> Iterator[None]:
    """Let nothing be said again that was said of the default locale."""
    validation = config.validation.nav
    levels = validation.omitted_files, validation.not_found
    validation.omitted_files = validation.not_found = logging.DEBUG
    try:
        yield
    finally:
        validation.omitted_files, validation.not_found = levels


def _translate(item: StructureItem, title: Callable[[str], str]) -> None:
    match item:
        case Page():
            if isinstance(given := vars(item).get("title"), str):  # in mkdocs.yml; otherwise the page brings its own
                item.title = title(given)
        case Section() | Link() if item.title:  # a page that is not there has none
            item.title = title(item.title)


def _all(items: Iterable[StructureItem]) -> Iterator[StructureItem]:
    for item in items:
        yield item
        if isinstance(item, Section | Page):
            yield from _all(item.children or ())


def pages_in(items: Iterable[StructureItem]) -> Iterator[Page]:
    """The pages among `items` and below them, in order."""
    return (item for item in _all(items) if isinstance(item, Page))
