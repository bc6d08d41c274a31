"""What checks look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from groundplan.derive.facts import Facts
from groundplan.derive.texts import model_sources, texts
from groundplan.diagnostics import Related, Route
from groundplan.domain.entry import Text
from groundplan.i18n.gettext.catalogue import Catalogue, catalogue_path, translated_contexts
from groundplan.i18n.gettext.translation import Source, Translation
from groundplan.i18n.texts.sources import ProjectProse, all_sources


class TranslatedText(NamedTuple):
    """A text and what a locale's catalogue has for it."""

    catalogue: Catalogue
    source: Source
    translation: Translation | None
    wording: str
    """The translation, if there is one of just this text."""

    @property
    def route(self) -> Route | None:
        """The place of the text in the model; None for a text of a page."""
        return None if self.source.span else Route.parse(self.source.context)

    def related(self) -> tuple[Related, ...]:
        """The place of the source text, for findings about the catalogue."""
        return (Related("the source text is written here", self.route, self.source.span),)


@dataclass(frozen=True, eq=False)
class Subject:
    """A project as checks see it."""

    facts: Facts
    icons: Mapping[str, str]
    """The names of the project's own icons, each with what is wrong with its file, if anything."""
    today: date
    whole: bool = True
    """False where broken entries are missing from the model."""
    prose: ProjectProse = field(default_factory=ProjectProse)
    catalogues: Mapping[str, Catalogue] = field(default_factory=dict)
    locale_coverage: int | None = None
    """The percentage of texts that every locale must have."""
    belongs: Callable[[Source], str] | None = None
    """The folder of the model whose catalogues have the translations of a text, where there is more than one."""

    @property
    def pages(self) -> Mapping[str, str]:
        """The path of each prose page, and its source."""
        return self.prose.pages

    def catalogue_of(self, text: TranslatedText) -> str:
        """The path of the catalogue in which a text is to be translated."""
        return catalogue_path(text.catalogue.locale, self.belongs(text.source)) if self.belongs else text.catalogue.path

    @cached_property
    def translations(self) -> tuple[TranslatedText, ...]:
        """Every text beside its translation, for each locale whose catalogue can be read, in the order of the texts."""
        return tuple(self._translations())

    def _translations(self) -> Iterator[TranslatedText]:
        if not self.catalogues:
            return
        dated = any(translation.digest for catalogue in self.catalogues.values() for translation in catalogue.translations.values())
        own = tuple(model_sources(self.facts, digests=dated, known=translated_contexts(self.catalogues.values())))
        source_locale = self.facts.model.project.locale
        for locale, catalogue in self.catalogues.items():
            known = catalogue.translations.get
            for source in all_sources(own, self.prose, locale, source_locale):
                translation = known(source.context)
                wording = translation.text if translation and translation.source == source.text else ""
                yield TranslatedText(catalogue, source, translation, wording)

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every translatable text of the model that an author wrote, in the model's order."""
        return tuple(texts(self.facts))
