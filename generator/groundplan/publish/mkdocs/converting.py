"""What Markdown makes of a page, kept for the next build.

It follows from the text, from the extensions with their options, and from what is at the paths that links lead to. Only extensions are
trusted with that which are known to look at nothing else; where a site has others, or code of its own, each build asks Markdown again.
So it does of a page about which there is something to say.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeAlias, TypedDict

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, get_toc

from groundplan.bundled import PACKAGE
from groundplan.project.memo import Memo, digest, installed, versions
from groundplan.publish.mkdocs.extensions import extensions_of
from groundplan.publish.mkdocs.files import SharedFiles

_MADE_WITH = ("markdown", "mkdocs", "mkdocs-material", "pygments", "pymdown-extensions")
_ROOT, _MKDOCS = logging.getLogger(), logging.getLogger("mkdocs")

LedTo: TypeAlias = "list[str] | None"


class _Entry(TypedDict):
    """An entry of a table of contents, as Markdown tells it."""

    name: str
    id: str
    level: int
    children: list[_Entry]


class _Converted(TypedDict):
    """What Markdown has made of a page, and what it has asked."""

    asked: dict[str, LedTo]
    """Path -> what is there."""
    content: str
    contents: list[_Entry]
    title: str | None
    anchors: list[str]
    links: list[tuple[str | None, str, str]]
    """The path that is linked to (None for the page itself), the anchor there, and the link as it is written."""


class Converting:
    """Stands in for Markdown where it has read the same page before."""

    def __init__(self, config: MkDocsConfig, *, is_served: bool) -> None:
        """A site that is served asks Markdown: it has in memory what has not changed since."""
        is_known = not is_served and all(map(_is_installed, _code_of(config)))
        folder = Path(config.config_file_path).parent
        self.kept = Memo(folder, "markdown", versions(*_MADE_WITH), installed()) if is_known else None
        """What Markdown has made in earlier builds; None where that tells nothing."""

    def stand_in(self, page: Page) -> None:
        """Let MkDocs get what is kept when it has `page` rendered the next time. Pages of another plugin's kind stay as they are."""
        if self.kept and type(page).render is _RENDER:
            vars(page)["render"] = partial(_render, page, self.kept)

    def keep(self) -> None:
        """Keep what has been asked for, and nothing older."""
        if self.kept:
            self.kept.keep()


def _render(page: Page, kept: Memo, config: MkDocsConfig, files: SharedFiles) -> None:
    """As `Page.render`, from what was kept, if it can be."""
    del vars(page)["render"]
    key = _key(page, config, files)
    known = kept.recall(key) if key else None
    if known is None or not _restore(page, files, json.loads(known)):
        known = _rendered(page, config, files)
    if key and known:
        kept.remember(key, known)


_RENDER = Page.render


def _key(page: Page, config: MkDocsConfig, files: SharedFiles) -> str | None:
    """A digest of all that is known before Markdown begins; None where more may have a say."""
    level = _MKDOCS.getEffectiveLevel()  # what is not said is not noticed either
    asked = extensions_of(config)
    if level <= logging.DEBUG or asked is None:
        return None
    place = (page.file.src_uri, page.file.url, page.file.inclusion.name, files.reading)
    rules = (str(config.use_directory_urls), repr(config.validation), str(level))
    return digest((page.markdown or "", asked, *place, *rules))


def _code_of(config: MkDocsConfig) -> Iterator[str]:
    """The files of the plugins of a site; a hook is a module itself."""
    for plugin in config.plugins.values():
        module = sys.modules.get(type(plugin).__module__)
        yield getattr(plugin, "__file__", None) or getattr(module, "__file__", None) or ""


def _is_installed(file: str) -> bool:
    """Whether code came with a package, or is our own, rather than with the site: that could change anything, anywhere."""
    return not {"site-packages", "dist-packages"}.isdisjoint(Path(file).parts) or Path(file).is_relative_to(PACKAGE)


def _rendered(page: Page, config: MkDocsConfig, files: SharedFiles) -> str | None:
    """Have Markdown read a page; what came of it, to be kept, and None where something was said about it."""
    asked: dict[str, File | None] = {}
    files.asked = asked
    try:
        with _listening() as heard:
            page.render(config, files)
    finally:
        files.asked = None
    return None if heard else json.dumps(_told(page, asked))


class _Ear(logging.Handler):
    """Notes that something is said."""

    def __init__(self, heard: list[str]) -> None:
        super().__init__()
        self._heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        self._heard.append(record.name)


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Who has said something meanwhile."""
    heard: list[str] = []
    ear = _Ear(heard)
    for logger in (_ROOT, _MKDOCS):
        logger.addHandler(ear)
    try:
        yield heard
    finally:
        for logger in (_ROOT, _MKDOCS):
            logger.removeHandler(ear)


def _told(page: Page, asked: Mapping[str, File | None]) -> _Converted:
    paths = {file: path for path, file in asked.items() if file}
    links = page.links_to_anchors or {}
    return {
        "asked": {path: _address(file) for path, file in asked.items()},
        "content": page.content or "",
        "contents": [_entry(each) for each in page.toc],
        "title": page._title_from_render,
        "anchors": sorted(page.present_anchor_ids or ()),
        "links": [(paths.get(file), anchor, written) for file, found in links.items() for anchor, written in found.items()],
    }


def _address(file: File | None) -> LedTo:
    """What a link takes from the file that it leads to."""
    return [file.src_uri, file.url, file.inclusion.name] if file else None


def _entry(entry: AnchorLink) -> _Entry:
    return {"name": entry.title, "id": entry.id, "level": entry.level, "children": [_entry(each) for each in entry.children]}


def _restore(page: Page, files: SharedFiles, kept: _Converted) -> bool:
    """Let a page be as if Markdown had read it; False where links of it would lead elsewhere by now."""
    found = {path: files.get_file_from_path(path) for path in kept["asked"]}
    if any(_address(found[path]) != address for path, address in kept["asked"].items()):
        return False
    links: dict[File, dict[str, str]] = {}
    for path, anchor, written in kept["links"]:
        if file := page.file if path is None else found[path]:
            links.setdefault(file, {})[anchor] = written
    page.content, page.toc = kept["content"], get_toc(kept["contents"])
    page._title_from_render = kept["title"]
    page.present_anchor_ids, page.links_to_anchors = set(kept["anchors"]), links
    return True
