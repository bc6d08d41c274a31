"""Long lists in volumes: where a model has more than one page can hold, its list leads to pages with some of it each.

What a page holds is weighed before it is made, since links lead to volumes from everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from groundplan.derive.facts import Facts
from groundplan.derive.involvement import Involvement
from groundplan.domain.boundary import Boundary
from groundplan.domain.entry import Entry
from groundplan.domain.option import each

T = TypeVar("T")

MOST = 6_000
"""Elements that a list may have on one page. Where it would have more, it comes in volumes of at most so many."""
LISTS = ("connections", "components", "overview")
"""The pages whose lists may come in volumes."""
FEW = 20
"""How many flows or components an entry names where there are too many on its page."""
_OF_A_BOUNDARY, _OF_A_PICTURE = 24, 1_200


@dataclass(frozen=True)
class Chapter:
    """The entries of one boundary in a volume: flows that begin there, or components that stand there."""

    boundary: Boundary
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Volume:
    """One of the pages that a list comes in. `number` counts from 1 to `count`."""

    page: str
    """The list: `connections`, `components` or `overview`."""
    number: int
    count: int
    chapters: tuple[Chapter, ...] = ()
    views: tuple[str, ...] = ()
    """The views whose pictures it has."""

    @property
    def name(self) -> str:
        """What its page is called: `connections-2`."""
        return f"{self.page}-{self.number}"

    @property
    def is_list(self) -> bool:
        """Whether it is the page of the list itself: the first pictures stand there."""
        return bool(self.views) and self.number == 1


class Volumes:
    """The volumes of a model's long lists; none where a page holds a list."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    @cached_property
    def beginning(self) -> tuple[Chapter, ...]:
        """Every boundary, with the flows that begin there by default."""
        facts, default = self._facts, self._facts.default.configuration
        return self._by_boundary(facts.flows, lambda id_: facts.home(facts.flows[id_].flow.sources[0], default))

    @cached_property
    def standing(self) -> tuple[Chapter, ...]:
        """Every boundary, with the components that stand there by default."""
        components, default = self._facts.model.components, self._facts.default.configuration
        return self._by_boundary(components, lambda id_: self._facts.home(components[id_], default))

    @cached_property
    def connections(self) -> tuple[Volume, ...]:
        """Those of the flows, of boundaries where one begins."""
        return _bound("connections", [chapter for chapter in self.beginning if chapter.ids], self._of_flow)

    @cached_property
    def components(self) -> tuple[Volume, ...]:
        """Those of the boundaries and components."""
        return _bound("components", self.standing, self._of_component)

    @cached_property
    def overview(self) -> tuple[Volume, ...]:
        """Those of the pictures."""
        views = [tuple(some) for some in _packed(self._facts.model.views, self._of_view)]
        return tuple(Volume("overview", number, len(views), views=ids) for number, ids in enumerate(views, start=1) if len(views) > 1)

    @cached_property
    def all(self) -> Mapping[str, Volume]:
        """Each by the name of its page."""
        bound = (*self.connections, *self.components, *self.overview)
        return {volume.name: volume for volume in bound if not volume.is_list}

    def named(self, name: str) -> Volume | None:
        """The one whose page is called so. Nothing is weighed for the name of another page."""
        return self.all.get(name) if name.rpartition("-")[0] in LISTS else None

    @cached_property
    def crowded_claims(self) -> bool:
        """Whether the claims were judged over so many flows that a page names only some of each."""
        verdicts = self._facts.verdicts.values()
        return sum(len(verdict.evidence) for verdict in verdicts if len(verdict.evidence) < len(self._facts.flows)) > MOST

    @cached_property
    def crowded_data(self) -> bool:
        """Whether so many flows carry data, and so many components keep some, that a page names only some of each."""
        carried = sum(len(flow.data) for flow in self._facts.flows.values())
        return carried + 2 * sum(len((*each.stores, *each.produces)) for each in self._facts.model.components.values()) > MOST

    @property
    def led(self) -> int | None:
        """How many flows or components an entry leads to: where their lists come in parts, it names others without an address."""
        return FEW if self.connections or self.components else None

    def of_flow(self, id_: str) -> str:
        """The page that has the row of a flow."""
        return self._flows.get(id_, "connections")

    def of_place(self, id_: str) -> str:
        """The page that has the entry of a component or a boundary."""
        return self._places.get(id_, "components")

    @cached_property
    def _flows(self) -> Mapping[str, str]:
        return {id_: volume.name for volume in self.connections for chapter in volume.chapters for id_ in chapter.ids}

    @cached_property
    def _places(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for volume in self.components:
            for chapter in volume.chapters:
                found.setdefault(chapter.boundary.id, volume.name)
                found |= dict.fromkeys(chapter.ids, volume.name)
        return found

    def _by_boundary(self, ids: Iterable[str], home: Callable[[str], Boundary]) -> tuple[Chapter, ...]:
        inside: dict[str, list[str]] = {}
        for id_ in ids:
            inside.setdefault(home(id_).id, []).append(id_)
        return tuple(Chapter(boundary, tuple(inside.get(boundary.id, ()))) for boundary in nested(self._facts.model.boundaries.values()))

    def _of_flow(self, id_: str) -> int:
        """About how many elements the row of a flow has."""
        found, flow = self._facts.flows[id_], self._facts.flows[id_].flow
        passed = max((len(hops) for hops in each(flow.through)), default=0)
        ends = (len(flow.sources) + len(flow.targets) + 2 * passed + 4) * max(1, len(found.through.items))
        types = 2 * len(found.channel.items)
        return 21 + ends + 2 * len(found.data) + (types if types == 2 else 2 * types + 3) + _of_text(flow)

    def _of_view(self, id_: str) -> int:
        """About how many elements a picture has, with all that stands around it: what is in it is bounded."""
        return min(_OF_A_PICTURE, 100 + 35 * len(self._facts.shown_by(self._facts.model.views[id_])))

    def _of_component(self, id_: str) -> int:
        """About how many elements the entry of a component has."""
        component = self._facts.model.components[id_]
        involved = self._facts.involvements.get(component, Involvement())
        flows = len(involved.opens) + len(involved.accepts) + len(involved.passes)
        return 8 + flows + 2 * (len(component.stores) + len(component.produces)) + _of_text(component)


def nested(boundaries: Iterable[Boundary]) -> list[Boundary]:
    """Every boundary, each followed by those in it, in the model's order."""
    inside: dict[str | None, list[Boundary]] = {}
    for boundary in boundaries:
        inside.setdefault(boundary.parent.id if boundary.parent else None, []).append(boundary)
    found: list[Boundary] = []
    waiting = inside.get(None, [])[::-1]
    while waiting:
        found.append(boundary := waiting.pop())
        waiting += inside.get(boundary.id, [])[::-1]
    return found


def _of_text(entry: Entry) -> int:
    """About how many elements the description and the notes make: what is marked in them, and their lines."""
    texts = [text.source for text in (entry.description, entry.notes) if text]
    marks = sum(text.count(mark) for text in texts for mark in "*_`")
    return sum(2 + text.count("\n") for text in texts) + marks // 2 + sum(text.count(mark) for text in texts for mark in "[<|")


def _bound(page: str, chapters: Iterable[Chapter], weight: Callable[[str], int]) -> tuple[Volume, ...]:
    """The volumes of a list; none where all of it fits into one."""
    runs = [Chapter(chapter.boundary, some) for chapter in chapters for some in _packed_ids(chapter.ids, weight)]
    bound = list(_packed(runs, lambda chapter: _OF_A_BOUNDARY + sum(map(weight, chapter.ids))))
    return tuple(Volume(page, number, len(bound), tuple(some)) for number, some in enumerate(bound, start=1) if len(bound) > 1)


def _packed_ids(ids: Sequence[str], weight: Callable[[str], int]) -> Iterator[tuple[str, ...]]:
    """The entries of a boundary in as many runs as need a page for themselves; one without entries where there are none."""
    yield from map(tuple, _packed(ids, weight, MOST - _OF_A_BOUNDARY) if ids else [()])


def _packed(things: Iterable[T], weight: Callable[[T], int], most: int | None = None) -> Iterator[list[T]]:
    """Things in runs of at most so much weight each, but for what weighs more alone."""
    run: list[T] = []
    left = whole = MOST if most is None else most
    for thing in things:
        if (takes := weight(thing)) > left and run:
            yield run
            run, left = [], whole
        run.append(thing)
        left -= takes
    if run:
        yield run
