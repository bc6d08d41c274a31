"""The checks of rendered pages: each page as it comes, and the site when all of them have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from groundplan.check.rules import crowded_place, missing_anchor, undocumented_flow
from groundplan.checks import LEAK_IN_SITE
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Finding


class PageOfSite(Protocol):
    """A page in one locale, as these checks see it."""

    @property
    def path(self) -> str:
        """How findings name its source."""

    @property
    def locale(self) -> str: ...

    @property
    def anchors(self) -> Mapping[int, str]:
        """The ids that its headings must have, by their lines."""

    @property
    def template(self) -> str:
        """What its author wrote, in its locale."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What went wrong while it was rendered."""


class Review:
    """What is wrong with the pages of a site, found while they are rendered."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._shown: dict[str, set[str]] = {}
        self._found: dict[Finding, None] = {}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All of them so far, each once: a page has the same faults in every locale."""
        return tuple(self._found)

    def page(self, page: PageOfSite) -> None:
        """Judge a page; the flows on it are told by `show`."""
        self._note(page.findings)
        if page.locale != self._facts.model.project.locale:
            self._note(missing_anchor.lost(page.path, page.anchors, page.template, page.locale))

    def show(self, locale: str, flows: Iterable[str]) -> None:
        """Note flows that stand in tables and figures of a page in `locale`."""
        self._shown.setdefault(locale, set()).update(flows)

    def site(self) -> None:
        """Judge what the pages show together, when all have been judged."""
        self._note(undocumented_flow.of(self._facts, self._shown))

    def pictures(self, undrawn: Iterable[str]) -> None:
        """Judge what is drawn: `undrawn` are the places that no picture shows in detail."""
        self._note(crowded_place.of(self._facts, undrawn))

    def leaks(self, found: Iterable[tuple[str, str]]) -> None:
        """Judge what the built site gives away: each secret by the entry that it belongs to, and the file."""
        self._note(LEAK_IN_SITE.at(None, path=path, entry=entry) for entry, path in found)

    def _note(self, findings: Iterable[Finding]) -> None:
        self._found.update(dict.fromkeys(findings))
