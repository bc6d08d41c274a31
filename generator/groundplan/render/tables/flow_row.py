"""A flow as the row of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from markupsafe import Markup, escape

from groundplan.derive.cases import Cases
from groundplan.derive.condition import Condition
from groundplan.derive.facts import Facts
from groundplan.derive.flow_facts import FlowFacts
from groundplan.domain.channel import Channel
from groundplan.domain.component import Component, Place
from groundplan.domain.control import Control
from groundplan.domain.data import DataClass
from groundplan.domain.entry import Entry
from groundplan.domain.flow import Direction, Flow, Port
from groundplan.render.pages.links import Links
from groundplan.render.tables.by_choice import ChoiceWording
from groundplan.render.tables.row import Alternative, FlowGroup, FlowRow, Linked, Need, Requirement, WayRow
from groundplan.render.words.words import Words

T = TypeVar("T")
E = TypeVar("E", bound=Entry)


class FlowRows(ChoiceWording):
    """Makes rows in one locale."""

    def __init__(self, facts: Facts, words: Words, links: Links) -> None:
        super().__init__(facts, words)
        self.links = links
        self._rows: dict[str, FlowRow] = {}

    def row(self, facts_of: FlowFacts) -> FlowRow:
        """The row of a flow, made once."""
        if facts_of.flow.id not in self._rows:
            self._rows[facts_of.flow.id] = FlowRow(self, facts_of)
        return self._rows[facts_of.flow.id]

    def place(self, place: Place) -> Linked:
        """An end of a flow."""
        href = self.links.component(place) if isinstance(place, Component) else self.links.boundary(place)
        return Linked(place.id, self.words.plain(place.name), href)

    def classification(self, facts_of: FlowFacts) -> str:
        """`Inbound, public or private (public by default)`, as the locale says it."""
        words, exposures = self.words, facts_of.exposure.values()
        way = self.direction(facts_of.direction, facts_of)
        if not exposures:
            return way
        if len(exposures) == 1:
            return words.gettext("{direction}, {exposure}", direction=way, exposure=words.label(exposures[0]).lower())
        listed = words.choice(words.label(exposure).lower() for exposure in exposures)
        if facts_of.flow.id not in self.facts.default.flows:
            return words.gettext("{direction}, {exposure}", direction=way, exposure=listed)
        default = words.label(exposures[0]).lower()
        return words.gettext("{direction}, {exposures} ({default} by default)", direction=way, exposures=listed, default=default)

    def groups(self, flows: Mapping[Flow, Condition], given: Condition) -> tuple[FlowGroup, ...]:
        """Flows by their numbers, those of equal conditions together: first those that are always there where `given` is."""
        groups: list[tuple[Condition, list[Flow]]] = []
        conditions = {flow: condition & given for flow, condition in flows.items()}
        for flow in sorted(conditions, key=lambda flow: bool(given & ~conditions[flow])):
            if not conditions[flow]:
                continue
            group = next((members for condition, members in groups if condition.agrees(conditions[flow])), None)
            if group is None:
                groups.append((conditions[flow], group := []))
            group.append(flow)
        return tuple(self._group(members, condition, given) for condition, members in groups)

    def numbers(self, flows: Iterable[Flow]) -> tuple[Linked, ...]:
        """Flows by their numbers."""
        return tuple(self._number(flow, self.links.flow(flow)) for flow in flows)

    def pictured(self, flows: Iterable[Flow]) -> tuple[Linked, ...]:
        """Flows by their numbers, each of which leads to where it is seen in a picture."""
        return tuple(self._number(flow, self.links.shown("flow", flow.id)) for flow in flows)

    def _number(self, flow: Flow, href: str) -> Linked:
        return Linked(flow.id, Markup(self.facts.flows[flow.id].number), href, self.words.plain(flow.name))

    def ports(self, ports: tuple[Port, ...] | None) -> str:
        """The ports as text, with their names."""
        if ports is None:
            return ""
        return ", ".join(f"{port} ({port.name})" if port.name else str(port) for port in ports) or self.words.gettext("unknown")

    def direction(self, cases: Cases[Direction], facts_of: FlowFacts) -> str:
        """`Inbound`, or `Inbound or internal` where places are by choice."""
        first, *others = cases.values() or (facts_of.usual_direction,)
        label = self.words.label
        return self.words.choice([label(first), *(label(other).lower() for other in others)]) if others else label(first)

    def direction_label(self, cases: Cases[Direction], facts_of: FlowFacts) -> Markup:
        """The direction, or all of them, of which the viewer shows the one that holds."""
        label = escape(self.direction(cases, facts_of))
        return Markup('<span class="gp-direction">{}</span>').format(label) if len(cases.items) > 1 else label

    def ways(self, facts_of: FlowFacts) -> Iterator[WayRow]:
        """The ways of a flow, the default one first."""
        flow, cases = facts_of.flow, self.default_first(facts_of.through)
        sources, targets = (tuple(map(self.place, ends)) for ends in (flow.sources, flow.targets))
        for hops, condition in cases or [((), facts_of.exists)]:
            passed = tuple(self.place(hop.component) for hop in hops)
            told = self.choices(condition) if len(cases) > 1 else Markup()
            yield WayRow(sources, passed, targets, told, self.usual(condition), self.guard(condition))

    def alternatives(self, facts_of: FlowFacts) -> Iterator[Alternative]:
        default = self.facts.default.flows.get(facts_of.flow.id)
        by_choice = sorted(facts_of.channel, key=lambda case: default is None or case[0] is not default.channel)
        for channel, condition in by_choice:
            decided = not condition.agrees(facts_of.exists)
            yield self._alternative(
                channel, self.choices(condition) if decided else Markup(), default is not None and channel is default.channel
            )

    def _alternative(self, channel: Channel, condition: Markup, default: bool) -> Alternative:
        words = self.words
        return Alternative(
            words.plain(channel.name),
            channel.exposure,
            words.label(channel.exposure),
            channel.layer,
            words.label(channel.encryption),
            condition,
            default,
        )

    def needs(self, facts_of: FlowFacts) -> Iterator[Need]:
        """What the firewall must allow, the default first. A flow has a rule of its own, or those of its carriers, or neither."""
        exists, never = facts_of.exists, facts_of.exists.space.never
        others = {flow: condition for flow, condition in facts_of.openings.items() if flow is not facts_of.flow}
        own = facts_of.openings.get(facts_of.flow, never)
        carried = exists.space.union(others.values())
        cases = {Requirement.OWN: own, Requirement.CARRIED: carried & ~own, Requirement.NONE: exists & ~own & ~carried}
        for rule, condition in sorted(cases.items(), key=lambda case: not self.usual(case[1])):
            if condition:
                carriers = self.groups(others, condition) if rule is Requirement.CARRIED else ()
                ports = self.by_choice(facts_of.ports.within(condition), lambda ports: self.words.code(self.ports(ports)))
                direction = self.direction_label(facts_of.direction.within(condition), facts_of)
                yield Need(rule, ports, direction, carriers, self.choices(condition, exists), self.usual(condition))

    def _group(self, flows: list[Flow], condition: Condition, given: Condition) -> FlowGroup:
        return FlowGroup(self.numbers(flows), self.choices(condition, given), self.usual(condition))

    def options(self, facts_of: FlowFacts) -> Iterator[Linked]:
        deciding = dict.fromkeys(option for _, condition in facts_of.channel for option in condition.options())
        for id_ in deciding:
            option = self.facts.model.options[id_]
            yield Linked(id_, self.words.plain(option.name), self.links.option(option))

    def data(self, cases: Cases[tuple[DataClass, ...]]) -> tuple[Linked, ...]:
        return self.each(cases, self.links.data)

    def each(self, cases: Cases[tuple[E, ...]], link: Callable[[E], str]) -> tuple[Linked, ...]:
        """What is in one of `cases`, each once: with the choices that it needs, where it is not in all of them."""
        found: dict[E, Condition] = {}
        for entries, condition in cases:
            for entry in entries:
                found[entry] = found[entry] | condition if entry in found else condition
        several = len(cases.items) > 1 and not all(set(entries) == found.keys() for entries, _ in cases)

        def linked(entry: E, where: Condition) -> Linked:
            name, by_choice = self.words.plain(entry.name), several and self._narrow(entry, cases)
            return Linked(entry.id, self.with_choices(name, where) if by_choice else name, link(entry), by_choice=by_choice)

        return tuple(linked(entry, where) for entry, where in found.items())

    @staticmethod
    def _narrow(entry: Entry, cases: Cases[tuple[E, ...]]) -> bool:
        """Whether `entry` is not in all of `cases`."""
        return not all(entry in entries for entries, _ in cases)

    def controls(self, facts_of: FlowFacts) -> Iterator[Control]:
        state = self.facts.default.flows.get(facts_of.flow.id)
        yield from state.controls if state else next((own for own, _ in facts_of.own_controls), ())
