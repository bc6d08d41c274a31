"""Every page kind there is. A page of the same path in `docs/` takes the place of ours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from groundplan.derive.facts import Facts


@dataclass(frozen=True, slots=True)
class PageKind:
    """A generated page: its name (also of its template) and whether a model has anything to show on it."""

    name: str
    has_content: Callable[[Facts], bool] = lambda _: True
    of_editions: bool = False
    """Whether it tells of editions, so that there is none where a project names none."""

    def is_shown(self, facts: Facts, *, editions: bool) -> bool:
        """Whether a project has the page."""
        return self.has_content(facts) and (editions or not self.of_editions)


PORTFOLIO = "portfolio"
"""The page beside those of several projects."""

VOLUME = "volume"
"""The pages that a long list comes in."""

PAGES = (
    PageKind("overview"),
    PageKind("connections"),
    PageKind("boundaries"),
    PageKind("allow-list", lambda facts: bool(facts.openings)),
    PageKind("guarantees", lambda facts: bool(facts.model.claims)),
    PageKind("procedures", lambda facts: bool(facts.model.procedures)),
    PageKind("components"),
    PageKind("explorer", lambda facts: bool(facts.flows)),
    PageKind("changes", of_editions=True),
    PageKind("glossary", lambda facts: bool(facts.model.data or any(term.description for term in facts.model.terms.values()))),
)
