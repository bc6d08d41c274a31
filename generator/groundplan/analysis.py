"""What the pipeline carries along: a project, read, resolved and derived, with its findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from groundplan.check.report.run import Run
from groundplan.check.run import run as run_checks
from groundplan.check.subject import Subject
from groundplan.check.waive import waive
from groundplan.checks import OF_THE_SITE
from groundplan.collector import paused_collector
from groundplan.derive.facts import Facts
from groundplan.derive.texts import model_sources
from groundplan.diagnostics import Finding
from groundplan.domain.waiver import Waiver
from groundplan.i18n.gettext.catalogue import Catalogue
from groundplan.i18n.gettext.translation import Source
from groundplan.i18n.interface.paths import own_interfaces
from groundplan.i18n.texts.sources import page_sources, published
from groundplan.load.document import Document
from groundplan.project.settings import Settings
from groundplan.project.sources import Sources
from groundplan.resolve.resolve import Resolution

if TYPE_CHECKING:
    from groundplan.i18n.speech import Speech

_OF_THE_SITE = frozenset(check.name for check in OF_THE_SITE)


@dataclass(frozen=True, eq=False)
class Analysis:
    """A project, read, resolved and derived as far as it is sound."""

    sources: Sources
    document: Document
    resolution: Resolution
    facts: Facts | None
    settings: Settings
    pages: dict[str, str] = field(default_factory=dict)
    catalogues: dict[str, Catalogue] = field(default_factory=dict)
    unreadable: tuple[Finding, ...] = ()
    """Findings about catalogues and pages that could not be read, and about languages that are misspelt."""
    locale_coverage: int | None = None

    @cached_property
    @paused_collector()
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, located and sorted by place."""
        found = [*self.document.findings, *self.resolution.findings, *self.settings.findings, *self.unreadable]
        if self.facts is None:
            return self._located(found)
        subject = Subject(self.facts, self.sources.icons, today(), self.resolution.whole, self.pages, self.catalogues, self.locale_coverage)
        found = waive([*found, *run_checks(subject)], self._waivers(), today(), whole=subject.whole, judged_elsewhere=_OF_THE_SITE)
        return self._located(found)

    def settle(self, found: Iterable[Finding]) -> tuple[Finding, ...]:
        """Findings about the built site, waived, weighed and located like those about the model."""
        waivers = (waiver for waiver in self._waivers() if waiver.check in _OF_THE_SITE and today() <= waiver.until)
        return self._located(waive(found, waivers, today(), whole=False))

    def _waivers(self) -> tuple[Waiver, ...]:
        return tuple(self.facts.model.waivers.values()) if self.facts else ()

    def _located(self, found: Iterable[Finding]) -> tuple[Finding, ...]:
        located = (self.document.locate(finding) for finding in self.settings.apply(found))
        return tuple(sorted(located, key=lambda finding: finding.sort_key))

    def run(self, *, strict: bool = False, color: bool = False) -> Run:
        """The findings as reports take them."""
        files = {**self.document.files, **self.pages}
        note = "" if self.resolution.whole else "Unused entries and claims are judged once these entries are mended."
        return Run(self.findings, files, strict=strict, color=color, root=self.sources.root, note=note)

    def speeches(self, tags: tuple[str, ...]) -> list[Speech]:
        """What the project says in each of the locales `tags`. Names stay as they are in every language."""
        from groundplan.i18n.speech import speech  # Babel

        assert self.facts is not None
        source, own = self.facts.model.project.locale, own_interfaces(self.sources, tags)
        names = [term.name.source for term in self.facts.model.terms.values() if not term.translate]
        return [speech(tag, source, own, self.catalogues, names) for tag in tags]

    def texts(self, locale: str) -> tuple[Source, ...]:
        """Every text that a translator of `locale` (of any one, if it is empty) sees: the model's first, then the pages'."""
        assert self.facts is not None
        source_locale = self.facts.model.project.locale
        return (*model_sources(self.facts), *page_sources(self.pages, locale, source_locale))

    def texts_by_page(self, locale: str) -> dict[str, tuple[str, ...]]:
        """Each page that is published in `locale` (in any one, if it is empty), with the contexts of the model's texts on it."""
        from groundplan.render.translations.shown import Pages  # only who deals with translations waits for the templates

        assert self.facts is not None
        prose = published(self.pages, locale, self.facts.model.project.locale)
        return Pages(self.facts, self.resolution.scope, self.sources.root, self.settings.folder, prose).texts()


def today() -> date:
    """The day against which waivers are judged."""
    return date.today()  # noqa: DTZ011 - a waiver ends where its author lives
