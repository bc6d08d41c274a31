"""The projects of a site, each analysed when somebody asks about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from itertools import chain
from pathlib import Path

from groundplan.analysis import Analysis
from groundplan.arguments import spoken
from groundplan.check.report.run import Run
from groundplan.checks import BAD_PROJECT
from groundplan.diagnostics import Finding
from groundplan.i18n.locale.pseudo_tags import PSEUDO_LOCALES
from groundplan.pipeline import analyse_sources
from groundplan.project.member import Member
from groundplan.project.repository import place_in_repository
from groundplan.project.sources import Sources
from groundplan.publish.plugin_options import option_findings
from groundplan.site_config import Estate, configuration_sources, estate_of, sources_of


@dataclass(frozen=True)
class Projects:
    """The projects of a site that somebody asks about."""

    estate: Estate
    asked: tuple[Analysis, ...]
    sources: Sources

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with how the configuration names the projects of the site, and with what they do not agree upon."""
        return (*self.estate.findings, *self._languages(), *self._options())

    @property
    def are_sound(self) -> bool:
        """Whether something follows from each of them."""
        return bool(self.asked) and not self.findings and all(analysis.facts for analysis in self.asked)

    def _languages(self) -> Iterator[Finding]:
        """A site has one language at its root."""
        written = [(each.sources.member.name, each.document.project.locale) for each in self.asked if each.document.project]
        for name, locale in written[1:]:
            if locale != written[0][1]:
                problem = f"the project `{name}` is written in `{locale}`, but `{written[0][0]}` in `{written[0][1]}`"
                hint = "write all models of a site in one language: its pages stand at the root of the site"
                yield BAD_PROJECT.at(None, span=self.estate.places.get(name), hint=hint, problem=problem)

    def _options(self) -> Iterator[Finding]:
        """A site has the languages of all its projects."""
        models = [each.document.project for each in self.asked]
        if len(self.estate.members) > 1 and len(models) == len(self.estate.members):
            tags = [tag for model in models if model for tag in (model.locale, *model.locales)]
            yield from option_findings(self.asked[0].prose.site, tuple(dict.fromkeys((*tags, *PSEUDO_LOCALES))))

    def run(self, found: Callable[[Analysis], Run], *, strict: bool = False, color: bool = False) -> Run:
        """What `found` tells of each, as one report."""
        runs = [found(analysis) for analysis in self.asked]
        findings = tuple(sorted(dict.fromkeys(chain(self.findings, *(run.findings for run in runs))), key=lambda each: each.sort_key))
        named = {finding.span.path for finding in self.findings if finding.span}
        own = {path: text for path in named if (text := self.sources.text(path)) is not None}
        files = {**own, **{path: text for run in runs for path, text in run.files.items()}}
        notes = " ".join(dict.fromkeys(run.note for run in runs if run.note))
        root = self.sources.root
        revision = runs[0].revision if len(runs) == 1 else None
        return Run(findings, files, strict, color, root, place_in_repository(root), notes, revision=revision)


def analyse_all(
    root: Path,
    *,
    locale_coverage: int | None = None,
    docs: Path | None = None,
    config: Path | None = None,
    project: str | None = None,
) -> Projects:
    """Each project of the site at `root`, or the one called `project`, as `analyse` does. They know of each other."""
    estate = estate_of(root, config)
    beside: dict[str, Callable[[], Analysis]] = {}

    def analysed(member: Member) -> Analysis:
        sources = sources_of(root, docs, config, member)
        return replace(analyse_sources(sources, locale_coverage=locale_coverage), beside=beside if len(estate.members) > 1 else {})

    beside |= {member.name: cache(partial(analysed, member)) for member in estate.members}
    asked = tuple(beside[member.name]() for member in estate.called(project))
    return Projects(estate, asked, asked[0].sources if asked else configuration_sources(root, config))


def spoken_in(projects: Iterable[Analysis], locales: Sequence[str]) -> list[tuple[str, ...]]:
    """The locales of each project; `locales` are those that are wanted. Raises UsageError for one that no project has."""
    models = [analysis.facts.model.project for analysis in projects if analysis.facts]
    if len(models) == 1:
        return [spoken(models[0], locales)]
    known = {tag for model in models for tag in (model.locale, *model.locales)}
    spoken(replace(models[0], locales=tuple(dict.fromkeys((*models[0].locales, *sorted(known))))), locales)
    return [spoken(model, [tag for tag in locales if tag in {model.locale, *model.locales} or tag not in known]) for model in models]
