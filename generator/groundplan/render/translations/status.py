"""How far a site is translated, for those who write it: counts for each page, and what waits for a translator."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from groundplan.derive.facts import Facts
from groundplan.domain.entry import Entry
from groundplan.i18n.gettext.catalogue import Catalogue
from groundplan.i18n.gettext.translation import Source
from groundplan.i18n.locale.locale import endonym
from groundplan.i18n.texts.status import Task, TranslationProgress, progress, progress_by_page, tasks, total
from groundplan.render.pages.links import Links

MOST_TASKS = 50
"""How many texts a locale lists; `groundplan check` lists all."""


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A text that waits: its context, where it is shown (empty where it has no page), where its message stands, and why."""

    context: str
    href: str
    place: str
    doubt: str


@dataclass(frozen=True, slots=True)
class LocaleStatus:
    """One locale: all of it, each page with its address, the first tasks, and how many more there are."""

    tag: str
    name: str
    total: TranslationProgress
    pages: tuple[tuple[TranslationProgress, str], ...]
    tasks: tuple[TaskRow, ...]
    more: int


@dataclass(frozen=True)
class Translations:
    """What the status is told from. `sources` and `shown` give the texts, and the pages with theirs, that a locale has."""

    catalogues: Mapping[str, Catalogue]
    sources: Callable[[str], Iterable[Source]]
    shown: Callable[[str], Mapping[str, Iterable[str]]]

    def status(self, facts: Facts, links: Links) -> Iterator[LocaleStatus]:
        """Every locale that the project is translated to, in its order."""
        for tag, catalogue in self.catalogues.items():
            sources = tuple(self.sources(tag))
            waiting = sorted(tasks(catalogue, sources), key=lambda task: not task.doubt)  # what is untrue before what is absent
            yield LocaleStatus(
                tag,
                endonym(tag),
                total(progress(catalogue, sources), tag),
                tuple((page, links.at(page.part)) for page in progress_by_page(catalogue, sources, self.shown(tag))),
                tuple(_row(task, facts, links) for task in waiting[:MOST_TASKS]),
                max(0, len(waiting) - MOST_TASKS),
            )


def _row(task: Task, facts: Facts, links: Links) -> TaskRow:
    return TaskRow(task.source.context, _href(task.source, facts, links), f"{task.place.path}:{task.place.line}", task.doubt)


def _href(source: Source, facts: Facts, links: Links) -> str:
    if source.page:
        section = source.context.partition("#")[2].partition("/")[0]
        return links.at(source.page, section)
    section, _, rest = source.context.partition(".")
    entries: Mapping[str, Mapping[str, Entry]] = dict(facts.model.sections())
    entry = entries.get(section, {}).get(rest.partition(".")[0])
    return links.entry(entry) if entry else ""
