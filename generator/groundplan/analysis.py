"""What the pipeline carries along: a project, read, resolved and derived, with its findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, field, replace
from datetime import date
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, TypeAlias

from groundplan.check.report.run import Run
from groundplan.check.run import run as run_checks
from groundplan.check.subject import Subject
from groundplan.check.waive import waive
from groundplan.checks import CHECKS, DATA_WITHOUT_SOURCE, OF_REALITY, OF_THE_SITE
from groundplan.collector import paused_collector
from groundplan.derive.audience import for_audience, has_secrets
from groundplan.derive.facts import Facts, derive
from groundplan.derive.texts import model_sources
from groundplan.diagnostics import Finding, Route, Severity
from groundplan.domain.entry import Audience, Text
from groundplan.domain.waiver import Waiver
from groundplan.edition_models import EarlierModels, read_editions
from groundplan.i18n.gettext.catalogue import Catalogue, translated_contexts
from groundplan.i18n.gettext.translation import Source
from groundplan.i18n.interface.paths import own_interface_files
from groundplan.i18n.texts.prose import Ids
from groundplan.i18n.texts.sources import ProjectProse, all_sources
from groundplan.load.document import Document
from groundplan.project.history import commit_of, is_edition, is_kept
from groundplan.project.memo import Memo, digest
from groundplan.project.repository import place_in_repository
from groundplan.project.settings import Settings
from groundplan.project.sources import IMAGES, Sources, content_of
from groundplan.proofreading import proofread
from groundplan.resolve.resolve import Resolution
from groundplan.resolve.selectors import Scope

if TYPE_CHECKING:  # who asks for pages waits for what they need: Babel, Jinja, Markdown
    from groundplan.editions import EditionStep
    from groundplan.i18n.speech import Speech
    from groundplan.project.revision import Revision
    from groundplan.render.pages.pages import Pages

_UNUSED = frozenset(check.name for check in CHECKS if check.name.startswith("unused-") or check is DATA_WITHOUT_SOURCE)
"""What is found of entries that nothing in a model has to do with."""
_JUDGED_ELSEWHERE = frozenset(check.name for check in (*OF_THE_SITE, *OF_REALITY))

Beside: TypeAlias = "Mapping[str, Callable[[], Analysis]]"


@dataclass(frozen=True, eq=False)
class Analysis:
    """A project, read, resolved and derived as far as it is sound."""

    sources: Sources
    document: Document
    resolution: Resolution
    facts: Facts | None
    settings: Settings
    prose: ProjectProse = field(default_factory=ProjectProse)
    catalogues: dict[str, Catalogue] = field(default_factory=dict)
    unreadable: tuple[Finding, ...] = ()
    """Findings about catalogues and pages that could not be read, and about languages that are misspelt."""
    locale_coverage: int | None = None
    beside: Beside = field(default_factory=dict)
    """Every project of the site by name, this one included, each read when it is asked for; none where it is the only one."""

    @cached_property
    def editions(self) -> EarlierModels:
        """The earlier editions of the model that the settings name."""
        return read_editions(self.sources, self.settings) if self.settings.editions else EarlierModels()

    @property
    def follows_from_files(self) -> bool:
        """Whether its findings do: tags come and go while files stay."""
        return all(is_kept(name, self.sources.root) for name in self.settings.editions)

    @property
    def pages(self) -> Mapping[str, str]:
        """The path of each page, and its source."""
        return self.prose.pages

    @property
    def folder(self) -> str:
        """Where the generated pages are, below the folder of pages: empty, or with a final slash."""
        return f"{self.sources.member.folder}{self.settings.folder}"

    @property
    def _configuration(self) -> Mapping[str, str]:
        """The configuration of the site, for excerpts."""
        return {name: text for name in self.sources.configuration if (text := self.sources.text(name)) is not None}

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, those about the pages included, located and sorted by place."""
        return self._judged(proofread(self))

    @cached_property
    def findings_of_model(self) -> tuple[Finding, ...]:
        """The findings that need no page to be rendered."""
        return self._judged(())

    @paused_collector()
    def _judged(self, of_pages: tuple[Finding, ...]) -> tuple[Finding, ...]:
        found = [*self.document.findings, *self.resolution.findings, *self.settings.findings, *self.unreadable, *self.editions.findings]
        if self.facts is None:
            return self._located(found)
        found = waive(
            [*found, *self._of_own(run_checks(self._subject)), *of_pages],
            self._waivers(),
            today(),
            whole=self.resolution.whole,
            judged_elsewhere=_JUDGED_ELSEWHERE,
        )
        return self._located(found)

    def _of_own(self, found: Iterable[Finding]) -> Iterator[Finding]:
        """`found` without what is unused of other models, which are there for more than this one."""
        for finding in found:
            span = self.document.span(finding.route) if self.document.shared and finding.check in _UNUSED and finding.route else None
            if span is None or span.path not in self.document.shared:
                yield finding

    @property
    def is_whole(self) -> bool:
        """Whether the facts are those of all that is written: nothing was left out, and no id has two meanings."""
        refused = any(finding.severity is Severity.ERROR for finding in self.document.findings)
        return self.facts is not None and self.resolution.whole and not refused

    @property
    def _subject(self) -> Subject:
        assert self.facts is not None
        whole, icons = self.resolution.whole, self.sources.icons
        subject = Subject(self.facts, icons, today(), whole, self.prose, self.catalogues, self.locale_coverage)
        return replace(subject, belongs=self.model_of) if self.sources.used else subject

    def settle(self, found: Iterable[Finding]) -> tuple[Finding, ...]:
        """Findings about the built site, or about what is deployed, waived, weighed and located like those about the model."""
        waivers = (waiver for waiver in self._waivers() if waiver.check in _JUDGED_ELSEWHERE and today() <= waiver.until)
        return self._located(waive(found, waivers, today(), whole=False))

    def _waivers(self) -> tuple[Waiver, ...]:
        return tuple(self.facts.model.waivers.values()) if self.facts else ()

    def _located(self, found: Iterable[Finding]) -> tuple[Finding, ...]:
        located = (self.document.locate(finding) for finding in self.settings.apply(found))
        return tuple(sorted(located, key=lambda finding: finding.sort_key))

    @cached_property
    def revision(self) -> Revision:
        """Which state of the model this is."""
        from groundplan.project.revision import revision_of  # asks git, which a check of a model without pages need not

        return revision_of(self.sources)

    def run(self, *, strict: bool = False, color: bool = False) -> Run:
        """The findings that need no page to be rendered, as reports take them."""
        return self._run(self.findings_of_model, strict, color)

    def whole_run(self, *, strict: bool = False, color: bool = False) -> Run:
        """Every finding, as reports take them."""
        return self._run(self.findings, strict, color)

    def _run(self, findings: tuple[Finding, ...], strict: bool, color: bool) -> Run:
        files = {**self.document.files, **self.pages, **self.prose.parts, **self.prose.overrides, **self._configuration}
        note = "" if self.resolution.whole else "Unused entries and claims are judged once these entries are mended."
        root = self.sources.root
        base = place_in_repository(root)
        return Run(findings, files, strict, color, root, base, note, revision=lambda: self.revision)

    def speeches(self, tags: tuple[str, ...]) -> list[Speech]:
        """What the project says in each of the locales `tags`. Names stay as they are in every language."""
        from groundplan.i18n.speech import speech  # Babel

        assert self.facts is not None
        source, own = self.facts.model.project.locale, own_interface_files(self.sources, tags)
        names = [term.name.source for term in self.facts.model.terms.values() if not term.translate]
        return [speech(tag, source, own, self.catalogues, names) for tag in tags]

    def texts(self, locale: str) -> tuple[Source, ...]:
        """Every text that a translator of `locale` (of any one, if it is empty) sees: the model's first, then the pages'."""
        assert self.facts is not None
        known = translated_contexts(self.catalogues.values())
        model = (self._shared(source) for source in model_sources(self.facts, known=known))
        return tuple(all_sources(model, self.prose, locale, self.facts.model.project.locale))

    def _shared(self, source: Source) -> Source:
        """A text of a flow of a model that others use, too, without the digest of what is derived for this one."""
        derived = self.sources.used and source.context.startswith("flows.") and self.model_of(source) != self.sources.member.model
        return source._replace(digest="") if derived else source

    def model_of(self, text: Source) -> str:
        """The folder of the model whose catalogue has the translation of `text`: that in which it is written, and else the own one."""
        place = None if text.span else self.document.span(Route.parse(text.context))
        own = self.sources.member.model
        return next((model for model in self.sources.used if place and place.path.startswith(f"{model}/")), own)

    def texts_by_page(self, locale: str) -> dict[str, tuple[str, ...]]:
        """Each page that is published in `locale` (in any one, if it is empty), with the contexts of the model's texts on it."""
        assert self.facts is not None
        prose = self.prose.published(locale, self.facts.model.project.locale)
        absent = {path.removeprefix(f"{self.sources.docs}/") for path in self.pages.keys() - prose.keys()}
        return {page: texts for page, texts in self._texts_on_pages.items() if page not in absent}

    def inputs(self, *more: str) -> str:
        """A digest of all that follows from the model, its words, its edition and the settings, for what pages have no part in.

        `more` is what else there is to it.
        """
        return digest((*more, *self._edition(), *(part for each in self._files() if not each[0].endswith(".md") for part in each)))

    def inputs_of_pages(self, *more: str) -> str:
        """The same for what pages say: with the pages, with their pictures, with the projects beside, and with older editions."""
        others = (part for name, read in self.beside.items() if name != self.sources.member.name for part in (name, read().inputs()))
        parts = (part for each in sorted(self.prose.parts.items()) for part in each)
        return digest((*more, *self._edition(), *others, *(part for each in self._files() for part in each), *parts, *self._images()))

    def _images(self) -> Iterator[str | bytes]:
        for path in sorted((self.sources.root / self.sources.docs).rglob("*.*")):
            if path.suffix.lower() in IMAGES and path.is_file():
                yield from (str(path.relative_to(self.sources.root)), content_of(path))

    def _files(self) -> Iterator[tuple[str, str | bytes]]:
        yield from self.sources.files.items()
        yield from ((path, "no file") for path in sorted(self.sources.odd))

    def _edition(self) -> Iterator[str]:
        """Which edition this is, and which those are that it is compared with."""
        yield from astuple(self.revision)
        root = self.sources.root
        named = [name for name in self.settings.editions if not is_kept(name, root)]
        yield from (commit_of(root, name) if is_edition(name, root) else name for name in named)

    @cached_property
    def _texts_on_pages(self) -> dict[str, tuple[str, ...]]:
        from groundplan.exporting import texts_of_rules
        from groundplan.render.translations.shown import texts_on_pages

        kept = Memo(self.sources.root, f"shown/{self.sources.member.name}".rstrip("/"))
        files = self.sources.files.items()
        around = digest(part for path, content in files if not path.endswith((".md", ".po")) for part in (path, content))
        whole = self.rendered_pages(Audience.INTERNAL, ())
        pages = replace(whole, rule_files=lambda words: texts_of_rules(whole.facts, words, self.revision))
        found = texts_on_pages(pages, lambda path, source, find: kept.of(digest((around, path, source)), find))
        kept.keep()
        return found

    def edition_steps(self, seen: Facts, audience: Audience) -> list[EditionStep]:
        """What changed between the editions, and since the last one, for `audience`, which sees these facts. It is found once for all
        that see the same.
        """
        some_see_less = any(has_secrets(edition.model, audience) for edition in self.editions.found)
        return self._edition_steps(seen, audience if some_see_less else Audience.INTERNAL)

    @cached_property
    def _edition_steps(self) -> Callable[[Facts, Audience], list[EditionStep]]:
        from groundplan.editions import steps

        return cache(partial(steps, self.editions.found))

    def seen_by(self, audience: Audience) -> tuple[Facts, Scope]:
        """What `audience` may see, and what selectors may name there."""
        assert self.facts is not None
        scope = self.resolution.scope
        if not has_secrets(self.facts.model, audience):
            return self.facts, scope
        visible = for_audience(self.facts.model, audience)
        scope = replace(scope, components=visible.components, boundaries=visible.boundaries, parties=visible.parties)
        return derive(visible), scope

    def rendered_pages(
        self,
        audience: Audience,
        tags: tuple[str, ...],
        texts_by_page: Callable[[str], Mapping[str, Iterable[str]]] = lambda _: {},
        ids: Ids = lambda _: None,
        beside: Mapping[str, Pages] | None = None,
    ) -> Pages:
        """The pages of the project for `audience`, in the locales `tags`. `texts_by_page` is what they tell of their translations.

        `beside` are those of all projects of the site.
        """
        from groundplan.site_pages import assembled_pages  # Jinja, Markdown

        return assembled_pages(self, audience, tags, texts_by_page=texts_by_page, ids=ids, beside=beside)

    def wordings(self, text: Text) -> Iterator[str]:
        """The translations of a text of the model."""
        found = (catalogue.translations.get(str(text.route)) for catalogue in self.catalogues.values())
        return (translation.text for translation in found if translation and translation.text)


def today() -> date:
    """The day against which waivers are judged."""
    return date.today()  # noqa: DTZ011 - a waiver ends where its author lives
