"""All that a site says in one locale: the author's texts, the interface around them, and the habits of writing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

from babel.support import NullTranslations

from groundplan.i18n.gettext.catalogue import Catalogue
from groundplan.i18n.interface.interface import interface
from groundplan.i18n.locale.formats import Formats
from groundplan.i18n.locale.pseudo import Pseudo, PseudoInterface, PseudoTexts
from groundplan.i18n.locale.pseudo_tags import PSEUDO_LOCALES
from groundplan.project.sources import SITE

_OF_THE_SITE = f"{SITE[0]}@"
"""What the contexts of texts begin with that stand outside of the model and the pages: they go before others of the same wording."""


class Texts(Protocol):
    """Translations of an author's texts."""

    def translate(self, context: str, source: str) -> str | None:
        """The translation of `source` at `context`; None where there is none."""

    def wording(self, source: str) -> str | None:
        """The translation of `source` wherever it stands; None where there is none."""


class _Translated:
    def __init__(self, catalogue: Catalogue, names: frozenset[str]) -> None:
        self._catalogue = catalogue
        self._names = names
        said = [t for t in reversed(tuple(catalogue.translations.values())) if t.text]
        self._wordings = {t.source: t.text for t in (*said, *(t for t in said if t.context.startswith(_OF_THE_SITE)))}

    def translate(self, context: str, source: str) -> str | None:
        return self._catalogue.translate(context, source) or (source if source in self._names else self._moved(context, source))

    def wording(self, source: str) -> str | None:
        return self._wordings.get(source)

    def _moved(self, context: str, source: str) -> str | None:
        """The translation of what stands elsewhere on its page by now: another plugin may have put something above it."""
        page, is_on_page, _ = context.partition("#")
        at_home = self._catalogue.translations.get(context)
        return None if not is_on_page or (at_home and at_home.source == source) else self._on_pages.get((page, source))

    @cached_property
    def _on_pages(self) -> Mapping[tuple[str, str], str]:
        """Page and wording -> the translation."""
        said = reversed(tuple(self._catalogue.translations.values()))
        return {(t.context.partition("#")[0], t.source): t.text for t in said if t.text and "#" in t.context}


@dataclass(frozen=True, slots=True)
class _Earlier:
    """The texts of an earlier state, and of the present one where they are the same."""

    texts: Texts
    now: Texts

    def translate(self, context: str, source: str) -> str | None:
        return self.texts.translate(context, source) or self.now.translate(context, source)

    def wording(self, source: str) -> str | None:
        return self.texts.wording(source) or self.now.wording(source)


@dataclass(frozen=True, slots=True)
class Speech:
    """One locale."""

    tag: str
    texts: Texts
    interface: NullTranslations
    formats: Formats

    def of(self, catalogues: Mapping[str, Catalogue], names: Iterable[str]) -> Speech:
        """The same locale with the texts of an earlier state of the project. `names` stay as they are in every language."""
        return self if self.tag in PSEUDO_LOCALES else replace(self, texts=_Earlier(_texts(self.tag, catalogues, names), self.texts))


def speech(
    tag: str, source_locale: str, own_interfaces: Mapping[str, bytes], catalogues: Mapping[str, Catalogue], names: Iterable[str]
) -> Speech:
    """What a project says in the locale `tag`. `names` stay as they are in every language."""
    if tag in PSEUDO_LOCALES:
        pseudo = Pseudo(tag, names)
        return Speech(tag, PseudoTexts(pseudo), PseudoInterface(pseudo), Formats(tag, source_locale, pseudo.words))
    return Speech(tag, _texts(tag, catalogues, names), interface(tag, own_interfaces), Formats(tag, source_locale))


def _texts(tag: str, catalogues: Mapping[str, Catalogue], names: Iterable[str]) -> Texts:
    return _Translated(catalogues.get(tag, Catalogue(tag, "")), frozenset(names))
