"""What a check finds, remembered for as long as nothing has changed: each project of a site by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from groundplan.check.report.run import Run
from groundplan.project.memory import Memory, files_of
from groundplan.project.sources import Sources
from groundplan.site_config import estate_of, sources_of

if TYPE_CHECKING:
    from groundplan.analysis import Analysis
    from groundplan.project.revision import Revision
    from groundplan.projects import Projects

_SPEAKS_OF_OTHERS = (b"project(", b"portfolio(")


def checked(root: Path, locale_coverage: int | None, project: str | None) -> tuple[Run, object]:
    """The findings about the projects at `root`, or about the one called `project`, with the files that they point into.

    What was read comes along so that it lives until the process ends (see `program`).
    """
    estate = estate_of(root)
    sources = {member.name: sources_of(root, member=member) for member in estate.called(project)}
    memories = dict(_memories(sources, locale_coverage))
    known = {name: memory.recall() for name, memory in memories.items()}
    if sources and not estate.findings and all(found is not None for found in known.values()):
        runs = [Run(found, files_of(sources[name], found)) for name, found in known.items() if found is not None and name in sources]
        told = known.get(_TOGETHER)
        first = next(iter(sources.values()))
        together = [Run(told, files_of(first, told))] if told else []
        return _joined(root, [*runs, *together], partial(_revision, first) if len(sources) == 1 else None), None
    from groundplan.projects import analyse_all

    projects = analyse_all(root, locale_coverage=locale_coverage, project=project)
    return projects.run(_with_catalogues), _keeping(projects, memories)


def _with_catalogues(analysis: Analysis) -> Run:
    """The findings about a project, with all files that they point into."""
    run = analysis.whole_run()
    return replace(run, files={**files_of(analysis.sources, run.findings), **run.files})


_TOGETHER = "_together"
"""Under which name it is remembered what is wrong with the projects of a site together. No id begins so."""


def _memories(sources: dict[str, Sources], locale_coverage: int | None) -> Iterator[tuple[str, Memory]]:
    today = date.today()  # noqa: DTZ011 - a waiver ends where its author lives
    for name, each in sources.items():
        others = [other for other in sources.values() if other is not each] if _speaks_of_others(each) else []
        yield name, Memory(each, today, locale_coverage, others)
    if len(sources) > 1:
        first, *rest = sources.values()
        yield _TOGETHER, Memory(first, today, locale_coverage, rest, name=_TOGETHER)


def _speaks_of_others(sources: Sources) -> bool:
    pages = (content for name, content in sources.files.items() if name.endswith((".md", ".jinja")))
    return any(call in content for content in pages for call in _SPEAKS_OF_OTHERS)


def _keeping(projects: Projects, memories: dict[str, Memory]) -> Projects:
    for analysis in projects.asked:
        run = analysis.whole_run()
        if not run.note and analysis.follows_from_files:
            memories[analysis.sources.member.name].keep(run.findings)
    if _TOGETHER in memories:
        memories[_TOGETHER].keep(projects.findings)
    return projects


def _revision(sources: Sources) -> Revision:
    from groundplan.project.revision import revision_of

    return revision_of(sources)


def _joined(root: Path, runs: list[Run], revision: Callable[[], Revision] | None) -> Run:
    found = dict.fromkeys(finding for run in runs for finding in run.findings)
    files = {path: text for run in runs for path, text in run.files.items()}
    return Run(tuple(sorted(found, key=lambda finding: finding.sort_key)), files, root=root, revision=revision)
