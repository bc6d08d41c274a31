"""Where data gets to from flow to flow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from groundplan.derive.cases import combined
from groundplan.derive.chain import shortest
from groundplan.derive.choose import cases
from groundplan.derive.condition import Condition, Configuration
from groundplan.derive.selection import Selection
from groundplan.derive.way import Pair
from groundplan.domain.channel import Channel, Encryption
from groundplan.domain.claim import Contained
from groundplan.domain.component import Place
from groundplan.domain.data import DataClass
from groundplan.domain.flow import Hop
from groundplan.domain.model import Model
from groundplan.domain.option import Varying, each


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

    def outside(self, judged: Condition) -> Mapping[Place, list[Condition]]:
        """The places outside that the data reaches, with sets of configurations of `judged` in which it does, not united."""
        found: dict[Place, list[Condition]] = defaultdict(list)
        for origin in self._origins:
            self._add(found, origin, judged)
        for pair in self.bearers:
            bearing = self.bearing(pair) & judged
            for seeing, condition in combined(_seeing(pair), pair.channel, pair.through):
                for place in dict.fromkeys(seeing):
                    self._add(found, place, condition & bearing)
        return found

    def chain(self, spilled: Place, configuration: Configuration) -> tuple[Pair, ...]:
        """A shortest chain that brings the data from an origin to `spilled`; a connection without an origin stands for itself."""
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
        return shortest(self._origins, steps, {spilled}) or (there[0],)

    def bearing(self, pair: Pair) -> Condition:
        """Where `pair` carries or returns the data."""
        never = self._space.never
        sent, returned = (cases(data, pair.exists) for data in (pair.flow.carries, pair.flow.returns))
        return sent.where(self._holds, never) | returned.where(self._holds, never)

    def _seen(self, pair: Pair, configuration: Configuration) -> tuple[Place, ...]:
        channel = pair.channel.value_in(configuration)
        return () if channel is None else _seeing(pair)(channel, pair.through.value_in(configuration) or ())

    def _add(self, found: dict[Place, list[Condition]], place: Place, condition: Condition) -> None:
        spilled = condition & ~self._inside.holding(place)
        if spilled:
            found[place].append(spilled)

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


def places(model: Model) -> Iterator[Place]:
    """Every place, components first."""
    yield from model.components.values()
    yield from model.boundaries.values()
