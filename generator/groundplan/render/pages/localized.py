"""A page in one locale, and where each line of it was written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from groundplan.i18n.gettext.catalogue import Catalogue
from groundplan.i18n.texts.prose import translate, whence

_CALL = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)

Lookup = Callable[[str, str], str | None]
"""Finds the translation of a piece of a page by its context and its wording."""


@dataclass(frozen=True, slots=True)
class Written:
    """A page as its author wrote it: where, and the whole text, front matter included."""

    path: str
    text: str

    def above(self, body: str) -> int:
        """How many lines stand before `body`, which MkDocs hands on without the front matter."""
        return self.text.count("\n", 0, len(self.text) - len(body)) if self.text.endswith(body) else 0


@dataclass(frozen=True, slots=True)
class Localized:
    """A page's template in one locale. `source` has as many lines before it as the file, so that lines are those of the file."""

    page: Written
    source: str
    locale: str
    text: str
    lookup: Lookup | None = None
    """None where the prose is not translated: templates bring their translations along."""
    fallback: str = ""
    catalogue: Catalogue | None = None
    """What `lookup` finds the translations in, if that is a file."""

    def written(self, line: int) -> tuple[int, str]:
        """The line of the file that a line of the template comes from, and the context of the translation that is at fault there.

        The latter is empty where the line is not translated, or its translation has the calls that its source has.
        """
        if self.lookup is None:
            return line, ""
        origin = whence(self.page.path, self.source, self.lookup, self.fallback, line)
        if origin is None:
            return line, ""
        broken = origin.translated is not None and _calls(origin.translated) != _calls(origin.piece.text)
        return origin.line, origin.piece.context if broken else ""


def _calls(text: str) -> Counter[str]:
    return Counter(_CALL.findall(text))


def localized(
    page: Written, body: str, locale: str, lookup: Lookup | None, *, fallback: str = "", catalogue: Catalogue | None = None
) -> Localized:
    """The `body` of a page in `locale`, each piece of its prose as `lookup` has it. What is left is marked as in `fallback`."""
    source = "\n" * page.above(body) + body
    text = source if lookup is None else translate(page.path, source, lookup, fallback)
    return Localized(page, source, locale, text, lookup, fallback, catalogue)
