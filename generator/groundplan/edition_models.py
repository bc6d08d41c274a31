"""The editions of a model that its settings name, each read from the folder where it is kept, or from git."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.derive.audience import for_audience, has_secrets
from groundplan.derive.facts import Facts, derive
from groundplan.diagnostics import Finding, Severity
from groundplan.domain.entry import Audience
from groundplan.domain.model import Model
from groundplan.errors import GroundplanError
from groundplan.i18n.gettext.catalogue import Catalogue
from groundplan.i18n.texts.read import read_catalogues
from groundplan.load.document import load
from groundplan.load.uses import with_used
from groundplan.project import history
from groundplan.project.memo import Recent, digest
from groundplan.project.settings import Settings, of_edition
from groundplan.project.sources import EDITIONS, SETTINGS, Sources, read_sources
from groundplan.resolve.resolve import resolve

if TYPE_CHECKING:  # a check reads editions and says nothing in the words of a locale
    from groundplan.render.words.words import Words


@dataclass(frozen=True, eq=False)
class EarlierModel:
    """A model as it was, with its translations of then."""

    name: str
    model: Model
    catalogues: Mapping[str, Catalogue]

    def words(self, words: Words) -> Words:
        """What it said in the locale of `words`."""
        return words.of(self.catalogues, [term.name.source for term in self.model.terms.values() if not term.translate])

    def facts(self, audience: Audience) -> Facts:
        """What `audience` may see of it."""
        return derive(for_audience(self.model, audience) if has_secrets(self.model, audience) else self.model)


@dataclass(frozen=True)
class EarlierModels:
    """Those that can be had, oldest first, and what is wrong with the others."""

    found: tuple[EarlierModel, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_editions(sources: Sources, settings: Settings) -> EarlierModels:
    """The editions that a project names."""
    found, findings = list[EarlierModel](), list[Finding]()
    for name in settings.editions:
        told = tuple(_unknown(sources, name))
        if not told:
            try:
                found.append(read_edition(sources, name))
            except GroundplanError as error:
                told = (_finding(sources, name, str(error), f"mend it there, or take `{name}` out of `{EDITIONS}`"),)
        findings += told
    return EarlierModels(tuple(found), tuple(findings))


_READ: Recent[EarlierModel] = Recent(8)
"""By the files that they follow from: a server asks for the same ones with each edit."""


def read_edition(sources: Sources, name: str) -> EarlierModel:
    """The edition `name` of a project. Raises UsageError where there is none, GroundplanError where its model is broken."""
    member = sources.member
    with history.folder_of(name, sources.root, sources.models) as folder:
        read = with_used(read_sources(folder, member=member))
        key = digest((name, *read.models, *sorted(read.odd), *(part for each in read.files.items() for part in each)))
        if known := _READ.get(key):
            return known
        document = load(read)
        resolution = resolve(document)
        refused = (finding for finding in (*document.findings, *resolution.findings) if finding.severity is Severity.ERROR)
        broken = next((document.locate(finding) for finding in refused), None)
        if resolution.model is None or broken or not resolution.whole:
            inside = f"{folder.relative_to(sources.root)}/" if folder.is_relative_to(sources.root) else f"{name}:"
            raise GroundplanError(f"the model of the edition `{name}` is broken{_where(broken, inside)}")
        return _READ.keep(key, EarlierModel(name, resolution.model, read_catalogues(read, resolution.model.project)[0]))


def _where(broken: Finding | None, inside: str) -> str:
    """What is wrong first; `inside` begins the paths of the edition, as git writes them of a revision."""
    if broken is None:
        return ""
    return f": {inside}{broken.span}: {broken.message}" if broken.span else f": {broken.message}"


def _unknown(sources: Sources, name: str) -> Iterator[Finding]:
    if not history.is_edition(name, sources.root):
        problem = f"`{name}` is no folder below `{EDITIONS}`, and no revision of git here"
        yield _finding(sources, name, problem, history.how_to_have(name, sources.root))


def _finding(sources: Sources, name: str, problem: str, hint: str) -> Finding:
    return of_edition(sources.content(SETTINGS) or b"", name, problem, hint)
