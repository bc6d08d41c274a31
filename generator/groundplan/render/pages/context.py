"""What the functions of a page work with."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from groundplan.derive.facts import Facts
from groundplan.project.member import ALONE, Member
from groundplan.render.figures.atlas import Outlines
from groundplan.render.figures.values import Values
from groundplan.render.pages.changes import EditionChange
from groundplan.render.pages.environment import PageEnvironment
from groundplan.render.pages.files import RuleFiles
from groundplan.render.pages.links import Links
from groundplan.render.pages.record import PageRecord
from groundplan.render.pages.rehearsal import Edit, Rehearsal
from groundplan.render.pages.volumes import Volume, Volumes
from groundplan.render.translations.status import Translations
from groundplan.render.words.words import Words
from groundplan.resolve.selectors import Scope

Rehearse: TypeAlias = Callable[[str, Edit], Rehearsal | None]


@dataclass(frozen=True, slots=True)
class Siblings:
    """The projects of a site by name, for pages that speak of others than their own. A site of one project has none."""

    names: tuple[str, ...] = ()
    context: Callable[[str, PageContext], PageContext] = lambda _, context: context
    """What the functions of a project work with on a page of another one."""
    portfolio: Callable[[PageContext], Values] | None = None
    """What the projects have in common and what not."""


@dataclass(frozen=True)
class PageContext:
    """What the functions of one page in one locale work with."""

    facts: Facts
    scope: Scope
    words: Words
    links: Links
    jinja: PageEnvironment
    root: Path
    outlines: Outlines
    member: Member = ALONE
    """Whose pages these are."""
    downloads: tuple[str, ...] = ()
    """The paths in the site of the facts as files."""
    rule_files: Callable[[], RuleFiles] = RuleFiles
    """The allow-list as files."""
    edition: Callable[[], tuple[str, str]] = lambda: ("", "")
    """What the state of the model is called, and its day; nothing where it has no name."""
    rehearse: Rehearse = lambda _claim, _change: None
    """What a build would say of a claim after a change of the model."""
    changes: Callable[[Words], list[EditionChange]] | None = None
    """What changed between editions; nothing where the project names none."""
    translations: Translations | None = None
    """What `translation_status()` tells; nothing where a page is only looked through."""
    document: str = ""
    """Where the site has the pages as one document; empty where it has none."""
    record: PageRecord = field(default_factory=PageRecord)
    """What the page uses."""
    siblings: Siblings = field(default_factory=Siblings)
    volumes: Volumes | None = None
    """The pages that long lists come in; nothing where each is to be whole, wherever it stands."""
    volume: Volume | None = None
    """Which of them the page is."""
    is_elsewhere: bool = False
    """Whether the page is in the folder of no project."""
    pages: Collection[str] = ()
    """The names of the pages that may be in the folder of the generated ones, those of the author included."""
