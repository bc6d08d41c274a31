"""A page as it goes into its templates: what its author wrote, and the body in one locale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from groundplan.i18n.texts.flavour import MARKDOWN, Flavour
from groundplan.i18n.texts.prose import Ids, Localized, Lookup, as_written, has_calls, headings, localize


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """A page as its author wrote it: where, and the whole text, front matter included."""

    path: str
    text: str

    def above(self, body: str) -> int:
        """How many lines stand before `body`, which MkDocs hands on without the front matter."""
        return self.text.count("\n", 0, len(self.text) - len(body)) if self.text.endswith(body) else 0


@dataclass(frozen=True, slots=True)
class PageSource:
    """A page in one locale. `source` has as many lines before it as the file, so that lines are those of the file."""

    page: WrittenPage
    source: str
    locale: str
    body: Localized
    anchors: Mapping[int, str] = field(default_factory=dict)
    """The ids that its headings must have, by their lines in `source`."""
    plain: bool = False
    """Whether it is no template."""


def page_source(
    page: WrittenPage,
    body: str,
    locale: str,
    lookup: Lookup | None,
    fallback: str = "",
    *,
    ids: Ids = lambda _: None,
    plain: bool = False,
    flavour: Flavour = MARKDOWN,
) -> PageSource:
    """The `body` of a page in `locale`, each piece of its prose as `lookup` has it. What is left is marked as in `fallback`.

    Without `lookup` nothing is translated: templates bring their translations along. Without `fallback`, the page is in the
    language that it is written in. A `plain` page is no template.
    """
    source = "\n" * page.above(body) + body
    if lookup is None or (plain and not fallback):
        return PageSource(page, source, locale, Localized(source, {}), plain=plain)
    if not fallback:
        return PageSource(page, source, locale, as_written(page.path, source, flavour))
    anchors = headings(page.path, source, ids, (lambda _: False) if plain else has_calls, flavour)
    return PageSource(page, source, locale, localize(page.path, source, lookup, fallback, ids=anchors, flavour=flavour), anchors, plain)
