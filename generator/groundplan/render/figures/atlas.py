"""The pictures of a view: the one that it starts with, and one of each place that can be opened in some picture of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from groundplan.derive.condition import Condition, Configuration
from groundplan.derive.facts import Facts
from groundplan.derive.folding import Cut, Lines, ScreenBudget
from groundplan.derive.pictures import folding, turns
from groundplan.diagnostics import Route
from groundplan.domain.entry import Text
from groundplan.domain.selector import Selector
from groundplan.domain.view import View
from groundplan.draw.scene.compose import Composer, KindLabels, Labelling
from groundplan.draw.scene.gather import gathered
from groundplan.draw.scene.lines import TextLabels
from groundplan.draw.scene.scene import ByLocale, Line, Scene
from groundplan.errors import LayoutFailed
from groundplan.render.words.words import Words

_T = TypeVar("_T")

WHOLE = "_all"
"""The id of the view that shows everything: no id of a model can hold an underscore."""
SEEN_WHOLE = ScreenBudget(14, 20)
"""What the map of everything starts with, so that a window shows all of it at a size that can be read. Readers open the rest."""
BUDGETS = (ScreenBudget(), ScreenBudget(12, 16), ScreenBudget(4, 6))
"""What a first picture may hold; where the engine gives up on it, it is folded further."""


def whole(name: str) -> View:
    """The view of the whole model, called `name`."""
    route = Route("views", WHOLE)
    return View(id=WHOLE, route=route, name=Text(Route(*route, "name"), name), show=Selector(()))


def alone(facts: Facts) -> tuple[str, ...]:
    """The components that no flow touches: people who approve, for example. A picture of the whole model shows them, too."""
    return tuple(id_ for id_ in facts.model.components if id_ not in facts.components_in_flows)


def within_budget(draw: Callable[[ScreenBudget], _T]) -> _T:
    """What `draw` makes under the first of the budgets with which it can be laid out. Raises LayoutFailed."""
    *budgets, last = BUDGETS
    for budget in budgets:
        with suppress(LayoutFailed):
            return draw(budget)
    return draw(last)


class Outlines:
    """What the pictures of a model show, before any of them is laid out. Each view is looked at once."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._flows: dict[str, tuple[str, ...]] = {}

    def flows(self, view: View) -> tuple[str, ...]:
        """The flows that have a number in the picture of `view` that stands in a page."""
        if view.id not in self._flows:
            start = Atlas(self._facts, view, unnamed, unnamed).start
            self._flows[view.id] = tuple(badge.flow for line in start.lines if not line.tallied for badge in line.badges)
        return self._flows[view.id]


def unnamed(_: Text | StrEnum) -> ByLocale:
    """What things are called where nobody reads it."""
    return {}


class Atlas:
    """All that `view` shows in some configuration: each flow along every way that it takes, each component wherever it may stand.

    One layout thus serves all configurations: nothing moves when a reader changes a choice. Flows that do not come and go
    together are drawn as one line only where there would be too many side by side.
    """

    def __init__(
        self,
        facts: Facts,
        view: View,
        labels: TextLabels,
        kinds: KindLabels,
        budget: ScreenBudget | None = None,
        *,
        start: Configuration | None = None,
    ) -> None:
        """The pictures start as they are under `start`, or else as the author of the view wants them."""
        self._facts, self._view, self._labels, self._kinds = facts.seen_from(view.viewpoint or facts.viewpoint), view, labels, kinds
        self._configuration = start or facts.start(view)
        self._shown = facts.shown_by(view)
        self._alone = alone(facts) if view.id == WHOLE else ()
        stage = self._facts.stage(self._configuration)
        self._turns = turns(self._facts.flows, self._shown, stage)
        first = min(budget or SEEN_WHOLE, SEEN_WHOLE, key=lambda one: one.solids) if view.id == WHOLE else None
        self._folding = folding(stage, view, self._facts.viewpoint, self._turns, budget, first=first, alone=self._alone)

    @cached_property
    def start(self) -> Scene:
        """The picture that stands in the page."""
        return self._scene(self._folding.start())

    @cached_property
    def levels(self) -> dict[str, Scene]:
        """Boundary or component -> the picture of it, opened; outermost first."""
        return {cut.level: self._scene(cut) for cut in self._folding.levels() if cut.level is not None}

    @cached_property
    def undrawn(self) -> tuple[str, ...]:
        """The boundaries and components that have no picture although some other one would offer it."""
        return tuple(self._folding.undrawn())

    def without_lines(self, level: str) -> Scene | None:
        """The picture of a boundary that is left when its lines cannot be laid out."""
        cut = self._folding.level(level)
        return None if cut is None or cut.lines is Lines.NONE else self._scene(replace(cut, lines=Lines.NONE))

    @cached_property
    def absent(self) -> frozenset[str]:
        """The flows that are in the pictures, but do not exist in the configuration that the view starts with."""
        return frozenset(id_ for id_, condition in self._shown.items() if not condition.holds_in(self._configuration))

    @property
    def condition(self) -> Condition:
        """The configurations in which the view shows some connection."""
        return self._facts.space.union(self._shown.values())

    @property
    def varies(self) -> bool:
        """Whether the pictures show something else in some configurations."""
        return any(not shown.everywhere or len(self._facts.flows[id_].channel.values()) > 1 for id_, shown in self._shown.items())

    @cached_property
    def _composer(self) -> Composer:
        """Makes pictures in which all flows of the view are, in all of their ways."""
        labelling = Labelling(self._labels, self._kinds)
        return Composer(self._facts, self._view, self._configuration, labelling, alone=self._alone, turns=self._turns)

    def _scene(self, cut: Cut) -> Scene:
        scene = self._composer.scene(cut)
        return replace(scene, lines=gathered(part for line in scene.lines for part in _apart(line, self._facts, self._shown)))


def _apart(line: Line, facts: Facts, shown: Mapping[str, Condition]) -> Iterator[Line]:
    fates: dict[Hashable, list[int]] = {}
    for index, badge in enumerate(line.badges):
        cases = facts.flows[badge.flow].channel
        looks = frozenset((channel.exposure, channel.layer, condition.settled) for channel, condition in cases)
        fates.setdefault((shown[badge.flow].settled, badge.where, looks), []).append(index)
    for indexes in fates.values():
        yield replace(line, badges=tuple(line.badges[index] for index in indexes))


def elsewhere(words: Words, meaning: str) -> str:
    """What a sign of a legend means that a picture has only with other choices than it starts with."""
    return words.gettext("{meaning} (only with other choices)", meaning=meaning)
