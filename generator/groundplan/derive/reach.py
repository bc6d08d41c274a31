"""Where data gets to from flow to flow, and what can be reached over chains of flows."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TypeAlias

from groundplan.derive.cases import combined
from groundplan.derive.choose import cases
from groundplan.derive.condition import Condition, Configuration
from groundplan.derive.selection import Selection
from groundplan.derive.way import Pair
from groundplan.domain.channel import Channel, Encryption
from groundplan.domain.claim import Contained
from groundplan.domain.component import Place
from groundplan.domain.data import DataClass
from groundplan.domain.flow import Flow, Hop
from groundplan.domain.model import Model
from groundplan.domain.option import Varying, each
from groundplan.domain.selector import Area

Steps: TypeAlias = Mapping[Place, list[tuple[Place, Pair]]]
"""Each place -> where one gets from there, over which connection."""


class Spread:
    """How a class of data spreads, for a claim that it stays within places."""

    def __init__(self, form: Contained, model: Model, selection: Selection) -> None:
        self._space = selection.space
        self._data = selection.index.data([form.data.id])
        self._inside = selection.index.places(form.within)
        self._origins = [c for c in model.components.values() if self._holds(c.stores) or self._holds(c.produces)]
        every = (pair for facts in selection.flows.values() for pair in facts.pairs)
        self.bearers = [pair for pair in every if self._may_hold(pair.flow.carries) or self._may_hold(pair.flow.returns)]
        """The connections that carry or return the data in some configuration."""

    def outside(self, judged: Condition) -> dict[Place, Condition]:
        """The places outside that the data reaches, with the configurations of `judged` in which it does."""
        found: dict[Place, Condition] = {}
        for origin in self._origins:
            self._add(found, origin, judged)
        for pair in self.bearers:
            bearing = self._bearing(pair) & judged
            for seeing, condition in combined(_seeing(pair), pair.channel, pair.through):
                for place in dict.fromkeys(seeing):
                    self._add(found, place, condition & bearing)
        return found

    def chain(self, spilled: Place, configuration: Configuration) -> tuple[Flow, ...]:
        """The shortest chain of flows that brings the data from an origin to `spilled`; a flow without an origin stands for itself."""
        if spilled in self._origins:
            return ()
        steps: dict[Place, list[tuple[Place, Pair]]] = defaultdict(list)
        there: list[Pair] = []
        for pair in self.bearers:
            seeing = self._seen(pair, configuration)
            for sender, sent in ((pair.source, pair.flow.carries), (pair.target, pair.flow.returns)):
                if seeing and self._holds(cases(sent, self._space.always).value_in(configuration) or ()):
                    steps[sender] += [(place, pair) for place in seeing]
                    there += [pair] if spilled in seeing else []
        chain = shortest(self._origins, steps, {spilled})
        return tuple(pair.flow for pair in chain) or (there[0].flow,)

    def _seen(self, pair: Pair, configuration: Configuration) -> tuple[Place, ...]:
        channel = pair.channel.value_in(configuration)
        return () if channel is None else _seeing(pair)(channel, pair.through.value_in(configuration) or ())

    def _add(self, found: dict[Place, Condition], place: Place, condition: Condition) -> None:
        spilled = condition & ~self._inside.holding(place)
        if spilled:
            found[place] = found[place] | spilled if place in found else spilled

    def _bearing(self, pair: Pair) -> Condition:
        """Where `pair` carries or returns the data."""
        never = self._space.never
        sent, returned = (cases(data, pair.exists) for data in (pair.flow.carries, pair.flow.returns))
        return sent.where(self._holds, never) | returned.where(self._holds, never)

    def _holds(self, written: tuple[DataClass, ...]) -> bool:
        return not self._data.isdisjoint(written)

    def _may_hold(self, written: Varying[tuple[DataClass, ...]]) -> bool:
        return any(self._holds(data) for data in each(written))


def _seeing(pair: Pair) -> Callable[[Channel, tuple[Hop, ...]], tuple[Place, ...]]:
    """The places that see what `pair` carries: its ends, and what it passes where encryption ends or there is none."""

    def seeing(channel: Channel, hops: tuple[Hop, ...]) -> tuple[Place, ...]:
        passed = (hop.component for hop in hops if hop.terminates or channel.encryption is Encryption.NONE)
        return pair.source, *passed, pair.target

    return seeing


class Reach:
    """What can be reached from `source`, for a claim that `target` cannot."""

    def __init__(self, source: Area, target: Area, selection: Selection) -> None:
        self._space = selection.space
        self._sources = selection.index.places([source])
        self._targets = selection.index.places([target])
        self._pairs = [pair for facts in selection.flows.values() for pair in facts.pairs]
        self._from: dict[Place, list[Pair]] = defaultdict(list)
        for pair in self._pairs:
            self._from[pair.source].append(pair)

    def reached(self, judged: Condition) -> dict[Pair, Condition]:
        """Connection -> where some chain from the source ends with it. A fixpoint: sets only grow, and there are finitely many."""
        reached: dict[Pair, Condition] = {}
        starts = ((place, judged & self._sources.holding(place)) for place in self._from)
        at = {place: condition for place, condition in starts if condition}
        waiting = deque(at)
        while waiting:
            place = waiting.popleft()
            for pair in self._from.get(place, ()):
                along = at[place] & pair.exists
                if not along:
                    continue
                reached[pair] = reached[pair] | along if pair in reached else along
                before = at.get(pair.target)
                after = before | along if before is not None else along
                if before is None or after.node != before.node:
                    at[pair.target] = after
                    waiting.append(pair.target)
        return reached

    def arrived(self, reached: Mapping[Pair, Condition]) -> Condition:
        """Where one of the connections `reached` ends at the target."""
        return self._space.union(condition & self._targets.holding(pair.target) for pair, condition in reached.items())

    def chain(self, configuration: Configuration) -> tuple[tuple[Flow, ...], Place]:
        """The shortest chain from the source to the target, and where it ends; there must be one."""
        steps: dict[Place, list[tuple[Place, Pair]]] = defaultdict(list)
        for pair in self._pairs:
            if pair.exists.holds_in(configuration):
                steps[pair.source].append((pair.target, pair))
        starts = [place for place in steps if self._sources.holding(place).holds_in(configuration)]
        ends = {pair.target for pair in self._pairs if self._targets.holding(pair.target).holds_in(configuration)}
        chain = shortest(starts, steps, ends)
        return tuple(pair.flow for pair in chain), chain[-1].target


_Walk: TypeAlias = "tuple[_Walk | None, Pair]"
"""The last connection of a chain, after the walk before it."""


def shortest(starts: Iterable[Place], steps: Steps, ends: Collection[Place]) -> tuple[Pair, ...]:
    """A shortest walk of at least one step from `starts` to one of `ends`; empty where there is none."""
    queue: deque[tuple[Place, _Walk | None]] = deque((start, None) for start in starts)
    seen = set[Place]()
    while queue:
        place, walk = queue.popleft()
        for target, pair in steps.get(place, ()):
            if target in ends:
                return (*_pairs_of(walk), pair)
            if target not in seen:
                seen.add(target)
                queue.append((target, (walk, pair)))
    return ()


def _pairs_of(walk: _Walk | None) -> tuple[Pair, ...]:
    pairs: list[Pair] = []
    while walk is not None:
        walk, pair = walk
        pairs.append(pair)
    return tuple(reversed(pairs))


def places(model: Model) -> Iterator[Place]:
    """Every place, components first."""
    yield from model.components.values()
    yield from model.boundaries.values()
