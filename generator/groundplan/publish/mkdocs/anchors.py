"""The ids that MkDocs gives to headings, asked of Markdown itself with the extensions of the site."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, partial
from html.parser import HTMLParser
from typing import Any

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig

from groundplan.project.memo import Memo, digest
from groundplan.publish.mkdocs.extensions import extensions_of
from groundplan.publish.mkdocs.heading_marks import with_marks

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class _Ids(HTMLParser):
    """The ids of headings, in their order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HEADINGS:
            self.found += [value for name, value in attrs if name == "id" and value is not None]


class AnchorRules:
    """What a table of contents makes of headings: its separators and slugs, repeated headings, words with marks in them."""

    def __init__(self, config: MkDocsConfig, kept: Memo | None = None) -> None:
        """`kept` has what was made of headings in earlier builds, with the same extensions."""
        self._config = config
        self._kept = kept
        self._known: dict[tuple[str, ...], tuple[str, ...]] = {}

    def __call__(self, headings: tuple[str, ...]) -> tuple[str, ...] | None:
        """The ids of `headings`, each with its marks, in a page that has these; None where Markdown makes something else of one."""
        if headings not in self._known:
            self._known[headings] = tuple(self._remembered(headings))
        found = self._known[headings]
        return found if len(found) == len(headings) else None

    def _remembered(self, headings: tuple[str, ...]) -> list[str]:
        if self._kept is None or self._rules is None:
            return self._found(headings)
        return self._kept.of(digest(("ids", self._rules, *headings)), partial(self._found, headings))

    def _found(self, headings: tuple[str, ...]) -> list[str]:
        return _Ids(self._markdown.reset().convert("\n\n".join(headings))).found

    @cached_property
    def _rules(self) -> str | None:
        return extensions_of(self._config)

    @cached_property
    def _markdown(self) -> Markdown:
        own = with_marks(self._config.markdown_extensions, translated=False)
        named = [extension for extension in own if isinstance(extension, str)]  # others belong to plugins
        return Markdown(extensions=named, extension_configs=_alone(self._config.mdx_configs))


def _alone(options: Mapping[str, Any]) -> dict[str, Any]:
    """The options of the extensions, without what would add other people's headings."""
    snippets = options.get("pymdownx.snippets")
    return {**options, **({"pymdownx.snippets": {**snippets, "auto_append": []}} if snippets else {})}
