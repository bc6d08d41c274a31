"""What a check finds, from memory where nothing has changed since the last one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from groundplan.diagnostics import Finding

if TYPE_CHECKING:
    from groundplan.project.revision import Revision
    from groundplan.project.sources import Sources


def found_in(project: Path, locale_coverage: int | None) -> tuple[tuple[Finding, ...], Mapping[str, str], str, Callable[[], Revision]]:
    """The findings about a project, the files that they point into, a note, and what tells the state of the model.

    From memory where nothing has changed. What tells the state holds the analysis, so that it lives until the process ends (see `program`).
    """
    from groundplan.project.memory import Memory, files_of
    from groundplan.site_config import sources_of

    sources = sources_of(project)
    memory = Memory(sources, date.today(), locale_coverage)  # noqa: DTZ011 - a waiver ends where its author lives
    remembered = memory.recall()
    if remembered is not None:
        return remembered, files_of(sources, remembered), "", lambda: _revision(sources)
    from groundplan.pipeline import analyse_sources

    analysis = analyse_sources(sources, locale_coverage=locale_coverage)
    run = analysis.whole_run()
    if not run.note and not analysis.settings.editions:  # tags come and go while files stay
        memory.keep(run.findings)
    return run.findings, {**files_of(sources, run.findings), **run.files}, run.note, lambda: analysis.revision


def _revision(sources: Sources) -> Revision:
    from groundplan.project.revision import revision_of

    return revision_of(sources)
