"""What other programs may use of Groundplan; `docs/reference/python.md` tells of it. All else may change from version to version.

Nothing is imported before it is asked for: the command line starts here, too, and must answer at once.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping

    from groundplan.analysis import Analysis
    from groundplan.derive.claims import Verdict
    from groundplan.derive.condition import Condition
    from groundplan.derive.facts import Facts, Snapshot
    from groundplan.derive.flow_facts import FlowFacts, FlowState
    from groundplan.diagnostics import Finding, Related, Route, Severity, Span
    from groundplan.errors import GroundplanError, LayoutFailed, NotAFile, NotAFolder, ProjectNotFound, UnsoundModel, UsageError

    Folder = str | os.PathLike[str]

__all__ = [
    "Analysis",
    "Condition",
    "Facts",
    "Finding",
    "FlowFacts",
    "FlowState",
    "GroundplanError",
    "LayoutFailed",
    "NotAFile",
    "NotAFolder",
    "ProjectNotFound",
    "Related",
    "Route",
    "Severity",
    "Snapshot",
    "Span",
    "UnsoundModel",
    "UsageError",
    "Verdict",
    "build",
    "check",
    "diagram",
    "facts",
    "load",
]

_HOMES = {
    "groundplan.analysis": ("Analysis",),
    "groundplan.derive.claims": ("Verdict",),
    "groundplan.derive.condition": ("Condition",),
    "groundplan.derive.facts": ("Facts", "Snapshot"),
    "groundplan.derive.flow_facts": ("FlowFacts", "FlowState"),
    "groundplan.diagnostics": ("Finding", "Related", "Route", "Severity", "Span"),
    "groundplan.errors": (
        "GroundplanError",
        "LayoutFailed",
        "NotAFile",
        "NotAFolder",
        "ProjectNotFound",
        "UnsoundModel",
        "UsageError",
    ),
}
"""Where each type is at home."""


def load(folder: Folder = ".", *, project: str | None = None) -> Analysis:
    """The project in `folder`: read, resolved and derived as far as it is sound. Of several, it is the one called `project`.

    Raises UsageError where that is not there or must be named, ProjectNotFound where there is no model, NotAFile and NotAFolder
    where something only has the name of what is read, and OSError where the disk cannot be read.
    """
    from pathlib import Path

    from groundplan.pipeline import analyse

    return analyse(Path(folder), project=project)


def check(project: Analysis | Folder = ".", *, locale_coverage: int | None = None) -> tuple[Finding, ...]:
    """Every finding about a project, or about all in a folder, sorted by place. Raises what `load` raises.

    Where less than `locale_coverage` percent of the texts are translated to a locale, each missing one is an error.
    """
    from dataclasses import replace
    from pathlib import Path

    from groundplan.analysis import Analysis
    from groundplan.projects import analyse_all

    if locale_coverage is not None and not 0 <= locale_coverage <= 100:
        raise _usage_error(f"`locale_coverage` is a percentage, not {locale_coverage}")
    if isinstance(project, Analysis):
        return (project if locale_coverage is None else replace(project, locale_coverage=locale_coverage)).findings
    return analyse_all(Path(project), locale_coverage=locale_coverage).run(lambda analysis: analysis.whole_run()).findings


def facts(project: Analysis | Folder = ".") -> Facts:
    """What follows from the model of a project, for all configurations at once.

    Raises what `load` raises, and UnsoundModel where names of the model lead nowhere, so that nothing follows from it.
    """
    from groundplan.errors import UnsoundModel

    analysis = _loaded(project)
    if analysis.facts is None:
        raise UnsoundModel("nothing follows from a model that is not sound; `check` tells what is wrong with it")
    return analysis.facts


def diagram(
    project: Analysis | Folder,
    name: str,
    *,
    locale: str | None = None,
    choices: Mapping[str, str] | None = None,
    audience: str = "public",
    format: str = "svg",
) -> str:
    """The view or the procedure `name` as an SVG that needs nothing else, or a view as DOT (`format`).

    It is drawn in `locale` (the model's, if left out), under the default choices changed by `choices` (option -> choice). Raises
    what `facts` raises, UsageError for a name, a locale, a choice, an audience or a format that does not exist, and LayoutFailed.
    """
    from groundplan.drawing import draw

    if format not in {"svg", "dot"}:
        raise _usage_error(f"there is no format `{format}`; a diagram is drawn as svg or dot")
    analysis = _loaded(project)
    facts(analysis)
    settings = [f"{option}={choice}" for option, choice in (choices or {}).items()]
    return draw(analysis, name, locale=locale, settings=settings, audience=audience, dot=format == "dot")


def build(
    folder: Folder = ".",
    site: Folder | None = None,
    *,
    strict: bool = False,
    audience: str | None = None,
    locales: Iterable[str] = (),
) -> bool:
    """Check the project in `folder`, then build its site through MkDocs into `site`; False where findings forbid it.

    What is left out is as `mkdocs.yml` says. What MkDocs prints, findings included, goes to stderr. Raises what `load` raises, and
    UsageError for an audience or a locale that does not exist, or where there is no `mkdocs.yml`.
    """
    from pathlib import Path

    from groundplan.arguments import reader
    from groundplan.projects import analyse_all, spoken_in
    from groundplan.publish.build import build_site

    projects, tags = analyse_all(Path(folder)), tuple(locales)
    if audience is not None:
        reader(audience)
    spoken_in(projects.asked, tags)
    return not build_site(Path(folder), Path(site) if site else None, strict=strict, audience=audience, locales=tags)


def _loaded(project: Analysis | Folder) -> Analysis:
    from groundplan.analysis import Analysis

    return project if isinstance(project, Analysis) else load(project)


def _usage_error(message: str) -> UsageError:
    from groundplan.errors import UsageError

    return UsageError(message)


if not TYPE_CHECKING:  # or every misspelt name would have a type

    def __getattr__(name: str) -> object:
        """A public type, imported when it is asked for."""
        from importlib import import_module

        for home, names in _HOMES.items():
            if name in names:
                return getattr(import_module(home), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class _Package(ModuleType):
    """Keeps `load` and `check` functions: importing the rooms that are called alike would put these in their place."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (isinstance(value, ModuleType) and name in __all__):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
