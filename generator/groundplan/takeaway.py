"""From an analysed project to what readers take away from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from groundplan.analysis import Analysis
from groundplan.arguments import choices_of, configuration_of, reader, seen_from, selected, spoken
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Severity
from groundplan.diff.difference import Difference, difference
from groundplan.document.dialects import DIALECTS
from groundplan.document.typst import is_installed
from groundplan.documenting import Drawers, document_of, page_files_of
from groundplan.domain.entry import Audience
from groundplan.errors import GroundplanError
from groundplan.export.archive import archive
from groundplan.export.exported import Exported
from groundplan.export.registry import FORMATS
from groundplan.exporting import exported
from groundplan.pipeline import analyse
from groundplan.progress import step
from groundplan.project import history
from groundplan.project.member import MODEL, Member
from groundplan.projects import spoken_in
from groundplan.render.words.words import Words
from groundplan.site_config import estate_of, sources_of


@dataclass(frozen=True, slots=True)
class Asked:
    """What people ask of an export, in their words."""

    settings: tuple[str, ...] = ()
    wheres: tuple[str, ...] = ()
    viewpoint: str | None = None
    locale: str | None = None
    audience: str = Audience.PUBLIC
    addresses: tuple[str, ...] = ()


def export(analysis: Analysis, write: Callable[[Exported], str | bytes], asked: Asked, *, every: bool = False) -> bytes:
    """The allow-list as `write` puts it: under the default configuration, changed by `settings`, or with `every` under all of them.

    Raises UsageError for a choice, a place, a locale or a flow that does not exist for this audience.
    """
    assert analysis.facts is not None
    project = analysis.facts.model.project
    tag = asked.locale or project.locale
    spoken(project, [tag])
    [speech] = analysis.speeches((tag,))
    content = write(_prepared(analysis, asked, Words(speech, project.locale), every=every))
    return content.encode() if isinstance(content, str) else content


def document(analysis: Analysis, asked: Asked) -> bytes:
    """The pages of a project as PDF, in one language and one configuration. Raises UsageError like `export`.

    It raises GroundplanError where the extra `pdf` is not installed.
    """
    assert analysis.facts is not None
    project = analysis.facts.model.project
    tag = asked.locale or project.locale
    pages = analysis.rendered_pages(reader(asked.audience), spoken(project, (*project.locales, tag)))
    return document_of(analysis, pages, _prepared(analysis, asked, pages.words[tag]), {})


def page_folder(analysis: Analysis, asked: Asked, dialect: str) -> Mapping[str, bytes]:
    """The pages of a project as files of a dialect of Markdown, in each of its languages or the one that is asked for, by their paths.

    Raises UsageError like `export`.
    """
    assert analysis.facts is not None
    project = analysis.facts.model.project
    tags = spoken(project, [asked.locale] if asked.locale else project.locales)
    pages = analysis.rendered_pages(reader(asked.audience), spoken(project, (*project.locales, *tags)))
    files: dict[str, bytes] = {}
    drawers: Drawers = {}
    for tag in tags:
        prepared = _prepared(analysis, replace(asked, locale=tag), pages.words[tag])
        files |= page_files_of(analysis, pages, prepared, DIALECTS[dialect], drawers)
    return files


def _prepared(analysis: Analysis, asked: Asked, words: Words, *, every: bool = False) -> Exported:
    seen, scope = analysis.seen_by(reader(asked.audience))
    facts = seen_from(seen, asked.viewpoint)
    configuration = None if every else configuration_of(facts, asked.settings)
    only = selected(facts, scope, asked.wheres) if asked.wheres else None
    return exported(facts, words, analysis.revision, configuration, only=only, addresses=asked.addresses)


def offline_bundle(projects: Sequence[Analysis], site: Path, *, audience: str, locales: Sequence[str]) -> bytes:
    """A site that was built to be opened from a disk, with a document in each language and the rules in every format, in one file."""
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    for analysis, tags in zip(projects, spoken_in(projects, locales), strict=True):
        files |= _taken_along(analysis, audience, tags)
    return archive(files)


def _taken_along(analysis: Analysis, audience: str, tags: Iterable[str]) -> dict[str, bytes]:
    """What a bundle has of a project beside its pages, where the project has its folder."""
    folder, files = analysis.sources.member.folder, {}
    for format_ in FORMATS:
        files[f"{folder}exports/allow-list.{format_.ending}"] = export(analysis, format_.write, Asked(audience=audience))
    if is_installed() and not analysis.settings.document:  # or else the site has them
        for tag in tags:
            files[f"{folder}documents/network-security.{tag}.pdf"] = document(analysis, Asked(locale=tag, audience=audience))
    return files


def between(old: str, new: str | None, project: Path, settings: Iterable[str], name: str | None = None) -> Difference:
    """What changed from `old` to `new`, or until today: editions that `project` keeps, folders, revisions of the repository that it is in,
    or projects of its site.

    Of several projects in a folder or a revision, it is the one called `name`. Raises GroundplanError where a model is broken.
    """
    siblings = {member.name for member in estate_of(project).members if member.name}
    if old in siblings and (new in siblings or new is None):
        return difference(_facts(project, old, old), _facts(project, new or str(project), new or name), choices_of(settings))
    names = history.compared(old, new, project)
    models, member = _models(project, name), _member(project, name) if siblings else None
    with history.folder_of(names[0], project, models) as before, history.folder_of(names[1], project, models) as after:
        (was, is_) = (_facts(path, called, name, member) for path, called in zip((before, after), names, strict=True))
        return difference(was, is_, choices_of(settings))


def _models(project: Path, name: str | None) -> tuple[str, ...]:
    """The folders of a model. One that cannot be read as it lies there says nothing: revisions may be compared."""
    try:
        return sources_of(project, member=_member(project, name)).models
    except (GroundplanError, OSError):
        return tuple(dict.fromkeys(member.model for member in estate_of(project).members)) or (MODEL,)


def _member(project: Path, name: str | None) -> Member:
    return estate_of(project).one(name)


def _facts(path: Path, name: str, project: str | None = None, beside: Member | None = None) -> Facts:
    """The facts of a folder that people call `name`. `beside` is the project where no configuration of a site says which there are."""
    with step(f"the model of {name}"):
        analysis = analyse(path, project=project if any(member.name for member in estate_of(path).members) else beside)
    if analysis.facts is None or not analysis.is_whole:  # what is broken is left out, and would be told as gone
        errors = (finding for finding in analysis.findings if finding.severity is Severity.ERROR)
        where = next((f"{error.span}: {error.message}" for error in errors if error.span), "it does not resolve")
        raise GroundplanError(f"the model of `{name}` is broken, so that nothing can be compared: {where}")
    return analysis.facts
