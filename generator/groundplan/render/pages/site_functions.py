"""What a page can call that speaks of the site as a whole, or of another one of its projects."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from groundplan.checks import ALONE, NO_PROJECT, UNKNOWN_ON_PAGE
from groundplan.nearest import did_you_mean
from groundplan.render.figures.values import Values
from groundplan.render.pages.faults import PageFault
from groundplan.render.pages.lookups import Lookups
from groundplan.render.pages.noted import noted
from groundplan.render.pages.record import Told
from groundplan.render.sandbox.reach import CallableValues, PageFunction

OF_THE_SITE = frozenset({"portfolio", "translation_status", "check_pages"})
"""The functions that speak of no project."""


class SiteFunctions(Lookups):
    """The functions of one page in one locale, as far as they are about projects."""

    def all(self) -> dict[str, object]:
        """Every function by the name that pages use, and what is known of the project."""
        raise NotImplementedError

    @property
    def project(self) -> Values:
        """The project's name, description and viewpoint; called with its name, another project of the site."""
        named = PageFunction("project", self._project)
        return CallableValues({} if self.context.is_elsewhere else self.of_project(), named)

    def of_project(self) -> Values:
        project, words = self.context.facts.model.project, self.context.words
        viewpoint = self.rows.place(project.viewpoint)
        return {"name": words.plain(project.name), "description": words.blocks(project.description), "viewpoint": viewpoint}

    def _project(self, name: str) -> Values:
        """The functions of another project, and what is known of it."""
        siblings = self.context.siblings
        if name not in siblings.names:
            hint = did_you_mean(str(name), siblings.names) or (f"they are {', '.join(siblings.names)}" if siblings.names else "")
            self.context.record.fault(PageFault((UNKNOWN_ON_PAGE.at(None, hint=hint, name=name, kind="a project of the site"),)))
            return Told(name="project")  # type: ignore[return-value]
        try:
            functions = type(self)(siblings.context(name, self.context))
        except PageFault as fault:
            self.context.record.fault(fault)
            return Told(name="project")  # type: ignore[return-value]
        return {**functions.all(), **functions.of_project()}

    def of_no_project(self, function: str) -> Callable[..., Markup]:
        """What stands for a function on a page that speaks of no project."""

        @noted
        def fault(_: SiteFunctions, /, *_args: object, **_known: object) -> Markup:
            first = self.context.siblings.names[0]
            hint = f'write `project("{first}").{function}(…)`, or put the page below the folder of a project'
            raise PageFault((NO_PROJECT.at(None, hint=hint, function=function),))

        return lambda *args, **known: fault(self, *args, **known)

    @noted
    def portfolio(self) -> Markup:
        """The projects of the site side by side: their borders, choices and guarantees, and what differs."""
        siblings = self.context.siblings
        if siblings.portfolio is None:
            raise PageFault((ALONE.at(None),))
        return self._of_site("portfolio", **siblings.portfolio(self.context))
