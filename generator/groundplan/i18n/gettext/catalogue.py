"""A locale's translations, as gettext keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from groundplan.diagnostics import Span
from groundplan.i18n.gettext.places import place
from groundplan.i18n.gettext.quick_po import read_quickly
from groundplan.i18n.gettext.translation import Translation
from groundplan.project.member import MODEL


@dataclass(frozen=True)
class Catalogue:
    """The translations of one locale by context. `path` is how findings name the file."""

    locale: str
    path: str
    translations: Mapping[str, Translation] = field(default_factory=dict)
    content: bytes = field(default=b"", repr=False, compare=False)
    others: tuple[Catalogue, ...] = field(default=(), repr=False, compare=False)
    """Those of models that this one uses, whose translations are among these."""

    def span(self, context: str) -> Span:
        """The place of a message, or the head of the file."""
        found = self.translations.get(context)
        line = found.line if found else 1
        return Span(self._home(context).path, line, 1, line, 2)

    def wording_span(self, context: str, quoted: Iterable[str] = ()) -> Span:
        """The place of the first of what is `quoted` that stands in a translation, or of its words as a whole."""
        found = self.translations.get(context)
        wording = found.text if found else ""
        said = next((word for word in quoted if word in wording), wording)
        start = wording.find(said)
        return self.place(context, start, start + len(said))

    def place(self, context: str, start: int, end: int) -> Span:
        """The place of the letters `start` up to `end` of a translation."""
        found, home = self.translations.get(context), self._home(context)
        return (place(home.path, home._lines, found.line, start, end) if found else None) or self.span(context)

    def _home(self, context: str) -> Catalogue:
        """The one that a translation is written in."""
        found = self.translations.get(context)
        return next((other for other in self.others if found and other.translations.get(context) is found), self)

    def beside(self, others: tuple[Catalogue, ...]) -> Catalogue:
        """This one with the translations of `others`, where it has none of its own."""
        theirs = {context: found for other in others for context, found in other.translations.items()}
        own = {context: found for context, found in self.translations.items() if found.text or context not in theirs}
        return replace(self, translations={**theirs, **own}, others=others) if others else self

    @cached_property
    def _lines(self) -> list[str]:
        return self.content.decode("utf-8", errors="replace").split("\n")

    def translate(self, context: str, source: str) -> str | None:
        """The translation of `source` at `context`; None where there is none, or only one of another wording."""
        found = self.translations.get(context)
        if found is None or not found.text or found.source != source:
            return None
        return found.text


def translated_contexts(catalogues: Iterable[Catalogue]) -> frozenset[str]:
    """The contexts that any of `catalogues` has a translation of."""
    return frozenset(context for catalogue in catalogues for context, found in catalogue.translations.items() if found.text)


def catalogue_path(locale: str, model: str = MODEL) -> str:
    """Where a model keeps the translations of `locale`."""
    return f"{model}/locales/{locale}.po"


def template_path(model: str = MODEL) -> str:
    """Where a model keeps the catalogue without translations."""
    return f"{model}/locales/messages.pot"


def read_catalogue(path: str, content: bytes | None, locale: str) -> Catalogue:
    """The catalogue in the file `path`; an empty one where there is no file. Raises CatalogueError where it is not a PO file."""
    if content is None:
        return Catalogue(locale, path)
    translations = read_quickly(content, locale)
    if translations is None:
        from groundplan.i18n.gettext.po import read_carefully  # Babel: few checks must wait for it

        translations = read_carefully(content, locale)
    return Catalogue(locale, path, translations, content)
