"""A page as it goes into its templates: what its author wrote, and the body in one locale."""

from __future__ import annotations

from dataclasses import dataclass

from groundplan.i18n.texts.prose import Localized, Lookup, localize


@dataclass(frozen=True, slots=True)
class Written:
    """A page as its author wrote it: where, and the whole text, front matter included."""

    path: str
    text: str

    def above(self, body: str) -> int:
        """How many lines stand before `body`, which MkDocs hands on without the front matter."""
        return self.text.count("\n", 0, len(self.text) - len(body)) if self.text.endswith(body) else 0


@dataclass(frozen=True, slots=True)
class PageSource:
    """A page in one locale. `source` has as many lines before it as the file, so that lines are those of the file."""

    page: Written
    source: str
    locale: str
    body: Localized


def page_source(page: Written, body: str, locale: str, lookup: Lookup | None, fallback: str = "") -> PageSource:
    """The `body` of a page in `locale`, each piece of its prose as `lookup` has it. What is left is marked as in `fallback`.

    Without `lookup` nothing is translated: templates bring their translations along.
    """
    source = "\n" * page.above(body) + body
    return PageSource(page, source, locale, localize(page.path, source, lookup, fallback) if lookup else Localized(source, {}))
