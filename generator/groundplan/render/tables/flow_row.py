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
from groundplan.domain.flow import Flow, Port
from groundplan.domain.option import Conditions
from groundplan.render.pages.links import Links
from groundplan.render.tables.row import Alternative, FlowGroup, FlowRow, Linked, Need, Requirement, Route
from groundplan.render.words.conditions import condition_text, few
from groundplan.render.words.words import Words

T = TypeVar("T")
E = TypeVar("E", bound=Entry)


def _within(given: Condition, alternative: Conditions, condition: Condition) -> Conditions:
    """An alternative of `condition`, without the options that say nothing new where `given` holds."""
    for option in tuple(alternative):
        rest = {other: choices for other, choices in alternative.items() if other != option}
        if not condition.space.where(rest) & given & ~condition:
            alternative = rest
    return alternative


class FlowRows:
    """Makes rows in one locale."""

    def __init__(self, facts: Facts, words: Words, links: Links) -> None:
        self.facts = facts
        self.words = words
        self.links = links

    def row(self, facts_of: FlowFacts) -> FlowRow:
        flow, words = facts_of.flow, self.words
        alternatives = tuple(self._alternatives(facts_of))
        return FlowRow(
            number=facts_of.number,
            id=flow.id,
            href=self.links.flow(flow),
            name=words.plain(flow.name),
            purpose=Linked(flow.purpose.id, words.plain(flow.purpose.name), self.links.term(flow.purpose)) if flow.purpose else None,
            ways=tuple(self._ways(facts_of)),
            alternatives=alternatives,
            direction=facts_of.usual_direction,
            direction_label=self._direction(facts_of),
            classification=self.classification(facts_of),
            decided_by=tuple(self._options(facts_of)),
            exists=self.condition(facts_of.exists),
            ports=self.by_choice(facts_of.ports, lambda ports: words.code(self.ports(ports))),
            protocol=self.by_choice(facts_of.protocol, lambda protocol: escape(protocol or "")),
            sends=self._data(facts_of.carries),
            returns=self._data(facts_of.returns),
            enters=self._data(facts_of.enters),
            leaves=self._data(facts_of.leaves),
            controls=tuple(words.plain(control.name) for control in self._controls(facts_of)),
            crosses=self._each(facts_of.crosses, self.links.boundary),
            needs=tuple(self._needs(facts_of)),
            description=words.html(flow.description),
            notes=words.blocks(flow.notes),
            status=flow.status,
            status_label=words.label(flow.status),
        )

    def place(self, place: Place) -> Linked:
        """An end of a flow."""
        href = self.links.component(place) if isinstance(place, Component) else self.links.boundary(place)
        return Linked(place.id, self.words.plain(place.name), href)

    def classification(self, facts_of: FlowFacts) -> str:
        """`Inbound, public or private (public by default)`, as the locale says it."""
        words, exposures = self.words, facts_of.exposure.values()
        way = self._direction(facts_of)
        if not exposures:
            return way
        if len(exposures) == 1:
            return words.gettext("{direction}, {exposure}", direction=way, exposure=words.label(exposures[0]).lower())
        listed = words.choice(words.label(exposure).lower() for exposure in exposures)
        if facts_of.flow.id not in self.facts.default.flows:
            return words.gettext("{direction}, {exposure}", direction=way, exposure=listed)
        default = words.label(exposures[0]).lower()
        return words.gettext("{direction}, {exposures} ({default} by default)", direction=way, exposures=listed, default=default)

    def condition(self, condition: Condition) -> Markup:
        """A set of configurations in words; empty where it is all of them."""
        return escape(condition_text(condition, self.facts.model.options, self.words))

    def choices(self, condition: Condition, given: Condition | None = None) -> Markup:
        """Like `condition`, but by the names of the choices alone, for where the options are named beside it.

        What goes without saying where `given` holds is left out.
        """
        given = given or condition.space.always
        if not given & ~condition or not condition:
            return Markup()
        return escape(self.words.either(self._chosen(_within(given, cube, condition)) if cube else "…" for cube in few(condition)))

    def _chosen(self, cube: Conditions) -> str:
        words, options = self.words, self.facts.model.options
        return words.list(words.choice(words.name(options[option].choices[choice]) for choice in chosen) for option, chosen in cube.items())

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
        return tuple(Linked(flow.id, Markup(self.facts.flows[flow.id].number), self.links.flow(flow)) for flow in flows)

    def ports(self, ports: tuple[Port, ...] | None) -> str:
        """The ports as text, with their names."""
        if ports is None:
            return ""
        return ", ".join(f"{port} ({port.name})" if port.name else str(port) for port in ports) or self.words.gettext("unknown")

    def by_choice(self, cases: Cases[T], tell: Callable[[T], Markup]) -> Markup:
        """A value, or what it is by default and what else with which choices."""
        told = [(tell(value), condition) for value, condition in self._default_first(cases)]
        if len(told) == 1:
            return told[0][0]
        return Markup("; ").join(self.with_choices(value, condition) for value, condition in told if value)

    def with_choices(self, value: Markup, condition: Condition) -> Markup:
        """A value with the choices that it needs, unless the default has it."""
        if self._usual(condition):
            return value
        return Markup(self.words.gettext("{value} (with “{choices}”)", value=value, choices=self.choices(condition)))

    def _default_first(self, cases: Cases[T]) -> list[tuple[T, Condition]]:
        return sorted(cases, key=lambda case: not self._usual(case[1]))

    def _direction(self, facts_of: FlowFacts) -> str:
        """`Inbound`, or `Inbound or internal` where places are by choice."""
        first, *others = facts_of.direction.values() or (facts_of.usual_direction,)
        label = self.words.label
        return self.words.choice([label(first), *(label(other).lower() for other in others)]) if others else label(first)

    def _ways(self, facts_of: FlowFacts) -> Iterator[Route]:
        """The ways of a flow, the default one first."""
        flow, cases = facts_of.flow, self._default_first(facts_of.through)
        sources, targets = (tuple(map(self.place, ends)) for ends in (flow.sources, flow.targets))
        for hops, condition in cases or [((), facts_of.exists)]:
            passed = tuple(self.place(hop.component) for hop in hops)
            yield Route(sources, passed, targets, self.choices(condition) if len(cases) > 1 else Markup(), self._usual(condition))

    def _alternatives(self, facts_of: FlowFacts) -> Iterator[Alternative]:
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

    def _needs(self, facts_of: FlowFacts) -> Iterator[Need]:
        """What the firewall must allow, the default first. A flow has a rule of its own, or those of its carriers, or neither."""
        exists, never = facts_of.exists, facts_of.exists.space.never
        others = {flow: condition for flow, condition in facts_of.openings.items() if flow is not facts_of.flow}
        own = facts_of.openings.get(facts_of.flow, never)
        carried = exists.space.union(others.values())
        cases = {Requirement.OWN: own, Requirement.CARRIED: carried & ~own, Requirement.NONE: exists & ~own & ~carried}
        for rule, condition in sorted(cases.items(), key=lambda case: not self._usual(case[1])):
            if condition:
                carriers = self.groups(others, condition) if rule is Requirement.CARRIED else ()
                yield Need(rule, carriers, self.choices(condition, exists), self._usual(condition))

    def _group(self, flows: list[Flow], condition: Condition, given: Condition) -> FlowGroup:
        return FlowGroup(self.numbers(flows), self.choices(condition, given), self._usual(condition))

    def _usual(self, condition: Condition) -> bool:
        return condition.holds_in(self.facts.default.configuration)

    def _options(self, facts_of: FlowFacts) -> Iterator[Linked]:
        deciding = dict.fromkeys(option for _, condition in facts_of.channel for option in condition.options())
        for id_ in deciding:
            option = self.facts.model.options[id_]
            yield Linked(id_, self.words.plain(option.name), self.links.option(option))

    def _data(self, cases: Cases[tuple[DataClass, ...]]) -> tuple[Linked, ...]:
        return self._each(cases, self.links.data)

    def _each(self, cases: Cases[tuple[E, ...]], link: Callable[[E], str]) -> tuple[Linked, ...]:
        """What is in one of `cases`, each once: with the choices that it needs, where it is not in all of them."""
        found: dict[E, Condition] = {}
        for entries, condition in cases:
            for entry in entries:
                found[entry] = found[entry] | condition if entry in found else condition
        several = len(cases.items) > 1 and not all(set(entries) == found.keys() for entries, _ in cases)
        return tuple(
            Linked(entry.id, self.with_choices(name, where) if several and self._narrow(entry, cases) else name, link(entry))
            for entry, where in found.items()
            for name in (self.words.plain(entry.name),)
        )

    @staticmethod
    def _narrow(entry: Entry, cases: Cases[tuple[E, ...]]) -> bool:
        """Whether `entry` is not in all of `cases`."""
        return not all(entry in entries for entries, _ in cases)

    def _controls(self, facts_of: FlowFacts) -> Iterator[Control]:
        state = self.facts.default.flows.get(facts_of.flow.id)
        yield from state.controls if state else next((own for own, _ in facts_of.own_controls), ())
