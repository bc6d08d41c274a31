"""Which flows a selector selects, in which configurations. The only reading of selectors there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from groundplan.derive.borders import Border
from groundplan.derive.carriers import Carriers, carriers_first
from groundplan.derive.cases import Cases
from groundplan.derive.choose import cases
from groundplan.derive.condition import Condition
from groundplan.derive.flow_facts import FlowFacts
from groundplan.derive.index import Index
from groundplan.derive.predicates import FlowTest, Keys, Predicate, passes
from groundplan.derive.way import Pair
from groundplan.domain.boundary import Boundary
from groundplan.domain.channel import Channel
from groundplan.domain.data import DataClass
from groundplan.domain.selector import AnyOf, Key, Not, RidesOn, Selector, Test

_OF_CHANNELS = frozenset({Key.CHANNEL, Key.OVER, Key.EXPOSURE, Key.LAYER, Key.ENCRYPTION, Key.CONTROL})


@dataclass(frozen=True, slots=True)
class Compiled:
    """A selector made ready for many flows: all of `fixed` must pass and all of `varying` hold."""

    fixed: tuple[Predicate, ...]
    varying: tuple[FlowTest, ...]

    def conditions(self, pair: Pair, within: Condition) -> Condition:
        """The configurations of `within` in which `pair` passes. Most flows fail or pass without a look at any condition."""
        for predicate in self.fixed:
            if not predicate(pair):
                return within.space.never
        return self.varied(pair, within)

    def varied(self, pair: Pair, within: Condition) -> Condition:
        """The same for a connection that passes all of `fixed`."""
        for reading in self.varying:
            within &= reading(pair)
        return within


class Selection:
    """Matches the flows of one model, as seen from the border of `viewpoint` where a selector names none.

    A flow with several ends is a connection for each pair of them: it matches where one of these does.
    """

    def __init__(
        self,
        index: Index,
        flows: Mapping[str, FlowFacts],
        crossed: Mapping[Pair, Cases[tuple[Boundary, ...]]],
        carriers: Carriers,
        viewpoint: Boundary,
    ) -> None:
        self.space = index.space
        self.flows = flows
        self.index = index
        self.carriers = carriers
        self.viewpoint = viewpoint
        self._crossed = crossed
        self._matching: dict[Selector, Mapping[Pair, Condition]] = {}
        self._keys: dict[Boundary, Keys] = {}
        self._others: dict[Boundary, Selection] = {viewpoint: self}

    def seen_from(self, viewpoint: Boundary | None) -> Selection:
        """The reading of selectors from another border; from this one where none is named."""
        if viewpoint is None:
            return self
        if viewpoint not in self._others:
            other = Selection(self.index, self.flows, self._crossed, self.carriers, viewpoint)
            other._others = self._others
            self._others[viewpoint] = other
        return self._others[viewpoint]

    def select(self, selector: Selector) -> Mapping[str, Condition]:
        """Flow id -> where it matches, for the flows that match in some configuration, in the model's order."""
        return self.by_flow(self.matching(selector))

    @staticmethod
    def by_flow(matching: Mapping[Pair, Condition]) -> dict[str, Condition]:
        """Flow id -> where one of its pairs is in `matching`."""
        found: dict[str, Condition] = {}
        for pair, condition in matching.items():
            id_ = pair.flow.id
            found[id_] = found[id_] | condition if id_ in found else condition
        return found

    def matching(self, selector: Selector) -> Mapping[Pair, Condition]:
        """The connections that exist and pass `selector` in some configuration, with where they do, in the model's order."""
        if selector not in self._matching:
            compiled = self.compile(selector)
            pairs: Iterable[Pair] = (pair for flow in self.flows.values() for pair in flow.pairs)
            for predicate in compiled.fixed:
                pairs = filter(predicate, pairs)
            matches = ((pair, compiled.varied(pair, pair.exists)) for pair in pairs)
            self._matching[selector] = {pair: condition for pair, condition in matches if condition}
        return self._matching[selector]

    def data_of(self, key: Key, pair: Pair, viewpoint: Boundary | None = None) -> Cases[tuple[DataClass, ...]]:
        """The data that the key `key` of a selector looks at, where it speaks of `viewpoint`."""
        return self._seen(viewpoint or self.viewpoint).data_of(key, pair)

    def _seen(self, viewpoint: Boundary) -> Keys:
        if viewpoint not in self._keys:
            border = Border(viewpoint, self.index)
            flows = (facts.flow for facts in self.flows.values())
            self._keys[viewpoint] = Keys(self.index, border, self._crossed.__getitem__, flows)
        return self._keys[viewpoint]

    def compile(self, selector: Selector, around: Boundary | None = None) -> Compiled:
        """`selector`, ready for many flows. `around` is the viewpoint of the selector around it."""
        viewpoint = selector.viewpoint or around or self.viewpoint
        keys = self._seen(viewpoint)
        predicates: list[Predicate] = []
        varying: list[FlowTest] = []
        for clause in selector.clauses:
            match clause:
                case Test():
                    predicate = None if clause.key in _OF_CHANNELS else keys.predicate(clause)
                    if predicate is not None:
                        predicates.append(predicate)
                    else:
                        varying.append(self._test(clause, keys))
                case Not(inner):
                    self._add_not(self.compile(inner, viewpoint), predicates, varying)
                case AnyOf(selectors):
                    self._add_any([self.compile(inner, viewpoint) for inner in selectors], predicates, varying)
                case RidesOn(inner):
                    varying.append(self._carried(self._here_or_below(self._reading(self.compile(inner, viewpoint)))))
        return Compiled(tuple(predicates), tuple(varying))

    def _reading(self, compiled: Compiled) -> FlowTest:
        return lambda pair: compiled.conditions(pair, self.space.always)

    def _add_not(self, inner: Compiled, predicates: list[Predicate], varying: list[FlowTest]) -> None:
        if inner.varying:
            reading = self._reading(inner)
            varying.append(lambda pair: ~reading(pair))
        else:
            predicates.append(lambda pair: not all(predicate(pair) for predicate in inner.fixed))

    def _add_any(self, inner: list[Compiled], predicates: list[Predicate], varying: list[FlowTest]) -> None:
        if any(compiled.varying for compiled in inner):
            readings = [self._reading(compiled) for compiled in inner]
            varying.append(lambda pair: self.space.union(reading(pair) for reading in readings))
        else:
            predicates.append(lambda pair: any(all(predicate(pair) for predicate in compiled.fixed) for compiled in inner))

    def _test(self, test: Test, keys: Keys) -> FlowTest:
        if test.key not in _OF_CHANNELS:
            return keys.reading(test)
        if test.key is Key.OVER:
            return self._here_or_below(self._by_channel(frozenset(channel for channel in self.index.channels if channel.id in test.values)))
        of_channel = self._by_channel(frozenset(channel for channel in self.index.channels if passes(channel, test)))
        if test.key is not Key.CONTROL:
            return of_channel
        own = self._by_own_controls(test)
        return lambda pair: own(pair) | of_channel(pair)

    def _by_own_controls(self, test: Test) -> FlowTest:
        """Where one of the controls that a flow itself names is among those of `test`."""

        def reading(pair: Pair) -> Condition:
            named = cases(pair.flow.controls, self.space.always)
            return named.where(lambda controls: any(control.id in test.values for control in controls), self.space.never)

        return reading

    def _by_channel(self, channels: frozenset[Channel]) -> FlowTest:
        """Where the channel of a flow is one of `channels`."""
        always, never = self.space.always, self.space.never

        def reading(pair: Pair) -> Condition:
            used = pair.channel.items
            if len(used) == 1:  # it has this channel wherever it exists
                return always if used[0][0] in channels else never
            return self.space.union(condition for channel, condition in used if channel in channels)

        return reading

    def _here_or_below(self, own: FlowTest) -> FlowTest:
        """Where a connection passes, or a carrier of it, directly or further down."""
        known: dict[Pair, Condition] = {}
        below = self._carried(known.__getitem__)

        def reading(pair: Pair) -> Condition:
            for each in carriers_first(pair, self.carriers.of, known):
                known[each] = own(each) | below(each)
            return known[pair]

        return reading

    def _carried(self, passes: FlowTest) -> FlowTest:
        """Where some carrier of a connection passes."""
        return lambda pair: self.space.union(where & passes(carrier) for carrier, where in self.carriers.of(pair).items())
